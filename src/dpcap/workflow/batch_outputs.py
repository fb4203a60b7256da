"""The outputs of a batch: its files in the output folder, its pages for a terminal."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dpcap.batch.output_dir import REPORTS, OutputDir, digest_of_rows, forget, known_crossings
from dpcap.batch.outputs import marks_in, outcomes_in, write_outputs
from dpcap.batch.run import BatchRun, RunCounts
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.files import parse_texts, read_texts
from dpcap.intake.folder_tree import listing_of
from dpcap.intake.forgeries import forged_files
from dpcap.intake.remote import tree_of
from dpcap.intake.source_map import located
from dpcap.intake.system_errors import mishap
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.outcome import BatchHead
from dpcap.report.batch_result import BatchOutcomes, TerminalScreen
from dpcap.scoring.cross_provider_checks import crossings, forgeries
from dpcap.workflow.batch_request import BatchObserver, BatchRequest

_LONGEST = 400


class PutOut(NamedTuple):
    """What came of the outputs: those that failed, the faults behind them, the groups of peers."""

    unwritten: tuple[Finding, ...]
    faults: tuple[Exception, ...]
    peer_groups: int | None


def put_out(
    request: BatchRequest,
    batch: BatchRun,
    tally: RunCounts,
    store: OutputDir,
    *,
    observer: BatchObserver,
    language: Language,
) -> PutOut:
    """Write the outputs that *request* names of what *batch* came to, in *language*.

    Those without a file go to the stdout of *observer*.
    """
    if not request.reuse:
        forget(store)
    head = _head(batch, tally, request)
    batch_result = _batch_result(
        batch, tally, store, head, language=language, screen=observer.screen
    )
    names = tuple(name for name in request.formats if name != "jsonl")
    failed = write_outputs(batch_result, names, store, observer.stdout)
    groups = None
    if request.benchmark is not None:
        try:
            groups = _put_benchmark(batch_result, request.benchmark)
        except OSError as error:
            failed["--benchmark"] = error
    return PutOut(
        unwritten=tuple(_unwritten(name, error) for name, error in failed.items()),
        faults=tuple(error for error in failed.values() if not isinstance(error, OSError)),
        peer_groups=groups,
    )


def _unwritten(name: str, error: Exception) -> Finding:
    """The finding about the output *name*, which came to nothing because of *error*."""
    if isinstance(error, OSError):
        return mishap(error)
    problem = f"{type(error).__name__}: {error}"[:_LONGEST]
    return Finding(code="DP811", file=name, params={"what": name, "problem": problem})


def _put_benchmark(batch_result: BatchOutcomes, path: Path) -> int:
    """Write the peer quantiles of the batch to *path*; how many groups are large enough."""
    from dpcap.analysis.benchmark import benchmark_json, benchmark_of  # noqa: PLC0415 - seldom asked

    made = benchmark_of(batch_result.outcomes(), batch_result.framework, batch_result.head)
    write_atomically(path, benchmark_json(made), durable=False)
    return len(made.groups)


def _batch_result(
    batch: BatchRun,
    tally: RunCounts,
    store: OutputDir,
    head: BatchHead,
    *,
    language: Language,
    screen: TerminalScreen,
) -> BatchOutcomes:
    rows = store.rows
    marks = partial(marks_in, rows)
    reviews = batch.folder_scan.reviews
    found = forgeries(marks, forged_files(reviews) if reviews else {})
    shared = known_crossings(store, digest_of_rows(rows), partial(crossings, marks))
    places = {one.key: one.path for one in batch.folders}

    def locate(folder: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        tree = tree_of(places[folder])
        return located(lambda: parse_texts(read_texts(tree, listing_of(tree))), findings)

    return BatchOutcomes(
        framework=batch.framework,
        head=head,
        gates=batch.gates,
        language=language,
        outcomes=lambda: outcomes_in(rows),
        crossings=(*found, *shared),
        results=rows,
        reported=lambda provider: (batch.out / provider / REPORTS["html"]).is_file(),
        locate=locate,
        decisions=tally.decided > 0,
        standing=tally.standing > 0,
        screen=screen,
    )


def _head(batch: BatchRun, tally: RunCounts, request: BatchRequest) -> BatchHead:
    framework, gates = batch.framework, batch.gates
    return BatchHead(
        engine=batch.setup.engine,
        framework_id=framework.id,
        framework_version=framework.version,
        framework=framework.digest,
        gates_id=gates.id if gates else None,
        gates=gates.digest if gates else None,
        baseline=request.baseline,
        day=batch.setup.day,
        period=gates.period if gates else request.period,
        first_day=_day(tally.first_day),
        last_day=_day(tally.last_day),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
