"""Whether an export covers a period, judged shop by shop; those that lack the same days together.

What one shop lacks is not made up for by another's rows. A shop whose rows do not reach from the
first to the last day has no figure of that period; days without a row inside it, and a shop that
has no row of the period at all, are told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from dpcap.model.period import Span

_RUNS_SHOWN = 5


class Gap(NamedTuple):
    """The days of a period that `shops` lack. `known`: the days of their rows; None: no rows.

    `is_short`: their rows do not reach from its first to its last day.
    """

    shops: tuple[str, ...]
    known: Span | None
    missing: tuple[date, ...]
    is_short: bool


def gaps(spans: Mapping[str, Collection[Span]], period: Span) -> Iterator[Gap]:
    """What each shop of *spans* (by shop the days of its rows) lacks of *period*."""
    lacking: dict[tuple[date, ...], list[str]] = {}
    for shop in sorted(spans):
        lacking.setdefault(missing_days(spans[shop], period), []).append(shop)
    if not lacking:
        yield Gap((), None, _days(period), is_short=True)
    is_anywhere = any(len(missing) < period.days for missing in lacking)
    for missing, shops in lacking.items():
        if missing:
            rows = [one for shop in shops for one in spans[shop]]
            known = Span(min(one.first for one in rows), max(one.last for one in rows))
            is_off = is_anywhere and len(missing) == period.days
            is_short = missing[0] == period.first or missing[-1] == period.last
            yield Gap(tuple(shops), known, missing, is_short and not is_off)


def missing_days(spans: Collection[Span], period: Span) -> tuple[date, ...]:
    """The days of *period* on which none of *spans* lies."""
    there = {
        day
        for one in spans
        for day in range(
            max(one.first, period.first).toordinal(), min(one.last, period.last).toordinal() + 1
        )
    }
    return tuple(day for day in _days(period) if day.toordinal() not in there)


def _days(period: Span) -> tuple[date, ...]:
    return tuple(period.first + timedelta(days=n) for n in range(period.days))


def shown_days(days: tuple[date, ...]) -> str:
    """*days* as first to last of each run, the first few of these."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and runs[-1][1] + timedelta(days=1) == day:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in runs[:_RUNS_SHOWN]]
    return ", ".join(shown) + (" …" if len(runs) > _RUNS_SHOWN else "")
