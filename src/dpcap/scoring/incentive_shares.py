"""Who gets what of a pot: who may have a share, by which rule not, and what each outcome costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from dpcap.model.assessment import Fact
from dpcap.model.base import Name
from dpcap.model.incentive_proposal import (
    CheckState,
    IncentiveCheck,
    OutcomeName,
    PotOutcome,
    ProviderShare,
    ShareState,
    WhyUnchecked,
)
from dpcap.model.incentives import CleanRecord, IncentiveRules, IncentiveTerm
from dpcap.model.period import Span, period_key, span_of
from dpcap.model.standing import Standing, Track
from dpcap.model.tiers import NO_TIER
from dpcap.scoring.incentive_pay import (
    FEN,
    exact,
    fen,
    grown_figure,
    in_decimals,
    marginal_pay,
    next_figure,
    shared_out,
    slices,
)

_REMOVED = "removed_for_violation"


class PaidPeriod(NamedTuple):
    """What is settled: the scheme, its term, the period as people write it, and its days."""

    rules: IncentiveRules
    term: IncentiveTerm
    period: str
    span: Span

    @property
    def pot(self) -> int:
        """All there is to pay, in fen."""
        return fen(self.term.pot_yuan or 0)

    @property
    def cap(self) -> int:
        """The most for one provider, in fen."""
        return fen(self.term.cap_yuan or 0)


class IncentiveCandidate(NamedTuple):
    """What is known of a provider: `facts` in force, those of them that are the manager's.

    `standing`: how it stands by the ledger; None: there is no ledger.
    """

    provider: str
    number: str | None
    name: Name
    facts: Mapping[str, Fact]
    confirmed: frozenset[str]
    standing: Standing | None
    profile: str


class SharedPot(NamedTuple):
    """Each one's share, by the ids, and what the pot comes to in each outcome."""

    shares: tuple[ProviderShare, ...]
    outcomes: tuple[PotOutcome, ...]


def share_pot(paid: PaidPeriod, candidates: Iterable[IncentiveCandidate]) -> SharedPot:
    """The shares of all *candidates* in the pot of *paid*; their order changes nothing."""
    judged = sorted((_judged(paid, one) for one in candidates), key=lambda one: one.provider)
    able = {one.provider: one.figure_fen or 0 for one in judged if one.state == "eligible"}
    got = shared_out(_asked(paid, able), paid.pot)
    shares = tuple(one.model_copy(update={"paid_fen": got.get(one.provider, 0)}) for one in judged)
    return SharedPot(shares, tuple(_outcomes(paid, able)))


def _outcomes(paid: PaidPeriod, able: Mapping[str, int]) -> Iterator[PotOutcome]:
    brackets, grow = paid.term.brackets, paid.rules.outlook_percent
    figures: dict[OutcomeName, dict[str, int]] = {
        "today": dict(able),
        "next_bracket": {name: next_figure(brackets, one) for name, one in able.items()},
        "growth": {name: grown_figure(one, grow) for name, one in able.items()},
    }
    for name, by_provider in figures.items():
        asked = _asked(paid, by_provider)
        got = sum(shared_out(asked, paid.pot).values())
        yield PotOutcome(
            name=name,
            asked_fen=sum(map(int, asked.values())),
            paid_fen=got,
            left_fen=paid.pot - got,
            short=sum(asked.values(), Fraction(0)) > paid.pot,
            capped=sum(marginal_pay(brackets, one) > paid.cap for one in by_provider.values()),
            providers=len(able),
        )


def _asked(paid: PaidPeriod, figures: Mapping[str, int]) -> dict[str, Fraction]:
    """What each asks by the brackets and under the cap, in fen before any cut."""
    pays = ((name, marginal_pay(paid.term.brackets, one)) for name, one in figures.items())
    return {name: min(pay, Fraction(paid.cap)) for name, pay in pays}


def _judged(paid: PaidPeriod, one: IncentiveCandidate) -> ProviderShare:
    """The share of *one* before the pot is shared out: its checks and its arithmetic."""
    figure, found = _figure(paid, one)
    checks = tuple(_checks(paid, one, found))
    states = {check.state for check in checks}
    state: ShareState = "eligible"
    if "failed" in states:
        state = "not_eligible"
    elif "unchecked" in states:
        state = "unchecked"
    able = figure is not None and state == "eligible"
    parts = slices(paid.term.brackets, figure) if able and figure is not None else ()
    whole = sum((part.pays for part in parts), Fraction(0))
    return ProviderShare(
        provider=one.provider,
        registration_number=one.number,
        name=one.name,
        state=state,
        checks=checks,
        figure_fen=figure,
        brackets=tuple(part.told for part in parts),
        exact_fen=in_decimals(whole),
        capped_fen=int(min(whole, Fraction(paid.cap))),
        profile=one.profile,
    )


# ── who may have a share ─────────────────────────────────────────────────────────────────────────


def _checks(
    paid: PaidPeriod, one: IncentiveCandidate, figure: IncentiveCheck
) -> Iterator[IncentiveCheck]:
    asked = paid.rules.eligibility
    if asked.tiers:
        yield _tier(asked.tiers, one, paid.span.last)
    if asked.clean is not None:
        since = paid.span.last - timedelta(asked.clean.days - 1)
        if one.standing is not None:
            yield _removed(one.standing, Span(since, paid.span.last))
        yield _clean(asked.clean, one, Span(since, paid.span.last))
    yield figure


def _tier(tiers: tuple[str, ...], one: IncentiveCandidate, day: date) -> IncentiveCheck:
    needed = ", ".join(tiers)
    if one.standing is None:
        return _unchecked("tier", "no_ledger", needed)
    held = held_on(one.standing, "tier", day) or NO_TIER
    state: CheckState = "met" if held in tiers else "failed"
    return IncentiveCheck(rule="tier", state=state, needed=needed, found=held)


def held_on(standing: Standing, track: Track, day: date) -> str | None:
    """Where *standing* stood on *track* at the end of *day*; None: no row says so."""
    rows = [row for row in standing.rows_of(track) if row.effective_on <= day]
    return rows[-1].to if rows else None


def _removed(standing: Standing, window: Span) -> IncentiveCheck:
    """Whether the ledger has a removal for violation in *window*."""
    days = [
        row.effective_on
        for row in standing.rows
        if row.event == _REMOVED and window.first <= row.effective_on <= window.last
    ]
    needed = f"{window.first}/{window.last}"
    if days:
        return IncentiveCheck(rule="removed", state="failed", needed=needed, found=str(days[-1]))
    return IncentiveCheck(rule="removed", state="met", needed=needed)


def _clean(rule: CleanRecord, one: IncentiveCandidate, window: Span) -> IncentiveCheck:
    """No violation in *window*, by the manager's fact; that of a wider period may lie before."""
    needed = f"≤ {in_decimals(exact(rule.at_most))} · {window.first}/{window.last}"
    fact = one.facts.get(rule.fact)
    if why := _unusable(fact, rule.fact in one.confirmed):
        return _unchecked("clean", why, needed)
    value, span = _number(fact), _span(fact)
    found = in_decimals(exact(value))
    if span is None:
        return _unchecked("clean", "other_period", needed, found)
    found = f"{found} · {span.first}/{span.last}"
    if value <= rule.at_most:
        if not span.holds(window):
            return _unchecked("clean", "too_short", needed, found)
        return IncentiveCheck(rule="clean", state="met", needed=needed, found=found)
    if not window.holds(span):
        return _unchecked("clean", "maybe_before", needed, found)
    return IncentiveCheck(rule="clean", state="failed", needed=needed, found=found)


def _figure(paid: PaidPeriod, one: IncentiveCandidate) -> tuple[int | None, IncentiveCheck]:
    """The figure in fen, None unless it is the manager's, of the period, and settled."""
    rule, name = paid.rules.figure, paid.rules.figure.fact or ""
    fact, needed = one.facts.get(name), paid.period
    if why := _unusable(fact, name in one.confirmed):
        return None, _unchecked("figure", why, needed)
    found = " · ".join(filter(None, (fact.period, fact.basis))) if fact else ""
    if fact is None or period_key(fact.period or "") != period_key(paid.period):
        return None, _unchecked("figure", "other_period", needed, found or None)
    if rule.basis and fact.basis not in rule.basis:
        needed = f"{needed} · {', '.join(rule.basis)}"
        return None, _unchecked("figure", "other_basis", needed, found)
    if fact.on is None or fact.on <= paid.span.last:
        return None, _unchecked("figure", "not_settled", f"> {paid.span.last}", str(fact.on or ""))
    amount = max(0, int(exact(_number(fact)) * rule.yuan_each * FEN))
    return amount, IncentiveCheck(rule="figure", state="met", needed=needed, found=found)


def _unusable(fact: Fact | None, confirmed: bool) -> WhyUnchecked | None:
    """Why *fact* says nothing here; None: it is a number of the manager's."""
    if fact is None:
        return "no_fact"
    if not confirmed:
        return "not_confirmed"
    is_number = isinstance(fact.value, int | float) and not isinstance(fact.value, bool)
    return None if is_number else "no_number"


def _number(fact: Fact | None) -> float:
    return float(fact.value) if fact and isinstance(fact.value, int | float) else 0.0


def _span(fact: Fact | None) -> Span | None:
    try:
        return span_of(fact.period) if fact and fact.period else None
    except ValueError:
        return None


def _unchecked(
    rule: str, why: WhyUnchecked, needed: str | None, found: str | None = None
) -> IncentiveCheck:
    said = {"rule": rule, "state": "unchecked", "needed": needed, "found": found or None}
    return IncentiveCheck.model_validate({**said, "why": why})
