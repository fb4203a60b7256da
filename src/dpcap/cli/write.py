"""Where what was rendered goes."""

from __future__ import annotations

import sys
from pathlib import Path

STDOUT = Path("-")
NAMES = {"html": "report.html", "md": "report.md", "json": "profile.json"}
STATEMENT = "report.json"


def print_out(text: str) -> None:
    """*text* on stdout, in UTF-8 whatever the console's own encoding."""
    data = text if text.endswith("\n") else text + "\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(data.encode())
    sys.stdout.buffer.flush()
