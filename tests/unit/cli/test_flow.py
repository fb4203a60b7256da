# ruff: noqa: E501 - files written in tests have long lines
"""The road of an interview: what is due, what comes next, the way back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dpcap.cli.interview import flow
from dpcap.cli.interview.flow import Item, View, Walk
from dpcap.cli.interview.implausible import peer_problem
from dpcap.cli.interview.keys import offered
from dpcap.cli.interview.provider_files import ProviderFiles
from dpcap.cli.interview.reading import Misread, pick, tidy, wants_proof
from dpcap.cli.interview.scale_prompt import read_typed
from dpcap.cli.interview.words import WORDS
from dpcap.model.assessment import Answer
from dpcap.model.indicator import Indicator
from small_framework import framework, write_folder

HEAD = (
    "schema: dpcap/answers/1\nassessed_on: 2026-11-20\ndefaults: {period: 2026-10, basis: paid}\n"
)
SHOPS = [Item("FIG-1.1", "s1"), Item("FIG-1.1", "s2")]


def sit(
    tmp_path: Path, answers: str = "answers:\n", kpis: str | None = None, area: str | None = None
) -> tuple[View, tuple[Item, ...]]:
    folder = write_folder(tmp_path, HEAD + answers)
    if kpis:
        (folder / "kpis.csv").write_text(kpis, "utf-8")
    provider_files = ProviderFiles(folder, framework(), role=None, core=False)
    view = provider_files.look()
    return view, flow.road(view, provider_files.asked(), area)


def test_road_goes_shop_after_shop(tmp_path: Path) -> None:
    _, way = sit(tmp_path)
    assert [item.node for item in way][:5] == [
        "WRK-1.1",
        "WRK-1.2",
        "WRK-1.3",
        "WRK-2.1",
        "WRK-2.2",
    ]
    assert list(way[5:7]) == SHOPS
    assert sit(tmp_path, area="figures")[1][0] == SHOPS[0]


def test_condition_takes_a_question_out(tmp_path: Path) -> None:
    assert Item("WRK-2.2") not in sit(tmp_path, "answers: {WRK-1.2: false}\n")[1]
    assert Item("WRK-2.2") in sit(tmp_path, "answers: {WRK-1.2: true}\n")[1]


@pytest.mark.parametrize(
    ("node", "answer", "why"),
    [
        ("WRK-1.1", "3", None),
        ("WRK-1.1", "{note: x}", "new"),
        ("WRK-1.1", "{unknown: true}", None),
        ("WRK-1.3", "{not_applicable: closed}", None),
        ("FIG-1.2", "20", None),
        ("FIG-1.2", "99", "open"),
        ("FIG-1.2", "{value: 20, period: 2026-06}", "period"),
        ("WRK-2.2", "3", None),
    ],
)
def test_due(tmp_path: Path, node: Any, answer: Any, why: Any) -> None:
    view, _ = sit(tmp_path, f"answers: {{{node}: {answer}}}\n")
    assert flow.due(view, Item(node)) == why


def test_due_by_shop(tmp_path: Path) -> None:
    view, _ = sit(tmp_path, kpis="shop,indicator,value,peer\ns1,FIG-1.1,2,1\ns2,FIG-1.1,2,\n")
    assert [flow.due(view, item) for item in SHOPS] == [None, "open"]


def test_lapsed_proof_is_due_unless_other_proof_holds(tmp_path: Path) -> None:
    links = "evidence:\n  a: {kind: public_link, url: 'https://a.cn', captured_on: 2026-01-01}\n  b: {kind: public_link, url: 'https://b.cn', captured_on: 2026-11-01}\n"
    view, _ = sit(
        tmp_path,
        links
        + "answers: {WRK-1.1: {value: 4, evidence: [a]}, WRK-1.3: {value: [a], evidence: [a, b]}}\n",
    )
    assert flow.due(view, Item("WRK-1.1")) == "lapsed"
    assert flow.due(view, Item("WRK-1.3")) is None


def test_walk(tmp_path: Path) -> None:
    view, way = sit(tmp_path)
    first = flow.next_item(view, way, Walk())
    assert first == Item("WRK-1.1")
    walk = Walk().on(first, skipped=True)
    second = flow.next_item(view, way, walk)
    assert second == Item("WRK-1.2")
    walk, before = walk.back()
    assert before == first
    assert walk.back() == (walk, None)
    assert flow.next_item(view, way, walk.on(first)) == second
    assert walk.on(first).skipped == frozenset()


def test_left_and_settled(tmp_path: Path) -> None:
    view, way = sit(tmp_path, "answers: {WRK-1.1: 3, WRK-1.2: {unknown: true}}\n")
    assert flow.left(view, way, Walk()) == (7, 14.0)
    assert flow.settled(view, way, Walk()) == {"work": (Item("WRK-1.1"), Item("WRK-1.2"))}
    assert flow.settled(view, way, Walk().on(Item("WRK-1.1"))) == {"work": (Item("WRK-1.2"),)}


def test_whole_dimension(tmp_path: Path) -> None:
    view, way = sit(tmp_path, "answers: {WRK-1.1: 3}\n")
    assert flow.undone(view, way, Item("WRK-1.2")) == (
        (Item("WRK-1.2"), False),
        (Item("WRK-1.3"), ["none"]),
    )
    assert flow.undone(view, way, Item("WRK-2.1")) == ((Item("WRK-2.1"), "x"), (Item("WRK-2.2"), 0))
    assert flow.undone(view, way, SHOPS[0]) == ()


def test_period_lapses_with_its_proof() -> None:
    indicator = framework().by_id["FIG-1.2"]
    reply = Answer(value=1.0, envelope={"period": "2026-08"})
    assert not flow.period_lapsed(indicator, reply, date(2026, 11, 29))
    assert flow.period_lapsed(indicator, reply, date(2026, 11, 30))
    assert not flow.period_lapsed(indicator, Answer(value=1.0), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("node", "typed", "value", "peer"),
    [
        ("WRK-1.1", "3", 3, None),
        ("WRK-1.2", "是", True, None),
        ("WRK-1.2", "0", False, None),
        ("WRK-1.3", "1 3", ["a", "c"], None),
        ("WRK-1.3", "2，1", ["b", "a"], None),
        ("WRK-1.3", "0", ["none"], None),
        ("WRK-2.1", "2", "y", None),
        ("WRK-2.1", "z", "z", None),
        ("FIG-1.1", "2.6/2.1", 2.6, 2.1),
        ("FIG-1.1", "1,234.5", 1234.5, None),
        ("FIG-1.2", "１２．５", 12.5, None),
        ("FIG-1.3", "40 12 3", {"promoters": 40, "passives": 12, "detractors": 3}, None),
    ],
)
def test_typed_answers(node: Any, typed: Any, value: Any, peer: Any) -> None:
    assert read_typed(tidy(typed), framework().by_id[node].scale) == (value, peer, None)


@pytest.mark.parametrize(
    ("node", "typed"),
    [
        ("WRK-1.1", "6"),
        ("WRK-1.1", "x"),
        ("WRK-1.2", "2"),
        ("WRK-1.3", "1 1"),
        ("WRK-1.3", "4"),
        ("WRK-2.1", "0"),
        ("FIG-1.2", "many"),
        ("FIG-1.3", "1 x"),
    ],
)
def test_misread(node: Any, typed: Any) -> None:
    with pytest.raises(Misread):
        read_typed(typed, framework().by_id[node].scale)


def test_proof_after_an_answer() -> None:
    assert wants_proof("4 e") == ("4", True)
    assert wants_proof("40") == ("40", False)
    with pytest.raises(Misread):
        pick("3", ["a", "b"])


def test_words_fill_alike_in_both_languages() -> None:
    for key, both in WORDS.items():
        fields = [{re.split("[:}]", part)[0] for part in text.split("{")[1:]} for text in both]
        assert fields[0] == fields[1], key


def test_while_the_draw_is_pending_any_bound_shop_may_be_filled_until_eight_are(
    tmp_path: Path,
) -> None:
    shops = "".join(f"  - {{id: s{n}, name: 店{n}}}\n" for n in range(1, 11))
    provider = (
        f"schema: dpcap/provider/1\nid: blue\nname: {{zh: 蓝星}}\nrole: full\nshops:\n{shops}"
    )
    folder = write_folder(tmp_path, HEAD + "answers:\n", provider)

    def due(*filled: int) -> list[str | None]:
        rows = "".join(f"s{n},FIG-1.1,{10 + 3 * n},10\n" for n in filled)
        (folder / "kpis.csv").write_text(f"shop,indicator,value,peer\n{rows}", "utf-8")
        provider_files = ProviderFiles(folder, framework(), role=None, core=False)
        view = provider_files.look()
        way = flow.road(view, provider_files.asked(), "figures")
        assert view.enough == 8
        assert sum(item.node == "FIG-1.1" for item in way) == 10
        return [item.shop for item in way if item.node == "FIG-1.1" and flow.due(view, item)]

    assert due(1, 2) == [f"s{n}" for n in range(3, 11)]
    assert due(*range(3, 11)) == []
    assert due(*range(3, 10)) == ["s1", "s2", "s10"]


def test_the_bar_offers_only_what_works(tmp_path: Path) -> None:
    view, way = sit(tmp_path)
    first, boxes = Item("WRK-1.1"), Item("WRK-1.3")
    assert offered(view, way, first, Walk()) == tuple("sudetp?q")
    assert offered(view, way, boxes, Walk().on(first)) == tuple("bsundetp?q")
    figure = SHOPS[0]  # which has no lowest answer
    assert "d" not in offered(view, [figure], figure, Walk())


def test_while_the_draw_is_pending_no_more_figures_are_counted_than_wanted(tmp_path: Path) -> None:
    view, way = sit(tmp_path, area="figures")
    every = flow.left(view, way, Walk())
    pending = replace(view, enough=1)
    assert flow.left(pending, way, Walk()) == (every[0] - 1, every[1] - 2.0)


def test_a_person_is_asked_their_own(tmp_path: Path) -> None:
    view, _ = sit(tmp_path)
    asked = tuple(framework().by_id.values())
    way = flow.road(view, asked, None, "buyer")
    assert {item.node for item in way} == {"FIG-1.1", "FIG-1.2"}


def test_a_figure_and_its_peers_in_two_units_are_doubted() -> None:
    data = framework().by_id["FIG-1.1"].model_dump(by_alias=True, exclude_none=True, mode="json")
    data["scale"] |= {"unit": {"zh": "%", "en": "%"}, "plausible": [0, 100]}
    indicator = Indicator.model_validate(data)
    found = peer_problem(indicator, 0.163, 12.6)
    assert found is not None
    assert found.code == "DP387"
    assert peer_problem(indicator, 16.3, 12.6) is None
    assert getattr(peer_problem(indicator, 16.3, 126.0), "code", "") == "DP381"
