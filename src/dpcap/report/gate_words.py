"""A gate in words: what it needs, what it found, and what stands behind the count that it found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from dpcap.model.doubts import DOUBT_PARTS, count_doubts
from dpcap.model.expression import expression
from dpcap.model.framework import Framework
from dpcap.model.gate import Bound, GateResult, Gates
from dpcap.model.measure import CRITICAL_STATES, MEASURES, NO_LEVEL, MeasureName, names
from dpcap.model.measure_names import read_names
from dpcap.model.profile import Profile
from dpcap.model.scale import Figure
from dpcap.report import figures
from dpcap.report.sanitize import own
from dpcap.report.scale_words import joined, scale_words
from dpcap.report.terms import NAMED, UNSET, PortfolioTerms
from dpcap.text_width import short

_SIGNS = {"at_least": "≥ ", "at_most": "≤ ", "equals": "= "}
_RUNG = 40
_ABOUT = {measure.root: measure.about for measure in MEASURES}
_SHORT = ("failed", "unchecked")
# The states that a part of the measure `critical` counts.
_COUNTED = {
    "failed": ("failed",),
    "not_proved": ("not_proved",),
    "open": ("failed", "not_proved"),
}


def needed(gate: GateResult, terms: PortfolioTerms) -> str:
    """The mark of a rule with its sign: `≥ 55`."""
    return _SIGNS[gate.operator] + mark(gate, terms)


def mark(gate: GateResult, terms: PortfolioTerms) -> str:
    """The mark of a rule, in full."""
    return _Measured(gate, terms).said(gate.needed, exact=True)


def found(gate: GateResult, terms: PortfolioTerms, *, ids: bool = False) -> str:
    """What the measure came to, on the side of the mark on which it is; or what it lacked.

    *ids*: nodes are named with their ids, by which they are found in the answers.
    """
    if gate.found is not None:
        return _Measured(gate, terms).said(gate.found)
    known = _node_ids(terms) if ids else frozenset()
    said = {name: lacking(name, terms) for name in gate.missing}
    each = (f"{one} {name}" if one in known else name for one, name in said.items())
    missing = terms.listed(each, NAMED)
    return terms.say("gates.missing", items=missing) if missing else UNSET


def lacking(name: str, terms: PortfolioTerms) -> str:
    """What an unchecked rule lacked: the title of a fact or node, else what the measure is."""
    measure = terms.framework.once(names).get(name)
    titled = terms.named(name)
    return titled if measure is None or titled != own(name) else terms.text(_ABOUT[measure.root])


def _node_ids(terms: PortfolioTerms) -> frozenset[str]:
    """The ids of all areas, dimensions and indicators."""
    return frozenset(node.id for walked in terms.framework.walk() for node in walked)


class _Measured:
    """Words the values of one rule by what its measure is, where that is a single name."""

    def __init__(self, gate: GateResult, terms: PortfolioTerms) -> None:
        self._gate, self._terms = gate, terms
        self._name = _measure(gate, terms)
        self._kind = self._name.kind if self._name else ""

    def said(self, value: Bound, *, exact: bool = False) -> str:
        """*value*; not *exact*: on the side of the mark on which it is."""
        if isinstance(value, bool):
            return self._terms.say(f"common.{str(value).lower()}")
        if isinstance(value, str):
            return self._text(value)
        if self._kind == "rank":
            return self._rank(round(value))
        if self._kind == "share":
            return figures.limit(value) if exact else self._held(value, figures.percent)
        return self._with_unit(value, exact=exact)

    def _held(self, value: float, show: figures.Show) -> str:
        if not isinstance(self._gate.needed, float):
            return show(value)
        return figures.held(value, self._gate.needed, self._gate.operator, show)

    def _rank(self, rank: int) -> str:
        levels = self._terms.framework.levels
        if self._name is not None and not self._name.part:
            return self._terms.say("measure.ranks", n=f"{rank:+d}" if rank else "0")
        return self._text(levels[rank - 1].id if 1 <= rank <= len(levels) else NO_LEVEL)

    def _text(self, value: str) -> str:
        """A text that a measure came to: the title of what it is the id of."""
        terms, kind = self._terms, self._kind
        titles = {level.id: level.title for level in terms.framework.levels}
        if kind in ("", "state") and value in CRITICAL_STATES:
            return terms.say(f"measure.{value}")
        if kind in ("", "level", "rank") and value in titles:
            return f"{value} {terms.text(titles[value])}"
        if kind in ("level", "rank") and value == NO_LEVEL:
            return terms.say("measure.none")
        return terms.role(value) if kind in ("", "role") else self._option(value)

    def _option(self, value: str) -> str:
        titles = {}
        if self._name is not None and self._kind == "fact":
            titles = self._terms.framework.facts[self._name.fact].options
        elif self._name is not None and self._kind == "answer":
            return self._called(self._name, value) or own(value)
        return self._terms.text(titles[value]) if value in titles else own(value)

    def _called(self, name: MeasureName, value: float | str) -> str:
        """What an answer of *value* is called; empty: it says what it is."""
        title = scale_words(self._terms.framework.by_id[name.node].scale).title(value)
        return self._terms.text(title) if title else ""

    def _with_unit(self, value: float, *, exact: bool) -> str:
        figure = figures.written(value) if exact else self._held(value, figures.number)
        if self._kind in ("days", "years"):
            key = f"measure.{self._kind}" + ("_one" if figure == "1" else "")
            return self._terms.say(key, n=figure)
        if self._name is None:
            return figure
        if self._kind == "fact":
            unit = self._terms.framework.facts[self._name.fact].unit
            return joined(figure, self._terms.text(unit)) if unit else figure
        return self._answer(self._name, value, figure) if self._kind == "answer" else figure

    def _answer(self, name: MeasureName, value: float, figure: str) -> str:
        scale = self._terms.framework.by_id[name.node].scale
        if isinstance(scale, Figure):
            return joined(figure, self._terms.text(scale.unit))
        called = self._called(name, value)
        return f"{figure} {short(called, _RUNG)}" if called else figure


def _measure(gate: GateResult, terms: PortfolioTerms) -> MeasureName | None:
    """The name that a rule's measure is; None: it is more than one, or the rules are not known."""
    if terms.gates is None:
        return None
    version = terms.gates.version(gate)
    singles = terms.gates.once(_single_names, terms.framework)
    return singles.get(version.measure) if version else None


def _single_names(gates: Gates, framework: Framework) -> dict[str, MeasureName]:
    """The one name that a measure is, by how it is written."""
    read = partial(read_names, framework)
    measures = {one.measure for gate in gates.rules.values() for one in gate.each}
    known = {measure: read(expression(measure)).known for measure in measures}
    return {
        measure: one[0]
        for measure, one in known.items()
        if len(one) == 1 and one[0].name == "".join(measure.split())
    }


class CountedItems(NamedTuple):
    """What gates count of one profile.

    `critical`: the indicators asked that are not passed, by id, each with its state; `doubts`: how
    many findings each part of the measure `findings` counts.
    """

    critical: Mapping[str, str]
    doubts: Mapping[str, int]


def counted_items(profile: Profile, framework: Framework) -> CountedItems:
    """What gates count of *profile*, judged by *framework*."""
    open_ = {
        node.id: node.critical
        for area in profile.areas
        if area.weight > 0
        for dimension in area.dimensions
        for node in dimension.indicators
        if node.critical not in {None, "passed"}
    }
    doubts = {part: count_doubts(framework, profile.findings, part) for part in DOUBT_PARTS}
    return CountedItems(open_, doubts)


def stands_for(gate: GateResult, items: CountedItems, terms: PortfolioTerms) -> str:
    """What a rule that is not met counted, in words; nothing where it counted nothing."""
    if gate.state not in _SHORT or terms.gates is None:
        return ""
    version = terms.gates.version(gate)
    by_measure = terms.gates.once(_names, terms.framework)
    names = by_measure.get(version.measure, ()) if version else ()
    said = [text for name in names for text in _said(name, items, terms)]
    return terms.say("gates.about", items=terms.listed(said)) if said else ""


def _said(name: MeasureName, items: CountedItems, terms: PortfolioTerms) -> Iterator[str]:
    if name.root == "critical":
        states = _COUNTED.get(name.part, ())
        yield from (terms.named(node) for node, state in items.critical.items() if state in states)
    elif name.root == "findings" and name.part in DOUBT_PARTS:
        count = items.doubts[name.part]
        if count:
            yield terms.say(f"gates.doubts_{name.part}", n=count)


def _names(gates: Gates, framework: Framework) -> dict[str, tuple[MeasureName, ...]]:
    """The names in a measure, by how it is written."""
    read = partial(read_names, framework)
    measures = {one.measure for gate in gates.rules.values() for one in gate.each}
    return {measure: read(expression(measure)).known for measure in measures}
