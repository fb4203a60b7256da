"""A provider's open questions as a page to fill in, which needs no network."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.intake.form.form_data import KnownFacts, form_data
from dpcap.intake.sheet.content import SheetContent
from dpcap.model.framework_outline import names_of
from dpcap.report.form_page import form_page
from dpcap.scoring.case import Case
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.known_names import look_up
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.sheet import SheetRequest, asked_sheet, sheet_content, sheet_name


class WrittenForm(NamedTuple):
    """A page: its HTML, a name for the file, how much it asks, and of whom."""

    page: str
    name: str
    questions: int
    figures: int
    person: str | None = None


def write_form(request: SheetRequest, configuration: Configuration | None = None) -> WrittenForm:
    """The form of *request*; the same folder, framework and request give the same page.

    It asks what the sheet of *request* asks, and what it exports is read in by the same rules.
    Raises UsageError: no such person or area, nothing to ask; InvalidInputError with every finding
    of the folder.
    """
    asked = asked_sheet(request, configuration or Configuration())
    content = sheet_content(asked, request)
    page = form_page(form_data(content, known_facts(asked.case, content)))
    by_shop = sum(one.per == "shop" for one in content.indicators)
    return WrittenForm(
        page,
        sheet_name(content, request) + ".html",
        len(content.nodes) - by_shop,
        by_shop * len(content.shops),
        content.person,
    )


def known_facts(case: Case, content: SheetContent) -> KnownFacts:
    """What the conditions of *content* may name and its answers do not say."""
    asked = set(content.nodes)
    nodes = case.framework.outline.nodes
    names = {name for one in content.indicators for name in names_of(one)}
    others = sorted(name for name in names if nodes.get(name) not in asked)
    known = look_up(case, evaluate(case), others)
    return KnownFacts(known.values, tuple(sorted(known.left_out)))
