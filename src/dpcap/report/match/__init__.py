"""A match of briefs and profiles as pages and data."""
