"""Figures of shops: what the profile joined, and why a step moved one."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import Any

import pytest

from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.model.trace import IndicatorNode, ShopScore
from dpcap.model.trend import KpiStep
from dpcap.scoring.trend_course import JudgedProfile, kpi_steps, shop_kpis
from profiles import shipped
from scored_examples import example

NODE = "LIV-4.1"
Edit = Callable[[IndicatorNode], IndicatorNode]


def judged() -> JudgedProfile:
    return JudgedProfile(example("lanxing"), shipped())


def node_of(profile: Profile, name: str = NODE) -> IndicatorNode:
    return next(one for one in profile.indicators() if one.id == name)


def edited(edit: Edit) -> JudgedProfile:
    """Lanxing with one of its nodes changed."""
    profile = example("lanxing")
    areas = [
        area.model_copy(
            update={
                "dimensions": tuple(
                    dimension.model_copy(
                        update={
                            "indicators": tuple(
                                edit(one) if one.id == NODE else one for one in dimension.indicators
                            )
                        }
                    )
                    for dimension in area.dimensions
                )
            }
        )
        for area in profile.areas
    ]
    return JudgedProfile(profile.model_copy(update={"areas": tuple(areas)}), shipped())


def first_shop(**update: Any) -> Edit:
    def edit(node: IndicatorNode) -> IndicatorNode:
        first, *others = node.shops
        return node.model_copy(update={"shops": (first.model_copy(update=update), *others)})

    return edit


def test_each_is_what_the_profile_says_of_it() -> None:
    found = {one.id: one for one in shop_kpis(judged())}
    node = node_of(example("lanxing"))
    kpi = found[NODE]
    assert (kpi.value, kpi.proved) == (node.value, node.proved)
    assert kpi.shops == sum(row.valid for row in node.shops) > 1
    assert kpi.peers == median(row.against for row in node.shops if row.against is not None)
    assert kpi.unit == shipped().by_id[NODE].scale.unit  # type: ignore[union-attr]
    asked = [one.id for *_, one in shipped().walk()]
    assert [*found] == [name for name in asked if name in found]


def test_a_peer_figure_of_the_whole_is_told_before_those_of_the_shops() -> None:
    whole = edited(lambda node: node.model_copy(update={"peer": 99.0}))
    (kpi,) = (one for one in shop_kpis(whole) if one.id == NODE)
    assert kpi.peers == 99.0


def test_what_is_not_asked_per_shop_is_none_of_them() -> None:
    found = {one.id for one in shop_kpis(judged())}
    assert all(shipped().by_id[name].per == "shop" for name in found)
    counted = first_shop(valid=False)
    (kpi,) = (one for one in shop_kpis(edited(counted)) if one.id == NODE)
    assert kpi.shops == len(node_of(example("lanxing")).shops) - 1


@pytest.mark.parametrize(
    ("edit", "causes"),
    [
        (first_shop(value=99.0), ("figures",)),
        (first_shop(held_peer=99.0), ("peers",)),
        (first_shop(held_benchmark=99.0), ("peers",)),
        (first_shop(kind="declared"), ("proof",)),
        (first_shop(valid=False), ("shops",)),
        (first_shop(shop="another"), ("shops",)),
        (first_shop(value=99.0, held_peer=99.0), ("peers", "figures")),
        (lambda node: node.model_copy(update={"peer": 99.0}), ("peers",)),
        (lambda node: node.model_copy(update={"proved": 1.0}), ("proof",)),
    ],
)
def test_a_step_names_what_moved_it(edit: Edit, causes: tuple[str, ...]) -> None:
    assert kpi_steps(judged(), edited(edit)) == (KpiStep(id=NODE, causes=causes),)  # type: ignore[arg-type]


def test_what_stays_is_no_step() -> None:
    assert kpi_steps(judged(), judged()) == ()
    assert node_of(example("lanxing")).shops[0].held_peer is not None
    assert kpi_steps(judged(), edited(first_shop(peer=99.0))) == ()


def other_framework(**update: Any) -> Framework:
    """The shipped framework with one question asked otherwise."""
    whole = shipped()
    other: Framework = whole.model_copy()
    spec = whole.by_id[NODE].model_copy(update=update)
    other.__dict__["by_id"] = {**whole.by_id, NODE: spec}
    return other


def test_another_reading_is_the_rulers_another_wording_is_not() -> None:
    minimum = JudgedProfile(example("lanxing"), other_framework(across="min"))
    assert kpi_steps(judged(), minimum) == (KpiStep(id=NODE, causes=("framework",)),)
    titled = JudgedProfile(example("lanxing"), other_framework(weight=3.0))
    assert kpi_steps(judged(), titled) == ()


def test_the_rows_are_held_by_their_shops_not_by_their_places() -> None:
    turned = edited(lambda node: node.model_copy(update={"shops": node.shops[::-1]}))
    assert kpi_steps(judged(), turned) == ()
    assert all(isinstance(one, ShopScore) for one in node_of(turned.profile).shops)
