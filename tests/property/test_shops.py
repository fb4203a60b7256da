"""The laws of shops: nothing that a provider types about them raises what it proves."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.model.assessment import Assessment, Shop, ShopRow
from dpcap.model.framework import Framework
from dpcap.model.manager import BoundShop, BoundShops, ManagerFacts, ManagerRecords, ShopDraw
from dpcap.model.profile import Profile
from dpcap.scoring.case import make_case
from dpcap.scoring.score import score
from dpcap.scoring.shop_twins import LEAST
from laws import EPS, nodes_of, not_above
from locations import PROVIDERS, QUESTIONNAIRES
from manager_drawn import manager_facts
from profiles import DAY, Draw, Wish, shipped
from strategies import cases, replies

Drawn = tuple[Framework, Assessment, ManagerRecords | None]
INVENTED = "invented"


def renamed(given_: Assessment, names: dict[str, str], order: random.Random) -> Assessment:
    """*given_* with its shops under other *names*, all of them in another order."""
    provider = given_.provider
    shops = [shop.model_copy(update={"id": names[shop.id]}) for shop in provider.shops]
    order.shuffle(shops)
    rows: dict[str, tuple[ShopRow, ...]] = {}
    for node, each in given_.rows.items():
        moved = [row.model_copy(update={"shop": names[row.shop]}) for row in each]
        order.shuffle(moved)
        rows[node] = tuple(moved)
    changed = {"provider": provider.model_copy(update={"shops": tuple(shops)}), "rows": rows}
    return given_.model_copy(update=changed)


def also_renamed(held: ManagerRecords | None, names: dict[str, str]) -> ManagerRecords | None:
    """*held*, which tells the shops' names, so renamed; rulings on the rows are left out."""
    if held is None:
        return None
    without = held.model_copy(
        update={"review": held.review and held.review.model_copy(update={"indicators": {}})}
    )
    facts = held.facts
    if facts is None or facts.shops is None:
        return without
    bound = tuple(
        one.model_copy(update={"shop": names.get(one.id, one.shop)}) for one in facts.shops.bound
    )
    listed = facts.shops.model_copy(update={"bound": bound})
    return without.model_copy(update={"facts": facts.model_copy(update={"shops": listed})})


def new_names(given_: Assessment, order: random.Random) -> dict[str, str]:
    ids = [shop.id for shop in given_.provider.shops]
    fresh = [f"n{n}" for n in range(len(ids))]
    order.shuffle(fresh)
    return dict(zip(ids, fresh, strict=True))


def assert_same_scores(before: Profile, after: Profile) -> None:
    for was, now in zip(nodes_of(before), nodes_of(after), strict=True):
        for name in ("claimed", "proved", "claimed_ceiling", "proved_ceiling", "coverage"):
            one, other = getattr(was, name), getattr(now, name)
            assert one == other or abs(one - other) < EPS, (was.id, name)
    assert before.shops == after.shops


@settings(max_examples=200)
@given(cases(), st.randoms(use_true_random=False))
def test_names_and_order_of_shops_change_nothing(drawn: Drawn, order: random.Random) -> None:
    framework, given_, held = drawn
    names = new_names(given_, order)
    before = score(framework, given_, records=also_renamed(held, {}))
    after = score(framework, renamed(given_, names, order), records=also_renamed(held, names))
    assert_same_scores(before, after)


def with_shop(given_: Assessment, rows: dict[str, ShopRow]) -> Assessment:
    provider = given_.provider
    shops = (*provider.shops, Shop(id=INVENTED, name="invented"))
    each = {n: (*given_.rows.get(n, ()), row) for n, row in rows.items()}
    return given_.model_copy(
        update={
            "provider": provider.model_copy(update={"shops": shops}),
            "rows": {**given_.rows, **each},
        }
    )


def asks_by_shops(framework: Framework) -> bool:
    """Whether questions hang on what shops have: then one more shop asks other questions."""
    return any(framework.by_id[node].per == "shop" for node in framework.outline.dependants)


def assert_raises_nothing(before: Profile, after: Profile, *, claimed: bool) -> None:
    for was, now in zip(nodes_of(before), nodes_of(after), strict=True):
        assert not_above(now.proved, was.proved), now.id
        if claimed:
            assert not_above(now.claimed, was.claimed), now.id


@settings(max_examples=300)
@given(cases(), st.data())
def test_an_invented_shop_without_proof_raises_nothing_proved(
    drawn: Drawn, data: st.DataObject
) -> None:
    framework, given_, held = drawn
    assume(given_.provider.shops and not asks_by_shops(framework))
    rows: dict[str, ShopRow] = {}
    for node, indicator in framework.by_id.items():
        if indicator.per == "shop" and data.draw(st.integers(0, 3)):
            reply: dict[str, Any] = {**data.draw(replies(indicator)), "evidence": ()}
            rows[node] = ShopRow.model_validate({"shop": INVENTED, **reply})
    held = also_renamed(held, {})
    before = score(framework, given_, records=held)
    after = score(framework, with_shop(given_, rows), records=held)
    assert_raises_nothing(before, after, claimed=not rows)


@settings(max_examples=100)
@given(cases(), st.data())
def test_a_shop_that_the_manager_does_not_list_is_none(drawn: Drawn, data: st.DataObject) -> None:
    framework, given_, held = drawn
    facts = data.draw(manager_facts(given_, lists=True))
    held = (held or ManagerRecords()).model_copy(update={"facts": facts})
    rows = {
        node: each[0].model_copy(update={"shop": INVENTED, "value": 100.0})
        for node, each in given_.rows.items()
        if each
    }
    held = also_renamed(held, {})
    before = score(framework, given_, records=held)
    assert_same_scores(before, score(framework, with_shop(given_, rows), records=held))


def copied(given_: Assessment, shop: str, factor: float) -> dict[str, ShopRow]:
    """The rows of *shop* for the invented one, their numbers times *factor*, proof and all."""
    found: dict[str, ShopRow] = {}
    for node, each in given_.rows.items():
        for row in each:
            if row.shop == shop and isinstance(row.value, int | float):
                value = round(row.value * factor, 4)
                found[node] = row.model_copy(update={"shop": INVENTED, "value": value})
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10_000), st.floats(0.9, 1.1), st.integers(1, 10), st.floats(0.3, 1), st.data()
)
def test_a_copy_of_a_shop_raises_nothing(
    seed: int, factor: float, shops: int, proof: float, data: st.DataObject
) -> None:
    """Over the shipped questions; with the proof of the shop that it copies."""
    given_ = Draw(shipped(), Wish(seed=seed, shops=shops, proof=proof, answered=0.8)).assessment()
    shop = data.draw(st.sampled_from([one.id for one in given_.provider.shops]))
    rows = copied(given_, shop, factor)
    assume(len(rows) >= LEAST)
    before, after = score(shipped(), given_), score(shipped(), with_shop(given_, rows))
    assert_raises_nothing(before, after, claimed=True)


@pytest.mark.parametrize("folder", sorted(PROVIDERS.iterdir()), ids=lambda folder: folder.name)
def test_a_copy_raises_nothing_for_any_example(folder: Any) -> None:
    framework = load_framework(QUESTIONNAIRES)
    given_ = load_assessment(folder, framework)
    before = score(framework, given_)
    assert make_case(framework, given_).twins == ()
    for shop in given_.provider.shops:
        rows = copied(given_, shop.id, 0.99)
        if len(rows) < LEAST:
            continue
        after = score(framework, with_shop(given_, rows))
        assert_raises_nothing(before, after, claimed=True)
        assert [one for one in after.findings if one.code == "DP380"], shop.id


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 8), st.floats(0.2, 0.95))
def test_honest_shops_are_no_twins(seed: int, shops: int, good: float) -> None:
    given_ = Draw(shipped(), Wish(seed=seed, shops=shops, good=good)).assessment()
    assert make_case(shipped(), given_).twins == ()


def listed(given_: Assessment, *, seed: str | None = "a long seed") -> ManagerRecords:
    """The manager's list of all shops of *given_*, by ids of its own, and the seed of a draw."""
    bound = tuple(
        BoundShop(platform_id=f"35{n}", shop=shop.id, name=shop.name, gmv_wan=float(n % 7))
        for n, shop in enumerate(sorted(given_.provider.shops, key=lambda one: one.name))
    )
    facts = ManagerFacts(
        schema_="dpcap/facts/1",
        provider=given_.provider.id,
        shops=BoundShops(source="screen", on=DAY, bound=bound),
    )
    draw = ShopDraw(quarter="2026-Q4", seed=seed, set_on=DAY) if seed else None
    return ManagerRecords(facts=facts, draw=draw)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_sixteen_shops_cannot_be_ground_by_renaming(seed: int, mixed: int) -> None:
    """Neither while the draw is pending nor once there is a seed, and pending proves no more."""
    framework, order = shipped(), random.Random(mixed)
    given_ = Draw(framework, Wish(seed=seed, shops=16, proof=0.9)).assessment()
    pending, drawn = score(framework, given_), score(framework, given_, records=listed(given_))
    assert (pending.shops.draw, drawn.shops.draw) == ("pending", "drawn")
    names = new_names(given_, order)
    other, held = renamed(given_, names, order), listed(given_)
    assert_same_scores(pending, score(framework, other))
    assert_same_scores(drawn, score(framework, other, records=also_renamed(held, names)))
    per_shop = {node for node, one in framework.by_id.items() if one.per == "shop"}
    cap = framework.method.own_draw_cap
    for node in nodes_of(pending):
        assert node.id not in per_shop or (node.proved or 0.0) <= cap + EPS
