"""The results as results.json holds them."""
