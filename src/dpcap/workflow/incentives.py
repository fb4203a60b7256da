"""Incentives: who would get what of a pot by a batch, and the proposal that a person signs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dpcap.errors import UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.lock import held, lock_for
from dpcap.model.base import LINE, Language
from dpcap.model.incentive_proposal import IncentiveProposal, SignedIncentives
from dpcap.model.incentives import IncentiveRules
from dpcap.model.outcome import FailedOutcome
from dpcap.model.period import fitting
from dpcap.real_paths import real_path
from dpcap.report.incentives.formats import INCENTIVE_FORMATS
from dpcap.report.incentives.overview import IncentiveOverview
from dpcap.report.registry import PageSetup
from dpcap.report.table_page_formats import RenderedFile, as_file
from dpcap.scoring.incentive_shares import IncentiveCandidate, PaidPeriod, held_on, share_pot
from dpcap.scoring.standing_replay import Standings, replay
from dpcap.text_width import COLUMNS
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.incentive_files import load_incentives, proposal_digest
from dpcap.workflow.select_rows import select_rows
from dpcap.workflow.standing_batch import BatchedProvider, claimed_twice, read_profiles
from dpcap.workflow.standing_ledger import open_ledger
from dpcap.workflow.typed_text import bounded


@dataclass(frozen=True)
class IncentiveRequest:
    """Which batch, which period, on which day; None: the default.

    `ledger`: that of standing, where tiers are asked for; else the setting's. `rules`: the scheme;
    else ours. `framework`: the one whose facts it names.
    """

    out: Path
    period: str
    on: date
    ledger: Path | None = None
    rules: Path | None = None
    framework: Path | None = None


def propose_incentives(
    request: IncentiveRequest, configuration: Configuration | None = None
) -> IncentiveOverview:
    """Who would get what by the batch of *request*; nothing is written.

    Raises UsageError: no such batch, no period, one that no term pays for or that is not over;
    InvalidInputError for a scheme that lint refuses, and a damaged ledger.
    """
    here = configuration or Configuration()
    ((out, rows),) = select_rows((request.out,))
    framework = here.framework(request.framework)
    rules, said = load_incentives(request.rules, framework)
    paid = _paid(rules, request)
    known, failed = read_profiles(out, rows)
    named = here.ledger(request.ledger)
    ledger = open_ledger(named) if named else None
    standings = replay(ledger.rows) if ledger else None
    pot = share_pot(paid, (_candidate(one, standings) for one in known))
    names = {one.row.provider for one in known}
    proposal = IncentiveProposal(
        rules=(rules.id, rules.digest),
        period=request.period,
        first_day=paid.span.first,
        last_day=paid.span.last,
        on=request.on,
        pot_fen=paid.pot,
        cap_fen=paid.cap,
        ledger=ledger.head if ledger else None,
        shares=pot.shares,
        outcomes=pot.outcomes,
        absent=_absent(paid, standings, known),
        failed=tuple(
            sorted({row.provider or row.folder for row in rows if _is_left_out(row, names)})
        ),
    )
    found = (*said, *failed, *claimed_twice(known))
    return IncentiveOverview(proposal, rules, paid.term, framework, found)


def render_incentives(
    found: IncentiveOverview,
    name: str,
    *,
    language: Language = "en",
    columns: int = COLUMNS,
    colour: bool = False,
) -> RenderedFile:
    """*found* in the format *name*; *columns* and *colour* are for a terminal only.

    Raises UsageError for an unknown format.
    """
    setup = PageSetup(language, columns, colour)
    return as_file(INCENTIVE_FORMATS.find("incentives", name), found, setup)


def sign_incentives(
    request: IncentiveRequest,
    by: str,
    path: Path,
    configuration: Configuration | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> SignedIncentives:
    """Write what is proposed to *path*, signed *by* a person; what was written.

    It is proposed anew. A file that says something else is never overwritten. Raises as
    `propose_incentives`, and UsageError without a name or where such a file lies.
    """
    who = bounded("--by", " ".join(by.split()), LINE)
    if not who:
        raise UsageError("say who signs: --by NAME", "请写明由谁签署：--by 姓名")
    proposal = propose_incentives(request, configuration).proposal
    signed = SignedIncentives(
        schema_="dpcap/incentive-proposal/1",
        by=who,
        digest=proposal_digest(proposal, who),
        proposal=proposal,
    )
    text = json.dumps(signed.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=1)
    with held(lock_for(path), on_wait):
        if path.exists() and path.read_bytes() != f"{text}\n".encode():
            raise UsageError(
                f"{path} says something else already: give another file, or move it away",
                f"{path} 已有别的内容：请换个文件名，或先把它移走",
            )
        write_atomically(path, f"{text}\n")
    return signed


def proposal_beside(request: IncentiveRequest) -> Path:
    """Where a signed proposal is written by default: beside the output folder."""
    place = request.out if request.out.name not in ("", "..") else real_path(request.out)
    return place.with_name(f"{place.name}-incentives-{request.period.replace('/', '_')}.json")


def _paid(rules: IncentiveRules, request: IncentiveRequest) -> PaidPeriod:
    """The term that pays for the period. Raises UsageError."""
    period, kind = request.period, rules.settled
    span = fitting(period, kind)
    if span is None:
        raise UsageError(
            f"{rules.id} settles by {kind}, and {period} is none: give one such as 2026-Q3",
            f"{rules.id} 按 {kind} 结算，{period} 不是这样的周期，请写成如 2026-Q3",
        )
    if request.on <= span.last:
        raise UsageError(
            f"{period} is not over on {request.on}, so nothing is settled",
            f"{request.on} 时 {period} 还没结束，没有可结算的数字",
        )
    for term in rules.terms:
        if term.from_ <= span.first and span.last <= term.until:
            return PaidPeriod(rules, term, period, span)
    days = ", ".join(f"{one.from_}/{one.until}" for one in rules.terms)
    raise UsageError(
        f"no term of {rules.id} pays for {period}; there are {days}",
        f"{rules.id} 没有给 {period} 发钱的段；现有 {days}",
    )


def _candidate(known: BatchedProvider, standings: Standings | None) -> IncentiveCandidate:
    provider = known.profile.provider
    return IncentiveCandidate(
        provider=known.row.provider,
        number=known.number,
        name=known.row.name,
        facts=provider.facts,
        confirmed=frozenset(provider.confirmed_facts),
        standing=standings.of(known.row.provider, known.number) if standings else None,
        profile=known.row.profile,
    )


def _absent(
    paid: PaidPeriod, standings: Standings | None, known: Iterable[BatchedProvider]
) -> tuple[str, ...]:
    """Who holds a tier that is paid, by the ledger, and is not in the batch."""
    if standings is None:
        return ()
    here = {standings.home(one.row.provider, one.number) for one in known}
    return tuple(
        one.provider
        for one in standings.every()
        if held_on(one, "tier", paid.span.last) in paid.rules.eligibility.tiers
        and standings.home(one.provider, one.registration_number) not in here
    )


def _is_left_out(row: object, names: set[str]) -> bool:
    return isinstance(row, FailedOutcome) or getattr(row, "provider", None) not in names
