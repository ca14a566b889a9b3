"""Send what no person would, and see nothing break."""
