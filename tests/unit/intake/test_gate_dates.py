"""Days of rules in a file: what is refused, what is warned of, what a file of before is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.gates import read_gates
from dpcap.intake.lint import lint_gates
from dpcap.model.finding import Finding
from small_framework import framework

HEAD = """schema: dpcap/gates/1
id: ours
title: {zh: 门槛, en: Gates}
rules:
  people:
    measure: fact_headcount
    message: {zh: 人数, en: Headcount}
"""
VERSIONS = HEAD + "    applies_by: day\n    versions:\n"


def found(folder: Path, text: str) -> tuple[Finding, ...]:
    path = folder / "gates.yaml"
    path.write_text(text, "utf-8")
    return lint_gates(path, framework())


def told(folder: Path, text: str) -> list[tuple[str, str, int | None]]:
    return [(one.code, one.severity, one.line) for one in found(folder, text)]


@pytest.mark.parametrize(
    ("text", "code", "severity", "line"),
    [
        (
            VERSIONS + "      - {until: 2026-06-30, at_least: 1}\n"
            "      - {from: 2026-06-30, at_least: 2}\n",
            *("DP718", "error", 11),
        ),
        (
            VERSIONS + "      - {from: 2026-07-01, at_least: 1}\n      - {at_least: 2}\n",
            *("DP718", "error", 10),
        ),
        (
            VERSIONS + "      - {until: 2026-06-30, at_least: 1}\n"
            "      - {from: 2026-07-02, at_least: 2}\n",
            *("DP719", "warning", 11),
        ),
        (
            HEAD + "    at_least: 1\n    applies_by: day\n    from: 2026-07-02\n"
            "    until: 2026-07-01\n",
            *("DP717", "error", 11),
        ),
        (
            HEAD + "    at_least: 1\n    from: 2026-07-01\n    warn_from: 2026-07-02\n",
            *("DP720", "warning", 10),
        ),
        (HEAD + "    at_least: 1\n    warn_from: 2026-07-02\n", "DP720", "warning", 9),
        (HEAD + "    at_least: 1\n    from: 2026-07-06\n", "DP721", "warning", 9),
        (HEAD + "    at_least: 1\n    until: 2026-07-30\n", "DP721", "warning", 9),
        (HEAD + "    at_least: 1\n    applies_to: [nobody]\n", "DP722", "error", 9),
        (
            HEAD + "    at_least: 1\n    from: 2026-07-01\n    applies_by: occurrence\n",
            *("DP723", "error", 10),
        ),
    ],
)
def test_each_slip_is_told_once_with_its_line(
    tmp_path: Path, text: str, code: str, severity: str, line: int
) -> None:
    assert told(tmp_path, text) == [(code, severity, line)]


@pytest.mark.parametrize(
    "text",
    [
        VERSIONS + "      - {until: 2026-06-30, at_least: 1}\n"
        "      - {from: 2026-07-01, at_least: 2}\n",
        HEAD + "    at_least: 1\n    from: 2026-07-01\n    until: 2026-07-31\n",
        HEAD + "    at_least: 1\n    from: 2026-07-06\n    applies_by: period_end\n",
        HEAD + "    at_least: 1\n    from: 2026-07-01\n    warn_from: 2026-07-01\n",
    ],
)
def test_what_is_sound_is_let_pass(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


def test_versions_of_other_roles_may_share_days(tmp_path: Path) -> None:
    one, other = tuple(framework().roles)[:2]
    both = f"      - {{applies_to: [{one}], at_least: 1}}\n"
    apart = both + f"      - {{applies_to: [{other}], at_least: 2}}\n"
    assert told(tmp_path, VERSIONS + apart) == []
    assert [code for code, *_ in told(tmp_path, VERSIONS + both + both)] == ["DP718"]


def test_days_stand_in_one_place(tmp_path: Path) -> None:
    text = HEAD + "    from: 2026-01-01\n    versions:\n      - {at_least: 1}\n"
    assert [code for code, *_ in told(tmp_path, text)] == ["DP716"]


def test_each_version_has_one_mark(tmp_path: Path) -> None:
    for line in ("{from: 2026-01-01}", "{at_least: 1, at_most: 2}"):
        codes = [code for code, *_ in told(tmp_path, HEAD + f"    versions:\n      - {line}\n")]
        assert codes == ["DP701"]


def test_an_expression_is_told_where_the_version_says_it(tmp_path: Path) -> None:
    text = VERSIONS + "      - {measure: fact_nobody, at_least: 1}\n"
    assert ("DP703", "error", 10) in told(tmp_path, text)
    shared = VERSIONS.replace("fact_headcount", "fact_nobody") + "      - {at_least: 1}\n"
    assert ("DP703", "error", 6) in told(tmp_path, shared)


def test_a_file_of_before_is_told_the_new_words_once(tmp_path: Path) -> None:
    rule = """    at_least: 1
    origin: &it {document: 规则, clause: "2.1", effective_on: 2027-06-01}
  more:
    measure: age_days
    at_most: 90
    message: {zh: 时效, en: Age}
    origin: *it
"""
    (one,) = found(tmp_path, HEAD + rule)
    assert (one.code, one.line) == ("DP715", 9)
    for language in ("zh", "en"):
        said = one.message(language)
        assert all(word in said for word in ("effective_on", "from", "source", "people, more"))


BASE = HEAD + "    versions:\n      - {until: 2026-06-30, at_least: 1}\n"
BASE += "      - {from: 2026-07-01, at_least: 2}\n"


@pytest.mark.parametrize(
    ("own", "marks"),
    [
        ("{severity: warn}", [1.0, 2.0]),
        ("{at_least: 5}", [5.0]),
        ("{at_least: 5, from: 2026-10-01}", [5.0]),
        ("{versions: [{at_least: 7}]}", [7.0]),
    ],
)
def test_what_is_taken_over_is_whole_or_replaced(
    tmp_path: Path, own: str, marks: list[float]
) -> None:
    (tmp_path / "base.yaml").write_text(BASE, "utf-8")
    path = tmp_path / "gates.yaml"
    text = f"schema: dpcap/gates/1\nid: mine\nextends: base.yaml\nrules:\n  people: {own}\n"
    path.write_text(text, "utf-8")
    gates, _ = read_gates(path, framework())
    assert [one.needed for one in gates.rules["people"].each] == marks


def test_versions_survive_the_form_that_a_bundle_holds(tmp_path: Path) -> None:
    path = tmp_path / "gates.yaml"
    path.write_text(BASE, "utf-8")
    gates, _ = read_gates(path, framework())
    written = gates.model_dump_json(by_alias=True, exclude_defaults=True)
    again = type(gates).model_validate_json(written)
    assert again.digest == gates.digest
    assert again.rules["people"].each == gates.rules["people"].each


def test_too_many_versions_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "gates.yaml"
    path.write_text(HEAD + "    versions:\n" + "      - {at_least: 1}\n" * 101, "utf-8")
    with pytest.raises(InvalidInputError):
        read_gates(path, framework())
