"""What a provider or a brand reads: titles and names, in one language, and never a code of ours."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import pytest

from dpcap.model.base import LANGUAGES, Language
from dpcap.model.mail import LetterKind
from dpcap.model.profile import Profile
from dpcap.report import figures
from dpcap.report.formats import render_bytes
from letters import LETTERS, example, letter, rules, standing
from locations import PROVIDERS
from profiles import shipped

NAMES = sorted(folder.name for folder in PROVIDERS.iterdir() if folder.is_dir())
OWN_WORDS = re.compile(r"<bdi lang[^>]*>.*?</bdi>", re.DOTALL)
# Page one is held to the same by the tests of its own.
PAGE_ONE = re.compile(r'<article class="page-one".*?</article>', re.DOTALL)
TAGS = re.compile(r"<(style|script)[^>]*>.*?</\1>|<[^>]*>", re.DOTALL)
# A finding's code, a name of an expression, its signs and its lists of texts.
CODE = re.compile(
    r"\bDP\d{3}\b|\bfact_\w+|\b[A-Z]{3}_\d+_\d+|&&|\|\||==|!=|\brole in\b|\[['\"]|\bnot_proved\b"
)
PLACES = re.compile(r"https?://\S+|\S+@\S+|\S+\.(?:com|md|csv|png|txt|pdf)\S*")
# Words of both languages: ours, and those that Chinese writes in Latin letters.
LATIN = re.compile(r"(?<![A-Za-z0-9_.-])[a-z][a-z_]{2,}(?![A-Za-z0-9_])")
ENGLISH = re.compile(r"[A-Za-z]{3,}(?: [a-z]{2,}){2,}")
BOTH = {"dpcap", "git", "lfs", "pull", "lint"}
# Those that are no English words.
RULES = {rule for rule in rules().rules if "-" in rule}
CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@lru_cache(maxsize=4)
def page(name: str, audience: str, language: Language, form: str = "html") -> str:
    about = example(name)
    return render_bytes(
        about,
        shipped(),
        format=form,
        language=language,
        audience=audience,
        standing=standing(about, None),
    ).decode()


def told(text: str) -> str:
    return " ".join(unescape(TAGS.sub(" ", PAGE_ONE.sub(" ", text))).split())


def ids(about: Profile) -> set[str]:
    """The ids of evidence that are no words: a file may be called what a piece is."""
    names = {one.id for one in about.evidence}
    files = " ".join(f"{one.file} {one.url}" for one in about.evidence)
    words = " ".join((shipped().json_text, files, about.model_dump_json(include={"provider"})))
    return {name for name in names if not re.search(rf"(?<![\w]){re.escape(name)}(?![\w])", words)}


def found(names: set[str], text: str) -> list[str]:
    every = "|".join(map(re.escape, sorted(names)))
    return re.findall(rf"(?<![\w.-])(?:{every})(?![\w.-])", text) if names else []


@pytest.mark.parametrize("audience", ["applicant", "brand"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_no_code_and_no_id(name: str, language: Language, audience: str) -> None:
    about = example(name)
    consistency = {rule.id for rule in shipped().consistency}
    for form in ("html", "md"):
        text = told(page(name, audience, language, form))
        if form == "md":
            text = text.partition(shipped().areas[0].title.say(language))[2]
        assert CODE.findall(text) == []
        assert found(ids(about), text) == []
        if form == "html":
            assert found(consistency, text) == []
            assert found(RULES, text) == []


@pytest.mark.parametrize("audience", ["applicant", "brand"])
@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_the_other_language(name: str, audience: str) -> None:
    """Somebody's own words are marked as such, and stay as they are."""
    english = PLACES.sub(" ", told(OWN_WORDS.sub(" ", page(name, audience, "en"))))
    assert CHINESE.findall(english) == []
    chinese = PLACES.sub(" ", told(OWN_WORDS.sub(" ", page(name, audience, "zh"))))
    assert set(LATIN.findall(chinese)) - BOTH == set()
    assert ENGLISH.findall(chinese) == []


@pytest.mark.parametrize("kind", LETTERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_hold_no_code_and_no_id(kind: LetterKind, language: Language) -> None:
    made = letter(kind, language)
    for text in (made.text, told(made.html), made.chat, made.subject):
        assert CODE.findall(text) == []
        assert found(RULES, text) == []
        assert "captured_on" not in text


@pytest.mark.parametrize("name", NAMES)
def test_evidence_that_did_not_count_is_told_once(name: str) -> None:
    """Its table says why and what to do; the warnings do not say it again."""
    text = page(name, "applicant", "zh")
    assert "属于 own_document" not in text
    assert text.count("被复核拒绝，对") == 0


SECTION = re.compile(
    r'<section class="part" id="(\w+)".*?(?=<section class="part"|</main>)', re.DOTALL
)


def sections(text: str) -> dict[str, str]:
    return {found[1]: found[0] for found in SECTION.finditer(text)}


@pytest.mark.parametrize("name", NAMES)
def test_what_holds_of_many_lines_is_said_once_and_marked_by_a_sign(name: str) -> None:
    text = PAGE_ONE.sub("", page(name, "applicant", "zh"))
    parts = sections(text)
    declared = shipped().proof_titles["declared"].zh
    assert parts["facts"].count("○ 表示只是自己的说法") == 1
    assert parts["facts"].count("○") > 5
    assert declared not in told(parts["facts"])
    assert parts["lenses"].count("＊ 的格子是框架编写者的判断") == 1
    assert parts["lenses"].count("<small>＊</small>") > 20
    assert parts["areas"].count("△ 表示分数线没有公开依据") == 1
    assert parts["areas"].count("<em>△</em>") > 10
    assert "我们的理解" not in told(text)


@pytest.mark.parametrize("name", NAMES)
def test_each_dimension_stands_once_and_fact_tables_share_their_columns(name: str) -> None:
    parts = sections(page(name, "applicant", "zh"))
    for area in shipped().areas:
        for dimension in area.dimensions:
            assert parts["areas"].count(f"<h4>{dimension.title.zh}</h4>") == 1
    assert "<svg" not in parts["areas"]
    tables = re.findall(r'<table class="([^"]*)"', parts["facts"])
    assert len(tables) > 2
    assert set(tables) == {"edges"}


@pytest.mark.parametrize("name", NAMES)
def test_moves_that_show_no_gain_are_counted(name: str) -> None:
    about = example(name)
    small = sum(not figures.truncated(move.gain) for move in about.moves or ())
    parts = sections(page(name, "applicant", "zh"))
    if about.moves and small < len(about.moves):
        # What the plan needs stands in it, however little it brings by itself.
        assert "&lt;0.1" not in parts["moves"].rpartition("<table")[2]
        assert (f"另有 {small} 项，每项能提高的不足 0.1 分" in parts["moves"]) is bool(small)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("audience", ["applicant", "brand"])
def test_each_region_of_a_page_has_a_name_of_its_own(name: str, audience: str) -> None:
    names = re.findall(r'role="region"[^>]*aria-label="([^"]*)"', page(name, audience, "zh"))
    assert names
    assert sorted(set(names)) == sorted(names)
