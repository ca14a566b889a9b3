"""Read what editors type: counts as written, dates as written, and the rules that span several rows."""
