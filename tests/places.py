"""Where things lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
QUESTIONNAIRES = ROOT / "questionnaires"
PROVIDERS = ROOT / "examples" / "providers"
REVIEWS = ROOT / "examples" / "reviews"
