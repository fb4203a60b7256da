"""Whatever byte of a signed view is changed, the report does not pass for genuine.

Of a small report every byte is flipped; of a report of the whole framework every 1999th, from a
start and at a bit that hypothesis draws.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from email.message import EmailMessage
from functools import lru_cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.model.keyring import IssuerKey
from dpcap.report.data import STATEMENT_FILE
from dpcap.report.formats import render
from dpcap.scoring.sensitivity import appraise
from dpcap.verify.carried_report import carried_by_html, carried_by_json
from dpcap.verify.file_reading import read_reports
from dpcap.verify.keys import fingerprint
from dpcap.verify.page import PageSettings
from dpcap.verify.signing import sealed
from dpcap.verify.verdict import VerifyInputs, judge_report
from folders import TINY, make_folder
from signed import KEY, SIGNER, public, read, signed, small_pdf

STRIDE = 1999
GIVEN = VerifyInputs(
    today=date(2026, 11, 25), keys=(IssuerKey(fingerprint=fingerprint(public(KEY))),)
)


@lru_cache(maxsize=2)
def small(form: str) -> bytes:
    framework = load_framework(TINY)
    with TemporaryDirectory() as made:
        assessment = load_assessment(make_folder(Path(made) / "acme"), framework)
    profile = appraise(framework, assessment)
    page = render(profile, framework, format=form, language="en", audience="brand")
    return sealed(read(page), SIGNER, PageSettings(framework))


def views(report: bytes) -> list[range]:
    """Where statement and seal stand in *report*: a JSON whole, of HTML the two scripts."""
    if report.startswith(b"{"):
        return [range(len(report))]
    found = re.finditer(rb'<script type="application/json" id="dpcap-.*?</script>', report)
    return [range(*one.span()) for one in found]


def passes(report: bytes) -> bool:
    try:
        read_it = carried_by_json if report.startswith(b"{") else carried_by_html
        return judge_report(read_it("report", report), GIVEN).is_good
    except InvalidInputError:
        return False


def unseen(report: bytes, places: Iterable[int], flip: int) -> list[int]:
    """Those of *places* where a flip leaves *report* as good as it was."""
    changed, found = bytearray(report), []
    for place in places:
        changed[place] ^= flip
        if passes(bytes(changed)):
            found.append(place)
        changed[place] ^= flip
    return found


# The next letter, and the other case.
@pytest.mark.parametrize(("form", "flip"), [("json", 0x01), ("html", 0x20)])
def test_every_byte_of_a_small_report(form: str, flip: int) -> None:
    report = small(form)
    assert passes(report)
    assert len(views(report)) == (1 if form == "json" else 2)
    assert unseen(report, chain(*views(report)), flip) == []


@settings(max_examples=4)
@given(st.integers(0, STRIDE - 1), st.integers(0, 7))
def test_bytes_of_a_large_report(start: int, bit: int) -> None:
    """Of the page around the data as well: it is what people read."""
    report = signed("html", audience="applicant").encode()
    assert passes(report)
    assert unseen(report, range(start, len(report), STRIDE), 1 << bit) == []


def test_bytes_of_a_small_page() -> None:
    report = small("html")
    data = {place for view in views(report) for place in view}
    around = [place for place in range(len(report)) if place not in data]
    assert unseen(report, around[::97], 0x01) == []


@settings(max_examples=30)
@given(st.data())
def test_what_is_put_in_or_taken_out(data: st.DataObject) -> None:
    report = small(data.draw(st.sampled_from(["html", "json"])))
    places = data.draw(st.sampled_from([*views(report), range(len(report))]))
    at = data.draw(st.sampled_from(places))
    until = data.draw(st.integers(at, min(at + 40, places[-1])))
    instead = data.draw(st.binary(max_size=8))
    changed = report[:at] + instead + report[until:]
    assert passes(changed) == (changed == report)


@lru_cache(maxsize=2)
def carriers() -> tuple[bytes, bytes]:
    """A small PDF with a report attached, and a mail with both forms."""
    text = read(small("html").decode()).text.encode()
    pdf = small_pdf({STATEMENT_FILE: text.decode()})
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "报告"
    mail.set_content("正文")
    mail.add_attachment(pdf, "application", "pdf", filename="报告.pdf")
    mail.add_attachment(text, "application", "json", filename="报告.json")
    return pdf, mail.as_bytes()


@settings(max_examples=200)
@given(st.data())
def test_a_broken_file_is_told_and_breaks_nothing(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(carriers()))
    broken = bytearray(whole[: data.draw(st.integers(1, len(whole)))])
    for place in data.draw(st.lists(st.integers(0, len(broken) - 1), max_size=6)):
        broken[place] = data.draw(st.integers(0, 255))
    with TemporaryDirectory() as made:
        path = Path(made) / "report"
        path.write_bytes(broken)
        try:
            read_reports(path)
        except InvalidInputError as error:
            assert {one.code for one in error.findings} <= {"DP611", "DP612", "DP613"}  # noqa: PT017
