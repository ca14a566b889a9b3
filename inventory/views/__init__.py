"""Answer requests, one module a concept; views never import views."""
