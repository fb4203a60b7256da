"""What a sheet is sent out with, as short marks: whatever else stands in it somebody typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

PRINTED = "printed"
MARK_LENGTH = 6
_ON_A_LINE = 600


def print_mark(text: str) -> str:
    """The mark of what stands in a cell, however its blanks and breaks are kept."""
    plain = "".join(text.split())
    return sha256(plain.encode()).hexdigest()[:MARK_LENGTH]


def printed_lines(marks: Iterable[str]) -> Iterator[str]:
    """*marks* as texts that each fit a cell."""
    every = sorted(marks)
    for start in range(0, len(every), _ON_A_LINE):
        yield " ".join(every[start : start + _ON_A_LINE])
