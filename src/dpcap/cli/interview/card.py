"""A question as it stands on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dpcap.cli.findings import WORDING
from dpcap.cli.interview.console import StyledLine
from dpcap.cli.interview.flow import Due, Item, View, said_so
from dpcap.cli.interview.scale_prompt import scale_prompt
from dpcap.cli.interview.words import words
from dpcap.intake.describe import labelled, person, phrase, proof_line
from dpcap.intake.scale_input import scale_input
from dpcap.model.assessment import Reply
from dpcap.model.base import Language
from dpcap.model.expression import FACT_PREFIX
from dpcap.model.indicator import Indicator
from dpcap.report.sanitize import printable
from dpcap.scoring.evaluate import HANGS_OPEN
from dpcap.text_width import width, wrap


@dataclass(frozen=True)
class QuestionPlace:
    """Where a question stands: number *n* of *m* in its area, and what is left of all."""

    n: int
    m: int
    left: int
    minutes: float


@dataclass(frozen=True)
class Card:
    """One question to be drawn. `about`: the boundary of its area is told as well."""

    view: View
    item: Item
    why: Due | None
    place: QuestionPlace
    about: bool
    language: Language
    width: int

    @property
    def indicator(self) -> Indicator:
        """The indicator asked."""
        return self.view.indicator(self.item)

    def lines(self) -> Iterator[StyledLine]:
        """The card, top to bottom."""
        yield from self._head()
        if self.about:
            yield from self._wrapped("dim", self._area_about())
            yield StyledLine("", "")
        yield from self._title()
        yield from self._wrapped("question", self.indicator.question.say(self.language))
        if self.indicator.help:
            yield from self._wrapped("dim", self.indicator.help.say(self.language))
        yield StyledLine("", "")
        yield from self._scale()
        yield from self._proof()
        yield from self._standing()

    def details(self) -> Iterator[StyledLine]:
        """What `?` adds: enough and not enough proof, how to raise it, where it comes from."""
        indicator, say = self.indicator, self.language
        if indicator.proof:
            yield from self._wrapped("", proof_line(self.view.framework, indicator.proof, say))
            for key, text in (
                ("card.sufficient", indicator.proof.sufficient),
                ("card.insufficient", indicator.proof.insufficient),
            ):
                if text:
                    yield from self._labelled(key, text.say(say))
        if indicator.how_to_raise:
            yield from self._labelled("card.raise", indicator.how_to_raise.say(say))
        if indicator.source and indicator.source.note:
            yield from self._labelled("card.source", indicator.source.note.say(say))

    def _head(self) -> Iterator[StyledLine]:
        area, dimension = self.view.framework.parents[self.item.node]
        where = f"{area.title.say(self.language)} › {dimension.title.say(self.language)}"
        place = words(
            "card.place",
            self.language,
            n=self.place.n,
            m=self.place.m,
            left=self.place.left,
            minutes=f"{self.place.minutes:g}",
        )
        yield StyledLine("rule", "─" * self.width)
        gap = self.width - width(where) - width(place)
        if gap > 0:
            yield StyledLine("place", where + " " * gap + place)
        else:
            yield from self._wrapped("place", where)
            yield StyledLine("place", place)

    def _area_about(self) -> str:
        return self.view.framework.parents[self.item.node][0].about.say(self.language)

    def _title(self) -> Iterator[StyledLine]:
        indicator, say = self.indicator, self.language
        title = [f"{indicator.id} {indicator.title.say(say)}"]
        if indicator.asked_of:
            title.append(person(self.view.framework, indicator, say))
        if indicator.minutes:
            title.append(words("card.minutes", say, minutes=f"{indicator.minutes:g}"))
        if indicator.critical:
            title.append(words("card.critical", say))
        yield from self._wrapped("title", " · ".join(title))
        shop = next(
            (s for s in self.view.assessment.provider.shops if s.id == self.item.shop), None
        )
        if shop:
            yield from self._wrapped("mark", words("card.shop", say, shop=printable(shop.name)))

    def _scale(self) -> Iterator[StyledLine]:
        scale = self.indicator.scale
        for line in scale_input(scale).about(self.language):
            yield from self._wrapped("", line)
        for typed, text in scale_prompt(scale).keys(self.language):
            for line in wrap(text, self.width, first=f" {typed:>2}  ", rest="     "):
                yield StyledLine("", line)
        yield StyledLine("", "")

    def _proof(self) -> Iterator[StyledLine]:
        indicator, say = self.indicator, self.language
        if indicator.proof:
            yield from self._wrapped(
                "dim", labelled("part.proof", indicator.proof.ask.say(say), say)
            )
        else:
            yield from self._wrapped("dim", phrase("part.none_needed", say))
        if indicator.screen:
            yield from self._wrapped("dim", labelled("part.screen", indicator.screen.say(say), say))

    def _standing(self) -> Iterator[StyledLine]:
        """What was answered before, what it inherits, and why it is asked again."""
        reply = self.view.reply(self.item)
        now = reply_words(self.indicator, reply, self.view, self.language)
        if now:
            yield from self._labelled("card.now", now, "mark")
        if reply and reply.envelope:
            fields = [
                _field(self.view, key, value, self.language)
                for key, value in reply.envelope.items()
            ]
            yield from self._labelled("card.inherits", " · ".join(fields), "dim")
        if reply and reply.evidence:
            yield from self._labelled("card.attached", " ".join(reply.evidence), "dim")
        if reply and reply.note:
            yield from self._labelled("card.note", printable(reply.note), "dim")
        if self.why in ("open", "lapsed", "period"):
            yield from self._wrapped("warn", words(f"why.{self.why}", self.language))
        for finding in self.view.judged[self.item.node].findings:
            if finding.code == HANGS_OPEN:
                names = self._premises(str(finding.params["names"]))
                yield from self._wrapped("warn", words("why.hangs", self.language, names=names))
            elif self.why == "open":
                yield from self._wrapped("warn", WORDING.message(finding, self.language))

    def _premises(self, names: str) -> str:
        """What the question depends on, by title: *names* are ids of questions and facts."""
        framework, told = self.view.framework, []
        for name in names.split(", "):
            fact = framework.facts.get(name.removeprefix(FACT_PREFIX))
            known = framework.by_id.get(name)
            title = known.title if known else fact.title if fact else None
            said = title.say(self.language) if title else name
            told.append(f"{name} {said}" if known else said)
        return ("、" if self.language == "zh" else ", ").join(told)

    def _wrapped(self, style: str, text: str) -> Iterator[StyledLine]:
        return (StyledLine(style, line) for line in wrap(text, self.width))

    def _labelled(self, key: str, text: str, style: str = "") -> Iterator[StyledLine]:
        colon = "：" if self.language == "zh" else ": "
        return self._wrapped(style, words(key, self.language) + colon + text)


def reply_words(indicator: Indicator, reply: Reply | None, view: View, language: Language) -> str:
    """An answer in words; empty if there is none."""
    state = said_so(reply)
    if reply is None or state is None:
        return ""
    if state == "unknown":
        return phrase("value.unknown", language)
    if state == "not_applicable":
        reason = view.framework.reasons.get(getattr(reply, "not_applicable", ""))
        return f"{words('key.n', language)} · {reason.say(language) if reason else ''}"
    return scale_prompt(indicator.scale).said(reply, language)


def _field(view: View, key: str, value: str, language: Language) -> str:
    vocabulary = view.framework.envelope.get(key)
    if vocabulary is None:
        return f"{key} {value}"
    known = vocabulary.values.get(value)
    return f"{vocabulary.title.say(language)} {known.say(language) if known else printable(value)}"
