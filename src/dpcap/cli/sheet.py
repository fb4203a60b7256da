"""`dpcap sheet`: a provider's questions as workbooks to fill in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    EvidenceRootOption,
    Folder,
    FrameworkOption,
    LangOption,
    OnlyAreaOption,
    OnlyPersonOption,
    QuestionSet,
    ReviewsOption,
    RoleOption,
    SetOption,
    day_option,
)

if TYPE_CHECKING:
    from dpcap.workflow.sheet import WrittenSheet


def sheet(
    folder: Folder,
    person: OnlyPersonOption = None,
    area: OnlyAreaOption = None,
    each: Annotated[
        bool, typer.Option("--each", help=say("每个岗位一份", "one sheet for each person"))
    ] = False,
    asked: SetOption = QuestionSet.role,
    role: RoleOption = None,
    due: Annotated[
        datetime | None,
        day_option(
            "--due", say("交回日期，写在封面上", "when it is to be handed in; stands on the cover")
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="PATH",
            help=say(
                "写成这个 .xlsx 文件，或写进这个目录；缺省为当前目录",
                "the .xlsx file or the folder to write; the current folder by default",
            ),
        ),
    ] = None,
    reviews: ReviewsOption = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
    lang: LangOption = None,
) -> None:
    """Write what *folder* is asked, and has answered, as one workbook or one for each person."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_named, day_of_run
    from dpcap.workflow.provider import ProviderRequest
    from dpcap.workflow.sheet import SheetRequest, write_sheet, write_sheets

    provider = ProviderRequest(folder, role, asked.is_core, None, reviews, evidence_root, framework)
    request = SheetRequest(
        provider, day_of_run(), lang.value if lang else None, person, area, day_named(due)
    )
    here = configuration()
    made = write_sheets(request, here) if each else (write_sheet(request, here),)
    for one in made:
        _write(one, _place(one, out, each=each))
    _say_next(folder)


def _place(one: WrittenSheet, out: Path | None, *, each: bool) -> Path:
    """Where *one* goes: the .xlsx file *out* if it is one and not for many, else into it."""
    if out is not None and out.suffix.lower() == ".xlsx" and not each:
        return out
    return (out or Path()) / one.name


def _write(one: WrittenSheet, path: Path) -> None:
    import sys

    from dpcap.intake.atomic_write import write_atomically

    write_atomically(path, one.data)
    print(path)
    told = say(
        f"{path.name}：{one.questions} 题，店铺数据 {one.figures} 格",
        f"{path.name}: {one.questions} questions, {one.figures} figures of shops",
    )
    print(told, file=sys.stderr)


def _say_next(folder: Path) -> None:
    import sys

    told = say(
        f"填好后读回：dpcap fill {folder} 文件…",
        f"Read back what is filled in: dpcap fill {folder} FILE…",
    )
    print(told, file=sys.stderr)
