"""Turn numbers into drawings: pure geometry, without queries, drawn by templates as SVG."""
