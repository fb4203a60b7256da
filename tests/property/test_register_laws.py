"""Laws of a register: no seal is lost, no state goes back, and an old one calls nothing valid."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dpcap.model.decision import Decision
from dpcap.model.register import Register, RegisteredSeal
from dpcap.verify.decision_check import told_digest
from dpcap.verify.register import RegisterInput
from dpcap.verify.seal_states import SealEvents, SealWithdrawal, continued

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 60).map(lambda days: FIRST + timedelta(days=days))
RANKS = {"valid": 0, "superseded": 1, "withdrawn": 2}
FIRMS = ("acme", "bravo")


@st.composite
def decisions(draw: st.DrawFn, provider: str) -> Decision:
    kind, on = draw(st.sampled_from(["admit", "decline", "reassess"])), draw(DAYS)
    until = draw(st.none() | st.integers(0, 30).map(lambda days: on + timedelta(days=days)))
    return Decision(
        schema_="dpcap/decision/2",
        provider=provider,
        decision=kind,
        by="王敏",
        on=on,
        until=until,
        reason="理由",
        substance=draw(st.sampled_from(["0" * 64, "1" * 64])),
    )


@st.composite
def rows(draw: st.DrawFn) -> RegisteredSeal:
    provider = draw(st.sampled_from(FIRMS))
    shown = draw(st.none() | decisions(provider))
    signed_on = draw(DAYS)
    return RegisteredSeal(
        seal=f"{draw(st.integers(0, 30)):064x}",
        provider=provider,
        copy_=draw(st.sampled_from(["brand/zh/full/html", "brand/zh/full/json"])),
        signed_on=signed_on,
        as_of=draw(DAYS),
        decided_on=shown.on if shown else None,
        until=shown.until if shown else None,
        shows=told_digest(shown) if shown else None,
        state="valid",
        since=signed_on,
    )


@st.composite
def events(draw: st.DrawFn) -> SealEvents:
    found = {one: draw(decisions(one)) for one in FIRMS if draw(st.booleans())}
    seals = draw(st.frozensets(st.integers(0, 30).map(lambda n: f"{n:064x}"), max_size=3))
    firms = draw(st.frozensets(st.sampled_from(FIRMS), max_size=1))
    reason = draw(st.sampled_from(["error", "violation", "left", "other"]))
    return SealEvents(found, (SealWithdrawal(seals, firms, reason, "王敏"),))


EDITIONS = st.lists(st.tuples(st.lists(rows(), max_size=5), events(), DAYS), max_size=5)


def register(rows: tuple[RegisteredSeal, ...], issued: date, days: int) -> RegisterInput:
    made = Register.model_construct(
        issued=issued, next_update=issued + timedelta(days=days), seals=rows
    )
    return RegisterInput(made, is_trusted=True)


@given(EDITIONS)
def test_no_seal_disappears_and_no_state_goes_back(editions) -> None:
    before: tuple[RegisteredSeal, ...] = ()
    for issued, happened, on in editions:
        now = continued(before, issued, happened, on)
        found = {row.seal: row for row in now}
        assert len(found) == len(now)
        assert {row.seal for row in (*before, *issued)} == set(found)
        for row in before:
            assert RANKS[found[row.seal].state] >= RANKS[row.state]
            if row.state == "withdrawn":
                assert found[row.seal] == row
        for row in now:
            assert RegisteredSeal.model_validate(row.model_dump()) == row
            assert row.state != "valid" or row.until is None or row.until >= on
            assert row.state == "withdrawn" or not happened.withdrawn[0].names(row)
        assert continued(now, issued, happened, on) == now
        before = now


@given(st.lists(rows(), max_size=6), events(), DAYS)
def test_in_whatever_order_seals_are_found(issued, happened, on) -> None:
    once = {row.seal: row for row in issued}.values()
    assert continued((), once, happened, on) == continued((), reversed([*once]), happened, on)


@given(st.lists(rows(), max_size=6), events(), DAYS, st.integers(1, 20), st.integers(-30, 60))
def test_an_old_register_calls_nothing_valid(issued, happened, on, days, later) -> None:
    listed = continued((), issued, happened, on)
    held, today = register(listed, on, days), on + timedelta(days=later)
    for row in listed:
        found = held.status(row.seal, today)
        if later > days:
            assert found.state != "valid"
        assert row.state in ("valid", found.state)
    assert held.status("f" * 64, today).state == "unknown"
    assert RegisterInput(held.register, is_trusted=False).status("0" * 64, on).state == "unknown"
