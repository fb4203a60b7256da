"""What quarters propose, one after another, on both tracks; whose rows are whose."""

from __future__ import annotations

from datetime import date

import pytest

from dpcap.model.certification import ReturnBar
from dpcap.model.standing import KnownOutcomes
from dpcap.scoring.level_outcomes import level_outcomes
from dpcap.scoring.standing_proposal import propose_standing, stop_after
from dpcap.scoring.standing_replay import correction, replay
from standings import BOOKS, Book, admitted, after, gate, quarter


def states(book: Book, provider: str = "acme", number: str | None = None) -> tuple[str, str]:
    found = replay(book.rows).of(provider, number)
    return found.certification.label, found.tier.tier


def test_two_good_quarters_certify_and_lead_up() -> None:
    book = admitted()
    first = book.settle(quarter("2026-Q1", 73.0))
    assert [(one.event, one.to) for one in first] == [("certified", "certified"), ("held", "none")]
    second = book.settle(quarter("2026-Q2", 73.0))
    assert [(one.event, one.to) for one in second] == [
        ("certified", "certified"),
        ("risen", "gold"),
    ]
    assert [one.period for one in second[1].window] == ["2026-Q1", "2026-Q2"]
    assert [(one.rule, one.needed, one.found) for one in second[1].measures] == [
        ("silver.rise_at", 60.0, 73.0)
    ]


def test_a_quarter_is_settled_once_and_not_before_it_is_over() -> None:
    book = admitted()
    assert book.settle(quarter("2026-Q1"), date(2026, 3, 31)) == ()
    assert len(book.settle(quarter("2026-Q1"), date(2026, 4, 1))) == 2
    assert book.settle(quarter("2026-Q1"), date(2026, 4, 2)) == ()
    book.settle(quarter("2026-Q3"))
    assert book.settle(quarter("2026-Q2"), date(2026, 12, 1)) == ()


def test_a_missed_quarter_ends_both_at_once() -> None:
    book = admitted()
    for period in ("2026-Q1", "2026-Q2"):
        book.settle(quarter(period, 73.0))
    made = book.settle(quarter("2026-Q3", 90.0, gates=(gate("failed"),)))
    assert [(one.event, one.to) for one in made] == [
        ("assessment_ended", "ended"),
        ("stopped", "none"),
    ]
    assert (made[0].effective_on, made[1].effective_on) == (date(2026, 9, 30), after("2026-Q3"))
    assert states(book) == ("ended", "none")
    assert book.settle(quarter("2026-Q4", 90.0)) == ()


def test_a_stop_by_a_rule_of_the_gates_leaves_the_certification() -> None:
    book = admitted()
    for period in ("2026-Q1", "2026-Q2"):
        book.settle(quarter(period, 73.0))
    penalty = gate("failed", "penalties", severity="warn")
    made = book.settle(quarter("2026-Q3", 80.0, gates=(gate(), penalty)))
    assert [one.event for one in made] == ["certified", "stopped"]
    assert [one.rule for one in made[1].measures] == ["penalties"]
    for period in ("2026-Q4", "2027-Q1"):
        made = book.settle(quarter(period, 80.0))
    assert made[-1].event == "restored"
    assert states(book) == ("certified", "gold")


def test_only_the_rules_named_stop_a_tier_and_only_where_they_failed() -> None:
    book = admitted()
    for period in ("2026-Q1", "2026-Q2"):
        book.settle(quarter(period, 73.0))
    others = gate("failed", "fill-rate", severity="warn"), gate("met", "penalties")
    made = book.settle(quarter("2026-Q3", 73.0, gates=(gate(), *others)))
    assert [(one.event, one.to) for one in made] == [("certified", "certified"), ("held", "gold")]


@pytest.mark.parametrize(("score", "periods"), [(80.0, ["2026-Q3"]), (None, [])])
def test_a_stop_keeps_the_score_of_its_quarter_and_needs_none(
    score: float | None, periods: list[str]
) -> None:
    book = admitted()
    for period in ("2026-Q1", "2026-Q2"):
        book.settle(quarter(period, 73.0))
    penalty = gate("failed", "penalties", severity="warn")
    made = book.settle(quarter("2026-Q3", score, gates=(gate(), penalty)))
    (stop,) = (one for one in made if one.track == "tier")
    assert (stop.event, stop.to) == ("stopped", "none")
    assert [one.period for one in stop.window][-1:] == periods
    assert states(book)[1] == "none"


def test_without_a_score_nothing_is_said_of_the_tier() -> None:
    book = admitted()
    assert [one.track for one in book.settle(quarter("2026-Q1", None))] == ["certification"]


def test_an_event_by_hand_ends_a_tier_with_it() -> None:
    book = admitted()
    for period in ("2026-Q1", "2026-Q2"):
        book.settle(quarter(period, 73.0))
    standing = replay(book.rows).of("acme")
    book.hand("acme", "removed_for_violation", date(2026, 8, 5))
    stop = stop_after(standing, book.rows[-1], BOOKS.tiers)
    assert stop
    assert (stop.event, stop.period, stop.to) == ("stopped", "2026-Q3", "none")


def test_an_admission_needs_an_invitation_a_decision_and_no_bar() -> None:
    book, day = Book(), date(2026, 5, 4)
    asked = quarter("2026-Q1", stage="admission", admitted=day)

    def why(bar: ReturnBar | None = None, **more: object) -> str | None:
        standing = replay(book.rows).of("acme")
        told = asked._replace(**more)  # type: ignore[arg-type]
        return propose_standing(standing, told, BOOKS, day, bar).certification.why

    assert why() == "not_invited"
    book.hand("acme", "invited", date(2026, 4, 1))
    assert why(admitted=None) == "not_admitted"
    kept_out = ReturnBar(provider="other", kind="assessment_ended", times=1, from_day=None)
    assert why(kept_out) == "ended"
    assert book.settle(asked, day)[0].to == "admitted"
    assert why() == "already"


@pytest.mark.parametrize(("state", "why"), [("unchecked", "unchecked"), ("waived", None)])
def test_what_cannot_be_told_is_not_proposed_but_named(state: str, why: str | None) -> None:
    standing = replay(admitted().rows).of("acme")
    told = quarter("2026-Q1", gates=(gate(state),))
    found = propose_standing(standing, told, BOOKS, after("2026-Q1")).certification
    assert found.why == why
    assert [one.rule for one in found.rules] == ["brand-gmv"]


def test_other_gates_settle_no_certification() -> None:
    standing = replay(admitted().rows).of("acme")
    told = quarter("2026-Q1", stage="other")
    found = propose_standing(standing, told, BOOKS, after("2026-Q1"))
    assert found.certification.why == "other_gates"
    assert found.tier.entry


def test_a_firm_keeps_its_standing_under_another_id() -> None:
    book = Book()
    for event in ("invited", "admitted", "removed_for_violation"):
        book.hand("acme", event, date(2026, 4, 1), "91310000x")
    found = replay(book.rows).of("newco", "91310000x")
    assert found.certification.label == "ended"
    assert replay(book.rows).of("newco", "91310000y").certification.label == "none"


def test_rows_without_a_number_go_with_the_firm_once_it_is_known() -> None:
    book = Book()
    book.hand("acme", "invited", date(2026, 4, 1))
    book.hand("acme", "admitted", date(2026, 4, 2), "91310000x")
    book.hand("acme", "withdrawn", date(2026, 4, 3))
    found = replay(book.rows).of("acme", "91310000x")
    assert [one.event for one in found.rows] == ["invited", "admitted", "withdrawn"]


def test_levels_are_counted_against_the_next_quarter_with_every_n() -> None:
    book = admitted("acme", "bravo")

    def settle(provider: str, period: str, level: str, gates: str = "met", **known: float) -> None:
        told = KnownOutcomes(level=level, **known)
        book.settle(quarter(period, provider=provider, gates=(gate(gates),), known=told))

    settle("acme", "2026-Q1", "L4")
    settle("bravo", "2026-Q1", "L3")
    assert level_outcomes(replay(book.rows).every()) == ()
    settle("acme", "2026-Q2", "L4", complaints=0.0, renewal=80.0)
    settle("bravo", "2026-Q2", "L3", "failed", complaints=2.0)
    low, high = level_outcomes(replay(book.rows).every())
    assert (low.level, low.pairs, low.assessed, low.passed) == ("L3", 1, 1, 0)
    assert (low.complaints, low.complaints_known, low.renewal, low.renewal_known) == (1, 1, None, 0)
    assert (high.level, high.passed, high.complaints, high.renewal) == ("L4", 1, 0, 80.0)


def test_what_was_taken_back_is_not_proposed_again_until_something_changed() -> None:
    book = admitted()
    missed = quarter("2026-Q1", gates=(gate("failed"),), profile="a" * 64)
    made = book.settle(missed)
    standing = replay(book.rows).of("acme")
    entry = correction(standing, made[0], "申诉成立")
    assert entry
    book.sign((entry,), after("2026-Q1"))
    standing = replay(book.rows).of("acme")
    assert standing.certification.label == "admitted"
    found = propose_standing(standing, missed, BOOKS, after("2026-Q1"))
    assert found.certification.why == "taken_back"
    again = missed._replace(profile="b" * 64)
    assert propose_standing(standing, again, BOOKS, after("2026-Q1")).certification.entry
    met = missed._replace(gates=(gate(),))
    assert propose_standing(standing, met, BOOKS, after("2026-Q1")).certification.entry
