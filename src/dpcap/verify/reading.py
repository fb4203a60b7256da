"""From the bytes of a file to the reports in it: HTML, JSON, PDF, or a mail that carries some."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO
from itertools import islice
from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.wording import Both, of_system
from dpcap.model.finding import Finding
from dpcap.report.data import SEAL_FILE, STATEMENT_FILE
from dpcap.verify.carried import (
    MAX_REPORT,
    Carried,
    carried_by_files,
    carried_by_html,
    carried_by_json,
    no_report,
    unreadable,
)

_MOST_PARTS = 100
_NO_TEXT = Both("不是 UTF-8 文本", "it is no UTF-8 text")
_TOO_LARGE = Both("文件太大", "it is too large")
_BROKEN_PDF = Both("PDF 已损坏", "the PDF is damaged")
_BROKEN_MAIL = Both("邮件已损坏", "the mail is damaged")
_ATTACHED_TWICE = Both("附件重复", "a file is attached twice")
_FILES = (STATEMENT_FILE, SEAL_FILE)


def read_reports(path: Path) -> tuple[Carried, ...]:
    """The reports in the file at *path*: one, or for a mail those attached to it.

    Raises InvalidInputError if there is none, or one that cannot be read; ImportError if it takes a
    library that is not installed.
    """
    name = path.as_posix()
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_REPORT + 1)
    except OSError as error:
        raise InvalidInputError([_unreadable(name, error)]) from error
    if len(raw) > MAX_REPORT:
        raise unreadable(name, _TOO_LARGE)
    one = _one(name, raw)
    found = (one,) if one else tuple(_attached(name, raw))
    if not found:
        raise no_report(name)
    return found


def _unreadable(name: str, error: OSError) -> Finding:
    params = {"what": name, **of_system(error).params}
    return Finding(code="DP110", file=name, params=params)


def _one(name: str, raw: bytes) -> Carried | None:
    """The report that *raw* is; None: it is something else, perhaps a mail."""
    start = raw[:1024].lstrip()
    if raw.startswith(b"%PDF-"):
        return _from_pdf(name, raw)
    if start.startswith(b"{"):
        return carried_by_json(name, _text(name, raw))
    if start.startswith(b"<"):
        return carried_by_html(name, _text(name, raw))
    return None


def _text(name: str, raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise unreadable(name, _NO_TEXT) from error


def _from_pdf(name: str, raw: bytes) -> Carried:
    from pypdf import PdfReader  # noqa: PLC0415 - an extra

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong, we say
    try:
        attached = PdfReader(BytesIO(raw)).attachments
        files = {key: list(attached[key]) for key in _FILES if key in attached}
    except Exception as error:  # a stranger's PDF may break the library anywhere
        raise unreadable(name, _BROKEN_PDF) from error
    if STATEMENT_FILE not in files:
        raise no_report(name)
    if any(len(each) != 1 for each in files.values()):
        raise unreadable(name, _ATTACHED_TWICE)
    texts = {key: _text(name, each[0]) for key, each in files.items()}
    return carried_by_files(name, texts[STATEMENT_FILE], texts.get(SEAL_FILE))


def _attached(name: str, raw: bytes) -> Iterator[Carried]:
    """The reports attached to the mail that *raw* is; what is no report is passed over."""
    try:
        parts = list(_parts(raw))
    except Exception as error:  # nor is every mail what the library expects
        raise unreadable(name, _BROKEN_MAIL) from error
    for part, content in parts:
        try:
            found = _one(f"{name}: {part}", content)
        except InvalidInputError as error:
            if error.findings[0].code != "DP611":
                raise
            continue
        if found:
            yield found


def _parts(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """The attachments of a mail, forwarded ones included: name and content."""
    from email import policy  # noqa: PLC0415 - only for a mail
    from email.parser import BytesParser  # noqa: PLC0415

    mail: EmailMessage = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
    for part in islice(mail.walk(), _MOST_PARTS):
        content, name = part.get_payload(decode=True), part.get_filename()
        if isinstance(content, bytes) and name:
            yield name, content
