"""What a new ruler would change, as the ready strings that templates and the terminal print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dpcap.model.base import Language
from dpcap.model.whatif import LineCrossing, MovedProvider
from dpcap.report import figures
from dpcap.report.sanitize import clean, own
from dpcap.report.whatif.outcome import ROLE, WhatIfOutcome, tallies
from dpcap.report.whatif.wording import WhatIfWords
from dpcap.report.words import WordBook

# Crossings and rows of a table that a page lists; whatif.csv and whatif.jsonl have them all.
_LISTED, _ROWS, _QUESTIONS, _NAMED = 500, 200, 20, 6


class CrossingLine(NamedTuple):
    """One line that one provider crosses; `notes` say what it depends on, `why` by which rules."""

    name: str
    provider: str
    role: str
    line: str
    before: str
    after: str
    rises: bool
    way: str
    cause: str
    notes: tuple[str, ...]
    why: tuple[str, ...]


class CountCard(NamedTuple):
    """A number at the head, what it counts, and how to read it."""

    number: int
    title: str
    note: str


class WhatIfTable(NamedTuple):
    """A plain table; `figures` of its last columns are numbers. `more`: what was left out."""

    id: str
    title: str
    intro: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: int
    more: str = ""


class WhatIfPage(NamedTuple):
    """The whole page."""

    language: str
    words: WordBook
    facts: tuple[tuple[str, str], ...]
    sums: tuple[CountCard, ...]
    notices: tuple[str, ...]
    crossings: tuple[CrossingLine, ...]
    more: str
    tables: tuple[WhatIfTable, ...]
    foot: tuple[str, ...]


def whatif_view(found: WhatIfOutcome, language: Language) -> WhatIfPage:
    """The page of *found*."""
    words = WhatIfWords(found, language)
    lines = [_line(row, one, words) for row in found.crossed for one in row.crossings]
    left = len(lines) - _LISTED
    tables = (
        _questions(found, words),
        _by_rule(found, words),
        _announced(found, words),
        _by_group(found, words),
        _unjudged(found, words),
    )
    return WhatIfPage(
        language="zh-CN" if language == "zh" else "en",
        words=words.words,
        facts=tuple(_facts(found, words)),
        sums=tuple(_sums(found, words)),
        notices=tuple(_notices(found, words)),
        crossings=tuple(lines[:_LISTED]),
        more=words.say("page.more", n=left) if left > 0 else "",
        tables=tuple(table for table in tables if table.rows),
        foot=(words.say("foot.before"), words.say("foot.engine", engine=found.head.engine)),
    )


def _facts(found: WhatIfOutcome, words: WhatIfWords) -> Iterator[tuple[str, str]]:
    head = found.head
    before = words.listed(map(clean, head.before)) or clean(found.framework.edition)
    kind = "same" if head.framework in (None, *head.before[:1]) else "change"
    after = clean(head.framework or "")
    said = words.say(f"head.framework_{kind}", before=before, after=after)
    yield words.say("head.framework"), said
    yield words.say("head.gates"), _gates(found, words)
    day = head.on.isoformat() if head.on else words.say("head.own_days")
    yield words.say("head.day"), day
    if head.role:
        yield words.say("head.role"), words.terms.role(head.role)
    if found.tiers:
        yield words.say("head.tiers"), words.terms.text(found.tiers.title)
    yield words.say("head.checked"), _checked(found, words)


def _gates(found: WhatIfOutcome, words: WhatIfWords) -> str:
    none = words.say("head.no_gates")
    before, after = found.gates_before, found.gates
    was = clean(before.id) if before else none
    now = clean(after.id) if after else none
    if not found.head.gates_are_new:
        return words.say("head.gates_same", before=was) if before else none
    return words.say("head.gates_change", before=was, after=now)


def _checked(found: WhatIfOutcome, words: WhatIfWords) -> str:
    n, wrong = len(found.checked.providers), len(found.checked.differing)
    if not n:
        return words.say("head.checked_none")
    return words.say(f"head.checked_{'wrong' if wrong else 'well'}", n=n, wrong=wrong)


def _sums(found: WhatIfOutcome, words: WhatIfWords) -> Iterator[CountCard]:
    counts = found.counts
    names = ["crossed", "common", "unanswered", *(["day"] if found.head.on else []), "unjudged"]
    for name in names:
        note = words.say(
            f"sums.{name}_note", **({"n": counts.providers} if name == "crossed" else {})
        )
        yield CountCard(getattr(counts, name), words.say(f"sums.{name}"), note)


def _notices(found: WhatIfOutcome, words: WhatIfWords) -> Iterator[str]:
    if differing := found.checked.differing:
        yield words.say("notice.check", names=words.listed(map(own, differing), _NAMED))
    if found.max_crossing is not None and found.counts.crossed > found.max_crossing:
        yield words.say("notice.over", n=found.counts.crossed, most=found.max_crossing)
    if late := [one for one in found.notices if one.state != "enough"]:
        yield words.say("notice.announce", n=len(late))
    if found.gates_before is None and found.gates is not None:
        yield words.say("notice.no_gates")


def _line(row: MovedProvider, one: LineCrossing, words: WhatIfWords) -> CrossingLine:
    return CrossingLine(
        name=words.name(row),
        provider=row.provider,
        role=words.terms.role(row.role),
        line=words.say(f"line.{one.line}"),
        before=words.at(one, "before"),
        after=words.at(one, "after"),
        rises=one.rises,
        way=words.say("page.rose" if one.rises else "page.fell"),
        cause=words.say(f"cause.{one.cause}"),
        notes=tuple(_notes(row, one, words)),
        why=tuple(words.why(one)),
    )


def _notes(row: MovedProvider, one: LineCrossing, words: WhatIfWords) -> Iterator[str]:
    if one.common != one.after:
        yield words.say("crossed.via", common=words.at(one, "common"))
    if nodes := row.unanswered.nodes:
        share = figures.percent(row.unanswered.share)
        yield words.say("crossed.asked", n=len(nodes), share=share)
    if facts := row.unanswered.facts:
        yield words.say("crossed.facts", n=len(facts))


def _questions(found: WhatIfOutcome, words: WhatIfWords) -> WhatIfTable:
    """What is open under the new ruler, the question that is open for most first."""
    open_for: Counter[str] = Counter()
    for row in found.rows:
        if isinstance(row, MovedProvider):
            open_for.update((*row.unanswered.nodes, *row.unanswered.facts))
    ordered = sorted(open_for, key=lambda node: (-open_for[node], node))
    rows = [(words.question(node), str(open_for[node])) for node in ordered]
    heads = (words.say("questions.node"), words.say("questions.providers"))
    return _table(words, "questions", heads, rows, figures=1, most=_QUESTIONS)


def _by_group(found: WhatIfOutcome, words: WhatIfWords) -> WhatIfTable:
    causes = ["common", "unanswered", *(["day"] if found.head.on else [])]
    heads = [words.say(f"by.{name}") for name in ("what", "value", "providers", *causes)]
    rows = []
    for one in tallies(found.rows, found.framework.group_by, words.member):
        title = words.say("by.role") if one.by == ROLE else words.terms.group(one.by)
        numbers = (one.providers, *(getattr(one, name) for name in causes))
        rows.append((title, one.value, *map(str, numbers)))
    return _table(words, "by", tuple(heads), rows, figures=len(causes) + 1)


def _by_rule(found: WhatIfOutcome, words: WhatIfWords) -> WhatIfTable:
    heads = tuple(words.say(f"rules.{name}") for name in ("line", "rule", "fell", "rose"))
    rows = [
        (words.say(f"line.{one.line}"), words.tallied(one), str(one.fell), str(one.rose))
        for one in found.rules
    ]
    return _table(words, "rules", heads, rows, figures=2)


def _announced(found: WhatIfOutcome, words: WhatIfWords) -> WhatIfTable:
    """New and changed rules, and whether they are announced early enough."""
    names = ("rule", "since", "announced", "verdict", "days", "needed")
    heads = tuple(words.say(f"announced.{name}") for name in names)
    none = words.say("announced.none")
    rows = [
        (
            words.rule(one.rule),
            one.since.isoformat() if one.since else words.say("announced.at_once"),
            one.announced.isoformat() if one.announced else none,
            words.say(f"announced.{one.state}", by=one.announce_by.isoformat())
            if one.announce_by
            else words.say(f"announced.{one.state}"),
            none if one.days is None else str(one.days),
            str(one.needed),
        )
        for one in found.notices
    ]
    return _table(words, "announced", heads, rows, figures=2)


def _unjudged(found: WhatIfOutcome, words: WhatIfWords) -> WhatIfTable:
    heads = (words.say("unjudged.who"), words.say("unjudged.why"))
    rows = [(own(one.provider or one.folder), words.reason(one)) for one in found.unjudged]
    return _table(words, "unjudged", heads, rows, figures=0)


def _table(
    words: WhatIfWords,
    name: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    *,
    figures: int,
    most: int = _ROWS,
) -> WhatIfTable:
    left = len(rows) - most
    return WhatIfTable(
        id=name,
        title=words.say(f"{name}.title"),
        intro=words.words.flat.get(f"{name}.intro", ""),
        heads=heads,
        rows=tuple(rows[:most]),
        figures=figures,
        more=words.say("page.more", n=left) if left > 0 else "",
    )
