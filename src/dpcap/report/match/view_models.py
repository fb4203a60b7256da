"""A match as ready strings: what templates and the terminal print, without arithmetic left.

Strings may carry marked own words (`sanitize.own`).
"""

from __future__ import annotations

from typing import NamedTuple

from dpcap.report.page_one_view import BrandQuestion
from dpcap.report.words import WordBook


class NeedLine(NamedTuple):
    """What one provider has of a need: its score or interval, how to draw it (0..100), notes."""

    title: str
    score: str
    low: float
    high: float
    notes: str


class MatchLine(NamedTuple):
    """One provider: its share of the priorities, its ranks, when it leads, what is not known."""

    name: str
    role: str
    share: str
    share_width: float
    ranks: str
    worst: str
    leads: str
    ahead: str
    behind: str
    needs: tuple[NeedLine, ...]
    unknown: tuple[str, ...]
    questions: tuple[BrandQuestion, ...]


class ExcludedLine(NamedTuple):
    """A provider that is out, and why."""

    name: str
    reasons: tuple[str, ...]


class WeightLine(NamedTuple):
    """What a need may weigh."""

    title: str
    span: str
    mean: str


class BriefSection(NamedTuple):
    """What one brief finds; `more`, `excluded_more`: what was left out."""

    id: str
    title: str
    about: str
    facts: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    weights: tuple[WeightLine, ...]
    lines: tuple[MatchLine, ...]
    more: str
    excluded: tuple[ExcludedLine, ...]
    excluded_more: str


class CapacityLine(NamedTuple):
    """What is left with one provider, and what the briefs ask for together."""

    name: str
    fact: str
    left: str
    asked: str
    briefs: str
    over: bool
    note: str


class MatchPage(NamedTuple):
    """The whole page."""

    language: str
    words: WordBook
    eyebrow: str
    says: tuple[str, ...]
    warnings: tuple[str, ...]
    sections: tuple[BriefSection, ...]
    capacity: tuple[CapacityLine, ...]
    foot: tuple[str, ...]
