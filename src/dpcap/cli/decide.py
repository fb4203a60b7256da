"""`dpcap decide`: what is decided of a provider; the gates propose, a person decides."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    BatchOutputs,
    EvidenceRootOption,
    FrameworkOption,
    ProvidersOption,
    ReasonOption,
    ReviewsOption,
    day_option,
)


class DecisionName(StrEnum):
    """What can be decided."""

    admit = "admit"
    conditional = "conditional"
    decline = "decline"
    reassess = "reassess"


def decide(
    outs: BatchOutputs,
    reviews: ReviewsOption = None,
    provider: ProvidersOption = None,
    kind: Annotated[
        DecisionName | None,
        typer.Option(
            "--as",
            help=say(
                "不提问，就按此作结论（须有 --reason 与 --by）",
                "decide so, without asking (needs --reason and --by)",
            ),
        ),
    ] = None,
    reason: ReasonOption = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help=say("谁作的结论", "who decides"))
    ] = None,
    condition: Annotated[
        list[str] | None,
        typer.Option(
            "--condition",
            metavar="TEXT@YYYY-MM-DD",
            help=say(
                "conditional 的条件与到期日，可重复；缺省取建议的条件",
                "a condition and its last day, may be repeated; else those proposed",
            ),
        ),
    ] = None,
    until: Annotated[
        datetime | None,
        day_option(
            "--until",
            say(
                "结论最后一天有效；缺省不设，所依据的不变就有效",
                "its last day; none by default: it stands as long as what it rests on",
            ),
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        day_option(
            "--on",
            say(
                "结论日期，证据也须在这一天有效；缺省为今天",
                "the day of the decision, on which proof must hold; today by default",
            ),
        ),
    ] = None,
    providers: Annotated[
        list[str] | None,
        typer.Option(
            "--providers",
            metavar="DIR",
            help=say(
                "服务商文件夹在何处，可重复；缺省为批量评分时的目录",
                "where the provider folders lie, may be repeated; else where the batch found them",
            ),
        ),
    ] = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
) -> None:
    """Show each provider and what the gates propose; ask, or take the options; write the file."""
    from dpcap.cli.day import day_named, day_of_run
    from dpcap.cli.decide_run import run_decide, taken_decision
    from dpcap.workflow.decide import DecideRequest

    day = day_of_run(on)
    taken = taken_decision(kind.value if kind else None, reason, by, condition or (), day)
    request = DecideRequest(
        on=day,
        judged_on=day_named(on),
        until=day_named(until),
        reviews=reviews,
        roots=tuple(providers or ()),
        framework=framework,
        evidence_root=evidence_root,
    )
    raise typer.Exit(run_decide(outs, provider or (), request, taken, reason=reason, by=by))
