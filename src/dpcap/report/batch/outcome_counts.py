"""What a batch comes to in numbers, taken in row by row."""

from __future__ import annotations

from array import array
from collections import Counter
from statistics import median

from dpcap.model.outcome import Outcome, ScoredOutcome
from dpcap.model.verdict import RuleCount, VerdictCounts
from dpcap.report import figures
from dpcap.report.portfolio.row_summary import standing


class OutcomeCounts:
    """Counts rows, rules and moves; of the scores it keeps only what a median needs."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._states: dict[str, Counter[str]] = {}
        self._severity: dict[str, str] = {}
        self._proved, self._claimed = array("d"), array("d")

    def add(self, outcome: Outcome) -> None:
        """Take one row in."""
        self._counts["folders"] += 1
        self._counts[outcome.status] += 1
        if isinstance(outcome, ScoredOutcome):
            self._gates(outcome)
            self._moves(outcome)
            for value, kept in ((outcome.proved, self._proved), (outcome.claimed, self._claimed)):
                if value is not None:
                    kept.append(value)

    def _gates(self, row: ScoredOutcome) -> None:
        seen = standing(row)
        below = "failed" in seen or "unchecked" in seen
        self._counts["below"] += below
        self._counts["unchecked"] += below and "failed" not in seen
        self._counts["warned"] += "warned" in seen
        self._counts["waived"] += "waived" in seen
        for gate in row.gates:
            if gate.severity != "off":
                self._states.setdefault(gate.id, Counter())[gate.state] += 1
                self._severity[gate.id] = gate.severity

    def _moves(self, row: ScoredOutcome) -> None:
        self._counts["new"] += row.new
        if row.change is not None:
            points = row.change.overall.total
            self._counts["higher"] += points > figures.TOLERANCE
            self._counts["lower"] += points < -figures.TOLERANCE

    @property
    def counts(self) -> VerdictCounts:
        """How many folders came to what."""
        return VerdictCounts(**self._counts)

    @property
    def rules(self) -> tuple[RuleCount, ...]:
        """How each rule that was not off turned out, in their order."""
        return tuple(
            RuleCount.model_validate({"id": rule, "severity": self._severity[rule], **states})
            for rule, states in self._states.items()
        )

    @property
    def medians(self) -> tuple[float | None, float | None]:
        """The medians of the proved and of the claimed scores."""
        proved = median(self._proved) if self._proved else None
        return proved, median(self._claimed) if self._claimed else None
