"""Hold the project: settings, addresses, and the database that they need."""
