"""The rows of a ledger replayed: how everybody stands, and which row does not follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from dpcap.model.certification import CertificationState
from dpcap.model.standing import (
    TIER_EVENTS,
    QuarterScore,
    Standing,
    StandingEntry,
    StandingRow,
    TierState,
)
from dpcap.model.tiers import MOST_QUARTERS
from dpcap.scoring.certification import CertificationStep, certify
from dpcap.scoring.tier_steps import TierStep, after

# What stands before a provider's id where no number is known.
_BY_ID = "id:"


class UnfitRow(NamedTuple):
    """A row that does not follow from those before, and the code of the finding that says why."""

    row: StandingRow
    code: str
    stands: str


@dataclass(frozen=True)
class Standings:
    """How everybody stands: by the firm's number, or by its id while no number is known.

    `keys`: under which key the firm of an id stands.
    """

    by_key: dict[str, Standing] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def of(self, provider: str, number: str | None = None) -> Standing:
        """How *provider*, a firm of that *number*, stands."""
        found = self.by_key.get(self.home(provider, number))
        return found or Standing(provider=provider, registration_number=number)

    def home(self, provider: str, number: str | None) -> str:
        """The key under which a firm stands, or would."""
        by_id = _BY_ID + provider
        if number:
            return by_id if by_id in self.by_key and number not in self.by_key else number
        return self.keys.get(provider, by_id)

    def every(self) -> tuple[Standing, ...]:
        """All there are, by the ids of the providers."""
        return tuple(sorted(self.by_key.values(), key=lambda one: one.provider))


def replay(rows: Iterable[StandingRow], before: Standings | None = None) -> Standings:
    """How everybody stands after *rows*, beginning with how they stood *before*.

    A row that does not follow from those before it changes nothing; `unfit_rows` names it.
    """
    made = Standings(dict(before.by_key), dict(before.keys)) if before else Standings()
    for row in rows:
        _take(made, row)
    return made


def unfit_rows(rows: Iterable[StandingRow]) -> Iterator[UnfitRow]:
    """Each of *rows* that does not follow from those before it."""
    standings = Standings()
    for row in rows:
        if wrong := _take(standings, row):
            yield wrong


def _take(standings: Standings, row: StandingRow) -> UnfitRow | None:
    """Put *row* into *standings*, or say why it does not follow."""
    home = standings.home(row.provider, row.registration_number)
    before = standings.of(row.provider, row.registration_number)
    made = _corrected(before, row) if row.event == "corrected" else _moved(before, row)
    if made is None:
        code = "DP783" if row.event == "corrected" else "DP784"
        return UnfitRow(row, code, before.label(row.track))
    number = row.registration_number or before.registration_number
    now = {"provider": row.provider, "registration_number": number}
    standings.by_key.pop(home, None)
    standings.by_key[number or home] = made.model_copy(update=now)
    if standings.keys.get(before.provider) == home:
        del standings.keys[before.provider]
    standings.keys[row.provider] = number or home
    return None


def _moved(before: Standing, row: StandingRow) -> Standing | None:
    """*before* after *row*; None if it does not follow."""
    if row.from_ != before.label(row.track):
        return None
    made = _certified(before, row) if row.track == "certification" else _tiered(before, row)
    if made is None or made.label(row.track) != row.to:
        return None
    return made.model_copy(update={"rows": (*before.rows, row)})


def _certified(before: Standing, row: StandingEntry) -> Standing | None:
    step = CertificationStep(row.event, row.effective_on, row.period)
    state = certify(before.certification, step)
    return before.model_copy(update={"certification": state}) if state else None


def _tiered(before: Standing, row: StandingEntry) -> Standing | None:
    quarter = _quarter(row)
    if row.event not in TIER_EVENTS or quarter is None:
        return None
    step = TierStep(row.event, row.to, row.window)
    state = after(before.tier, step, quarter, MOST_QUARTERS)
    since = row.effective_on if state.tier != before.tier.tier else before.tier.since
    return before.model_copy(update={"tier": state.model_copy(update={"since": since})})


def _quarter(row: StandingEntry) -> QuarterScore | None:
    """The quarter that a row of tiers settles; that of a stop need not have a score."""
    if row.period is None:
        return None
    if row.window and row.window[-1].period == row.period:
        return row.window[-1]
    return QuarterScore(period=row.period, score=0.0) if row.event == "stopped" else None


def _corrected(before: Standing, row: StandingRow) -> Standing | None:
    """*before* without the row that *row* takes back: the last one in force on its track."""
    last = before.rows_of(row.track)[-1:]
    if not last or last[0].row != row.corrects or row.from_ != before.label(row.track):
        return None
    kept = tuple(one for one in before.rows if one.row != row.corrects)
    made = _again(before, kept)
    if made.label(row.track) != row.to:
        return None
    return made.model_copy(update={"taken_back": (*before.taken_back, *last)})


def _again(standing: Standing, rows: tuple[StandingRow, ...]) -> Standing:
    """*standing* by *rows* alone, each of which follows from those before."""
    blank = {"certification": CertificationState(), "tier": TierState(), "rows": ()}
    made = standing.model_copy(update=blank)
    for row in rows:
        made = _moved(made, row) or made
    return made


def correction(standing: Standing, row: StandingRow, reason: str) -> StandingEntry | None:
    """What takes *row* back; None if it is not the last one in force on its track."""
    last = standing.rows_of(row.track)[-1:]
    if not last or last[0].row != row.row:
        return None
    kept = tuple(one for one in standing.rows if one.row != row.row)
    return StandingEntry(
        provider=standing.provider,
        registration_number=standing.registration_number,
        track=row.track,
        event="corrected",
        period=row.period,
        from_=standing.label(row.track),
        to=_again(standing, kept).label(row.track),
        effective_on=row.effective_on,
        reason=reason,
        corrects=row.row,
    )
