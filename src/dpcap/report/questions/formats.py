"""The formats of the page of questions, by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dpcap.report.paths import own_reports
from dpcap.report.registry import FormatRegistry, OutputFormat
from dpcap.report.words import load_words

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.framework import Framework
    from dpcap.report.questions.view import FrameworkPage

_BOOK = "questions"


def _html(page: FrameworkPage, templates: Path | None) -> str:
    from dpcap.report.html import html_page  # noqa: PLC0415 - Jinja only where it is used
    from dpcap.report.questions.view import questions_view  # noqa: PLC0415

    shown, words = questions_view(page), page.words.tree
    return html_page("questions/page.html.j2", own_reports(), templates, p=shown, t=words)


def _markdown(page: FrameworkPage, templates: Path | None) -> str:
    from dpcap.report.markdown import markdown_page  # noqa: PLC0415
    from dpcap.report.questions.view import questions_view  # noqa: PLC0415

    shown, words = questions_view(page), page.words.tree
    return markdown_page("questions/page.md.j2", own_reports(), templates, p=shown, t=words)


FRAMEWORK_SHOW = "framework show"
QUESTION_FORMATS: FormatRegistry[Callable[[FrameworkPage, Path | None], str]] = FormatRegistry(
    OutputFormat(
        "html", _html, (FRAMEWORK_SHOW,), default_of=(FRAMEWORK_SHOW,), file="questions.html"
    ),
    OutputFormat("md", _markdown, (FRAMEWORK_SHOW,), file="questions.md"),
)


def render_questions(
    framework: Framework,
    format: str,  # noqa: A002 - the word of the command line
    language: Language,
    *,
    role: str | None = None,
    templates: Path | None = None,
) -> str:
    """All questions of *framework*, or those of *role*, as html or md.

    Raises UsageError for any other format.
    """
    from dpcap.report.questions.view import FrameworkPage  # noqa: PLC0415

    made = QUESTION_FORMATS.find(FRAMEWORK_SHOW, format).renderer
    words = load_words(own_reports(), language, _BOOK, wording=framework.wording)
    return made(FrameworkPage(framework, role, words), templates)
