"""Workbooks that people fill in: written, read back, and merged into a provider's folder."""
