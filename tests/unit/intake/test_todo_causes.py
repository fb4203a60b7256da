"""What several things to collect wait for, and what is to be answered first."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.starter import new_folder
from dpcap.intake.todo import NO_SHOPS, todo
from dpcap.intake.todo_causes import causes
from dpcap.scoring.score import score
from locations import QUESTIONNAIRES
from small_framework import framework, write_folder


def test_a_new_folder_waits_for_shops_and_for_what_decides_which_questions_are_asked(
    tmp_path: Path,
) -> None:
    shipped = load_framework(QUESTIONNAIRES)
    wish: dict[str, Any] = {
        "role": "full_service",
        "core": False,
        "language": "zh",
        "today": date(2026, 11, 20),
    }
    new_folder(tmp_path / "fresh", shipped, **wish)
    profile = score(shipped, load_assessment(tmp_path / "fresh", shipped))
    rows = todo(shipped, profile)
    shops, hang = causes(rows, profile)
    assert shops.code == NO_SHOPS
    assert set(shops.nodes) == {row.node for row in rows if row.code == NO_SHOPS}
    assert set(hang.nodes) == {row.node for row in rows if row.code == "DP340"}
    facts = {f"fact_{name}" for name in shipped.facts}
    assert {*hang.needs} <= {*facts, *shipped.by_id}
    # The first of them frees most; none of them waits itself.
    told = [str(one.params["names"]) for one in profile.findings if one.code == "DP340"]
    freed = [sum(need in names.split(", ") for names in told) for need in hang.needs]
    assert freed == sorted(freed, reverse=True)
    assert not set(hang.needs) & set(hang.nodes)


def test_one_that_waits_is_no_cause(tmp_path: Path) -> None:
    ours = framework()
    profile = score(ours, load_assessment(write_folder(tmp_path), ours))
    rows = todo(ours, profile)
    assert [row.code for row in rows].count("DP340") == 1
    assert causes(rows, profile) == ()
