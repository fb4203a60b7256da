"""Answers, rulings and facts of an earlier version, read through its migrations."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_framework as small
from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.history import with_history_in
from dpcap.intake.lint import lint_framework
from dpcap.intake.migrations import keep_release
from dpcap.intake.peers import parse_peers
from dpcap.intake.records import load_records
from dpcap.intake.rewrite_folder import figure_text
from dpcap.intake.source_map import locate
from dpcap.intake.stored_framework import parse_framework
from dpcap.model.assessment import Assessment
from dpcap.model.carry_over import former_names
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.migration import history_json, version_of
from dpcap.model.review import Review
from dpcap.scoring.case import make_case
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.review import bind_rulings
from versions import AFTER, BEFORE, NEW, OLD, both, migration, write_folder, write_new


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Framework, Framework]:
    return both(tmp_path)


def _codes(error: pytest.ExceptionInfo[InvalidInputError]) -> list[str]:
    return [finding.code for finding in error.value.findings]


def _read(folder: Path, framework: Framework) -> Assessment:
    return load_assessment(folder, framework)


def test_each_answer_goes_where_its_file_says(
    tmp_path: Path, versions: tuple[Framework, Framework]
) -> None:
    given = _read(write_folder(tmp_path / "acme"), versions[1])
    values = {node: answer.value for node, answer in given.answers.items()}
    assert values == {
        "WRK-1.9": 4.0,  # renamed
        "WRK-1.2": True,  # split: it carries the value …
        "WRK-1.5": None,  # … and this one is asked anew
        "WRK-1.3": ("aa", "b"),  # options
        "WRK-2.1": "y",
        "WRK-2.2": None,  # asked anew
        "WRK-2.6": 3.0,  # merged by the table: true, false
        "FIG-1.2": 1.47,  # a tenth of 14.7, in decimals
    }
    assert given.answers["WRK-1.5"].evidence == ("e1",)
    assert [row.value for row in given.rows["FIG-1.9"]] == [1.35, 1.1]
    assert given.evidence["e1"].kind == "capture"


def test_what_no_longer_counts_is_said_and_the_old_answer_shown(
    tmp_path: Path, versions: tuple[Framework, Framework]
) -> None:
    given = _read(write_folder(tmp_path / "acme", choice="z"), versions[1])
    told = {one.code: one.message("en") for one in given.findings if one.code != "DP853"}
    anew = {str(one.params["node"]): one for one in given.findings if one.code == "DP853"}
    assert BEFORE in told["DP850"]
    assert AFTER in told["DP850"]
    assert "WRK-2.5" in told["DP854"]
    assert "It tells nobody apart" in told["DP854"]
    assert "does_it, founded" in told["DP856"]
    assert anew["WRK-2.2"].params["value"] == "4"
    assert anew["WRK-2.1"].params["value"] == "z"
    assert given.answers["WRK-2.1"].value is None


def test_facts_come_from_old_facts_and_from_reasons(
    tmp_path: Path, versions: tuple[Framework, Framework]
) -> None:
    folder = write_folder(tmp_path / "acme", boxes="{not_applicable: in_house}")
    given = _read(folder, versions[1])
    facts = {name: fact.value for name, fact in given.provider.facts.items()}
    assert facts == {"staff": 12.0, "track": "brand", "does_it": False}
    assert given.answers["WRK-1.3"].not_applicable is None  # that reason is gone


def test_parts_that_the_table_cannot_join_are_missing_never_a_mean(
    tmp_path: Path, versions: tuple[Framework, Framework]
) -> None:
    given = _read(write_folder(tmp_path / "acme", second="null"), versions[1])
    assert given.answers["WRK-2.6"].value is None
    assert "WRK-2.3" in [one.params.get("node") for one in given.findings]


def test_a_folder_of_no_named_version_is_of_the_newest_that_knows_its_ids(
    tmp_path: Path, versions: tuple[Framework, Framework]
) -> None:
    folder = write_folder(tmp_path / "acme")
    _without_name(folder)
    assert _read(folder, versions[1]).past.keys() == {BEFORE, AFTER}


def test_where_nobody_can_tell_the_version_it_is_asked_for(
    tmp_path: Path, versions: tuple[Framework, Framework]
) -> None:
    folder = small.write_folder(
        tmp_path / "acme",
        "schema: dpcap/answers/1\nassessed_on: 2026-11-20\nanswers:\n"
        "  FIG-1.2: {value: 14.7, period: 2026-10, basis: paid}\n",
    )
    with pytest.raises(InvalidInputError) as error:
        _read(folder, versions[1])
    assert _codes(error) == ["DP851"]


UNTOLD = """schema: dpcap/answers/1
assessed_on: 2026-11-20
answers:
  FIG-1.2: {value: 14.7, period: 2026-10, basis: paid}
"""


@pytest.mark.parametrize(
    ("broken", "codes"),
    [
        ("  WRK-2.1：y\n", ["DP101"]),  # the version may stand in what cannot be read
        ("  WRK-2.1: {value：y}\n", ["DP106", "DP851"]),
        ("  wrk-2.1: y\n", ["DP301", "DP851"]),
    ],
)
def test_a_version_nobody_can_tell_hides_no_other_slip(
    tmp_path: Path, versions: tuple[Framework, Framework], broken: str, codes: list[str]
) -> None:
    folder = small.write_folder(tmp_path / "acme", UNTOLD + broken)
    with pytest.raises(InvalidInputError) as error:
        _read(folder, versions[1])
    assert sorted(_codes(error)) == codes


def test_an_answer_to_a_question_of_a_later_version_is_told_as_that(
    tmp_path: Path, versions: tuple[Framework, Framework]
) -> None:
    """It is no slip of an id; where the folder is of the later version, a slip is one."""
    folder = write_folder(tmp_path / "acme")
    answers = folder / "answers.yaml"
    text = answers.read_text("utf-8")
    answers.write_text(text + "  WRK-1.9: 4\n  WRK-1.99: 4\n", "utf-8")
    with pytest.raises(InvalidInputError) as error:
        _read(folder, versions[1])
    told = {one.params["node"]: one.message("zh") for one in error.value.findings}
    assert BEFORE in told["WRK-1.9"]
    assert f"这是 {AFTER} 才有的题" in told["WRK-1.9"]
    assert "dpcap migrate --write" in told["WRK-1.9"]
    assert "migrate" not in told["WRK-1.99"]
    with pytest.raises(InvalidInputError) as error:
        _read(folder, versions[0])
    assert not any("migrate" in one.message("en") for one in error.value.findings)


def test_answers_that_are_not_there_are_told_before_their_version(
    tmp_path: Path, versions: tuple[Framework, Framework]
) -> None:
    folder = small.write_folder(tmp_path / "acme", UNTOLD)
    (folder / "answers.yaml").rename(folder / "answers.yaml.txt")
    (folder / "kpis.csv").write_text("shop,indicator,value\ns1,FIG-1.2,14.7\n", "utf-8")
    with pytest.raises(InvalidInputError) as error:
        _read(folder, versions[1])
    assert _codes(error) == ["DP110", "DP322"]  # which stands in no table


def test_an_unknown_version_hides_no_file_that_cannot_be_read(
    tmp_path: Path, versions: tuple[Framework, Framework]
) -> None:
    folder = small.write_folder(tmp_path / "acme", f"framework: small 2025.1.0\n{UNTOLD}")
    (folder / "provider.yaml").write_text("id：acme\nname: x\n", "utf-8")
    with pytest.raises(InvalidInputError) as error:
        _read(folder, versions[1])
    assert sorted(_codes(error)) == ["DP101", "DP852"]


@pytest.mark.parametrize(("asking", "carried"), [("old", True), ("new", False)])
def test_a_field_that_one_version_alone_asks_for_tells_the_version(
    tmp_path: Path, asking: str, *, carried: bool
) -> None:
    """A row with the basis of an advertisement is of the version that asks for one."""
    framework = load_framework(_basis_only_in(write_new(tmp_path / "new"), asking))
    folder = small.write_folder(tmp_path / "acme", UNTOLD)
    given = _read(folder, framework)
    assert (given.answers["FIG-1.2"].value, bool(given.past)) == (
        (1.47 if carried else 14.7),
        carried,
    )


def _basis_only_in(directory: Path, asking: str) -> Path:
    """The versions in *directory* with FIG-1.2's basis asked for in one of them alone."""
    without = directory / "first" if asking == "new" else directory
    path = without / "figures.yaml"
    data = json.loads(path.read_text("utf-8"))
    del data["dimensions"][0]["indicators"][1]["scale"]["envelope"]["basis"]
    path.write_text(json.dumps(data), "utf-8")
    old = load_framework(directory / "first")
    shutil.rmtree(directory / "releases")
    keep_release(directory, old)
    how = migration(old.digest)
    if asking == "new":  # what the older version did not ask cannot be kept
        anew = {**how["asked_anew"], "FIG-1.2": small.text("要填口径", "basis is asked")}
        how |= {"rescaled": {}, "asked_anew": anew}
    (directory / "migrations" / f"{OLD}-{NEW}.yaml").write_text(
        json.dumps(how, ensure_ascii=False), "utf-8"
    )
    return directory


def test_a_reason_for_not_applicable_that_is_gone_is_told(tmp_path: Path) -> None:
    parts = {"facts": {"staff": {"fact": "headcount"}}}  # which says nothing of the reason
    framework = load_framework(write_new(tmp_path / "new", **parts))
    given = _read(write_folder(tmp_path / "acme", boxes="{not_applicable: in_house}"), framework)
    told = [one for one in given.findings if one.code == "DP853"]
    assert [one.params["value"] for one in told if one.params["node"] == "WRK-1.3"] == [
        "not_applicable: in_house"
    ]


def test_a_place_is_found_by_what_the_files_call_the_indicator(
    tmp_path: Path, versions: tuple[Framework, Framework]
) -> None:
    folder = write_folder(tmp_path / "acme")
    former = former_names(_read(folder, versions[1]), versions[1])
    row = Finding(code="DP387", path=("kpis", "s2", "FIG-1.9"), params={})
    answer = Finding(code="DP341", path=("answers", "WRK-1.9"), params={})
    places = [one.place for one in locate(folder, [row, answer], former)]
    assert places == [f"{folder}/kpis.csv:3:12", f"{folder}/answers.yaml:9:12"]
    assert former["FIG-1.9"] == "FIG-1.1"


@pytest.mark.parametrize(
    ("named", "code"), [("small 2025.1.0", "DP852"), ("small 2026.9.9", "DP852")]
)
def test_a_version_that_is_not_at_hand_is_told(
    tmp_path: Path, versions: tuple[Framework, Framework], named: str, code: str
) -> None:
    folder = write_folder(tmp_path / "acme")
    text = (folder / "answers.yaml").read_text("utf-8")
    (folder / "answers.yaml").write_text(text.replace(BEFORE, named), "utf-8")
    with pytest.raises(InvalidInputError) as error:
        _read(folder, versions[1])
    assert _codes(error) == [code]


def _without_name(folder: Path) -> None:
    text = (folder / "answers.yaml").read_text("utf-8")
    (folder / "answers.yaml").write_text(text.replace(f"framework: {BEFORE}\n", ""), "utf-8")


RULINGS = """schema: dpcap/review/2
provider: acme
evidence:
  e1: {ruling: accepted, by: 李某, on: 2026-11-21, reason: 看过}
indicators:
  WRK-1.1: {ruling: verified, by: 李某, on: 2026-11-21, reason: 看过}
  WRK-1.2: {ruling: verified, by: 李某, on: 2026-11-21, reason: 看过}
  WRK-2.2: {ruling: verified, by: 李某, on: 2026-11-21, reason: 看过}
  WRK-2.3: {ruling: verified, by: 李某, on: 2026-11-21, reason: 看过}
  WRK-2.4: {ruling: FOURTH, by: 王某, on: 2026-11-22, reason: 也看过}
  WRK-2.5: {ruling: verified, by: 李某, on: 2026-11-21, reason: 看过}
  FIG-1.1: {ruling: verified, by: 李某, on: 2026-11-21, reason: 看过}
  FIG-1.2: {ruling: verified, by: 李某, on: 2026-11-21, reason: 看过}
remarks:
  - {node: WRK-1.1, text: 好, by: 李某, on: 2026-11-21}
"""


def _reviews(tmp_path: Path, folder: Path, fourth: str = "verified") -> Path:
    """The manager's directory, with rulings bound under the first version."""
    reviews = tmp_path / "reviews"
    reviews.mkdir()
    (reviews / "acme.yaml").write_text(RULINGS.replace("FOURTH", fourth), "utf-8")
    request = ProviderRequest(folder, reviews=reviews, framework=tmp_path / "old")
    bind_rulings(request, Configuration())
    return reviews


def _applied(folder: Path, reviews: Path, framework: Framework) -> set[str]:
    given = _read(folder, framework)
    records = load_records(reviews, given, framework)
    rulings = make_case(framework, given, records=records).rulings
    return {*rulings.answers, *(name for name, one in rulings.evidence.items() if one.ruling)}


def test_rulings_follow_renames_carriers_and_merges_ruled_the_same(
    tmp_path: Path, versions: tuple[Framework, Framework]
) -> None:
    folder = write_folder(tmp_path / "acme")
    reviews = _reviews(tmp_path, folder)
    applied = _applied(folder, reviews, versions[1])
    assert applied == {"WRK-1.9", "WRK-1.2", "WRK-2.6", "FIG-1.9", "FIG-1.2", "e1"}
    records = load_records(reviews, _read(folder, versions[1]), versions[1])
    review: Review | None = records.review
    assert review is not None
    assert review.remarks[0].node == "WRK-1.9"
    assert review.indicators["WRK-2.6"].by == "李某、王某"


def test_a_merge_ruled_two_ways_is_not_ruled(
    tmp_path: Path, versions: tuple[Framework, Framework]
) -> None:
    folder = write_folder(tmp_path / "acme")
    reviews = _reviews(tmp_path, folder, fourth="refused")
    assert "WRK-2.6" not in _applied(folder, reviews, versions[1])


def test_what_was_seen_is_held_against_the_answer_as_given_then(
    tmp_path: Path, versions: tuple[Framework, Framework]
) -> None:
    folder = write_folder(tmp_path / "acme")
    reviews = _reviews(tmp_path, folder)
    write_folder(folder, rung=5, figure="14.8")  # other answers under the old version
    assert not {"WRK-1.9", "FIG-1.2"} & _applied(folder, reviews, versions[1])


def test_the_managers_facts_of_an_older_version_are_read(
    tmp_path: Path, versions: tuple[Framework, Framework]
) -> None:
    folder, reviews = write_folder(tmp_path / "acme"), tmp_path / "reviews"
    reviews.mkdir()
    (reviews / "acme.facts.yaml").write_text(
        "schema: dpcap/facts/1\nframework: small 2026.1.0\nprovider: acme\nfacts:\n"
        "  headcount: {value: 9, source: 社保, on: 2026-11-01}\n",
        "utf-8",
    )
    records = load_records(reviews, _read(folder, versions[1]), versions[1])
    assert records.facts is not None
    assert {name: fact.value for name, fact in records.facts.facts.items()} == {"staff": 9.0}
    assert "framework" not in records.facts.model_dump()


def test_peers_under_an_older_id_are_read_through_the_files(
    versions: tuple[Framework, Framework],
) -> None:
    head = "industry,period,indicator,basis,median,benchmark,source,date\n"
    row = "茶,2026-10,{},paid,{},2,自拟,2026-11-01\n"
    raw = head + row.format("FIG-1.1", "1.2")
    (figure,) = parse_peers(raw.encode(), "peers.csv", versions[1])
    assert (figure.indicator, figure.median, figure.benchmark) == ("FIG-1.9", 1.2, 2.0)


def test_peers_of_a_figure_that_is_no_longer_held_against_them_are_left_out(
    tmp_path: Path,
) -> None:
    first = load_framework(write_new(tmp_path / "new"))
    second = json.loads(first.json_text) | {"version": "2026.3.0"}
    for area in second["areas"]:
        for one in (i for d in area["dimensions"] for i in d["indicators"]):
            if one["id"] == "FIG-1.9":
                points = {"by": "points", "points": [[0, 0], [5, 100]], "anchor": "illustrative"}
                one["scale"]["score"] = points
    step = {"schema": "dpcap/migration/1", "from": NEW, "to": "2026.3.0", "digest": first.digest}
    why = {"zh": "没有同行值", "en": "no screen has the peers"}
    entries = json.loads(history_json(first))
    entries.append(
        {
            "framework": json.loads(first.json_text),
            "migration": {**step, "asked_anew": {"FIG-1.9": why}},
        }
    )
    now = with_history_in(
        json.dumps(entries).encode(), parse_framework(json.dumps(second).encode(), "f"), "history"
    )
    head = "industry,period,indicator,basis,median,benchmark,source,date\n"
    row = "茶,2026-10,{},paid,1.2,2,自拟,2026-11-01\n"
    for node in ("FIG-1.9", "FIG-1.1"):
        assert parse_peers((head + row.format(node)).encode(), "peers.csv", now) == ()
    with pytest.raises(InvalidInputError) as refused:
        parse_peers((head + row.format("WRK-1.2")).encode(), "peers.csv", now)
    assert "DP416" in _codes(refused)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_figure_is_rewritten_in_digits_alone(value: float) -> None:
    text = figure_text(value)
    assert float(text) == value
    assert not set(text) - set("-.0123456789")


def test_a_chain_is_followed_step_by_step(tmp_path: Path) -> None:
    first = load_framework(write_new(tmp_path / "new"))
    third = json.loads(first.json_text) | {"version": "2026.3.0"}
    third["areas"][0]["dimensions"][0]["indicators"][0]["id"] = "WRK-1.10"
    entries = json.loads(history_json(first))
    later = {"schema": "dpcap/migration/1", "from": NEW, "to": "2026.3.0", "digest": first.digest}
    entries.append(
        {
            "framework": json.loads(first.json_text),
            "migration": {**later, "renamed": {"WRK-1.9": "WRK-1.10"}},
        }
    )
    made = with_history_in(
        json.dumps(entries).encode(), parse_framework(json.dumps(third).encode(), "f"), "history"
    )
    given = _read(write_folder(tmp_path / "acme"), made)
    assert given.answers["WRK-1.10"].value == 4.0
    assert list(given.past) == [BEFORE, AFTER, "small 2026.3.0"]
    middle = version_of(made, AFTER)
    assert middle is not None
    assert len(middle.history) == 1


def _broken(**changed: Any) -> dict[str, Any]:
    return changed


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (_broken(renamed={"WRK-9.9": "WRK-1.9", "FIG-1.1": "FIG-1.9"}), "DP190"),
        (_broken(renamed={"WRK-1.1": "WRK-9.9", "FIG-1.1": "FIG-1.9"}), "DP190"),
        (_broken(options={"WRK-9.9": {"a": "b"}}), "DP190"),
        (_broken(kinds={"photo": "capture", "screenshot": "capture"}), "DP190"),
        (_broken(facts={"ships": {"fact": "headcount"}}), "DP190"),
        (_broken(facts={"staff": {"fact": "people"}}), "DP190"),
        (_broken(facts={"does_it": {"reasons": {"gone": False}}}), "DP190"),
        (_broken(renamed={"WRK-1.1": "WRK-1.9", "FIG-1.1": "WRK-1.9"}), "DP191"),
        (_broken(renamed={"WRK-1.1": "WRK-1.3", "FIG-1.1": "FIG-1.9"}), "DP191"),
        (
            _broken(retired={"WRK-2.5": small.text("a", "a"), "WRK-1.1": small.text("b", "b")}),
            "DP191",
        ),
        (_broken(same_meaning=["WRK-2.2"]), "DP191"),
        (_broken(retired={}), "DP192"),
        (_broken(kinds={}), "DP192"),
        (_broken(options={"WRK-2.1": {"x": "w", "y": "y", "z": None}}), "DP193"),
        (
            _broken(
                options={
                    "WRK-1.3": {"a": "aa", "b": "b"},
                    "WRK-2.1": {"x": "w", "y": "y", "z": None},
                }
            ),
            "DP193",
        ),
        (_broken(rescaled={}), "DP193"),
        (
            _broken(rescaled={"FIG-1.2": {"factor": 0.1, "unit": small.text("倍", "times")}}),
            "DP193",
        ),
        (_broken(to="2026.9.0"), "DP195"),
        (_broken(digest="0" * 64), "DP196"),
        (
            _broken(
                merged={
                    "WRK-2.6": {
                        "of": ["WRK-2.3", "WRK-2.4"],
                        "table": [{"given": [True, True], "value": 5}],
                    }
                }
            ),
            "DP199",
        ),
        (
            _broken(
                facts={"staff": {"fact": "headcount"}, "does_it": {"reasons": {"in_house": "no"}}}
            ),
            "DP199",
        ),
        (_broken(rescaled={"FIG-1.2": {"factor": "x", "unit": small.text("%", "%")}}), "DP104"),
        (_broken(rescaled={"FIG-1.2": {"factor": 0, "unit": small.text("%", "%")}}), "DP104"),
        (_broken(remaned={}), "DP106"),
    ],
)
def test_a_migration_that_does_not_hold_is_told(
    tmp_path: Path, changed: dict[str, Any], code: str
) -> None:
    with pytest.raises(InvalidInputError) as error:
        load_framework(write_new(tmp_path / "new", **changed))
    assert set(_codes(error)) == {code}


def test_two_files_to_one_version_and_one_that_leads_nowhere_are_told(tmp_path: Path) -> None:
    made = write_new(tmp_path / "new")
    old = load_framework(made / "first")
    for start, end in (("2025.1.0", NEW), ("1.0.0", "1.1.0")):
        data = {**migration(old.digest), "from": start, "to": end}
        (made / "migrations" / f"{start}-{end}.yaml").write_text(json.dumps(data), "utf-8")
    with pytest.raises(InvalidInputError) as error:
        load_framework(made)
    told = [finding.message("en") for finding in error.value.findings if finding.code == "DP195"]
    assert sum("another file leads to" in one for one in told) == 1
    assert sum("no file goes on" in one for one in told) == 1


def test_a_file_of_another_ending_is_told_its_name(tmp_path: Path) -> None:
    made = write_new(tmp_path / "new")
    (path,) = (made / "migrations").iterdir()
    path.rename(path.with_suffix(".yml"))
    with pytest.raises(InvalidInputError) as error:
        load_framework(made)
    (finding,) = error.value.findings
    assert (finding.code, path.name in finding.message("zh")) == ("DP195", True)


def test_a_chain_that_leads_round_is_told(tmp_path: Path) -> None:
    made = write_new(tmp_path / "new")
    back = {**migration(load_framework(made / "first").digest), "from": NEW, "to": OLD}
    (made / "migrations" / f"{NEW}-{OLD}.yaml").write_text(json.dumps(back), "utf-8")
    with pytest.raises(InvalidInputError) as error:
        load_framework(made)
    assert any("round to" in finding.message("en") for finding in error.value.findings)


def _lint(made: Path) -> set[str]:
    return {finding.code for finding in lint_framework(made) if finding.code.startswith("DP19")}


def test_lint_asks_what_reworded_questions_mean(tmp_path: Path) -> None:
    made = write_new(tmp_path / "new")
    assert _lint(made) == set()
    area = json.loads((made / "work.yaml").read_text("utf-8"))
    area["dimensions"][0]["indicators"][1]["question"] = small.text("换句话问", "In other words")
    (made / "work.yaml").write_text(json.dumps(area), "utf-8")
    assert _lint(made) == {"DP194"}
    write = {**migration(load_framework(made / "first").digest), "same_meaning": ["WRK-1.2"]}
    (made / "migrations" / f"{OLD}-{NEW}.yaml").write_text(json.dumps(write), "utf-8")
    assert _lint(made) == set()


def test_lint_refuses_a_version_that_rises_too_little(tmp_path: Path) -> None:
    made = write_new(tmp_path / "new", to="2026.1.1")
    (made / "migrations" / f"{OLD}-{NEW}.yaml").rename(made / "migrations" / f"{OLD}-2026.1.1.yaml")
    head = json.loads((made / "framework.yaml").read_text("utf-8")) | {"version": "2026.1.1"}
    (made / "framework.yaml").write_text(json.dumps(head), "utf-8")
    assert _lint(made) == {"DP197"}
