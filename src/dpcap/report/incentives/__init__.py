"""Who would get what of a pot, as pages and data."""
