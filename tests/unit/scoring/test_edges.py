"""Edges of the method: marks that are just met, weights of nothing, rows that do not count."""

from __future__ import annotations

import pytest

from builders import area, assessment, framework, indicator, number, text
from dpcap.model.framework import Aggregation, PowerMean
from dpcap.scoring.aggregate import aggregate
from dpcap.scoring.score import score
from dpcap.scoring.shop_twins import TwinSearch

POINTS = {"by": "points", "points": [[0, 0], [100, 100]], "anchor": "illustrative"}


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("geometric", 10.0),
        ("harmonic", 2 / (1 + 1 / 100)),
        (PowerMean(power=-2.0), (2 / (1 + 1 / 100**2)) ** 0.5),
    ],
)
def test_a_zero_counts_as_one_where_it_would_erase_the_rest(
    how: Aggregation, expected: float
) -> None:
    assert aggregate([1.0, 1.0], [0.0, 100.0], how) == pytest.approx(expected)
    assert aggregate([1.0, 1.0], [0.5, 100.0], how) == pytest.approx(expected)
    assert aggregate([1.0, 1.0], [0.0, 0.0], how) == 0.0


def test_a_zero_stays_one_where_it_erases_nothing() -> None:
    assert aggregate([1.0, 1.0], [0.0, 100.0], PowerMean(power=0.5)) == pytest.approx(25.0)


@pytest.mark.parametrize("weight", [0.1, 1.0, 3.0], ids="{} each".format)
@pytest.mark.parametrize(("answered", "graded"), [(7, True), (6, False)])
def test_exactly_the_coverage_asked_is_graded(answered: int, graded: bool, weight: float) -> None:
    inside = [indicator(f"AAA-1.{n}", weight=weight) for n in range(1, 11)]
    given = assessment({f"AAA-1.{n}": True for n in range(1, answered + 1)})
    overall = score(framework(area("AAA", inside)), given).overall
    assert overall.coverage == pytest.approx(answered / 10)
    assert overall.level.proved.graded is graded
    assert (overall.level.proved.id is not None) is graded


def test_an_area_that_weighs_nothing_holds_no_critical_indicator() -> None:
    ours = framework(
        area("AAA", [indicator("AAA-1.1")]),
        area("BBB", [indicator("BBB-1.1", critical=True)]),
        roles={
            name: {"title": text(name), "weights": {"aaa": 1.0, "bbb": weight}}
            for name, weight in (("one", 0.0), ("two", 0.05))
        },
    )
    given = assessment({"AAA-1.1": True, "BBB-1.1": False})
    free, held = (score(ours, given, role=role).overall for role in ("one", "two"))
    assert (free.critical.asked, free.level.proved.id) == (0, "L3")
    assert (held.critical.asked, held.level.proved.id) == (1, "L2")


def test_a_row_that_does_not_count_is_no_claim_that_could_contradict_another() -> None:
    scale = number(POINTS, plausible=[0.0, 100.0])
    ours = framework(
        area("AAA", [indicator("AAA-1.1", scale, per="shop")]),
        consistency=[
            {"id": "C-1", "each": "shop", "conflict": "AAA_1_1 > 90.0", "message": text("clash")}
        ],
    )
    rows = [{"shop": "s1", "value": 95.0}, {"shop": "s2", "value": 950.0}]
    found = score(ours, assessment(shops=2, rows={"AAA-1.1": rows})).findings
    clashes = [one.params["message_en"] for one in found if one.code == "DP501"]
    unchecked = [one.params["names"] for one in found if one.code == "DP502"]
    assert (clashes, unchecked) == (["clash [s1]"], ["AAA-1.1@s2"])


def test_what_many_shops_lack_for_one_rule_is_one_finding_that_names_each() -> None:
    scale = number(POINTS, plausible=[0.0, 100.0])
    ours = framework(
        area("AAA", [indicator(f"AAA-{n}.1", scale, per="shop") for n in (1, 2)]),
        consistency=[
            {
                "id": "C-1",
                "each": "shop",
                "conflict": "AAA_1_1 > AAA_2_1 + 80.0",
                "message": text("clash"),
            }
        ],
    )
    rows = {
        "AAA-1.1": [{"shop": "s1", "value": 95.0}, {"shop": "s2", "value": 95.0}],
        "AAA-2.1": [{"shop": "s1", "value": 5.0}],
    }
    found = score(ours, assessment(shops=3, rows=rows)).findings
    told = [one.params for one in found if one.code in ("DP501", "DP502")]
    assert [one.get("names", one.get("message_en")) for one in told] == [
        "clash [s1]",
        "AAA-1.1@s3, AAA-2.1@s2, AAA-2.1@s3",
    ]


def test_too_much_n_a_in_an_area_bars_the_mark_that_is_asked_of_it() -> None:
    """Of all answers little is N/A, of the second area all but one."""
    closed = {"not_applicable": "closed"}
    first = [indicator(f"AAA-1.{n}") for n in range(1, 10)]
    second = [indicator(f"BBB-1.{n}", not_applicable=["closed"]) for n in (1, 2)]
    answers = {**{one["id"]: True for one in first}, "BBB-1.1": True, "BBB-1.2": closed}
    roles = {"one": {"title": text("one"), "weights": {"aaa": 9.0, "bbb": 1.0}}}
    of = framework(area("AAA", first), area("BBB", second), roles=roles)
    level = score(of, assessment(answers)).overall.level.proved
    assert level.id == "L2"
    assert [(one.rule, one.nodes) for one in level.blocked] == [("not_applicable", ("bbb",))]


def test_shops_are_twins_from_the_last_figure_that_is_alike() -> None:
    pairs = {("a", "b"): 0.0, ("b", "c"): -1.0, ("c", "d"): 1.0}
    assert TwinSearch({}, pairs).groups == (frozenset("abc"),)
