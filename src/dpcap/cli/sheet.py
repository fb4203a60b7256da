"""`dpcap sheet`: a provider's questions as workbooks to fill in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

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
    import sys

    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_named, day_of_run
    from dpcap.cli.write import placed, write_asked
    from dpcap.workflow.provider import ProviderRequest
    from dpcap.workflow.sheet import SheetRequest, write_sheet, write_sheets

    provider = ProviderRequest(folder, role, asked.is_core, None, reviews, evidence_root, framework)
    request = SheetRequest(
        provider, day_of_run(), lang.value if lang else None, person, area, day_named(due)
    )
    here = configuration()
    made = write_sheets(request, here) if each else (write_sheet(request, here),)
    for one in made:
        place = placed(one.name, out, () if each else (".xlsx",))
        write_asked(place, one.data, one.questions, one.figures)
    told = say(
        f"填好后读回：dpcap fill {folder} 文件…",
        f"Read back what is filled in: dpcap fill {folder} FILE…",
    )
    print(told, file=sys.stderr)
