"""Where what was rendered goes."""

from __future__ import annotations

import sys
from pathlib import Path

STDOUT = Path("-")
PROFILE = "profile.json"


def print_out(text: str) -> None:
    """*text* on stdout, in UTF-8 whatever the console's own encoding."""
    data = text if text.endswith("\n") else text + "\n"
    put_out(data.encode())


def put_out(data: bytes) -> None:
    """*data* on stdout as it is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
