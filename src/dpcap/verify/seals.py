"""Where the seal stands in each form of a report, and whether the page around it is as issued.

`put` puts a seal into the page that it was made for, `bare` takes it out again. A page is as issued
if what is left has the length and the digest that were signed, and putting the seal in once more
gives the very same bytes: so nothing can be added before, behind or around it.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from dpcap.model.statement import PageForm, Seal, SealedPage
from dpcap.report.data import seal_json, sealed_json
from dpcap.report.html import json_inside
from dpcap.verify.pdf import with_seal

SCRIPT = '<script type="application/json" id="{}">'
SCRIPT_END = "</script>"
STATEMENT_ID, SEAL_ID = "dpcap-report", "dpcap-seal"
_BODY_END = b"</body>"


class _Form(NamedTuple):
    put: Callable[[bytes, Seal], bytes | None]
    bare: Callable[[bytes, Seal], bytes]


def page_of(form: PageForm, bare: bytes) -> SealedPage:
    """What a seal says of the page *bare*, which has none yet."""
    return SealedPage(form=form, length=len(bare), sha256=sha256(bare).hexdigest())


def sealed_page(form: PageForm, bare: bytes, seal: Seal) -> bytes | None:
    """The page *bare* in *form* with *seal* in it; None if there is no place for it."""
    return _FORMS[form].put(bare, seal)


def is_as_issued(form: str, raw: bytes, seal: Seal) -> bool:
    """Whether the report *raw* in *form* is to the byte the page that *seal* vouches for."""
    if form != seal.page.form:
        return False
    how = _FORMS[seal.page.form]
    bare = how.bare(raw, seal)
    return page_of(seal.page.form, bare) == seal.page and how.put(bare, seal) == raw


def _element(seal: Seal) -> bytes:
    text = json_inside(seal_json(seal))
    return f"{SCRIPT.format(SEAL_ID)}{text}{SCRIPT_END}\n".encode()


def _into_html(bare: bytes, seal: Seal) -> bytes | None:
    """The seal is the last thing in the body."""
    at = bare.rfind(_BODY_END)
    return bare[:at] + _element(seal) + bare[at:] if at >= 0 else None


def _out_of_html(raw: bytes, seal: Seal) -> bytes:
    before, _, after = raw.rpartition(_element(seal))
    return before + after


def _into_json(bare: bytes, seal: Seal) -> bytes:
    """The page of a JSON report is its statement."""
    return f"{sealed_json(seal, bare.decode())}\n".encode()


def _out_of_json(raw: bytes, seal: Seal) -> bytes:
    start, end = sealed_json(seal, "\n").encode().split(b"\n")
    return raw.removeprefix(start).removesuffix(end + b"\n")


def _out_of_pdf(raw: bytes, seal: Seal) -> bytes:
    return raw[: seal.page.length]


_FORMS: dict[PageForm, _Form] = {
    "html": _Form(_into_html, _out_of_html),
    "json": _Form(_into_json, _out_of_json),
    "pdf": _Form(with_seal, _out_of_pdf),
}
