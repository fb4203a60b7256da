"""In which state of a round a provider is, whose turn it is, and since which day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from dpcap.model.decision import Decision
from dpcap.model.profile import ReviewEntry
from dpcap.model.round import Round
from dpcap.model.round_status import ProviderState, Turn

_NEXT = timedelta(days=1)


class TurnState(NamedTuple):
    """The state, whose turn it is (None: nobody's), and since which day (None: not known)."""

    state: ProviderState
    turn: Turn | None
    since: date | None


class Progress(NamedTuple):
    """What is known of a provider on a day.

    `open_rows`: what keeps its answers from being complete. `given_on`: the day of the answers.
    `decisive`: a piece that nobody ruled on decides on the level. `holds`: all that the `decision`
    rests on is as it was, and it has not ended. `signed_on`: the day of the sign-off that still
    fits what the folder says.
    """

    provider: str
    open_rows: int
    given_on: date
    review: ReviewEntry
    decisive: bool = False
    decision: Decision | None = None
    holds: bool = False
    signed_on: date | None = None


def standing_on(on: date, known: Progress, round_: Round | None) -> TurnState:
    """How the provider of *known* stands on the day *on* of the *round_*; None: there is none.

    A decision of before the round is none of it. Answers are in once nothing is open, or once they
    are signed off; and, after the last day, once a reviewer has begun, so that one question left
    out holds nobody up.
    """
    decision = decision_of(known.decision, round_)
    if known.review.in_dispute is not None:
        days = (known.review.last_on, decision.on if decision else None)
        return _since(on, "contested", "reviewer", days)
    if decision is not None and known.holds:
        return _decided(on, decision)
    if round_ is not None and on < round_.opens_on and decision is None:
        return TurnState("not_open", None, None)
    if decision is not None or _is_in(on, known, round_):
        return _handed_in(on, known, decision, round_)
    return being_filled(on, known.provider, round_)


def being_filled(on: date, provider: str, round_: Round | None) -> TurnState:
    """The standing of a *provider* whose answers are not complete; late after its last day."""
    if round_ is None:
        return TurnState("filling", "provider", None)
    if on < round_.opens_on:
        return TurnState("not_open", None, None)
    due = round_.due_of(provider)
    if on > due:
        return TurnState("late", "provider", due)
    return TurnState("filling", "provider", round_.opens_on)


def decision_of(decision: Decision | None, round_: Round | None) -> Decision | None:
    """*decision*, if it is of the *round_*."""
    if decision is None or (round_ is not None and decision.on < round_.opens_on):
        return None
    return decision


def _is_in(on: date, known: Progress, round_: Round | None) -> bool:
    signed, opened = known.signed_on, round_.opens_on if round_ else None
    if not known.open_rows or (signed is not None and (opened is None or signed >= opened)):
        return True
    last = known.review.last_on
    begun = last is not None and round_ is not None and last >= round_.opens_on
    return begun and round_ is not None and on > round_.due_of(known.provider)


def _handed_in(
    on: date, known: Progress, decision: Decision | None, round_: Round | None
) -> TurnState:
    """Complete answers: the reviewer's until what matters was looked at, then the manager's."""
    review = known.review
    opened = round_.opens_on if round_ else None
    given = max((day for day in (known.given_on, known.signed_on, opened) if day), default=None)
    # Nobody waited before a decision that held for a while.
    decided = decision.on if decision else None
    ended = decision.until + _NEXT if decision and decision.until else None
    if review.misfits or known.decisive or (review.pieces and not review.reviewed):
        return _since(on, "to_review", "reviewer", (given, decided, ended))
    return _since(on, "to_decide", "manager", (given, review.last_on, decided, ended))


def _decided(on: date, decision: Decision) -> TurnState:
    """A decision that holds; it is the provider's turn while a condition is not met."""
    unmet = any(one.met_on is None for one in decision.conditions)
    if unmet or decision.decision == "reassess":
        return _since(on, "decided", "provider", (decision.on,))
    return TurnState("decided", None, None)


def _since(on: date, state: ProviderState, turn: Turn, days: Iterable[date | None]) -> TurnState:
    """*state* since the last of *days* that is no later than *on*."""
    past = [day for day in days if day is not None and day <= on]
    return TurnState(state, turn, max(past, default=None))
