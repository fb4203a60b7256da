"""Brands' briefs as the use cases read them, and what lint says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.brief import (
    NEEDS,
    BriefFile,
    brief_files,
    check_brief,
    read_brief,
    same_ids,
)
from dpcap.intake.finding_limit import refused
from dpcap.model.finding import Finding, has_errors
from dpcap.model.framework import Framework
from dpcap.scoring.priorities import PriorityLine, priority_space


def lint_brief(path: Path, framework: Framework) -> tuple[Finding, ...]:
    """What is wrong with the brief at *path*, and what is doubtful. Raises InvalidInputError."""
    return _checked(read_brief(path), framework)


def open_briefs(
    place: Path, frameworks: Iterable[Framework]
) -> tuple[tuple[BriefFile, ...], tuple[Finding, ...]]:
    """The brief in the file *place*, or those in the folder, fit for *frameworks*; the warnings.

    Raises UsageError if there is none, InvalidInputError with all that is wrong with any of them.
    """
    read: list[BriefFile] = []
    found: list[Finding] = []
    known = tuple(frameworks)
    for path in brief_files(place):
        try:
            one = read_brief(path)
        except InvalidInputError as error:
            found += error.findings
            continue
        read.append(one)
        for framework in known:
            found += [each for each in _checked(one, framework) if each not in found]
    found += same_ids(read)
    if has_errors(found):
        raise refused([one for one in found if one.severity == "error"])
    return tuple(read), tuple(found)


def _checked(read: BriefFile, framework: Framework) -> tuple[Finding, ...]:
    found = check_brief(read, framework)
    return found if has_errors(found) else (*_contradiction(read), *found)


def _contradiction(read: BriefFile) -> Iterator[Finding]:
    """The lines about priorities that leave no weights together."""
    lines = priority_space(read.brief.needs).contradiction
    if lines:
        said = ", ".join(_line(read, line) for line in lines)
        path = (NEEDS, *lines[0].path)
        yield read.document.finding("DP660", path, {"lines": said})


def _line(read: BriefFile, line: PriorityLine) -> str:
    """A line as it stands in the file: `14: live 5–20 %`, `12: live ≥ traffic`."""
    needs = read.brief.needs
    row, _ = read.document.place((NEEDS, *line.path))
    if line.need is not None:
        name = needs.names[line.need]
        low, high = needs.ranges[name]
        return f"{row}: {name} {low:g}–{high:g} %"
    step = int(line.path[-1])
    heavier, lighter = (" / ".join(needs.groups[place]) for place in (step - 1, step))
    return f"{row}: {heavier} ≥ {lighter}"
