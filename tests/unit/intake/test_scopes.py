"""Scopes as they are written: in a framework, a folder, a review, the manager's facts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.lint import lint_folder, lint_framework
from dpcap.intake.records import parse_facts
from dpcap.intake.review import parse_review
from dpcap.intake.starter import new_folder
from dpcap.model.finding import Finding
from scoped import AREAS, HEAD, framework, manager_facts, write_folder, write_framework


def coded(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """The codes, each with the file it is in."""
    return [(one.code, Path(one.file or "").name) for one in findings]


def test_the_test_framework_has_no_flaw_but_the_one_it_is_for(tmp_path: Path) -> None:
    """One N/A alone is beyond the limit: so the limit is met in few questions."""
    assert [one.code for one in lint_framework(write_framework(tmp_path))] == ["DP182"]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ({"scopes": {**HEAD["scopes"], "headcount": {}}}, "DP170"),
        ({"scopes": {**HEAD["scopes"], "advises": {}}}, "DP170"),
        ({"scopes": {**HEAD["scopes"], "ships": {"kinds": ["fax"]}}}, "DP201"),
        ({"scopes": {**HEAD["scopes"], "runs_live": {"unproved": "asked"}}}, "DP104"),
        ({"roles": {"full": {**HEAD["roles"]["full"], "must_include": ["advises"]}}}, "DP201"),
        ({"scopes": {"runs_shop": {}, "runs_live": {}}}, "DP201"),
    ],
)
def test_what_a_framework_gets_wrong(tmp_path: Path, head: dict[str, Any], code: str) -> None:
    found = lint_framework(write_framework(tmp_path, head=head))
    assert {one.code for one in found} == {code}


def test_an_indicator_without_the_key_is_refused(tmp_path: Path) -> None:
    write_framework(tmp_path)
    area = json.loads((tmp_path / "live.yaml").read_text("utf-8"))
    del area["dimensions"][0]["indicators"][1]["scope"]
    (tmp_path / "live.yaml").write_text(json.dumps(area, ensure_ascii=False), "utf-8")
    found = lint_framework(tmp_path)
    assert [(one.code, one.node) for one in found] == [("DP171", "LIV-1.2")]
    with pytest.raises(InvalidInputError):
        load_framework(tmp_path)


def test_a_scope_that_no_question_needs_is_a_warning(tmp_path: Path) -> None:
    facts = {**HEAD["facts"], "advises": HEAD["facts"]["ships"]}
    head = {"facts": facts, "scopes": {**HEAD["scopes"], "advises": {}}}
    found = lint_framework(write_framework(tmp_path, head=head))
    assert [one.code for one in found] == ["DP172", "DP182"]


def test_a_fact_names_shops_with_or_without_proof(tmp_path: Path) -> None:
    own = load_framework(write_framework(tmp_path / "framework"))
    facts = {"ships": {"value": True, "without": {"s2": ["e1"], "s9": ["e7"]}}}
    found = coded(lint_folder(write_folder(tmp_path / "blue", facts), own))
    assert found == [("DP307", "provider.yaml")]
    facts = {"ships": {"value": True, "without": ["s2", 4711]}}
    read = load_assessment(write_folder(tmp_path / "blue", facts), own)
    assert read.provider.facts["ships"].without == {"s2": (), "4711": ()}


def test_a_shop_named_by_its_title_is_told(tmp_path: Path) -> None:
    own = load_framework(write_framework(tmp_path / "framework"))
    facts = {"ships": {"value": True, "without": ["示例店s2"]}}
    found = coded(lint_folder(write_folder(tmp_path / "blue", facts), own))
    assert [file for _, file in found] == ["provider.yaml"]


REVIEW: dict[str, Any] = {"schema": "dpcap/review/2", "provider": "blue"}
SEEN = {"sha256": "a" * 64, "kind": "contract"}


def review(scopes: list[str], ruling: str = "accepted") -> dict[str, Any]:
    ruled = {"by": "r", "on": "2026-11-20", "reason": "3", "ruling": ruling, "saw": SEEN}
    return {**REVIEW, "evidence": {"e1": {**ruled, "scopes": scopes}}}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (review(["ship"]), "DP217"),
        (review(["runs_live@s1"]), "DP217"),
        (review(["ships@"]), "DP217"),
        (review(["ships"], "refused"), "DP410"),
    ],
)
def test_what_a_review_gets_wrong(written: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_review(json.dumps(written).encode(), "blue.yaml", "blue", framework())
    assert [one.code for one in caught.value.findings] == [code]


def test_a_review_names_a_scope_or_that_of_a_shop() -> None:
    raw = json.dumps(review(["runs_live", "ships@s2"])).encode()
    found = parse_review(raw, "blue.yaml", "blue", framework())
    assert found.evidence["e1"].scopes == ("runs_live", "ships@s2")


def test_the_managers_facts_except_shops() -> None:
    written = manager_facts("blue", {"ships": {"value": True, "without": "s1、4711"}})
    found = parse_facts(json.dumps(written).encode(), "blue.facts.yaml", "blue", framework())
    assert found.facts["ships"].without == ("s1", "4711")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_folder_says_what_a_question_needs(tmp_path: Path, language: Any) -> None:
    new_folder(
        tmp_path / "blue",
        framework(),
        role="full",
        core=False,
        language=language,
        today=date(2026, 11, 20),
    )
    text = (tmp_path / "blue" / "answers.yaml").read_text("utf-8")
    needing = sum(bool(i["scope"]) for a in AREAS for d in a["dimensions"] for i in d["indicators"])
    assert text.count({"zh": "需要的服务范围", "en": "Needs in scope"}[language]) == needing
