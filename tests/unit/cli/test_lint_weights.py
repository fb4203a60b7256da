"""`dpcap lint --weights`: the table, in both languages and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from dpcap.intake.framework import load_framework
from dpcap.model.weights import effective_weights
from locations import QUESTIONNAIRES

STUDIO = QUESTIONNAIRES.parent / "examples" / "frameworks" / "studio-check"


def test_weights_as_json_sum_to_one_and_name_the_headline(dpcap: Callable[..., Any]) -> None:
    done = dpcap("lint", "--weights", "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    framework = load_framework(QUESTIONNAIRES)
    assert list(found["roles"]) == list(framework.roles)
    for each in found["roles"].values():
        assert sum(one["weight"] for one in each["indicators"]) == pytest.approx(1)
        assert sum(each["areas"].values()) == pytest.approx(1)
    full = {one["id"]: one for one in found["roles"]["full_service"]["indicators"]}
    wanted = effective_weights(framework, "full_service")
    assert {node: one["weight"] for node, one in full.items()} == pytest.approx(wanted)
    named = {node for node, one in full.items() if one["headline"]}
    assert named == set(framework.roles["full_service"].headline) > {"TRA-4.3", "FUL-5.6"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ("指标", "占总分的百分比", "未写明")),
        ("en", ("indicator", "percent of the overall", "not said")),
    ],
)
def test_weights_as_a_table(
    dpcap: Callable[..., Any], language: str, said: tuple[str, ...]
) -> None:
    env = {"DPCAP_LANG": language, "COLUMNS": "100"}
    done = dpcap("lint", "--weights", STUDIO, "--role", "film", env=env)
    assert done.returncode == 0, done.stderr
    assert all(one in done.stdout for one in said)
    [line] = [line for line in done.stdout.splitlines() if "CRA-1.1" in line]
    assert line.split()[-1] == "15.00"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--weights", "--role", "fulfill"), "no role fulfill (close to it: fulfil)"),
        (("--role", "media"), "--role goes with --weights only"),
        (("--weights", "--format", "github"), "--weights prints text or json"),
        (("--weights", STUDIO, QUESTIONNAIRES), "one framework"),
    ],
)
def test_what_has_no_meaning_is_refused(
    dpcap: Callable[..., Any], words: tuple[str, ...], said: str
) -> None:
    done = dpcap("lint", *words)
    assert done.returncode == 2
    assert said in done.stderr
