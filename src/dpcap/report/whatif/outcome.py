"""What a new ruler would change: all that any output of it may need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.tiers import TierRules
from dpcap.model.whatif import (
    WHATIF_VERDICT_SCHEMA,
    CrossingCounts,
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
from dpcap.report.whatif.crossing_counts import crossing_counts, rule_tallies


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
