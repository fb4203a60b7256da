"""Page one as ready strings: what templates and the terminal print, without any arithmetic left.

Strings may carry marked own words (`clean.own`). `None` means: leave the line out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["met", "unmet", "unchecked"]


@dataclass(frozen=True, slots=True)
class Item:
    """A label and what stands beside it."""

    label: str
    value: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Strip:
    """Who looked at it, and what must be said first."""

    review: str
    reviewed: bool
    alerts: tuple[str, ...]
    issuer: str | None
    disclaimer: str | None


@dataclass(frozen=True, slots=True)
class Who:
    """Who is assessed, as what, and for which time."""

    name: str
    long: bool
    other_name: str | None
    role: str
    about: tuple[Item, ...]
    dates: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Two sentences to paste into a chat."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Need:
    """One rule: what it needs, what was found."""

    rule: str
    needed: str
    found: str
    status: Status
    status_words: str
    source: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The four figures. Ungraded: `big` is None and `range` stands in its place."""

    graded: bool
    label: str
    big: str | None
    level: str
    range: str
    claimed: str
    gap: str
    coverage: str
    coverage_note: str
    critical: str
    critical_note: str
    small: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area."""

    id: str
    title: str
    weight: str
    claimed: str
    proved: str
    target: str
    gap: str
    met: bool
    counted: bool
    coverage: str
    missing: str
    claimed_width: float
    proved_width: float
    bar: str
    padded: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """A hard fact with what it takes to read it."""

    title: str
    value: str
    known: bool
    details: str
    proof: str | None
    link: str | None
    link_words: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """A strength or a risk, with its number and proof."""

    title: str
    number: str
    proof: str
    grave: bool
    href: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A move: the act, who, how long, what it brings."""

    act: str
    title: str
    who: str
    effort: str
    gain: str
    kind: str
    href: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question for a brand to ask, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class PageOne:
    """The first page, part by part."""

    strip: Strip
    who: Who
    conclusion: Conclusion
    needs: tuple[Need, ...]
    figures: Figures
    areas: tuple[AreaRow, ...]
    radar: str
    facts: tuple[FactLine, ...]
    strengths: tuple[Highlight, ...]
    risks: tuple[Highlight, ...]
    steps: tuple[Step, ...]
    questions: tuple[Question, ...]
    sure: str
    foot: tuple[str, ...]
