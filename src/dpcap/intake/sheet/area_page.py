"""The tab of an area: a row for each question, with what may stand there beside the cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import assert_never

from dpcap.intake.describe import (
    allowed_values,
    envelope_lines,
    labelled,
    person,
    proof_kinds,
)
from dpcap.intake.envelope import PERIOD
from dpcap.intake.scale_input import scale_input
from dpcap.intake.sheet.cell_text import choices_of, letters_of, shown_value
from dpcap.intake.sheet.content import BENCHMARK, PEER, SheetContent, envelope_of, shown_fields
from dpcap.intake.sheet.page import SheetBook, SheetPage, range_of
from dpcap.intake.sheet.reply_cells import EVIDENCE, NOTE, VALUE, ReplyCell
from dpcap.intake.sheet.shared_cells import field_title, kinds_offered, shown_field, values_offered
from dpcap.intake.values import NONE_OPTION
from dpcap.model.framework import Area
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Boolean, Checklist, Choice, Figure, Nps, Rubric, Scale

ID, KIND, CAPTURED, WHO = "id", "kind", "captured_on", "who"
_HEAD, _FIRST = 3, 4
_WIDTHS = {
    ID: 10.0,
    "question": 38.0,
    "how": 46.0,
    VALUE: 14.0,
    "unit": 8.0,
    PEER: 10.0,
    BENCHMARK: 10.0,
    EVIDENCE: 24.0,
    KIND: 14.0,
    CAPTURED: 12.0,
    NOTE: 24.0,
    WHO: 11.0,
    "person": 14.0,
    "state": 8.0,
}


@dataclass(frozen=True)
class AreaPage:
    """The questions of an *area* in *content* that are not asked per shop."""

    area: Area
    content: SheetContent
    indicators: tuple[Indicator, ...]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns, by the ids of their heads."""
        shown = {name for one in self.indicators for name in shown_fields(one)}
        fields = [n for n in self.content.framework.envelope if n in shown and n != PERIOD]
        figures = [n for n in (PEER, BENCHMARK, PERIOD) if n in shown]
        unit = ["unit"] * any(isinstance(one.scale, Figure) for one in self.indicators)
        front = (ID, "question", "how", VALUE, *unit, *figures, *fields)
        return (*front, EVIDENCE, KIND, CAPTURED, NOTE, WHO, "person", "state")

    def at(self, name: str) -> int:
        """The place of the column *name*."""
        return self.columns.index(name)

    @property
    def last(self) -> int:
        """The row of the last question."""
        return _FIRST + len(self.indicators) - 1

    def filled_by(self, page: SheetPage, post: str | None) -> str:
        """A formula's part: how many questions (of a *post*) are answered on *page*."""
        rows = _FIRST, self.last
        value = range_of(page.name, rows[0], self.at(VALUE), rows[1], self.at(VALUE))
        whose = range_of(page.name, rows[0], self.at("person"), rows[1], self.at("person"))
        asked = "" if post is None else f'({whose}="{post}")*'
        return f'SUMPRODUCT({asked}({value}<>""))'

    def write(self, book: SheetBook) -> SheetPage:
        """Puts the tab into *book*."""
        language = book.language
        page = book.page(f"{self.area.code} {self.area.title.say(language)}")
        page.widths(*(_WIDTHS.get(name, 13.0) for name in self.columns))
        page.put(0, 0, self.area.title.say(language), "title")
        page.put(1, 0, book.say("area.how"), "soft")
        for column, name in enumerate(self.columns):
            page.put(_HEAD, column, self._head(book, name), "head")
        page.sheet.freeze_panes(_FIRST, 2)
        page.sheet.repeat_rows(_HEAD)
        for row, indicator in enumerate(self.indicators, _FIRST):
            for column, name in enumerate(self.columns):
                self._cell(page, row, column, name, indicator)
        return page

    def _head(self, book: SheetBook, name: str) -> str:
        if name in self.content.framework.envelope or name == PERIOD:
            return field_title(self.content.framework, name, book.language)
        if name in ("question", "how", "unit", "person", "state"):
            return book.say(f"head.{name}")
        return book.head("head.captured" if name == CAPTURED else f"head.{name}", name)

    def _cell(
        self, page: SheetPage, row: int, column: int, name: str, indicator: Indicator
    ) -> None:
        language, framework = page.book.language, self.content.framework
        if name == ID:
            page.put(row, column, indicator.id, "id")
        elif name == "question":
            page.put(row, column, "\n".join(_question(indicator, page.book)), "cell")
        elif name == "how":
            page.put(row, column, "\n".join(self._how(indicator, page.book)), "cell")
        elif name == "unit":
            scale = indicator.scale
            unit = scale.unit.say(language) if isinstance(scale, Figure) else ""
            page.put(row, column, unit, "soft_cell")
        elif name == "person":
            page.put(row, column, person(framework, indicator, language), "soft_cell")
        elif name == "state":
            self._state(page, row, column, indicator)
        elif name in (KIND, CAPTURED, WHO):
            page.fill(row, column, "")
            if name == KIND and indicator.proof:
                kinds = proof_kinds(framework, indicator.proof)
                page.offer(row, column, kinds_offered(framework, kinds, language))
        elif name in shown_fields(indicator):
            self._input(page, row, column, name, indicator)
        else:
            page.put(row, column, "", "out")

    def _input(
        self, page: SheetPage, row: int, column: int, name: str, indicator: Indicator
    ) -> None:
        language, framework = page.book.language, self.content.framework
        text = self.content.base.get(ReplyCell(indicator.id, "", name), "")
        if name == VALUE:
            shown = shown_value(text, indicator, language) if text else ""
            figure = scale_input(indicator.scale).figures() > 0
            page.fill(row, column, shown, figure=figure, look="answer")
            page.offer(row, column, choices_of(indicator, language))
            return
        if name in envelope_of(indicator):
            text = text or self._only(indicator, name)
            page.offer(row, column, values_offered(framework, indicator, name, language))
        shown = shown_field(framework, name, text, language)
        page.fill(row, column, shown, figure=name in (PEER, BENCHMARK))

    def _only(self, indicator: Indicator, name: str) -> str:
        """The one value that a field may have, in front of whoever answers for the first time."""
        scale = indicator.scale
        if not isinstance(scale, Figure) or self._base(indicator):
            return ""
        allowed = allowed_values(scale, name, self.content.framework)
        return allowed[0] if len(allowed) == 1 else ""

    def _base(self, indicator: Indicator) -> str:
        return self.content.base.get(ReplyCell(indicator.id, "", VALUE), "")

    def _state(self, page: SheetPage, row: int, column: int, indicator: Indicator) -> None:
        from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415

        words = [page.book.say(f"state.{one}") for one in ("open", "done")]
        cell = xl_rowcol_to_cell(row, self.at(VALUE), False, True)
        now = words[bool(self._base(indicator))]
        page.reckon(row, column, f'=IF({cell}="","{words[0]}","{words[1]}")', now, "soft_cell")

    def _how(self, indicator: Indicator, book: SheetBook) -> Iterator[str]:
        yield from how_lines(indicator, self.content, book)
        if indicator.proof:
            yield book.say("how.proof", ask=indicator.proof.ask.say(book.language))


def _question(indicator: Indicator, book: SheetBook) -> Iterator[str]:
    language = book.language
    red = f" ({book.say('how.critical')})" if indicator.critical else ""
    yield indicator.title.say(language) + red
    yield indicator.question.say(language)
    if indicator.help:
        yield indicator.help.say(language)
    if indicator.screen:
        yield labelled("part.screen", indicator.screen.say(language), language)


def how_lines(indicator: Indicator, content: SheetContent, book: SheetBook) -> Iterator[str]:
    """What may stand in the cell of an answer, line by line."""
    language = book.language
    yield from _scale_lines(indicator.scale, content, book)
    if indicator.not_applicable:
        reasons = content.framework.reasons
        told_na = (f"{one} {reasons[one].say(language)}" for one in indicator.not_applicable)
        yield book.say("how.na", reasons=book.say("mark.list").join(told_na))
    if indicator.when_words:
        yield book.say("how.when", when=indicator.when_words.say(language))


def _scale_lines(scale: Scale, content: SheetContent, book: SheetBook) -> Iterator[str]:
    """How an answer on *scale* is written, and which there are."""
    language = book.language
    match scale:
        case Rubric():
            yield book.say("how.rung")
            yield from (f"{one}  {words}" for one, words in scale_input(scale).choices(language))
        case Choice() | Checklist():
            letters = letters_of(scale)
            example = book.say("mark.list").join(list(letters.values())[:2])
            key = "several" if scale_input(scale).several() else "one"
            yield book.say(f"how.{key}", example=example)
            told = scale_input(scale).choices(language)
            yield from (f"{letters[one]}  {words}" for one, words in told if one != NONE_OPTION)
        case Figure():
            yield from scale_input(scale).about(language)
            if isinstance(scale, Nps):
                yield book.say("how.nps")
            yield from envelope_lines(scale, content.framework, language)
        case Boolean():
            yield book.say("how.yes_no")
        case _:
            assert_never(scale)


def area_pages(content: SheetContent) -> tuple[AreaPage, ...]:
    """A tab for each area that *content* asks something of but figures of shops."""
    asked = {one.id for one in content.indicators if one.per != "shop"}
    found = []
    for area in content.framework.areas:
        each = tuple(i for d in area.dimensions for i in d.indicators if i.id in asked)
        if each:
            found.append(AreaPage(area, content, each))
    return tuple(found)
