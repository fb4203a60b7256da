"""Where things lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
QUESTIONNAIRES = ROOT / "questionnaires"
PROVIDERS = ROOT / "examples" / "providers"
REVIEWS = ROOT / "examples" / "reviews"
# The day of `make demo`, on which the figures of the examples are fresh.
REVIEW_DAY = "2026-11-24"
