"""The gates: how each rule stands over the batch, and who does not meet it with what."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from dpcap.model.gate import GateResult
from dpcap.model.outcome import ScoredOutcome
from dpcap.report import figures, gate_words
from dpcap.report.portfolio.row_summary import RowProvider, RowSummary
from dpcap.report.portfolio.tables import KEPT, FirstFew, named, table
from dpcap.report.portfolio.view_models import (
    PortfolioCell,
    PortfolioLine,
    PortfolioPart,
    PortfolioTable,
)
from dpcap.report.sanitize import own
from dpcap.report.terms import UNSET, PortfolioTerms

_STATES = ("failed", "unchecked", "waived", "met", "not_applicable")


class _Unmet(NamedTuple):
    who: RowProvider
    gate: GateResult


class GateRulesPart:
    """Takes in every row and counts each rule's outcomes.

    `failed` counts the rows that miss a rule of severity error, `unchecked` those that only lack
    what one of them needs.
    """

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._unmet: dict[str, FirstFew[_Unmet]] = {}
        self._sample: dict[str, GateResult] = {}
        self.failed = 0
        self.unchecked = 0

    def add(self, row: ScoredOutcome, look: RowSummary) -> None:
        """Take one row in."""
        self.failed += "failed" in look.standing
        self.unchecked += "unchecked" in look.standing and "failed" not in look.standing
        for gate in row.gates:
            if gate.severity == "off":
                continue
            self._counts[gate.id][gate.state] += 1
            self._sample.setdefault(gate.id, gate)
            if gate.state in {"failed", "unchecked", "waived"}:
                key = (_STATES.index(gate.state), row.folder)
                unmet = self._unmet.setdefault(gate.id, FirstFew(KEPT))
                unmet.add(key, _Unmet(look.who, gate))

    def view(self, terms: PortfolioTerms) -> PortfolioPart:
        """All rules in one table, then who does not meet each."""
        title, intro = terms.say("gates.title"), terms.say("gates.intro")
        if not terms.gates:
            return PortfolioPart("gates", title, terms.say("gates.unset"))
        ids = [rule for rule in terms.gates.rules if rule in self._counts]
        says = () if self._unmet else (terms.say("gates.nothing"),)
        overview = (self._overview(ids, terms),) if ids else ()
        lists = tuple(self._list(rule, terms) for rule in ids if rule in self._unmet)
        return PortfolioPart("gates", title, intro, says, overview, lists)

    def _overview(self, ids: list[str], terms: PortfolioTerms) -> PortfolioTable:
        heads = terms.heads("gates", "rule", "source", "severity", "needed", *_STATES)
        lines = tuple(self._line(rule, terms) for rule in ids)
        return PortfolioTable(terms.say("gates.caption"), heads, lines, "rules")

    def _line(self, rule: str, terms: PortfolioTerms) -> PortfolioLine:
        gate = self._sample[rule]
        counts = (
            PortfolioCell(
                figures.number(count) if count else UNSET, kind=state if count else "none"
            )
            for state in _STATES
            for count in (self._counts[rule][state],)
        )
        severity = PortfolioCell(terms.say(f"gates.{gate.severity}"))
        cells = (
            _source(rule, terms),
            severity,
            PortfolioCell(gate_words.needed(gate, terms)),
            *counts,
        )
        return PortfolioLine(PortfolioCell(terms.rule(rule)), cells)

    def _list(self, rule: str, terms: PortfolioTerms) -> PortfolioTable:
        best = self._unmet[rule]
        lines = (
            PortfolioLine(
                named(who),
                (
                    _state(gate, terms),
                    PortfolioCell(gate_words.needed(gate, terms)),
                    _found(gate, terms),
                ),
            )
            for who, gate in best
        )
        heads = terms.heads("gates", "provider", "state", "needed", "found")
        caption = terms.say("gates.list", rule=terms.rule(rule), n=figures.number(best.count))
        return table(terms, caption, heads, lines, "unmet", count=best.count)


def _source(rule: str, terms: PortfolioTerms) -> PortfolioCell:
    """The document and clause that a rule is from."""
    origin = terms.gates.rules[rule].origin if terms.gates else None
    if origin is None:
        return PortfolioCell("")
    return PortfolioCell(
        " ".join(filter(None, (own(origin.document), own(origin.clause or "")))), kind="of"
    )


def _state(gate: GateResult, terms: PortfolioTerms) -> PortfolioCell:
    if gate.state == "waived" and gate.waiver_until:
        owner, day = own(gate.waiver_owner or UNSET), gate.waiver_until.isoformat()
        return PortfolioCell(terms.say("gates.until", day=day, owner=owner), kind="waived")
    return PortfolioCell(terms.say(f"gates.{gate.state}"), kind=gate.state)


def _found(gate: GateResult, terms: PortfolioTerms) -> PortfolioCell:
    said = gate_words.found(gate, terms)
    return PortfolioCell(said) if gate.found is not None else PortfolioCell(said, kind="none")
