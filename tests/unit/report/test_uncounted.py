"""What did not count: which piece, why, what to do about it, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, get_args

import pytest

from dpcap.model.assessment import Assessment, Evidence
from dpcap.model.base import LANGUAGES
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile, ProofState
from dpcap.model.review import AnswerRuling, EvidenceRuling, Review
from dpcap.model.seen_today import seen_answer, seen_file
from dpcap.report.context import PageContext
from dpcap.report.formats import render
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import plain
from dpcap.report.uncounted import UncountedEntry, answer_by, first_due, uncounted
from dpcap.report.view import make_context
from dpcap.report.words import load_words
from dpcap.scoring.case import make_case
from dpcap.scoring.sensitivity import full_profile
from letters import conditions, decision, example, standing
from profiles import DAY, Draw, Wish, shipped

# Takes every kind, for 90 days.
NODE = "TRA-1.4"
TITLE = shipped().by_id[NODE].title.zh
RULED: dict[str, Any] = {"by": "示例·复核甲", "on": DAY, "reason": "<b>看不清</b>金额"}
FRESH: dict[str, Any] = {
    "id": "e1",
    "kind": "screenshot",
    "file": "evidence/后台 10月.png",
    "captured_on": DAY - timedelta(days=10),
    "sha256": "a" * 64,
    "state": "ok",
}


@lru_cache(maxsize=1)
def drawn() -> Assessment:
    return Draw(shipped(), Wish(proof=0.0, shops=1)).assessment()


def given(node: str = NODE, **changed: Any) -> Assessment:
    """One answer with one piece behind it, and nothing behind the others."""
    piece = Evidence(**{**FRESH, **changed})
    answers = drawn().answers
    bare = {name: one.model_copy(update={"evidence": ()}) for name, one in answers.items()}
    bare[node] = answers[node].model_copy(update={"evidence": ("e1",)})
    return drawn().model_copy(update={"answers": bare, "evidence": {"e1": piece}})


def told(
    made: Assessment, review: Review | None = None, audience: str = "applicant"
) -> list[UncountedEntry]:
    found = uncounted(context(profile(made, review), "zh", audience))
    return [UncountedEntry(*map(plain, one)) for one in found]


def profile(made: Assessment, review: Review | None = None) -> Profile:
    records = ManagerRecords(review=review) if review else None
    return full_profile(make_case(shipped(), made, records=records))


def context(made: Profile, language: str = "zh", audience: str = "applicant") -> PageContext:
    return make_context(made, shipped(), own_reports(), language, audience)  # type: ignore[arg-type]


def refusing(made: Assessment, **how: Any) -> Review:
    saw = seen_file(made.evidence["e1"])
    ruling = EvidenceRuling(ruling="refused", saw=saw, **RULED, **how)
    return Review(schema_="dpcap/review/2", provider="lanxing", evidence={"e1": ruling})


def test_what_counts_is_not_told() -> None:
    assert told(given()) == []


@pytest.mark.parametrize(
    ("changed", "why", "act"),
    [
        (
            {"captured_on": DAY - timedelta(days=91)},
            "已过期，有效至 2026-11-19",
            "补一份新近截取的",
        ),
        ({"captured_on": None}, "没有写截取日期", "补写截取日期"),
        ({"captured_on": DAY + timedelta(days=1)}, "写的日期 2026-11-21 在评估日之后", "实际截取"),
        ({"state": "absent"}, "文件夹里没有这个文件", "把文件放进证据文件夹"),
        (
            {"state": "no_hash", "sha256": None},
            "没有写文件的校验码（SHA-256）",
            "dpcap lint 会给出",
        ),
        ({"state": "other_hash"}, "文件与所写的校验码（SHA-256）不符", "换回原来的文件"),
    ],
)
def test_each_reason_has_its_words_and_its_way_out(
    changed: dict[str, Any], why: str, act: str
) -> None:
    (one,) = told(given(**changed))
    assert (one.name, one.backs) == ("后台 10月.png", TITLE)
    assert why in one.why
    assert act in one.act


def test_the_wrong_kind_says_which_are_right() -> None:
    node = "TRA-1.3"
    (one,) = told(given(node, kind="own_document"))
    assert one.backs == shipped().by_id[node].title.zh
    assert one.why == "属于自有文件，这一项不收"
    assert one.act.startswith("换一份这一项收的：")
    assert "合同" in one.act


@pytest.mark.parametrize("how", [{}, {"reach": "claim", "indicators": (NODE,)}])
def test_a_refusal_brings_its_reason(how: dict[str, Any]) -> None:
    (one,) = told(given(), refusing(given(), **how))
    assert one.why == "复核未采纳：<b>看不清</b>金额"
    assert "不同意的，请回复说明" in one.act


def test_an_answer_refused_on_the_spot_is_told_as_well() -> None:
    ruling = AnswerRuling(
        ruling="refused", framework=shipped().edition, saw=seen_answer(given(), NODE), **RULED
    )
    review = Review(schema_="dpcap/review/2", provider="lanxing", indicators={NODE: ruling})
    (one,) = told(given(), review)
    assert one.name == TITLE
    assert "看不清" in one.why


def test_a_brand_is_told_of_nobodys_files() -> None:
    made = given(state="absent")
    assert told(made, audience="brand") == []
    (one,) = told(made, audience="reviewer")
    assert one.backs == f"{NODE} {TITLE}"


@pytest.mark.parametrize("fmt", ["html", "md"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_applicants_report_lists_them_with_a_day(fmt: str, language: Any) -> None:
    made = profile(given(), refusing(given()))
    page = render(made, shipped(), format=fmt, language=language)
    day = str(DAY + timedelta(days=30))
    title = {
        "zh": f"没有计入的证据（1）· 请在 {day} 前",
        "en": f"did not count (1) · hand in or reply by {day}",
    }
    assert title[language] in page
    assert "后台 10月.png" in page
    assert "<b>看不清</b>" not in page
    assert "看不清" in page


def test_the_day_is_that_of_the_first_condition_to_come() -> None:
    made = example("qiushi-live")
    decided = decision(made, "conditional", "zh")
    ctx = make_context(
        made, shipped(), own_reports(), "zh", "applicant", standing=standing(made, decided)
    )
    assert answer_by(ctx) == min(one.due_on for one in decided.conditions)
    assert answer_by(context(made)) == made.as_of + timedelta(days=30)
    first, second, third = conditions("zh")
    assert first_due((first, second, third), second.due_on) == second.due_on
    assert first_due((first, second, third), second.due_on + timedelta(1)) == third.due_on
    assert first_due((first,), date(2026, 1, 1)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_state_without_words_of_its_own_is_told_all_the_same(language: Any) -> None:
    ctx = context(profile(given(state="absent")), language)
    less = {key: text for key, text in ctx.words.flat.items() if ".absent" not in key}
    words = replace(ctx.words, flat={**less, "piece.absent": "?!"})
    (one,) = uncounted(replace(ctx, words=words))
    assert (one.why, one.act) == (
        "?!",
        load_words(own_reports(), language).flat["uncounted.act.other"],
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_in_which_a_piece_does_not_count_has_words(language: Any) -> None:
    flat = load_words(own_reports(), language).flat
    states = set(get_args(ProofState)) - {"counts", "unused"}
    assert [one for one in states if f"uncounted.why.{one}" not in flat] == []
    assert [one for one in states if f"uncounted.act.{one}" not in flat] == []
