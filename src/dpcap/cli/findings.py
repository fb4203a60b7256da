"""Findings on the terminal, for machines, and as GitHub annotations."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from dpcap.cli.language import TALK
from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.finding import Finding
    from dpcap.model.nouns import Wording

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
    from dpcap.report.finding_lines import finding_line

    return finding_line(finding, language, WORDING.wording)


def print_findings(findings: Iterable[Finding]) -> None:
    """A line on stderr for each of *findings*, in the language of messages."""
    for finding in findings:
        print(line_of(finding, TALK), file=sys.stderr)


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
    from dpcap.report.finding_lines import finding_data as data_of

    return data_of(one, language, WORDING.wording)


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
