"""What a batch comes to: counted row by row, and told in a sentence."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from datetime import date
from statistics import median

from dpcap.model.gate import GateResult
from dpcap.model.outcome import Outcome, ScoredOutcome
from dpcap.model.verdict import RuleCount, VerdictCounts
from dpcap.report import figures
from dpcap.report.portfolio.row_summary import standing
from dpcap.report.terms import PortfolioTerms

_WHEN_SOME = ("below", "unchecked", "warned", "waived", "new", "higher", "lower")


class _RuleCounts:
    """Counts how versions of rules turned out."""

    def __init__(self) -> None:
        self._states: dict[tuple[str, date | None], Counter[str]] = {}
        self._severity: dict[tuple[str, date | None], str] = {}

    def add(self, gate: GateResult) -> None:
        """Take one result in."""
        key = (gate.id, gate.since)
        self._states.setdefault(key, Counter())[gate.state] += 1
        self._severity[key] = gate.severity

    @property
    def counts(self) -> tuple[RuleCount, ...]:
        """The counts, rules in the order in which they came."""
        made = (
            {"id": rule, "since": since, "severity": self._severity[rule, since], **states}
            for (rule, since), states in self._states.items()
        )
        return tuple(map(RuleCount.model_validate, made))


class OutcomeCounts:
    """Counts rows, rules and moves; of the scores it keeps only what a median needs."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._rules, self._coming = _RuleCounts(), _RuleCounts()
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
                self._rules.add(gate)
                if gate.to_come:
                    self._coming.add(gate.to_come)

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
        """How each version of a rule that was not off turned out, in their order."""
        return self._rules.counts

    @property
    def is_judged(self) -> bool:
        """Whether a rule was held against anybody: in force, and for whom it is."""
        return any(one.met or one.failed or one.unchecked or one.waived for one in self.rules)

    @property
    def coming(self) -> tuple[RuleCount, ...]:
        """How the versions to come would turn out as things are."""
        return self._coming.counts

    @property
    def medians(self) -> tuple[float | None, float | None]:
        """The medians of the proved and of the claimed scores."""
        proved = median(self._proved) if self._proved else None
        return proved, median(self._claimed) if self._claimed else None


def headlines(tally: OutcomeCounts, terms: PortfolioTerms) -> Iterator[tuple[str, bool]]:
    """The verdict, and whether it is bad; folders that failed and gates not met both count."""
    counts = tally.counts
    if counts.failed:
        yield terms.say("verdict.failed", n=counts.failed), True
    if counts.below:
        yield terms.say("verdict.below", n=counts.below), True
    elif not counts.failed:
        yield terms.say(_good(tally, terms)), False


def _good(tally: OutcomeCounts, terms: PortfolioTerms) -> str:
    """What is said where nothing is bad; nobody has met rules of which none was in force."""
    if not terms.gates:
        return "verdict.scored"
    none_judged = tally.rules and not tally.is_judged
    return "verdict.none_judged" if none_judged else "verdict.met"


def sums(tally: OutcomeCounts, terms: PortfolioTerms) -> Iterator[str]:
    """How many folders came to what; what came to none is left out."""
    counts = tally.counts
    yield terms.say("sums.folders", n=counts.folders)
    yield terms.say("sums.scored", n=counts.scored)
    yield terms.say("sums.failed", n=counts.failed)
    for name in _WHEN_SOME:
        if count := getattr(counts, name):
            yield terms.say(f"sums.{name}", n=count)
    proved, claimed = tally.medians
    if proved is not None:
        both = {"proved": terms.score(proved), "claimed": terms.score(claimed)}
        yield terms.say("sums.median", **both)
