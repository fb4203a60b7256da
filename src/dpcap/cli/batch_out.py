"""The outputs of `dpcap batch`: the table on stdout, the files in the output folder."""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dpcap.batch.output_dir import REPORTS, OutputDir, digest_of_rows, forget, known_crossings
from dpcap.batch.outputs import marks_in, outcomes_in, write_outputs
from dpcap.batch.run import BatchRequest, RunCounts
from dpcap.cli.language import TALK, say
from dpcap.cli.load import settings
from dpcap.cli.write import to_stdout
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.files import parse_texts, read_texts
from dpcap.intake.folder_tree import listing_of
from dpcap.intake.forgeries import forged_files
from dpcap.intake.remote import tree_of
from dpcap.intake.source_map import located
from dpcap.intake.system_errors import mishap
from dpcap.model.benchmark import FEWEST
from dpcap.model.finding import Finding
from dpcap.model.outcome import BatchHead
from dpcap.report.batch.batch_result import BatchResult, TerminalScreen
from dpcap.scoring.cross_provider_checks import crossings, forgeries

if TYPE_CHECKING:
    from dpcap.cli.batch_run import Request


def put_out(
    asked: Request, batch: BatchRequest, tally: RunCounts, store: OutputDir
) -> tuple[Finding, ...]:
    """Write and print what was *asked* of what *batch* came to; what could not be written."""
    if not asked.reuse:
        forget(store)
    batch_result = _batch_result(asked, batch, tally, store)
    names = tuple(name for name in asked.formats if name != "jsonl")
    failed = write_outputs(batch_result, names, store, to_stdout)
    if asked.benchmark is not None:
        try:
            _put_benchmark(batch_result, asked.benchmark)
        except OSError as error:
            failed["--benchmark"] = error
    return tuple(_unwritten(name, error) for name, error in failed.items())


def _unwritten(name: str, error: Exception) -> Finding:
    """The finding about the output *name*, which came to nothing because of *error*."""
    if isinstance(error, OSError):
        return mishap(error)
    if os.environ.get("DPCAP_DEBUG"):
        traceback.print_exception(error)
    problem = f"{type(error).__name__}: {error}"[:400]
    return Finding(code="DP811", file=name, params={"what": name, "problem": problem})


def _put_benchmark(batch_result: BatchResult, path: Path) -> None:
    """Write the peer quantiles of the batch to *path*; says if no group is large enough."""
    from dpcap.analysis.benchmark import benchmark_json, benchmark_of

    made = benchmark_of(batch_result.outcomes(), batch_result.framework, batch_result.head)
    write_atomically(path, benchmark_json(made), durable=False)
    said = say(
        f"已写入 {path}：同类组（每组至少 {FEWEST} 家）{len(made.groups)} 个",
        f"wrote {path}; groups of peers (at least {FEWEST} in each): {len(made.groups)}",
    )
    print(said, file=sys.stderr)


def _batch_result(
    asked: Request, batch: BatchRequest, tally: RunCounts, store: OutputDir
) -> BatchResult:
    rows = store.rows
    marks = partial(marks_in, rows)
    reviews = batch.sight.reviews
    found = forgeries(marks, forged_files(reviews) if reviews else {})
    shared = known_crossings(store, digest_of_rows(rows), partial(crossings, marks))
    places = {one.key: one.path for one in batch.folders}

    def locate(folder: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        tree = tree_of(places[folder])
        return located(lambda: parse_texts(read_texts(tree, listing_of(tree))), findings)

    return BatchResult(
        framework=batch.framework,
        head=_head(asked, batch, tally),
        gates=batch.gates,
        language=asked.language or settings().lang or TALK,
        outcomes=lambda: outcomes_in(rows),
        crossings=(*found, *shared),
        results=rows,
        reported=lambda provider: (batch.out / provider / REPORTS["html"]).is_file(),
        locate=locate,
        decisions=tally.decided > 0,
        screen=TerminalScreen(
            columns=shutil.get_terminal_size().columns,
            sort=asked.sort,
            colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR"),
        ),
    )


def _head(asked: Request, batch: BatchRequest, tally: RunCounts) -> BatchHead:
    framework, gates = batch.framework, batch.gates
    return BatchHead(
        engine=batch.setup.engine,
        framework_id=framework.id,
        framework_version=framework.version,
        framework=framework.digest,
        gates_id=gates.id if gates else None,
        gates=gates.digest if gates else None,
        baseline=asked.baseline,
        day=batch.setup.day,
        period=gates.period if gates else asked.period,
        first_day=_day(tally.first_day),
        last_day=_day(tally.last_day),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
