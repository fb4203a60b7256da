"""What brackets pay for a figure: exact, in fen, by marginal rates as of taxes.

The figure is a whole number of fen, a payment a fraction; it is cut to whole fen once, at the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from dpcap.model.incentive_proposal import BracketPay
from dpcap.model.incentives import IncentiveTerm, PayBracket

FEN = 100
_PERCENT = 100


def exact(value: float) -> Fraction:
    """*value* as it is written, not as the nearest binary number."""
    return Fraction(Decimal(str(value)))


def fen(yuan: float) -> int:
    """*yuan* as fen; what is less than a fen is cut."""
    return int(exact(yuan) * FEN)


def in_decimals(value: Fraction) -> str:
    """*value*, whose denominator only 2 and 5 divide, in full."""
    shown = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{shown.normalize():f}"


class PaySlice(NamedTuple):
    """What of a figure lies in one bracket, and what that pays before any cut."""

    bracket: PayBracket
    until_fen: int | None
    part_fen: int
    pays: Fraction

    @property
    def told(self) -> BracketPay:
        """The same as a proposal keeps it."""
        return BracketPay(
            from_fen=fen(self.bracket.from_yuan),
            until_fen=self.until_fen,
            rate_percent=in_decimals(exact(self.bracket.rate_percent)),
            part_fen=self.part_fen,
            pays_fen=in_decimals(self.pays),
        )


def slices(brackets: Sequence[PayBracket], figure: int) -> tuple[PaySlice, ...]:
    """The brackets that *figure* (fen) reaches, marginal: each pays for what lies in it."""
    ends = [fen(one.from_yuan) for one in brackets[1:]]
    found = []
    for bracket, until in zip(brackets, [*ends, None], strict=True):
        begin = fen(bracket.from_yuan)
        if figure > begin:
            part = (figure if until is None else min(figure, until)) - begin
            found.append(PaySlice(bracket, until, part, part * _rate(bracket)))
    return tuple(found)


def marginal_pay(brackets: Sequence[PayBracket], figure: int) -> Fraction:
    """What *figure* is paid, in fen, by marginal rates."""
    return sum((one.pays for one in slices(brackets, figure)), Fraction(0))


def written_pay(term: IncentiveTerm, figure: Fraction) -> Fraction:
    """What *figure* (fen) would be paid as *term* is written, cliffs and all; for lint."""
    reached = [one for one in term.brackets if exact(one.from_yuan) * FEN <= figure]
    bonus = sum((exact(one.bonus_yuan) * FEN for one in reached), Fraction(0))
    if not reached:
        return Fraction(0)
    if term.pays == "whole":
        return figure * _rate(reached[-1]) + bonus
    ends = [exact(one.from_yuan) * FEN for one in reached[1:]]
    begins = [exact(one.from_yuan) * FEN for one in reached]
    parts = [*(end - begin for begin, end in zip(begins, ends, strict=False)), figure - begins[-1]]
    return bonus + sum(
        (part * _rate(one) for part, one in zip(parts, reached, strict=True)), Fraction(0)
    )


def next_figure(brackets: Sequence[PayBracket], figure: int) -> int:
    """Where the bracket after the one that *figure* reached begins; in the last one *figure*."""
    ahead = (fen(one.from_yuan) for one in brackets)
    return next((begin for begin in ahead if begin > figure), figure)


def grown_figure(figure: int, percent: float) -> int:
    """*figure* grown by *percent*, cut to whole fen."""
    return int(figure * (1 + exact(percent) / _PERCENT))


def shared_out(asked: Mapping[str, Fraction], pot: int) -> dict[str, int]:
    """What each gets of *pot* (fen), by name.

    All they ask, cut to whole fen, while the pot holds it; else the same share of it each, cut too.
    The fen that cutting leaves stay in the pot, so that it is never overdrawn.
    """
    total = sum(asked.values(), Fraction(0))
    share = Fraction(1) if total <= pot else pot / total
    return {name: int(wanted * share) for name, wanted in asked.items()}


def _rate(bracket: PayBracket) -> Fraction:
    return exact(bracket.rate_percent) / _PERCENT


class PayJump(NamedTuple):
    """An edge where pay leaps by `leap`; `more`: what one yuan more pays more; `fair`: at most.

    All in fen; `leap` is below 0 where reaching the edge costs.
    """

    place: int
    edge: Fraction
    leap: Fraction
    more: Fraction
    fair: Fraction


def jumps(term: IncentiveTerm) -> tuple[PayJump, ...]:
    """The edges of *term* at which pay leaps, the lowest first."""
    found = []
    rates = [Fraction(0), *map(_rate, term.brackets)]
    for place, (bracket, (below, above)) in enumerate(
        zip(term.brackets, pairwise(rates), strict=True)
    ):
        edge = exact(bracket.from_yuan) * FEN
        leap = exact(bracket.bonus_yuan) * FEN
        if term.pays == "whole":
            leap += edge * (above - below)
        if leap:
            before = written_pay(term, edge - FEN) if edge >= FEN else Fraction(0)
            more = written_pay(term, edge) - before
            found.append(PayJump(place, edge, leap, more, max(below, above) * FEN))
    return tuple(found)
