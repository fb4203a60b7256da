"""A framework becomes a page of its questions, in ready strings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import NamedTuple

from dpcap.model.answer_time import SHOPS, load_of
from dpcap.model.asked import area_shares, asked_of_role
from dpcap.model.base import Text
from dpcap.model.condition_words import condition_words
from dpcap.model.expression_names import framework_names
from dpcap.model.framework import Area, Dimension, Framework, Level
from dpcap.model.indicator import Indicator
from dpcap.model.weights import effective_weights
from dpcap.report import figures
from dpcap.report.questions.scale_lines import AnswerLine, scale_lines
from dpcap.report.sanitize import clean
from dpcap.report.words import WordBook

_NONE = "–"


class Labelled(NamedTuple):
    """A line with its label."""

    label: str
    text: str


class Question(NamedTuple):
    """One question: `weights` are its shares of the overall, one for each role shown."""

    id: str
    title: str
    weights: tuple[str, ...]
    flags: tuple[str, ...]
    asked: str
    help: str
    scale: str
    answers: tuple[AnswerLine, ...]
    more: tuple[Labelled, ...]


class QuestionGroup(NamedTuple):
    """A dimension with its questions; `weight`: inside its area."""

    id: str
    title: str
    about: str
    weight: str
    questions: tuple[Question, ...]


class QuestionArea(NamedTuple):
    """An area; `weights`: its share of each role shown."""

    id: str
    title: str
    about: str
    weights: tuple[str, ...]
    groups: tuple[QuestionGroup, ...]


class RoleLine(NamedTuple):
    """A role: how many questions it asks, and the minutes they take by number of shops."""

    title: str
    about: str
    questions: str
    minutes: tuple[str, ...]


class QuestionsPage(NamedTuple):
    """The page."""

    language: str
    title: str
    edition: str
    introduction: tuple[str, ...]
    roles: tuple[RoleLine, ...]
    heads: tuple[str, ...]
    shops: tuple[str, ...]
    levels: tuple[Labelled, ...]
    areas: tuple[QuestionArea, ...]


@dataclass(frozen=True)
class FrameworkPage:
    """What the page is made of: a framework, the role that it is limited to (None: all), words."""

    framework: Framework
    role: str | None
    words: WordBook

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles shown."""
        return tuple(self.framework.roles) if self.role is None else (self.role,)

    @cached_property
    def shops(self) -> tuple[int, ...]:
        """For how many shops minutes are told."""
        per_shop = any(one.per == "shop" for one in self.framework.by_id.values())
        return SHOPS if per_shop else SHOPS[:1]

    @cached_property
    def weights(self) -> Mapping[str, Mapping[str, float]]:
        """The effective weights of each role shown."""
        return {role: effective_weights(self.framework, role) for role in self.roles}

    @cached_property
    def asked(self) -> frozenset[str]:
        """The questions that one of the roles shown asks."""
        sets = (asked_of_role(self.framework, role, False) for role in self.roles)
        return frozenset(one.id for asked in sets for one in asked)

    def text(self, text: Text | None) -> str:
        """A text of the framework; empty if there is none."""
        return "" if text is None else clean(text.say(self.words.language))

    def say(self, key: str, **fields: str | int) -> str:
        """Our words under *key*."""
        return self.words.say(key, **fields)

    def listed(self, *items: str) -> str:
        """*items* on one line."""
        return self.words.flat["page.comma"].join(items)


def questions_view(page: FrameworkPage) -> QuestionsPage:
    """The page: roles, levels, then every question by area and dimension."""
    framework = page.framework
    told = framework.introduction
    intro = "" if told is None else told.say(page.words.language)
    return QuestionsPage(
        language="zh-CN" if page.words.language == "zh" else "en",
        title=page.text(framework.title),
        edition=clean(framework.edition),
        introduction=tuple(clean(line) for line in intro.splitlines() if line.strip()),
        roles=tuple(_role(page, role) for role in page.roles),
        heads=tuple(page.text(framework.roles[role].title) for role in page.roles),
        shops=tuple(_shops(page)),
        levels=tuple(_level(page, level) for level in framework.levels),
        areas=tuple(found for area in framework.areas if (found := _area(page, area)).groups),
    )


def _shops(page: FrameworkPage) -> Iterator[str]:
    """The heads of the minutes: one, where nothing is asked per shop."""
    if len(page.shops) == 1:
        yield page.say("page.minutes")
        return
    for n in page.shops:
        yield page.say("page.shop" if n == 1 else "page.shops", n=n)


def _role(page: FrameworkPage, role: str) -> RoleLine:
    loads = [load_of(page.framework, role, shops) for shops in page.shops]
    spec = page.framework.roles[role]
    return RoleLine(
        title=page.text(spec.title),
        about=page.text(spec.about),
        questions=figures.number(loads[0].questions),
        minutes=tuple(figures.number(ceil(load.minutes)) for load in loads),
    )


def _level(page: FrameworkPage, level: Level) -> Labelled:
    needs = level.requires
    said = [page.say("level.from", score=figures.mark(level.from_))]
    if needs.min_area is not None:
        said.append(page.say("level.min_area", score=figures.mark(needs.min_area)))
    if needs.critical:
        said.append(page.say("level.critical"))
    for node, score in needs.at_least.items():
        title = page.text(page.framework.title_of(node))
        said.append(page.say("level.at_least", node=title, score=figures.mark(score)))
    return Labelled(f"{level.id} {page.text(level.title)}", page.listed(*said))


def _area(page: FrameworkPage, area: Area) -> QuestionArea:
    shares = (page.framework.once(area_shares, role)[area.id] for role in page.roles)
    return QuestionArea(
        id=area.id,
        title=page.text(area.title),
        about=page.text(area.about),
        weights=tuple(_percent(share) for share in shares),
        groups=tuple(found for one in area.dimensions if (found := _group(page, one)).questions),
    )


def _group(page: FrameworkPage, dimension: Dimension) -> QuestionGroup:
    asked = (one for one in dimension.indicators if one.id in page.asked)
    return QuestionGroup(
        id=clean(dimension.id),
        title=page.text(dimension.title),
        about=page.text(dimension.about),
        weight=page.say("group.weight", weight=figures.mark(dimension.weight)),
        questions=tuple(_question(page, one) for one in asked),
    )


def _question(page: FrameworkPage, one: Indicator) -> Question:
    scale = scale_lines(page.say, page.text, one.scale)
    return Question(
        id=clean(one.id),
        title=page.text(one.title),
        weights=tuple(_percent(page.weights[role].get(one.id)) for role in page.roles),
        flags=tuple(_flags(page, one)),
        asked=page.text(one.question),
        help=page.text(one.help),
        scale=scale.words,
        answers=scale.answers,
        more=tuple(_more(page, one)),
    )


def _flags(page: FrameworkPage, one: Indicator) -> Iterator[str]:
    if one.critical:
        yield page.say("flag.critical", score=figures.mark(one.pass_mark))
    if one.core:
        yield page.say("flag.core")
    yield page.say(f"flag.{one.per}")
    if one.asked_of is not None:
        yield page.text(page.framework.people.get(one.asked_of))
    if one.minutes is not None:
        yield page.say("flag.minutes", minutes=figures.mark(one.minutes))


def _more(page: FrameworkPage, one: Indicator) -> Iterator[Labelled]:
    proof = one.proof
    if proof is None:
        yield Labelled(page.say("more.evidence"), page.say("more.none_needed"))
    else:
        yield Labelled(page.say("more.evidence"), page.text(proof.ask))
        for name in ("sufficient", "insufficient"):
            if said := page.text(getattr(proof, name)):
                yield Labelled(page.say(f"more.{name}"), said)
        titles = (page.framework.proof_titles.get(kind) for kind in proof.kinds)
        if kinds := page.listed(*(page.text(title) for title in titles if title)):
            yield Labelled(page.say("more.kinds"), kinds)
        if proof.valid_days:
            yield Labelled(page.say("more.valid"), page.say("more.days", n=proof.valid_days))
    if one.screen:
        yield Labelled(page.say("more.screen"), page.text(one.screen))
    reasons = (page.framework.reasons.get(reason) for reason in one.not_applicable)
    if said := page.listed(*(page.text(reason) for reason in reasons if reason)):
        yield Labelled(page.say("more.not_applicable"), said)
    if one.when:
        names = page.framework.once(framework_names)
        words = condition_words(one.when, names, one.when_words)
        yield Labelled(page.say("more.when"), page.text(words))
    if one.how_to_raise is not None:
        yield Labelled(page.say("more.how_to_raise"), page.text(one.how_to_raise))


def _percent(share: float | None) -> str:
    """A share of the overall, to the hundredth of a per cent; nothing for what is not asked."""
    return _NONE if not share else f"{100 * share:.2f}%"
