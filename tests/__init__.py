"""Test the tracker."""
