"""A seal covers the page: it comes out again to the byte, and nothing can be put around it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from dpcap.errors import InvalidInputError
from dpcap.model.keyring import IssuerKey
from dpcap.model.statement import Seal
from dpcap.report.data import SEAL_FILE, STATEMENT_FILE, seal_json
from dpcap.verify.carried_report import CarriedReport
from dpcap.verify.file_reading import report_in
from dpcap.verify.keys import fingerprint
from dpcap.verify.page import PageSettings
from dpcap.verify.pdf import attachments, with_seal
from dpcap.verify.seals import is_as_issued, page_of, sealed_page
from dpcap.verify.signing import sealed
from dpcap.verify.verdict import VerifyInputs, judge_report
from profiles import shipped
from signed import ISSUER, KEY, SIGNER, public, read, signed, signed_pdf, unsigned

GIVEN = VerifyInputs(
    today=date(2026, 11, 25),
    keys=(IssuerKey(fingerprint=fingerprint(public(KEY))),),
    assets=PageSettings(shipped()),
)
FORMS = ("html", "json", "pdf")


def made(form: str) -> bytes:
    return signed_pdf() if form == "pdf" else signed(form).encode()


def carried(raw: bytes) -> CarriedReport:
    found = report_in("report", raw)
    assert found is not None
    return found


def seal_of(raw: bytes) -> Seal:
    seal = carried(raw).seal
    assert seal is not None
    return seal


def outcome(raw: bytes) -> tuple[str, str, bool]:
    found = judge_report(carried(raw), GIVEN)
    return found.outcome, found.seal.state, found.is_good


@pytest.mark.parametrize("form", FORMS)
def test_as_it_was_issued(form: str) -> None:
    raw, seal = made(form), seal_of(made(form))
    assert is_as_issued(form, raw, seal)
    assert outcome(raw) == ("genuine", "genuine", True)
    assert seal.page.form == form


@pytest.mark.parametrize("form", FORMS)
def test_the_page_that_was_signed_comes_out_again(form: str) -> None:
    raw = made(form)
    seal = seal_of(raw)
    bare = {
        "html": lambda: b"".join(raw.rpartition(seal_element(raw))[::2]),
        "json": carried(raw).text.encode,
        "pdf": lambda: raw[: seal.page.length],
    }[form]()
    assert page_of(form, bare) == seal.page
    assert sealed_page(form, bare, seal) == raw
    if form == "html":
        # It names its issuer already; only the seal itself is not there.
        assert ISSUER.encode() in bare
        assert b"dpcap-seal" not in bare


def seal_element(raw: bytes) -> bytes:
    start = raw.index(b'<script type="application/json" id="dpcap-seal">')
    end = raw.index(b"</body>", start)
    assert raw[end:] == b"</body>\n</html>\n"
    return raw[start:end]


@pytest.mark.parametrize("form", ["html", "pdf"])
@pytest.mark.parametrize("what", ["before", "behind", "less", "inside"])
def test_nothing_can_be_put_around_it(form: str, what: str) -> None:
    raw = made(form)
    inside = (b"</h1>", b" L5</h1>") if form == "html" else (b"%PDF-1.7", b"%PDF-1.6")
    changed = {
        "before": raw[:20] + b" " + raw[20:],
        "behind": raw + b"\n",
        "less": raw[:-1],
        "inside": raw.replace(*inside, 1),
    }[what]
    assert changed != raw
    assert outcome(changed) == ("not_as_issued", "genuine", False)


def test_a_headline_edited_over_true_data_is_not_genuine() -> None:
    page = signed("html")
    changed = page.replace('class="big">', 'class="big">9', 1)
    assert changed != page
    found = judge_report(carried(changed.encode()), GIVEN)
    assert (found.outcome, found.page.state) == ("not_as_issued", "not_as_issued")
    assert found.page.edited is not None
    bare = judge_report(carried(changed.encode()), VerifyInputs(today=GIVEN.today, keys=GIVEN.keys))
    assert bare.outcome == "not_as_issued"


def test_a_page_saved_by_a_browser_is_not_the_one_issued() -> None:
    """Chromium, saving a page whole: a comment, other ends of lines, the seal where it was."""
    page = signed("html").replace(
        "<!doctype html>", "<!DOCTYPE html>\n<!-- saved from url=(0014) -->"
    )
    assert outcome(page.replace("\n", "\r\n").encode())[:2] == ("not_as_issued", "genuine")
    assert outcome(b"\xef\xbb\xbf" + page.encode())[:2] == ("not_as_issued", "genuine")


def test_a_seal_goes_with_one_form_alone() -> None:
    """The seal of the data is none of a page: anybody could write one around it."""
    data, page = carried(made("json")), unsigned("html").encode()
    assert data.seal is not None
    forged = sealed_page("html", page, data.seal)
    assert forged is not None
    assert outcome(forged) == ("not_as_issued", "genuine", False)


def test_an_edited_digest_breaks_the_signature() -> None:
    raw = made("html")
    changed = raw.replace(b"</h1>", b" L5</h1>", 1)
    seal = seal_of(raw)
    bare = changed.replace(seal_element(raw), b"")
    new = seal.model_copy(update={"page": page_of("html", bare)})
    again = sealed_page("html", bare, new)
    assert again is not None
    assert is_as_issued("html", again, new)
    assert outcome(again)[:2] == ("forged", "forged")


def test_signed_once_more_it_is_the_same() -> None:
    for form in ("html", "json"):
        assert sealed(read(signed(form)), SIGNER, PageSettings(shipped())) == made(form)


def test_nothing_is_signed_that_has_no_place_for_a_seal(tmp_path) -> None:
    (tmp_path / "report.html.j2").write_text(
        '<html><script type="application/json" id="dpcap-report">{{ statement }}</script>'
    )
    from dpcap.report.formats import render
    from signed import subject

    page = render(subject(), shipped(), audience="brand", templates=tmp_path)
    with pytest.raises(InvalidInputError) as caught:
        sealed(read(page), SIGNER, PageSettings(shipped(), tmp_path))
    assert "</body>" in caught.value.findings[0].message("en")


def test_a_signed_pdf_is_one_that_others_read_as_well() -> None:
    raw = signed_pdf()
    reader = PdfReader(BytesIO(raw), strict=True)
    seal = carried(raw).seal
    assert seal is not None
    held = reader.attachments
    assert held[STATEMENT_FILE] == [carried(raw).text.encode()]
    assert held[SEAL_FILE] == [seal_json(seal).encode()]
    assert len(reader.pages) == len(PdfReader(BytesIO(raw[: seal.page.length])).pages)


def test_before_it_is_signed_it_holds_the_head_of_the_seal() -> None:
    raw = signed_pdf()
    seal = seal_of(raw)
    bare = raw[: seal.page.length]
    contents = [one.content for one in attachments(bare)]
    assert seal_json(seal.head).encode() in contents
    assert with_seal(bare, seal) == raw
    assert carried(bare).seal is None


def test_no_seal_gets_into_another_pdf() -> None:
    raw = signed_pdf()
    seal = seal_of(raw)
    bare = raw[: seal.page.length]
    for other in (
        b"%PDF-1.7\n",
        bare[:-10],
        bare + bare,
        bare.replace(b"\nxref\n", b"\nxxxx\n"),
        raw[: seal.page.length // 2],
    ):
        assert with_seal(other, seal) is None


def test_attached_files_are_found_whatever_stands_around_them() -> None:
    import zlib

    packed = zlib.compress(b'{"a":1}')
    parts = [
        b'1 0 obj\n<</Type/EmbeddedFile/Length 7>>stream\r\n{"a":0}\nendstream',
        b"2 0 obj\n<<\n/Type /EmbeddedFile /Filter [/FlateDecode] /Length %d >> stream\n%b"
        % (len(packed), packed),
        b'3 0 obj<</Type /EmbeddedFile /Length 4 0 R>>\nstream\n{"a":2}endstream',
        b"4 0 obj\n<</Type /EmbeddedFile/Filter /LZWDecode/Length 3>>\nstream\nxyz\nendstream",
        b"5 0 obj\n<</Type /EmbeddedFile/Filter /FlateDecode/Length 3>>\nstream\nxyz\nendstream",
        b"<</Names [/EmbeddedFiles 1 0 R]>> stream\nendstream",
        b"/EmbeddedFile",
    ]
    found = list(attachments(b"%PDF-1.4\n" + b"\nendobj\n".join(parts)))
    assert [(one.number, one.content) for one in found] == [
        (1, b'{"a":0}'),
        (2, b'{"a":1}'),
        (3, b'{"a":2}'),
    ]


def test_what_swells_is_not_unpacked() -> None:
    import zlib

    bomb = zlib.compress(b"0" * (64 * 1024 * 1024))
    part = b"1 0 obj\n<</Type /EmbeddedFile/Filter /FlateDecode/Length %d>>\nstream\n%b\n"
    assert list(attachments(b"%PDF-1.4\n" + part % (len(bomb), bomb))) == []
    many = b"1 0 obj\n<</Type /EmbeddedFile/Length 1>>\nstream\nx\nendstream\n" * 100
    assert len(list(attachments(many))) == 40
