"""Take files in: read, plan, apply."""
