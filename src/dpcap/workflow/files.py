"""The bytes of a file that somebody named."""

from __future__ import annotations

from pathlib import Path

from dpcap.intake.file_names import readable
from dpcap.intake.source import read_bytes

# Profiles, frameworks, keys and registers, as dpcap writes them, are far smaller.
MAX_STORED = 32 * 1024 * 1024


def read_file(path: Path, most: int = MAX_STORED) -> bytes:
    """The bytes at *path*. Raises InvalidInputError: no file, unreadable, over *most* bytes."""
    return read_bytes(path, readable(path.as_posix()), most)
