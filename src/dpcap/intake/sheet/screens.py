"""The shop figures of a sheet: a tab for each back-end, shops down, figures across.

What most figures of a tab share stands once above them; a figure that differs says so in its
column, a shop on its line, and what differs within a shop's line takes a line of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from dpcap.intake.describe import allowed_values
from dpcap.intake.sheet.content import SheetContent, SheetShop, envelope_of, figures_of
from dpcap.intake.sheet.reply_cells import EVIDENCE, NOTE, VALUE, ReplyCell
from dpcap.intake.sheet.words import phrase
from dpcap.model.base import LANGUAGES, Language
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Figure

# What says that a line has nothing of what stands above.
NOTHING = "—"
_BELOW = re.compile(r"[›>»]")
_FIRST = re.compile(r"[；;，,（(]")
_MANY, _FEW = 9, 3


class FigureColumn(NamedTuple):
    """A column of figures: of which indicator, and which of its figures."""

    indicator: Indicator
    field: str


class SaidAbove(NamedTuple):
    """What stands above the lines of a tab: for each column, and for the `whole` tab."""

    by_column: Mapping[tuple[str, str], str]
    whole: Mapping[str, str]
    framework: Framework

    def in_force(self, indicator: Indicator, name: str, own: str = "") -> str:
        """What holds of a figure's field: its line's *own* word, its column's, or the tab's."""
        if not takes(indicator, name):
            return ""
        if own:
            return "" if own == NOTHING else own
        text = self.by_column.get((indicator.id, name))
        if text is not None:
            return "" if text == NOTHING else text
        text, scale = self.whole.get(name, ""), indicator.scale
        if text == NOTHING or name == EVIDENCE or not isinstance(scale, Figure):
            return "" if text == NOTHING else text
        allowed = allowed_values(scale, name, self.framework)
        return text if not allowed or text in allowed else ""


@dataclass
class ShopLine:
    """One line of a shop: its figures by indicator and field, and what it says of them all."""

    shop: SheetShop
    figures: dict[tuple[str, str], str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def takes(self, said: Mapping[str, str]) -> bool:
        """Whether figures of which *said* holds can stand on this line."""
        return all(self.said.get(name, text) == text for name, text in said.items())


@dataclass(frozen=True)
class ScreenTab:
    """The figures read off one back-end."""

    title: str
    indicators: tuple[Indicator, ...]
    content: SheetContent

    @cached_property
    def columns(self) -> tuple[FigureColumn, ...]:
        """The columns, those of one indicator side by side."""
        return tuple(FigureColumn(one, name) for one in self.indicators for name in figures_of(one))

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """What is said once for several figures, evidence last."""
        order = list(self.content.framework.envelope)
        fields = {name for one in self.indicators for name in envelope_of(one)}
        return (*sorted(fields, key=lambda n: order.index(n) if n in order else -1), EVIDENCE)

    @cached_property
    def whole(self) -> dict[str, str]:
        """What holds for the whole tab, where a column or line says no other."""
        found = {}
        for name in self.shared:
            each = [self._common(one, name) for one in self.indicators]
            told = Counter(text for text in each if text)
            if told:
                found[name] = max(told, key=lambda text: (told[text], -each.index(text)))
        return found

    @cached_property
    def by_column(self) -> dict[tuple[str, str], str]:
        """What a column says for itself, by indicator and field."""
        found = {}
        for one in self.indicators:
            for name in self.shared:
                only = self._only(one, name) if not self._rows(one) else None
                text = only or self._common(one, name) or self._lacking(one, name)
                if text and takes(one, name) and text != self.whole.get(name):
                    found[one.id, name] = text
        return found

    @cached_property
    def above(self) -> SaidAbove:
        """What stands above the lines."""
        return SaidAbove(self.by_column, self.whole, self.content.framework)

    @cached_property
    def lines(self) -> tuple[ShopLine, ...]:
        """Every line, at least one a shop."""
        return tuple(line for shop in self.content.shops for line in self._lines(shop))

    def _lines(self, shop: SheetShop) -> list[ShopLine]:
        lines = [ShopLine(shop)]
        for one in self.indicators:
            cells = self._reply(one, shop)
            if not cells:
                continue
            said = {name: self._own(one, name, cells) for name in self.shared if takes(one, name)}
            said[NOTE] = cells.get(NOTE, "")
            line = next((each for each in lines if each.takes(said)), None)
            if line is None:
                lines.append(line := ShopLine(shop))
            line.said |= said
            line.figures |= {(one.id, n): cells[n] for n in figures_of(one) if n in cells}
        return lines

    def _own(self, one: Indicator, name: str, cells: Mapping[str, str]) -> str:
        """What a line with *cells* has to say of a field: nothing, if it stands above."""
        above = self.above.in_force(one, name)
        text = cells.get(name, "")
        return "" if text == above else text or NOTHING

    def _reply(self, one: Indicator, shop: SheetShop) -> dict[str, str]:
        names = (*figures_of(one), *envelope_of(one), EVIDENCE, NOTE)
        base = self.content.base
        found = {name: base.get(ReplyCell(one.id, shop.id, name), "") for name in names}
        return {name: text for name, text in found.items() if text}

    def _rows(self, one: Indicator) -> list[dict[str, str]]:
        each = (self._reply(one, shop) for shop in self.content.shops)
        return [cells for cells in each if VALUE in cells]

    def _common(self, one: Indicator, name: str) -> str:
        """What every row of *one* says of the field; nothing if they differ or there are none."""
        said = {cells.get(name, "") for cells in self._rows(one)}
        return said.pop() if len(said) == 1 else ""

    def _lacking(self, one: Indicator, name: str) -> str:
        """The sign that no row of *one* has what the whole tab says of the field; else nothing."""
        rows = self._rows(one)
        whole = SaidAbove({}, self.whole, self.content.framework).in_force(one, name)
        return NOTHING if whole and rows and not any(name in cells for cells in rows) else ""

    def _only(self, one: Indicator, name: str) -> str:
        """The one value that the field of *one* may have, if it may have no other."""
        scale = one.scale
        if not isinstance(scale, Figure) or name not in scale.envelope:
            return ""
        allowed = allowed_values(scale, name, self.content.framework)
        return allowed[0] if len(allowed) == 1 else ""


def takes(indicator: Indicator, name: str) -> bool:
    """Whether figures of *indicator* carry the field *name*."""
    return name == EVIDENCE or name in envelope_of(indicator)


class _ScreenGroup(NamedTuple):
    """Indicators read off one back-end, titled by so many `levels` of the first one's screen."""

    indicators: tuple[Indicator, ...]
    levels: int

    def title(self, language: Language) -> str:
        return " ".join(_levels(self.indicators[0], language)[: self.levels])

    @property
    def deeper(self) -> _ScreenGroup:
        """Titled by one level more, where all are read off the same page."""
        pages = {tuple(_levels(one, "zh")[: self.levels + 1]) for one in self.indicators}
        return self._replace(levels=self.levels + 1) if len(pages) == 1 else self


def screen_tabs(content: SheetContent) -> tuple[ScreenTab, ...]:
    """A tab for each back-end that *content* asks figures of, each with a title of its own."""
    asked = [one for one in content.indicators if one.per == "shop"] if content.shops else []
    groups = list(_grouped(asked))
    unclear = {title for language in LANGUAGES for title in _given_twice(groups, language)}
    parted = [one.deeper if unclear & {*map(one.title, LANGUAGES)} else one for one in groups]
    still = _given_twice(parted, content.language)
    return tuple(
        ScreenTab(_own_title(one, content.language, still), one.indicators, content)
        for one in parted
    )


def _given_twice(groups: Iterable[_ScreenGroup], language: Language) -> set[str]:
    """The titles that several of *groups* have."""
    count = Counter(one.title(language) for one in groups)
    return {title for title, number in count.items() if number > 1}


def _own_title(group: _ScreenGroup, language: Language, unclear: set[str]) -> str:
    """What one language has no words apart for keeps the Chinese ones beside it."""
    title = group.title(language)
    return f"{title} ({group.title('zh')})" if title in unclear else title


def _grouped(asked: Iterable[Indicator]) -> Iterator[_ScreenGroup]:
    """Indicators by back-end; one with many figures is parted by its pages."""
    homes: dict[str, list[Indicator]] = {}
    for one in asked:
        homes.setdefault(_levels(one, "zh")[0], []).append(one)
    for first, each in homes.items():
        if len(each) <= _MANY:
            yield _ScreenGroup(tuple(each), 1)
            continue
        pages = Counter(_levels(one, "zh")[:2][-1] for one in each)
        parts: dict[str, list[Indicator]] = {}
        for one in each:
            page = _levels(one, "zh")[:2][-1]
            parts.setdefault(page if pages[page] >= _FEW else first, []).append(one)
        for page, those in parts.items():
            yield _ScreenGroup(tuple(those), 1 if page == first else 2)


def _levels(indicator: Indicator, language: Language) -> list[str]:
    """The levels of the screen that a figure is read off."""
    screen = indicator.screen
    if screen is None:
        return [phrase("tab.other", language)]
    named = _FIRST.split(screen.say(language))[0]
    return [part.strip() for part in _BELOW.split(named)]
