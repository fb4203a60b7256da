"""Courses over several batches, as pages and data."""
