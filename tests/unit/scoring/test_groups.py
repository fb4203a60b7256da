"""Groups that ask for answers: no score while something is open, no rule met below a coverage."""

from __future__ import annotations

from typing import Any

import pytest

from builders import area, assessment, framework, indicator, text
from dpcap.model.framework import Framework
from dpcap.scoring.improvements import list_moves
from dpcap.scoring.score import score

LENS = {
    "one": {
        "title": text("one"),
        "columns": {
            "c": {
                "title": text("c"),
                "cells": {name: {"strength": 1, "mark": "our_reading"} for name in ("aaa", "bbb")},
            }
        },
    }
}


def ours(**group: Any) -> Framework:
    first = area("AAA", [indicator("AAA-1.1"), indicator("AAA-1.2")])
    second = area("BBB", [indicator("BBB-1.1")])
    method = {"min_coverage": 0.0}
    return framework({**first, **group}, second, lenses=LENS, method=method)


FULL = {"AAA-1.1": True, "AAA-1.2": True, "BBB-1.1": True}
PART = {"AAA-1.1": True, "BBB-1.1": True}


def test_an_open_answer_takes_the_group_s_score_and_counts_nothing_above() -> None:
    here = ours(missing="no_score")
    profile = score(here, assessment(PART))
    node = profile.areas[0]
    assert (node.claimed, node.proved, node.proved_ceiling) == (None, None, 100.0)
    assert (profile.overall.proved, profile.overall.proved_ceiling) == (50.0, 100.0)
    assert node.contribution is not None
    assert node.contribution.proved == 0.0
    assert profile.lenses[0].columns[0].proved == 50.0
    assert profile.compensation.min == 0.0
    assert score(here, assessment(FULL)).areas[0].proved == 100.0
    assert score(ours(), assessment(PART)).areas[0].proved == 50.0


def test_a_blank_never_lifts_what_is_above_a_group_without_score() -> None:
    low = {"AAA-1.1": False, "AAA-1.2": False, "BBB-1.1": True}
    before = score(ours(missing="no_score"), assessment(low)).overall
    after = score(ours(missing="no_score"), assessment({"BBB-1.1": True, "AAA-1.1": False})).overall
    assert (before.proved, after.proved) == (50.0, 50.0)


def test_the_answer_that_gives_the_score_back_is_worth_all_of_it() -> None:
    moves = list_moves(ours(missing="no_score"), assessment(PART))
    assert {one.node: one.gain for one in moves} == {"AAA-1.2": pytest.approx(50.0)}


def test_with_less_covered_than_it_asks_a_group_meets_no_rule() -> None:
    levels = [{"id": "L1", "from": 0, "title": text("L1")}]
    asked = {"min_area": 40.0}
    levels.append({"id": "L2", "from": 50, "title": text("L2"), "requires": asked})
    for least, level in ((0.5, "L2"), (0.51, "L1"), (None, "L2")):
        here = ours(min_coverage=least).model_copy(update={})
        here = Framework.model_validate({**here.model_dump(by_alias=True), "levels": levels})
        reached = score(here, assessment(PART)).overall.level.proved
        assert reached.id == level
        told = [(one.rule, one.needed, one.found, one.nodes) for one in reached.blocked]
        assert told == ([] if level == "L2" else [("coverage", 0.51, 0.5, ("aaa",))])
