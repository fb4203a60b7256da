"""The tab of a back-end: what holds for all above, then a line for each shop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dpcap.intake.describe import figure_lines, person, proof_kinds
from dpcap.intake.sheet.area_page import CAPTURED, KIND, WHO
from dpcap.intake.sheet.cell_text import shown_value
from dpcap.intake.sheet.page import SheetBook, SheetPage, range_of
from dpcap.intake.sheet.reply_cells import EVIDENCE, NOT_APPLICABLE, NOTE, VALUE, ReplyCell
from dpcap.intake.sheet.screens import ScreenTab, ShopLine, takes
from dpcap.intake.sheet.shared_cells import (
    all_values,
    every_kind,
    field_title,
    kinds_offered,
    shown_field,
    values_offered,
)
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Figure

INDICATOR, SHOP, STATE = "indicator", "shop", "state"
_ID_ROW, _TITLE_ROW, _UNIT_ROW, _POST_ROW, _FIRST_HEAD = 3, 4, 5, 6, 7
_SHOP_COLUMN, _WHOLE_COLUMN, _FIGURES = 0, 1, 2


@dataclass(frozen=True)
class ScreenPage:
    """A *tab* of shop figures as it is laid out."""

    tab: ScreenTab

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """What is said above the shops, a row each."""
        return (STATE, NOTE, *self.tab.shared, KIND, CAPTURED)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """What a line may say for itself, right of the figures."""
        return (*self.tab.shared, KIND, CAPTURED, NOTE, WHO)

    @property
    def table(self) -> int:
        """The row of the heads of the lines."""
        return _FIRST_HEAD + len(self.heads) + 1

    @property
    def first(self) -> int:
        """The first line's row."""
        return self.table + 1

    @property
    def last(self) -> int:
        """The last line's row."""
        return self.first + len(self.tab.lines) - 1

    @property
    def right(self) -> int:
        """The last column of figures."""
        return _FIGURES + len(self.tab.columns) - 1

    def filled_by(self, page: SheetPage, post: str | None) -> str:
        """A formula's part: how many figures (of a *post*) stand on *page*, peers aside."""
        across = (_FIGURES, self.right)
        posts = range_of(page.name, _POST_ROW, across[0], _POST_ROW, across[1])
        kinds = range_of(page.name, self.table, across[0], self.table, across[1])
        cells = range_of(page.name, self.first, across[0], self.last, across[1])
        head = page.book.head("head.figure", VALUE)
        asked = "" if post is None else f'({posts}="{post}")*'
        return f'SUMPRODUCT({asked}({kinds}="{head}")*({cells}<>""))'

    def write(self, book: SheetBook) -> SheetPage:
        """Puts the tab into *book*."""
        page, content = book.page(self.tab.title), self.tab.content
        page.widths(16, 20, *[11.0] * len(self.tab.columns), *self._right_widths())
        page.put(0, 0, self.tab.title, "title")
        page.put(1, 0, book.say("kpi.how"), "soft")
        if content.rows is not None:
            told = book.say("kpi.pending", count=len(content.shops), rows=content.rows)
            page.put(2, 0, told, "heading")
        self._titles(page)
        for row, name in enumerate(self.heads, _FIRST_HEAD):
            self._head_row(page, row, name)
        self._table_head(page)
        for row, line in enumerate(self.tab.lines, self.first):
            self._line(page, row, line)
        page.sheet.freeze_panes(self.first, _FIGURES)
        return page

    def _right_widths(self) -> Iterator[float]:
        wide = {EVIDENCE: 22.0, NOTE: 20.0}
        return (wide.get(name, 13.0) for name in self.own)

    def _titles(self, page: SheetPage) -> None:
        book, framework = page.book, self.tab.content.framework
        page.put(_ID_ROW, 0, book.head("head.indicator", INDICATOR), "head")
        page.put(_ID_ROW, 1, "", "head")
        for row, key in ((_TITLE_ROW, "question"), (_UNIT_ROW, "unit"), (_POST_ROW, "person")):
            page.put(row, 0, book.say(f"head.{key}"), "head")
            page.put(row, 1, "", "head")
        for column, (indicator, name) in enumerate(self.tab.columns, _FIGURES):
            is_first = name == VALUE
            page.put(_ID_ROW, column, indicator.id, "head")
            title = indicator.title.say(book.language) if is_first else book.say(f"head.{name}")
            page.put(_TITLE_ROW, column, title, "cell")
            scale = indicator.scale
            unit = scale.unit.say(book.language) if isinstance(scale, Figure) else ""
            page.put(_UNIT_ROW, column, unit, "soft_cell")
            page.put(_POST_ROW, column, person(framework, indicator, book.language), "soft_cell")
            if is_first:
                told = "\n".join(_definition(indicator, book))
                page.sheet.write_comment(
                    _TITLE_ROW, column, told, {"author": "", "x_scale": 3, "y_scale": 2}
                )

    def _head_row(self, page: SheetPage, row: int, name: str) -> None:
        book, framework = page.book, self.tab.content.framework
        page.put(row, 0, self._label(book, name), "head")
        if name in (STATE, NOTE):
            page.put(row, _WHOLE_COLUMN, "", "out")
        else:
            text = shown_field(framework, name, self.tab.whole.get(name, ""), book.language)
            page.fill(row, _WHOLE_COLUMN, text)
            page.offer(row, _WHOLE_COLUMN, self._offered(name, None, book))
        for column, (indicator, figure) in enumerate(self.tab.columns, _FIGURES):
            asked = name in (STATE, NOTE, KIND, CAPTURED) or takes(indicator, name)
            if figure != VALUE or not asked:
                page.put(row, column, "", "out")
                continue
            page.fill(row, column, self._of_column(indicator, name, book))
            page.offer(row, column, self._offered(name, indicator, book))

    def _label(self, book: SheetBook, name: str) -> str:
        if name == STATE:
            return book.head("kpi.state", name)
        if name == CAPTURED:
            return book.head("head.captured", name)
        if name in (NOTE, EVIDENCE, KIND, WHO):
            return book.head(f"head.{name}", name)
        return field_title(self.tab.content.framework, name, book.language)

    def _of_column(self, indicator: Indicator, name: str, book: SheetBook) -> str:
        base, framework = self.tab.content.base, self.tab.content.framework
        if name == STATE:
            text = base.get(ReplyCell(indicator.id, "", VALUE), "")
            return shown_value(text, indicator, book.language) if text else ""
        if name == NOTE:
            return base.get(ReplyCell(indicator.id, "", NOTE), "")
        text = self.tab.by_column.get((indicator.id, name), "")
        return shown_field(framework, name, text, book.language)

    def _offered(self, name: str, indicator: Indicator | None, book: SheetBook) -> tuple[str, ...]:
        framework, language = self.tab.content.framework, book.language
        if name == KIND:
            proof = indicator.proof if indicator else None
            kinds = proof_kinds(framework, proof) if proof else every_kind(framework)
            return kinds_offered(framework, kinds, language)
        if indicator is None:
            return all_values(framework, name, language)
        if name == STATE:
            return tuple(
                shown_value(NOT_APPLICABLE + one, indicator, language)
                for one in indicator.not_applicable
            )
        return values_offered(framework, indicator, name, language)

    def _table_head(self, page: SheetPage) -> None:
        book = page.book
        page.put(self.table, _SHOP_COLUMN, book.head("head.shop", SHOP), "head")
        page.put(self.table, _WHOLE_COLUMN, book.say("head.name"), "head")
        page.put(self.table - 1, _WHOLE_COLUMN, "", "line")
        page.put(_POST_ROW, _WHOLE_COLUMN, book.say("head.once"), "head")
        for column, (indicator, name) in enumerate(self.tab.columns, _FIGURES):
            key = "figure" if name == VALUE else name
            page.put(self.table, column, book.head(f"head.{key}", name), "head")
            if name == VALUE:
                self._progress(page, column, indicator)
        for column, name in enumerate(self.own, self.right + 1):
            page.put(self.table, column, self._label(book, name), "head")

    def _progress(self, page: SheetPage, column: int, indicator: Indicator) -> None:
        """How many of the shops asked have the figure, above its column."""
        content = self.tab.content
        asked = [one for one in content.shops if content.is_asked(indicator.id, one.id)]
        due = len(asked) if content.rows is None else min(len(asked), content.rows)
        now = sum((indicator.id, VALUE) in line.figures for line in self.tab.lines)
        cells = range_of(page.name, self.first, column, self.last, column)
        page.reckon(self.table - 1, column, f'=COUNTA({cells})&"/{due}"', f"{now}/{due}", "soft")

    def _line(self, page: SheetPage, row: int, line: ShopLine) -> None:
        content = self.tab.content
        framework, language = content.framework, page.book.language
        page.put(row, _SHOP_COLUMN, line.shop.id, "id")
        page.put(row, _WHOLE_COLUMN, line.shop.name, "cell")
        for column, (indicator, name) in enumerate(self.tab.columns, _FIGURES):
            if not content.is_asked(indicator.id, line.shop.id):
                page.put(row, column, "", "out")
                continue
            text = line.figures.get((indicator.id, name), "")
            shown = shown_value(text, indicator, language) if text and name == VALUE else text
            page.fill(row, column, shown, figure=isinstance(indicator.scale, Figure))
        for column, name in enumerate(self.own, self.right + 1):
            text = shown_field(framework, name, line.said.get(name, ""), language)
            page.fill(row, column, text)
            if name in (KIND, *self.tab.shared):
                page.offer(row, column, self._offered(name, None, page.book))


def _definition(indicator: Indicator, book: SheetBook) -> Iterator[str]:
    """What the figure is, for the comment on its title."""
    yield indicator.question.say(book.language)
    scale = indicator.scale
    if isinstance(scale, Figure):
        yield from figure_lines(scale, "figure.nps_unit", book.language)
    if indicator.screen:
        yield indicator.screen.say(book.language)
