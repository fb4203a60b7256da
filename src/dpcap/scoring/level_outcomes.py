"""Whether levels said something of the quarter after: counted over the ledger, with every n."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from dpcap.model.level_outcomes import LevelOutcomes
from dpcap.model.standing import KnownOutcomes, Standing, StandingRow, quarter_number

_PASSED = {"certified": True, "assessment_ended": False}


def level_outcomes(standings: Iterable[Standing]) -> tuple[LevelOutcomes, ...]:
    """A row for each level, by name; empty while nobody has two quarters in a row."""
    found: dict[str | None, list[tuple[bool | None, KnownOutcomes]]] = defaultdict(list)
    for standing in standings:
        levels, verdicts, known = _by_quarter(standing)
        for number, level in levels.items():
            if number + 1 in known or number + 1 in verdicts:
                later = known.get(number + 1, KnownOutcomes())
                found[level].append((verdicts.get(number + 1), later))
    return tuple(
        _row(level, pairs) for level, pairs in sorted(found.items(), key=lambda one: one[0] or "")
    )


def _by_quarter(
    standing: Standing,
) -> tuple[Mapping[int, str | None], Mapping[int, bool], Mapping[int, KnownOutcomes]]:
    """By quarter: the level, whether the assessment was passed, and what else is known."""
    rows = [(quarter_number(one.period), one) for one in standing.rows if one.period]
    known = {number: one.known for number, one in rows}
    levels = {number: one.level for number, one in known.items()}
    verdicts = {number: _PASSED[one.event] for number, one in rows if _is_verdict(one)}
    return levels, verdicts, known


def _is_verdict(row: StandingRow) -> bool:
    return row.event in _PASSED


def _row(level: str | None, pairs: list[tuple[bool | None, KnownOutcomes]]) -> LevelOutcomes:
    verdicts = [passed for passed, _ in pairs if passed is not None]
    complaints = [one.complaints for _, one in pairs if one.complaints is not None]
    renewals = [one.renewal for _, one in pairs if one.renewal is not None]
    return LevelOutcomes(
        level=level,
        pairs=len(pairs),
        assessed=len(verdicts),
        passed=sum(verdicts),
        complaints_known=len(complaints),
        complaints=sum(one > 0 for one in complaints),
        renewal_known=len(renewals),
        renewal=sum(renewals) / len(renewals) if renewals else None,
    )
