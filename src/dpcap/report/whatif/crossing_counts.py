"""How many cross a line under a new ruler: in all, by what they have in common, by which rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from dpcap.model.whatif import (
    CAUSES,
    CrossingCause,
    CrossingCounts,
    CrossingTally,
    LineName,
    MovedProvider,
    RuleTally,
    UnjudgedProvider,
    WhatIfRow,
)

ROLE = "role"
_Rule = tuple[LineName, str, str | None]


def cause_of(row: MovedProvider) -> CrossingCause | None:
    """What made *row* cross: the first of the causes of its crossings; None: it crosses nothing."""
    return min((one.cause for one in row.crossings), key=CAUSES.index, default=None)


def crossing_counts(rows: Iterable[WhatIfRow]) -> CrossingCounts:
    """How many of *rows* came to what; each provider counts once, by its first cause."""
    every = list(rows)
    moved = [row for row in every if isinstance(row, MovedProvider)]
    causes = Counter(cause_of(row) for row in moved)
    rises = Counter(one.rises for row in moved for one in row.crossings)
    return CrossingCounts(
        providers=len(every),
        judged=len(moved),
        crossed=len(moved) - causes[None],
        common=causes["common"],
        unanswered=causes["unanswered"],
        day=causes["day"],
        unjudged=len(every) - len(moved),
        rose=rises[True],
        fell=rises[False],
    )


def tallies(
    rows: Iterable[WhatIfRow], groups: Sequence[str], title: Callable[[str, str], str]
) -> tuple[CrossingTally, ...]:
    """The same by role, then by each of *groups*; one of several values counts under each.

    *title*: a value of a group in words; those of the same words are one.
    """
    moved = [row for row in rows if isinstance(row, MovedProvider)]
    found = []
    for by in (ROLE, *groups):
        values = [{title(by, one) for one in _values(row, by)} for row in moved]
        for value in sorted({one for each in values for one in each}):
            inside = [row for row, own in zip(moved, values, strict=True) if value in own]
            found.append(_tally(by, value, inside))
    return tuple(found)


def _values(row: MovedProvider, by: str) -> tuple[str, ...]:
    return (row.role,) if by == ROLE else row.groups.get(by, ())


def _tally(by: str, value: str, rows: Sequence[MovedProvider]) -> CrossingTally:
    causes = Counter(map(cause_of, rows))
    return CrossingTally(
        by=by,
        value=value,
        providers=len(rows),
        common=causes["common"],
        unanswered=causes["unanswered"],
        day=causes["day"],
    )


def rule_tallies(rows: Iterable[WhatIfRow]) -> tuple[RuleTally, ...]:
    """By which rules providers rose and fell, the rule that moves most first."""
    rose: Counter[_Rule] = Counter()
    fell: Counter[_Rule] = Counter()
    for row in rows:
        if isinstance(row, UnjudgedProvider):
            continue
        for one in row.crossings:
            column = rose if one.rises else fell
            column.update({(one.line, gate.id, None) for gate in one.gates})
            column.update({(one.line, measure.rule, None) for measure in one.tiers})
            column.update(
                {
                    (one.line, rule.rule, node)
                    for rule in one.rules
                    for node in (rule.nodes or (None,))
                }
            )
    return tuple(sorted(_counted(rose, fell), key=_most_first))


def _counted(rose: Counter[_Rule], fell: Counter[_Rule]) -> Iterator[RuleTally]:
    for line, rule, node in {**rose, **fell}:
        key = (line, rule, node)
        yield RuleTally(line=line, rule=rule, node=node, rose=rose[key], fell=fell[key])


def _most_first(one: RuleTally) -> tuple[int, str, str, str]:
    return -(one.rose + one.fell), one.line, one.rule, one.node or ""
