"""A mail: every part is told, what only looks like a report is not passed over, bounds hold."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.model.profile import Profile
from dpcap.report.formats import render
from dpcap.verify import mail as mails
from dpcap.verify.file_reading import FileRead, ReceivedMail, read_reports
from dpcap.verify.mail import words_of
from dpcap.verify.mail_verdict import MailVerdict, judge_mail
from dpcap.verify.page import PageSettings
from dpcap.verify.signing import sealed
from growth import calls
from profiles import Wish, profile, shipped
from signed import SIGNER, read, signed

File = tuple[bytes, str, str]
PAGE: File = (signed("html").encode(), "text/html", "能力画像 report.html")
DATA: File = (signed("json").encode(), "application/json", "report.json")


def mailed(*files: File, words: str | None = "正文", html: str | None = None) -> bytes:
    mail = EmailMessage(SMTP)
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "评估结果"
    if words is not None:
        mail.set_content(words)
    if html is not None:
        mail.add_alternative(html, subtype="html")
    for content, kind, name in files:
        maintype, subtype = kind.split("/")
        mail.add_attachment(content, maintype, subtype, filename=name)
    return mail.as_bytes()


def opened(folder: Path, raw: bytes) -> FileRead:
    path = folder / "letter.eml"
    path.write_bytes(raw)
    return read_reports(path)


def judged(folder: Path, raw: bytes) -> MailVerdict:
    found = opened(folder, raw)
    assert found.mail is not None
    return judge_mail(found.mail, found.reports)


def states(mail: ReceivedMail) -> list[tuple[str, str]]:
    return [(part.name, part.state) for part in mail.parts]


def test_every_part_is_told(tmp_path: Path) -> None:
    found = judged(tmp_path, mailed(PAGE, (b"\x89PNG", "image/png", "radar.png"), html="<p>x</p>"))
    assert states(found.mail) == [
        ("text/plain", "letter"),
        ("text/html", "letter"),
        ("能力画像 report.html", "report"),
        ("radar.png", "other"),
    ]
    assert (found.mail.subject, found.outcome, found.is_good) == ("评估结果", "fine", True)


@pytest.mark.parametrize(
    ("file", "state", "outcome"),
    [
        ((b"<h1>L5</h1>", "text/html", "report.html"), "no_report", "no_report"),
        ((b"<h1>L5</h1>", "application/octet-stream", "画像.HTM"), "no_report", "no_report"),
        ((b"%PDF-1.7 nothing", "application/pdf", "a.pdf"), "no_report", "no_report"),
        ((b"{}", "application/json", "b"), "no_report", "no_report"),
        ((b"", "application/pdf", "report.pdf"), "damaged", "damaged"),
        ((b"", "image/png", "radar.png"), "other", "fine"),
        ((PAGE[0][:-3000], "text/html", "c.html"), "damaged", "damaged"),
        ((DATA[0][:-9], "application/json", "d.json"), "damaged", "damaged"),
        ((b"hello", "text/csv", "e.csv"), "other", "fine"),
    ],
)
def test_what_only_looks_like_a_report(
    tmp_path: Path, file: File, state: str, outcome: str
) -> None:
    found = judged(tmp_path, mailed(PAGE, file))
    assert states(found.mail)[-1] == (file[2], state)
    assert (found.outcome, found.is_good) == (outcome, outcome == "fine")


def test_broken_base64_is_damaged(tmp_path: Path) -> None:
    raw = mailed(PAGE, DATA)
    at = len(raw) - 2000
    found = judged(tmp_path, raw[:at] + b"!!!!" + raw[at + 4 :])
    assert states(found.mail)[-1] == ("report.json", "damaged")
    assert not found.is_good


def lower() -> Profile:
    return profile(Wish(good=0.3, reviewed=0.4, shops=2))


def test_two_reports_that_disagree(tmp_path: Path) -> None:
    said = read(render(lower(), shipped(), format="json", audience="brand"))
    other = sealed(said, SIGNER, PageSettings(shipped()))
    same = judged(tmp_path, mailed(PAGE, DATA))
    assert (same.twins, same.is_good) == (None, True)
    found = judged(tmp_path, mailed(PAGE, (other, "application/json", "other.json")))
    assert (found.outcome, found.is_good) == ("disagree", False)
    assert found.twins is not None
    assert [name.rpartition(": ")[2] for name in found.twins] == [PAGE[2], "other.json"]


def test_a_forwarded_mail_is_looked_into(tmp_path: Path) -> None:
    inner = EmailMessage()
    inner.set_content("previous")
    inner.add_attachment(PAGE[0], "text", "html", filename="report.html")
    outer = EmailMessage()
    outer["Subject"] = "Fwd"
    outer.set_content("see below")
    outer.add_attachment(inner)
    found = opened(tmp_path, outer.as_bytes())
    assert [one.form for one in found.reports] == ["html"]
    assert found.mail is not None
    assert found.mail.letters == ("see below\n", "previous\n")


def test_a_report_in_line_is_a_report(tmp_path: Path) -> None:
    found = opened(tmp_path, mailed(html=signed("html")))
    assert [one.form for one in found.reports] == ["html"]


def test_nothing_like_a_report_is_no_report(tmp_path: Path) -> None:
    for raw in (mailed(), mailed((b"x", "image/png", "a.png")), b"From: a@example.com\n\nhello\n"):
        with pytest.raises(InvalidInputError) as caught:
            opened(tmp_path, raw)
        assert caught.value.findings[0].code == "DP611"


def test_a_letter_in_an_unknown_charset_cannot_be_read(tmp_path: Path) -> None:
    raw = mailed(PAGE, words="L5").replace(b'charset="utf-8"', b'charset="punycode"', 1)
    found = judged(tmp_path, raw)
    assert (found.letter, found.outcome) == ("unread", "unread")


PART = b"--b\nContent-Type: text/plain\n\nx\n"
HEAD = b"Content-Type: multipart/mixed; boundary=b\n\n"


@pytest.mark.parametrize(
    ("head", "unit", "count"),
    [
        (HEAD, PART, 20_000),
        (b"", b"Content-Type: multipart/mixed; boundary=c\n\n--c\n", 20_000),
        (b"", b"Content-Type: message/rfc822\n\n", 20_000),
        (b"", b"X: y\n", 20_000),
        (b"Subject: x\n", b" y\n", 20_000),
        (b"\n\n", b"x\n", 700_000),
    ],
    ids=["parts", "nested", "forwarded", "headers", "folded", "lines"],
)
def test_a_heap_is_refused_before_it_is_parsed(
    tmp_path: Path, head: bytes, unit: bytes, count: int
) -> None:
    """A heap twice as large costs twice as many calls at most."""

    def refused(heap: bytes) -> None:
        with pytest.raises(InvalidInputError) as caught:
            opened(tmp_path, heap + b"\n\n")
        assert caught.value.findings[0].code == "DP612"

    once, twice = (calls(lambda n=n: refused(head + unit * n)) for n in (count, 2 * count))
    assert twice < 2.2 * once + 1000
    assert once < 20 * count


def test_as_many_parts_as_there_may_be(tmp_path: Path) -> None:
    few = HEAD + PART * (mails.MOST_PARTS - 3) + b"--b--\n"
    with pytest.raises(InvalidInputError) as caught:
        opened(tmp_path, few)
    assert caught.value.findings[0].code == "DP611"


def test_the_words_of_html() -> None:
    page = "<style>b{}</style><p>实证<b>分</b>：8<span>6</span>.9</p><td>1</td><td>2 &lt;3</td>"
    assert words_of(page).split() == ["实证分：86.9", "1", "2", "<3"]
    assert words_of("a<script>b<c>d</script>e<").split() == ["a", "e"]
    assert words_of("<title>x</title>y<style>z").strip() == "y"
