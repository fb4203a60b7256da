"""What a batch is asked for, who follows it, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from dpcap.batch.job import Fate, ReportsMode
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.question_set import AskedSet
from dpcap.report.batch_result import TerminalScreen

Stdout = Callable[[], AbstractContextManager[Callable[[bytes], object]]]


@dataclass(frozen=True)
class BatchRequest:
    """What is scored, where it is written, and what it is held to; None: not said.

    `roots`: directories or addresses below which provider folders lie. `today`: the day of the
    run, judged on where neither `on` nor the gates name one. `out`, `reviews`, `evidence_root`,
    `framework`, `language`: the configuration's. `spoken`: the language of outputs where nobody
    names one. `gates`: a file, or the name of one that came with dpcap; `period`: the KPI period
    they ask for. `baseline`: an earlier output folder, or `git:REV`. `jobs` at a time, by default
    one a core; `scheduler`: the address of a Dask scheduler. `formats`: the outputs beside
    results.jsonl. `reports`: whose report is written. `reuse`: what did not change is not scored
    again. `benchmark`: the file that peer quantiles are written to. `asked`: which questions; by
    default those that decisions need. `ledger`: the ledger of standing; the configuration's.
    """

    roots: tuple[str, ...]
    today: date
    on: date | None = None
    out: Path | None = None
    gates: str | None = None
    period: str | None = None
    reviews: Path | None = None
    baseline: str | None = None
    jobs: int | None = None
    executor: Literal["process", "serial", "dask"] = "process"
    scheduler: str | None = None
    formats: tuple[str, ...] = ("csv", "summary", "html")
    language: Language | None = None
    spoken: Language = "en"
    reports: ReportsMode = "all"
    reuse: bool = True
    benchmark: Path | None = None
    asked: AskedSet | None = None
    framework: Path | None = None
    evidence_root: Path | None = None
    ledger: Path | None = None


def _no_progress(_: int) -> AbstractContextManager[Callable[[object], None]]:
    return nullcontext(lambda _: None)


def _no_stdout() -> AbstractContextManager[Callable[[bytes], object]]:
    return nullcontext(lambda _: None)


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class BatchObserver:
    """Who follows a batch, by default nobody.

    `progress` is given the number of folders and gives what is called after each. `on_waiting` is
    called once if another run holds the output folder. `stdout` takes the outputs that have no
    file; `screen`: how the table is laid out.
    """

    progress: Callable[[int], AbstractContextManager[Callable[[object], None]]] = _no_progress
    on_waiting: Callable[[], None] = _nothing
    stdout: Stdout = _no_stdout
    screen: TerminalScreen = field(default_factory=TerminalScreen)


SILENT = BatchObserver()


@dataclass(frozen=True)
class BatchResult:
    """What came of a batch; the rows lie in `out/results.jsonl`.

    `fates`: how many folders were scored, reused or failed. `below`: an error gate is not met
    somewhere. `findings`: warnings about the baseline and the folders. `unwritten`: what could not
    be written though all was scored; `faults`: the exceptions behind those that are dpcap's fault.
    `peer_groups`: how many groups of peers the benchmark has, None if none was written.
    """

    out: Path
    fates: Mapping[Fate, int]
    below: bool
    findings: tuple[Finding, ...]
    unwritten: tuple[Finding, ...]
    faults: tuple[Exception, ...] = ()
    peer_groups: int | None = None
