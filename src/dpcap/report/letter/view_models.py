"""A letter as ready strings: what its templates print, without any arithmetic left.

Strings may carry marked own words (`clean.own`).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Tone = Literal["good", "open", "bad"]


class LetterItem(NamedTuple):
    """A label and what stands beside it."""

    label: str
    value: str


class LetterVerdict(NamedTuple):
    """What was decided, in a word and with who, when and why.

    `over` stands above it, `notes` say what must not be missed.
    """

    over: str
    words: str
    tone: Tone
    items: tuple[LetterItem, ...]
    notes: tuple[str, ...]


class CountedPart(NamedTuple):
    """The figures: the proved score with its level, then the others."""

    label: str
    big: str
    level: str
    items: tuple[LetterItem, ...]


class AreaLine(NamedTuple):
    """One area; the three widths are whole percents of the bar and add up to 100."""

    title: str
    proved: str
    claimed: str
    target: str
    met: bool
    state: str
    proved_width: int
    beyond_width: int
    rest_width: int


class GateLine(NamedTuple):
    """A rule that is not met: what it asks for, how it turned out, needed and found.

    `about` names what a count stands for.
    """

    text: str
    state: str
    said: str
    about: str
    grave: bool


class ConditionLine(NamedTuple):
    """A condition, its last day or what became of it."""

    text: str
    due: str
    late: bool


class UncountedLine(NamedTuple):
    """A piece that did not count: its name with what it was to back, why, and what to do."""

    name: str
    why: str
    act: str


class StepLine(NamedTuple):
    """What to do next; `details`: who, how long, what it brings."""

    act: str
    details: str


class EvidenceSeen(NamedTuple):
    """The picture as the page refers to it."""

    alt: str
    width: int
    height: int


class AheadLetterView(NamedTuple):
    """A letter that tells ahead what new rules would change; nothing of it is decided.

    `changes` are the lines crossed, `acts` what to do and by when. An empty part is left out.
    """

    language: str
    subject: str
    preview: str
    sender: str
    occasion: str
    greeting: str
    hello: str
    lead: str
    verdict: LetterVerdict
    changes: tuple[GateLine, ...]
    acts: tuple[ConditionLine, ...]
    automatic: str
    disclaimer: str
    sign_off: str
    report: str = ""
    unsubscribe: str = ""
    unsubscribe_said: str = ""


class LetterView(NamedTuple):
    """The whole letter. An empty part is left out by the templates."""

    language: str
    subject: str
    preview: str
    sender: str
    occasion: str
    greeting: str
    hello: str
    lead: str
    verdict: LetterVerdict
    counted: CountedPart
    areas: tuple[AreaLine, ...]
    picture: EvidenceSeen | None
    gates_said: str
    gates: tuple[GateLine, ...]
    coming: tuple[GateLine, ...]
    conditions: tuple[ConditionLine, ...]
    uncounted_said: str
    uncounted: tuple[UncountedLine, ...]
    uncounted_more: str
    steps: tuple[StepLine, ...]
    replaced: tuple[str, ...]
    objection: tuple[str, ...]
    report: str
    automatic: str
    disclaimer: str
    unsubscribe: str
    unsubscribe_said: str
    sign_off: str


class NoticeLetterView(NamedTuple):
    """A letter of one event: a row of standing, or an appeal granted. Empty parts are left out.

    `facts`: what it rests on; `rules`: what was needed and found; `next`: what comes of it.
    """

    language: str
    subject: str
    preview: str
    sender: str
    occasion: str
    greeting: str
    hello: str
    lead: str
    verdict: LetterVerdict
    facts_head: str
    facts: tuple[LetterItem, ...]
    rules: tuple[LetterItem, ...]
    next_head: str
    next: tuple[str, ...]
    objection: tuple[str, ...]
    report: str
    automatic: str
    disclaimer: str
    unsubscribe: str
    unsubscribe_said: str
    sign_off: str
