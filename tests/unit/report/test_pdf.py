"""The PDF: page one on one sheet, tagged, with its data, its fonts and no word cut or boxed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from dpcap.errors import MissingError
from dpcap.intake.folder import load_assessment
from dpcap.intake.records import load_records
from dpcap.model.base import LANGUAGES, Language, Name
from dpcap.model.profile import Profile
from dpcap.report.context import PageContext
from dpcap.report.data import embedded
from dpcap.report.formats import render_bytes
from dpcap.report.paths import own_reports
from dpcap.report.pdf import pdf_page, render_pdf
from dpcap.report.pdf_charts import chart_rules
from dpcap.report.pdf_needs import check_letters
from dpcap.report.templates import read_style
from dpcap.report.view import make_context
from dpcap.scoring.case import make_case
from dpcap.scoring.sensitivity import full_profile
from locations import PROVIDERS, REVIEWS
from profiles import Wish, profile, shipped

EXAMPLES = sorted(path.name for path in PROVIDERS.iterdir() if path.is_dir())
AUDIENCES = ("applicant", "reviewer", "brand")
MM = 72 / 25.4
# The margins of `theme.css`.
TOP, BOTTOM = (297 - 10) * MM, 11 * MM
WORST = Wish(
    seed=7,
    good=0.5,
    answered=0.93,
    shops=12,
    reviewed=0.5,
    issuer="华东区品牌服务商生态管理与复核办公室（联合）",
    name="上海蓝杏兰芯数字科技文化传播（集团）股份有限公司华东品牌运营事业部",
    name_en="Shanghai Lanxing Lanxin Digital Technology and Culture Group Co., Ltd., East China",
    own="个护家清、母婴宠物与服饰内衣等多品类综合经营的服务商自己写下的一段很长很长的话",
)


@lru_cache(maxsize=4)
def example(name: str) -> Profile:
    if name == "worst":
        return profile(WORST)
    assessment = load_assessment(PROVIDERS / name, shipped())
    records = load_records(REVIEWS, assessment, shipped())
    return full_profile(make_case(shipped(), assessment, records=records))


def context(name: str, language: Language, audience: str, *sections: str) -> PageContext:
    """What a report with no other *sections* is made from."""
    ctx = make_context(example(name), shipped(), own_reports(), language, audience)
    return replace(ctx, audience=ctx.audience._replace(sections=sections))


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def heights(reader: PdfReader, page: int) -> list[float]:
    """How far above the sheet's lower edge each line of *page* stands, in points, lowest first.

    The page number comes first; what is inside a chart, which has a scale of its own, is left out.
    """
    found: set[float] = set()

    def look(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip() and cm[3] == -0.75:
            found.add(cm[3] * tm[5] + cm[5])

    reader.pages[page].extract_text(visitor_text=look)
    return sorted(found)


@pytest.mark.parametrize("name", [*EXAMPLES, "worst"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_page_one_is_one_sheet(name, language, audience):
    made = read(render_pdf(context(name, language, audience), own_reports()))
    first, last = made.pages
    assert float(first.mediabox.height) == pytest.approx(841.9, abs=0.1)
    assert shipped().digest[:8] in first.extract_text()
    number, foot, *_, highest = heights(made, 0)
    assert number < BOTTOM < foot, "the foot has run out of the page"
    assert highest < TOP
    assert "1 / 2" in first.extract_text()
    assert "2 / 2" in last.extract_text()


@lru_cache(maxsize=1)
def whole() -> bytes:
    return render_bytes(example("maodun"), shipped(), audience="reviewer")


def test_a_whole_report():
    made = read(whole())
    assert made.metadata.title == "茂敦示例电商有限公司 · 能力画像"
    assert made.metadata.creation_date is None
    pages = [page.extract_text() for page in made.pages]
    assert "未决与疑点" in pages[1]
    assert "未决与疑点" not in pages[0]
    for number, text in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in text
        assert len(text) > 80, f"page {number} is empty"
        assert heights(made, number - 1)[1] > BOTTOM


def test_no_heading_stands_alone_at_the_foot_of_a_page():
    made = read(whole())
    for entry in entries(made.outline):
        assert float(entry["/Top"]) > BOTTOM + 15 * MM, entry.title


def entries(outline: list) -> Iterator:
    for entry in outline:
        if isinstance(entry, list):
            yield from entries(entry)
        else:
            yield entry


def test_tables_that_go_over_a_page_repeat_their_head():
    made = read(render_pdf(context("maodun", "zh", "reviewer", "moves"), own_reports()))
    rest = [page.extract_text() for page in made.pages[2:-1]]
    assert rest
    assert all("性质与工作量" in text for text in rest)


def test_bookmarks_follow_the_headings():
    outline = read(render_pdf(context("lanxing", "en", "brand", "areas", "roles"), own_reports()))
    titles = [entry.title for entry in outline.outline if not isinstance(entry, list)]
    assert titles == ["Lanxing Example Commerce", "Capability areas", "Under other roles"]
    areas = outline.outline[2]
    assert areas[0].title == "Paid traffic"
    assert [entry.title for entry in areas[1]][:2] == ["Account and team", "Strategy and modelling"]


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_tagged_with_language_title_and_fonts(language, tag):
    made = read(render_pdf(context("xinya", language, "applicant"), own_reports()))
    root = made.trailer["/Root"]
    assert root["/Lang"] == tag
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert root["/StructTreeRoot"]["/K"]
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in made.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_the_data_of_the_audience_is_attached():
    ctx = context("lanxing", "zh", "brand")
    made = render_pdf(ctx, own_reports())
    assert read(made).attachments == {"dpcap.json": [embedded(ctx).encode()]}
    assert made == render_pdf(ctx, own_reports())


def test_another_profile_has_another_identifier():
    ids = {
        str(read(render_pdf(context(name, "zh", "brand"), own_reports())).trailer["/ID"][0])
        for name in ("lanxing", "xinya")
    }
    assert len(ids) == 2


def test_nothing_is_fetched(tmp_path, monkeypatch):
    """A template of somebody's own that names files and addresses gets none of them."""
    import socket

    secret = tmp_path / "secret.txt"
    secret.write_text("of the machine", encoding="utf-8")
    theme = (own_reports() / "theme.css").read_text("utf-8")
    (tmp_path / "theme.css").write_text(
        f"@import url(http://127.0.0.1:9/x.css); {theme} "
        f"body {{ background: url({secret.as_uri()}) }} h1 {{ content: url(http://127.0.0.1:9/) }}",
        encoding="utf-8",
    )
    asked: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: asked.append(address))
    made = render_pdf(context("xinya", "zh", "brand"), own_reports(), tmp_path)
    assert asked == []
    assert len(read(made).pages) == 2


def test_a_character_without_a_font_is_set_as_a_geta():
    """U+10FFFD is for private use: no font has it."""
    strange = example("xinya").provider.model_copy(update={"name": Name(zh="某\U0010fffd公司")})
    odd = example("xinya").model_copy(update={"provider": strange})
    ctx = replace(context("xinya", "zh", "brand"), profile=odd)
    assert "某〓公司" in read(render_pdf(ctx, own_reports())).pages[0].extract_text()


def test_letters_of_every_page_are_not_rare():
    check_letters(set(map(ord, "𠮷🎉\U0010fffd龘")))
    with pytest.raises(MissingError, match="一不是的") as raised:
        check_letters(set(map(ord, "的是不一")))
    assert raised.value.exit_code == 2
    assert "fonts-noto-cjk" in raised.value.finding.message("zh")


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (None, "pip install 'dpcap[pdf]'"),
        ("raise OSError('cannot load library libpango')", "apt install libpango-1.0-0"),
    ],
)
def test_what_is_lacking_is_named(tmp_path, there, said):
    """Without the extra, and without Pango."""
    if there is not None:
        (tmp_path / "weasyprint.py").write_text(there, encoding="utf-8")
    hide = "sys.modules['weasyprint'] = None" if there is None else "sys.path.insert(0, '.')"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; {hide}; from dpcap.cli import main; main()",
            *("assess", PROVIDERS / "xinya", "--no-input", "--format", "pdf", "--out", "out"),
        ],
        cwd=tmp_path,
        env={"DPCAP_LANG": "en", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_charts_bear_the_colours_of_paper():
    rules = chart_rules(
        ":root{--accent:#fff}@media screen{:root{--accent:#111}}"
        "@media print{:root{--accent:#0b5d6e}}"
        ".rp,.bp{fill:var(--accent)}.rl{fill:var(--none)}.row{fill:red}p{color:var(--accent)}"
    )
    assert rules == ".rp,.bp{fill:#0b5d6e}.rl{fill:currentcolor}"


def test_no_variable_is_left_in_a_chart():
    page = pdf_page(context("lanxing", "zh", "brand", "areas"), own_reports())
    charts = page.split("<svg ")[1:]
    assert len(charts) == 7
    assert all("var(" not in chart.split("</svg>")[0] for chart in charts)
    assert "pdf.css" not in page
    assert read_style(own_reports(), None, "pdf.css") in page


def test_a_style_of_ones_own(tmp_path: Path):
    (tmp_path / "pdf.css").write_text("h1 { color: #abcdef }", encoding="utf-8")
    ctx = context("xinya", "zh", "brand")
    assert "h1{color:#abcdef}" in pdf_page(ctx, own_reports(), tmp_path)
