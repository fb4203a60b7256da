"""All that comes in: YAML, sheets of figures and settings, read as values or as findings."""
