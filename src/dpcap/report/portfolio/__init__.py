"""The portfolio page: a whole batch on one page, for the person who looks after it."""
