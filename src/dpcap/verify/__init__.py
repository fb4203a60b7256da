"""Verification: a report is bundled with what it came from, checked against it, and signed."""
