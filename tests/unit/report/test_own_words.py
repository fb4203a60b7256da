"""Word books that somebody's own folder of templates says otherwise, and gaps in ours."""

from __future__ import annotations

from pathlib import Path
from string import Template

import pytest

from dpcap.errors import SlipError, UsageError
from dpcap.model.base import LANGUAGES, Language
from dpcap.model.nouns import NEUTRAL
from dpcap.report.paths import own_reports
from dpcap.report.words import language_of, load_words
from portfolios import framework

BOOKS = (None, "batch", "portfolio", "compare", "diff", "mail", "whatif", "match")


def own(folder: Path, text: str, name: str = "en.yaml") -> Path:
    (folder / "words").mkdir(exist_ok=True)
    (folder / "words" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("book", BOOKS)
def test_every_gap_is_filled(language: Language, book: str | None) -> None:
    words = load_words(own_reports(), language, book)
    assert [key for key, text in words.flat.items() if "$" in text] == []
    named = load_words(own_reports(), language, book, wording=framework().wording)
    assert list(named.flat) == list(words.flat)


def test_words_may_be_said_otherwise(tmp_path: Path) -> None:
    folder = own(tmp_path, 'common:\n  more: "and {n} $parts more"\n')
    words = load_words(own_reports(), "en", templates=folder)
    assert words.flat["common.more"] == "and {n} sites more"
    assert words.tree["common"]["more"] == "and {n} sites more"
    assert load_words(own_reports(), "en").flat["common.more"] == "{n} more rows"
    assert load_words(own_reports(), "zh", templates=folder).flat["common.more"] != "and"


@pytest.mark.parametrize(("number", "said"), [(1, "1 site"), ("1", "1 site"), (12, "12 sites")])
def test_a_count_stands_with_the_word_for_one_or_for_many(
    tmp_path: Path, number: int | str, said: str
) -> None:
    folder = own(tmp_path, 'common:\n  more: "{n:$part|$parts} more"\n  others: "{n} | others"\n')
    words = load_words(own_reports(), "en", templates=folder)
    assert words.say("common.more", n=number) == f"{said} more"
    assert words.say("common.others", n=number) == f"{number} | others"
    assert load_words(own_reports(), "en").say("common.others", n=1) == "1 other"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("common:\n  no_scor: none\n", "DP842", 2),
        ("common:\n  no_score: <b>none</b>\n", "DP843", 2),
        ("common:\n  more: 'all {n:>99999999} of them'\n", "DP843", 2),
        ("common:\n  more: '{n.__class__}'\n", "DP843", 2),
        ("common:\n  more: '{n:a{missing}|b}'\n", "DP843", 2),
        ("common:\n  more: '{missing:a|b}'\n", "DP843", 2),
        ("common:\n  more: '{missing}'\n", "DP843", 2),
        ("common:\n  more: '{n'\n", "DP843", 2),
        ("common:\n  no_score: $nothing\n", "DP843", 2),
        ("common:\n  no_score: [a]\n", "DP843", 2),
        ("a: &a [1]\nb: *a\n", "DP843", 2),
        ("common: {no_score: " + "x" * 2001 + "}\n", "DP843", 1),
        ("common: [\n", "DP101", 2),
    ],
)
def test_what_is_no_word_is_named_with_its_place(
    tmp_path: Path, text: str, code: str, line: int
) -> None:
    folder = own(tmp_path, text)
    with pytest.raises(SlipError) as caught:
        load_words(own_reports(), "en", templates=folder)
    found = caught.value.finding
    assert (found.code, found.line) == (code, line)
    assert found.message("zh") != found.message("en")


def test_a_book_that_nobody_reads_is_named(tmp_path: Path) -> None:
    folder = own(tmp_path, "common:\n  no_score: none\n")
    own(folder, "x: y\n", "potfolio.en.yaml")
    with pytest.raises(SlipError) as caught:
        load_words(own_reports(), "en", templates=folder)
    found = caught.value.finding
    assert (found.code, Path(found.file or "").name) == ("DP844", "potfolio.en.yaml")
    assert "是不是 portfolio.en.yaml" in found.message("zh")
    assert "did you mean portfolio.en.yaml" in found.message("en")


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    folder = own(tmp_path, "# " + "x" * 300_000)
    with pytest.raises(SlipError) as caught:
        load_words(own_reports(), "en", templates=folder)
    assert caught.value.finding.code == "DP843"


def test_every_gap_that_may_be_used_is_in_both_languages() -> None:
    assert set(NEUTRAL.forms("zh")) == set(NEUTRAL.forms("en"))
    assert all(Template(f"${name}").is_valid() for name in NEUTRAL.forms("zh"))


def test_a_page_exists_only_in_the_languages_written() -> None:
    one = framework().model_copy(update={"languages": ("zh",)})
    assert language_of(one, None, "en") == "zh"
    with pytest.raises(UsageError) as caught:
        language_of(one, "en", "zh")
    assert "English" in caught.value.message("en")
    assert "英文" in caught.value.message("zh")
