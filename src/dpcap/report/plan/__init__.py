"""How a north-star plan goes, as pages and data."""
