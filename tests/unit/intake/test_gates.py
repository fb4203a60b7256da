"""Reading gates: presets, gates that extend others, what is wrong with them and where."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.gates import load_gates, presets, read_gates
from dpcap.intake.lint import lint_gates, targets
from dpcap.intake.schema import schema_of
from dpcap.model.finding import Finding
from dpcap.model.gate import Gates
from small_framework import framework

BASE = """schema: dpcap/gates/1
id: base
title: {zh: 底本, en: Base}
rules:
  people:
    measure: fact_headcount
    at_least: 20
    message: {zh: 人数, en: Headcount}
  old:
    measure: age_days
    at_most: 90
    message: {zh: 时效, en: Age}
"""
OWN = """schema: dpcap/gates/1
extends: base.yaml
id: ours
review_on: 2026-11-25
period: 2026-Q3
rules:
  people: {equals: 30, severity: warn}
  track:
    measure: fact_track
    equals: brand
    message: {zh: 赛道, en: Track}
waivers:
  - {provider: blue, rule: people, owner: 王, reason: 已说明, expires_on: 2026-12-31}
"""


def write(folder: Path, text: str, name: str = "gates.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def errors(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as caught:
        load_gates(path, framework())
    return [(one.code, one.place.rsplit("/", 1)[-1]) for one in caught.value.findings]


def test_gates_that_extend_others_change_only_what_they_say(tmp_path: Path) -> None:
    write(tmp_path, BASE, "base.yaml")
    gates = load_gates(write(tmp_path, OWN), framework())
    assert list(gates.rules) == ["people", "old", "track"]
    people = gates.rules["people"]
    assert (people.operator, people.needed, people.severity) == ("equals", 30.0, "warn")
    assert people.message.en == "Headcount"
    assert (gates.id, gates.title.en) == ("ours", "Base")
    assert (gates.review_on, gates.period) == (date(2026, 11, 25), "2026-Q3")
    assert [waiver.provider for waiver in gates.waivers] == ["blue"]


def test_what_is_wrong_is_placed_in_the_file_it_stands_in(tmp_path: Path) -> None:
    write(tmp_path, BASE.replace("at_most: 90", "at_most: soon"), "base.yaml")
    own = OWN.replace("measure: fact_track", "measure: fact_trak").replace("2026-12-31", "never")
    assert errors(write(tmp_path, own)) == [
        ("DP104", "base.yaml:11:14"),
        ("DP104", "gates.yaml:13:71"),
    ]
    write(tmp_path, BASE.replace("age_days", "age_dais"), "base.yaml")
    own = OWN.replace("measure: fact_track", "measure: fact_trak")
    assert errors(write(tmp_path, own)) == [
        ("DP703", "base.yaml:10:14"),
        ("DP703", "gates.yaml:9:14"),
    ]


def test_an_unknown_name_is_told_what_comes_near(tmp_path: Path) -> None:
    path = write(tmp_path, BASE.replace("fact_headcount", "fact_headcounts"))
    with pytest.raises(InvalidInputError) as caught:
        load_gates(path, framework())
    assert "fact_headcount." in caught.value.findings[0].message("en")
    assert "fact_headcount。" in caught.value.findings[0].message("zh")


def test_the_id_is_never_taken_over(tmp_path: Path) -> None:
    write(tmp_path, BASE, "base.yaml")
    own = write(tmp_path, "schema: dpcap/gates/1\nextends: base.yaml\n")
    assert errors(own) == [("DP105", "gates.yaml:1:1")]


def test_a_missing_base_is_named(tmp_path: Path) -> None:
    assert [code for code, _ in errors(write(tmp_path, OWN))] == ["DP110"]


@pytest.mark.parametrize("text", ["[]", "schema: dpcap/gates/1\nextends: base.yaml\nrules: []\n"])
def test_another_shape_is_an_error_not_a_fault(tmp_path: Path, text: str) -> None:
    write(tmp_path, BASE, "base.yaml")
    assert errors(write(tmp_path, text))


def test_warnings_of_waivers_do_not_stop_the_reading(tmp_path: Path) -> None:
    again = OWN.rsplit("\n", 2)[1]
    write(tmp_path, BASE, "base.yaml")
    text = OWN + again + "\n" + again.replace("rule: people", "rule: peple") + "\n"
    gates, found = read_gates(write(tmp_path, text), framework())
    assert len(gates.waivers) == 3
    assert [(one.code, one.line) for one in found] == [("DP711", 14), ("DP710", 15)]
    assert all(one.severity == "warning" for one in found)
    assert lint_gates(tmp_path / "gates.yaml", framework()) == found


def test_lists_may_be_searched_and_texts_hold_names(tmp_path: Path) -> None:
    text = BASE.replace(
        "measure: fact_headcount", "measure: \"'proved' in categories ? 30.0 : 1.0\""
    )
    assert load_gates(write(tmp_path, text), framework()).rules["people"].needed == 20.0


def test_rules_that_are_off_are_checked_too(tmp_path: Path) -> None:
    text = BASE.replace("measure: age_days", "severity: off\n    measure: age_dais")
    assert errors(write(tmp_path, text)) == [("DP703", "gates.yaml:11:14")]


def test_lint_finds_gates_beside_other_files(tmp_path: Path) -> None:
    path = write(tmp_path, BASE)
    assert [(one.kind, one.path) for one in targets(tmp_path)] == [("gates", path)]
    assert targets(path)[0].kind == "gates"


def test_an_unknown_preset_names_those_there_are() -> None:
    with pytest.raises(InvalidInputError) as caught:
        load_gates("admision", framework())
    finding: Finding = caught.value.findings[0]
    assert finding.code == "DP706"
    assert all(name in finding.message("en") for name in presets())


def test_a_file_without_ending_is_found_by_its_path(tmp_path: Path) -> None:
    path = write(tmp_path, BASE, "gates")
    assert load_gates(path, framework()).id == "base"
    assert load_gates(str(path), framework()).id == "base"


def test_another_day_and_period_leave_nothing_derived_behind(tmp_path: Path) -> None:
    gates = load_gates(write(tmp_path, BASE), framework())
    moved = gates.on(date(2027, 1, 31), "2026-Q4")
    assert (moved.review_on, moved.period) == (date(2027, 1, 31), "2026-Q4")
    assert moved.digest != gates.digest
    assert moved.on() == moved
    assert Gates.model_validate_json(moved.model_dump_json(by_alias=True)).digest == moved.digest


def test_the_schema_asks_everything_of_gates_that_extend_nothing() -> None:
    schema = schema_of("gates")
    assert schema["required"] == ["schema", "id"]
    assert set(schema["else"]["required"]) == {"title", "rules"}
    rules = schema["else"]["properties"]["rules"]["additionalProperties"]
    assert set(rules["required"]) == {"measure", "message"}
    assert "required" not in json.dumps(schema["$defs"]["Gate"])


@pytest.mark.parametrize("inside", ["", "title: {zh: 举证分, en: Proved}, "])
def test_rules_written_as_a_list_are_one_finding(tmp_path: Path, inside: str) -> None:
    head = "schema: dpcap/gates/1\nid: q4\n" + ("" if inside else "title: {zh: 四季度, en: Q4}\n")
    rule = f'rules:\n  - {{id: r1, {inside}when: "proved.overall ≥ 60"}}\n'
    path = write(tmp_path, head + rule)
    with pytest.raises(InvalidInputError) as caught:
        load_gates(path, framework())
    (found,) = caught.value.findings
    assert (found.code, "r1: {…}" in found.message("en")) == ("DP104", True)
    assert ("title" in found.message("zh")) is bool(inside)
    assert found.line == (4 if inside else 5)


def test_a_title_that_stands_nowhere_is_still_missed(tmp_path: Path) -> None:
    path = write(tmp_path, "schema: dpcap/gates/1\nid: q4\nrules:\n  - {id: r1, when: x}\n")
    assert [code for code, _ in errors(path)] == ["DP105", "DP104"]


@pytest.mark.parametrize("text", ["", "# 还没写\n"])
def test_an_empty_file_is_told_as_one(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        load_gates(write(tmp_path, text), framework())
    (one,) = error.value.findings
    assert "文件是空的" in one.message("zh")
    assert "schema: dpcap/gates/1" in one.message("en")
