"""One provider, by function: what is scored, explained and still open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.scoring.score import score
from dpcap.workflow.assess import assess_provider
from dpcap.workflow.explain import explain_score
from dpcap.workflow.new_provider import NewProviderRequest, new_provider
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.todo import OpenWork, list_open_work
from folders import ASSESSED, LAPSED, TINY, make_folder

DAY = date.fromisoformat(ASSESSED)


def request(folder: Path, **more: object) -> ProviderRequest:
    return ProviderRequest(folder, framework=TINY, **more)  # type: ignore[arg-type]


def test_the_score_is_that_of_the_pure_function(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "acme")
    scored = assess_provider(request(folder))
    framework = load_framework(TINY)
    expected = score(framework, load_assessment(folder, framework))
    assert scored.profile.overall == expected.overall
    assert scored.profile.moves is not None
    assert scored.framework.digest == framework.digest
    assert scored.standing is None


def test_another_day_is_judged(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "acme")
    on = assess_provider(request(folder, on=DAY)).profile
    later = assess_provider(request(folder, on=date.fromisoformat(LAPSED))).profile
    assert (on.as_of, later.as_of) == (DAY, date.fromisoformat(LAPSED))
    assert (later.overall.proved or 0) < (on.overall.proved or 0)


def test_a_folder_that_cannot_be_read_raises_its_findings(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "acme")
    (folder / "answers.yaml").write_text("answers: [\n", encoding="utf-8")
    with pytest.raises(InvalidInputError) as raised:
        assess_provider(request(folder))
    assert raised.value.findings[0].file == (folder / "answers.yaml").as_posix()


def test_no_such_role_no_such_node(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "acme")
    with pytest.raises(UsageError, match="nobody"):
        assess_provider(request(folder, role="nobody"))
    with pytest.raises(UsageError, match="ZZZ-9"):
        explain_score(request(folder), "ZZZ-9")


def test_an_explanation_speaks_the_language_asked(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "acme")
    english = explain_score(request(folder), "WRK-1.1", language="en")
    chinese = explain_score(request(folder), "WRK-1.1", language="zh")
    assert "WRK-1.1" in english
    assert "WRK-1.1" in chinese
    assert english != chinese
    assert explain_score(request(folder), "WRK-1.1") == chinese


def test_what_is_open_is_grouped_by_person_or_screen(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    made = new_provider(NewProviderRequest(folder, DAY, "en", framework=TINY))
    assert {path.name for path in made.files} == {
        ".gitattributes",
        "answers.yaml",
        "kpis.csv",
        "provider.yaml",
        "answers.schema.json",
        "provider.schema.json",
    }
    people = list_open_work(request(folder))
    screens = list_open_work(request(folder), "screen")
    rows = {row.node for group in people.groups for row in group.rows}
    assert rows == {row.node for group in screens.groups for row in group.rows}
    assert rows
    assert {group.key for group in people.groups} <= set(people.framework.people)


def test_the_core_set_comes_first_and_says_what_the_rest_adds(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    new_provider(NewProviderRequest(folder, DAY, "en", framework=TINY, core=True))
    whole = list_open_work(request(folder))
    first = list_open_work(request(folder), core_first=True)
    core = list_open_work(replace(request(folder), core=True))
    assert first.groups == core.groups
    assert 0 < _count(first) < _count(whole)
    assert first.further is not None
    assert first.further.items == _count(whole) - _count(first)
    assert first.further.minutes == pytest.approx(_minutes(whole) - _minutes(first))
    assert whole.further is None


def test_once_the_core_set_is_answered_the_role_s_is_listed(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "acme")
    assert not [
        row
        for group in list_open_work(replace(request(folder), core=True)).groups
        for row in group.rows
        if row.need in {"answer", "shop"}
    ]
    found = list_open_work(request(folder), core_first=True)
    assert found.further is None
    assert found.groups == list_open_work(request(folder)).groups


def _count(work: OpenWork) -> int:
    return sum(len(group.rows) for group in work.groups)


def _minutes(work: OpenWork) -> float:
    return sum(group.minutes for group in work.groups)


def test_a_new_folder_writes_over_nothing(tmp_path: Path) -> None:
    wanted = NewProviderRequest(tmp_path / "acme", DAY, framework=TINY)
    new_provider(wanted)
    with pytest.raises(UsageError):
        new_provider(wanted)
