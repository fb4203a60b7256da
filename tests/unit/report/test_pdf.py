"""The PDF: all that the view says, page one on one sheet, tagged, with its data and its fonts."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from dpcap.errors import MissingError
from dpcap.model.base import LANGUAGES, Language, Name
from dpcap.report import fonts
from dpcap.report.context import PageContext
from dpcap.report.data import embedded
from dpcap.report.formats import render_bytes
from dpcap.report.paths import own_reports
from dpcap.report.pdf import render_pdf
from dpcap.report.sanitize import own
from dpcap.report.typesetting import lost_letters
from dpcap.report.typst_data import prepared
from dpcap.report.view import view
from locations import PROVIDERS, ROOT
from profiles import shipped
from scored_examples import EXAMPLES, example, whole

AUDIENCES = ("applicant", "reviewer", "brand")
# What a view holds beside what it shows: names of places and of kinds, measures, other formats'.
UNSEEN = frozenset(
    ("id", "href", "link", "kind", "status", "state", "language", "columns", "widths", "right")
) | {"svg", "alt", "padded", "bar", "more", "asks", "title", "name", "coverage", "seal"}


def context(name: str, language: Language, audience: str, *sections: str) -> PageContext:
    """What a report with no other *sections* is made from."""
    ctx = whole(name, language, audience)
    return replace(ctx, audience=ctx.audience._replace(sections=sections))


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def squeezed(text: str) -> str:
    """*text* without blanks and the marks of direction: lines break anywhere."""
    return re.sub(r"[\s\u2068\u2069]", "", text)


def shown(value: Any) -> Iterator[str]:
    """Every string of a view that a reader sees."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from shown(one)
    elif isinstance(value, dict):
        unseen = set(UNSEEN)
        unseen |= {"claimed", "proved"} if value.get("scored") is False else set()
        unseen |= {"range"} if value.get("big") else set()
        unseen |= {"plan"} if value.get("questions") else set()
        unseen |= {"level"} if "level_title" in value else set()
        for name, one in value.items():
            # Titles of areas and the like are shown; that of the report stands in the file's data.
            if name not in unseen or (name == "title" and "body" not in value):
                yield from shown(one)


def said(made: PdfReader, heads: set[str]) -> str:
    """The text of all pages in a row: without their feet, and heads that a table repeats."""
    found = []
    for number, page in enumerate(made.pages, 1):
        text = squeezed(page.extract_text())
        assert len(text) > 40, f"page {number} is empty"
        body, _, _ = text.rpartition(f"{number}/{len(made.pages)}")
        assert body, f"page {number} bears no number"
        repeated = next((head for head in heads if body.startswith(head)), "")
        found.append(body.removeprefix(repeated))
    return "".join(found)


def head_lines(report: Any) -> set[str]:
    tables = [x for part in report["sections"] for x in part["body"] if isinstance(x, dict)]
    return {squeezed("".join(x["head"])) for x in tables if "head" in x}


@pytest.mark.parametrize(
    ("name", "language", "audience"),
    [
        ("lanxing", "zh", "brand"),
        ("maodun", "en", "applicant"),
        ("xinya", "zh", "applicant"),
        ("worst", "zh", "reviewer"),
        ("worst", "en", "reviewer"),
    ],
)
def test_all_that_the_view_says_is_on_the_pages(name, language, audience):
    ctx = whole(name, language, audience)
    report = prepared(view(ctx))
    made = read(render_pdf(ctx))
    text = said(made, head_lines(report))
    foot = squeezed(report["name"])
    text = text.replace(foot, "") if foot not in squeezed(ctx.words.tree["page"]["title"]) else text
    strings = {*shown(report["page"]), *shown(report["sections"])}
    lost = [one for one in strings if squeezed(one).replace(foot, "") not in text]
    assert lost == []
    for section in report["sections"]:
        assert squeezed(section["title"]) in text


@pytest.mark.parametrize("name", [*EXAMPLES, "worst"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_page_one_is_one_sheet(name, language, audience):
    made = read(render_pdf(whole(name, language, audience, "one")))
    (first,) = made.pages
    assert float(first.mediabox.height) == pytest.approx(841.9, abs=0.1)
    assert shipped().digest[:8] in first.extract_text()
    assert "1 / 1" in first.extract_text()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_short_report_holds_what_one_acts_on(audience):
    kinds = [part.kind for part in view(whole("lanxing", "zh", audience, "short")).sections]
    everything = [part.kind for part in view(whole("lanxing", "zh", audience)).sections]
    assert kinds == [k for k in everything if k in {"areas", "moves", "open", "evidence"}]
    made = {
        pages: len(read(render_pdf(whole("lanxing", "zh", audience, pages))).pages)
        for pages in ("one", "short", "full")
    }
    assert made["one"] == 1 < made["short"] < made["full"] / 2


def test_a_short_report_names_the_evidence_that_most_rests_on():
    ctx = whole("lanxing", "zh", "reviewer", "short")
    (table,) = next(part.body for part in view(ctx).sections if part.kind == "evidence")
    assert len(table.rows) == 10
    assert "10" in table.caption
    assert str(len(ctx.profile.evidence)) in table.caption
    counted = {piece.id for piece in ctx.profile.evidence if piece.state == "counts"}
    assert {row.head for row in table.rows} <= counted
    nodes = {node.id: node for node in ctx.nodes.values()}
    points = {
        piece.id: sum(nodes[n].effective_weight * (nodes[n].proved or 0) for n in piece.used_by)
        for piece in ctx.profile.evidence
        if piece.id in counted
    }
    least = min(points[row.head] for row in table.rows)
    assert all(points[name] <= least for name in counted - {row.head for row in table.rows})


@lru_cache(maxsize=1)
def maodun() -> bytes:
    return render_bytes(example("maodun"), shipped(), audience="reviewer")


def test_what_the_file_says_of_itself():
    about = read(maodun()).metadata
    assert about.title == "茂敦示例电商有限公司 · 能力画像"
    assert about.author
    assert about.subject.startswith("复核方版")
    assert "能力画像" in about["/Keywords"]
    assert str(about.creation_date)[:10] == str(example("maodun").as_of)
    assert about.modification_date == about.creation_date


def test_no_heading_stands_alone_at_the_foot_of_a_page():
    """Above the margin of 13 mm each has room for itself, the gap below it and a line of text.

    That is the least: a heading of 8 pt above a paragraph of one line, all of it, can stand there.
    """
    for entry in entries(read(maodun()).outline):
        assert float(entry["/Top"]) > 13 / 25.4 * 72 + 28, entry.title


def entries(outline: list) -> Iterator:
    for entry in outline:
        if isinstance(entry, list):
            yield from entries(entry)
        else:
            yield entry


def test_tables_that_go_over_a_page_repeat_their_head():
    made = read(render_pdf(context("maodun", "zh", "reviewer", "moves")))
    rest = [page.extract_text() for page in made.pages[2:-1]]
    assert rest
    assert all("性质与工作量" in text for text in rest)


def test_tables_with_the_same_heads_share_their_edges():
    ctx = whole("lanxing", "zh", "reviewer")
    facts = next(part for part in prepared(view(ctx))["sections"] if part["kind"] == "facts")
    alike = [table["widths"] for table in facts["body"] if len(table["head"]) == 3]
    assert len(alike) > 3
    assert all(widths == alike[0] for widths in alike[:-1])


def test_bookmarks_follow_the_headings():
    outline = read(render_pdf(context("lanxing", "en", "brand", "areas", "roles"))).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]
    assert titles == ["Lanxing Example Commerce", "Capability areas", "Under other roles"]
    areas = outline[2]
    assert areas[0].title == "Paid traffic"
    assert [entry.title for entry in areas[1]][:2] == ["Account and team", "Strategy and modelling"]


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_tagged_with_language_title_and_fonts(language, tag):
    made = read(render_pdf(context("xinya", language, "applicant")))
    root = made.trailer["/Root"]
    assert root["/Lang"] == tag
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert root["/StructTreeRoot"]["/K"]
    found = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in made.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert found
    assert all("/FontFile2" in font or "/FontFile3" in font for font in found)


def test_a_chart_has_its_words():
    made = maodun()
    held = b"".join(
        bytes.fromhex(text.decode()) for text in re.findall(rb"/Alt<FEFF([0-9A-F]+)>", made)
    ).decode("utf-16-be")
    assert "雷达图" in held
    assert "自评" in held


def test_the_data_of_the_audience_is_attached():
    ctx = context("lanxing", "zh", "brand")
    made = render_pdf(ctx)
    assert read(made).attachments == {"dpcap.json": [embedded(ctx).encode()]}


def test_the_same_bytes_twice_whatever_was_set_between():
    ctx = whole("maodun", "en", "applicant", "short")
    made = render_pdf(ctx)
    assert render_pdf(whole("xinya", "zh", "brand", "one")) != made
    assert render_pdf(ctx) == made
    code = (
        "import sys; from dpcap.report.pdf import render_pdf; from scored_examples import whole;"
        "sys.stdout.buffer.write(render_pdf(whole('maodun', 'en', 'applicant', 'short')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "tests")},
    )
    assert done.stdout == made


def test_what_somebody_wrote_is_never_markup():
    """Neither Typst's nor a command of its: it stands as it was written."""
    wild = '#panic(1) $x$ *b* _i_ `c` <l> @r \\ ] [ #import "@preview/x:1.0.0"'
    named = example("xinya").provider.model_copy(update={"name": Name(zh=wild)})
    ctx = whole("xinya", "zh", "reviewer", "one")
    odd = replace(ctx, profile=example("xinya").model_copy(update={"provider": named}))
    made = read(render_pdf(odd))
    assert squeezed(wild) in squeezed(made.pages[0].extract_text())
    assert made.metadata.title.startswith(wild)


def test_a_name_from_right_to_left_does_not_turn_its_line():
    assert prepared(own("شركة")) == "\u2068شركة\u2069"
    assert prepared(own("茂敦")) == "茂敦"


def test_nothing_reaches_the_template_but_data(tmp_path, monkeypatch):
    """No network, no packages, and no file of somebody's own takes a template's place."""
    import socket

    asked: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: asked.append(address))
    for name in ("report.typ", "page_one.typ", "parts.typ"):
        (tmp_path / name).write_text("#panic()", encoding="utf-8")
        (tmp_path / "typst").mkdir(exist_ok=True)
        (tmp_path / "typst" / name).write_text("#panic()", encoding="utf-8")
    options: Any = {"audience": "brand", "language": "zh", "pages": "one"}
    made = render_bytes(example("xinya"), shipped(), templates=tmp_path, **options)
    assert asked == []
    assert len(read(made).pages) == 1
    for path in (own_reports() / "typst").iterdir():
        text = path.read_text("utf-8")
        assert "@" not in text
        assert all(one in TEMPLATES for one in re.findall(r'import "([^"]+)"', text))
        assert not re.search(r"\b(?:read|eval|plugin|include)\(", text)


TEMPLATES = frozenset(path.name for path in (own_reports() / "typst").iterdir())


def test_a_character_without_a_font_is_set_as_a_geta():
    """U+10FFFD is for private use: no font has it."""
    strange = example("xinya").provider.model_copy(update={"name": Name(zh="某\U0010fffd公司")})
    odd = example("xinya").model_copy(update={"provider": strange})
    ctx = replace(context("xinya", "zh", "brand"), profile=odd)
    assert "某〓公司" in read(render_pdf(ctx)).pages[0].extract_text()


def test_lost_letters_are_read_off_the_diagnostic():
    line = 'PDF/UA-1 error: the text `"{}"` could not be displayed with font `"X"`\n'
    told = "".join(line.format(one) for one in (r"\u{10fffd}", "🎉", r"\"", r"\\"))
    assert lost_letters(told) == {0x10FFFD, ord("🎉"), ord('"'), ord("\\")}
    assert lost_letters("error: label does not exist") == frozenset()


class Families:
    def __init__(self, *names: str) -> None:
        self.names = names

    def families(self) -> list[str]:
        return sorted(self.names)


def test_the_first_family_that_is_there_is_taken(monkeypatch):
    def here(*names: str) -> str:
        monkeypatch.setattr(fonts, "installed_fonts", lambda: Families(*names, "Arial"))
        return fonts.chinese_family()

    assert here(*fonts.FAMILIES) == "Noto Sans CJK SC"
    assert here("PingFang SC", "Microsoft YaHei") == "Microsoft YaHei"
    assert here("Noto Sans CJK JP", "PingFang SC") == "PingFang SC"


@pytest.mark.parametrize("form", ["pdf", "card"])
def test_without_a_font_for_chinese_nothing_is_set(monkeypatch, form):
    """Other fonts would leave the Chinese out, or give it Japanese forms."""
    only = Families("Noto Sans CJK JP", "Arial")
    monkeypatch.setattr(fonts, "installed_fonts", lambda: only)
    with pytest.raises(MissingError) as raised:
        render_bytes(example("xinya"), shipped(), format=form)
    assert raised.value.exit_code == 2
    for language in LANGUAGES:
        lines = raised.value.finding.message(language).splitlines()
        assert [line.split(":")[0].split("：")[0] for line in lines[1:]] == [
            "Windows",
            "macOS",
            "Linux",
        ]
        assert all(family in lines[0] for family in fonts.FAMILIES)


def test_a_warning_of_the_compiler_is_a_fault(monkeypatch, tmp_path):
    from dpcap.report import typesetting

    (tmp_path / "typst").mkdir()
    (tmp_path / "typst" / "w.typ").write_text('#set text(font: "Nowhere")\nx', encoding="utf-8")
    monkeypatch.setattr(typesetting, "own_reports", lambda: tmp_path)
    typesetting._compiler.cache_clear()
    try:
        with pytest.raises(RuntimeError, match="nowhere"):
            typesetting.typeset_pdf("w.typ", "{}", {})
    finally:
        typesetting._compiler.cache_clear()


def test_what_is_lacking_is_named(tmp_path):
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.modules['typst'] = None; from dpcap.cli import main; main()",
            *("assess", PROVIDERS / "xinya", "--no-input", "--format", "pdf", "--out", "out"),
        ],
        cwd=tmp_path,
        env={"DPCAP_LANG": "en", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert 'pip install "dpcap[pdf]"' in done.stderr
    assert not (tmp_path / "out").exists()
