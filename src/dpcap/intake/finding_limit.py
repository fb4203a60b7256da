"""The limit on findings: so many of a file are told, and how many more there are.

Who sends a file of a million faults gets no million findings: those that nobody will read are not
even made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from dpcap.errors import InvalidInputError
from dpcap.model.codes import CODES
from dpcap.model.finding import Finding

MOST = 200

# What stands for the findings that are not told: for errors, and for all others.
_MORE = {True: "DP124", False: "DP125"}
STANDING_IN = frozenset(_MORE.values())


@dataclass
class FindingLimit:
    """How many findings of the file *shown* were asked for."""

    shown: str
    asked: int = 0

    def finding(self, code: str, make: Callable[[], Finding]) -> Finding:
        """What *make* makes, or once enough was made the one that stands for all the rest."""
        self.asked += 1
        if self.asked <= MOST:
            return make()
        return self._rest[CODES[code].severity == "error"]

    @cached_property
    def _rest(self) -> dict[bool, Finding]:
        return {
            is_error: Finding(code=code, file=self.shown, params={"more": 1})
            for is_error, code in _MORE.items()
        }


def summed(findings: Iterable[Finding]) -> list[Finding]:
    """*findings* with at most `MOST` of each file, and then one for those that are left out."""
    told: Counter[str] = Counter()
    left: Counter[tuple[str, bool]] = Counter()
    kept: list[Finding] = []
    for finding in findings:
        home, is_error = _home(finding), finding.severity == "error"
        if finding.code in STANDING_IN:
            left[home, is_error] += int(finding.params["more"])
        elif told[home] >= MOST:
            left[home, is_error] += 1
        else:
            told[home] += 1
            kept.append(finding)
    return kept + [
        Finding(code=_MORE[is_error], file=home or None, params={"more": more})
        for (home, is_error), more in left.items()
    ]


def refused(findings: Iterable[Finding], beside: Iterable[Finding] = ()) -> InvalidInputError:
    """The error that tells *findings*, in rations, and what else there is *beside* them."""
    return InvalidInputError(summed(findings), summed(beside))


def _home(finding: Finding) -> str:
    """What a finding is counted under: its file, or the part of the folder that its path names."""
    return finding.file or (str(finding.path[0]) if finding.path else "")
