"""`mail.yaml`: who gets which letter, from whom and by which server, with all that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from unicodedata import category

from dpcap.errors import InvalidInputError
from dpcap.intake.finding_limit import refused
from dpcap.intake.mail_rules import check_letters
from dpcap.intake.mail_secrets import check_secrets
from dpcap.intake.model_errors import validate
from dpcap.intake.source import Document, read_yaml
from dpcap.intake.wording import TwoLanguages
from dpcap.intake.yaml_values import Plain
from dpcap.model.address import address_of
from dpcap.model.finding import Finding, Step
from dpcap.model.mail import MailSettings

Spot = tuple[Step, ...]

# What could end a header or turn its direction: controls, format characters, line separators.
_UNSAFE = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_WAYS_OUT = ("mailto:", "https://")
_HOST = re.compile(r"(?=.{1,253}$)[^\s@:/\\?#\[\]]+")
_NO_HOST = TwoLanguages(
    "应为服务器的名称，不带协议与端口", "must be the server's name, without scheme or port"
)


def load_mail(path: Path) -> MailSettings:
    """The mail settings in the file at *path*.

    Raises InvalidInputError with every finding, and ImportError without the extra `mail`.
    """
    document = read_yaml(path)
    found = [*check_secrets(document), *_unsafe(document, document.data, ())]
    try:
        mail = validate(document, MailSettings)
    except InvalidInputError as error:
        raise refused([*found, *_others(error.findings, found)]) from error
    found += _wrong(document, mail)
    if found:
        raise refused(found)
    return mail


def _others(more: tuple[Finding, ...], found: list[Finding]) -> Iterator[Finding]:
    """Those of *more* about places where nothing was *found* yet."""
    known = {finding.path for finding in found}
    for finding in more:
        if not any(finding.path[: len(path)] == path for path in known):
            yield finding


def _unsafe(document: Document, data: Plain, path: Spot) -> Iterator[Finding]:
    """Texts below *path* that hold what no header may hold."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _unsafe(document, value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _unsafe(document, value, (*path, place))
    elif isinstance(data, str):
        char = next((c for c in data.strip() if category(c) in _UNSAFE), None)
        if char is not None:
            params = {"field": _named(path), "char": f"U+{ord(char):04X}"}
            yield document.finding("DP438", path, params)


def _named(path: Spot) -> str:
    return ".".join(map(str, path))


def _wrong(document: Document, mail: MailSettings) -> Iterator[Finding]:
    for path, text in _addresses(mail):
        yield from _address(document, path, text)
    for place, entry in enumerate(mail.do_not_mail):
        # `@domain` stands for everybody there.
        text = f"any{entry}" if entry.startswith("@") else entry
        yield from _address(document, ("do_not_mail", place), text, entry)
    if mail.unsubscribe is not None:
        yield from _way_out(document, mail.unsubscribe)
    if mail.smtp is not None and not _is_host(mail.smtp.host):
        yield document.finding("DP104", ("smtp", "host"), {"field": "host", **_NO_HOST.params})
    yield from check_letters(document, mail)


def _addresses(mail: MailSettings) -> Iterator[tuple[Spot, str]]:
    yield ("sender", "address"), mail.sender.address
    if mail.reply_to is not None:
        yield ("reply_to",), mail.reply_to
    if mail.bounces is not None:
        yield ("bounces",), mail.bounces


def _address(
    document: Document, path: Spot, text: str, shown: str | None = None
) -> Iterator[Finding]:
    try:
        address_of(text)
    except ValueError as error:
        params = {"field": _named(path), "value": shown or text}
        params |= {"problem_zh": "格式或域名有误", "problem_en": str(error).rstrip(".")}
        yield document.finding("DP431", path, params)


def _way_out(document: Document, text: str) -> Iterator[Finding]:
    path = ("unsubscribe",)
    if not text.startswith(_WAYS_OUT) or re.search(r"[\s<>\"]", text) or not text.isascii():
        yield document.finding("DP439", path)
    elif text.startswith(_WAYS_OUT[0]):
        reached = text.removeprefix(_WAYS_OUT[0]).partition("?")[0]
        yield from _address(document, path, reached)


def _is_host(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return _HOST.fullmatch(text) is not None
    return True
