"""Offer the templates what they cannot say themselves."""
