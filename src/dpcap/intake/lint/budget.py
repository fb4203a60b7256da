"""Rules about the budget of weights that a framework keeps whose roles name their headline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import floor

from dpcap.intake.source import Document
from dpcap.intake.source_map import Location, SourceMap
from dpcap.model.asked import area_shares
from dpcap.model.finding import Finding
from dpcap.model.framework import Area, Framework
from dpcap.model.two_languages import TwoLanguages
from dpcap.model.weights import effective_weights

FEWEST, MOST = 6, 8
HALF = 0.5
_SLACK = 1e-9


def headline_size(origin: SourceMap) -> Iterator[Finding]:
    """A role whose headline names too few, too many, or one thing twice."""
    for name, role in origin.framework.roles.items():
        said = _size(role.headline) if origin.framework.budgeted else None
        if said is not None:
            path = ("roles", name, *(("headline",) if role.headline else ()))
            params: dict[str, str | int | float] = {"role": name, **said.params}
            yield origin.head.finding("DP162", path, params, key=True)


def _size(headline: tuple[str, ...]) -> TwoLanguages | None:
    twice = next((node for node in headline if headline.count(node) > 1), None)
    if twice is not None:
        return TwoLanguages(f"{twice} 写了两次", f"{twice} stands twice")
    if not headline:
        return TwoLanguages("没有写", "there is none")
    if FEWEST <= len(headline) <= MOST:
        return None
    return TwoLanguages(f"有 {len(headline)} 个", f"there are {len(headline)}")


def results_first(origin: SourceMap) -> Iterator[Finding]:
    """An area in which results carry less than half, or a process more than any result."""
    framework = origin.framework
    if not framework.budgeted:
        return
    shares = {role: area_shares(framework, role) for role in framework.roles}
    weights = {role: effective_weights(framework, role) for role in framework.roles}
    spots = {area: list(some) for area, some in groupby(origin.spots, lambda spot: spot.area.id)}
    for document, area in zip(origin.areas, framework.areas, strict=True):
        role = max(shares, key=lambda role: shares[role][area.id])
        natures = {spot.indicator.id: spot.indicator.nature for spot in spots[area.id]}
        inside = {node: weights[role][node] for node in natures if weights[role].get(node)}
        results = {node: share for node, share in inside.items() if natures[node] == "result"}
        listed = area.id in framework.areas_without_results
        if listed and results:
            path = ("areas_without_results", area.id)
            params = {"area": area.id, "other": next(iter(results))}
            yield origin.head.finding("DP165", path, {**params}, key=True)
        elif inside and not listed:
            yield from _short_of_results(document, area, role, inside, results)
        if results:
            yield from _above_results(spots[area.id], role, inside, results)


def _short_of_results(
    document: Document,
    area: Area,
    role: str,
    inside: Mapping[str, float],
    results: Mapping[str, float],
) -> Iterator[Finding]:
    share = sum(results.values()) / sum(inside.values())
    if share < HALF - _SLACK:
        params = {"area": area.id, "role": role, "share": percentage(share)}
        yield document.finding("DP163", ("id",), {**params})


def _above_results(
    spots: Sequence[Location],
    role: str,
    inside: Mapping[str, float],
    results: Mapping[str, float],
) -> Iterator[Finding]:
    other = max(results, key=results.__getitem__)
    for spot in spots:
        one = spot.indicator
        share = inside.get(one.id, 0.0)
        if one.nature == "process" and share > results[other] + _SLACK:
            params = {
                "weight": percentage(share),
                "other": other,
                "most": percentage(results[other]),
                "area": spot.area.id,
                "role": role,
            }
            yield spot.finding("DP164", ("weight",), {**params}, key=True)


def headline_heaviest(origin: SourceMap) -> Iterator[Finding]:
    """A headline indicator that weighs less in its role than another, safeguards aside."""
    framework = origin.framework
    for name, role in framework.roles.items():
        # Scopes that are out leave the ratio of any two others: what holds with all of them holds.
        weights = effective_weights(framework, name) if role.headline else {}
        other, most = _heaviest_other(framework, weights, role.headline)
        for place, node in enumerate(role.headline):
            share = weights.get(node, 0.0)
            if share < most - _SLACK:
                params = {
                    "role": name,
                    "item": node,
                    "weight": percentage(share),
                    "other": other,
                    "most": percentage(most),
                }
                path = ("roles", name, "headline", place)
                yield origin.head.finding("DP166", path, {**params})


def _heaviest_other(
    framework: Framework, weights: Mapping[str, float], headline: tuple[str, ...]
) -> tuple[str, float]:
    others = {
        node: share
        for node, share in weights.items()
        if node not in headline and framework.by_id[node].nature != "safeguard"
    }
    other = max(others, key=others.__getitem__, default="")
    return other, others.get(other, 0.0)


def percentage(share: float) -> str:
    """A weight as it is told: two decimals, cut."""
    return f"{floor(share * 10_000 + _SLACK) / 100:.2f}%"
