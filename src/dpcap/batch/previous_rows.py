"""Previous rows: those of the last run, and of runs since that were cut short."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dpcap.model.held_standing import HeldStanding

# The first key after those that a row is recognised by. Inside a string its quotes are escaped.
_REST = b',"claimed":'
# Inside a string the quotes of these keys would be escaped.
_DECIDED, _UNDECIDED = b',"decision":{', b',"decision":null,'
# What bears a standing; `"ledger":` alone may be the name of something else.
_LEDGER = b',"ledger":{"row":'
_BELOW = re.compile(rb'"severity":"error","state":"(?:failed|unchecked)"')


@dataclass(frozen=True, slots=True)
class PreviousRow:
    """A row written earlier: its line, and what it is recognised by."""

    line: bytes
    provider: str
    assessed_on: str
    as_of: str
    profile: str
    inputs: str
    verdict: str
    decided: str | None

    @property
    def misread(self) -> bool:
        """Whether there was a decision's file that could not be read."""
        return self.decided is not None and _UNDECIDED in self.line

    @property
    def ledger(self) -> HeldStanding | None:
        """How the provider stood by the ledger."""
        if _LEDGER not in self.line:
            return None
        found = json.loads(self.line).get("ledger")
        return None if found is None else HeldStanding.model_validate(found)

    def holds_until(self, day: str) -> bool:
        """Whether no piece of evidence begins or ceases to count between the row's day and *day*.

        Of days before the row's own nothing is known.
        """
        turns_on = json.loads(self.line).get("turns_on")
        return self.as_of <= day and (not turns_on or turns_on > day)


_NAMES = ("provider", "assessed_on", "as_of", "profile", "inputs", "verdict", "decided")


class PreviousRows:
    """The rows in some files by the folder they are of; the last one counts.

    They stay on disk, but for what they are recognised by.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._streams = [path.open("rb") for path in paths if path.is_file()]
        self._places: dict[str, tuple[int, int, tuple[Any, ...]]] = {}
        self.providers: set[str] = set()
        for number, stream in enumerate(self._streams):
            offset = 0
            for line in stream:
                head = _head(line)
                if head is not None:
                    told = tuple(head.get(name) for name in _NAMES)
                    self._places[head["folder"]] = (number, offset, told)
                    self.providers.add(head["provider"])
                offset += len(line)

    def get(self, folder: str) -> PreviousRow | None:
        """The row of *folder*, if it was scored."""
        if folder not in self._places:
            return None
        number, offset, told = self._places[folder]
        stream = self._streams[number]
        stream.seek(offset)
        return PreviousRow(stream.readline().rstrip(b"\n"), *told)

    def close(self) -> None:
        """Let go of the files."""
        for stream in self._streams:
            stream.close()


def _head(line: bytes) -> dict[str, Any] | None:
    """The first fields of a whole row; None if it is not one of a folder scored."""
    end = line.find(_REST)
    if end < 0 or not line.endswith(b"}\n"):
        return None
    try:
        head = json.loads(line[:end] + b"}")
    except ValueError:
        return None
    needed = ("folder", "provider", "assessed_on", "as_of", "profile", "inputs", "verdict")
    if head.get("status") != "scored" or not all(isinstance(head.get(n), str) for n in needed):
        return None
    if not isinstance(head.get("decided", 0), str | None):
        return None
    found: dict[str, Any] = head
    return found


def is_decided(line: bytes) -> bool:
    """Whether a decision is in force, by a row's line."""
    return _DECIDED in line


def has_standing(line: bytes) -> bool:
    """Whether the provider stands in a ledger, by a row's line."""
    return _LEDGER in line


def is_below(line: bytes) -> bool:
    """Whether a gate of severity error is not met, by a row's line."""
    return _BELOW.search(line) is not None
