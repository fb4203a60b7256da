"""`dpcap batch`: many provider folders at once."""

from __future__ import annotations

import os
import sys
import traceback
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import (
    EvidenceRootOption,
    FrameworkOption,
    LangOption,
    LedgerOption,
    QuestionSet,
    ReviewsOption,
    RunDayOption,
    formats_option,
)
from dpcap.report.batch.outputs import BATCH_FORMATS

if TYPE_CHECKING:
    from dpcap.workflow.batch_request import BatchResult

ALL_INVALID, SOME_FAILED, BELOW, INTERRUPTED = 3, 4, 1, 130


class Runner(StrEnum):
    """Where jobs run."""

    process = "process"
    serial = "serial"
    dask = "dask"


class Reports(StrEnum):
    """Whose report is written."""

    none = "none"
    failed = "failed"
    changed = "changed"
    all = "all"


class Sort(StrEnum):
    """What the terminal table is sorted by."""

    folder = "folder"
    name = "name"
    proved = "proved"
    claimed = "claimed"
    level = "level"
    coverage = "coverage"
    gates = "gates"
    change = "change"


if TYPE_CHECKING:
    BatchFormat = str
else:
    BatchFormat = BATCH_FORMATS.choices("batch")


def batch(
    providers: Annotated[
        list[str],
        typer.Argument(
            metavar="PROVIDERS...",
            help=say(
                "其下各级放有服务商文件夹（以 provider.yaml 辨认）的目录",
                "where provider folders lie, at any depth (known by their provider.yaml)",
            ),
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help=say("输出目录", "where to write")),
    ] = None,
    gates: Annotated[
        str | None,
        typer.Option(
            "--gates",
            metavar="FILE",
            help=say(
                "门槛文件，或自带的 admission、review、experience",
                "rules to be met: a file, or one of ours: admission, review, experience",
            ),
        ),
    ] = None,
    reviews: ReviewsOption = None,
    ledger: LedgerOption = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline",
            metavar="DIR",
            help=say(
                "与之相比：先前的输出目录，或 git:REV（同样的文件夹在该版本时）",
                "compare with an earlier --out, or with git:REV (the same folders then)",
            ),
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", min=1, metavar="N", help=say("同时做几个；缺省为核数", "at a time; all cores")
        ),
    ] = None,
    executor: Annotated[
        Runner,
        typer.Option(
            "--executor",
            help=say("在哪里运行；dask 需 dpcap[dask]", "where jobs run; dask needs dpcap[dask]"),
        ),
    ] = Runner.process,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ADDR",
            help=say(
                "已有的 Dask 调度器，如 tcp://host:8786；缺省在本机起一个",
                "a Dask scheduler such as tcp://host:8786; else one of this machine",
            ),
        ),
    ] = None,
    formats: Annotated[
        list[BatchFormat] | None,
        formats_option(
            BATCH_FORMATS,
            "batch",
            say(
                "输出什么，可重复；缺省为除 github 外的全部，jsonl 总有：",
                "what to write, may be repeated; all but github by default, jsonl always: ",
            ),
        ),
    ] = None,
    lang: LangOption = None,
    reports: Annotated[
        Reports,
        typer.Option(
            "--reports",
            help=say(
                "为谁写报告：none 无；failed 未过 error 门槛、未达任何等级或无法定级的；"
                "changed 画像与上次或基线不同的；all 全部",
                "whose report is written: none; failed (an error gate is not met, or no level); "
                "changed (since the last run or the baseline); all",
            ),
        ),
    ] = Reports.all,
    on: RunDayOption = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help=say("KPI 所属期间；缺省取自门槛文件", "the KPI period; else that of the gates"),
        ),
    ] = None,
    sort: Annotated[
        Sort, typer.Option("--sort", help=say("终端表按此列排序", "the terminal table's order"))
    ] = Sort.folder,
    reuse: Annotated[
        bool,
        typer.Option(
            "--reuse/--no-reuse",
            help=say(
                "沿用上次的画像（输入未变时）；--no-reuse 全部重评",
                "keep last time's profiles where inputs are the same, or score all",
            ),
        ),
    ] = True,
    benchmark: Annotated[
        Path | None,
        typer.Option(
            "--benchmark",
            metavar="FILE",
            help=say(
                "把各角色、各分类的分位数写到这个文件，供 assess --benchmark 参照",
                "write peer quantiles by role and category to this file, for assess --benchmark",
            ),
        ),
    ] = None,
    asked: Annotated[
        QuestionSet | None,
        typer.Option(
            "--set",
            help=say(
                "问哪一套题：role 角色全套；core 只问核心题，只作预估，门槛不判；"
                "缺省取 dpcap.toml 的 decide_set",
                "which questions: all of the role's, or its core alone, which only estimates and "
                "which no gate judges; else the setting decide_set",
            ),
        ),
    ] = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
) -> None:
    """Score every folder in PROVIDERS, hold it to gates, and write the results."""
    from dpcap.cli.batch_progress import progress
    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_named, day_of_run
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.cli.write import to_stdout
    from dpcap.report.batch_result import TerminalScreen
    from dpcap.workflow.batch import score_batch
    from dpcap.workflow.batch_request import BatchObserver, BatchRequest

    request = BatchRequest(
        roots=tuple(providers),
        today=day_of_run(),
        on=day_named(on),
        out=out,
        gates=gates,
        period=period,
        reviews=reviews,
        baseline=baseline,
        jobs=jobs,
        executor=executor.value,
        scheduler=scheduler,
        formats=tuple(formats) if formats else _default_outputs(),
        language=lang.value if lang else None,
        spoken=TALK,
        reports=reports.value,
        reuse=reuse,
        benchmark=benchmark,
        asked=asked.value if asked else None,
        framework=framework,
        evidence_root=evidence_root,
        ledger=ledger,
    )
    screen = TerminalScreen(screen_columns(), sort.value, in_colour())
    observer = BatchObserver(progress, _say_waiting, to_stdout, screen)
    try:
        result = score_batch(request, configuration(), observer)
        _say_result(result, benchmark)
    except KeyboardInterrupt:
        _talk(say("已停止；做完的都已保留。", "stopped; what was done is kept."))
        raise typer.Exit(INTERRUPTED) from None
    raise typer.Exit(exit_code(result))


def exit_code(result: BatchResult) -> int:
    """3: every folder is invalid; 4: some are, or something could not be written; else 1 or 0.

    1: a gate of severity error is not met.
    """
    failed = result.fates["failed"]
    if failed and failed == sum(result.fates.values()):
        return ALL_INVALID
    if failed or result.unwritten:
        return SOME_FAILED
    return BELOW if result.below else 0


def _default_outputs() -> tuple[str, ...]:
    """The default outputs that can be written here; each that is left out is said in one line."""
    from dpcap.workflow.extras import unwritable

    outputs = BATCH_FORMATS.defaults("batch")
    left_out = unwritable(outputs)
    for name, line in left_out.items():
        _talk(
            say(
                f"本次不写 results.{name}；如需要，请先安装：{line}",
                f"results.{name} is not written; it needs {line}",
            )
        )
    return tuple(name for name in outputs if name not in left_out)


def _say_waiting() -> None:
    _talk(
        say(
            "另一个 dpcap batch 正在写这个输出目录，等它结束……",
            "another dpcap batch is writing this output folder; waiting for it …",
        )
    )


def _say_result(result: BatchResult, benchmark: Path | None) -> None:
    from dpcap.cli.findings import line_of
    from dpcap.model.benchmark import FEWEST

    if (groups := result.peer_groups) is not None:
        _talk(
            say(
                f"已写入 {benchmark}：同类组（每组至少 {FEWEST} 家）{groups} 个",
                f"wrote {benchmark}; groups of peers (at least {FEWEST} in each): {groups}",
            )
        )
    if os.environ.get("DPCAP_DEBUG"):
        for fault in result.faults:
            traceback.print_exception(fault)
    for finding in (*result.findings, *result.unwritten):
        _talk(line_of(finding, TALK))
    scored, reused, failed = (result.fates[fate] for fate in ("scored", "reused", "failed"))
    _talk(
        say(
            f"评分 {scored}，沿用 {reused}，失败 {failed}",
            f"scored {scored}, reused {reused}, failed {failed}",
        )
    )


def _talk(text: str) -> None:
    print(text, file=sys.stderr)
