"""Letters: what was decided, what counted, what was missing and what to do next."""
