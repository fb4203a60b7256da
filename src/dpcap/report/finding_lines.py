"""A finding as a line for people, and as data."""

from __future__ import annotations

from dpcap.model.base import Language
from dpcap.model.finding import Finding, Severity
from dpcap.model.nouns import Wording
from dpcap.report.sanitize import printable

_WORDS: dict[Severity, dict[Language, str]] = {
    "error": {"zh": "错误", "en": "error"},
    "warning": {"zh": "警告", "en": "warning"},
    "note": {"zh": "提示", "en": "note"},
}


def finding_line(finding: Finding, language: Language, wording: Wording) -> str:
    """`file:line:column CODE severity: message`."""
    word = _WORDS[finding.severity][language]
    message = finding.message(language, wording)
    return printable(f"{finding.place} {finding.code} {word}: {message}".lstrip())


def finding_data(one: Finding, language: Language, wording: Wording) -> dict[str, object]:
    """*one* as data, with its message in *language*."""
    place = {"file": one.file, "line": one.line, "column": one.column}
    message = one.message(language, wording)
    return {"code": one.code, "severity": one.severity, **place, "message": message}
