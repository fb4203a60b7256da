"""How far apart the providers lie: areas, dimensions and hard facts, in order of spread.

Scores are compared as they are shown, so that the figures of a row add up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dpcap.model.facts import HardFact
from dpcap.model.trace import AreaNode, DimensionNode
from dpcap.report.compare.compared_profiles import ComparedProfiles
from dpcap.report.context import PageContext

Scored = AreaNode | DimensionNode


class ScoreGap(NamedTuple):
    """One node across the providers (None: not in its framework) and the points between them.

    `apart` is None if fewer than two have a proved score, or if the rulers differ.
    """

    id: str
    area: str
    nodes: tuple[Scored | None, ...]
    apart: float | None


class FactGap(NamedTuple):
    """One line of hard facts across the providers.

    `apart`, 0..1, orders lines of different units: for figures what the least lacks to the
    greatest, for words whether they differ. `unlike`: the figures are read on different terms.
    """

    line: HardFact
    apart: float | None
    unlike: bool


def area_gaps(compared_profiles: ComparedProfiles) -> tuple[ScoreGap, ...]:
    """The areas, those that differ most first."""
    by_id = [{area.id: area for area in ctx.profile.areas} for ctx in compared_profiles.contexts]
    ids = dict.fromkeys(node for known in by_id for node in known)
    return _ordered(ScoreGap(node, node, *_across(compared_profiles, node, by_id)) for node in ids)


def dimension_gaps(compared_profiles: ComparedProfiles) -> tuple[ScoreGap, ...]:
    """The dimensions, those that differ most first."""
    by_id: list[dict[str, DimensionNode]] = []
    areas: dict[str, str] = {}
    for ctx in compared_profiles.contexts:
        inside = [(area.id, one) for area in ctx.profile.areas for one in area.dimensions]
        areas |= {one.id: area for area, one in inside if one.id not in areas}
        by_id.append({one.id: one for _, one in inside})
    return _ordered(
        ScoreGap(node, area, *_across(compared_profiles, node, by_id))
        for node, area in areas.items()
    )


def _across(
    compared_profiles: ComparedProfiles,
    node: str,
    by_id: list[dict[str, AreaNode]] | list[dict[str, DimensionNode]],
) -> tuple[tuple[Scored | None, ...], float | None]:
    nodes = tuple(known.get(node) for known in by_id)
    scores = [one.proved for one in nodes if one is not None and one.proved is not None]
    if len(scores) < 2 or not compared_profiles.one_ruler:  # noqa: PLR2004 - it takes two to differ
        return nodes, None
    scale = compared_profiles.contexts[0].scale
    return nodes, scale.difference(max(scores), min(scores))


def _ordered(gaps: Iterator[ScoreGap]) -> tuple[ScoreGap, ...]:
    return tuple(sorted(gaps, key=_widest_first))


def _widest_first(gap: ScoreGap | FactGap) -> tuple[bool, float]:
    """Equal ones keep the framework's order; where nothing can be told comes last."""
    return gap.apart is None, -(gap.apart or 0.0)


def fact_gaps(compared_profiles: ComparedProfiles) -> tuple[FactGap, ...]:
    """The lines of hard facts of the first framework, those that differ most first."""
    lines = compared_profiles.contexts[0].framework.page_one.hard_facts
    return tuple(sorted((_fact_gap(compared_profiles, line) for line in lines), key=_widest_first))


def _fact_gap(compared_profiles: ComparedProfiles, line: HardFact) -> FactGap:
    read = [reading for ctx in compared_profiles.contexts if (reading := _reading(ctx, line))]
    unlike = _unlike([reading.terms for reading in read])
    if len(read) < 2:  # noqa: PLR2004 - it takes two to differ
        return FactGap(line, None, unlike=False)
    amounts = [one.amount for one in read if one.amount is not None]
    if len(amounts) < len(read):
        return FactGap(line, float(len({one.words for one in read}) > 1), unlike)
    top = max(map(abs, amounts))
    return FactGap(line, (max(amounts) - min(amounts)) / top if top else 0.0, unlike)


def _unlike(terms: list[dict[str, str]]) -> bool:
    """Whether any two say different things of basis, period and the like; silence says nothing."""
    said = {key: {one[key] for one in terms if one.get(key)} for one in terms for key in one}
    return any(len(values) > 1 for values in said.values())


class _Reading(NamedTuple):
    """What one provider gives on a line: its figure if it has one, and the terms it stands on."""

    amount: float | None
    words: str
    terms: dict[str, str]


def _reading(ctx: PageContext, line: HardFact) -> _Reading | None:
    """The first thing of *line* that is given."""
    for name in line.show:
        node, fact = ctx.nodes.get(name), ctx.profile.provider.facts.get(name)
        if node is not None and node.state == "answered":
            first = next((row.envelope for row in node.shops if row.valid), node.envelope)
            amount = _amount(node.value)
            if line.per_peer and amount is not None and node.against:
                amount /= node.against
            return _Reading(amount, str(node.value), first)
        if fact is not None:
            terms = {"basis": fact.basis or "", "period": fact.period or ""}
            return _Reading(_amount(fact.value), str(fact.value), terms)
    return None


def _amount(value: object) -> float | None:
    is_figure = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_figure else None  # type: ignore[arg-type]
