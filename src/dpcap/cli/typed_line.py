"""A call of dpcap as it is typed on this system."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence


def typed_line(words: Sequence[str]) -> str:
    """*words* as one line that the system's own shell reads back as they are."""
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
