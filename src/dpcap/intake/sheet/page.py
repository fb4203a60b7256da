"""A tab on its way into a workbook: cells by place, in the few looks that there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dpcap.intake.sheet.printed import print_mark
from dpcap.intake.sheet.words import phrase
from dpcap.intake.yaml_values import number
from dpcap.model.base import Language
from dpcap.model.nouns import NEUTRAL

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# Between what a person reads in a head or label and the id by which it is found again.
MARK = " · "
_TAB = 31
_UNFIT = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_FONTS = {"zh": "Microsoft YaHei", "en": "Calibri"}
_INK, _SOFT, _ACCENT, _WASH = "#1B2126", "#5C6770", "#0B5D6E", "#E3EFF1"
_INPUT, _EDGE, _OUT = "#FFF9DB", "#C9CFD4", "#ECEEF0"
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": _ACCENT},
    "heading": {"bold": True, "font_size": 12, "font_color": _ACCENT},
    "text": {"text_wrap": True},
    "line": {},
    "soft": {"font_color": _SOFT},
    "strong": {"bold": True, "font_size": 12},
    "head": {"bold": True, "text_wrap": True, "bg_color": _WASH, "border": 1, "font_color": _INK},
    "id": {"font_color": _SOFT, "border": 1, "text_wrap": True},
    "cell": {"text_wrap": True, "border": 1},
    "soft_cell": {"text_wrap": True, "border": 1, "font_color": _SOFT, "font_size": 9},
    "input": {"text_wrap": True, "border": 1, "bg_color": _INPUT, "locked": False},
    "answer": {
        "border": 1,
        "bg_color": _INPUT,
        "locked": False,
        "align": "center",
        "bold": True,
        "text_wrap": True,
    },
    "input_text": {
        "text_wrap": True,
        "border": 1,
        "bg_color": _INPUT,
        "locked": False,
        "num_format": "@",
    },
    "out": {"border": 1, "bg_color": _OUT},
    "number": {"border": 1, "align": "right"},
    "share": {"border": 1, "align": "right", "num_format": "0%"},
}
# What the person who fills it in may do although the rest is locked.
_ALLOWED = dict.fromkeys(
    (
        "format_cells",
        "format_columns",
        "format_rows",
        "insert_rows",
        "sort",
        "autofilter",
        "select_locked_cells",
        "select_unlocked_cells",
    ),
    True,
)
# What a line of text takes, in points, and the most that a row may.
_LINE_HEIGHT, _EDGES, _TITLE_HEIGHT, _HIGHEST, _WIDTH = 14.5, 4.0, 27.0, 400.0, 8.43
# Signs from here on are two columns wide, nearly all of them.
_WIDE_FROM = 0x2E80
_MOST_INLINE = 250
_DIGITS = 15


@dataclass
class SheetBook:
    """The workbook being written. `printed`: the marks of its words so far."""

    workbook: Workbook
    language: Language
    names: dict[str, str] = field(default_factory=dict)
    lists: dict[tuple[str, ...], str] = field(default_factory=dict)
    printed: dict[str, None] = field(default_factory=dict)

    @cached_property
    def look(self) -> Callable[[str], Format]:
        """The format of each look, made once."""
        made: dict[str, Format] = {}

        def of(name: str) -> Format:
            if name not in made:
                font = {"font_name": _FONTS[self.language], "font_size": 10, "valign": "top"}
                style = {**font, "border_color": _EDGE, **_LOOKS[name]}
                made[name] = self.workbook.add_format(style)
            return made[name]

        return of

    def say(self, key: str, **fields: str | float) -> str:
        """The words under *key*."""
        return phrase(key, self.language, NEUTRAL, **fields)

    def head(self, key: str, name: str) -> str:
        """The words under *key* with the id *name* by which they are found again."""
        return f"{self.say(key)}{MARK}{name}"

    def page(self, title: str) -> SheetPage:
        """A new tab; its name is made fit and its own."""
        name = free_name(title, self.names)
        self.names[name.casefold()] = name
        sheet = self.workbook.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.protect("", _ALLOWED)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return SheetPage(self, sheet, name)


@dataclass
class SheetPage:
    """One tab."""

    book: SheetBook
    sheet: Worksheet
    name: str
    columns: list[float] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)

    def put(self, row: int, column: int, text: str | float, look: str) -> None:
        """*text* at a place, counted from 0; figures stay figures as far as a cell holds them."""
        self._put(row, column, text, look)
        if isinstance(text, str) and not text.isdecimal():
            self.book.printed[print_mark(text)] = None

    def _put(self, row: int, column: int, text: str | float, look: str) -> None:
        style = self.book.look(look)
        self._make_room(row, column, text, look)
        if isinstance(text, str):
            (self.sheet.write_string if text else self.sheet.write_blank)(row, column, text, style)
        else:
            self.sheet.write_number(row, column, text, style)

    def _make_room(self, row: int, column: int, text: str | float, look: str) -> None:
        """Gives *row* the height that *text* takes: not every program does so by itself."""
        if look == "title":
            self.sheet.set_row(row, _TITLE_HEIGHT)
        if not isinstance(text, str) or "text_wrap" not in _LOOKS[look]:
            return
        room = self.columns[column] if column < len(self.columns) else _WIDTH
        lines = sum(_lines(line, room) for line in text.split("\n"))
        if lines > self.lines.get(row, 1):
            self.lines[row] = lines
            self.sheet.set_row(row, min(_HIGHEST, _LINE_HEIGHT * lines + _EDGES))

    def spread(self, row: int, left: int, right: int, text: str, look: str = "text") -> None:
        """*text* over several columns of *row*."""
        self.sheet.merge_range(row, left, row, right, "", self.book.look(look))
        room = sum(self.columns[left : right + 1])
        self.sheet.write_string(row, left, text, self.book.look(look))
        self.book.printed[print_mark(text)] = None
        self.sheet.set_row(row, _LINE_HEIGHT * _lines(text, room) + _EDGES)

    def fill(
        self, row: int, column: int, text: str, *, figure: bool = False, look: str = ""
    ) -> None:
        """A cell to be filled in, which holds *text* already."""
        value = exact_figure(text) if figure else None
        look = look or ("input" if figure else "input_text")
        self._put(row, column, text if value is None else value, look)

    def reckon(self, row: int, column: int, formula: str, value: str | float, look: str) -> None:
        """A *formula* with the *value* that it has now."""
        self.sheet.write_formula(row, column, formula, self.book.look(look), value)

    def offer(self, row: int, column: int, choices: Sequence[str], last: int | None = None) -> None:
        """*choices* to pick from in a cell, or in those down to row *last*; others may be typed."""
        if not choices:
            return
        long = sum(len(one) + 1 for one in choices) > _MOST_INLINE
        given = any("," in one for one in choices)
        source = self.book.lists.get(tuple(choices)) if long or given else list(choices)
        if source is None:
            return
        rule = {"validate": "list", "source": source, "error_type": "information"}
        self.sheet.data_validation(
            row, column, row if last is None else last, column, {**rule, "show_error": False}
        )

    def widths(self, *widths: float) -> None:
        """The width of each column from the first on."""
        self.columns = list(widths)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width, self.book.look("line"))


def _lines(text: str, room: float) -> int:
    """How many lines *text* takes in a column as wide as *room*, and a little more."""
    taken = len(text) + sum(ord(sign) >= _WIDE_FROM for sign in text)
    return max(1, -(-taken * 21 // int(room * 20)))


def free_name(title: str, taken: dict[str, str]) -> str:
    """*title* as the name of a tab that none of those *taken* has."""
    plain = " ".join(title.translate(_UNFIT).split())[:_TAB].strip() or "-"
    name, count = plain, 1
    while name.casefold() in taken:
        count += 1
        tail = f" {count}"
        name = plain[: _TAB - len(tail)].rstrip() + tail
    return name


def exact_figure(text: str) -> float | None:
    """*text* as a figure that a spreadsheet keeps to the last digit; None: it stays a text."""
    value = number(text)
    if value is None or abs(value) > 1e15:  # noqa: PLR2004 - beyond it whole numbers are not exact
        return None
    figure = float(value)
    return figure if float(f"{figure:.{_DIGITS}g}") == figure == value else None


def range_of(name: str, top: int, left: int, bottom: int, right: int) -> str:
    """A range of the tab *name* as formulas have it; places count from 0."""
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415 - only who writes a sheet

    corners = [xl_rowcol_to_cell(*one, True, True) for one in ((top, left), (bottom, right))]
    return f"'{name}'!{':'.join(corners)}"
