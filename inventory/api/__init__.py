"""Let programs do what the pages do: JSON over the same functions, described at /api/docs."""
