"""What the manager holds is asked for where a report was made with it; later decisions are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from decided import rests_on
from dpcap.intake.framework import load_framework
from dpcap.model.decision import Decision
from dpcap.model.keyring import IssuerKey
from dpcap.model.manager import ManagerFacts, ManagerRecords
from dpcap.model.review import EvidenceRuling, Review
from dpcap.model.seen_today import seen_file
from dpcap.report.formats import profile_json, render
from dpcap.verify.keys import fingerprint
from dpcap.verify.page import PageSettings
from dpcap.verify.signing import sealed
from dpcap.verify.sources import ReportSources, SourceChoices
from dpcap.verify.verdict import ReportVerdict, VerifyInputs, judge_report
from folders import TINY, make_folder
from signed import KEY, SIGNER, public, read

FRAMEWORK = load_framework(TINY)
DAY = date(2026, 11, 24)
AUDIENCES = ("applicant", "reviewer", "brand")
ADMIT = Decision.model_validate(
    {
        "schema": "dpcap/decision/2",
        "provider": "acme",
        "decision": "admit",
        "by": "D",
        "on": DAY,
        "reason": "all well",
        **rests_on(),
    }
)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> ReportSources:
    from dpcap.intake.folder import load_assessment

    folder = make_folder(tmp_path_factory.mktemp("m") / "acme")
    return ReportSources(FRAMEWORK, load_assessment(folder, FRAMEWORK))


def reviewed(made: ReportSources) -> ManagerRecords:
    seen = seen_file(made.assessment.evidence["e1"])
    ruling = EvidenceRuling(ruling="refused", by="W", on=DAY, reason="no", saw=seen)
    return ManagerRecords(
        review=Review(schema_="dpcap/review/2", provider="acme", evidence={"e1": ruling})
    )


def with_facts(name: str = "one shop") -> ManagerRecords:
    """No review, so that in a reader's copy nothing is left but what the facts did."""
    bound = [{"platform_id": "1", "name": name}]
    return ManagerRecords(
        facts=ManagerFacts.model_validate(
            {
                "schema": "dpcap/facts/1",
                "provider": "acme",
                "shops": {"source": "s", "on": "2026-11-20", "bound": bound},
            }
        )
    )


def page(made: ReportSources, audience: str) -> str:
    profile, standing = made.scored(SourceChoices(DAY))
    return render(
        profile, FRAMEWORK, format="html", audience=audience, language="en", standing=standing
    )


def judged(text: str, **given: object) -> ReportVerdict:
    return judge_report(read(text), VerifyInputs(today=DAY, **given))  # type: ignore[arg-type]


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("held", [reviewed, lambda _: with_facts()], ids=["review", "facts"])
def test_it_is_asked_for(bare: ReportSources, audience: str, held) -> None:
    made = replace(bare, records=held(bare))
    text = page(made, audience)
    found = judged(text, sources=bare)
    assert (found.outcome, found.data.difference) == ("needs_records", None)
    assert judged(text, sources=made).outcome == "same"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_where_nothing_was_held_it_is_not(bare: ReportSources, audience: str) -> None:
    text = page(replace(bare, records=ManagerRecords()), audience)
    assert judged(text, sources=bare).outcome == "same"
    assert judged(page(bare, audience), sources=bare).outcome == "same"
    nothing = replace(bare, records=ManagerRecords())
    assert judged(page(bare, audience), sources=nothing).outcome == "same"


def test_a_whole_profile_asks_as_well(bare: ReportSources) -> None:
    made = replace(bare, records=reviewed(bare))
    profile, _ = made.scored(SourceChoices(DAY))
    assert judged(profile_json(profile), sources=bare).outcome == "needs_records"
    assert judged(profile_json(profile), sources=made).outcome == "same"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_reader_but_a_reviewer_learns_what_is_held(bare: ReportSources, audience: str) -> None:
    made = replace(bare, records=reviewed(bare))
    held = read(page(made, audience)).profile.kept.records
    assert held == (made.records if audience == "reviewer" else ManagerRecords())


def test_why_it_differs_from_another(bare: ReportSources) -> None:
    made = replace(bare, records=with_facts())
    for audience in AUDIENCES:
        found = judged(page(made, audience), sources=replace(bare, records=with_facts("two")))
        # In a brand's copy shops have no names.
        assert found.outcome == ("same" if audience == "brand" else "differs")
        if found.data.difference:
            assert found.data.difference.reasons == ("records",)


def reasons(text: str, made: ReportSources) -> tuple[str, ...]:
    found = judged(text, sources=made)
    assert found.data.difference is not None
    return found.data.difference.reasons


def test_a_review_that_the_report_does_not_know(bare: ReportSources) -> None:
    assert "review" in reasons(page(bare, "reviewer"), replace(bare, records=reviewed(bare)))


LATER = {
    "declined later": ADMIT.model_copy(update={"decision": "decline", "on": DAY + timedelta(9)}),
    "declined the same day": ADMIT.model_copy(update={"decision": "decline"}),
    "decided anew": ADMIT.model_copy(update={"on": DAY + timedelta(9)}),
    "ended": ADMIT.model_copy(update={"until": DAY + timedelta(9)}),
}


def signed_page(made: ReportSources, audience: str) -> str:
    return sealed(read(page(made, audience)), SIGNER, PageSettings(FRAMEWORK)).decode()


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("what", LATER)
def test_a_later_decision_is_told(bare: ReportSources, audience: str, what: str) -> None:
    keys = (IssuerKey(fingerprint=fingerprint(public(KEY))),)
    made = replace(bare, decision=ADMIT)
    text, now = signed_page(made, audience), LATER[what]
    assert judged(text, keys=keys, decision=ADMIT, has_reviews=True).outcome == "genuine"
    found = judged(text, keys=keys, decision=now, has_reviews=True)
    assert (found.outcome, found.decided.state, found.decided.decision) == (
        "superseded",
        "later",
        now,
    )
    scored = judged(text, keys=keys, sources=replace(made, decision=now))
    assert (scored.outcome, scored.data.state) == ("superseded", "same")


def test_a_decision_that_is_gone_and_one_that_came(bare: ReportSources) -> None:
    keys = (IssuerKey(fingerprint=fingerprint(public(KEY))),)
    text = signed_page(replace(bare, decision=ADMIT), "applicant")
    found = judged(text, keys=keys, has_reviews=True)
    assert (found.outcome, found.decided.state) == ("superseded", "gone")
    text = signed_page(bare, "applicant")
    found = judged(text, keys=keys, decision=ADMIT, has_reviews=True)
    assert (found.outcome, found.decided.state) == ("genuine", "since")
    assert judged(text, keys=keys).decided.state == "unchecked"


def test_an_earlier_decision_replaces_none(bare: ReportSources) -> None:
    text = signed_page(replace(bare, decision=ADMIT), "applicant")
    earlier = LATER["declined the same day"].model_copy(update={"on": DAY - timedelta(9)})
    assert judged(text, decision=earlier, has_reviews=True).decided.state == "current"


def test_a_decision_that_has_ended_has_expired(bare: ReportSources) -> None:
    ended = ADMIT.model_copy(update={"until": DAY - timedelta(1)})
    made = replace(bare, decision=ended)
    assert judged(page(made, "brand"), sources=made).outcome == "expired"
