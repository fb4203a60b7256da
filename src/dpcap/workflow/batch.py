"""Many provider folders: each scored, held to gates, compared with a baseline, and written out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dpcap.batch.baseline import Baseline, BaselineError, FolderBaseline
from dpcap.batch.discover import DiscoveredFolder
from dpcap.batch.folder_scan import FolderScan
from dpcap.batch.job import JobSetup, PackedValue, digest_of
from dpcap.batch.output_dir import REPORTS, OutputDir, digest_of_rows, forget, known_crossings
from dpcap.batch.outputs import marks_in, outcomes_in, write_outputs
from dpcap.batch.pools import WorkerPool, processes, serial
from dpcap.batch.run import BatchRun, RunCounts, open_output, run
from dpcap.errors import UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.files import parse_texts, read_texts
from dpcap.intake.folder_tree import listing_of
from dpcap.intake.forgeries import forged_files
from dpcap.intake.remote import local_path, tree_of
from dpcap.intake.source_map import located
from dpcap.intake.system_errors import mishap
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.outcome import BatchHead, ComparedValues, CrossFinding
from dpcap.report.batch_result import BatchOutcomes, TerminalScreen
from dpcap.report.words import language_of
from dpcap.version import __version__
from dpcap.workflow.batch_request import SILENT, BatchObserver, BatchRequest, BatchResult
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.extras import install, unwritable
from dpcap.workflow.folders import folders_below
from dpcap.workflow.standing_ledger import standing_lookup

if TYPE_CHECKING:
    from dpcap.batch.git_baseline import SettingsInForce
    from dpcap.intake.records import ReviewsFolder


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
    digest = digest_of_rows(rows)
    found = _forgeries(marks, batch.folder_scan.reviews)
    shared = known_crossings(store, digest, partial(_crossings, marks))
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
        digest=digest,
        reported=lambda provider: (batch.out / provider / REPORTS["html"]).is_file(),
        locate=locate,
        decisions=tally.decided > 0,
        standing=tally.standing > 0,
        screen=screen,
    )


Marks = Callable[[], Iterator[tuple[str, ComparedValues]]]


def _forgeries(marks: Marks, reviews: Path | None) -> tuple[CrossFinding, ...]:
    """What the *reviews* say of files that others sent too."""
    forged = forged_files(reviews) if reviews else {}
    if not forged:
        return ()
    from dpcap.scoring.cross_provider_checks import forgeries  # noqa: PLC0415 - seldom

    return forgeries(marks, forged)


def _crossings(marks: Marks) -> tuple[CrossFinding, ...]:
    """What the rows of several providers say together."""
    from dpcap.scoring.cross_provider_checks import crossings  # noqa: PLC0415 - only of new rows

    return crossings(marks)


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


GIT = "git:"
# East of this machine it may be tomorrow already, and answers may be of that day.
_ZONES = 1


def score_batch(
    request: BatchRequest,
    configuration: Configuration | None = None,
    observer: BatchObserver = SILENT,
) -> BatchResult:
    """Score every provider folder below the roots of *request*, and write what came of them.

    One bad folder stops nothing: it is a row that says what is wrong. What is done is kept if the
    run is cut short. Raises UsageError: no folder, no such baseline, a library or a scheduler that
    is not there; InvalidInputError for the framework or the gates; OSError if the output folder
    cannot be written to.
    """
    for name, line in unwritable(request.formats).items():
        raise UsageError(f"--format {name} needs {line}", f"--format {name} 需先安装：{line}")
    here = configuration or Configuration()
    framework = here.framework(request.framework)
    language = language_of(framework, here.language(request.language), request.spoken)
    gates = _gates(request, here, framework)
    named = request.on or (gates.review_on if gates else None)
    if request.scheduler and request.executor != "dask":
        raise UsageError("--scheduler needs --executor dask", "--scheduler 须配 --executor dask")
    out = here.out(request.out)
    if out == Path("-"):
        raise UsageError("--out must be a folder", "--out 须是目录")
    folders = folders_below(request.roots, out)
    day = named or request.today
    with (
        open_output(out, observer.on_waiting) as store,
        _baseline(request, here, framework, day) as baseline,
    ):
        batch = _batch(
            request,
            here,
            framework,
            gates,
            folders=folders,
            out=out,
            baseline=baseline,
            day=day,
            ahead=0 if named else _ZONES,
        )
        with _pool(request) as pool, observer.progress(len(folders)) as on_done:
            tally = run(batch, pool, store, on_done)
        written = put_out(request, batch, tally, store, observer=observer, language=language)
    return BatchResult(
        out=out,
        fates=tally.fates,
        below=tally.below,
        findings=(*(baseline.found if baseline else ()), *tally.found),
        unwritten=(*tally.unwritten, *written.unwritten),
        faults=written.faults,
        peer_groups=written.peer_groups,
    )


def _gates(request: BatchRequest, here: Configuration, framework: Framework) -> Gates | None:
    """The gates, with the day, the period and the set that hold. Raises InvalidInputError."""
    if request.gates is None:
        return None
    from dpcap.intake.gates import load_gates  # noqa: PLC0415 - what checks them is not light

    found = load_gates(request.gates, framework)
    return found.on(request.on, request.period, here.settings.decide_set)


@contextmanager
def _baseline(
    request: BatchRequest, here: Configuration, framework: Framework, day: date
) -> Iterator[Baseline | None]:
    """The baseline of a run on *day*. Raises UsageError if what is named is none."""
    try:
        if request.baseline is None:
            yield None
        elif request.baseline.startswith(GIT):
            from dpcap.batch.git_baseline import GitBaseline  # noqa: PLC0415 - git only where it is asked

            revision = request.baseline.removeprefix(GIT)
            now = _in_force(request, here, framework, day)
            with closing(GitBaseline(revision, now)) as baseline:
                yield baseline
        else:
            yield FolderBaseline(Path(request.baseline))
    except BaselineError as error:
        raise UsageError(error.finding.message("en"), error.finding.message("zh")) from error


def _in_force(
    request: BatchRequest, here: Configuration, framework: Framework, day: date
) -> SettingsInForce:
    from dpcap.batch.git_baseline import SettingsInForce  # noqa: PLC0415

    file = Path(request.gates) if request.gates else None
    return SettingsInForce(
        roots=tuple(path for root in request.roots if (path := local_path(root))),
        framework=framework,
        framework_dir=here.framework_dir(request.framework),
        reviews=here.reviews(request.reviews),
        evidence_root=here.evidence_root(request.evidence_root),
        gates=file if file and file.is_file() and request.on is None else None,
        day=day,
    )


def _batch(
    request: BatchRequest,
    here: Configuration,
    framework: Framework,
    gates: Gates | None,
    *,
    folders: tuple[DiscoveredFolder, ...],
    out: Path,
    baseline: Baseline | None,
    day: date,
    ahead: int,
) -> BatchRun:
    reviews = here.reviews(request.reviews)
    held = _held(reviews, framework) if reviews else None
    rules = gates.model_dump_json(by_alias=True, exclude_defaults=True) if gates else None
    begun = here.judges_begun(reviews)
    setup = JobSetup(
        framework=PackedValue.of(framework, begun=begun),
        engine=__version__,
        day=day,
        ahead=ahead,
        gates=rules,
        asked=request.asked or here.settings.decide_set,
        baseline=baseline is not None,
        begun=begun,
        language=request.language,
        reports=request.reports,
        tables=PackedValue.of_tables(held.tables) if held else None,
    )
    return BatchRun(
        folders=folders,
        out=out,
        framework=framework,
        setup=setup,
        verdict=digest_of(rules, "baseline" if baseline else None),
        folder_scan=FolderScan(reviews, here.evidence_root(request.evidence_root)),
        gates=gates,
        baseline=baseline.profile_of if baseline else lambda _: None,
        reuse=request.reuse,
        roots=request.roots,
        review_on=gates.review_on if gates and request.on is None else None,
        registrations=held.registrations if held else None,
        ledger=standing_lookup(here, request.ledger, request.reviews),
    )


def _held(reviews: Path, framework: Framework) -> ReviewsFolder:
    from dpcap.intake.records import ReviewsFolder  # noqa: PLC0415 - what reads them is not light

    return ReviewsFolder.read(reviews, framework)


def _pool(request: BatchRequest) -> AbstractContextManager[WorkerPool]:
    jobs = request.jobs or os.cpu_count() or 1
    if request.executor == "serial":
        return serial()
    if request.executor == "process":
        return processes(jobs)
    return _on_dask(request.scheduler, jobs)


@contextmanager
def _on_dask(scheduler: str | None, jobs: int) -> Iterator[WorkerPool]:
    from dpcap.batch.cluster import NoClusterError, OtherEngineError, dask  # noqa: PLC0415 - heavy

    try:
        with dask(scheduler, jobs) as pool:
            yield pool
    except ImportError as error:
        line = install("dask")
        raise UsageError(
            f"--executor dask needs {line}", f"--executor dask 需先安装：{line}"
        ) from error
    except NoClusterError as error:
        raise UsageError(
            f"the Dask scheduler {scheduler} does not answer, or has no worker: {error}",
            f"Dask 调度器 {scheduler} 没有应答，或没有 worker。Dask 的原话：{error}",
        ) from error
    except OtherEngineError as error:
        raise UsageError(
            f"every worker needs dpcap {__version__}: {error.found}",
            f"各 worker 上须装有 dpcap {__version__}：{error.found}",
        ) from error
