"""The framework laid flat: names, order of evaluation, and what depends on what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from dpcap.model.expression import cel_name, expression
from dpcap.model.indicator import Indicator


@dataclass(frozen=True)
class Outline:
    """`order`: indicators, each after those its `when` names. `nodes`: CEL name → indicator id.

    `dependants`: indicator id → the indicators whose `when` depends on it, directly or not.
    """

    order: tuple[Indicator, ...]
    nodes: dict[str, str]
    dependants: dict[str, frozenset[str]]


def outline(by_id: Mapping[str, Indicator]) -> Outline:
    """The outline of a framework's indicators. Raises graphlib.CycleError on a cycle of `when`s."""
    nodes = {cel_name(node): node for node in by_id}
    hangs_on = {
        node: [nodes[name] for name in names_of(indicator) if name in nodes]
        for node, indicator in by_id.items()
    }
    order = tuple(by_id[node] for node in TopologicalSorter(hangs_on).static_order())
    return Outline(order, nodes, _closure(order, hangs_on))


def names_of(indicator: Indicator) -> tuple[str, ...]:
    """The CEL names an indicator's `when` depends on."""
    return expression(indicator.when).names if indicator.when else ()


def _closure(
    order: tuple[Indicator, ...], hangs_on: dict[str, list[str]]
) -> dict[str, frozenset[str]]:
    dependants: dict[str, set[str]] = {}
    for indicator in reversed(order):
        mine = dependants.get(indicator.id, set()) | {indicator.id}
        for node in hangs_on[indicator.id]:
            dependants.setdefault(node, set()).update(mine)
    return {node: frozenset(names) for node, names in dependants.items()}
