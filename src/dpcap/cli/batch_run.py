"""From the options of `dpcap batch` to its exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from dpcap import __version__
from dpcap.batch.baseline import Baseline
from dpcap.batch.discover import DiscoveredFolder, find_folders
from dpcap.batch.folder_scan import FolderScan
from dpcap.batch.job import JobSetup, PackedValue, ReportsMode, digest_of
from dpcap.batch.pools import WorkerPool, processes, serial
from dpcap.batch.run import BatchRequest, RunCounts, open_output, run
from dpcap.cli.batch_out import put_out
from dpcap.cli.batch_progress import progress
from dpcap.cli.batch_rules import baseline_of, gates_of
from dpcap.cli.day import Judged, judged_on
from dpcap.cli.findings import line_of
from dpcap.cli.language import TALK, say
from dpcap.cli.load import (
    Wanted,
    evidence_root_in_force,
    framework_of,
    reviews_in_force,
    settings,
)
from dpcap.cli.render import OUT
from dpcap.cli.write import STDOUT
from dpcap.errors import UsageError
from dpcap.intake.records import ReviewsFolder
from dpcap.intake.remote import NotInstalledError, is_there
from dpcap.model.base import Language
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.report.batch.batch_result import SortKey

ALL_INVALID, SOME_FAILED, BELOW, INTERRUPTED = 3, 4, 1, 130
INSTALL = "pip install 'dpcap[dask]'"


@dataclass(frozen=True)
class Request:
    """What the options say; None: not said."""

    roots: tuple[str, ...]
    out: Path | None
    gates: str | None
    reviews: Path | None
    baseline: str | None
    jobs: int | None
    executor: Literal["process", "serial", "dask"]
    scheduler: str | None
    formats: tuple[str, ...]
    language: Language | None
    reports: ReportsMode
    day: date | None
    period: str | None
    sort: SortKey
    reuse: bool
    benchmark: Path | None
    framework: Path | None
    evidence_root: Path | None


def run_batch(asked: Request) -> int:
    """Do what was *asked*; the exit code.

    Raises UsageError, and InvalidInputError for the framework or the gates.
    """
    framework = framework_of(Wanted(framework=asked.framework))
    gates = gates_of(asked, framework)
    judged = judged_on(asked.day or (gates.review_on if gates else None))
    if asked.scheduler and asked.executor != "dask":
        raise UsageError(
            say("--scheduler 须配 --executor dask", "--scheduler needs --executor dask")
        )
    out = asked.out or settings().out or OUT
    if out == STDOUT:
        raise UsageError(say("--out 须是目录", "--out must be a folder"))
    folders = _folders(asked.roots, out)
    try:
        with (
            open_output(out, _say_waiting) as store,
            baseline_of(asked, framework, judged.day) as baseline,
        ):
            batch = _batch(asked, framework, gates, folders, out, baseline, judged)
            with _pool(asked) as pool, progress(len(folders)) as on_done:
                tally = run(batch, pool, store, on_done)
            tally.unwritten += put_out(asked, batch, tally, store)
        _say_counts(tally, baseline)
    except KeyboardInterrupt:
        _talk(say("已停止；做完的都已保留。", "stopped; what was done is kept."))
        return INTERRUPTED
    return exit_code(tally)


def exit_code(tally: RunCounts) -> int:
    """3: every folder is invalid; 4: some are, or something could not be written; else 1 or 0.

    1: a gate of severity error is not met.
    """
    failed = tally.fates["failed"]
    if failed and failed == sum(tally.fates.values()):
        return ALL_INVALID
    if failed or tally.unwritten:
        return SOME_FAILED
    return BELOW if tally.below else 0


def _folders(roots: tuple[str, ...], out: Path) -> tuple[DiscoveredFolder, ...]:
    try:
        for root in roots:
            if not is_there(root):
                raise UsageError(say(f"没有目录 {root}", f"there is no folder {root}"))
        folders = find_folders(roots, out)
    except NotInstalledError as error:
        raise UsageError(_not_installed(error)) from error
    if not folders:
        places = ", ".join(roots)
        raise UsageError(
            say(
                f"{places} 下没有服务商文件夹（其中应有 provider.yaml）",
                f"no provider folder in {places} (one that holds provider.yaml)",
            )
        )
    return folders


def _not_installed(error: NotInstalledError) -> str:
    if error.needs is None:
        return say(f"不认识 {error.protocol}://", f"nothing here reads {error.protocol}://")
    return say(
        f"读取 {error.protocol}:// 需先安装：{error.needs}",
        f"reading {error.protocol}:// needs {error.needs}",
    )


def _batch(
    asked: Request,
    framework: Framework,
    gates: Gates | None,
    folders: tuple[DiscoveredFolder, ...],
    out: Path,
    baseline: Baseline | None,
    judged: Judged,
) -> BatchRequest:
    reviews = reviews_in_force(asked.reviews)
    held = ReviewsFolder.read(reviews, framework) if reviews else None
    rules = gates.model_dump_json(by_alias=True, exclude_defaults=True) if gates else None
    setup = JobSetup(
        framework=PackedValue.of(framework),
        engine=__version__,
        day=judged.day,
        ahead=judged.ahead,
        gates=rules,
        baseline=baseline is not None,
        language=asked.language,
        reports=asked.reports,
        tables=PackedValue.of_tables(held.tables) if held else None,
    )
    return BatchRequest(
        folders=folders,
        out=out,
        framework=framework,
        setup=setup,
        verdict=digest_of(rules, "baseline" if baseline else None),
        sight=FolderScan(reviews, evidence_root_in_force(asked.evidence_root)),
        gates=gates,
        baseline=baseline.profile_of if baseline else lambda _: None,
        reuse=asked.reuse,
        roots=asked.roots,
        review_on=gates.review_on if gates and asked.day is None else None,
        registrations=held.registrations if held else None,
    )


def _pool(asked: Request) -> AbstractContextManager[WorkerPool]:
    jobs = asked.jobs or os.cpu_count() or 1
    if asked.executor == "serial":
        return serial()
    if asked.executor == "process":
        return processes(jobs)
    return _on_dask(asked.scheduler, jobs)


@contextmanager
def _on_dask(scheduler: str | None, jobs: int) -> Iterator[WorkerPool]:
    from dpcap.batch.cluster import NoClusterError, OtherEngineError, dask

    try:
        with dask(scheduler, jobs) as pool:
            yield pool
    except ImportError as error:
        raise UsageError(
            say(f"--executor dask 需先安装：{INSTALL}", f"--executor dask needs {INSTALL}")
        ) from error
    except NoClusterError as error:
        raise UsageError(
            say(
                f"Dask 调度器 {scheduler} 没有应答，或没有 worker：{error}",
                f"the Dask scheduler {scheduler} does not answer, or has no worker: {error}",
            )
        ) from error
    except OtherEngineError as error:
        raise UsageError(
            say(
                f"各 worker 上须装有 dpcap {__version__}：{error.found}",
                f"every worker needs dpcap {__version__}: {error.found}",
            )
        ) from error


def _say_waiting() -> None:
    _talk(
        say(
            "另一个 dpcap batch 正在写这个输出目录，等它结束……",
            "another dpcap batch is writing this output folder; waiting for it …",
        )
    )


def _say_counts(tally: RunCounts, baseline: Baseline | None) -> None:
    for finding in [*(baseline.found if baseline else ()), *tally.found, *tally.unwritten]:
        _talk(line_of(finding, TALK))
    scored, reused, failed = (tally.fates[fate] for fate in ("scored", "reused", "failed"))
    _talk(
        say(
            f"评分 {scored}，沿用 {reused}，失败 {failed}",
            f"scored {scored}, reused {reused}, failed {failed}",
        )
    )


def _talk(text: str) -> None:
    print(text, file=sys.stderr)
