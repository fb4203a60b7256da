"""The text of a new `answers.yaml`: every question asked, its answer commented under it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil

from dpcap.intake.describe import (
    envelope_lines,
    labelled,
    long_lists,
    needs_peer,
    person,
    phrase,
    proof_line,
    takes_benchmark,
)
from dpcap.intake.envelope import PERIOD
from dpcap.intake.scale_input import scale_input
from dpcap.intake.yaml_inline import flow
from dpcap.model.answer_time import minutes_of
from dpcap.model.base import Language
from dpcap.model.condition_words import condition_words
from dpcap.model.expression_names import framework_names
from dpcap.model.framework import DECLARED, Area, Dimension, Framework
from dpcap.model.indicator import Indicator
from dpcap.model.period import Period, fitting, last_period
from dpcap.model.scale import Figure
from dpcap.text_width import width, wrap

_WIDTH = 100
# The kind of period that `defaults` gives: most figures are of a month.
_USUAL: Period = "month"
# Kinds of proof that a picture may be, where the framework has them.
_PICTURES = ("screenshot", "photo")


def answers_text(
    framework: Framework,
    *,
    role_title: str,
    asked: tuple[Indicator, ...],
    every: tuple[Indicator, ...],
    language: Language,
    today: date,
    columns: tuple[str, ...],
) -> Iterator[str]:
    """The lines after the schema's: head, then each area, dimension and question that is *asked*.

    *every*: all that the role asks. *columns*: the header of `kpis.csv`.
    """
    one_shop, two_shops = (minutes_of(framework, asked, shops) for shops in (1, 2))
    most, more = framework.method.max_shops, ceil(two_shops - one_shop)
    load = {"count": len(asked), "minutes": ceil(one_shop), "more": more, "most": most}

    def note(key: str, **fields: str | int) -> list[str]:
        return wrap(
            phrase(key, language, framework.wording, **fields),
            _WIDTH,
            first="# ",
            rest="# ",
        )

    yield from ("schema: dpcap/answers/1", "")
    yield from note("new.answers" if more else "new.answers_alone", role=role_title, **load)
    if further := len(every) - len(asked):
        minutes = ceil(minutes_of(framework, every, 1) - one_shop)
        yield from note("new.further", count=further, minutes=minutes)
    yield from (*note("new.states"), *note("new.interview"), "")
    yield from (*note("new.framework"), f"framework: {flow(framework.edition)}", "")
    yield from (*note("new.assessed_on"), f"assessed_on: {today.isoformat()}", "")
    yield from (*note("new.assessor"), "assessor:", "  #name:", "  #title:", "")
    yield from (
        *note("new.defaults"),
        "defaults:",
        f"  #{PERIOD}: {last_period(_USUAL, today)}",
        "",
    )
    lists = list(long_lists(framework, language))
    for line in lists:
        yield from wrap(line, _WIDTH, first="# ", rest="#     ")
    yield from [""] * bool(lists)
    caps = [one for one in framework.method.proof_caps if one not in (DECLARED, "verified")]
    kinds = ", ".join(caps)
    yield from (*note("new.evidence"), *note("new.kinds", kinds=kinds), *note("new.sha256"))
    kind = next((one for one in caps if one in _PICTURES), caps[0] if caps else DECLARED)
    example = f"{{file: evidence/1.png, kind: {kind}, captured_on: {today.isoformat()}, sha256: }}"
    yield from ("evidence:", f"  #e1: {example}", "", *note("new.kpis", columns=", ".join(columns)))
    yield from ("answers:", *_questions(framework, asked, language, columns, today))


def _questions(
    framework: Framework,
    asked: tuple[Indicator, ...],
    language: Language,
    columns: tuple[str, ...],
    today: date,
) -> Iterator[str]:
    wanted = {indicator.id for indicator in asked}
    for area in framework.areas:
        if any(found.id in wanted for part in area.dimensions for found in part.indicators):
            yield from _area(area, language)
        for dimension in area.dimensions:
            chosen = [found for found in dimension.indicators if found.id in wanted]
            if chosen:
                yield from _dimension(dimension, language)
            for indicator in chosen:
                yield from _question(framework, indicator, language)
                yield from _answer(indicator, language, columns, today)


def _area(area: Area, language: Language) -> Iterator[str]:
    head = f"  # ══ {area.code} {area.title.say(language)} "
    yield from ("", head + "═" * max(0, (_WIDTH - width(head)) // width("═")))
    yield from _comment(area.about.say(language))


def _dimension(dimension: Dimension, language: Language) -> Iterator[str]:
    yield from ("", f"  # ── {dimension.id} {dimension.title.say(language)} ──")


def _question(framework: Framework, indicator: Indicator, language: Language) -> Iterator[str]:
    yield from ("", *_comment(_headline(framework, indicator, language)))
    yield from _labelled("part.question", indicator.question.say(language), language)
    if indicator.help:
        yield from _labelled("part.help", indicator.help.say(language), language)
    if indicator.scope:
        titles = [f"{one} {framework.facts[one].title.say(language)}" for one in indicator.scope]
        yield from _labelled("part.scope", " · ".join(titles), language)
    if indicator.when:
        names = framework.once(framework_names)
        words = condition_words(indicator.when, names, indicator.when_words)
        yield from _labelled("part.when", words.say(language), language)
    yield from _scale(framework, indicator, language)
    yield from _proof(framework, indicator, language)
    if indicator.screen:
        yield from _labelled("part.screen", indicator.screen.say(language), language)
    if indicator.not_applicable:
        reasons = [
            f"{one} {framework.reasons[one].say(language)}"
            for one in indicator.not_applicable
            if one in framework.reasons
        ]
        yield from _labelled("part.not_applicable", " · ".join(reasons), language)


def _headline(framework: Framework, indicator: Indicator, language: Language) -> str:
    words = [f"{indicator.id} {indicator.title.say(language)}"]
    if indicator.asked_of:
        words.append(person(framework, indicator, language))
    if indicator.minutes:
        words.append(phrase("part.minutes", language, minutes=f"{indicator.minutes:g}"))
    if indicator.critical:
        words.append(phrase("part.critical", language))
    if indicator.per == "shop":
        words.append(phrase("part.shop", language, framework.wording))
        if indicator.across != "median":
            words.append(phrase(f"part.{indicator.across}", language, framework.wording))
    return " · ".join(words)


def _scale(framework: Framework, indicator: Indicator, language: Language) -> Iterator[str]:
    scale = indicator.scale
    written = scale_input(scale)
    choices = written.choices(language)
    longest = max((len(answer) for answer, _ in choices), default=0)
    for answer, words in choices:
        first = f"  #   {answer:<{longest}}  "
        yield from wrap(words, _WIDTH, first=first, rest="  #" + " " * (width(first) - 3))
    for line in written.about(language):
        yield from _comment(line)
    if isinstance(scale, Figure):
        for line in envelope_lines(scale, framework, language):
            yield from _comment(line)


def _proof(framework: Framework, indicator: Indicator, language: Language) -> Iterator[str]:
    proof = indicator.proof
    if proof is None:
        yield from _comment(phrase("part.none_needed", language))
        return
    yield from _labelled("part.proof", proof.ask.say(language), language)
    yield from _comment(proof_line(framework, proof, language))


def _answer(
    indicator: Indicator, language: Language, columns: tuple[str, ...], today: date
) -> Iterator[str]:
    fields = _fields(indicator, today)
    if indicator.per == "shop":
        row = {"shop": "s1", "indicator": indicator.id, **fields}
        cells = ",".join(row.get(column, "") for column in columns)
        yield f"  # {phrase('new.row', language)} {cells}"
        yield f"  #{indicator.id}: {{unknown: true}}"
        return
    given = ", ".join(f"{name}: {value}" for name, value in fields.items())
    yield f"  #{indicator.id}: {{value: , {given + ', ' if given else ''}evidence: []}}"


def _fields(indicator: Indicator, today: date) -> dict[str, str]:
    """What an answer holds beside value and evidence; a field with one allowed value has it.

    A period that is none of months has to stand beside the figure: `defaults` holds a month.
    """
    scale = indicator.scale
    fields = {"peer": ""} if needs_peer(scale) else {}
    if takes_benchmark(scale):
        fields["benchmark"] = ""
    if isinstance(scale, Figure):
        for field, allowed in scale.envelope.items():
            if field == PERIOD:
                if fitting(last_period(_USUAL, today), scale.period) is None:
                    fields[field] = last_period(scale.period, today)
            else:
                fields[field] = allowed[0] if allowed != "any" and len(allowed) == 1 else ""
    return fields


def _labelled(key: str, text: str, language: Language) -> list[str]:
    return _comment(labelled(key, text, language))


def _comment(text: str) -> list[str]:
    return wrap(text, _WIDTH, first="  # ", rest="  # ")
