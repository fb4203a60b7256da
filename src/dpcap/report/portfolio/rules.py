"""The gates: how each rule stands over the batch, and who does not meet it with what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
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
# How the states are called of rules in force, and of those to come: nobody fails one of these yet.
_NOW, _LATER = "", "later_"


# A version of a rule: its id and its first day.
_Key = tuple[str, date | None]


class _Unmet(NamedTuple):
    who: RowProvider
    gate: GateResult


class _VersionTally:
    """Counts the outcomes of versions of rules, and keeps who does not meet each."""

    def __init__(self) -> None:
        self.counts: dict[_Key, Counter[str]] = defaultdict(Counter)
        self.unmet: dict[_Key, FirstFew[_Unmet]] = {}
        self.sample: dict[_Key, GateResult] = {}

    def add(self, gate: GateResult, row: ScoredOutcome, who: RowProvider) -> None:
        """Take one result of *row* in."""
        key = (gate.id, gate.since)
        self.counts[key][gate.state] += 1
        self.sample.setdefault(key, gate)
        if gate.state in {"failed", "unchecked", "waived"}:
            order = (_STATES.index(gate.state), row.folder)
            self.unmet.setdefault(key, FirstFew(KEPT)).add(order, _Unmet(who, gate))

    def keys(self, rules: Iterable[str]) -> list[_Key]:
        """The versions counted, in the order of *rules* and of their days."""
        places = {rule: place for place, rule in enumerate(rules)}
        known = (key for key in self.counts if key[0] in places)
        return sorted(known, key=lambda key: (places[key[0]], key[1] or date.min))


class GateRulesPart:
    """Takes in every row and counts each rule's outcomes.

    `failed` counts the rows that miss a rule of severity error, `unchecked` those that only lack
    what one of them needs.
    """

    def __init__(self) -> None:
        self._now, self._later = _VersionTally(), _VersionTally()
        self.failed = 0
        self.unchecked = 0

    def add(self, row: ScoredOutcome, look: RowSummary) -> None:
        """Take one row in."""
        self.failed += "failed" in look.standing
        self.unchecked += "unchecked" in look.standing and "failed" not in look.standing
        for gate in row.gates:
            if gate.severity == "off":
                continue
            self._now.add(gate, row, look.who)
            if gate.to_come:
                self._later.add(gate.to_come, row, look.who)

    def view(self, terms: PortfolioTerms) -> PortfolioPart:
        """All rules in one table, then who does not meet each; then the same of what is to come."""
        title, intro = terms.say("gates.title"), terms.say("gates.intro")
        if not terms.gates:
            return PortfolioPart("gates", title, terms.say("gates.unset"))
        says = () if self._now.unmet else (terms.say("gates.nothing"),)
        parts = (
            (self._now, "gates.caption", "list", _NOW),
            (self._later, "gates.coming", "coming_list", _LATER),
        )
        overviews: list[PortfolioTable] = []
        lists: list[PortfolioTable] = []
        for tally, caption, each, when in parts:
            keys = tally.keys(terms.gates.rules)
            overviews += [_overview(tally, keys, terms.say(caption), terms, when)] if keys else []
            lists += [_list(tally, key, each, terms, when) for key in keys if key in tally.unmet]
        return PortfolioPart("gates", title, intro, says, tuple(overviews), tuple(lists))


def _overview(
    tally: _VersionTally, keys: list[_Key], caption: str, terms: PortfolioTerms, when: str
) -> PortfolioTable:
    states = (f"{when}{state}" for state in _STATES)
    heads = terms.heads("gates", "rule", "source", "severity", "needed", *states)
    lines = tuple(_line(tally.sample[key], tally.counts[key], terms, when) for key in keys)
    return PortfolioTable(caption, heads, lines, "rules")


def _line(
    gate: GateResult, counts: Counter[str], terms: PortfolioTerms, when: str
) -> PortfolioLine:
    counted = (
        PortfolioCell(
            figures.number(count) if count else UNSET, kind=f"{when}{state}" if count else "none"
        )
        for state in _STATES
        for count in (counts[state],)
    )
    severity = PortfolioCell(terms.say(f"gates.{gate.severity}"))
    needed = PortfolioCell(gate_words.needed(gate, terms))
    cells = (_source(gate, terms), severity, needed, *counted)
    return PortfolioLine(PortfolioCell(terms.dated_rule(gate)), cells)


def _list(
    tally: _VersionTally, key: _Key, words: str, terms: PortfolioTerms, when: str
) -> PortfolioTable:
    best, (_, since) = tally.unmet[key], key
    lines = (
        PortfolioLine(
            named(who),
            (
                _state(gate, terms, when),
                PortfolioCell(gate_words.needed(gate, terms)),
                _found(gate, terms),
            ),
        )
        for who, gate in best
    )
    heads = terms.heads("gates", "provider", "state", "needed", "found")
    rule, n = terms.rule(tally.sample[key]), figures.number(best.count)
    caption = terms.say(f"gates.{words}", rule=rule, n=n, day=since.isoformat() if since else UNSET)
    return table(terms, caption, heads, lines, "unmet", count=best.count)


def _source(gate: GateResult, terms: PortfolioTerms) -> PortfolioCell:
    """The document and clause that a rule is from."""
    version = terms.gates.version(gate) if terms.gates else None
    if version is None:
        return PortfolioCell("")
    document = version.source.document if version.source else ""
    said = [own(one) for one in (document, version.clause or "") if one]
    if version.from_:
        said.append(terms.say("gates.from_day", day=version.from_.isoformat()))
    return PortfolioCell(" ".join(said), kind="of")


def _state(gate: GateResult, terms: PortfolioTerms, when: str) -> PortfolioCell:
    if gate.state == "waived" and gate.waiver_until:
        owner, day = own(gate.waiver_owner or UNSET), gate.waiver_until.isoformat()
        return PortfolioCell(terms.say("gates.until", day=day, owner=owner), kind="waived")
    state = f"{when}{gate.state}"
    return PortfolioCell(terms.say(f"gates.{state}"), kind=state)


def _found(gate: GateResult, terms: PortfolioTerms) -> PortfolioCell:
    said = gate_words.found(gate, terms)
    return PortfolioCell(said) if gate.found is not None else PortfolioCell(said, kind="none")
