"""Hold the product: what sources reported about deliveries, and what follows from it."""
