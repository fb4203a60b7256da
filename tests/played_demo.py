"""A demo of `tools/` as somebody runs it, and what it printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path


def play(script: Path, home: Path) -> str:
    """What *script* prints while it plays in *home*, in English."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DPCAP_", "LC_", "LANG"))}
    done = subprocess.run(
        [sys.executable, script, home],
        env={**clean, "DPCAP_LANG": "en", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def commands_of(printed: str) -> set[str]:
    """The commands shown by a demo whose steps are numbered one after the other."""
    steps = re.findall(r"^── (\d+)\.", printed, re.MULTILINE)
    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    return set(re.findall(r"^\$ dpcap (\w+)", printed, re.MULTILINE))
