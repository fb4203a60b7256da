"""Analysis: what can be read off many profiles at once."""
