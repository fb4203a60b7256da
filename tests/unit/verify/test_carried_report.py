"""What a report carries is read strictly: one spelling for one value, and nothing twice."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.model.profile import Profile
from dpcap.report.data import SEAL_FILE, STATEMENT_FILE
from dpcap.report.formats import profile_json
from dpcap.verify.carried_report import CarriedReport
from dpcap.verify.file_reading import read_reports
from signed import read, signed, small_pdf, subject, unsigned, written


def code(text: str) -> str:
    with pytest.raises(InvalidInputError) as caught:
        read(text)
    return caught.value.findings[0].code


def parts(one: CarriedReport) -> tuple[str, object]:
    return one.text, one.seal


@pytest.mark.parametrize("form", ["html", "json"])
@pytest.mark.parametrize("made", [signed, unsigned])
def test_as_it_was_written(form, made) -> None:
    found = read(made(form))
    assert found.exact
    assert (found.seal is not None) == (made is signed)
    assert found.profile.provider.id == subject().provider.id


def test_html_and_json_say_the_same() -> None:
    page, data = read(signed("html")), read(signed("json"))
    assert page.text == data.text
    assert page.seal is not None
    assert data.seal is not None
    assert page.seal.head == data.seal.head
    assert page.seal.page.form, data.seal.page.form == ("html", "json")


def test_a_whole_profile() -> None:
    found = read(profile_json(subject()))
    assert found.form == "profile"
    assert found.exact
    assert isinstance(found.said, Profile)
    assert found.said == subject().model_copy(update={"moves": None, "plan": None, "refused": None})
    assert not read(json.dumps(json.loads(profile_json(subject())))).exact


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('{"audience"', '{ "audience"'),
        ('"answers_digest"', '"\\u0061nswers_digest"'),
        ("\\u003c", "\\u003C"),
        ("\\u0026", "&"),
        ('"applicable":1,', '"applicable":1.0,'),
        ('"applicable":1,', '"applicable":1e0,'),
        ('"audience":"applicant","language":"zh"', '"language":"zh","audience":"applicant"'),
    ],
)
def test_another_spelling_is_not_as_written(old: str, new: str) -> None:
    page = unsigned("html", audience="applicant", own="a & b <c>")
    at = page.index(old, page.index('id="dpcap-report"'))
    changed = page[:at] + new + page[at + len(old) :]
    assert read(page).exact
    assert not read(changed).exact
    assert parts(read(changed)) == parts(read(page))


def test_what_cannot_be_read_is_told() -> None:
    page = signed("html")
    script = page[page.index('<script type="application/json" id="dpcap-report"') :]
    assert code("<html></html>") == "DP611"
    assert code("{}") == code('{"schema":"dpcap/statement/3"}') == "DP611"
    assert code(page + script) == "DP612"
    assert code(page.replace('{"audience":', '{"audience":"x","audience":', 1)) == "DP612"
    assert code(page.replace('{"audience":', '{"new":1,"audience":', 1)) == "DP612"
    assert code(page.replace('"dpcap/seal/2"', '"dpcap/seal/3"')) == "DP613"
    assert code(page.replace('"coverage":', '"coverage":1e999,"x":', 1)) == "DP612"
    assert code("{" + '"a":{' * 100_000) == "DP612"


def test_pdf(tmp_path: Path) -> None:
    one = read(signed("html"))
    _, seal_text = texts(signed("html"))
    path = pdf(tmp_path, {STATEMENT_FILE: one.text, SEAL_FILE: seal_text})
    (found,) = read_reports(path).reports
    assert found.form == "pdf"
    assert found.exact
    assert parts(found) == parts(one)
    (bare,) = read_reports(pdf(tmp_path, {STATEMENT_FILE: one.text})).reports
    assert bare.seal is None
    for files in ({}, {"other.json": "[]"}, {"a.json": one.text, "b.json": unsigned("json")}):
        with pytest.raises(InvalidInputError):
            read_reports(pdf(tmp_path, files))
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(InvalidInputError):
        read_reports(path)


def texts(page: str) -> tuple[str, str]:
    from dpcap.report.data import seal_json

    found = read(page)
    assert found.seal is not None
    return found.text, seal_json(found.seal)


def pdf(folder: Path, files: dict[str, str]) -> Path:
    """A PDF with *files* attached."""
    path = folder / "report.pdf"
    path.write_bytes(small_pdf(files))
    return path


def test_a_mail(tmp_path: Path) -> None:
    page = signed("html", audience="applicant")
    statement, seal_text = texts(page)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "报告"
    mail.set_content("正文 with {braces} and <b>")
    mail.add_alternative("<p>a letter, no report</p>", subtype="html")
    mail.add_attachment(page.encode(), "text", "html", filename="报告.html")
    content = pdf(tmp_path, {STATEMENT_FILE: statement, SEAL_FILE: seal_text}).read_bytes()
    mail.add_attachment(content, "application", "pdf", filename="report.pdf")
    mail.add_attachment(b"\x89PNG", "image", "png", filename="radar.png")
    path = tmp_path / "letter.eml"
    path.write_bytes(mail.as_bytes())
    found = read_reports(path).reports
    assert [one.form for one in found] == ["html", "pdf"]
    assert all(one.exact for one in found)
    assert found[0].page == page
    assert found[0].name.endswith("letter.eml: 报告.html")
    path.write_bytes(b"From: a@example.com\n\nnothing is attached\n")
    with pytest.raises(InvalidInputError):
        read_reports(path)


def test_files_that_are_none(tmp_path: Path) -> None:
    for name, content in (("a", b""), ("b", b"\xff\xfe<"), ("c", b"<\xff"), ("d", b"\x00" * 99)):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(InvalidInputError):
            read_reports(path)
    with pytest.raises(InvalidInputError) as caught:
        read_reports(tmp_path / "absent")
    assert caught.value.findings[0].code == "DP110"
    assert read_reports(written(tmp_path, signed("json"), "r.json")).reports[0].exact
