"""`dpcap standing`: how all stand by the ledger, and what a person signs into it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dpcap.cli.findings import finding_data
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
from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.scoring.standing_proposal import TrackProposal
    from dpcap.workflow.configuration import Configuration
    from dpcap.workflow.standing import ProviderStanding, StandingOverview


class StandingPrint(NamedTuple):
    """What is printed, in which language."""

    found: StandingOverview
    language: Language


def _text(wanted: StandingPrint) -> str:
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.cli.standing_view import view_of
    from dpcap.report.lines import SOFT, STRONG, TerminalPage, Words
    from dpcap.report.table_terminal import text_table

    out, view = TerminalPage(screen_columns(), colour=in_colour()), view_of(*wanted)
    out.panel(Words(view.title, STRONG), Words(" · ".join(view.strip), SOFT))
    if view.warnings:
        out.heading(view.warnings_head)
        for warning in view.warnings:
            out.line(warning)
    out.heading(view.head)
    out.add(text_table(view.table))
    out.heading(view.details_head)
    for one in view.details:
        out.line(one.name, STRONG)
        for line in one.lines:
            out.line(line, indent=2)
    out.heading(view.outcomes_head)
    if view.outcomes:
        out.add(text_table(view.outcomes))
    for note in view.notes:
        out.line(note, SOFT)
    return out.text


def _markdown(wanted: StandingPrint) -> str:
    from dpcap.cli.standing_view import view_of
    from dpcap.report.standing_page import standing_markdown

    return standing_markdown(view_of(*wanted))


def _html(wanted: StandingPrint) -> str:
    from dpcap.cli.standing_view import view_of
    from dpcap.report.standing_page import standing_html

    return standing_html(view_of(*wanted))


def _json(wanted: StandingPrint) -> str:
    import json

    found, language = wanted
    said = {
        "schema": "dpcap/standing-overview/1",
        "on": found.on.isoformat(),
        "period": found.period,
        "gates": found.gates,
        "stage": found.stage,
        "rules": [{"id": one.id, "digest": one.digest} for one in found.books],
        "rows": found.rows,
        "head": found.head,
        "providers": [_provider(one, language) for one in found.providers],
        "outcomes": [one._asdict() for one in found.outcomes],
        "findings": [finding_data(one, language) for one in found.findings],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _provider(one: ProviderStanding, language: Language) -> dict[str, object]:
    standing = one.standing
    tracks = one.proposal._asdict() if one.proposal else {}
    return {
        "provider": standing.provider,
        "registration_number": standing.registration_number,
        "name": one.name.say(language) if one.name else None,
        "certification": standing.certification.model_dump(mode="json"),
        "tier": standing.tier.model_dump(mode="json"),
        "score": one.score,
        "shops": one.shops,
        "bar": one.bar.model_dump(mode="json") if one.bar else None,
        "proposed": {name: _track(each) for name, each in tracks.items()},
        "rows": [row.row for row in standing.rows],
    }


def _track(one: TrackProposal) -> dict[str, object]:
    entry = one.entry.model_dump(mode="json", by_alias=True) if one.entry else None
    return {
        "entry": entry,
        "why": one.why,
        "rules": [rule.model_dump(mode="json") for rule in one.rules],
    }


STANDING_FORMATS: FormatRegistry[Callable[[StandingPrint], str]] = FormatRegistry(
    OutputFormat("text", _text, ("standing",), default_of=("standing",)),
    OutputFormat("json", _json, ("standing",)),
    OutputFormat("md", _markdown, ("standing",)),
    OutputFormat("html", _html, ("standing",)),
)

if TYPE_CHECKING:
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
    from dpcap.cli.standing_run import SignedWords, run_sign
    from dpcap.cli.write import print_out
    from dpcap.workflow.standing import StandingRequest, provider_standing

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
    print_out(STANDING_FORMATS.find("standing", shape).renderer(StandingPrint(found, language)))
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
