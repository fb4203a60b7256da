"""`round.yaml`: what is read of it, and what is wrong with one, each with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.round import held_providers, open_round
from dpcap.model.finding import Finding
from dpcap.workflow.lint import LintRequest, lint_paths
from folders import TINY, make_folder
from rounds import DUE, put_decision, put_review, put_round

LATER = {"due_on": "2026-11-30", "reason": "病假"}


def told(path: Path, *more: Path) -> list[Finding]:
    return list(lint_paths(LintRequest((path, *more), framework=TINY)))


def codes(found: list[Finding]) -> list[tuple[str, int | None]]:
    return [(one.code, one.line) for one in found]


def line_of(path: Path, text: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if text in line)


def test_what_a_round_says_is_read(tmp_path: Path) -> None:
    path = put_round(tmp_path / "round.yaml", extensions={"acme": LATER}, judge_by="begun")
    found = open_round(path).round
    assert found.due_of("acme") == date(2026, 11, 30)
    assert found.due_of("other") == date.fromisoformat(DUE)
    assert found.judge_by == "begun"
    assert next(name for name, _ in found.days) == "opens_on"
    assert len(found.days) == 5
    assert open_round(path).findings == ()


def test_three_keys_are_enough(tmp_path: Path) -> None:
    gone = dict.fromkeys(("title", "shops_frozen_on", "review_ends_on", "decision_on"))
    found = open_round(put_round(tmp_path / "round.yaml", **gone)).round
    assert [name for name, _ in found.days] == ["opens_on", "due_on"]
    assert (found.judge_by, found.title) == (None, None)


@pytest.mark.parametrize(
    ("changed", "code", "at"),
    [
        ({"shops_frozen_on": "2026-11-01"}, "DP480", "shops_frozen_on"),
        ({"due_on": "2026-10-23"}, "DP480", "due_on"),
        ({"decision_on": "2026-11-30"}, "DP480", "decision_on"),
        ({"shops_frozen_on": None, "due_on": "2026-11-01"}, "DP480", "due_on"),
        ({"extensions": {"acme": {**LATER, "due_on": DUE}}}, "DP481", "    due_on"),
        ({"extensions": {"acme": {**LATER, "due_on": "2026-11-20"}}}, "DP481", "    due_on"),
        ({"extensions": {"acme": {"due_on": "2026-11-30"}}}, "DP105", "    due_on"),
        ({"extensions": {"Acme Ltd": LATER}}, "DP104", "Acme Ltd"),
        ({"judge_by": "current"}, "DP104", "judge_by"),
        ({"opens_on": "soon"}, "DP104", "opens_on"),
        ({"due": "2026-11-23"}, "DP106", "due:"),
    ],
)
def test_an_error_names_its_line(
    tmp_path: Path, changed: dict[str, Any], code: str, at: str
) -> None:
    path = put_round(tmp_path / "round.yaml", **changed)
    with pytest.raises(InvalidInputError):
        open_round(path)
    found = told(path)
    assert (code, line_of(path, at)) in codes(found)
    assert all(one.message("zh") != one.message("en") for one in found)


def test_the_same_day_twice_is_in_order(tmp_path: Path) -> None:
    path = put_round(tmp_path / "round.yaml", shops_frozen_on="2026-11-02", decision_on=None)
    assert told(path) == []


@pytest.mark.parametrize(
    ("changed", "code", "at"),
    [
        ({"extensions": {"acme": {**LATER, "due_on": "2026-12-12"}}}, "DP483", "    due_on"),
        ({"decision_on": "2027-12-11"}, "DP484", "decision_on"),
    ],
)
def test_a_warning_names_its_line(
    tmp_path: Path, changed: dict[str, Any], code: str, at: str
) -> None:
    path = put_round(tmp_path / "round.yaml", **changed)
    assert codes(told(path)) == [(code, line_of(path, at))]
    assert open_round(path)


def test_the_last_day_of_all_may_be_extended_to(tmp_path: Path) -> None:
    extended = {"acme": {**LATER, "due_on": "2026-12-11"}}
    assert told(put_round(tmp_path / "round.yaml", extensions=extended)) == []


def test_an_extension_for_nobody_is_told_with_the_near_name(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "providers" / "acme")
    path = put_round(tmp_path / "round.yaml", extensions={"acne": LATER, "acme": LATER})
    (one,) = [one for one in told(path, folder.parent) if one.file == path.as_posix()]
    assert (one.code, one.line) == ("DP482", line_of(path, "acne"))
    assert "acme" in one.message("zh")
    strange = put_round(tmp_path / "round.yaml", extensions={"stranger": LATER})
    assert "DP482" in {one.code for one in told(strange, folder.parent)}
    assert "DP482" not in {one.code for one in told(strange, folder)}


def test_without_folders_only_what_looks_like_a_known_id_is_told(tmp_path: Path) -> None:
    reviews = tmp_path / "reviews"
    path = put_round(reviews / "round.yaml", extensions={"acne": LATER, "stranger": LATER})
    assert told(path) == []
    put_decision(reviews, "acme")
    assert codes(told(path)) == [("DP482", line_of(path, "acne"))]


def test_ids_are_those_of_the_files_on_providers(tmp_path: Path) -> None:
    put_round(tmp_path / "round.yaml")
    put_review(tmp_path, "acme")
    put_decision(tmp_path, "bravo")
    (tmp_path / "charlie.facts.yaml").write_text("", "utf-8")
    (tmp_path / "draw.yaml").write_text("", "utf-8")
    assert held_providers(tmp_path) == {"acme", "bravo", "charlie"}


def test_a_directory_of_reviews_takes_it_for_no_review(tmp_path: Path) -> None:
    put_round(tmp_path / "round.yaml")
    put_review(tmp_path, "acme")
    assert told(tmp_path) == []
    put_round(tmp_path / "round.yaml", due_on="2026-10-01")
    assert [one.code for one in told(tmp_path)] == ["DP480"]


def test_no_provider_can_be_called_so(tmp_path: Path) -> None:
    found = told(make_folder(tmp_path / "round"))
    assert "DP802" in {one.code for one in found}
