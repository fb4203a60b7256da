"""What a new ruler would change, as pages and data."""
