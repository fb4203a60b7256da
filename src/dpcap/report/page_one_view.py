"""Page one as ready strings: what templates and the terminal print, without any arithmetic left.

Strings may carry marked own words (`clean.own`). `None` means: leave the line out.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Status = Literal["met", "unmet", "unchecked"]


class LabelledText(NamedTuple):
    """A label and what stands beside it."""

    label: str
    value: str
    known: bool = True


class StatusStrip(NamedTuple):
    """Who looked at it, what was decided, and what must be said first.

    `day`: that the page was made far from the day judged; it comes before all else. `coming`: rules
    to come that would not be met as things are, none of which counts.
    """

    day: str | None
    review: str
    reviewed: bool
    decision: str | None
    alerts: tuple[str, ...]
    issuer: str | None
    disclaimer: str | None
    coming: tuple[str, ...] = ()


class ProviderHead(NamedTuple):
    """Who is assessed, as what, and for which time."""

    name: str
    long: bool
    other_name: str | None
    role: str
    about: tuple[LabelledText, ...]
    dates: tuple[LabelledText, ...]


class ConclusionLines(NamedTuple):
    """Two sentences to paste into a chat."""

    first: str
    second: str


class RuleNeed(NamedTuple):
    """One rule: what it needs, what was found. `grave`: a critical indicator failed it."""

    rule: str
    needed: str
    found: str
    status: Status
    status_words: str
    source: str
    href: str | None
    grave: bool = False


class FourFigures(NamedTuple):
    """The four figures. Ungraded: `big` is None and `range` stands in its place.

    `level_id` stands as large as the score, where a level is reached, with `level_title` beside
    them; `level` is all of it.
    """

    graded: bool
    label: str
    big: str | None
    level_id: str | None
    level_title: str
    level: str
    range: str
    claimed: str
    gap: str
    coverage: str
    coverage_note: str
    critical: str
    critical_note: str
    small: tuple[LabelledText, ...]


class AreaSummary(NamedTuple):
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


class FactLine(NamedTuple):
    """A hard fact with what it takes to read it."""

    title: str
    value: str
    known: bool
    details: str
    proof: str | None
    link: str | None
    link_words: str


class Highlight(NamedTuple):
    """A strength or a risk, with its number and proof."""

    title: str
    number: str
    proof: str
    grave: bool
    href: str | None


class MoveLine(NamedTuple):
    """A move: the act, who, how long, what it brings."""

    act: str
    title: str
    who: str
    effort: str
    gain: str
    kind: str
    href: str


class PlanSummary(NamedTuple):
    """What the plan is for, what results once it is done, and how much of it stands elsewhere."""

    title: str
    result: str
    more: str


class LadderRung(NamedTuple):
    """One level: its mark, whether it is held, and who stands there.

    `state`: held (below), here (proved), above.
    """

    id: str
    title: str
    mark: str
    state: Literal["held", "here", "above"]
    claimed: bool
    notes: tuple[str, ...]


class BrandQuestion(NamedTuple):
    """A question for a brand to ask, and why; `about`: the indicator or the rule it is about."""

    text: str
    why: str
    about: str


class PageOne(NamedTuple):
    """The first page, part by part.

    `peers`: where it stands among others, if that was asked. `held` are rules of the level held,
    `needs` those of the next; `sources`: whether it says anything where each rule is from.
    """

    strip: StatusStrip
    who: ProviderHead
    conclusion: ConclusionLines
    needs: tuple[RuleNeed, ...]
    figures: FourFigures
    peers: tuple[str, ...]
    areas: tuple[AreaSummary, ...]
    radar: str
    facts: tuple[FactLine, ...]
    strengths: tuple[Highlight, ...]
    risks: tuple[Highlight, ...]
    steps: tuple[MoveLine, ...]
    questions: tuple[BrandQuestion, ...]
    plan: PlanSummary
    ladder: tuple[LadderRung, ...]
    held: tuple[RuleNeed, ...]
    held_title: str
    needs_title: str
    sources: bool
    sure: str
    foot: tuple[str, ...]
