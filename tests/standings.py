"""Ledgers of standing made on the spot: quarters that propose, and what was signed of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from dpcap.intake.standing_ledger import LedgerFile
from dpcap.intake.standing_rules import load_rule_books
from dpcap.model.gate import GateResult
from dpcap.model.period import span_of
from dpcap.model.standing import StandingEntry, StandingRow
from dpcap.scoring.certification import leads_to
from dpcap.scoring.standing_proposal import ProviderQuarter, propose_standing
from dpcap.scoring.standing_replay import replay

BOOKS = load_rule_books()
PERIODS = tuple(f"{year}-Q{quarter}" for year in (2026, 2027, 2028) for quarter in (1, 2, 3, 4))


def gate(state: str = "met", name: str = "brand-gmv", **more: Any) -> GateResult:
    return GateResult.model_validate(
        {
            "id": name,
            "severity": "error",
            "state": state,
            "operator": "at_least",
            "needed": 200.0,
            "found": 320.0 if state == "met" else 120.0,
            **more,
        }
    )


def quarter(period: str, score: float | None = 70.0, **more: Any) -> ProviderQuarter:
    told = {"provider": "acme", "number": None, "stage": "quarter", "gates": (gate(),), **more}
    return ProviderQuarter(period=period, score=score, **told)


def after(period: str, days: int = 10) -> date:
    return span_of(period).last + timedelta(days)


class Book:
    """A ledger in memory: what is signed stands in `rows`."""

    def __init__(self) -> None:
        self.rows: tuple[StandingRow, ...] = ()

    def sign(self, entries: Iterable[StandingEntry], on: date) -> tuple[StandingRow, ...]:
        # Digests are a matter of the file; here rows only have to follow from each other.
        made = []
        for entry in entries:
            told = entry.model_dump(by_alias=True)
            own = {"schema": "dpcap/standing-row/1", "previous": "0" * 64, "by": "王", "on": on}
            made.append(
                StandingRow.model_validate({**told, **own, "row": len(self.rows) + len(made) + 1})
            )
        self.rows = (*self.rows, *made)
        return tuple(made)

    def hand(self, provider: str, event: Any, on: date, number: str | None = None) -> None:
        state = replay(self.rows).of(provider, number).certification
        to = leads_to(state, event)
        assert to, (state.label, event)
        entry = StandingEntry(
            provider=provider,
            registration_number=number,
            track="certification",
            event=event,
            from_=state.label,
            to=to,
            effective_on=on,
            reason="…",
        )
        self.sign((entry,), on)

    def settle(self, one: ProviderQuarter, on: date | None = None) -> tuple[StandingRow, ...]:
        """Sign all that the quarter *one* proposes."""
        day = on or after(one.period)
        standing = replay(self.rows).of(one.provider, one.number)
        return self.sign(propose_standing(standing, one, BOOKS, day).entries, day)


def admitted(*providers: str, on: date = date(2025, 12, 20)) -> Book:
    book = Book()
    for provider in providers or ("acme",):
        book.hand(provider, "invited", on)
        book.hand(provider, "admitted", on)
    return book


def file_of(rows: Iterable[StandingRow]) -> bytes:
    """The file that signing *rows* one by one leaves."""
    content, ledger = b"", LedgerFile((), ())
    every: list[StandingRow] = []
    for row in rows:
        entry = StandingEntry.model_validate(
            row.model_dump(by_alias=True, exclude={"schema_", "row", "previous", "by", "on"})
        )
        content, made = ledger.with_entries((entry,), row.by, row.on)
        every += made
        ledger = LedgerFile(tuple(every), tuple(content.splitlines()))
    return content
