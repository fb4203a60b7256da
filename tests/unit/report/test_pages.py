"""The whole pages: no markup from data, no word of the other language, nothing from outside."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dpcap.errors import SlipError, UsageError
from dpcap.model.base import LANGUAGES
from dpcap.model.profile import Profile
from dpcap.model.statement import Statement
from dpcap.report.formats import render
from dpcap.report.paths import own_reports
from profiles import TEXT_FORMATS, Wish, profile, shipped

HAN = re.compile("[\u3400-\u9fff]")
AUDIENCES = ("applicant", "reviewer", "brand")
HOSTILE = (
    "<script>alert(1)</script>{{ 7*7 }}{% raw %}&lt;|`[x](http://evil.example)\x1b[31m"
    "\u202egpj\u202c</bdi>\"'><img src=x onerror=alert(1)>"
)


class Outside(HTMLParser):
    """All text but that of `bdi`, script and style elements, and every address."""

    def __init__(self) -> None:
        super().__init__()
        self.skip, self.text, self.addresses, self.tags = 0, [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.skip += tag in {"bdi", "script", "style"}
        for name, value in attrs:
            if name in {"href", "src", "action", "data", "poster"}:
                self.addresses.append(value)
            if name.startswith("on") or (name == "style" and "url" in (value or "")):
                self.addresses.append(value)

    def handle_endtag(self, tag):
        self.skip -= tag in {"bdi", "script", "style"}

    def handle_data(self, data):
        if not self.skip:
            self.text.append(data)


def read(html: str) -> Outside:
    outside = Outside()
    outside.feed(html)
    return outside


@pytest.fixture(scope="module")
def made() -> Profile:
    return profile(Wish(own="本店的话", reviewed=0.4, issuer="某机构"))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_chinese_of_ours_on_an_english_page(made, audience):
    outside = read(render(made, shipped(), language="en", audience=audience))
    # The title names the provider; its name is there once more, marked, as the heading.
    title = outside.text.index(next(text for text in outside.text if "·" in text))
    leaked = [t for place, t in enumerate(outside.text) if place != title and HAN.search(t)]
    assert leaked == []


@pytest.mark.parametrize("fmt", ["md", "terminal"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_chinese_of_ours_in_english_text(fmt, audience):
    made = profile(Wish(own="own words", name="Lanxing", reviewed=0.4, issuer="Somebody"))
    assert HAN.search(render(made, shipped(), format=fmt, language="en", audience=audience)) is None


@pytest.mark.parametrize("fmt", ["html", "md", "terminal"])
def test_no_english_of_ours_on_a_chinese_page(fmt):
    made = profile(Wish(own="本店的话", name_en=None, reviewed=0.4, issuer="某机构"))
    text = render(made, shipped(), format=fmt, language="zh")
    shown = " ".join(read(text).text) if fmt == "html" else text
    ours = [
        "not provided",
        "Proved",
        "Claimed",
        "Coverage",
        "critical",
        "reviewed",
        "peers",
        " of ",
    ]
    assert [word for word in ours if word in shown] == []


def test_hostile_words_stay_words_in_html():
    made = profile(Wish(own=HOSTILE, name=HOSTILE, name_en=HOSTILE, reviewed=0.4, issuer=HOSTILE))
    for language in LANGUAGES:
        for audience in AUDIENCES:
            html = render(made, shipped(), language=language, audience=audience)
            outside = read(html)
            assert outside.tags.count("script") == 1
            assert "img" not in outside.tags
            assert "{{ 7*7 }}" in html
            assert "49" not in outside.text
            assert not set(html) & set("\x1b\u202e\u202c\ue000\ue001")


def test_hostile_words_stay_words_in_markdown():
    made = profile(Wish(own=HOSTILE + " @someone", name=HOSTILE, name_en=HOSTILE, reviewed=0.4))
    text = render(made, shipped(), format="md", language="en")
    assert not re.search(r"(?<!\\)<(script|img)", text)
    assert not re.search(r"(?<!\\)\[x\]\(http", text)
    assert not re.search(r"(?<!\\)`\[|(?<!\\)`\\\[", text)
    assert "http://" not in text
    assert "@someone" not in text
    assert not set(text) & set("\x1b\u202e\ue000")
    for line in text.splitlines():
        if line.startswith("|"):
            assert line.endswith("|")


def test_hostile_words_stay_words_on_a_terminal():
    made = profile(Wish(own=HOSTILE + "[red]:smile:", name="[bold]x[/]", name_en=None))
    text = render(made, shipped(), format="terminal", language="zh")
    assert "[bold]x[/]" in text
    assert not set(text) & set("\x1b\u202e\ue000\x07")


def test_nothing_is_loaded_from_outside(made):
    html = render(made, shipped(), language="zh")
    outside = read(html)
    external = [a for a in outside.addresses if a and not a.startswith("#")]
    assert set(external) <= {"https://live.douyin.com/745964462470"}
    assert not re.search(r"@import|url\(", html)
    assert outside.tags.count("link") == 0


def test_the_page_is_also_the_data(made):
    html = render(made, shipped(), language="en", audience="reviewer")
    inside = re.search(
        r'<script type="application/json" id="dpcap-report">(.*?)</script>', html, re.DOTALL
    )
    assert inside
    assert "<" not in inside[1]
    assert Statement.model_validate_json(inside[1]).profile == made
    assert json.loads(inside[1])["profile"]["provider"]["id"] == "lanxing"


def test_ids_are_unique_and_links_lead_somewhere(made):
    for audience in AUDIENCES:
        html = render(made, shipped(), language="zh", audience=audience)
        ids = re.findall(r'\bid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        assert {a[1:] for a in read(html).addresses if a.startswith("#")} <= set(ids)


def test_size():
    """The whole framework, five shops, forty pieces of evidence."""
    for language in LANGUAGES:
        html = render(profile(Wish(shops=5, reviewed=0.5)), shipped(), language=language)
        assert len(html.encode()) < 400_000


def test_same_bytes_twice(made):
    for fmt in TEXT_FORMATS:
        assert render(made, shipped(), format=fmt) == render(made, shipped(), format=fmt)


def test_json_is_the_statement(made):
    text = render(made, shipped(), format="json", audience="reviewer")
    assert text.endswith("}\n")
    said = Statement.model_validate_json(text)
    assert (said.audience, said.language, said.profile) == ("reviewer", "zh", made)


def test_terminal_lines_fit(made):
    from rich.cells import cell_len

    for language in LANGUAGES:
        for audience in AUDIENCES:
            text = render(made, shipped(), format="terminal", language=language, audience=audience)
            assert max(cell_len(line) for line in text.splitlines()) <= 81


def test_templates_may_be_replaced_one_by_one(made, tmp_path: Path):
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "who.html.j2").write_text("<h1 id='name'>{{ p.who.name }}!</h1>", "utf-8")
    html = render(made, shipped(), templates=tmp_path)
    assert "<h1 id='name'><bdi lang>兰杏数字科技</bdi>!</h1>" in html
    assert 'class="needs"' in html


def test_templates_run_in_a_sandbox(made, tmp_path: Path):
    (tmp_path / "report.md.j2").write_text("{{ r.__class__.__mro__[1].__subclasses__() }}", "utf-8")
    with pytest.raises(SlipError, match="SecurityError"):
        render(made, shipped(), format="md", templates=tmp_path)


def test_what_is_unknown_is_said_with_the_known(made):
    with pytest.raises(UsageError, match=", ".join(TEXT_FORMATS)):
        render(made, shipped(), format="pdf")
    with pytest.raises(UsageError, match="applicant, reviewer, brand"):
        render(made, shipped(), audience="press")


def test_own_reports_are_found():
    assert (own_reports() / "audiences.yaml").is_file()
