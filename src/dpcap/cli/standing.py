"""`dpcap standing`: how all stand by the ledger, and what a person signs into it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    PRINTED,
    BatchOutput,
    EvidenceRootOption,
    FrameworkOption,
    LedgerOption,
    MessageLangOption,
    ProvidersOption,
    ReasonOption,
    ReviewsOption,
    SignerOption,
    SigningDayOption,
    TiersOption,
)
from dpcap.errors import UsageError
from dpcap.report.standing.formats import STANDING_FORMATS

if TYPE_CHECKING:
    from dpcap.report.standing.overview import StandingOverview
    from dpcap.workflow.configuration import Configuration

    StandingFormat = str
else:
    StandingFormat = STANDING_FORMATS.choices("standing")
(DEFAULT_FORMAT,) = STANDING_FORMATS.defaults("standing")
SOME_FAILED = 4


class HandEventName(StrEnum):
    """What a person can record without a batch."""

    invited = "invited"
    admitted = "admitted"
    withdrawn = "withdrawn"
    removed_for_violation = "removed_for_violation"


def standing(
    out: BatchOutput,
    ledger: LedgerOption = None,
    sign: Annotated[
        bool,
        typer.Option(
            "--sign", help=say("把建议签进台账（须有 --by）", "sign what is proposed (needs --by)")
        ),
    ] = False,
    by: SignerOption = None,
    event: Annotated[
        HandEventName | None,
        typer.Option(
            "--as",
            help=say(
                "不按建议，直接记一家发生了什么（须有 --sign、--provider、--reason）",
                "record what happened to one provider (needs --sign, --provider, --reason)",
            ),
        ),
    ] = None,
    correct: Annotated[
        int | None,
        typer.Option(
            "--correct",
            metavar="ROW",
            min=1,
            help=say(
                "追加一条，撤回台账第几条（须有 --sign、--reason）",
                "add a row that takes this one back (needs --sign, --reason)",
            ),
        ),
    ] = None,
    reason: ReasonOption = None,
    provider: ProvidersOption = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="QUARTER",
            help=say(
                "季度，如 2026-Q3；缺省取门槛的 period，再缺省为上个季度",
                "the quarter, such as 2026-Q3; else the gates' period, or the last one over",
            ),
        ),
    ] = None,
    on: SigningDayOption = None,
    reviews: ReviewsOption = None,
    certification: Annotated[
        Path | None,
        typer.Option(
            "--certification",
            metavar="FILE",
            help=say("认证规则；缺省为自带的", "the rules of certification; else ours"),
        ),
    ] = None,
    tiers: TiersOption = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
    shape: Annotated[StandingFormat, PRINTED] = DEFAULT_FORMAT,
    lang: MessageLangOption = None,
) -> None:
    """Print how all stand and what is proposed, or sign. Exits 4 if some cannot be looked at."""
    from dpcap.cli.configuration import configuration, page_language
    from dpcap.cli.day import day_of_run
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.cli.standing_run import SignedWords, run_sign
    from dpcap.cli.write import print_out
    from dpcap.workflow.standing import StandingRequest, provider_standing, render_standing

    here = configuration()
    said = SignedWords(by, event.value if event else None, correct, reason)
    said.check(sign=sign)
    request = StandingRequest(
        out=out,
        ledger=_ledger(here, ledger, begins=event is HandEventName.invited),
        on=day_of_run(on),
        period=period,
        reviews=reviews,
        certification=certification,
        tiers=tiers,
        providers=tuple(provider or ()),
        framework=framework,
        evidence_root=evidence_root,
    )
    if sign:
        run_sign(request, said, here)
        return
    found = provider_standing(request, here)
    language = page_language(lang, here)
    columns, colour = screen_columns(), in_colour()
    print_out(render_standing(found, shape, language=language, columns=columns, colour=colour))
    if _failed(found):
        raise typer.Exit(SOME_FAILED)


def _ledger(here: Configuration, option: Path | None, *, begins: bool) -> Path:
    """The ledger; *begins*: its first row may be signed. Raises UsageError if nobody says which."""
    found = here.ledger_to_begin(option) if begins else here.ledger(option)
    if found is None:
        raise UsageError(
            "say which ledger: --ledger FILE, or ledger in dpcap.toml",
            "请指明台账：--ledger 文件，或在 dpcap.toml 里写 ledger",
        )
    return found


def _failed(found: StandingOverview) -> bool:
    """Whether somebody of the batch could not be looked at."""
    return any(one.severity == "error" for one in found.findings)
