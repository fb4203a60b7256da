"""Texts of YAML that lose their end to a comment: behind a blank, `#` begins one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dpcap.intake.finding_limit import FindingLimit
from dpcap.model.finding import Finding

_LONGEST, _SHOWN = 1000, 30
# A key whose value is prose; the text behind it bears no quotes and no other sign of YAML.
_PROSE = re.compile(
    r"[ ]{0,40}(?:-[ ]{1,8})?(?P<key>note|name|title|zh|en|file|url|reason|email|phone):[ ]{1,8}"
    r"(?=[^\s\"'\[{|>&*!#])",
    re.ASCII,
)


def lost_to_comments(text: str, file: str) -> Iterator[Finding]:
    """A warning for each text in the YAML *text* of *file* that most likely goes on behind a `#`.

    Behind a note every `#` is meant so; elsewhere one that no blank follows.
    """
    if " #" not in text:
        return
    ration = FindingLimit(file)
    for number, line in enumerate(text.splitlines(), start=1):
        if " #" in line[:_LONGEST] and (found := _PROSE.match(line)):
            place = line.index(" #") + 1
            rest = line[place:].strip()
            if place > found.end() and (found["key"] == "note" or rest[1:2].strip()):
                yield ration.finding("DP128", lambda: _lost(file, number, place, rest))  # noqa: B023


def _lost(file: str, line: int, place: int, rest: str) -> Finding:
    path = ("files", file, line, place + 1)
    return Finding(code="DP128", path=path, params={"rest": rest[:_SHOWN]})
