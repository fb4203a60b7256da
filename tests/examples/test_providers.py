"""The shipped example providers: each is what its README says, and the laws hold on real input."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.records import load_records
from dpcap.model.assessment import Answer, Assessment, Reply, ShopRow
from dpcap.model.finding import has_errors
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.trace import IndicatorNode, Node
from dpcap.scoring.score import score

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "providers"
REVIEWS = ROOT / "examples" / "reviews"
NAMES = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())
BLOCK = re.compile(r"```text\n(?P<lines>.*?)```", re.DOTALL)
LARGEST = 150_000
TOLERANCE = 1e-9

# How many deletions of each kind are tried for each provider; the seed is the provider's name.
SAMPLE = {"answer": 22, "answer field": 22, "row": 18, "row field": 30, "evidence": 14, "fact": 8}

Deletion = Callable[[Assessment], Assessment]


@cache
def framework() -> Framework:
    return load_framework(ROOT / "questionnaires")


@cache
def assessment(name: str) -> Assessment:
    return load_assessment(EXAMPLES / name, framework())


@cache
def records(name: str) -> ManagerRecords:
    return load_records(REVIEWS, assessment(name), framework())


@cache
def profile(name: str) -> Profile:
    return _scored(name, assessment(name))


def _scored(name: str, given: Assessment) -> Profile:
    return score(framework(), given, records=records(name))


def _indicators(profile: Profile) -> Iterator[IndicatorNode]:
    for area in profile.areas:
        for dimension in area.dimensions:
            yield from dimension.indicators


# ── what the READMEs say ─────────────────────────────────────────────────────────────────


def _said(name: str) -> dict[str, str]:
    text = (EXAMPLES / name / "README.md").read_text(encoding="utf-8")
    block = BLOCK.search(text)
    assert block is not None, f"{name}: its README has no ```text block"
    lines = block["lines"].strip().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def _found(profile: Profile) -> dict[str, str]:
    level, findings = profile.overall.level, profile.findings
    return {
        "graded": "yes" if level.proved.graded else "no",
        "level": f"claimed {level.claimed.id or 'none'}, proved {level.proved.id or 'none'}",
        "warnings": _counted([one.code for one in findings if one.severity == "warning"]),
        "notes": _counted([one.code for one in findings if one.severity == "note"]),
        "contradictions": _rules(profile, "DP501"),
        "not checked": _rules(profile, "DP502"),
    }


def _counted(codes: list[str]) -> str:
    return ", ".join(f"{code} × {n}" for code, n in sorted(Counter(codes).items())) or "none"


def _rules(profile: Profile, code: str) -> str:
    rules = {str(one.node) for one in profile.findings if one.code == code}
    return ", ".join(sorted(rules)) or "none"


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_what_its_readme_says(name: str) -> None:
    assert _found(profile(name)) == _said(name)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_no_errors_and_bears_its_folders_name(name: str) -> None:
    assert not has_errors(profile(name).findings)
    assert profile(name).provider.id == name


@pytest.mark.parametrize("name", NAMES)
def test_every_evidence_file_is_there_and_every_file_is_named(name: str) -> None:
    pieces = assessment(name).evidence.values()
    assert [piece.id for piece in pieces if piece.state != "ok"] == []
    named = {piece.file for piece in pieces if piece.file}
    assert {f"evidence/{path.name}" for path in (EXAMPLES / name / "evidence").iterdir()} == named
    # As in life, a file stands for several answers: fewer pieces than answers with one, few each.
    proved = _pieces_by_indicator(name)
    assert 12 <= len(pieces) < len(proved)
    assert max(map(len, proved.values())) <= 3


def _pieces_by_indicator(name: str) -> dict[str, set[str]]:
    """Of each indicator that names evidence, in its answer or for a shop, which pieces."""
    given = assessment(name)
    found = {node: set(answer.evidence) for node, answer in given.answers.items()}
    for node, rows in given.rows.items():
        found.setdefault(node, set()).update(*(row.evidence for row in rows))
    return {node: named for node, named in found.items() if named}


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_small_and_says_that_it_is_invented(name: str) -> None:
    files = [path for path in (EXAMPLES / name).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < LARGEST
    for path in files:
        if path.name != "kpis.csv":
            content = path.read_bytes().decode("utf-8", errors="ignore").lower()
            assert "虚构示例" in content or "invented" in content, path


# ── what they show together ──────────────────────────────────────────────────────────────


def test_there_are_enough_of_them_for_enough_roles() -> None:
    assert len(NAMES) >= 8
    assert len({profile(name).role.id for name in NAMES}) >= 5


def test_together_they_show_every_state_and_every_kind_of_scale() -> None:
    scales = {node: indicator.scale.kind for node, indicator in framework().by_id.items()}
    nodes = [node for name in NAMES for node in _indicators(profile(name))]
    states = {"answered", "unknown", "missing", "not_applicable", "not_asked", "out_of_scope"}
    assert {node.state for node in nodes} == states
    answered = {scales[node.id] for node in nodes if node.state == "answered"}
    assert answered == set(scales.values())


def test_together_they_show_what_can_happen() -> None:
    profiles = [profile(name) for name in NAMES]
    levels = [one.overall.level for one in profiles]
    assert any(one.shops for each in profiles for one in _indicators(each))
    assert {each.shops.draw for each in profiles} >= {"all", "drawn"}
    # What the same providers' pages say as long as the manager has drawn nothing.
    assert "pending" in {score(framework(), assessment(name)).shops.draw for name in NAMES}
    assert any(each.review.reviewed > 30 for each in profiles)
    assert any(one.claimed.id != one.proved.id for one in levels)
    assert any(not one.proved.graded for one in levels)
    assert {one.proved.id for one in levels} >= {None, "L2", "L3", "L4"}
    assert any(each.overall.critical.failed for each in profiles)
    assert {"DP344", "DP451", "DP452", "DP501", "DP502"} <= {
        finding.code for each in profiles for finding in each.findings
    }
    assert {each.provider.language for each in profiles} == {"zh", "en"}


def test_every_review_is_about_an_example() -> None:
    """And what is not about one, the draw and the round, is about all."""
    files = {path.name.split(".")[0] for path in REVIEWS.glob("*.yaml")}
    assert files - set(NAMES) == {"draw", "round"}


# ── laws on real input ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    again = load_assessment(EXAMPLES / name, framework())
    first = _scored(name, again).model_dump_json()
    assert _scored(name, again).model_dump_json() == first == profile(name).model_dump_json()


@pytest.mark.parametrize("name", NAMES)
def test_deleting_anything_never_helps(name: str) -> None:
    before = profile(name)
    for kind, place, delete in _sample(assessment(name), name):
        after = _scored(name, delete(assessment(name)))
        assert _raised(before, after) == [], f"without {kind} {place}"


@pytest.mark.parametrize(
    ("figures", "left"),
    [((34.0, 33.0, 35.0), {"DP501"}), ((34.0, 33.0, 9.0), {"DP501", "DP502"})],
)
def test_a_row_left_out_takes_no_contradiction_away(
    figures: tuple[float, ...], left: set[str]
) -> None:
    """Happy buyers and unhappy chats (C-21): a conflict on the median of three shops."""
    given = assessment("maodun")
    rows = given.rows["FUL-3.2"]
    said = [row.model_copy(update={"value": v}) for row, v in zip(rows, figures, strict=True)]
    assert _c21(given, said) == {"DP501"}
    fewer = [_c21(given, said[:place] + said[place + 1 :]) for place in range(3)]
    assert all(fewer)
    assert set().union(*fewer) == left


def _c21(given: Assessment, rows: list[ShopRow]) -> set[str]:
    lesser = _changed(given, rows={**given.rows, "FUL-3.2": tuple(rows)})
    return {found.code for found in _scored("maodun", lesser).findings if found.node == "C-21"}


def _sample(given: Assessment, name: str) -> Iterator[tuple[str, str, Deletion]]:
    kinds: dict[str, list[tuple[str, Deletion]]] = {
        "answer": list(_answers(given)),
        "answer field": list(_answer_fields(given)),
        "row": list(_rows(given)),
        "row field": list(_row_fields(given)),
        "evidence": [(piece, _without_piece(piece)) for piece in given.evidence],
        "fact": [(fact, _without_fact(fact)) for fact in given.provider.facts],
    }
    draw = Random(name)
    for kind, deletions in kinds.items():
        for place, delete in draw.sample(deletions, min(SAMPLE[kind], len(deletions))):
            yield kind, place, delete


def _raised(before: Profile, after: Profile) -> list[str]:
    """What stands higher in *after*: scores or coverage of the top and the areas, or the level."""
    pairs: list[tuple[Node, Node]] = [(before.overall, after.overall)]
    pairs += zip(before.areas, after.areas, strict=True)
    higher = [
        f"{old.id} {measure}"
        for old, new in pairs
        for measure in ("claimed", "proved", "coverage")
        if (getattr(new, measure) or 0.0) > (getattr(old, measure) or 0.0) + TOLERANCE
    ]
    for basis in ("claimed", "proved"):
        old, new = (getattr(one.overall.level, basis).id or "" for one in (before, after))
        higher += [f"level {basis}"] if new > old else []
    return higher


def _answers(given: Assessment) -> Iterator[tuple[str, Deletion]]:
    for node in given.answers:
        yield node, _with_answer(node, None)


def _answer_fields(given: Assessment) -> Iterator[tuple[str, Deletion]]:
    for node, answer in given.answers.items():
        for field, smaller in _smaller(answer):
            yield f"{node} {field}", _with_answer(node, smaller)


def _rows(given: Assessment) -> Iterator[tuple[str, Deletion]]:
    for node, rows in given.rows.items():
        for place, row in enumerate(rows):
            yield f"{node}@{row.shop}", _with_row(node, place, None)


def _row_fields(given: Assessment) -> Iterator[tuple[str, Deletion]]:
    for node, rows in given.rows.items():
        for place, row in enumerate(rows):
            for field, smaller in _smaller(row):
                yield f"{node}@{row.shop} {field}", _with_row(node, place, smaller)


def _smaller(reply: Reply) -> Iterator[tuple[str, Any]]:
    """*reply* without one of its fields, one field of its envelope, or one piece of evidence."""
    empty = {name: info.get_default() for name, info in type(reply).model_fields.items()}
    for field in type(reply).model_fields:
        if field not in ("shop", "line") and getattr(reply, field) != empty[field]:
            yield field, reply.model_copy(update={field: empty[field]})
    for field in reply.envelope:
        rest = {name: value for name, value in reply.envelope.items() if name != field}
        yield field, reply.model_copy(update={"envelope": rest})
    for piece in reply.evidence[1:]:
        yield piece, _unlinked(reply, piece)


def _unlinked(reply: Any, piece: str) -> Any:
    rest = tuple(one for one in reply.evidence if one != piece)
    return reply.model_copy(update={"evidence": rest})


def _with_answer(node: str, answer: Answer | None) -> Deletion:
    def apply(given: Assessment) -> Assessment:
        answers = {name: one for name, one in given.answers.items() if name != node}
        return _changed(given, answers=answers if answer is None else {**answers, node: answer})

    return apply


def _with_row(node: str, place: int, row: Any) -> Deletion:
    def apply(given: Assessment) -> Assessment:
        old = given.rows[node]
        new = (*old[:place], *(() if row is None else (row,)), *old[place + 1 :])
        return _changed(given, rows={**given.rows, node: new})

    return apply


def _without_piece(piece: str) -> Deletion:
    def apply(given: Assessment) -> Assessment:
        return _changed(
            given,
            evidence={name: one for name, one in given.evidence.items() if name != piece},
            answers={node: _unlinked(one, piece) for node, one in given.answers.items()},
            rows={
                node: tuple(_unlinked(row, piece) for row in rows)
                for node, rows in given.rows.items()
            },
        )

    return apply


def _without_fact(fact: str) -> Deletion:
    def apply(given: Assessment) -> Assessment:
        facts = {name: one for name, one in given.provider.facts.items() if name != fact}
        return _changed(given, provider=given.provider.model_copy(update={"facts": facts}))

    return apply


def _changed(given: Assessment, **parts: Any) -> Assessment:
    """*given* with other parts, its digest worked out anew."""
    return Assessment.model_construct(**{**dict(given), **parts})
