"""The list of what is still to collect tells the plan, once nothing more basic is in the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dpcap.cli.todo_page import page
from dpcap.model.base import Language
from dpcap.report import figures
from dpcap.report.lines import TerminalPage
from dpcap.report.paths import own_reports
from dpcap.report.words import load_words
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.new_provider import NewProviderRequest, new_provider
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.todo import list_open_work
from locations import PROVIDERS, QUESTIONNAIRES, REVIEW_DAY

HEADS: dict[Language, str] = {"zh": "怎样升到 L3", "en": "The way to L3"}


def request_of(folder: Path) -> ProviderRequest:
    return ProviderRequest(folder, on=date.fromisoformat(REVIEW_DAY), framework=QUESTIONNAIRES)


def listed(folder: Path, language: Language) -> str:
    """The list for *folder*, as a terminal of 100 columns shows it."""
    found = list_open_work(request_of(folder), "person", Configuration())
    return page(found, language, TerminalPage(100, colour=False))


@pytest.mark.parametrize("language", HEADS)
def test_the_plan_stands_before_the_lists_and_says_what_results(language: Language) -> None:
    text = listed(PROVIDERS / "maodun", language)
    found = list_open_work(request_of(PROVIDERS / "maodun"), "person", Configuration())
    first = found.groups[0].rows[0].node
    plan = text.index(HEADS[language])
    assert plan < text.index(f"{first} ")
    assert found.profile.plan is not None
    assert figures.score(found.profile.plan.score) in text[plan:]


@pytest.mark.parametrize("language", HEADS)
def test_a_new_folder_is_told_what_comes_first_and_no_plan(
    language: Language, tmp_path: Path
) -> None:
    folder = tmp_path / "acme"
    day = date.fromisoformat(REVIEW_DAY)
    new_provider(NewProviderRequest(folder, day, language, framework=QUESTIONNAIRES))
    text = listed(folder, language)
    assert "provider.yaml" in text
    words = load_words(own_reports(), language).flat
    heads = {words["plan.to_be_graded"], words["plan.beside"], HEADS[language]}
    assert not any(head in text for head in heads)


@pytest.mark.parametrize(("language", "said"), [("zh", "可编辑文件"), ("en", "Editable files")])
def test_editable_files_that_wait_for_a_reviewer_are_named(language: Language, said: str) -> None:
    assert said in listed(PROVIDERS / "maodun", language)
