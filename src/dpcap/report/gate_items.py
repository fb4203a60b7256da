"""What stands behind the count that a gate found: the critical indicators by name, the doubts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from dpcap.model.doubts import DOUBT_PARTS, count_doubts
from dpcap.model.expression import expression
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult, Gates
from dpcap.model.measure import MeasureName
from dpcap.model.measure_names import read_names
from dpcap.model.profile import Profile
from dpcap.report.terms import PortfolioTerms

_SHORT = ("failed", "unchecked")
# The states that a part of the measure `critical` counts.
_COUNTED = {
    "failed": ("failed",),
    "not_proved": ("not_proved",),
    "open": ("failed", "not_proved"),
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
