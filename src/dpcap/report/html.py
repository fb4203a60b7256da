"""The HTML report: one file, nothing loaded from outside, its statement inside."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpcap.report.context import PageContext
from dpcap.report.data import embedded
from dpcap.report.details_view import DetailRow
from dpcap.report.sanitize import CLOSE, OPEN, plain
from dpcap.report.templates import make_environment, read_style
from dpcap.report.view import view

if TYPE_CHECKING:
    from jinja2 import Environment

# What could end the script element, be read as markup, a line end or our marks, or turn the line.
_IN_JSON = re.compile("[<>&\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000\ue001]")
_LINK_TAG = re.compile(r'<a href="#([^"<>]*)">|<a[ >]|</a>')
_ID = re.compile(r'\sid="?([^\s">]+)')
_OWN_WORDS = ("<bdi lang>", "</bdi>")


def render_html(ctx: PageContext, reports: Path, templates: Path | None = None) -> str:
    """The report of *ctx* as one HTML page.

    It names its issuer if it is to be signed; the seal itself is put in afterwards.
    """
    from markupsafe import Markup  # noqa: PLC0415 - only pages need it

    statement = json_inside(embedded(ctx))
    shown: dict[str, Any] = {
        "r": view(ctx),
        "t": ctx.words.tree,
        "statement": Markup(statement),  # noqa: S704 - escaped for its place
    }
    page = html_page("report.html.j2", reports, templates, **shown)
    return page if ctx.pages == "full" else _without_dead_links(page)


def _without_dead_links(page: str) -> str:
    """*page* without links to parts that it does not show; what they enclose stays."""
    there = set(_ID.findall(page))
    is_dead = False

    def kept(tag: re.Match[str]) -> str:
        nonlocal is_dead
        if tag[0] != "</a>":
            is_dead = tag[1] is not None and tag[1] not in there
            return "" if is_dead else tag[0]
        was_dead, is_dead = is_dead, False
        return "" if was_dead else tag[0]

    return _LINK_TAG.sub(kept, page)


def html_page(
    name: str,
    reports: Path,
    templates: Path | None = None,
    **shown: Any,  # noqa: ANN401 - whatever the page is made of
) -> str:
    """The template *name* over what is *shown*, dressed in the theme."""
    from markupsafe import Markup  # noqa: PLC0415 - only pages need it

    theme = Markup(read_style(reports, templates))  # noqa: S704 - our own files
    page = _environment(reports, templates).get_template(name)
    return _with_own_words(page.render(shown, theme=theme))


def json_inside(text: str) -> str:
    """The JSON *text*, harmless inside a script element."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@lru_cache(maxsize=8)
def _environment(reports: Path, templates: Path | None) -> Environment:
    environment = make_environment(reports, templates, autoescape=True)
    environment.filters["plain"] = plain
    environment.filters["rows"] = _rows
    return environment


def _with_own_words(page: str) -> str:
    """The marks around somebody's own words become an element of no known language.

    Everything between them was escaped with the rest of the page, and nobody's words can hold the
    marks themselves: `clean` takes them out.
    """
    return page.replace(OPEN, _OWN_WORDS[0]).replace(CLOSE, _OWN_WORDS[1])


# Stand-ins for the tags of a table: no text holds a control character once it is cleaned.
_ROW, _LINKED, _LINK, _LINK_END, _CELL = "\x01", "\x02", "\x03", "\x04", "\x05"
_TAGS = {
    _ROW: "\n<tr><th scope=row>",
    _LINKED: '\n<tr><th scope=row><a href="',
    _LINK: '">',
    _LINK_END: "</a>",
    _CELL: "<td>",
}


def _rows(rows: tuple[DetailRow, ...]) -> str:
    """The rows of a table as markup.

    A report has hundreds: they are escaped in one go and tagged afterwards, and the end tags that
    HTML lets one leave out are left out.
    """
    from markupsafe import Markup, escape  # noqa: PLC0415 - only pages need it

    text = str(escape("".join(map(_row, rows))))
    for mark, tag in _TAGS.items():
        text = text.replace(mark, tag)
    return Markup(text)  # noqa: S704 - escaped before the tags were put in


def _row(row: DetailRow) -> str:
    head = f"{_LINKED}{row.href}{_LINK}{row.head}{_LINK_END}" if row.href else f"{_ROW}{row.head}"
    return _CELL.join((head, *row.cells))
