"""`mail.yaml`: who gets which letter, from whom and by which server, with all that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from ipaddress import ip_address
from itertools import islice, product
from pathlib import Path, PurePath
from unicodedata import category

from dpcap.errors import InvalidInputError
from dpcap.intake.checks.expressions import syntax, texts_sized
from dpcap.intake.finding_limit import refused
from dpcap.intake.model_errors import validate
from dpcap.intake.sample_values import OTHER, numbers, strings
from dpcap.intake.source import Document, read_yaml
from dpcap.intake.yaml_values import Plain
from dpcap.model.address import address_of
from dpcap.model.expression import CelValue, Expression, ExpressionError, expression
from dpcap.model.finding import Finding, Step
from dpcap.model.mail import TELLS, LetterRule, MailSettings, PasswordSource
from dpcap.model.mail_facts import ENDS, KNOWN, NAMES
from dpcap.model.two_languages import TwoLanguages

_PASSWORD: tuple[Step, ...] = ("smtp", "password")
_SOURCES = frozenset(PasswordSource.model_fields)
_KEY = re.compile(
    r"(?i)passw|passphrase|pwd|secret|token|api[_-]?key|credential|private[_-]?key|auth[_-]?code"
    r"|口令|密码|授权码|密钥"
)
# user:password@ inside an address of the web, a private key, a bearer's token.
_VALUE = re.compile(r"(?i)://[^/\s:@]*:[^/\s@]+@|-----BEGIN |\bbearer\s+\S{8}")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
# Commands that only say what stands behind them.
_SAYING = frozenset({"echo", "printf", "write-output"})


def check_secrets(document: Document) -> Iterator[Finding]:
    """A finding for every key and value that is, or looks like, a secret; it is never quoted."""
    yield from _below(document, document.data, ())


def _below(document: Document, data: Plain, path: tuple[Step, ...]) -> Iterator[Finding]:
    if path == _PASSWORD:
        yield from _source(document, data)
    elif isinstance(data, dict):
        for key, value in data.items():
            spot = (*path, key)
            if _KEY.search(key) and spot != _PASSWORD:
                yield _secret(document, spot, key=True)
            else:
                yield from _below(document, value, spot)
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _below(document, value, (*path, place))
    elif isinstance(data, str) and _VALUE.search(data):
        yield _secret(document, path)


def _source(document: Document, data: Plain) -> Iterator[Finding]:
    """What stands under `smtp.password`: where it comes from, never what it is."""
    if not isinstance(data, dict):
        if data is not None:
            yield _secret(document, _PASSWORD)
        return
    for key in data:
        if key not in _SOURCES:
            yield _secret(document, (*_PASSWORD, key), key=True)
    name = data.get("env")
    if isinstance(name, str) and not _VARIABLE.fullmatch(name.strip()):
        yield _secret(document, (*_PASSWORD, "env"))
    command = data.get("command")
    if isinstance(command, list) and command and _says(command[0]):
        yield _secret(document, (*_PASSWORD, "command"))


def _says(program: Plain) -> bool:
    return isinstance(program, str) and PurePath(program).stem.lower() in _SAYING


def _secret(document: Document, path: tuple[Step, ...], *, key: bool = False) -> Finding:
    return document.finding("DP437", path, {"field": ".".join(map(str, path))}, key=key)


_DECISION = "decision"
_MOST = 4000
Sample = dict[str, CelValue]


def check_letters(document: Document, mail: MailSettings) -> Iterator[Finding]:
    """Findings about the `when` of every letter, and about letters that would tell a wrong one."""
    for place, rule in enumerate(mail.letters):
        yield from _check(document, rule, ("letters", place))


def _check(document: Document, rule: LetterRule, spot: tuple[str, int]) -> Iterator[Finding]:
    path = (*spot, "when")
    try:
        compiled = expression(rule.when)
    except ValueError as error:
        yield document.finding("DP432", path, syntax(error).params)
        return
    unknown = [name for name in compiled.names if name not in NAMES]
    for name in unknown:
        near = get_close_matches(name, NAMES, n=3, cutoff=0.7) or NAMES
        yield document.finding("DP433", path, {"name": name, "options": ", ".join(near)})
    if unknown:
        return
    texts = list(texts_sized(rule.when, lambda name: _values(name, rule.when)))
    for params in texts:
        yield document.finding("DP245", path, params)
    if not texts:
        yield from _tried(document, rule, compiled, path)


def _tried(
    document: Document, rule: LetterRule, compiled: Expression, path: tuple[str | int, ...]
) -> Iterator[Finding]:
    """The first sample over which *rule* is undecided, or its letter contradicts the decision."""
    told = TELLS.get(rule.template)
    for sample in _samples(compiled):
        try:
            holds = compiled.holds(sample)
        except ExpressionError:
            yield document.finding("DP434", path, {"sample": _shown(sample)})
            return
        if holds and told is not None and sample[_DECISION] != told:
            params = {"template": rule.template, "decision": told, "sample": _shown(sample)}
            yield document.finding("DP430", path, params)
            return


def _samples(compiled: Expression) -> Iterator[Sample]:
    names = list(dict.fromkeys((*compiled.names, _DECISION)))
    values = [_values(name, compiled.source) for name in names]
    for combination in islice(product(*values), _MOST):
        yield dict(zip(names, combination, strict=True))


def _values(name: str, source: str) -> Sequence[CelValue]:
    if name in ENDS:
        return numbers(source, ENDS[name])
    return KNOWN.get(name) or (*dict.fromkeys(strings(source)), OTHER, "")


def _shown(sample: Sample) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in sample.items())


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
