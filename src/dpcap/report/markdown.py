"""The Markdown report: reads well as text and on GitHub, and holds no markup from data."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpcap.report.context import PageContext
from dpcap.report.sanitize import OPEN, parts, plain
from dpcap.report.templates import make_environment
from dpcap.report.view import view

if TYPE_CHECKING:
    from jinja2 import Environment

_SPECIAL = re.compile(r"([\\`*<>|\[\]])")
_OWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!$&])")
_LEADING = re.compile(r"^(\d{0,9})([-+=.)])(?=\s|[-=]*$)")
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto)(:)|\b(www)(\.)")
_MENTION = re.compile(r"(?<![\w.])@(?=\w)")
_GAPS = re.compile(r"\n{3,}")


class RawMarkdown(str):
    """Text that stands in a code block, where nothing is escaped."""

    __slots__ = ()


def render_markdown(ctx: PageContext, reports: Path, templates: Path | None = None) -> str:
    """The report of *ctx* as Markdown."""
    return markdown_page("report.md.j2", reports, templates, r=view(ctx), t=ctx.words.tree)


def markdown_page(
    name: str,
    reports: Path,
    templates: Path | None = None,
    **shown: Any,  # noqa: ANN401 - whatever the page is made of
) -> str:
    """The template *name* over what is *shown*, without the gaps that its blocks leave."""
    text = _environment(reports, templates).get_template(name).render(shown)
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return _GAPS.sub("\n\n", lines).strip() + "\n"


@lru_cache(maxsize=8)
def _environment(reports: Path, templates: Path | None) -> Environment:
    environment = make_environment(reports, templates, autoescape=False, finalize=_finalize)
    environment.filters["plain"] = plain
    environment.filters["raw"] = RawMarkdown
    return environment


def _finalize(value: Any) -> Any:  # noqa: ANN401 - Jinja's own
    return escaped(value) if type(value) is str else value


# Most of a page are the framework's words, the same on every page of a batch.
@lru_cache(maxsize=16384)
def escaped(text: str) -> str:
    """*text* as Markdown that shows it as written; own words lose links and mentions as well."""
    if OPEN not in text:
        return _ours(text)
    return "".join(_own(piece) if is_own else _ours(piece) for piece, is_own in parts(text))


def _ours(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text) if _SPECIAL.search(text) else text


def _own(text: str) -> str:
    shown = _OWN_SPECIAL.sub(r"\\\1", text)
    shown = _LEADING.sub(r"\1\\\2", shown)
    shown = _LINK.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", shown)
    # A zero-width space keeps GitHub from telling whoever bears that name.
    return _MENTION.sub("@\u200b", shown)
