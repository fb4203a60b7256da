"""What a new ruler would change: all that any output needs, and how many cross which line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.tiers import TierRules
from dpcap.model.whatif import (
    CAUSES,
    WHATIF_VERDICT_SCHEMA,
    CrossingCause,
    CrossingCounts,
    CrossingTally,
    LineName,
    MovedProvider,
    RuleNotice,
    RulerCheck,
    RuleTally,
    UnjudgedProvider,
    WhatIfHead,
    WhatIfRow,
    WhatIfVerdict,
    whatif_exit_code,
)

ROLE = "role"
_Rule = tuple[LineName, str, str | None]


@dataclass(frozen=True, eq=False)
class WhatIfOutcome:
    """Each provider by the new ruler, in the order of ids, and what holds for all.

    `framework` is the one whose words pages use; `gates` and `gates_before` those that judge and
    judged (None: none). `findings`: checks that failed. `max_crossing`: how many may cross.
    `notices`: how early new rules are announced. `tiers`: those looked at; None: none are.
    """

    head: WhatIfHead
    rows: tuple[WhatIfRow, ...]
    checked: RulerCheck
    findings: tuple[Finding, ...]
    framework: Framework
    gates: Gates | None
    gates_before: Gates | None
    max_crossing: int | None = None
    notices: tuple[RuleNotice, ...] = ()
    tiers: TierRules | None = None

    @property
    def crossed(self) -> tuple[MovedProvider, ...]:
        """Those who cross a line."""
        return tuple(one for one in self.rows if isinstance(one, MovedProvider) and one.crossings)

    @property
    def unjudged(self) -> tuple[UnjudgedProvider, ...]:
        """Those who could not be scored by the new ruler."""
        return tuple(one for one in self.rows if isinstance(one, UnjudgedProvider))

    @cached_property
    def counts(self) -> CrossingCounts:
        """How many came to what."""
        return crossing_counts(self.rows)

    @cached_property
    def rules(self) -> tuple[RuleTally, ...]:
        """By which rules they rose and fell."""
        return rule_tallies(self.rows)

    @property
    def verdict(self) -> WhatIfVerdict:
        """What a machine needs to go on or to stop."""
        return WhatIfVerdict(
            schema_=WHATIF_VERDICT_SCHEMA,
            exit_code=whatif_exit_code(self.counts, self.checked, self.max_crossing),
            head=self.head,
            counts=self.counts,
            max_crossing=self.max_crossing,
            checked=self.checked,
            rules=self.rules,
            notices=self.notices,
            crossed=tuple(one.provider for one in self.crossed),
            tiers=tuple(
                one.provider for one in self.crossed if any(c.line == "tier" for c in one.crossings)
            ),
            unjudged=self.unjudged,
        )


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
