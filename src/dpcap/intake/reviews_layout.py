"""How the manager's directory calls its files."""

REVIEW_ENDING, FACTS_ENDING, APPEAL_ENDING = ".yaml", ".facts.yaml", ".appeal.yaml"
DRAW_FILE, ROUND_FILE = "draw.yaml", "round.yaml"
# What merchants said of a provider: below this directory, in one of its own.
VOICE_DIR = "voice"
MERCHANTS_FILE, MERCHANTS_TABLE = "merchants.yaml", "merchants.csv"
MERCHANTS_FILES = (MERCHANTS_FILE, MERCHANTS_TABLE)
