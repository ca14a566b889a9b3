"""Write querysets as CSV, one module a list; what is exported is exactly what the list shows."""
