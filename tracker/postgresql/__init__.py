"""Be Django's backend for the PostgreSQL server that DATABASE_URL names, if it is new enough."""
