"""All questions of a framework on one page, with their weights, for those who decide on it."""
