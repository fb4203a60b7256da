"""A letter of ours says what its report does; one that was edited does not."""

from __future__ import annotations

from functools import lru_cache

import pytest

from dpcap.model.base import Language
from dpcap.model.letter import Letter
from dpcap.model.mail import LetterKind
from dpcap.model.statement import Statement
from dpcap.report.formats import render
from dpcap.report.letter.write import write_letter
from dpcap.verify.letter import LetterClaim, compared
from dpcap.verify.mail import words_of
from letters import TODAY, WHO, before, decision, example, mail, rules, standing
from profiles import shipped
from signed import read

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@lru_cache(maxsize=16)
def pair(kind: LetterKind, language: Language) -> tuple[Letter, Statement]:
    """A letter, and what the report attached to it says."""
    profile = example(WHO[kind])
    stands = standing(profile, decision(profile, kind, language))
    letter = write_letter(
        profile,
        shipped(),
        stands,
        mail(),
        kind,
        language=language,
        today=TODAY,
        gates=rules(),
        replaced=before(profile, language) if kind == "admitted" else None,
    )
    data = render(profile, shipped(), format="json", standing=stands, language=language)
    said = read(data).said
    assert isinstance(said, Statement)
    return letter, said


@pytest.mark.parametrize("kind", WHO)
@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_letters_say_what_their_reports_do(kind: LetterKind, language: Language) -> None:
    letter, said = pair(kind, language)
    found = compared([letter.subject, letter.text, words_of(letter.html)], said)
    assert found.apart == ()
    assert found.matched >= (1 if kind == "reminder" else 10)


def told(kind: LetterKind, language: Language, old: str, new: str) -> list[LetterClaim]:
    """What is told of a letter in which *old* was made *new*, in its text and in its HTML."""
    letter, said = pair(kind, language)
    assert old in letter.text
    text = compared([letter.text.replace(old, new)], said).apart
    html = compared([words_of(letter.html.replace(old, new))], said).apart
    assert {one.kind for one in text} == {one.kind for one in html}
    return list(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_score_is_told(language: Language) -> None:
    _, said = pair("admitted", language)
    proved = f"{int(said.profile.overall.proved * 10) / 10}"  # type: ignore[operator]
    (claim,) = told("admitted", language, proved, "96.9")
    assert (claim.kind, claim.sealed) == ("score", proved)
    assert "96.9" in claim.said


def test_an_indicators_id_is_no_score() -> None:
    """But only that of one that was judged: the score must not hide behind a dash."""
    _, said = pair("admitted", "en")
    assert compared(["Refused: the photo for LIV-1.2, LIV-1.4."], said).apart == ()
    for words in ("SCORE-96.9", "LIV-96.9", "LIV-1.2 and 96.9", "xLIV-1.2"):
        assert [one.kind for one in compared([words], said).apart] == ["score"], words


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_level_is_told(language: Language) -> None:
    (claim,) = told("admitted", language, "L4", "L5")
    assert (claim.kind, claim.said, claim.sealed) == ("level", "L5", "L4")


def test_the_score_of_an_area_and_its_order_are_told() -> None:
    letter, said = pair("admitted", "en")
    area = next(one for one in said.profile.areas if one.claimed != one.proved)
    title = said.titles.areas[area.id].en
    proved, claimed = (int(one * 10) / 10 for one in (area.proved or 0, area.claimed or 0))
    words = " ".join(letter.text.split())
    assert f"{title} {proved} {claimed}" in words
    for changed in (f"{title} 99.9 {claimed}", f"{title} {claimed} {proved}"):
        found = compared([words.replace(f"{title} {proved} {claimed}", changed)], said)
        assert [one.kind for one in found.apart] == ["score"]


@pytest.mark.parametrize(
    ("kind", "language", "old", "new"),
    [
        ("conditional", "zh", "结论：有条件准入", "结论：予以准入"),
        ("declined", "zh", "结论：本次未予准入", "结论：予以准入"),
        ("admitted", "zh", "结论：予以准入", "结论：有条件准入"),
        ("reassess", "zh", "结论：补充后重新评估", "结论：予以准入"),
        ("conditional", "en", "Decision: Admitted with conditions", "Decision: Admitted"),
        ("declined", "en", "Not admitted this time", "Admitted this time"),
        ("reassess", "en", "To be completed and assessed again", "Admitted"),
    ],
)
def test_another_decision_is_told(kind: LetterKind, language: Language, old: str, new: str) -> None:
    letter, said = pair(kind, language)
    assert old in letter.text
    found = compared([letter.text.replace(old, new)], said)
    assert [one.kind for one in found.apart] == ["decision"]


def test_a_decision_that_the_report_does_not_have() -> None:
    _, said = pair("admitted", "zh")
    none = said.model_copy(update={"standing": None})
    assert [one.sealed for one in compared(["恭喜，贵司已予以准入。"], none).apart] == ["-"]


@pytest.mark.parametrize(
    "words",
    [
        "您的等级是 L5",
        "您的等级是Ｌ５",
        "等级：5",
        "已达到 5 级",
        "level 5",
        "实证分：96.9",
        "实证分为９６.９",
        "Proved score is 96.9",
        "综合得分 96 分",
        "恭喜得到 96.9 分",
        "您以96.9的成绩通过",
    ],
)
def test_other_ways_to_say_what_is_not_so(words: str) -> None:
    _, said = pair("admitted", "zh")
    assert len(compared([words], said).apart) == 1


@pytest.mark.parametrize(
    "words",
    [
        "请于 10 分钟内回复，第 3 部分见附件。",
        "满分 100 分，退款率 12.5%，客单价 96.9 元，退货 3.5 天。",
        "自评等级 L4，实证等级 L4。",
        "版本 2026.11.0，2026-11-24，电话 010.62.96.9",
        "",
    ],
)
def test_what_says_nothing_of_the_kind(words: str) -> None:
    _, said = pair("admitted", "zh")
    assert compared([words], said).apart == ()


def test_what_a_person_wrote_into_the_decision_is_no_claim() -> None:
    _, said = pair("declined", "zh")
    assert said.standing is not None
    assert said.standing.decision is not None
    decided = said.standing.decision.model_copy(update={"reason": "整改后可予以准入，目标 96.9 分"})
    stands = said.standing.model_copy(update={"decision": decided})
    wrote = said.model_copy(update={"standing": stands})
    assert compared(["理由：整改后可予以\n准入，目标 96.9 分"], wrote).apart == ()
    assert len(compared(["整改后可予以准入，目标 96.9 分"], said).apart) == 2
