"""`dpcap import --learn`: an export's columns named once, kept as a mapping."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dpcap.cli.interview.reading import tidy
from dpcap.cli.language import TALK, say
from dpcap.cli.line_input import read_line
from dpcap.errors import UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.attach_evidence import safe_name
from dpcap.intake.export_table import open_export, text_of_cell
from dpcap.intake.file_names import readable
from dpcap.intake.mapping_draft import (
    Draft,
    columns_to_offer,
    draft_text,
    guessed,
    mappable,
    preview,
)
from dpcap.intake.nearest import near_names, nearest
from dpcap.report.sanitize import printable
from dpcap.text_width import width

if TYPE_CHECKING:
    from dpcap.intake.export_table import ExportTable
    from dpcap.intake.yaml_values import Plain
    from dpcap.model.base import Text
    from dpcap.model.framework import Framework
    from dpcap.workflow.configuration import Configuration

Ask = Callable[[str], str]
_MOST_VALUES = 20


def learn_mapping(
    paths: Sequence[Path],
    directory: Path,
    name: str | None,
    configuration: Configuration,
    framework: Path | None,
) -> None:
    """Show the one file of *paths*, ask for its columns and write the mapping *name*.

    Without a terminal nobody is asked: the mapping is a draft with the list of names.
    """
    if len(paths) != 1:
        raise UsageError(
            "--learn takes one export: dpcap import --learn FILE",
            "--learn 只看一个导出文件：dpcap import --learn 文件",
        )
    used = configuration.framework(framework)
    table = open_export(paths[0], readable(paths[0].as_posix())).table()
    rows = [tuple(map(printable, row)) for row in preview(table)]
    sizes = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, sizes, strict=True)
        print("  ".join(one + " " * (size - width(one)) for one, size in cells).rstrip())
    draft = guessed(table, _id_of(name or paths[0].stem))
    target = _target(name, paths[0], directory, draft.id)
    if target.exists():
        raise UsageError(
            f"{target} is there already; give another name with --mapping",
            f"{target} 已存在，请用 --mapping 另取一个名字",
        )
    if sys.stdin is not None and sys.stdin.isatty():
        draft = asked(draft, table, used, lambda question: tidy(read_line(question)))
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, draft_text(draft, used, TALK).encode())
    print(target)
    told = (
        say(
            f"用它导入：dpcap import 服务商文件夹 {paths[0]} --mapping {target}",
            f"Import with it: dpcap import DIR {paths[0]} --mapping {target}",
        )
        if draft.figures
        else say(
            "只写了草稿，请打开文件填上要用的指标与列名。",
            "A draft: open the file and name figures and columns.",
        )
    )
    print(told, file=sys.stderr)


def _target(name: str | None, file: Path, directory: Path, own: str) -> Path:
    """Where the mapping is written: the path that *name* is, else by *name* or that of *file*.

    Its id *own* has no Chinese in it; the file's name has.
    """
    if name and name.endswith(".yaml"):
        return Path(name)
    stem = Path(name).name if name else file.stem
    return directory / f"{own if stem.isascii() else safe_name(stem)}.yaml"


def _id_of(text: str) -> str:
    """*text* as an id of a mapping."""
    plain = "".join(
        one if one.isascii() and one.isalnum() else "-" for one in Path(text).stem.lower()
    )
    return "-".join(filter(None, plain.split("-"))) or "export"


def asked(draft: Draft, table: ExportTable, framework: Framework, ask: Ask) -> Draft:
    """*draft* with the columns that the user names; *ask* puts a question, gives the answer."""
    shop = _column(table, ask, say("店铺是第几列", "number of the column of shops"), draft.shop)
    day = _column(table, ask, say("日期是第几列", "number of the column of days"), draft.date)
    mode, only = _mode(table, framework, ask)
    totals = ask(
        say(
            "汇总行里写的字样（如 合计），用逗号分隔，没有则回车：",
            "what rows of totals say, with commas; Enter for none: ",
        )
    )
    words = tuple(one.strip() for one in totals.replace("，", ",").split(",") if one.strip())
    figures: list[dict[str, Plain]] = []
    while figure := _figure(table, framework, ask):
        figures.append(figure)
    return draft._replace(
        shop=shop, date=day, mode=mode, only=only, totals=words, figures=tuple(figures)
    )


def _column(table: ExportTable, ask: Ask, question: str, usual: str = "") -> str:
    """A heading chosen by the number of its column; "" for none."""
    hint = say(f"（回车：{usual or '没有'}；0：没有）", f" (Enter: {usual or 'none'}; 0: none)")
    while True:
        typed = ask(f"{question}{hint}: ").strip()
        if not typed:
            return usual
        if typed == "0":
            return ""
        heading = _heading(table, typed)
        if heading:
            return heading
        print(
            say(
                "没有这一列，或它含个人信息，或有两列同名（请先改掉一列的名字）。",
                "There is no such column, it names people, or two have its name (rename one).",
            )
        )


def _heading(table: ExportTable, typed: str) -> str:
    if typed.isdecimal() and 1 <= int(typed) <= len(table.header):
        heading = table.header[int(typed) - 1]
        return heading if heading in columns_to_offer(table) else ""
    return typed if typed in columns_to_offer(table) else ""


def _figure(table: ExportTable, framework: Framework, ask: Ask) -> dict[str, Plain]:
    """One figure; empty if the user is done."""
    while node := _indicator(framework, ask):
        top = _column(
            table,
            ask,
            say(
                "分子（或要求和的列）是第几列",
                "number of the column above the line, or to be summed",
            ),
        )
        if not top:
            print(say("没有选列，这一题没有记下。", "No column, so nothing is kept of this one."))
            continue
        bottom = _column(table, ask, say("分母是第几列", "number of the column below the line"))
        question = say("同行值是第几列", "number of the column of the peers' figure")
        peer = _column(table, ask, question)
        columns = {"numerator": top, "denominator": bottom} if bottom else {"sum": top}
        return {"indicator": node, **columns, **({"peer": peer} if peer else {})}
    return {}


def _indicator(framework: Framework, ask: Ask) -> str:
    """The id of the indicator that the next figure is of; "" if the user is done."""
    titles = {one.id: one.title for one in mappable(framework)}
    while True:
        typed = ask(
            say(
                "哪一题的数字（编号；? 列出；回车结束）：",
                "figure of which indicator (id; ? lists them; Enter ends): ",
            )
        ).strip()
        if not typed or typed in titles:
            return typed
        if typed == "?":
            found = list(titles)
        elif found := _meant(typed, titles):
            print(say("没有这个编号，相近的：", "There is no such id; near it:"))
        else:
            print(say("没有这个编号，输入 ? 列出全部。", "There is no such id; ? lists all."))
        for one in found:
            print(f"  {one}  {titles[one].say(TALK)}")


def _meant(typed: str, titles: Mapping[str, Text]) -> list[str]:
    """The ids that *typed* may mean: by its title, case or spelling, the likeliest first."""
    first = nearest(typed, titles)
    return list(dict.fromkeys(filter(None, (first, *near_names(typed, titles)))))


def _mode(
    table: ExportTable, framework: Framework, ask: Ask
) -> tuple[dict[str, Plain], dict[str, Plain]]:
    """The column that tells kinds of rows apart with what its values mean; which rows are meant."""
    column = _column(
        table, ask, say("区分投放方式等口径的是第几列", "number of the column of modes, if any")
    )
    place = table.column(column) if column else None
    if place is None:
        return {}, {}
    fields = ", ".join(framework.envelope)
    field = ask(
        say(f"它是哪个口径字段（{fields}）：", f"which field of the envelope is it ({fields}): ")
    ).strip()
    if field not in framework.envelope:
        return {}, {}
    rows = (row.cells for row in table.rows if place < len(row.cells))
    found = sorted({text_of_cell(cells[place]) for cells in rows})
    options = ", ".join(framework.envelope[field].values)
    values: dict[str, Plain] = {}
    for one in found[:_MOST_VALUES]:
        said = ask(
            say(
                f"“{one}” 是（{options}；回车：不取）：",
                f"“{one}” is ({options}; Enter: not meant): ",
            )
        ).strip()
        if said:
            values[one] = said
    meant: list[Plain] = [*values]
    only: dict[str, Plain] = {} if len(meant) == len(found) else {column: meant}
    return ({"column": column, "field": field, "values": values}, only) if values else ({}, {})
