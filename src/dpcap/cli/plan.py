"""`dpcap plan`: a north-star plan is drafted, its structure checked, its course followed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.command import Command, CommandGroup
from dpcap.cli.findings import FINDING_FORMATS, PLAN_LINT
from dpcap.cli.language import TALK, say
from dpcap.cli.options import (
    PRINTED,
    FrameworkOption,
    Lang,
    LookDayOption,
    MessageLangOption,
    StrictOption,
)
from dpcap.report.plan.formats import PLAN_FORMATS, PLAN_TRACK

if TYPE_CHECKING:
    PlanLintFormat = str
    PlanTrackFormat = str
else:
    PlanLintFormat = FINDING_FORMATS.choices(PLAN_LINT)
    PlanTrackFormat = PLAN_FORMATS.choices(PLAN_TRACK)
(DEFAULT_LINT,) = FINDING_FORMATS.defaults(PLAN_LINT)
(DEFAULT_TRACK,) = PLAN_FORMATS.defaults(PLAN_TRACK)
INVALID, BELOW, SOME_FAILED = 3, 1, 4

plan = typer.Typer(cls=CommandGroup, no_args_is_help=True, rich_markup_mode=None)

MetricsOption = Annotated[
    Path | None,
    typer.Option(
        "--metrics",
        metavar="FILE",
        help=say("指标表；缺省为自带的", "the list of metrics; else ours"),
    ),
]
PlanArgument = Annotated[
    Path, typer.Argument(metavar="PLAN", help=say("计划文件 plan.yaml", "the file plan.yaml"))
]


@plan.command(
    "new",
    cls=Command,
    help=say("由画像里卡住升级的题起草计划", "draft a plan from what blocks the next level"),
)
def new(
    profile: Annotated[
        Path,
        typer.Argument(
            metavar="PROFILE",
            help=say("profile.json，或它所在的目录", "a profile.json, or the folder of one"),
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="FILE",
            help=say("写到哪里；- 为标准输出", "where to write; - is standard output"),
        ),
    ] = Path("plan.yaml"),
    framework: FrameworkOption = None,
    metrics: MetricsOption = None,
    lang: Annotated[
        Lang | None,
        typer.Option(
            "--lang",
            help=say("批注语言；缺省为服务商的语言", "language of comments; the provider's"),
        ),
    ] = None,
) -> None:
    """Draft a plan from the profile at *profile*."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.write import STDOUT, print_out
    from dpcap.errors import UsageError
    from dpcap.intake.atomic_write import write_atomically
    from dpcap.workflow.plan_draft import PlanDraftRequest, draft_plan

    if out != STDOUT and out.exists():
        raise UsageError(
            f"{out} is there already: give another --out", f"{out} 已经有了，请另给 --out"
        )
    request = PlanDraftRequest(profile, lang.value if lang else None, framework, metrics)
    text = draft_plan(request, configuration())
    if out == STDOUT:
        print_out(text)
        return
    write_atomically(out, text)
    told = say(
        f"已写入 {out}；填好空格后检查：dpcap plan lint {out}",
        f"wrote {out}; fill in what is blank, then: dpcap plan lint {out}",
    )
    print(told, file=sys.stderr)


@plan.command(
    "lint",
    cls=Command,
    help=say(
        "检查计划的结构，并列出要人来判断的五个问题",
        "check a plan's structure; five questions for who reads it",
    ),
)
def lint(
    file: PlanArgument,
    metrics: MetricsOption = None,
    shape: Annotated[PlanLintFormat, PRINTED] = DEFAULT_LINT,
    strict: StrictOption = False,
) -> None:
    """Print what is wrong with the structure of *file*, then what a reader has to ask."""
    from dpcap.cli.plan_questions import plan_questions
    from dpcap.cli.write import print_out
    from dpcap.workflow.plan_track import check_plan

    checked = check_plan(file, metrics)
    found = checked.findings
    if text := FINDING_FORMATS.find(PLAN_LINT, shape).renderer(found, TALK, whole=True):
        print_out(text)
    if shape == DEFAULT_LINT and checked.plan is not None:
        print_out("\n".join(plan_questions(checked.plan, checked.metrics, TALK)))
    counts = {s: sum(one.severity == s for one in found) for s in ("error", "warning")}
    told = say("错误 {error} · 警告 {warning}", "errors {error} · warnings {warning}")
    print(told.format_map(counts), file=sys.stderr)
    if counts["error"]:
        raise typer.Exit(INVALID)
    if strict and counts["warning"]:
        raise typer.Exit(BELOW)


@plan.command(
    "track",
    cls=Command,
    help=say("看计划走到哪里、是否跟得上", "how a plan goes: on course or not"),
)
def track(
    file: PlanArgument,
    outs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[OUT]...",
            help=say("各期 dpcap batch 的输出目录", "output folders of dpcap batch"),
        ),
    ] = None,
    readings: Annotated[
        Path | None,
        typer.Option(
            "--readings",
            metavar="FILE",
            help=say("读数表（CSV）：metric、on、value", "a CSV of metric, on and value"),
        ),
    ] = None,
    on: LookDayOption = None,
    provider: Annotated[
        str | None,
        typer.Option(
            "--provider",
            metavar="ID",
            help=say("看哪一家的画像；缺省为计划里的", "whose profiles; else the plan's"),
        ),
    ] = None,
    metrics: MetricsOption = None,
    shape: Annotated[PlanTrackFormat, PRINTED] = DEFAULT_TRACK,
    lang: MessageLangOption = None,
) -> None:
    """Print how the plan in *file* goes. Exits 4 if a profile cannot be read."""
    from dpcap.cli.configuration import configuration, page_language
    from dpcap.cli.day import day_of_run
    from dpcap.cli.findings import print_findings
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.cli.write import print_out
    from dpcap.workflow.plan_track import PlanTrackRequest, render_plan, track_plan

    request = PlanTrackRequest(
        plan=file,
        on=day_of_run(on),
        outs=tuple(outs or ()),
        readings=readings,
        provider=provider,
        metrics=metrics,
    )
    found = track_plan(request)
    language = page_language(lang, configuration())
    columns, colour = screen_columns(), in_colour()
    print_out(render_plan(found, shape, language=language, columns=columns, colour=colour))
    print_findings(found.findings)
    if any(one.severity == "error" for one in found.findings):
        raise typer.Exit(SOME_FAILED)


@plan.command(
    "metrics",
    cls=Command,
    help=say("列出计划可用的指标", "list the metrics that a plan may name"),
)
def metrics(metrics: MetricsOption = None, lang: MessageLangOption = None) -> None:
    """Print the list of metrics."""
    from dpcap.cli.plan_questions import metric_lines
    from dpcap.cli.write import print_out
    from dpcap.intake.north_star import load_plan_metrics

    found = load_plan_metrics(metrics)
    print_out("\n".join(metric_lines(found, lang.value if lang else TALK)))
