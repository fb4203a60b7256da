"""The two parts of a letter: plain text, and HTML that mail programs can show."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpcap.report.css import squeezed
from dpcap.report.letter import view_models
from dpcap.report.letter.view_models import (
    AheadLetterView,
    LetterView,
    NoticeLetterView,
)
from dpcap.report.sanitize import CLOSE, OPEN, plain
from dpcap.report.templates import make_environment
from dpcap.report.words import Tree
from dpcap.text_width import short, width, wrap

if TYPE_CHECKING:
    from css_inline import CSSInliner
    from jinja2 import Environment

AnyLetterView = LetterView | AheadLetterView | NoticeLetterView
SHELF = "mail"
AHEAD = "ahead"
_INLINED, _KEPT = "mail.css", "media.css"
_COLUMNS = 74
_GAPS = re.compile(r"\n{3,}")
_BETWEEN = re.compile(r">[^\S\n]*+\n\s*+<")


def letter_text(
    template: str,
    view: AnyLetterView,
    words: Tree,
    reports: Path,
    templates: Path | None,
) -> str:
    """The plain text by *template*, in lines of at most 74 columns where words allow it."""
    page = _texts(reports, templates).get_template(f"{template}.txt.j2")
    lines = (line.rstrip() for line in page.render(l=view, t=words).splitlines())
    return _GAPS.sub("\n\n", "\n".join(lines)).strip() + "\n"


def letter_html(
    template: str,
    view: AnyLetterView,
    words: Tree,
    reports: Path,
    templates: Path | None,
) -> str:
    """The HTML by *template* with its CSS inlined; what cannot be stands in its head.

    That is what is for a phone or a dark screen.

    Raises ImportError without the extra `mail`.
    """
    from markupsafe import Markup  # noqa: PLC0415 - only pages need it

    style, media = (Markup(_style(name, reports, templates)) for name in (_INLINED, _KEPT))  # noqa: S704 - our own files
    page = _pages(reports, templates).get_template(f"{template}.html.j2")
    written = _BETWEEN.sub(">\n<", page.render(l=view, t=words, style=style, media=media))
    marked = written.replace(OPEN, "<bdi>").replace(CLOSE, "</bdi>")
    return _inliner().inline(marked) + "\n"


@lru_cache(maxsize=8)
def _pages(reports: Path, templates: Path | None) -> Environment:
    return make_environment(reports, templates, autoescape=True, shelf=SHELF, views=(view_models,))


@lru_cache(maxsize=8)
def _texts(reports: Path, templates: Path | None) -> Environment:
    environment = make_environment(
        reports, templates, autoescape=False, finalize=_finalize, shelf=SHELF, views=(view_models,)
    )
    environment.filters["fold"] = fold
    environment.filters["pad"] = pad
    environment.filters["underlined"] = underlined
    return environment


@lru_cache(maxsize=8)
def _style(name: str, reports: Path, templates: Path | None) -> str:
    """The style sheet called *name*; *templates* may bring its own."""
    own = templates / name if templates is not None else None
    path = own if own is not None and own.is_file() else reports / SHELF / name
    return squeezed(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _inliner() -> CSSInliner:
    from css_inline import CSSInliner  # noqa: PLC0415 - an extra

    return CSSInliner(load_remote_stylesheets=False, minify_css=True)


def _finalize(value: Any) -> Any:  # noqa: ANN401 - Jinja's own
    return plain(value) if isinstance(value, str) else value


def fold(text: str, indent: int = 0, first: str = "") -> str:
    """*text* in lines, each after *indent* blanks; *first* stands in those of the first one."""
    lines = wrap(plain(text), _COLUMNS - indent)
    head = first + " " * (indent - width(first))
    return "\n".join(
        (head if not place else " " * indent) + line for place, line in enumerate(lines)
    )


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """*text* filled up to *columns* columns, cut if it is longer; *right*: set to the right."""
    shown = short(plain(text), columns)
    blanks = " " * (columns - width(shown))
    return blanks + shown if right else shown + blanks


def underlined(text: str) -> str:
    """*text* as a heading."""
    return f"{text}\n{'-' * width(text)}"
