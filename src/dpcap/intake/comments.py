"""Texts of YAML that lose their end to a comment: behind a blank, `#` begins one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.file_names import readable
from dpcap.intake.finding_limit import FindingLimit
from dpcap.intake.layout import YAML
from dpcap.intake.source import read_text
from dpcap.model.finding import Finding

_LONGEST, _SHOWN = 1000, 30
# A key whose value is prose; the text behind it bears no quotes and no other sign of YAML.
_PROSE = re.compile(
    r"[ ]{0,40}(?:-[ ]{1,8})?(?P<key>note|name|title|zh|en|file|url|reason|email|phone|text|ground"
    r"|described|what|done|why|goal|method|statement|difference|use|because|description):[ ]{1,8}"
    r"(?=[^\s\"'\[{|>&*!#])",
    re.ASCII,
)


class LostText(NamedTuple):
    """Where a text most likely goes on behind a `#` (line and column from 1), and with what."""

    line: int
    column: int
    rest: str


def lost_to_comments(text: str) -> Iterator[LostText]:
    """The texts in the YAML *text* that most likely go on behind a `#`.

    Behind a note every `#` is meant so; elsewhere one that no blank follows.
    """
    if " #" not in text:
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if " #" in line[:_LONGEST] and (found := _PROSE.match(line)):
            place = line.index(" #") + 1
            rest = line[place:].strip()
            if place > found.end() and (found["key"] == "note" or rest[1:2].strip()):
                yield LostText(number, place + 1, rest[:_SHOWN])


def lost_findings(text: str, file: str, told: Callable[[LostText], Finding]) -> Iterator[Finding]:
    """What *told* makes of each text of the YAML *text* of *file* that loses its end."""
    ration = FindingLimit(file)
    for one in lost_to_comments(text):
        yield ration.finding("DP128", partial(told, one))


def lost_in_files(path: Path) -> tuple[Finding, ...]:
    """A warning for each text that loses its end in the YAML file *path*, or in those of a folder.

    What cannot be read is told by what reads it.
    """
    inside = sorted(path.iterdir()) if path.is_dir() else (path,)
    return tuple(one for file in inside if file.suffix in YAML for one in _in_file(file))


def _in_file(path: Path) -> Iterator[Finding]:
    shown = readable(path.as_posix())
    with suppress(InvalidInputError):
        yield from lost_findings(read_text(path, shown), shown, partial(_told, shown))


def _told(shown: str, one: LostText) -> Finding:
    params: dict[str, str | int | float] = {"rest": one.rest}
    return Finding(code="DP128", file=shown, line=one.line, column=one.column, params=params)
