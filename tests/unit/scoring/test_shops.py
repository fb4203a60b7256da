"""Figures of shops: which are due, which count, and what the rows of several come to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builders import DAY, area, assessment, evidence, framework, indicator, number, text
from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.scoring.case import make_case
from dpcap.scoring.counted_shops import ShopCounter, count_shops
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.evidence_cap import EvidenceCaps
from dpcap.scoring.evidence_changes import shown_by
from dpcap.scoring.score import score

POINTS = number({"by": "points", "points": [[0, 0], [100, 100]], "anchor": "illustrative"})
PROOF = {"ask": {"zh": "给", "en": "show"}}
NODES = tuple(f"AAA-1.{n}" for n in range(1, 11))
FEW = 60


def ours(nodes: tuple[str, ...] = NODES, **method: Any) -> Framework:
    asked = [indicator(node, POINTS, per="shop", evidence=PROOF) for node in nodes]
    return framework(area("AAA", asked), method=method)


def row(shop: str, value: float | None, *proof: str) -> dict[str, Any]:
    return {"shop": shop, "value": value, "evidence": list(proof)}


def folder(shops: int, rows: dict[str, list[dict[str, Any]]]) -> Assessment:
    return assessment(shops=shops, rows=rows, evidence={"e": evidence("e")})


def alike(shops: int, *each: tuple[float, int], nodes: tuple[str, ...] = NODES) -> Assessment:
    """Each shop with a value, a little other in each figure, and proof for so many of them."""
    rows = {
        node: [
            row(f"s{n}", value * (1 - ((place * (n + 3)) % 7) / 9), *["e"] * (place < proved))
            for n, (value, proved) in enumerate(each, 1)
        ]
        for place, node in enumerate(nodes)
    }
    return folder(shops, rows)


def listed(*shops: dict[str, Any], on: date = DAY, **more: Any) -> ManagerRecords:
    bound = [{"name": "shop", "gmv_wan": 1.0, **shop} for shop in shops]
    facts = {
        "schema": "dpcap/facts/1",
        "provider": "p1",
        "shops": {"source": "screen", "on": on, "bound": bound},
    }
    return ManagerRecords.model_validate({"facts": facts, **more})


def told(profile: Profile, code: str) -> list[dict[str, Any]]:
    return [one.params for one in profile.findings if one.code == code]


def of(profile: Profile, node: str = NODES[0]) -> Any:
    return next(one for one in profile.indicators() if one.id == node)


# ── which shops count ────────────────────────────────────────────────────────────────────────


def test_a_third_shop_without_one_figure_lifts_no_cap() -> None:
    two, third = alike(2, (100, 10), (90, 10)), alike(3, (100, 10), (90, 10))
    for given in (two, third):
        profile = score(ours(), given)
        assert (profile.shops.counted, profile.shops.cap) == (2, FEW)
        assert of(profile).proved <= FEW
    (found,) = told(score(ours(), third), "DP382")
    assert (found["shops"], found["number"], found["few"]) == ("s3", 2, 3)
    assert told(score(ours(), two), "DP382") == []  # nothing the provider could do


@pytest.mark.parametrize(("proved", "counts"), [(4, False), (5, True)])
def test_a_shop_counts_with_proof_for_half_of_its_rows(proved: int, counts: bool) -> None:
    profile = score(ours(), alike(3, (100, 10), (90, 10), (80, proved)))
    assert profile.shops.counted == 2 + counts
    assert profile.shops.cap == (100 if counts else FEW)
    assert [shop.counts for shop in profile.provider.shops] == [True, True, counts]


def test_counted_again_the_shops_stand_as_the_rows_then_do() -> None:
    """Rows that are others by now are looked through anew, those that are the same are not lost."""
    case = make_case(ours(), alike(3, (100, 10), (90, 10), (80, 5)))
    judged, counter = evaluate(case), ShopCounter(case)
    assert counter.count(judged).number == 3
    for node in NODES[:2]:
        was = judged[node]
        rows = tuple(row.model_copy(update={"kind": "declared"}) for row in was.shops)
        fewer = {**judged, node: was._replace(shops=rows)}
        assert counter.count(fewer) == count_shops(case, fewer)
        assert counter.count(fewer).number == 2
        assert counter.count(judged).number == 3


def test_rows_that_are_lacking_are_due_all_the_same() -> None:
    given = alike(3, (100, 10), (90, 10), (80, 10))
    fewer = {n: tuple(one for one in each if one.shop != "s3") for n, each in given.rows.items()}
    rows = {n: each if n in NODES[:4] else fewer[n] for n, each in given.rows.items()}
    profile = score(ours(), given.model_copy(update={"rows": rows}))
    assert profile.shops.counted == 2


def test_a_document_of_ones_own_is_proof_and_a_word_is_none() -> None:
    given = alike(3, (100, 10), (90, 10), (80, 10))
    for kind, number_ in (("own_document", 3), ("declared", 0)):
        pieces = {"e": {**evidence("e"), "kind": kind}}
        other = given.model_validate({**given.model_dump(by_alias=True), "evidence": pieces})
        assert score(ours(), other).shops.counted == number_


def test_what_the_manager_lists_counts_with_or_without_proof() -> None:
    given = alike(3, (100, 10), (90, 10), (80, 0))
    held = listed(*({"platform_id": f"s{n}"} for n in (1, 2, 3)))
    profile = score(ours(), given, records=held)
    assert (profile.shops.counted, profile.shops.cap) == (3, 100)
    assert all(shop.confirmed and shop.counts for shop in profile.provider.shops)
    two = score(ours(), given, records=listed({"platform_id": "s1"}, {"platform_id": "s2"}))
    assert (two.shops.counted, two.shops.cap) == (2, FEW)


# ── rows that nobody vouches for ─────────────────────────────────────────────────────────────


def test_a_row_without_proof_lowers_the_median_and_never_raises_it() -> None:
    one = (NODES[0],)
    proved = [row("s1", 10, "e"), row("s2", 30, "e")]
    rows = {"high": [*proved, row("s3", 100)], "low": [*proved, row("s3", 5)]}
    found = {
        name: of(score(ours(one, few_shops=0), folder(3, {one[0]: each})))
        for name, each in rows.items()
    }
    assert found["high"].proved == 20  # not 30, with the word's 40 for the third
    assert found["low"].proved == 10
    assert (found["high"].claimed, found["low"].claimed) == (30, 10)


def test_where_all_is_word_the_lowest_stands() -> None:
    given = folder(3, {NODES[0]: [row("s1", 10), row("s2", 30), row("s3", 90)]})
    assert of(score(ours((NODES[0],)), given)).proved == 10


# ── twins ────────────────────────────────────────────────────────────────────────────────────


def twins(factor: float, *, proof: int = 10) -> Assessment:
    given = alike(3, (90, 10), (70, 10))
    rows = {
        node: [
            *each,
            {
                **each[0].model_dump(),
                "shop": "s3",
                "value": each[0].value * factor,
                "evidence": each[0].evidence if place < proof else (),
            },
        ]
        for place, (node, each) in enumerate(given.rows.items())
    }
    return given.model_validate({**given.model_dump(by_alias=True), "rows": rows})


@pytest.mark.parametrize("factor", [1.0, 0.99, 1.01, 0.5])
def test_twins_are_told_and_count_once(factor: float) -> None:
    before, after = score(ours(), alike(2, (90, 10), (70, 10))), score(ours(), twins(factor))
    (found,) = told(after, "DP380")
    assert found["shops"] == "s1, s3"
    assert after.shops.counted == before.shops.counted == 2
    for was, now in zip(before.indicators(), after.indicators(), strict=True):
        assert now.proved <= was.proved
        assert now.claimed <= was.claimed
        assert sum(shop.valid for shop in now.shops) == 2
        lowest = min(now.shops[0].value, now.shops[2].value)
        kept = next(shop for shop in now.shops if shop.valid and shop.shop in ("s1", "s3"))
        assert kept.claimed == pytest.approx(lowest)


def test_of_twins_the_weaker_proof_counts() -> None:
    profile = score(ours(), twins(0.99, proof=0))
    assert profile.shops.counted == 1
    kept = next(shop for shop in of(profile).shops if shop.valid and shop.shop in ("s1", "s3"))
    assert kept.kind == "declared"


def test_a_twin_out_of_scope_takes_no_proof_from_the_other() -> None:
    fact = {"title": text("ships"), "kind": "boolean"}
    asked = [
        indicator(node, POINTS, per="shop", evidence=PROOF, scope=["ships"] if n > 8 else [])
        for n, node in enumerate(NODES, 1)
    ]
    scopes = {"ships": {"per": "shop"}}
    whole = framework(area("AAA", asked), scopes=scopes, facts={"ships": fact})
    said = {"value": True, "source": "page", "on": DAY, "without": ["s3"]}
    facts = {"schema": "dpcap/facts/1", "provider": "p1", "facts": {"ships": said}}
    case = make_case(
        whole, twins(0.99, proof=0), records=ManagerRecords.model_validate({"facts": facts})
    )
    judged = evaluate(case)
    last = judged[NODES[-1]]
    assert case.twins == ({"s1", "s3"},)
    assert [(one.out, one.kind) for one in last.shops if one.shop != "s2"] == [
        (False, "export"),
        (True, "declared"),
    ]
    found = shown_by(EvidenceCaps(case), case, judged, count_shops(case, judged), judged)
    assert found == pytest.approx({node: one.proved for node, one in judged.items()})


def test_a_few_equal_rows_are_no_sign() -> None:
    given = twins(1.0)
    rows = {n: each if n in NODES[:7] else each[:2] for n, each in given.rows.items()}
    assert make_case(ours(), given.model_copy(update={"rows": rows})).twins == ()
    half = {
        n: each if n in NODES[:4] else (*each[:2], _other(each[2]))
        for n, each in given.rows.items()
    }
    assert make_case(ours(), given.model_copy(update={"rows": half})).twins == ()


def _other(one: Any) -> Any:
    return one.model_copy(update={"value": one.value**1.7 + len(one.evidence)})


def test_the_manager_may_list_both_and_still_each_needs_rows_of_its_own() -> None:
    held = listed(*({"platform_id": f"s{n}"} for n in (1, 2, 3)))
    profile = score(ours(), twins(0.99), records=held)
    assert profile.shops.counted == 2
    assert min(shop.proved for shop in of(profile).shops) == 0


# ── the draw ─────────────────────────────────────────────────────────────────────────────────

QUARTER = {"quarter": "2026-Q4", "seed": "a long seed", "set_on": DAY}
MANY = tuple(
    {"platform_id": f"35{n:02}", "shop": f"s{n}", "gmv_wan": float(n)} for n in range(1, 13)
)


def many(filled: int, proof: str = "e") -> Assessment:
    rows = [row(f"s{n}", 10.0 * n % 97, proof) for n in range(1, filled + 1)]
    return folder(12, {NODES[0]: rows})


def drawn(given: Assessment, records: ManagerRecords | None) -> set[str]:
    case = make_case(ours((NODES[0],)), given, records=records)
    assert case.draw.state == "drawn"
    return {shop.id for shop in case.due}


def test_up_to_eight_all_are_due() -> None:
    given = folder(8, {})
    assert len(make_case(ours(), given).due) == 8
    assert make_case(ours(), given).draw.state == "all"


def test_the_largest_three_and_five_by_the_seed() -> None:
    found = drawn(many(12), listed(*MANY, draw=QUARTER))
    assert len(found) == 8
    assert {"s10", "s11", "s12"} <= found
    others = {
        frozenset(drawn(many(12), listed(*MANY, draw={**QUARTER, "seed": f"seed no {n}"})))
        for n in range(8)
    }
    assert len(others) > 1
    assert all({"s10", "s11", "s12"} <= one for one in others)


def test_all_quarter_the_same_shops_are_drawn() -> None:
    held = listed(*MANY, on=date(2026, 10, 1), draw={**QUARTER, "set_on": date(2026, 10, 1)})
    days = (date(2026, 10, 1), date(2026, 11, 3), date(2026, 12, 31))
    found = {
        frozenset(drawn(many(12).model_copy(update={"assessed_on": day}), held)) for day in days
    }
    assert len(found) == 1


@pytest.mark.parametrize(
    ("records", "why"),
    [
        (None, "no_list"),
        (ManagerRecords.model_validate({"draw": QUARTER}), "no_list"),
        (listed(*MANY), "no_seed"),
        (listed(*MANY, draw={**QUARTER, "quarter": "2026-Q3"}), "no_seed"),
        (listed(*MANY[:-1], {**MANY[-1], "gmv_wan": None}, draw=QUARTER), "no_gmv"),
        (listed(*MANY, draw={**QUARTER, "set_on": date(2026, 11, 19)}), "early_seed"),
    ],
)
def test_without_list_gmv_or_a_seed_set_after_it_the_draw_is_pending(
    records: ManagerRecords | None, why: str
) -> None:
    profile = score(ours((NODES[0],)), many(12), records=records)
    assert (profile.shops.draw, profile.shops.why, profile.shops.rows) == ("pending", why, 8)
    assert profile.shops.cap == 80
    assert of(profile).proved <= 80
    (found,) = told(profile, "DP383")
    assert (found["number"], found["most"], found["cap"]) == (12, 8, "80")


def test_while_it_is_pending_any_eight_may_be_filled_and_the_rest_counts_0() -> None:
    ours_ = ours((NODES[0],))
    values = [90.0, 90.0, 90.0, 90.0, 90.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0]

    def proved(*which: int) -> float:
        rows = [row(f"s{n + 1}", values[n], "e") for n in which]
        return float(of(score(ours_, folder(12, {NODES[0]: rows}))).proved)

    assert proved(*range(8)) == 80  # capped
    assert proved(0, 1, 2, 5, 6, 7, 8, 9) == 10
    assert proved(0, 1, 2, 3) == 45  # four of eight lack
    assert proved(0, 1, 2) == 0
    assert proved(*range(12)) == 80  # whoever fills more loses nothing by it


def test_a_shop_of_the_managers_that_is_not_typed_may_be_drawn() -> None:
    held = listed(*MANY, {"platform_id": "9999", "gmv_wan": 500.0}, draw=QUARTER)
    profile = score(ours((NODES[0],)), many(12), records=held)
    assert "9999" in {shop.id for shop in profile.provider.shops if shop.due}
    assert next(one for one in of(profile).shops if one.shop == "9999").proved == 0


KINDS = {**PROOF, "kinds": ["export"]}


def test_what_is_said_of_one_piece_is_one_finding_that_names_the_shops() -> None:
    asked = [indicator(node, POINTS, per="shop", evidence=KINDS) for node in NODES[:2]]
    used = framework(area("AAA", asked))
    rows = {node: [row(f"s{n}", 50 + n, "e") for n in range(1, 10)] for node in NODES[:2]}
    given = assessment(shops=9, rows=rows, evidence={"e": evidence("e", "screenshot")})
    told = [one for one in score(used, given).findings if one.code == "DP347"]
    assert [one.node for one in told] == [*NODES[:2]]
    assert told[0].params["evidence"] == "e"
    due = int(told[0].params["rows"])
    assert due > 1
    assert told[0].params["rows_of"] == ", ".join(f"s{n}" for n in range(1, due + 1)[:6])
    assert "s1、s2" in told[0].message("zh")
    assert "This holds for" in told[0].message("en")


def test_what_is_said_of_one_shop_names_no_others() -> None:
    used = framework(area("AAA", [indicator(NODES[0], POINTS, per="shop", evidence=KINDS)]))
    rows = {NODES[0]: [row("s1", 50, "e"), row("s2", 60)]}
    given = assessment(shops=2, rows=rows, evidence={"e": evidence("e", "screenshot")})
    (told,) = [one for one in score(used, given).findings if one.code == "DP347"]
    assert "rows_of" not in told.params
    assert "This holds" not in told.message("en")
