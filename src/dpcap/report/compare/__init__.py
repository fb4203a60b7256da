"""Providers side by side, for a brand: differences first, no winner."""
