"""`dpcap explain`: how a number came about."""

from __future__ import annotations

from typing import Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    DateOption,
    EvidenceRootOption,
    Folder,
    FrameworkOption,
    LangOption,
    QuestionSet,
    ReviewsOption,
    RoleOption,
    SetOption,
)


def explain(
    folder: Folder,
    node: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help=say(
                "领域、维度或指标编号；缺省为总分",
                "an area, dimension or indicator; else the overall",
            ),
        ),
    ] = None,
    asked: SetOption = QuestionSet.role,
    role: RoleOption = None,
    on: DateOption = None,
    reviews: ReviewsOption = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
    lang: LangOption = None,
) -> None:
    """Print how the score of *node* came about, down to the answer, and what would raise it."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_named
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.cli.write import print_out
    from dpcap.workflow.explain import explain_score
    from dpcap.workflow.provider import ProviderRequest

    request = ProviderRequest(
        folder, role, asked.is_core, day_named(on), reviews, evidence_root, framework
    )
    told = explain_score(
        request,
        node,
        language=lang.value if lang else None,
        columns=screen_columns(),
        colour=in_colour(),
        configuration=configuration(),
    )
    print_out(told)
