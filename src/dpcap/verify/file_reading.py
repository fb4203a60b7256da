"""From the bytes of a file to the reports in it: HTML, JSON, PDF, or a mail that carries some."""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dpcap.errors import InvalidInputError
from dpcap.intake.source import bytes_up_to
from dpcap.model.finding import Finding
from dpcap.model.two_languages import TwoLanguages
from dpcap.verify.carried_report import (
    MAX_REPORT,
    CarriedReport,
    carried_by_files,
    carried_by_html,
    carried_by_json,
    no_report,
)
from dpcap.verify.mail import MailPart, parts_of
from dpcap.verify.pdf import attachments
from dpcap.verify.seals import SCRIPT, STATEMENT_ID
from dpcap.verify.strict_json import unreadable

PartState = Literal["report", "letter", "other", "no_report", "damaged"]

_TOO_LARGE = TwoLanguages("文件太大", "it is too large")
_NO_REPORT = "DP611"
_LIKE_REPORTS = (".html", ".htm", ".xhtml", ".pdf", ".json")
_KINDS = frozenset(("text/html", "application/pdf", "application/json", "application/xhtml+xml"))


@dataclass(frozen=True)
class PartRead:
    """A part of a mail and what it turned out to be; `problem` says why it cannot be read."""

    name: str
    state: PartState
    problem: Finding | None = None


@dataclass(frozen=True)
class ReceivedMail:
    """A mail: its parts, and the words of the letter, which no seal covers.

    `subject` and `letters` are what it says; a part of it that cannot be told is left out of
    `letters`, and `whole` is false.
    """

    name: str
    parts: tuple[PartRead, ...]
    subject: str
    letters: tuple[str, ...]
    whole: bool


@dataclass(frozen=True)
class FileRead:
    """What one file holds: reports, and the mail that they came in."""

    reports: tuple[CarriedReport, ...]
    mail: ReceivedMail | None = None


def read_reports(path: Path) -> FileRead:
    """The reports in the file at *path*: one, or for a mail those attached to it.

    Raises InvalidInputError if there is none, or one that cannot be read; in a mail what cannot be
    read is told of its part.
    """
    name = path.as_posix()
    raw = bytes_up_to(path, name, MAX_REPORT)
    if len(raw) > MAX_REPORT:
        raise unreadable(name, _TOO_LARGE)
    one = report_in(name, raw)
    return FileRead((one,)) if one else _read_mail(name, raw)


def report_in(name: str, raw: bytes) -> CarriedReport | None:
    """The report that *raw* is; None: it is something else, perhaps a mail."""
    start = raw[:1024].removeprefix(BOM_UTF8).lstrip()
    if raw.startswith(b"%PDF-"):
        return carried_by_files(name, (one.content for one in attachments(raw)), raw)
    if start.startswith(b"{"):
        return carried_by_json(name, raw)
    return carried_by_html(name, raw) if start.startswith(b"<") else None


def _read_mail(name: str, raw: bytes) -> FileRead:
    subject, parts = parts_of(name, raw)
    told: list[PartRead] = []
    reports: list[CarriedReport] = []
    for part in parts:
        one, found = _told(name, part)
        told.append(one)
        reports += [found] if found else []
    if all(one.state in ("letter", "other") for one in told):
        raise no_report(name)
    words = [part.words for part in parts if _is_letter(part)]
    letters = tuple(one for one in words if one is not None)
    mail = ReceivedMail(name, tuple(told), subject, letters, whole=None not in words)
    return FileRead(tuple(reports), mail)


def _is_letter(part: MailPart) -> bool:
    return part.is_letter and not _holds_report(part)


def _holds_report(part: MailPart) -> bool:
    """Whether a text of the letter is itself a report, not attached but put in line."""
    return part.content is not None and SCRIPT.format(STATEMENT_ID).encode() in part.content


def _told(mail: str, part: MailPart) -> tuple[PartRead, CarriedReport | None]:
    """What *part* of the *mail* is, and the report if it is one."""
    name = part.name or part.kind
    if _is_letter(part):
        return PartRead(name, "letter"), None
    is_like = _is_like_a_report(part)
    if not part.content:
        return PartRead(name, "damaged" if is_like else "other"), None
    try:
        found = report_in(f"{mail}: {name}", part.content)
    except InvalidInputError as error:
        problem = error.findings[0]
        if problem.code != _NO_REPORT:
            return PartRead(name, "damaged", problem), None
        found = None
    if found:
        return PartRead(name, "report"), found
    return PartRead(name, "no_report" if is_like else "other"), None


def _is_like_a_report(part: MailPart) -> bool:
    """Whether somebody may take it for a report: by its name, or by its type."""
    name = (part.name or "").lower()
    return name.endswith(_LIKE_REPORTS) or part.kind in _KINDS
