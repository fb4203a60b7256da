"""`dpcap review`: the reviewer's files."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import EvidenceRootOption, FrameworkOption, ReviewsOption


class Action(StrEnum):
    """What is done with a review."""

    bind = "bind"


def review(
    action: Annotated[
        Action,
        typer.Argument(
            help=say("bind：写入每条裁定所看到的内容", "bind: add to each ruling what was seen")
        ),
    ],
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=say("服务商文件夹", "the provider's folder"))
    ],
    reviews: ReviewsOption = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
) -> None:
    """Do *action* with the review of the provider in *folder*."""
    from dpcap.cli.configuration import configuration
    from dpcap.workflow.provider import ProviderRequest
    from dpcap.workflow.review import bind_rulings

    asked = ProviderRequest(
        folder, reviews=reviews, framework=framework, evidence_root=evidence_root
    )
    if action is Action.bind:
        bound = bind_rulings(asked, configuration(), _say_waiting)
        names = say("、", ", ").join(bound.names)
        told = say(f"已绑定：{names}", f"bound: {names}")
        if not bound.names:
            told = say("裁定都已绑定，没有改动。", "every ruling is bound; nothing was changed.")
        print(f"{bound.path}: {told}", file=sys.stderr)


def _say_waiting() -> None:
    told = say(
        "另一个 dpcap 正在写这个目录，等它结束……", "another dpcap is writing there; waiting …"
    )
    print(told, file=sys.stderr)
