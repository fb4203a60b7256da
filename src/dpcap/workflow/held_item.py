"""One file, or some letters, that hold something of somebody, and what is to become of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from dpcap.model.retention import KeptKind

# remove: the file goes; redact: places of it go; keep: it must be kept; look: nothing is done, and
# somebody should look at it.
HeldAction = Literal["remove", "redact", "keep", "look"]


@dataclass(frozen=True)
class HeldItem:
    """What is held at `path`, of which `kind`, and `since` which day.

    `places`: how many rows, entries or letters it is of a file that is not removed. `content`: what
    stands in it afterwards. `in_outbox`: the path is an outbox; its `letters` go, or lose their
    messages if the action is redact, and so do its free pages. `why`: of what is kept, the reason;
    of what is only to be looked at, what for. `until`: of what is kept, the last day. `step`: what
    has a lower one is done before.
    """

    kind: KeptKind
    path: Path
    action: HeldAction
    since: date
    provider: str | None = None
    places: int = 0
    content: bytes | None = None
    letters: frozenset[int] = frozenset()
    in_outbox: bool = False
    why: str = ""
    until: date | None = None
    step: int = 0

    @property
    def goes(self) -> bool:
        """Whether something is removed."""
        return self.action in ("remove", "redact")
