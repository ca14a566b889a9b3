"""Put what the domain knows into words of the reader's language; files keep to ISO and plain figures."""
