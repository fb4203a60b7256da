"""Rows and cells in which one cause shows again: what its one finding says of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from dpcap.model.finding import Finding
from dpcap.model.two_languages import Params, TwoLanguages

_LINES_SHOWN = 5


class AlikeWords(NamedTuple):
    """How the other places are told: when all are named, and when only the first are."""

    all: TwoLanguages
    some: TwoLanguages


ROWS = AlikeWords(
    TwoLanguages("第 {lines} 行也是这样", "It is the same in line {lines}"),
    TwoLanguages(
        "另有 {count} 行也是这样，如第 {lines} 行",
        "It is the same in {count} more rows, such as line {lines}",
    ),
)
CELLS = AlikeWords(
    TwoLanguages("{lines} 也是这样", "It is the same in {lines}"),
    TwoLanguages(
        "另有 {count} 格也是这样，如 {lines}",
        "It is the same in {count} more cells, such as {lines}",
    ),
)


@dataclass
class AlikeRows:
    """How many more than the first one, and where the first of these stand."""

    count: int = 0
    lines: list[int | str] = field(default_factory=list)

    def add(self, line: int | str) -> None:
        """Takes down one more place."""
        self.count += 1
        if len(self.lines) < _LINES_SHOWN:
            self.lines.append(line)

    def told(self, finding: Finding, said: AlikeWords = ROWS) -> Finding:
        """*finding*, made for the first place, with what is to be *said* of the others."""
        if not self.count:
            return finding
        words = said.all if self.count == len(self.lines) else said.some
        zh = words.fill({"count": self.count, "lines": "、".join(map(str, self.lines))}).zh
        en = words.fill({"count": self.count, "lines": ", ".join(map(str, self.lines))}).en
        params: Params = {"also_zh": zh, "also_en": en}
        return finding.model_copy(update={"params": {**finding.params, **params}})
