"""What is said of a report, whatever was done to it or to what it came from."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from decided import rests_on
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.model.decision import Decision
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.keyring import IssuerKey
from dpcap.model.manager import ManagerRecords
from dpcap.model.review import EvidenceRuling, Review
from dpcap.model.seen_today import seen_file
from dpcap.report.canonical import canonical
from dpcap.report.formats import profile_json, render
from dpcap.report.html import json_inside
from dpcap.verify.carried_report import CarriedReport
from dpcap.verify.sources import ReportSources, SourceChoices
from dpcap.verify.verdict import ReportVerdict, VerifyInputs, judge_report
from folders import TINY, make_folder
from locations import PROVIDERS, QUESTIONNAIRES
from signed import read

FRAMEWORK = load_framework(TINY)
DAY = date(2026, 11, 24)
GATES = Gates.model_validate(
    {
        "schema": "dpcap/gates/1",
        "id": "ours",
        "title": {"zh": "规则", "en": "Rules"},
        "rules": {
            "work": {
                "measure": "proved.work",
                "at_least": 10,
                "message": {"zh": "要做事", "en": "Work"},
            }
        },
    }
)
DECISION = Decision.model_validate(
    {
        "schema": "dpcap/decision/2",
        "provider": "acme",
        "decision": "admit",
        "by": "W",
        "on": DAY,
        "reason": "all well",
        **rests_on(),
    }
)


def sources(folder: Path, framework: Framework = FRAMEWORK, **more: Any) -> ReportSources:
    made = load_assessment(make_folder(folder / "acme", **more), framework)
    return ReportSources(framework, made, None, GATES, GATES.digest, None, DECISION)


def refused(made: ReportSources) -> ManagerRecords:
    """A review that refuses e1."""
    ruling = EvidenceRuling(
        ruling="refused", by="W", on=DAY, reason="no", saw=seen_file(made.assessment.evidence["e1"])
    )
    review = Review(schema_="dpcap/review/2", provider="acme", evidence={"e1": ruling})
    return ManagerRecords(review=review)


def report(
    made: ReportSources, form: str = "html", audience: str = "brand", day: date = DAY
) -> str:
    profile, standing = made.scored(SourceChoices(day))
    return render(
        profile, made.framework, format=form, audience=audience, language="en", standing=standing
    )


def verdict(text: str, made: ReportSources | None, today: date = DAY) -> ReportVerdict:
    return judge_report(read(text), VerifyInputs(today=today, sources=made))


def forged(page: str, change: Callable[[dict[str, Any]], None]) -> str:
    """The page with its statement changed, and written as dpcap would write it."""
    one = read(page)
    data = json.loads(one.text)
    change(data)
    return page.replace(json_inside(one.text), json_inside(canonical(data)))


@pytest.mark.parametrize("form", ["html", "json"])
@pytest.mark.parametrize("audience", ["applicant", "reviewer", "brand"])
def test_same(tmp_path, form, audience):
    found = verdict(report(sources(tmp_path), form, audience), sources(tmp_path))
    assert found.outcome == "same"
    assert found.page.state == ("same" if form == "html" else "none")
    assert (found.data.difference, found.data.gates_left, found.is_good) == (None, False, True)


def test_a_whole_profile(tmp_path):
    profile, _ = sources(tmp_path).scored(SourceChoices(DAY))
    assert verdict(profile_json(profile), sources(tmp_path)).outcome == "same"
    edited = profile.model_copy(update={"hinges_on": "e9"})
    found = verdict(profile_json(edited), sources(tmp_path))
    assert found.data.difference is not None
    assert (found.outcome, found.data.difference.first[:1]) == ("differs", (("hinges_on",),))


def test_nothing_to_go_by_proves_nothing(tmp_path):
    found = verdict(report(sources(tmp_path)), None)
    assert (found.outcome, found.data.state, found.seal.state, found.is_good) == (
        "unproven",
        "unchecked",
        "none",
        False,
    )


def test_expired():
    framework = load_framework(QUESTIONNAIRES)
    made = ReportSources(framework, load_assessment(PROVIDERS / "lanxing", framework))
    profile, _ = made.scored(SourceChoices())
    page = render(profile, framework, format="json")
    until = profile.valid_until
    assert until is not None
    assert verdict(page, made, until).outcome == "same"
    later = verdict(page, made, until + timedelta(days=1))
    assert (later.outcome, later.data.state, later.is_good) == ("expired", "same", False)


def test_an_edited_number_is_named_with_both_values(tmp_path):
    def raise_them(data: dict[str, Any]) -> None:
        data["profile"]["areas"][0]["proved"] = 98.5
        data["profile"]["overall"]["proved"] = 99.5

    page = report(sources(tmp_path))
    found = verdict(forged(page, raise_them), sources(tmp_path))
    assert found.outcome == "differs"
    assert found.report.exact
    assert found.data.difference is not None
    first = found.data.difference.first
    assert (first.path, first.shown) == (("overall", "proved"), 99.5)
    assert first.found == read(page).profile.overall.proved
    assert (found.data.difference.values, found.data.difference.reasons) == (2, ("edited",))
    assert found.page.state == "edited"


def test_a_number_deep_inside_is_named_by_its_node(tmp_path):
    def raise_it(data: dict[str, Any]) -> None:
        data["profile"]["areas"][0]["dimensions"][0]["indicators"][0]["proved"] = 99.5

    found = verdict(forged(report(sources(tmp_path)), raise_it), sources(tmp_path))
    assert found.data.difference is not None
    assert found.data.difference.first.node == "WRK-1.1"
    assert found.data.difference.first.path[-2:] == ("WRK-1.1", "proved")


def test_an_edited_page_over_true_data(tmp_path):
    page = report(sources(tmp_path))
    changed = page.replace("below the lowest", "L5, the highest").replace("Proved", "Certified", 1)
    assert changed != page
    found = verdict(changed, sources(tmp_path))
    assert (found.outcome, found.data.state) == ("edited", "same")
    assert found.page.edited is not None
    assert "Proved" in found.page.edited.made or "Proved" not in found.page.edited.shown
    assert found.page.edited.line == next(
        place
        for place, pair in enumerate(zip(page.split("\n"), changed.split("\n"), strict=True), 1)
        if pair[0] != pair[1]
    )


def other(framework: Framework) -> Framework:
    data = json.loads(framework.json_text)
    data["areas"][0]["dimensions"][0]["indicators"][0]["weight"] = 3
    return Framework.model_validate(data)


def test_why_it_differs(tmp_path):
    made = sources(tmp_path)
    page = report(made)

    def reasons(now: ReportSources) -> tuple[str, ...]:
        found = verdict(page, now)
        assert found.outcome == "differs"
        assert found.data.difference is not None
        return found.data.difference.reasons

    assert reasons(sources(tmp_path / "a", other(FRAMEWORK))) == ("framework",)
    assert reasons(sources(tmp_path / "b", rung=1)) == ("answers",)
    assert reasons(sources(tmp_path / "c", role="carer")) == ("answers", "role")
    changed = sources(tmp_path / "d")
    (tmp_path / "d" / "acme" / "evidence" / "roster.txt").write_bytes(b"another roster")
    changed = replace(changed, assessment=load_assessment(tmp_path / "d" / "acme", FRAMEWORK))
    assert reasons(changed) == ("answers",)
    assert reasons(replace(made, records=refused(made))) == ("review",)
    assert reasons(replace(made, gates_digest="1" * 64)) == ("gates",)
    earlier = DECISION.model_copy(update={"on": DAY - timedelta(days=1)})
    assert reasons(replace(made, decision=earlier)) == ("decision",)
    assert reasons(replace(made, decision=None)) == ("decision",)


def test_another_day_is_told_where_the_day_is_fixed(tmp_path):
    page = report(sources(tmp_path), day=DAY + timedelta(days=30))
    assert verdict(page, sources(tmp_path)).outcome == "same"
    given = VerifyInputs(today=DAY, sources=sources(tmp_path), choices=SourceChoices(DAY))
    found = judge_report(read(page), given)
    assert found.data.difference is not None
    assert found.data.difference.reasons == ("day",)


def test_a_day_or_role_that_cannot_be_is_a_difference(tmp_path):
    def early(data: dict[str, Any]) -> None:
        data["profile"]["as_of"] = "2026-01-01"

    def strange(data: dict[str, Any]) -> None:
        data["profile"]["role"]["id"] = "nobody"

    for change, reason in ((early, "day"), (strange, "role")):
        found = verdict(forged(report(sources(tmp_path)), change), sources(tmp_path))
        assert found.data.difference is not None
        assert reason in found.data.difference.reasons


def test_another_engine(tmp_path):
    def older(data: dict[str, Any]) -> None:
        data["profile"]["engine_version"] = "0.0.9"

    found = verdict(forged(report(sources(tmp_path)), older), sources(tmp_path))
    assert found.data.difference is not None
    assert found.data.difference.reasons == ("engine",)
    assert (found.page.state, found.page.obstacle) == ("unchecked", "engine")


def test_other_templates_leave_the_page_unchecked(tmp_path):
    def dressed(data: dict[str, Any]) -> None:
        data["template"] = "0" * 64

    found = verdict(forged(report(sources(tmp_path)), dressed), sources(tmp_path))
    assert (found.outcome, found.page.state, found.page.obstacle) == (
        "same",
        "unchecked",
        "template",
    )


def test_gates_that_are_not_given_are_left(tmp_path):
    made = sources(tmp_path)
    page = report(made, audience="applicant")
    found = verdict(page, replace(made, gates=None, gates_digest=None))
    assert (found.outcome, found.data.gates_left) == ("same", True)


def test_edited_gates_and_decision(tmp_path):
    def met(data: dict[str, Any]) -> None:
        data["standing"]["gates"][0]["needed"] = 5

    def kinder(data: dict[str, Any]) -> None:
        data["standing"]["decision"]["reason"] = "splendid"

    made = sources(tmp_path)
    page = report(made, audience="applicant")
    for change, path in ((met, "needed"), (kinder, "reason")):
        found = verdict(forged(page, change), made)
        assert found.data.difference is not None
        assert found.data.difference.first.path[-1] == path


def test_data_in_another_spelling_is_altered(tmp_path):
    page = report(sources(tmp_path)).replace('{"audience":', '{ "audience":', 1)
    found = verdict(page, sources(tmp_path))
    assert (found.outcome, found.data.state) == ("altered", "same")


def test_what_is_worst_comes_first(tmp_path):
    def all_wrong(data: dict[str, Any]) -> None:
        data["profile"]["overall"]["proved"] = 99.5
        data["profile"]["valid_until"] = "2027-01-01"

    page = forged(report(sources(tmp_path)), all_wrong)
    found = judge_report(
        read(page),
        VerifyInputs(
            today=date(2031, 1, 1),
            sources=sources(tmp_path),
            keys=(IssuerKey(fingerprint="0" * 64),),
        ),
    )
    assert (found.outcome, found.data.state, found.page.state, found.is_expired) == (
        "unsigned",
        "differs",
        "edited",
        True,
    )
    assert isinstance(found.report, CarriedReport)
