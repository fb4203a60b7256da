"""How much of a report a page shows: page one, what one acts on, everything."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from dpcap.model.statement import Pages, Statement
from dpcap.report.formats import render
from dpcap.verify.page import PageSettings, edited, made_again
from profiles import shipped
from scored_examples import example
from signed import read

PAGES = get_args(Pages)


def page(pages: Pages, audience: str = "applicant", form: str = "html") -> str:
    return render(example("lanxing"), shipped(), format=form, audience=audience, pages=pages)


def parts(html: str) -> list[str]:
    return re.findall(r'<section class="part" id="([a-z]+)"', html)


@pytest.mark.parametrize("audience", ["applicant", "reviewer", "brand"])
def test_each_shows_its_sections_in_the_order_of_its_reader(audience):
    every = parts(page("full", audience))
    assert parts(page("one", audience)) == []
    short = [part for part in every if part in {"areas", "moves", "open", "evidence"}]
    assert parts(page("short", audience)) == short
    assert len(every) > len(short) > 1


@pytest.mark.parametrize("pages", PAGES)
def test_no_link_leads_nowhere(pages):
    html = page(pages)
    there = set(re.findall(r'\bid="?([^\s">]+)', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= there


def test_what_is_linked_is_said_without_its_link_as_well():
    one, full = page("one"), page("full")
    said = re.search(r'<a href="#traffic">([^<]+)</a>', full)
    assert said
    assert f">{said[1]}</th>" in one


def test_a_short_report_has_no_indicators():
    short = page("short")
    assert "<details class=dimension" in short
    assert "<ul class=indicators>" not in short
    assert len(page("one")) < len(short) < len(page("full"))


def test_the_same_in_markdown():
    one, short, full = (page(pages, form="md") for pages in PAGES)
    assert one.count("\n## ") < short.count("\n## ") < full.count("\n## ")


@pytest.mark.parametrize("pages", PAGES)
def test_a_page_is_made_again_as_much_of_it_as_there_was(pages):
    html = page(pages)
    found = read(html)
    assert isinstance(found.said, Statement)
    assert found.said.pages == pages
    again = made_again(found.said, None, PageSettings(shipped()))
    assert edited(html, again) is None


def test_a_page_cut_down_by_hand_is_not_as_made():
    full = page("full")
    cut = re.sub(
        r'<section class="part" id="open".*?</section>\s*(?=<section class="part")',
        "",
        full,
        flags=re.DOTALL,
    )
    assert cut != full
    found = read(cut)
    again = made_again(found.said, None, PageSettings(shipped()))
    assert edited(cut, again) is not None
