"""How a provider stands as pages say it: by rows, by affiliates, at any earlier row."""

from __future__ import annotations

from datetime import date

from dpcap.model.held_standing import HeldStanding
from dpcap.model.standing import AffiliateGroup, StandingRecords
from dpcap.scoring.held_standing import StandingLookup
from standings import BOOKS, Book, admitted, gate, quarter

NOBODY = StandingRecords(schema_="dpcap/standing/1")
SISTERS = StandingRecords(
    schema_="dpcap/standing/1",
    affiliates=(
        AffiliateGroup(members=("acme", "bravo"), reason="x", source="x", on=date(2026, 1, 1)),
    ),
)


def held(book: Book, provider: str = "acme", records: StandingRecords = NOBODY) -> HeldStanding:
    found = StandingLookup(book.rows, BOOKS, records).of(provider, None)
    assert found
    return found


def test_whom_the_ledger_does_not_know_it_says_nothing_of() -> None:
    assert StandingLookup((), BOOKS, NOBODY).of("acme", None) is None
    assert StandingLookup(admitted().rows, BOOKS, NOBODY).of("other", "91x") is None


def test_a_tier_with_its_title_since_and_watch() -> None:
    book = admitted()
    for period, score in (("2026-Q1", 75.0), ("2026-Q2", 76.0)):
        book.settle(quarter(period, score))
    now = held(book)
    assert (now.label, now.certified_to, now.since) == ("certified", "2026-Q2", date(2026, 3, 31))
    assert (now.tier, now.tier_title and now.tier_title.zh) == ("gold", "金牌")
    assert (now.tier_since, now.watch, now.stopped) == (date(2026, 6, 30), False, False)
    book.settle(quarter("2026-Q3", 60.0))
    assert (held(book).tier, held(book).watch) == ("gold", True)


def test_an_exemption_passes_no_quarter() -> None:
    book = admitted()
    book.settle(quarter("2026-Q1"))
    book.settle(quarter("2026-Q2", gates=(gate("waived"),)))
    assert held(book).certified_to == "2026-Q1"


def test_who_ended_may_return_on_a_day_or_never() -> None:
    book = admitted()
    book.settle(quarter("2026-Q1", gates=(gate("failed"),)))
    first = held(book)
    assert (first.label, first.ended) == ("ended", "assessment_ended")
    assert (first.returns_on, first.never_returns) == (date(2027, 3, 31), False)
    for event in ("invited", "admitted"):
        book.hand("acme", event, date(2027, 4, 1))
    assert held(book).ended is None
    book.settle(quarter("2027-Q2", gates=(gate("failed"),)))
    assert (held(book).returns_on, held(book).never_returns) == (None, True)


def test_an_affiliate_s_ending_keeps_one_out_and_is_not_named() -> None:
    book = admitted("acme", "bravo")
    book.hand("bravo", "withdrawn", date(2026, 2, 1))
    book.settle(quarter("2026-Q1", gates=(gate("failed"),)))
    assert held(book, "bravo").returns_on == date(2026, 2, 1)
    sister = held(book, "bravo", SISTERS)
    assert sister.returns_on == date(2027, 3, 31)
    assert "acme" not in sister.model_dump_json()
    assert (held(book, "bravo").row, sister.row) == (5, 6)


def test_what_a_page_said_is_found_again_by_its_row() -> None:
    book = admitted()
    book.settle(quarter("2026-Q1"))
    then = held(book)
    book.hand("acme", "withdrawn", date(2026, 5, 1))
    lookup = StandingLookup(book.rows, BOOKS, NOBODY)
    assert lookup.of("acme", None) != then
    assert lookup.upto(then.row).of("acme", None) == then


def test_a_third_party_reads_what_one_is_and_no_more() -> None:
    book = admitted()
    book.hand("acme", "removed_for_violation", date(2026, 5, 1))
    told = held(book).bare
    assert (told.label, told.since) == ("ended", date(2026, 5, 1))
    assert (told.ended, told.returns_on, told.never_returns) == (None, None, False)
    watched = held(book).model_copy(update={"watch": True, "stopped": True}).bare
    assert (watched.watch, watched.stopped) == (False, False)
