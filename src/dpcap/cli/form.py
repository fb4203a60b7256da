"""`dpcap form`: a provider's questions as a page to fill in."""

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


def form(
    folder: Folder,
    person: OnlyPersonOption = None,
    area: OnlyAreaOption = None,
    asked: SetOption = QuestionSet.role,
    role: RoleOption = None,
    due: Annotated[
        datetime | None,
        day_option("--due", say("交回日期，写在首页", "when it is to be handed in; on its start")),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="PATH",
            help=say(
                "写成这个 .html 文件，或写进这个目录；缺省为当前目录",
                "the .html file or the folder to write; the current folder by default",
            ),
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        day_option("--on", say("发出日；缺省为今天", "the day it is written; today by default")),
    ] = None,
    reviews: ReviewsOption = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
    lang: LangOption = None,
) -> None:
    """Write what *folder* is asked, and has answered, as one page that works without a network."""
    import sys

    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_named, day_of_run
    from dpcap.cli.write import placed, write_asked
    from dpcap.workflow.form import write_form
    from dpcap.workflow.provider import ProviderRequest
    from dpcap.workflow.sheet import SheetRequest

    provider = ProviderRequest(folder, role, asked.is_core, None, reviews, evidence_root, framework)
    request = SheetRequest(
        provider, day_of_run(on), lang.value if lang else None, person, area, day_named(due)
    )
    made = write_form(request, configuration())
    path = placed(made.name, out, (".html", ".htm"))
    write_asked(path, made.page.encode(), made.questions, made.figures)
    told = say(
        f"填好导出的文件这样读回：dpcap fill {folder} 文件…",
        f"Read back what is exported from it: dpcap fill {folder} FILE…",
    )
    print(told, file=sys.stderr)
