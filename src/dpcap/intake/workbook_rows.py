"""The rows of a sheet read many at once, where one is written like the next, as in every export.

How a row is written is learnt from one that the library has read: the text between its values is
taken as it stands, the values become groups of a pattern. A row that fits the pattern to the letter
differs in its values alone, so that it means what the library would say. Any other row is given to
the library by itself; a sheet that is written in any unusual way goes to it as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple
from xml.etree.ElementTree import fromstring

from openpyxl.worksheet._reader import ROW_TAG

from dpcap.intake.workbook_parser import FormulalessParser

# How many ways of writing a row are kept; what is written in yet another is read one by one.
_MOST_SHAPES = 12
_LONGEST = 32_767

_SPACE = re.compile(r"\s*+")
_OPEN = re.compile(r"<row(?=[\s/>])[^<>]*?(/?)>")
_ROOT = re.compile(r"<worksheet(?=[\s>])[^<>]*>")
_ANY_ROW = re.compile(r"<(?:[^<>\s/:]+:)?row(?=[\s/>])")
_HEAD = re.compile(r'<row r="(\d{1,7})"[^<>]*>')
_CELL = re.compile(
    r'<c r="(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})"(?P<more>[^<>]*?)'
    r"(?:/>|>(?P<open><v>|<is><t(?: xml:space=\"preserve\")?>)(?P<text>[^<>]*)"
    r"(?P<close></v>|</t></is>)</c>)"
)
_STYLE, _KIND = re.compile(r' s="(\d{1,5})"'), re.compile(r' t="(\w+)"')
_END = "</row>"
# What no reference, no end of a line and no control character is in; it stands for itself.
_PLAIN = r"[^<>&\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
_TEXT = f"{_PLAIN}{{1,{_LONGEST}}}"
_NUMBER, _PLACE = r"-?\d{1,15}(?:\.\d{1,17})?", r"\d{1,7}"

# So many rows are taken at once.
_BATCH = 4_096

Convert = Callable[[Sequence[str]], Sequence[Any]]
SheetRow = tuple[int, tuple[Any, ...]]


class UnusualSheetError(Exception):
    """The sheet is written in a way that only the library is to judge."""


class RowReading(NamedTuple):
    """What it takes to read rows: the library's parser, and what is made of cells that it read.

    `number` makes a value of a figure in a style, `values` the values of a row of cells.
    """

    parser: FormulalessParser
    number: Callable[[float | int, int], Any]
    values: Callable[[list[dict[str, Any]]], tuple[Any, ...]]


class _RowShape(NamedTuple):
    """How rows are written: a pattern of the whole, and what is made of each of its groups.

    `places`: where their values stand in a row of the `width`; all other places are blank.
    """

    pattern: re.Pattern[str]
    converts: tuple[Convert, ...]
    width: int
    places: tuple[int, ...]

    def run(self, text: str, start: int) -> tuple[list[SheetRow], int]:
        """The rows from *start* on that fit, up to a batch of them, and where they end."""
        scanner: Any = self.pattern.scanner(text, start)  # type: ignore[attr-defined]
        found: list[re.Match[str]] = [*islice(iter(scanner.match, None), _BATCH)]
        if not found:
            return [], start
        numbers, *columns = zip(*[one.groups() for one in found], strict=True)
        blank = (None,) * len(found)
        filled: list[Sequence[Any]] = [blank] * self.width
        for place, convert, column in zip(self.places, self.converts, columns, strict=True):
            filled[place] = convert(column)
        rows = zip(map(int, numbers), zip(*filled, strict=True), strict=True)
        return [*rows], found[-1].end()


def rows_at_once(raw: bytes, reading: RowReading) -> Iterator[SheetRow]:
    """The rows of the sheet whose XML is *raw*, as the library would say them.

    Raises UnusualSheetError before the first row or behind the last, or whatever the library does.
    """
    text = raw.decode("utf-8")
    first, root = _OPEN.search(text), _ROOT.search(text)
    usual = "<!" not in text and text.count("<?") <= 1 and not text.startswith("\ufeff")
    if first is None or root is None or not usual or ":row" in text or root.end() > first.start():
        raise UnusualSheetError
    reader = _Reader(text, root[0], reading)
    yield from reader.rows(first.start())
    _check_frame(text[: first.start()], text[reader.end :])


def _check_frame(head: str, tail: str) -> None:
    """Raises UnusualSheetError unless what stands around the rows is whole and has no row."""
    if _ANY_ROW.search(tail):
        raise UnusualSheetError
    fromstring((head + tail).encode())  # noqa: S314 - the guard lets no DTD in


class _Reader:
    """Reads row after row of *text*; `end` is how far it has come."""

    def __init__(self, text: str, root: str, reading: RowReading) -> None:
        self._text, self._root, self._reading = text, root, reading
        self._shapes: list[_RowShape] = []
        self._tried = 0
        self.end = 0

    def rows(self, start: int) -> Iterator[SheetRow]:
        """All rows from *start* on."""
        text, parser, self.end = self._text, self._reading.parser, start
        while True:
            for place, shape in enumerate(self._shapes):
                found, self.end = shape.run(text, self.end)
                if found:
                    parser.row_counter = found[-1][0]
                    if place:
                        self._shapes.insert(0, self._shapes.pop(place))
                    yield from found
                    break
            else:
                if (one := self._by_itself()) is None:
                    return
                yield one

    def _by_itself(self) -> SheetRow | None:
        """The next row as the library reads it; None: there is none. How it is written is kept."""
        space = _SPACE.match(self._text, self.end)
        opened = _OPEN.match(self._text, space.end() if space else self.end)
        if opened is None:
            return None
        end = opened.end() if opened[1] else self._text.index(_END, opened.end()) + len(_END)
        piece, self.end = self._text[self.end : end], end
        (row,) = fromstring(f"{self._root}{piece}</worksheet>".encode())  # noqa: S314 - no DTD
        if row.tag != ROW_TAG:
            raise UnusualSheetError
        parts: Any = row  # openpyxl says otherwise what an element is
        number, cells = self._reading.parser.parse_row(parts)
        values = self._reading.values(cells)
        if self._tried < _MOST_SHAPES:
            self._tried += 1
            shape = _shape_of(piece.lstrip(), self._reading)
            if shape is not None and shape.run(piece, 0) == ([(number, values)], len(piece)):
                self._shapes.append(shape)
        return number, values


def _shape_of(piece: str, reading: RowReading) -> _RowShape | None:
    """How the row *piece* is written; None where its like must be read one by one."""
    head = _HEAD.match(piece)
    if head is None or not piece.endswith(_END):
        return None
    number, rest = head[1], re.escape(head[0][head.end(1) - head.start() :])
    pattern, end = rf'\s*<row r="(\d{{1,7}}){rest}', head.end()
    converts: list[Convert] = []
    places: list[int] = []
    columns = 0
    for cell in _CELL.finditer(piece, head.end()):
        known = _known(cell, number, reading) if cell.start() == end else None
        if known is None:
            return None
        written, convert = known
        pattern, end, columns = pattern + written, cell.end(), columns + 1
        if convert is not None:
            converts.append(convert)
            places.append(_place(cell["column"]))
            columns = max(columns, places[-1] + 1)
    if piece[end:] != _END or not converts:
        return None
    width = max(columns, _last(piece) + 1)
    return _RowShape(re.compile(pattern + _END), tuple(converts), width, tuple(places))


def _known(
    cell: re.Match[str], number: str, reading: RowReading
) -> tuple[str, Convert | None] | None:
    """The pattern of a *cell* and what is made of its value (None: it has none)."""
    if cell["row"] != number:
        return None
    head = rf'<c r="{cell["column"]}\1"{re.escape(cell["more"])}'
    if cell["open"] is None:
        return f"{head}/>", None
    convert = _convert(cell, reading)
    if convert is None:
        return None
    value, made = convert
    return f"{head}>{re.escape(cell['open'])}({value}){cell['close']}</c>", made


def _convert(cell: re.Match[str], reading: RowReading) -> tuple[str, Convert] | None:
    """How the value of a *cell* is written, and what is made of it; None: the library's affair."""
    styled, kinded = _STYLE.search(cell["more"]), _KIND.search(cell["more"])
    style, kind = int(styled[1]) if styled else 0, kinded[1] if kinded else "n"
    parser = reading.parser
    if style in parser.date_formats or (kind == "inlineStr") != (cell["close"] != "</v>"):
        return None
    if kind == "inlineStr":
        return _TEXT, tuple
    if kind == "s":
        shared = parser.shared_strings.__getitem__
        return _PLACE, lambda texts: [*map(shared, map(int, texts))]
    return (_NUMBER, _number_in(style, reading)) if kind == "n" else None


def _number_in(style: int, reading: RowReading) -> Convert:
    """What makes figures of texts, in a *style*."""
    if type(reading.number(1, style)) is int:
        return _figures
    number = reading.number
    return lambda texts: [number(one, style) for one in _figures(texts)]


def _figures(texts: Sequence[str]) -> list[float | int]:
    return [float(text) if "." in text else int(text) for text in texts]


def _place(column: str) -> int:
    """The place of a *column*, from 0."""
    place = 0
    for letter in column:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _last(piece: str) -> int:
    """The place of the last cell of a row."""
    return max((_place(one["column"]) for one in _CELL.finditer(piece)), default=-1)


_ENTRIES = re.compile(
    rf"(?:<si><t(?: xml:space=\"preserve\")?>(?:{_PLAIN}"
    r"|&(?:amp|lt|gt|quot|apos);)*+</t></si>)*+"
)
_ENTRY = re.compile(r"<si><t(?: xml:space=\"preserve\")?>([^<>]*)</t></si>")
_REFERENCES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def texts_at_once(raw: bytes, root_tag: str) -> list[str] | None:
    """The texts that cells share, of the part *raw*; None where the library must read them.

    *root_tag*: what the root must be called.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    start = text.find("<si>")
    found = _ENTRIES.match(text, start) if start >= 0 else None
    if found is None or "<!" in text or text.count("<?") > 1:
        return None
    frame = text[:start] + text[found.end() :]
    if "<si" in frame or ":si" in frame or "<t" in frame or text.startswith("\ufeff"):
        return None
    if fromstring(frame.encode()).tag != root_tag:  # noqa: S314 - the guard lets no DTD in
        return None
    return [_referred(one) for one in _ENTRY.findall(found[0])]


def _referred(text: str) -> str:
    if "&" in text:
        for name, character in _REFERENCES:
            text = text.replace(name, character)
    return text


def longest(texts: Iterable[str]) -> int:
    """The length of the longest of *texts*."""
    return max(map(len, texts), default=0)
