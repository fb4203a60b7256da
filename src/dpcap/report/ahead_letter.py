"""A letter that tells one provider ahead what new rules would change for it, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dpcap.model.base import Language
from dpcap.model.whatif import LineCrossing, MovedProvider
from dpcap.report.letter.pages import AHEAD, SHELF, letter_html, letter_text
from dpcap.report.letter.view_models import (
    AheadLetterView,
    ConditionLine,
    GateLine,
    LetterItem,
    LetterVerdict,
    Tone,
)
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import clean, own, plain
from dpcap.report.terms import wording_of
from dpcap.report.whatif.outcome import WhatIfOutcome
from dpcap.report.whatif.wording import WhatIfWords
from dpcap.report.words import load_words
from dpcap.text_width import short

_NAME, _TEXT = 60, 200
# Open questions that a letter names; the others are counted.
_QUESTIONS = 6


class AheadLetter(NamedTuple):
    """The letter to one provider in one language; `since`: the rules' first day, if it is known."""

    language: Language
    subject: str
    text: str
    html: str
    since: date | None


def ahead_letter(
    found: WhatIfOutcome, row: MovedProvider, language: Language, person: str = ""
) -> AheadLetter:
    """The letter to the provider of *row*, who crosses a line in *found*; *person*: its contact.

    Raises ImportError without the extra `mail`.
    """
    made = _Letter(found, row, language, person)
    view, words, reports = made.view(), made.words.tree, own_reports()
    return AheadLetter(
        language=language,
        subject=plain(view.subject),
        text=letter_text(AHEAD, view, words, reports, None),
        html=letter_html(AHEAD, view, words, reports, None),
        since=made.since,
    )


def first_day(found: WhatIfOutcome, row: MovedProvider) -> date | None:
    """From when the new rules hold for *row*: the day named, else that of the rules it crosses by.

    None: no file says it.
    """
    if found.head.on is not None:
        return found.head.on
    turned = (gate.result for one in row.crossings for gate in one.gates)
    days = [one.since for one in turned if one and one.since and one.since > row.as_of]
    return min(days, default=None)


class _Letter:
    def __init__(
        self, found: WhatIfOutcome, row: MovedProvider, language: Language, person: str
    ) -> None:
        self._found, self._row, self._person = found, row, person
        wording = wording_of(found.framework, found.gates)
        self.words = load_words(own_reports(), language, SHELF, wording=wording)
        self._told = WhatIfWords(found, language)
        self._language = language
        self.since = first_day(found, row)

    def view(self) -> AheadLetterView:
        name = own(short(clean(plain(self._told.name(self._row))), _NAME))
        return AheadLetterView(
            language="zh-CN" if self._language == "zh" else "en",
            subject=self._say("subject", name=name),
            preview=self._headline(),
            sender=self._say("sender"),
            occasion=self._say("occasion"),
            greeting=self._greeting(name),
            hello=self.words.say("greeting.hello"),
            lead=self._say("lead", name=name, role=self._told.terms.role(self._row.role)),
            verdict=self._verdict(),
            changes=tuple(map(self._change, self._row.crossings)),
            acts=tuple(ConditionLine(act, self._by(), late=False) for act in self._acts()),
            automatic=self._say("automatic"),
            disclaimer="",
            sign_off=self._say("sign_off"),
        )

    def _say(self, key: str, **fields: str | int) -> str:
        return self.words.say(f"ahead.{key}", **fields)

    def _greeting(self, name: str) -> str:
        if self._person:
            person = own(short(clean(self._person), _NAME))
            return self.words.say("greeting.person", name=person)
        return self.words.say("greeting.firm", name=name)

    def _headline(self) -> str:
        rises = sum(one.rises for one in self._row.crossings)
        falls = len(self._row.crossings) - rises
        if rises and falls:
            return self._say("both", rises=rises, falls=falls)
        return self._say("rises" if rises else "falls", n=rises or falls)

    def _verdict(self) -> LetterVerdict:
        since = self._say("from_day", day=self._day(self.since)) if self.since else None
        until = self._say("until_day", day=self._day(self._last)) if self._last else None
        items = (
            LetterItem(self._say("what"), self._rulers()),
            LetterItem(self._say("from"), since or self._say("from_open")),
            LetterItem(self._say("until"), until or self._say("until_open")),
        )
        better = all(one.rises for one in self._row.crossings)
        shown = items[:2] if better else items
        tone: Tone = "good" if better else "open"
        return LetterVerdict(
            self._say("over"), self._headline(), tone, shown, (self._say("trial"),)
        )

    def _rulers(self) -> str:
        """The new framework and the new gates, by name."""
        head, terms = self._found.head, self._told.terms
        named = [clean(head.framework)] if head.framework else []
        if head.gates_are_new and self._found.gates is not None:
            named.append(terms.text(self._found.gates.title))
        return terms.listed(named) or clean(self._row.edition)

    @property
    def _last(self) -> date | None:
        """The last day on which what is to be done is in time."""
        return self.since - timedelta(days=1) if self.since else None

    def _day(self, day: date | None) -> str:
        if day is None:
            return ""
        month = self.words.say(f"month.{day.month}")
        return self.words.say("day", year=day.year, month=month, day=day.day)

    def _by(self) -> str:
        return self._say("by", day=self._day(self._last)) if self._last else self._say("soon")

    def _change(self, one: LineCrossing) -> GateLine:
        told = self._told
        line = told.say(f"line.{one.line}")
        step = f"{told.at(one, 'before')} → {told.at(one, 'after')}"
        return GateLine(
            text=f"{line}{self.words.say('common.colon')}{step}",
            state=self._say(f"because_{one.cause}"),
            said=told.semicolon.join(told.why(one)),
            about="",
            grave=not one.rises and one.cause == "common",
        )

    def _acts(self) -> Iterator[str]:
        """What would help: on lines that fall, what is open first, then what falls short."""
        falling = [one for one in self._row.crossings if not one.rises]
        if not falling:
            return
        shown, told = self._row.unanswered, self._told
        for key, names in (("answer", shown.nodes), ("fact", shown.facts)):
            if names:
                listed = told.listed(map(told.question, names), _QUESTIONS)
                yield self._say(key, n=len(names), questions=listed)
        # A tier goes by the score: what lifts that stands at the other lines.
        lines = [one for one in falling if one.line != "tier"] or falling
        reasons = dict.fromkeys(why for one in lines for why in told.why(one))
        for why in reasons:
            yield self._say("reach", rule=short(why, _TEXT))
        if any(one.cause == "day" for one in falling):
            yield self._say("renew")
