"""`dpcap resolve`: what is to stand where several people's sheets disagree."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import EvidenceRootOption, Folder, FrameworkOption, day_option

if TYPE_CHECKING:
    from dpcap.workflow.provider import ProviderRequest
    from dpcap.workflow.resolve import ResolveRequest


def resolve(
    folder: Folder,
    node: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help=say(
                "题目编号；不写就列出全部待定", "the question's id; without it all are listed"
            ),
        ),
    ] = None,
    take: Annotated[
        str | None,
        typer.Option(
            "--take", metavar="WHO", help=say("采用这个人的", "take what this person says")
        ),
    ] = None,
    value: Annotated[
        str | None,
        typer.Option("--value", metavar="VALUE", help=say("写成这个值", "the value that is right")),
    ] = None,
    shop: Annotated[
        str | None, typer.Option("--shop", metavar="SHOP", help=say("哪家店", "of which shop"))
    ] = None,
    field: Annotated[
        str | None,
        typer.Option(
            "--field", metavar="FIELD", help=say("哪一格，如 value、period", "which, such as value")
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help=say("由谁核定", "who settles it")),
    ] = None,
    on: Annotated[
        datetime | None,
        day_option("--on", say("核定日；缺省为今天", "the day it is settled; today by default")),
    ] = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
) -> None:
    """List the conflicts of *folder*, or settle the one on *node*."""
    from dpcap.cli.day import day_of_run
    from dpcap.errors import UsageError
    from dpcap.workflow.provider import ProviderRequest
    from dpcap.workflow.resolve import ResolveRequest

    asked = ProviderRequest(folder, framework=framework, evidence_root=evidence_root)
    if node is None:
        _list(asked)
        return
    if not by:
        raise UsageError("say who settles it: --by NAME", "请写明由谁核定：--by 姓名")
    _settle(ResolveRequest(asked, node, by, day_of_run(on), shop, field, take, value))


def _list(asked: ProviderRequest) -> None:
    from dpcap.cli.configuration import configuration
    from dpcap.cli.write import print_out
    from dpcap.report.sanitize import printable
    from dpcap.workflow.resolve import list_conflicts

    lines = list_conflicts(asked, TALK, configuration())
    none = say("没有待定的分歧。", "nothing is in conflict.")
    print_out("\n".join(map(printable, lines)) or none)


def _settle(request: ResolveRequest) -> None:
    import sys

    from dpcap.cli.configuration import configuration
    from dpcap.cli.write import print_out
    from dpcap.report.sanitize import printable
    from dpcap.workflow.resolve import resolve_conflict

    done = resolve_conflict(request, configuration())
    shown = done.value or say("（空）", "(blank)")
    print_out(f"{request.node} · {done.conflict.field} = {printable(shown)}")
    left = len(done.left)
    told = (
        say(f"还有 {left} 处待定。", f"{left} left.") if left else say("都定了。", "all settled.")
    )
    print(told, file=sys.stderr)
