"""Each back-end of a folder has a tab and a section of its own, under a title of its own."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from dpcap import Configuration, ProviderRequest
from dpcap.intake.form.form_data import KnownFacts, form_data
from dpcap.intake.sheet.content import SheetContent
from dpcap.intake.sheet.screens import screen_tabs
from dpcap.intake.sheet.write_sheet import workbook_of
from dpcap.model.base import LANGUAGES, Language, Text
from dpcap.workflow.sheet import SheetRequest, asked_sheet, sheet_content
from locations import PROVIDERS
from sheet_contents import DAY

LANXING = SheetRequest(ProviderRequest(PROVIDERS / "lanxing"), DAY)


def whole(language: Language) -> SheetContent:
    """All that the framework asks."""
    asked = asked_sheet(LANXING, Configuration())
    nodes = tuple(asked.framework.by_id)
    return replace(sheet_content(asked, LANXING), nodes=nodes, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_have_one_title(language: Language) -> None:
    titles = [one.title for one in screen_tabs(whole(language))]
    assert len(set(titles)) == len(titles) > 5
    sections = form_data(whole(language), KnownFacts())["sections"]
    assert isinstance(sections, list)
    said = [one["title"] for one in sections if isinstance(one, dict)]
    of_language = [one if isinstance(one, str) else one[LANGUAGES.index(language)] for one in said]
    assert len(set(of_language)) == len(of_language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tabs_of_a_workbook_are_those(language: Language) -> None:
    names = load_workbook(BytesIO(workbook_of(whole(language)))).sheetnames
    assert [one.title for one in screen_tabs(whole(language)) if one.title not in names] == []


def test_tabs_are_the_same_in_both_languages() -> None:
    zh, en = ([one.indicators for one in screen_tabs(whole(language))] for language in LANGUAGES)
    assert zh == en


def test_one_word_for_two_back_ends_is_told_apart() -> None:
    said = {one.id: tab.title for tab in screen_tabs(whole("en")) for one in tab.indicators}
    assert said["VID-3.5"] == "Compass Short video"
    assert said["ACC-4.4"] == "Compass"
    # Where one language has no words apart even below, those of the other are added.
    content = whole("en")
    shown = {
        "VID-3.5": Text(zh="后台甲", en="Back-end"),
        "ACC-4.4": Text(zh="后台乙", en="Back-end"),
    }
    asked = (
        content.framework.by_id[node].model_copy(update={"screen": text})
        for node, text in shown.items()
    )
    alike = replace(content, nodes=tuple(shown))
    alike.__dict__["indicators"] = tuple(asked)
    assert sorted(one.title for one in screen_tabs(alike)) == [
        "Back-end (后台乙)",
        "Back-end (后台甲)",
    ]
