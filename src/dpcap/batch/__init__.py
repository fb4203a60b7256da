"""Batch: folders become jobs, jobs become outcomes, one bad folder never in the way."""
