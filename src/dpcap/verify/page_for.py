"""The page that checks reports in a browser, made out to one issuer."""

from __future__ import annotations

from html import escape
from pathlib import Path

from dpcap.model.keyring import Keyring

PAGE = "verify.html"
_EMPTY = '<meta name="dpcap-keys" content="">'


def page_for(reports: Path, keys: Keyring) -> str:
    """The page in the folder *reports* with an issuer's *keys* filled in."""
    page = (reports / PAGE).read_text(encoding="utf-8")
    written = keys.model_dump_json(by_alias=True, exclude_none=True)
    return page.replace(_EMPTY, _EMPTY.replace('""', f'"{escape(written)}"'), 1)
