"""Findings on the terminal, for machines, and as GitHub annotations."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from dpcap.cli.language import TALK
from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.finding import Finding
    from dpcap.model.nouns import Wording

_WORDS = {
    "error": {"zh": "错误", "en": "error"},
    "warning": {"zh": "警告", "en": "warning"},
    "note": {"zh": "提示", "en": "note"},
}
# The lint of plans prints findings too.
PLAN_LINT = "plan lint"
_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


class _CurrentWording:
    """The names that this process speaks with: those of the framework read last."""

    def __init__(self) -> None:
        self._wording: Wording | None = None

    def use(self, wording: Wording) -> None:
        """Speak with *wording* from now on."""
        self._wording = wording

    def message(self, finding: Finding, language: Language) -> str:
        """What *finding* says; before a framework is read, in words that fit any."""
        said = self._wording
        return finding.message(language, said) if said else finding.message(language)

    @property
    def wording(self) -> Wording:
        """The names spoken with."""
        from dpcap.model.nouns import NEUTRAL

        return self._wording or NEUTRAL

    def fill(self, text: str, language: Language) -> str:
        """*text* of ours with its gaps filled."""
        return self.wording.fill(text, language)


class _Renderer(Protocol):
    """Findings as a text; `whole`: for people too, every one by itself."""

    def __call__(self, findings: Iterable[Finding], language: Language, *, whole: bool) -> str: ...


WORDING = _CurrentWording()


def line_of(finding: Finding, language: Language) -> str:
    """`file:line:column CODE severity: message`."""
    word = _WORDS[finding.severity][language]
    said = f"{finding.place} {finding.code} {word}: {WORDING.message(finding, language)}"
    return printable(said.lstrip())


def print_findings(findings: Iterable[Finding]) -> None:
    """A line on stderr for each of *findings*, in the language of messages."""
    for finding in findings:
        print(line_of(finding, TALK), file=sys.stderr)


def printable(text: str) -> str:
    """*text* without control characters: what a stranger's file says must not drive a terminal.

    Blanks of any width are shown as blanks.
    """
    return "".join(one if one.isprintable() else _instead(one) for one in text)


def _instead(char: str) -> str:
    return " " if unicodedata.category(char) == "Zs" else "\N{REPLACEMENT CHARACTER}"


def _text(findings: Iterable[Finding], language: Language, *, whole: bool) -> str:
    from dpcap.cli.lint_page import as_text

    return as_text(findings, language, whole=whole)


def _json(findings: Iterable[Finding], language: Language, **_: bool) -> str:
    return as_json(findings, language)


def _github(findings: Iterable[Finding], language: Language, **_: bool) -> str:
    return as_github(findings, language)


def as_json(findings: Iterable[Finding], language: Language) -> str:
    """A list of objects: code, severity, node, place and message."""
    return json.dumps(
        [
            {
                "code": finding.code,
                "severity": finding.severity,
                "node": finding.node,
                "file": finding.file,
                "line": finding.line,
                "column": finding.column,
                "message": WORDING.message(finding, language),
            }
            for finding in findings
        ],
        ensure_ascii=False,
        indent=2,
    )


def finding_data(one: Finding, language: Language) -> dict[str, object]:
    """A finding as data, with its message in *language*."""
    place = {"file": one.file, "line": one.line, "column": one.column}
    message = WORDING.message(one, language)
    return {"code": one.code, "severity": one.severity, **place, "message": message}


def as_github(findings: Iterable[Finding], language: Language) -> str:
    """Workflow commands that annotate the line of each finding."""
    return "\n".join(_annotation(finding, language) for finding in findings)


def _annotation(finding: Finding, language: Language) -> str:
    place = {"file": finding.file, "line": finding.line, "col": finding.column}
    given = [
        f"{key}={_escaped(str(value), ',:')}" for key, value in place.items() if value is not None
    ]
    properties = ",".join([*given, f"title={finding.code}"])
    said = _escaped(WORDING.message(finding, language))
    return f"::{_GITHUB[finding.severity]} {properties}::{said}"


def _escaped(text: str, more: str = "") -> str:
    """Percent-encode what would end a workflow command early."""
    for character in ("%", "\r", "\n", *more):
        text = text.replace(character, f"%{ord(character):02X}")
    return text


FINDING_FORMATS: FormatRegistry[_Renderer] = FormatRegistry(
    OutputFormat("text", _text, ("lint", PLAN_LINT), default_of=("lint", PLAN_LINT)),
    OutputFormat("json", _json, ("lint", PLAN_LINT)),
    OutputFormat("github", _github, ("lint", PLAN_LINT)),
)
