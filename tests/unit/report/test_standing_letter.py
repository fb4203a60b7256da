"""Letters of standing: rule, figures, window, from when, what next, until when to appeal."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import get_args

import pytest

from dpcap.model.base import LANGUAGES, Language
from dpcap.model.letter import CHAT_LENGTH, Letter
from dpcap.model.mail import StandingLetter
from dpcap.model.standing import RuleBooks
from dpcap.report.letter.standing_letter import StandingCase, write_standing_letter
from dpcap.scoring.certification import return_bar
from dpcap.scoring.standing_letters import RowToTell, rows_to_tell
from dpcap.scoring.standing_replay import replay
from letters import example, mail
from profiles import shipped
from standings import BOOKS, Book, admitted, gate, quarter

TODAY = date(2028, 1, 20)
each_letter = pytest.mark.parametrize("letter", get_args(StandingLetter))
each_language = pytest.mark.parametrize("language", LANGUAGES)


def risen(*scores: float) -> Book:
    """A ledger in which gold was reached, and then these quarters were settled."""
    book = admitted()
    for period, score in zip(
        ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"), (75.0, 76.0, *scores), strict=False
    ):
        book.settle(quarter(period, score))
    return book


def stopped() -> Book:
    book = risen()
    penalties = gate("failed", "penalties", needed=0.0, found=1.0, severity="warn")
    book.settle(quarter("2026-Q3", 70.0, gates=(gate(), penalties)))
    return book


def restored() -> Book:
    book = stopped()
    for period in ("2026-Q4", "2027-Q1"):
        book.settle(quarter(period, 74.0))
    return book


def ended(event: str) -> Book:
    book = risen()
    if event == "assessment_ended":
        book.settle(quarter("2026-Q3", 70.0, gates=(gate("failed"),)))
    else:
        book.hand("acme", event, date(2026, 11, 2))
    return book


def book_for(letter: StandingLetter) -> Book:
    match letter:
        case "risen":
            return risen()
        case "watch":
            return risen(60.0)
        case "fallen":
            return risen(60.0, 61.0)
        case "stopped":
            return stopped()
        case "restored":
            return restored()
        case _:
            return ended(letter)


def told(letter: StandingLetter) -> tuple[Book, RowToTell]:
    book = book_for(letter)
    standing = replay(book.rows).of("acme")
    return book, next(one for one in rows_to_tell(standing) if one.letter == letter)


def write(letter: StandingLetter, language: Language, books: RuleBooks = BOOKS) -> Letter:
    book, one = told(letter)
    state = replay(book.rows).of("acme").certification
    case = StandingCase(
        profile=example("lanxing"),
        framework=shipped(),
        row=one.row,
        letter=letter,
        books=books,
        bar=return_bar("acme", state.endings, books.certification),
    )
    return write_standing_letter(case, mail(), today=TODAY, language=language)


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def on(day: date, language: Language) -> str:
    said = f"{day.year}年{day.month}月{day.day}日"
    return said if language == "zh" else f"{day:%d}".lstrip("0") + f"{day:%B%Y}"


@each_letter
@each_language
def test_each_says_from_when_what_next_and_until_when(
    letter: StandingLetter, language: Language
) -> None:
    _, one = told(letter)
    made = write(letter, language)
    text = flat(made.text)
    assert on(one.row.effective_on, language) in text
    assert on(TODAY + timedelta(mail().objection.days), language) in text
    assert flat(mail().objection.how.say(language))[:30] in text
    assert ("接下来" if language == "zh" else "Whathappensnext") in text
    for score in one.row.window:
        assert f"{score.score:.1f}" in text
    for measure in one.row.measures:
        if isinstance(measure.needed, float):
            assert f"{measure.needed:g}" in text
    assert len(made.chat) <= CHAT_LENGTH
    assert flat(made.subject) not in ("", text)
    for part in (made.subject, made.text, made.chat, made.html):
        assert "{" not in part.replace("{{", "") or part is made.html


@pytest.mark.parametrize(
    ("letter", "zh", "en"),
    [
        ("risen", "连续2个季度低于67.0才会下调", "no 2 quarters in a row lie below 67.0"),
        ("watch", "最早在2026年12月31日", "on 31 December 2026 at the earliest"),
        ("fallen", "连续2个季度的实证分不低于72.0", "2 quarters in a row at or above 72.0"),
        ("stopped", "连续2个季度没有停牌情形", "After 2 quarters in a row without such a stop"),
        ("restored", "连续2个季度低于67.0才会下调", "no 2 quarters in a row lie below 67.0"),
        ("assessment_ended", "可以随时联系我们", "write to us at any time"),
        ("removed_for_violation", "可以随时联系我们", "write to us at any time"),
        ("withdrawn", "可以随时联系我们", "write to us at any time"),
    ],
)
def test_what_comes_next(letter: StandingLetter, zh: str, en: str) -> None:
    # By TODAY the 365 days after an ending are over.
    assert flat(zh) in flat(write(letter, "zh").text)
    assert flat(en) in flat(write(letter, "en").text)


@each_language
def test_when_one_may_return_is_said_and_never_is_said_as_never(language: Language) -> None:
    book, one = told("assessment_ended")
    ends = replay(book.rows).of("acme").certification.endings
    for times, zh, en in (
        (1, "自2027年9月30日起可以再次受邀", "maybeinvitedagainfrom30September2027on"),
        (2, "不再邀约", "nofurtherinvitation"),
    ):
        bar = return_bar("acme", ends * times, BOOKS.certification)
        case = StandingCase(example("lanxing"), shipped(), one.row, one.letter, BOOKS, bar)
        made = write_standing_letter(case, mail(), today=date(2026, 10, 20), language=language)
        assert (zh if language == "zh" else en) in flat(made.text)


@each_language
def test_other_rules_than_it_was_signed_by_give_no_figures(language: Language) -> None:
    other = BOOKS._replace(tiers=BOOKS.tiers.model_copy(update={"grace": 2}))
    other.tiers.__dict__.pop("digest", None)
    assert other.tiers.digest != BOOKS.tiers.digest
    text = flat(write("risen", language, other).text)
    wanted = "请以签署时的为准" if language == "zh" else "Linesanddatesarethoseofthedayitwassigned"
    assert wanted in text
    assert "67.0" not in text.split(wanted)[0].rsplit("1.", 1)[0]


def test_words_of_strangers_are_no_markup() -> None:
    book, one = told("withdrawn")
    row = one.row.model_copy(update={"reason": "<script>1</script>", "by": "<b>王</b>"})
    profile = example("lanxing")
    name = profile.provider.name.model_copy(update={"zh": "<i>甲</i>"})
    evil = profile.model_copy(
        update={"provider": profile.provider.model_copy(update={"name": name})}
    )
    case = StandingCase(evil, shipped(), row, one.letter, BOOKS)
    html = write_standing_letter(case, mail(), today=TODAY, language="zh").html
    assert not re.search(r"<script|<b>王|<i>甲", html)
    assert book.rows
