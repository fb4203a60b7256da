"""Findings for people: what to do first, then each; those of one cause are one line.

A line begins with the place, so that editors can open it. On a terminal lines are broken as texts
are; what another program reads has a line a finding or a group of them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dpcap.cli.findings import line_of
from dpcap.cli.language import say
from dpcap.model.base import Language
from dpcap.model.finding import Finding

# So many findings of one code at one place are told one by one.
_FEW, _MOST_NAMES = 3, 6
# An answer that waits for another one; a rule that cannot be checked without an answer.
_UNANSWERED = frozenset({"DP340", "DP502"})


class FindingGroup(NamedTuple):
    """Findings of one code at one place: they come from one cause."""

    findings: tuple[Finding, ...]


def as_text(findings: Iterable[Finding], language: Language, *, whole: bool) -> str:
    """All *findings*, those of one cause together unless *whole* says otherwise."""
    found = tuple(findings)
    groups = grouped(found, _FEW if not whole else len(found))
    lines = [*_first(found, whole=whole)]
    lines += [(_line(group, language), group.findings[0].severity) for group in groups]
    if len(groups) < len(found):
        lines.append((say("逐条全部列出：加 --all", "every single one: --all"), "note"))
    return _laid_out(lines) if sys.stdout.isatty() else "\n".join(text for text, _ in lines)


def grouped(findings: Sequence[Finding], few: int = _FEW) -> tuple[FindingGroup, ...]:
    """*findings* in their order; more than *few* of one cause as one. Errors stand alone."""
    held: dict[_Cause, list[Finding]] = {}
    for one in findings:
        held.setdefault(_cause(one), []).append(one)
    made: list[FindingGroup] = []
    for one in findings:
        alike = held[_cause(one)]
        if one.severity == "error" or len(alike) <= few:
            made.append(FindingGroup((one,)))
        elif alike[0] is one:
            made.append(FindingGroup(tuple(alike)))
    return tuple(made)


_Cause = tuple[str, str | None, int | None, str | None]


def _cause(one: Finding) -> _Cause:
    """The code and the place; what lies at no line and is not open is a cause by itself."""
    together = one.line is not None or one.code in _UNANSWERED
    return one.code, one.file, one.line, None if together else one.node


def _first(findings: Sequence[Finding], *, whole: bool) -> Iterator[tuple[str, str]]:
    """The one thing to do first, if it does not go without saying."""
    errors = [one for one in findings if one.severity == "error"]
    waiting = [one for one in findings if one.code in _UNANSWERED]
    if whole or len(findings) == 1:
        return
    if errors:
        place, count = errors[0].place, len(errors)
        yield (
            say(
                f"先改错误，共 {count} 处，从 {place} 起。",
                f"First: correct the errors ({count}), from {place} on.",
            ),
            "first",
        )
    elif waiting:
        folder = _folder(waiting[0])
        yield (
            say(
                f"先作答：还有没答的题，下面 {len(waiting)} 条由此而来。谁答什么、要几分钟："
                f"dpcap todo {folder}",
                f"First: answer what is open; {len(waiting)} of these come from it. Who answers "
                f"what, in how many minutes: dpcap todo {folder}",
            ),
            "first",
        )


def _folder(finding: Finding) -> str:
    """The provider's folder that *finding* is about."""
    path = Path(finding.file or ".")
    return str(path.parent if path.suffix else path)


def _line(group: FindingGroup, language: Language) -> str:
    first, *others = group.findings
    line = line_of(first, language)
    if not others:
        return line
    names = [*dict.fromkeys(one.node for one in group.findings if one.node)]
    listed = say("、", ", ").join(names[:_MOST_NAMES])
    more = say("……", " …") if len(names) > _MOST_NAMES else ""
    count = len(group.findings)
    told = say(f"同类共 {count} 条", f"{count} alike")
    return f"{line} {told}{say('：', ': ')}{listed}{more}" if names else f"{line} {told}"


def _laid_out(lines: Sequence[tuple[str, str]]) -> str:
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.report.lines import BAD, SOFT, STRONG, TerminalPage

    styles = {"error": BAD, "note": SOFT, "first": STRONG}
    out = TerminalPage(screen_columns(), colour=in_colour())
    for text, kind in lines:
        out.line(text, styles.get(kind, ""))
    return out.text
