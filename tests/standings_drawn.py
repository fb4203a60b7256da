"""Ledgers of standing drawn at random: what happened to three providers, in any order."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from hypothesis import strategies as st

from dpcap.scoring.standing_replay import correction, replay
from standings import PERIODS, Book, gate, quarter

PROVIDERS = ("acme", "bravo", "carol")
NUMBERS = {"acme": "91a", "bravo": None, "carol": "91c"}
HANDS = ("invited", "admitted", "withdrawn", "removed_for_violation")


class Happening(NamedTuple):
    """A quarter of one provider, an event by hand, or taking back its last row."""

    provider: str
    what: str
    score: float | None
    state: str
    numbered: bool


happenings = st.lists(
    st.builds(
        Happening,
        st.sampled_from(PROVIDERS),
        st.sampled_from((*HANDS, "quarter", "quarter", "quarter", "correct")),
        st.none() | st.floats(40, 100, allow_nan=False),
        st.sampled_from(("met", "met", "met", "failed", "unchecked", "waived")),
        st.booleans(),
    ),
    max_size=25,
)


def begun() -> Book:
    """A ledger in which all are admitted, so that quarters have something to settle."""
    book = Book()
    for provider in PROVIDERS:
        for event in ("invited", "admitted"):
            book.hand(provider, event, date(2025, 12, 20), NUMBERS[provider])
    return book


def live(book: Book, told: list[Happening]) -> Book:
    """*book* after all that is *told*; what cannot happen does not."""
    quarters = dict.fromkeys(PROVIDERS, 0)
    for one in told:
        number = NUMBERS[one.provider] if one.numbered else None
        standing = replay(book.rows).of(one.provider, number)
        if one.what == "quarter":
            period = PERIODS[quarters[one.provider] % len(PERIODS)]
            quarters[one.provider] += 1
            gates = (gate(one.state),)
            book.settle(
                quarter(period, one.score, provider=one.provider, number=number, gates=gates)
            )
        elif one.what == "correct":
            if standing.rows and (entry := correction(standing, standing.rows[-1], "…")):
                book.sign((entry,), date(2029, 1, 1))
        else:
            event: Any = one.what
            try:
                book.hand(one.provider, event, date(2026, 1, 1), number)
            except AssertionError:
                continue
    return book
