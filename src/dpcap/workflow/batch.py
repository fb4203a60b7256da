"""Many provider folders: each scored, held to gates, compared with a baseline, and written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dpcap.batch.baseline import Baseline, BaselineError, FolderBaseline
from dpcap.batch.discover import DiscoveredFolder
from dpcap.batch.folder_scan import FolderScan
from dpcap.batch.job import JobSetup, PackedValue, digest_of
from dpcap.batch.pools import WorkerPool, processes, serial
from dpcap.batch.run import BatchRun, open_output, run
from dpcap.errors import UsageError
from dpcap.intake.gates import load_gates
from dpcap.intake.records import ReviewsFolder
from dpcap.intake.remote import local_path
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.report.language import language_of
from dpcap.version import __version__
from dpcap.workflow.batch_outputs import put_out
from dpcap.workflow.batch_request import SILENT, BatchObserver, BatchRequest, BatchResult
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.extras import install, unwritable
from dpcap.workflow.folders import folders_below
from dpcap.workflow.standing_ledger import standing_lookup

if TYPE_CHECKING:
    from dpcap.batch.baseline import SettingsInForce

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
    language = language_of(framework, request.language or here.settings.lang, request.spoken)
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
            from dpcap.batch.baseline import GitBaseline  # noqa: PLC0415 - git only where it is asked

            revision = request.baseline.removeprefix(GIT)
            with GitBaseline(revision, _in_force(request, here, framework, day)) as baseline:
                yield baseline
        else:
            yield FolderBaseline(Path(request.baseline))
    except BaselineError as error:
        raise UsageError(error.finding.message("en"), error.finding.message("zh")) from error


def _in_force(
    request: BatchRequest, here: Configuration, framework: Framework, day: date
) -> SettingsInForce:
    from dpcap.batch.baseline import SettingsInForce  # noqa: PLC0415

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
    held = ReviewsFolder.read(reviews, framework) if reviews else None
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
