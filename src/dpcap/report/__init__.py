"""Profile → pages: views of ready strings, and one renderer a format."""
