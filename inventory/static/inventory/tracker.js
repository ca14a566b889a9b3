/* Small conveniences; every page works without them. */
