"""Scores on the scale that the framework's pages show, and never to the better.

Inside, scores are 0 to 100. A page shows 0 to `top`; what is cut is cut on that scale.
"""

from __future__ import annotations

from dataclasses import dataclass

from dpcap.model.framework import Display
from dpcap.report import figures

_WITHIN = 100.0


@dataclass(frozen=True)
class ScoreScale:
    """The scale of `display`; every method takes scores from 0 to 100."""

    display: Display

    def of(self, value: float) -> float:
        """*value* on the scale, whole."""
        return value * self.display.top / _WITHIN

    def cut(self, value: float, *, up: bool = False) -> float:
        """*value* on the scale with its decimals, cut downwards."""
        return figures.truncated(self.of(value), self.display.decimals, up=up)

    def score(self, value: float, more: int = 0, *, up: bool = False) -> str:
        """A score, with *more* decimals than usual; the top of the scale only if it is reached."""
        return self._shown(self.of(value), self.display.decimals + more, up=up)

    def mark(self, value: float) -> str:
        """A mark or cap of the framework, in full."""
        return figures.mark(self.of(value))

    def difference(self, high: float, low: float) -> float:
        """The difference high − low as shown, on the scale, so that a page's figures add up."""
        return figures.truncated(self.cut(high) - self.cut(low), self.display.decimals)

    def shortfall(self, needed: float, found: float) -> float:
        """What *found* lacks, as shown: never nothing where something is missing."""
        lacking = self.of(needed) - self.cut(found)
        return figures.truncated(lacking, self.display.decimals, up=True)

    def text(self, shown: float) -> str:
        """A figure that is on the scale already, such as a difference."""
        return self._shown(shown, self.display.decimals)

    def held(self, found: float, needed: float, operator: str = "at_least") -> str:
        """*found* beside what is *needed*, with as many decimals as tell the two apart."""
        fewest = self.display.decimals
        return figures.held(self.of(found), self.of(needed), operator, self._shown, fewest)

    def _shown(self, value: float, digits: int = 1, *, up: bool = False) -> str:
        shown = figures.truncated(value, digits, up=up)
        return (
            figures.mark(self.display.top) if shown >= self.display.top else f"{shown:.{digits}f}"
        )
