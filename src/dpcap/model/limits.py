"""How much of each thing a provider can mean. What is more is refused before anything is built."""

MAX_SHOPS = 1_000
MAX_CLIENTS = 1_000
MAX_PIECES = 1_000
# Texts in one fact, categories.
MAX_TEXTS = 200
# Pieces of evidence behind one answer, row or fact.
MAX_NAMED = 100
