"""`dpcap review`: the reviewer's files, and the way through a provider's folder."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import EvidenceRootOption, Folder, FrameworkOption, ReviewsOption, day_option

if TYPE_CHECKING:
    from dpcap.workflow.configuration import Configuration
    from dpcap.workflow.provider import ProviderRequest
    from dpcap.workflow.review_walk import ReviewWalk, WalkRequest


class Action(StrEnum):
    """What is done with a review."""

    bind = "bind"
    walk = "walk"


def review(
    action: Annotated[
        Action,
        typer.Argument(
            help=say(
                "bind：写入每条裁定所看到的内容；walk：逐件查看并裁定",
                "bind: add to each ruling what was seen; walk: look at one piece after another",
            )
        ),
    ],
    folder: Folder,
    reviews: ReviewsOption = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help=say("walk：由谁复核", "walk: who"))
    ] = None,
    seed: Annotated[
        str | None,
        typer.Option(
            "--seed",
            metavar="TEXT",
            help=say(
                "walk：管理方给的抽样种子；缺省为这家之前用过的",
                "walk: the manager's seed for the sample; the one used before by default",
            ),
        ),
    ] = None,
    share: Annotated[
        float | None,
        typer.Option(
            "--share",
            metavar="SHARE",
            help=say(
                "walk：抽多少给第二位复核人；缺省为之前用过的，否则 0.1",
                "walk: how much is drawn for a second reviewer; as before by default, else 0.1",
            ),
        ),
    ] = None,
    second: Annotated[
        bool,
        typer.Option(
            "--second",
            help=say(
                "walk：作为第二位复核人，只看抽中的，盲审，不写裁定",
                "walk: as the second reviewer: only what was drawn, blind, no rulings",
            ),
        ),
    ] = False,
    blind: Annotated[
        bool,
        typer.Option(
            "--blind",
            help=say(
                "walk：不显示分数、等级和已有裁定",
                "walk: without scores, levels and earlier rulings",
            ),
        ),
    ] = False,
    whole: Annotated[
        bool,
        typer.Option(
            "--all", help=say("walk：不要紧的也看", "walk: pieces on which nothing hangs, too")
        ),
    ] = False,
    listed: Annotated[
        bool,
        typer.Option("--list", help=say("walk：只列出要看的", "walk: only list what there is")),
    ] = False,
    gates: Annotated[
        str | None,
        typer.Option(
            "--gates",
            metavar="NAME|FILE",
            help=say(
                "walk：门槛，看哪件会让它不满足", "walk: gates, to tell what a refusal would fail"
            ),
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        day_option(
            "--on",
            say("walk：裁定日；缺省为今天", "walk: the day of the rulings; today by default"),
        ),
    ] = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
) -> None:
    """Do *action* with the review of the provider in *folder*."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_of_run
    from dpcap.errors import UsageError
    from dpcap.workflow.provider import ProviderRequest
    from dpcap.workflow.review_walk import WalkRequest

    asked = ProviderRequest(
        folder, reviews=reviews, framework=framework, evidence_root=evidence_root
    )
    if action is Action.bind:
        _refuse_any(by, seed, share, gates, on, second, blind, whole, listed)
        _bind(asked, configuration())
        return
    if by is None:
        raise UsageError("say who reviews: --by NAME", "请写明由谁复核：--by 姓名")
    request = WalkRequest(
        asked,
        by,
        day_of_run(on),
        seed,
        share,
        second,
        blind,
        whole,
        gates,
    )
    _walk(request, configuration(), listed=listed)


def _refuse_any(*options: object) -> None:
    """Raises UsageError if one of the *options*, which only walk takes, is given."""
    from dpcap.errors import UsageError

    if any(one is not None and one is not False for one in options):
        raise UsageError("only walk takes these options", "这些选项只用于 walk")


def _bind(asked: ProviderRequest, here: Configuration) -> None:
    from dpcap.workflow.review import bind_rulings

    bound = bind_rulings(asked, here, _say_waiting)
    names = say("、", ", ").join(bound.names)
    told = say(f"已绑定：{names}", f"bound: {names}")
    if not bound.names:
        told = say("裁定都已绑定，没有改动。", "every ruling is bound; nothing was changed.")
    print(f"{bound.path}: {told}", file=sys.stderr)


def _walk(request: WalkRequest, here: Configuration, *, listed: bool) -> None:
    from dpcap.workflow.review_walk import plan_walk

    walk = plan_walk(request, here)
    if listed or not sys.stdin.isatty():
        _list(walk)
        return
    from dpcap.cli.interview.console import Console
    from dpcap.cli.review_desk import ReviewDesk
    from dpcap.workflow.walk_recorder import WalkRecorder

    ReviewDesk(walk, WalkRecorder(walk, _say_waiting), Console(TALK)).run()


def _list(walk: ReviewWalk) -> None:
    """A line on each thing to look at."""
    from dpcap.cli.review_card import list_lines
    from dpcap.cli.write import print_out

    print_out("\n".join(list_lines(walk, TALK)))


def _say_waiting() -> None:
    told = say(
        "另一个 dpcap 正在写这个目录，等它结束……", "another dpcap is writing there; waiting …"
    )
    print(told, file=sys.stderr)
