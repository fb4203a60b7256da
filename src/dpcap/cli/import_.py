"""`dpcap import`: figures from a back-end's exports instead of typing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import EvidenceRootOption, FrameworkOption, YesOption, day_option

if TYPE_CHECKING:
    from dpcap.workflow.import_export import ImportPlan
    from dpcap.workflow.imported_figures import ImportedFigure


def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            help=say(
                "先写服务商文件夹，再写导出的文件（CSV 或 .xlsx）；--learn 时只写一个文件",
                "the provider's folder, then exports (CSV or .xlsx); with --learn one export alone",
            ),
        ),
    ],
    learn: Annotated[
        bool,
        typer.Option(
            "--learn",
            help=say(
                "看表头与前三行，把各列对应一次，写成 mappings/ 里的映射文件",
                "show headings and three rows, map the columns once, keep it in mappings/",
            ),
        ),
    ] = False,
    mapping: Annotated[
        str | None,
        typer.Option(
            "--mapping",
            metavar="NAME",
            help=say(
                "用哪份映射：mappings/ 里的名字或文件；缺省为列名相符的那一份",
                "the mapping: a name in mappings/, or a file; else the one whose columns fit",
            ),
        ),
    ] = None,
    mappings: Annotated[
        Path,
        typer.Option("--mappings", metavar="DIR", help=say("映射文件的目录", "where mappings lie")),
    ] = Path("mappings"),
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help=say(
                "统计期，如 2026-10；缺省取答卷的 defaults，再缺省为评估日前最近的一期",
                "of the figures, such as 2026-10; else the answers' default, or the last one over",
            ),
        ),
    ] = None,
    shop: Annotated[
        str | None,
        typer.Option(
            "--shop",
            metavar="ID",
            help=say("没有店铺列的文件是哪家店的", "whose files these are, if no column says it"),
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        day_option(
            "--on", say("导出的日期；缺省为今天", "the day of the export; today by default")
        ),
    ] = None,
    yes: YesOption = False,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
) -> None:
    """Show what the exports say beside what is claimed, and write it once that is confirmed."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_of_run
    from dpcap.workflow.import_export import ImportRequest, plan_import

    if learn:
        from dpcap.cli.import_learn import learn_mapping

        learn_mapping(paths, mappings, mapping, configuration(), framework)
        return
    (folder, *files), day = _folder_and_files(paths), day_of_run(on)
    request = ImportRequest(
        folder, tuple(files), day, mapping, mappings, period, shop, evidence_root, framework
    )
    plan = plan_import(request, configuration())
    _print_plan(plan)
    _settle(plan, yes=yes)


def _folder_and_files(paths: list[Path]) -> list[Path]:
    """*paths*, a folder and at least one file. Raises UsageError if there are fewer."""
    from dpcap.errors import UsageError

    if len(paths) < 2:  # noqa: PLR2004 - a folder and a file
        raise UsageError(
            "name the provider's folder and at least one export: dpcap import DIR FILE",
            "请写明服务商文件夹和至少一个导出文件：dpcap import 文件夹 文件",
        )
    return paths


def _print_plan(plan: ImportPlan) -> None:
    from dpcap.cli.findings import print_findings
    from dpcap.cli.write import print_out

    print_out("\n".join(_page(plan)))
    print_findings(plan.findings)


def _settle(plan: ImportPlan, *, yes: bool) -> None:
    """Write the figures of *plan* if that is asked for or confirmed; say what became of them."""
    import sys

    from dpcap.workflow.import_write import write_import

    if not plan.figures:
        told = say("没有得出数字，什么也没有写。", "No figure came out; nothing was written.")
    elif yes or _confirmed():
        for path in write_import(plan):
            print(path)
        told = say(
            "已写入。复核人采纳之前，这份文件按可编辑文件计。",
            "Written. Until a reviewer accepts it, the file counts as one that can be edited.",
        )
    else:
        told = say(
            "没有写入任何文件；确认无误后加 --yes。",
            "Nothing was written; add --yes once it is right.",
        )
    print(told, file=sys.stderr)


def _confirmed() -> bool:
    import sys

    from dpcap.cli.line_input import confirmed

    if not (sys.stdin and sys.stdin.isatty()):
        return False
    return confirmed(say("写入这些数字？[是/否] ", "Write these figures? [y/n] "))


def _page(plan: ImportPlan) -> list[str]:
    """What became of the rows, then each figure beside the claim."""
    known = plan.coverage
    days = f"{known.first} – {known.last}" if known.first else "—"
    counts = [
        (say("读到的行", "rows read"), known.rows),
        (say("计入", "counted"), known.counted),
        (say("重复的行", "duplicate rows"), known.duplicates),
        (say("汇总行", "rows of totals"), known.totals),
        (say("映射不取的行", "rows not meant"), known.not_meant),
        (say("其他店铺", "of other shops"), known.other_shops),
        (say("统计期以外", "of other days"), known.other_days),
        *([(say("没有数额的说明行", "notes without amounts"), known.notes)] if known.notes else []),
    ]
    told = say("，", ", ").join(f"{name} {count:,}" for name, count in counts)
    head = [told, say(f"日期 {days}", f"days {days}"), *_originals(plan), ""]
    return [*head, *_columns([_titles(), *map(_row, plan.figures)])]


def _originals(plan: ImportPlan) -> list[str]:
    from dpcap.report.sanitize import printable

    return [f"{printable(one.name)} · SHA-256 {one.sha256}" for one in plan.originals]


def _titles() -> list[str]:
    return [
        say("指标", "indicator"),
        say("店铺", "shop"),
        say("统计期", "period"),
        say("现在填的", "claimed"),
        say("导出得出", "export"),
        say("由来", "from"),
    ]


def _row(one: ImportedFigure) -> list[str]:
    source = f"{one.top} ÷ {one.bottom}" if one.bottom else one.top
    return [one.indicator, one.shop or "—", one.period, one.claimed or "—", one.figure, source]


def _columns(rows: list[list[str]]) -> list[str]:
    from dpcap.report.sanitize import printable
    from dpcap.text_width import width

    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(c + " " * (w - width(c)) for c, w in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
