"""Characters, places in a text, near names and JSON: what every other package may use."""
