"""`dpcap explain`: how a number came about."""

from __future__ import annotations

from typing import Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    CoreOption,
    DateOption,
    EvidenceRootOption,
    Folder,
    FrameworkOption,
    LangOption,
    ReviewsOption,
    RoleOption,
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
    core: CoreOption = False,
    role: RoleOption = None,
    on: DateOption = None,
    reviews: ReviewsOption = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
    lang: LangOption = None,
) -> None:
    """Print how the score of *node* came about, down to the answer, and what would raise it."""
    from dpcap.cli.load import Wanted, load
    from dpcap.cli.write import print_out
    from dpcap.report.explain import explain as explained
    from dpcap.scoring.sensitivity import full_profile
    from dpcap.watchdog import limited

    wanted = Wanted(framework, role, core, on, reviews, evidence_root)
    with limited(str(folder)):
        loaded = load(folder, wanted)
        profile = full_profile(loaded.case(wanted))
    print_out(explained(profile, loaded.framework, node, lang.value if lang else None))
