"""Messages: whole by the standard's own parser and another, safe whatever the words, repeatable."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import UTC, datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any

import fast_mail_parser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dpcap.delivery.message import build_message, encoded, one_line
from dpcap.model.base import LANGUAGES, Language
from dpcap.model.letter import Letter, LetterAttachment, LetterEnvelope, report_file
from dpcap.model.mail import LetterKind
from letters import LETTERS, letter

DATE = datetime(2026, 11, 24, 17, 30, tzinfo=timezone(timedelta(hours=8)))
PDF = LetterAttachment(
    name="lanxing-report.pdf",
    media_type="application/pdf",
    content=b"%PDF-1.7\r\n" + bytes(range(256)) * 40,
)
PAGE = LetterAttachment(name="report.html", media_type="text/html", content="<p>画像</p>".encode())


def envelope(**fields: Any) -> LetterEnvelope:
    usual = {
        "sender_name": "云栈品牌服务商生态组",
        "sender": "partners@yunzhan.example.com",
        "to_name": "示例·项目部",
        "to": "lanxing@example.com",
        "reply_to": "review-desk@yunzhan.example.com",
        "date": DATE,
        "key": "lanxing|2026-Q4|admitted|lanxing@example.com",
        "unsubscribe": "mailto:unsubscribe@yunzhan.example.com?subject=unsubscribe",
    }
    return LetterEnvelope.model_validate({**usual, **fields})


def parsed(raw: bytes) -> EmailMessage:
    """*raw* as the standard's strictest policy reads it: a defect is an error."""
    strict = email.policy.strict.clone(message_factory=EmailMessage)
    return email.message_from_bytes(raw, policy=strict)


def said(message: EmailMessage, header: str) -> str:
    """A header's words by the older of the library's two decoders."""
    (raw,) = [value for name, value in message.raw_items() if name == header]
    return str(make_header(decode_header(str(raw))))


def build(made: Letter, *attachments: LetterAttachment, **fields: Any) -> bytes:
    return build_message(made, envelope(**fields), attachments).as_bytes()


def parts(message: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in message.walk()]


@pytest.mark.parametrize("kind", LETTERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_parsers_read_the_same_letter(kind: LetterKind, language: Language) -> None:
    made = letter(kind, language)
    raw = build(made, PDF)
    message = parsed(raw)
    body = message.get_body(("plain",))
    page = message.get_body(("html",))
    assert body is not None
    assert page is not None
    assert body.get_content().splitlines() == made.text.splitlines()
    assert page.get_content().splitlines() == made.html.splitlines()
    assert message["Subject"] == made.subject
    other = fast_mail_parser.parse_email(raw)
    assert other.subject == made.subject
    assert other.text_plain[0].splitlines() == made.text.splitlines()
    assert other.text_html[0].splitlines() == made.html.splitlines()
    names = [one.filename for one in other.attachments]
    assert names == ([] if made.picture is None else ["profile.png"]) + [PDF.name]
    assert bytes(other.attachments[-1].content) == PDF.content


def test_how_it_is_put_together() -> None:
    message = parsed(build(letter("admitted", "zh"), PDF, PAGE))
    assert parts(message) == [
        "multipart/mixed",
        "multipart/related",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "image/png",
        "application/pdf",
        "text/html",
    ]
    picture = next(part for part in message.walk() if part.get_content_type() == "image/png")
    assert picture["Content-ID"] == "<profile>"
    assert picture.get_content_disposition() == "inline"
    drawn = letter("admitted", "zh").picture
    assert drawn is not None
    assert picture.get_content() == drawn.png
    files = list(message.iter_attachments())
    assert [part.get_filename() for part in files[-2:]] == [PDF.name, PAGE.name]
    assert "multipart/related" not in parts(parsed(build(letter("reminder", "zh"))))


@pytest.mark.parametrize("provider", ["p", "lanxing", "a" * 64, "-_".join("abcdefghijklmnop")])
def test_a_name_that_every_mail_program_reads(provider: str) -> None:
    """In plain `filename=` and `name=`: what is split or encoded arrives as `.bin` with many."""
    name = report_file(provider, "pdf")
    raw = build(letter("admitted", "zh"), PDF.model_copy(update={"name": name}))
    said = name.encode()
    assert re.search(rb'Content-Disposition: attachment;\s+filename="' + said + rb'"\r', raw)
    assert re.search(rb'Content-Type: application/pdf;\s+name="' + said + rb'"\r', raw)
    assert b"name*" not in raw
    assert (name.isascii(), len(name) <= 52) == (True, True)


@pytest.mark.parametrize(
    "name", ["能力画像.pdf", "a b.pdf", "../x.pdf", "a" * 60 + ".pdf", 'a".pdf', ""]
)
def test_a_name_that_could_be_split_or_encoded_is_none(name: str) -> None:
    with pytest.raises(ValidationError):
        LetterAttachment(name=name, media_type="application/pdf", content=b"")


def test_headers() -> None:
    message = parsed(build(letter("admitted", "zh")))
    assert str(message["From"]) == "云栈品牌服务商生态组 <partners@yunzhan.example.com>"
    assert message["Reply-To"] == "review-desk@yunzhan.example.com"
    assert message["Date"].datetime == DATE
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "zh-CN"
    assert message["MIME-Version"] == "1.0"
    assert message["Message-ID"].endswith("@yunzhan.example.com>")
    unsubscribe = "<mailto:unsubscribe@yunzhan.example.com?subject=unsubscribe>"
    assert message["List-Unsubscribe"] == unsubscribe
    assert "List-Unsubscribe-Post" not in message
    assert "Bcc" not in message
    web = parsed(build(letter("admitted", "en"), unsubscribe="https://example.com/" + "u" * 200))
    assert web["List-Unsubscribe"] == f"<https://example.com/{'u' * 200}>"
    assert web["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    bare = parsed(build(letter("admitted", "en"), unsubscribe=None, reply_to=None))
    assert "List-Unsubscribe" not in bare
    assert "Reply-To" not in bare


def test_same_letter_same_bytes_another_letter_another_id() -> None:
    made = letter("admitted", "zh")
    assert build(made, PDF) == build(made, PDF)
    ids = {parsed(build(made, key=key))["Message-ID"] for key in ("a", "b")}
    assert len(ids) == 2
    given_id = parsed(build(made, message_id="<again@example.com>"))["Message-ID"]
    assert given_id == "<again@example.com>"


def test_lines_are_short_and_end_as_the_standard_says() -> None:
    raw = build(letter("conditional", "zh"), PDF)
    lines = raw.split(b"\r\n")
    assert raw.isascii()
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 998
    head = raw.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert all(len(line) <= 78 for line in head if not line.startswith(b"List-Unsubscribe"))


@pytest.mark.parametrize(
    ("address", "written", "utf8"),
    [
        ("someone@bücher.example.com", "someone@xn--bcher-kva.example.com", False),
        ("someone@云栈.example.cn", "someone@xn--9kqs43d.example.cn", False),
        ("müller@example.com", "müller@example.com", True),
    ],
)
def test_internationalised_addresses(address: str, written: str, utf8: bool) -> None:
    message = build_message(letter("admitted", "zh"), envelope(to=address))
    raw = message.as_bytes()
    assert message.policy.utf8 is utf8
    assert raw.isascii() is not utf8
    assert f"<{written}>".encode() in raw
    if not utf8:  # the standard's parser of bytes takes headers for ASCII
        assert parsed(raw)["To"].addresses[0].addr_spec == written


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@example.com\r\nBcc: b@example.com", "a@example.com, b@example.com"]
)
@pytest.mark.parametrize("field", ["to", "sender", "reply_to"])
def test_what_is_no_address_is_refused(address: str, field: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        build(letter("admitted", "zh"), **{field: address})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("message_id", "<a@b>\r\nBcc: c@example.com"),
        ("message_id", "a@b"),
        ("unsubscribe", "http://example.com"),
        ("unsubscribe", "mailto:a@example.com>\r\nBcc: b@example.com"),
        ("unsubscribe", "https://example.com/a b"),
    ],
)
def test_what_cannot_stand_in_its_header_is_refused(field: str, value: str) -> None:
    with pytest.raises(ValueError, match="not allowed"):
        build(letter("admitted", "zh"), **{field: value})


def test_a_date_needs_its_zone() -> None:
    with pytest.raises(ValidationError):
        envelope(date=datetime(2026, 11, 24))  # noqa: DTZ001 - what is refused
    assert envelope(date=datetime(2026, 11, 24, tzinfo=UTC)).date.tzinfo is UTC


evil = st.one_of(
    st.text(max_size=200),
    st.text(alphabet='\r\n\t\x00\x0b\x1b\u202e\u2028\u200b:,;<>@"()\\=?_ abBc云é', max_size=200),
    st.sampled_from(
        [
            "x\r\nBcc: evil@example.com",
            "x\n\n<script>",
            "=?utf-8?b?QmNjOg==?=",
            "=?utf-8?q?a=0d=0aBcc:_b@c.example?=",
            '", evil@example.com, "',
            "a" * 2000,
            "云" * 500,
            "\u202egpj.exe",
        ]
    ),
)
HEADERS = [
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "Content-Language",
    "Auto-Submitted",
    "List-Unsubscribe",
    "Content-Type",
    "MIME-Version",
]


@given(sender_name=evil, to_name=evil, subject=evil, key=evil)
def test_no_words_get_out_of_their_header(
    sender_name: str, to_name: str, subject: str, key: str
) -> None:
    made = letter("reminder", "zh").model_copy(update={"subject": subject})
    fields = {"sender_name": sender_name, "to_name": to_name, "key": key}
    raw = build(made, PDF, **fields)
    message = parsed(raw)
    assert message.keys() == HEADERS
    assert [one.addr_spec for one in message["To"].addresses] == ["lanxing@example.com"]
    assert [one.addr_spec for one in message["From"].addresses] == ["partners@yunzhan.example.com"]
    assert said(message, "Subject") == one_line(subject)[:250].strip()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert parts(message)[1:] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
    ]
    other = fast_mail_parser.parse_email(raw)
    assert set(other.headers) == set(HEADERS)
    assert len(other.attachments) == 1
    assert raw.partition(b"\r\n\r\n")[0].isascii()


@given(name=st.text(max_size=100))
def test_names_come_back_as_they_were(name: str) -> None:
    message = parsed(build(letter("reminder", "zh"), to_name=name))
    shown = one_line(name)
    address = "lanxing@example.com"
    assert said(message, "To").removesuffix(f"<{address}>").strip() == (shown or address)


def test_one_word_too_long_to_fold_is_encoded_whatever_stands_beside_it() -> None:
    """A line of a header breaks at blanks only; else it would be longer than RFC 5322 takes."""
    said = encoded("short " + "x" * 200, "Subject")
    assert max(map(len, said.splitlines())) <= 78
    assert "=?utf-8?" in said
    assert "=?utf-8?" not in encoded("short words " * 12, "Subject")
