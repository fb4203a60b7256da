"""The page that checks reports in a browser, made out to one issuer."""

from __future__ import annotations

from html import escape
from pathlib import Path

PAGE = "verify.html"
_EMPTY = '<meta name="dpcap-key" content="">'


def page_for(reports: Path, public: str) -> str:
    """The page in the folder *reports* with an issuer's *public* key (PEM) filled in."""
    page = (reports / PAGE).read_text(encoding="utf-8")
    return page.replace(_EMPTY, _EMPTY.replace('""', f'"{escape(public)}"'), 1)
