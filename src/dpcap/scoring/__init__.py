"""Pure arithmetic: a framework and an assessment become a profile."""
