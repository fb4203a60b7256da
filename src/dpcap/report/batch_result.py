"""The result of a batch: all that any output may need, and how an output takes the rows in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.outcome import BatchHead, CrossFinding, Outcome

SortKey = Literal["folder", "name", "proved", "claimed", "level", "coverage", "gates", "change"]

Locate = Callable[[str, tuple[Finding, ...]], tuple[Finding, ...]]


@dataclass(frozen=True)
class TerminalScreen:
    """How the table is printed: how many columns wide, by which key in order, in colour or not."""

    columns: int = 80
    sort: SortKey = "folder"
    colour: bool = False


@dataclass(frozen=True, eq=False)
class BatchOutcomes:
    """What came of a batch.

    `outcomes` starts a walk over all rows, in folder order. `results` is the file they lie in
    (results.jsonl), `digest` its SHA-256 (hex). `reported` tells whether
    `<provider id>/report.html` lies beside it. `locate` takes a row's folder and findings with a
    symbolic path, and gives them file, line and column; where it cannot, they come back as they
    are. `decisions`: at least one row bears a decision, `standing` how the provider stands by a
    ledger.
    """

    framework: Framework
    head: BatchHead
    gates: Gates | None
    language: Language
    outcomes: Callable[[], Iterator[Outcome]]
    crossings: tuple[CrossFinding, ...]
    results: Path
    digest: str
    reported: Callable[[str], bool]
    locate: Locate
    screen: TerminalScreen = TerminalScreen()
    decisions: bool = False
    standing: bool = False


class OutputSink(Protocol):
    """One output under way. The same rows give the same bytes; no sink keeps whole rows."""

    def add(self, outcome: Outcome) -> bytes:
        """Take the next row in; what can be written at once, or nothing."""
        ...

    def end(self) -> Iterable[bytes]:
        """What is left to be written after the last row."""
        ...
