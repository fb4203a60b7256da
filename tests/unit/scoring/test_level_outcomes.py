"""What became of those at each level in the quarter after, counted over rows of the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

from dpcap.model.level_outcomes import LevelOutcomes
from dpcap.model.standing import KnownOutcomes, Standing, StandingEntry
from dpcap.scoring.level_outcomes import level_outcomes
from standings import Book

DAY = date(2026, 10, 10)
PASSED: dict[str, Any] = {"track": "certification", "event": "certified"}
ENDED: dict[str, Any] = {"track": "certification", "event": "assessment_ended"}
HELD: dict[str, Any] = {"track": "tier", "event": "held"}


def row(period: str, event: dict[str, Any], **known: Any) -> StandingEntry:
    told = {"provider": "acme", "from_": "none", "to": "none", "effective_on": DAY, **event}
    return StandingEntry(period=period, known=KnownOutcomes(**known), **told)


def found(*providers: tuple[StandingEntry, ...]) -> tuple[LevelOutcomes, ...]:
    return level_outcomes(Standing(provider="acme", rows=Book().sign(e, DAY)) for e in providers)


def test_a_row_for_each_level_by_name_counts_what_is_known_of_the_quarter_after() -> None:
    passed = row("2026-Q2", PASSED, level="L3", complaints=0.0, renewal=90.0)
    ended = row("2026-Q2", ENDED, level="L1", complaints=3.0, renewal=70.0)
    assert found(
        (row("2025-Q4", HELD, level="L4"), row("2026-Q1", HELD, level="L3"), passed),
        (row("2026-Q1", HELD, level="L3"), ended),
        (row("2026-Q1", HELD, level="L2"), ended),
        (row("2026-Q1", HELD), row("2026-Q2", HELD, level="L1")),
    ) == (
        LevelOutcomes(None, 1, 0, 0, 0, 0, 0, None),
        LevelOutcomes("L2", 1, 1, 0, 1, 1, 1, 70.0),
        LevelOutcomes("L3", 2, 2, 1, 2, 1, 2, 80.0),
        LevelOutcomes("L4", 1, 0, 0, 0, 0, 0, None),
    )


def test_nothing_is_said_while_nobody_has_two_quarters_in_a_row() -> None:
    assert found((row("2026-Q1", HELD, level="L4"), row("2026-Q3", HELD, level="L4"))) == ()
