"""Figures of shops over batches: what all shops come to, and what each step of it came from.

The figure of all shops is the profile's own; nothing is joined here a second time but the figures
of peers, by their median, as the profile's page shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from dpcap.model.assessment import figure_of
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.model.scale import Figure
from dpcap.model.trace import IndicatorNode, ShopScore
from dpcap.model.trend import KpiCause, KpiStep, ShopKpi


class JudgedProfile(NamedTuple):
    """A profile and the framework it was judged by."""

    profile: Profile
    framework: Framework


def shop_kpis(judged: JudgedProfile) -> tuple[ShopKpi, ...]:
    """Each figure that is asked per shop and that a shop has, in the order asked."""
    return tuple(
        ShopKpi(
            id=node.id,
            value=figure_of(node.value),
            unit=scale.unit,
            shops=sum(row.valid for row in node.shops),
            peers=_peers(node),
            proved=node.proved,
        )
        for node, scale in _asked(judged)
    )


def kpi_steps(before: JudgedProfile, after: JudgedProfile) -> tuple[KpiStep, ...]:
    """Why each figure that both have, or its score, is another one; the same ones are left out.

    A question is followed by its id.
    """
    was = {node.id: node for node, _ in _asked(before)}
    found = []
    for node, _ in _asked(after):
        if node.id in was:
            otherwise = _is_read_otherwise(node.id, before.framework, after.framework)
            causes = _causes(was[node.id], node, otherwise=otherwise)
            if causes:
                found.append(KpiStep(id=node.id, causes=causes))
    return tuple(found)


def _asked(judged: JudgedProfile) -> Iterator[tuple[IndicatorNode, Figure]]:
    for node in judged.profile.indicators():
        spec = judged.framework.by_id.get(node.id)
        if spec is None or spec.per != "shop" or not isinstance(spec.scale, Figure):
            continue
        if any(row.valid for row in node.shops):
            yield node, spec.scale


def _peers(node: IndicatorNode) -> float | None:
    """The peer figure of *node*, else the middle of its shops'."""
    if node.against is not None:
        return node.against
    known = [row.against for row in node.shops if row.valid and row.against is not None]
    return median(known) if known else None


def _is_read_otherwise(node: str, before: Framework, after: Framework) -> bool:
    """Whether an answer to *node* is read or scored in another way than before."""
    was, now = before.by_id[node], after.by_id[node]
    return (was.scale, was.across, was.pass_mark) != (now.scale, now.across, now.pass_mark)


def _causes(was: IndicatorNode, now: IndicatorNode, *, otherwise: bool) -> tuple[KpiCause, ...]:
    old, new = _valid(was), _valid(now)
    both = [(old[shop], new[shop]) for shop in old if shop in new]
    told: dict[KpiCause, bool] = {
        "framework": otherwise,
        "peers": _against(was) != _against(now)
        or any(_against(one) != _against(other) for one, other in both),
        "figures": any(one.value != other.value for one, other in both),
        "shops": old.keys() != new.keys(),
        "proof": any(one.kind != other.kind for one, other in both),
    }
    if was.proved != now.proved and not any(told.values()):
        told["proof"] = True
    return tuple(cause for cause, is_so in told.items() if is_so)


def _valid(node: IndicatorNode) -> dict[str, ShopScore]:
    return {row.shop: row for row in node.shops if row.valid}


def _against(one: IndicatorNode | ShopScore) -> tuple[float | None, float | None]:
    return one.against, one.best_peers
