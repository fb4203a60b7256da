"""What the documents show by example is true: the worked example, the sample files."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from builders import CAPS, assessment, evidence, framework, indicator, number, text
from builders import area as area_of
from dpcap.intake.all_answers import AnswersFile, WrittenEvidence
from dpcap.intake.decision import parse_decision
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.lint import lint_framework, lint_reviews
from dpcap.intake.records import ReviewsFolder
from dpcap.model.assessment import Assessment, Client, Contact, Fact, Provider, Shop
from dpcap.model.framework import Framework, FrameworkFile
from dpcap.model.indicator import Indicator
from dpcap.model.manager import DrawFile, ManagerFacts, ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.review import Review
from dpcap.model.scale import ByCurve, ByGoalposts, ByPeer, ByPoints, Choice, Nps, Sourced
from dpcap.report.figures import percent
from dpcap.report.figures import score as shown
from dpcap.scoring.case import make_case
from dpcap.scoring.improvement_plan import plan_of
from dpcap.scoring.improvements import list_moves
from dpcap.scoring.score import score
from locations import QUESTIONNAIRES, ROOT

METHOD = ROOT / "docs" / "method.md"
QUESTIONS = ROOT / "docs" / "questionnaires.md"
FOLDER = ROOT / "docs" / "provider-folder.md"
REVIEWING = ROOT / "docs" / "reviewing.md"

WHOLE = re.MULTILINE | re.DOTALL
PROVED = {"evidence": {"ask": text("proof")}}
RUNGS = {"kind": "rubric", "levels": [text(f"rung {n}") for n in range(6)]}
BOXES = {"kind": "checklist", "options": [{"id": name, **text(name)} for name in "abcd"]}
LEVELS: list[dict[str, Any]] = [
    {"id": "L1", "from": 0},
    {"id": "L2", "from": 45},
    {"id": "L3", "from": 55, "requires": {"min_area": 30}},
    {"id": "L4", "from": 70, "requires": {"min_area": 50, "critical": True}},
    {"id": "L5", "from": 85, "requires": {"min_area": 65, "critical": True}},
]
REVIEW = {
    "schema": "dpcap/review/2",
    "provider": "p1",
    "not_applicable": {
        "SHP-1.2": {
            "ruling": "accepted",
            "by": "r",
            "on": date(2026, 11, 21),
            "reason": "seen",
            "framework": "small 1",
            "saw": {"reason": "closed"},
        }
    },
}


def worked_framework() -> Framework:
    shortfall = number({"by": "peer", "ratio_of": "shortfall"})
    return framework(
        area_of(
            "LIV",
            [
                indicator("LIV-1.1", RUNGS, **PROVED),
                indicator("LIV-1.2", weight=2, critical=True, **PROVED),
            ],
            [
                indicator("LIV-2.1", number({"by": "peer"}), **PROVED),
                indicator("LIV-2.2", BOXES, **PROVED),
            ],
            weights=(2, 1),
        ),
        area_of(
            "SHP",
            [
                indicator("SHP-1.1", shortfall, weight=4, **PROVED),
                indicator("SHP-1.2", not_applicable=["closed"], **PROVED),
            ],
        ),
        roles={"one": {"title": text("one"), "weights": {"liv": 60, "shp": 40}}},
        levels=[{**level, "title": text(level["id"])} for level in LEVELS],
    )


def worked_assessment() -> Assessment:
    kinds = {"e1": "screenshot", "e2": "own_document", "e3": "export"}
    return assessment(
        {
            "LIV-1.1": {"value": 4, "evidence": ["e1"]},
            "LIV-1.2": {"value": True, "evidence": ["e2"]},
            "LIV-2.1": {"value": 2.5, "peer": 2.0, "evidence": ["e3"]},
            "LIV-2.2": {"unknown": True},
            "SHP-1.1": {"value": 97.0, "peer": 96.0, "evidence": ["e1"]},
            "SHP-1.2": {"not_applicable": "closed", "note": "by contract"},
        },
        evidence={node: evidence(node, kind) for node, kind in kinds.items()},
    )


@pytest.fixture(scope="module")
def profile() -> Profile:
    return score(worked_framework(), worked_assessment())


def table(first: str) -> dict[str, list[str]]:
    """The table of the worked example whose first column is called *first*, by its rows' ids."""
    part = METHOD.read_text(encoding="utf-8").partition("## A worked example")[2]
    block = re.search(rf"^\| {first} \|.*?\n\n", part, re.MULTILINE | re.DOTALL)
    assert block
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in block[0].splitlines()[2:]]
    return {row[0].split()[0]: row[1:] for row in rows if row}


def written(value: float | None) -> str:
    return "–" if value is None else shown(value)


def test_the_worked_indicators(profile: Profile) -> None:
    rows = table("indicator")
    nodes = [n for a in profile.areas for d in a.dimensions for n in d.indicators]
    assert [node.id for node in nodes] == list(rows)
    for node in nodes:
        found = (node.claimed, node.proved, node.claimed_ceiling, node.proved_ceiling)
        assert rows[node.id][-4:] == [written(one) for one in found], node.id
        assert rows[node.id][0] == f"{node.weight:g}"


def test_the_worked_floors(profile: Profile) -> None:
    live, shop = profile.areas
    nodes = [*live.dimensions, live, shop, profile.overall]
    for (name, row), node in zip(table("node").items(), nodes, strict=True):
        found = (node.claimed, node.proved, node.claimed_ceiling, node.proved_ceiling)
        assert row[1:] == [*map(written, found), percent(node.coverage or 0.0)], name


def test_the_worked_level(profile: Profile) -> None:
    before = profile.overall.level
    assert (before.claimed.id, before.proved.id) == ("L2", "L2")
    blocked = before.proved.blocked[0]
    assert (blocked.level, blocked.rule, blocked.nodes) == ("L3", "not_applicable", ("shp",))
    assert blocked.found == pytest.approx(0.2)
    review = Review.model_validate(REVIEW)
    after = score(
        worked_framework(), worked_assessment(), records=ManagerRecords(review=review)
    ).overall.level
    assert (after.claimed.id, after.proved.id) == ("L4", "L3")
    assert profile.overall.critical.passed == 1


def test_the_worked_moves() -> None:
    moves = {(m.node, m.kind): m for m in list_moves(worked_framework(), worked_assessment())}
    proof = moves["LIV-1.2", "better_proof"]
    assert (proof.proof, shown(proof.gain)) == ("screenshot", "5.3")
    box = moves["LIV-2.2", "new_work"]
    assert (box.proof, shown(box.gain)) == ("own_document", "2.5")


def test_the_worked_plan() -> None:
    first = plan_of(make_case(worked_framework(), worked_assessment()))
    assert (first.target, first.exemptions, first.moves, first.level) == (
        "L3",
        ("SHP-1.2",),
        (),
        "L3",
    )
    records = ManagerRecords(review=Review.model_validate(REVIEW))
    then = plan_of(make_case(worked_framework(), worked_assessment(), records=records))
    (move,) = then.moves
    assert (then.target, move.node, move.kind, then.level) == (
        "L4",
        "LIV-1.2",
        "better_proof",
        "L4",
    )
    assert (shown(move.gain), shown(then.score or 0)) == ("5.3", "72.0")


def test_caps_and_numbers_of_the_shipped_method() -> None:
    method = load_framework(QUESTIONNAIRES).method
    page = METHOD.read_text(encoding="utf-8")
    caps = {"own document": "own_document", "screenshot": "screenshot"}
    for words, kind in caps.items():
        assert f"| {words} | {method.proof_caps[kind]:g} |" in page
        assert CAPS[kind] == method.proof_caps[kind]
    for name in ("max_shops", "few_shops", "few_shops_cap", "target_main", "target_other"):
        assert f"`{name}` ({getattr(method, name):g})" in page
    for name in ("min_coverage", "full_set_share", "main_area_share", "max_not_applicable"):
        assert re.search(rf"`{name}`\s\({100 * getattr(method, name):g} %\)", page)


def files_in(page: Path, directory: Path) -> None:
    """Writes the page's sample files, those whose first line is their name."""
    words = page.read_text(encoding="utf-8")
    for name, content in re.findall(r"^```yaml\n# ([\w.-]+)\n(.*?)^```", words, WHOLE):
        (directory / name).write_text(content, encoding="utf-8")


def test_the_sample_framework_is_clean(tmp_path: Path) -> None:
    files_in(QUESTIONS, tmp_path)
    assert lint_framework(tmp_path) == ()


def fragments(page: Path) -> list[str]:
    """The page's YAML examples that are part of a file, one `scale` or `score` each."""
    words = page.read_text(encoding="utf-8")
    return [one for one in re.findall(r"^```yaml\n(.*?)^```", words, WHOLE) if one[0] != "#"]


@pytest.mark.parametrize("fragment", fragments(QUESTIONS), ids=lambda one: one.split("}")[0][:40])
def test_each_example_of_a_scale_is_clean(fragment: str, tmp_path: Path) -> None:
    """Put in the place of that of a question of the sample framework, it lints clean."""
    files_in(QUESTIONS, tmp_path)
    path = tmp_path / "service.yaml"
    area = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    (key, value), *others = yaml.load(fragment, yaml.CSafeLoader).items()
    assert not others
    asked = {one["id"]: one for part in area["dimensions"] for one in part["indicators"]}
    if key == "scale":
        asked["SVC-2.1"]["scale"] = value
    else:
        assert key == "score"
        asked["SVC-2.1"]["scale"]["score"] = value
    path.write_text(yaml.safe_dump(area, allow_unicode=True), "utf-8")
    assert lint_framework(tmp_path) == ()


def test_the_keys_are_those_of_the_files() -> None:
    """Which are required is told of every key, and as the readers have it."""
    rows = re.findall(
        r"^\| (.+?) \| `(\w+)` \| (\S+) \|", QUESTIONS.read_text("utf-8"), re.MULTILINE
    )
    told = {(place, key): needed == "**required**" for place, key, needed in rows}
    for place, model in (
        ("`framework.yaml`", FrameworkFile),
        ("each of `indicators`", Indicator),
        ("`score`, `by: peer`", ByPeer),
    ):
        for name, field in model.model_fields.items():
            assert told[place, field.alias or name] == field.is_required(), name


def test_the_sample_folder_and_review_are_read(tmp_path: Path) -> None:
    files_in(FOLDER, tmp_path)
    rows = re.search(r"^```csv\n(.*?)^```", FOLDER.read_text(encoding="utf-8"), WHOLE)
    assert rows
    (tmp_path / "kpis.csv").write_text(rows[1], encoding="utf-8")
    shipped = load_framework(QUESTIONNAIRES)
    found = load_assessment(tmp_path, shipped)
    # The files are not there, the link is a sample, and the version named may be an earlier one.
    assert {one.code for one in found.findings} - {"DP850"} == {"DP341", "DP361"}
    codes = {one.code for one in score(shipped, found).findings}
    # Of its facts the page shows only some, and what its role does not ask is there to be shown.
    shown_in_part = {"DP178", "DP331", "DP340", "DP502"}
    assert codes <= shown_in_part | {"DP341", "DP361", "DP382", "DP850"}


def test_the_samples_of_what_the_manager_holds_are_read(tmp_path: Path) -> None:
    """All of them stand over the sample folder; of its answers the page shows only some."""
    files_in(FOLDER, tmp_path)
    reviews = tmp_path / "reviews"
    reviews.mkdir()
    files_in(REVIEWING, reviews)
    (reviews / "review.yaml").rename(reviews / "acme.yaml")
    (reviews / "facts.yaml").rename(reviews / "acme.facts.yaml")
    rows = re.search(r"^```csv\n(.*?)^```", REVIEWING.read_text(encoding="utf-8"), WHOLE)
    assert rows
    (reviews / "peers.csv").write_text(rows[1], encoding="utf-8")
    shipped = load_framework(QUESTIONNAIRES)
    assert lint_reviews(reviews, shipped) == ()
    found = load_assessment(tmp_path, shipped)
    folder = ReviewsFolder.read(reviews, shipped)
    assert (len(folder.tables.draws), len(folder.tables.peers)) == (1, 1)
    profile = score(shipped, found, records=folder.records(found, shipped))
    assert profile.provider.facts["violation_points"].value == 2
    assert [(shop.id, shop.confirmed) for shop in profile.provider.shops] == [
        ("s1", True),
        ("35012346", True),
    ]
    codes = {one.code for one in profile.findings}
    assert {"DP411", "DP412", "DP413"} <= codes


def fields_of(*models: Any) -> set[str]:
    """The names, as written in YAML, of every field of *models* and of what they hold."""
    names: set[str] = set()
    seen: set[Any] = set()
    waiting = list(models)
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if isinstance(one, type) and issubclass(one, BaseModel):
            for name, field in one.model_fields.items():
                names.add(field.alias or name)
                waiting.append(field.annotation)
        waiting += get_args(one)
    return names


@pytest.mark.parametrize(
    ("page", "models"),
    [
        (QUESTIONS, (FrameworkFile, Framework, Choice, Nps, Sourced)),
        (QUESTIONS, (ByPoints, ByGoalposts, ByPeer, ByCurve)),
        (FOLDER, (Provider, Shop, Client, Contact, Fact, AnswersFile, WrittenEvidence)),
        (REVIEWING, (Review, ManagerFacts, DrawFile)),
    ],
)
def test_every_field_is_shown(page: Path, models: tuple[Any, ...]) -> None:
    words = set(re.findall(r"[a-z_0-9]+", page.read_text(encoding="utf-8")))
    assert fields_of(*models) - words == set()


def test_the_sample_decision_is_read() -> None:
    words = (ROOT / "docs" / "decide.md").read_text(encoding="utf-8")
    (sample,) = re.findall(r"^```yaml\n# decision.yaml\n(.*?)^```", words, WHOLE)
    found = parse_decision(sample.encode(), "decision.yaml", "acme")
    assert {"until", "rests_on", "replaces", "conditions"} <= found.model_fields_set
