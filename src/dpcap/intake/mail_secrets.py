"""Secrets in `mail.yaml`: a file that is committed and passed on must hold none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from dpcap.intake.source import Document
from dpcap.intake.yaml_values import Plain
from dpcap.model.finding import Finding, Step
from dpcap.model.mail import PasswordSource

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
