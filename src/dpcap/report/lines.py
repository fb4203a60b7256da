"""What is printed on a terminal, laid out by rich: lines, headings, tables, parts side by side.

Rich breaks lines at blanks alone: a Chinese sentence that does not fit goes whole to the next line,
is cut there at any character, and a line may begin with a closing mark. It measures such a sentence
as one word, and of a path that is too long it keeps the beginning. `Words`, `Items` and `OneLine`
are for that; the rest is rich's.

Texts are cleaned before they come here: nothing in the data can style or move anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

from rich.box import ROUNDED
from rich.console import Console, Group
from rich.containers import Lines
from rich.measure import Measurement
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.style import Style
from rich.table import Column, Table
from rich.text import Text

from dpcap.report.sanitize import plain
from dpcap.text_width import breaks, longest_piece, one_line, packed, short, short_before, width

if TYPE_CHECKING:
    from rich.console import (
        ConsoleOptions,
        JustifyMethod,
        RenderableType,
        RenderResult,
    )

ACCENT, STRONG, SOFT, BAD = "cyan", "bold", "dim", "red"
HEADING = f"{STRONG} {ACCENT}"
INDENT = 2
GAP = 2
# From this width on, parts stand side by side.
TWO_COLUMNS = 110


class Words(Text):
    """A text that is broken into lines as Chinese and English are."""

    def __init__(self, text: str, style: str | Style = "", *, link: str = "") -> None:
        shown = Style.parse(str(style)) + Style(link=link) if link else style
        super().__init__(one_line(plain(text)), shown)

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        no_wrap: bool | None = None,
        **_: object,
    ) -> Lines:
        """Its lines, each at most *width* columns wide."""
        lines = self.divide(() if no_wrap else breaks(self.plain, width))
        for line in lines:
            line.rstrip()
            if no_wrap:
                line.truncate(width, overflow="ellipsis")
        if justify or self.justify:
            lines.justify(console, width, justify=justify or self.justify or "default")
        return lines

    def __rich_measure__(self, _: Console, __: ConsoleOptions) -> Measurement:
        return Measurement(longest_piece(self.plain), width(self.plain))


def strong_after(text: str, strong: str) -> Words:
    """*text* and, set apart from it, *strong*."""
    made = Words(f"{text}  {strong}")
    made.stylize(STRONG, len(one_line(plain(text))))
    return made


class Items(Words):
    """Short texts one after another; a line ends between two of them wherever it can."""

    def __init__(self, items: Iterable[str], style: str = "") -> None:
        self._items = [one_line(plain(item)) for item in items]
        super().__init__(" · ".join(self._items), style)

    def wrap(self, console: Console, width: int, **_: object) -> Lines:
        """Its lines, each at most *width* columns wide."""
        lines = (Words(text, self.style) for text in packed(self._items, width))
        return Lines(part for line in lines for part in line.wrap(console, width))


class OneLine(Words):
    """A text on one line, cut off where it is too long: at its end, or a path at its beginning.

    *least*: how many columns are left to it.
    """

    def __init__(self, text: str, style: str = "", *, least: int, path: bool = False) -> None:
        super().__init__(text, style)
        self._least, self._short = least, short_before if path else short

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        **_: object,
    ) -> Lines:
        """Its one line."""
        lines = Lines([Text(self._short(self.plain, width), self.style)])
        if justify or self.justify:
            lines.justify(console, width, justify=justify or self.justify or "default")
        return lines

    def __rich_measure__(self, _: Console, __: ConsoleOptions) -> Measurement:
        wide = width(self.plain)
        return Measurement(min(wide, self._least), wide)


class FirstThatFits:
    """The first of *choices* that fits where it stands; else the last one."""

    def __init__(self, choices: Sequence[RenderableType], *, at_least: bool = False) -> None:
        self._choices, self._at_least = choices, at_least

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        *first, last = self._choices
        yield next((one for one in first if self._fits(one, console, options)), last)

    def _fits(self, one: RenderableType, console: Console, options: ConsoleOptions) -> bool:
        found = Measurement.get(console, options.update_width(_ENDLESS), one)
        return (found.minimum if self._at_least else found.maximum) <= options.max_width

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(1, options.max_width)


_ENDLESS = 10_000


def text_column(head: str = "", *, whole: bool = False, style: str = "") -> Column:
    """A column of texts; *whole* ones are not broken into lines."""
    shown = OneLine(head, least=width(head)) if whole else Words(head)
    return Column(shown if head else "", no_wrap=whole, style=style)


def figure_column(head: str = "", *, style: str = "") -> Column:
    """A column of figures: they stand at its right end, each on one line."""
    return replace(text_column(head, whole=True, style=style), justify="right")


def listing(*columns: Column, gap: int = GAP) -> Table:
    """A table without rules; heads are shown if any column has one."""
    heads = any(column.header for column in columns)
    padding = (0, gap, 0, 0)
    return Table(
        *columns, box=None, padding=padding, pad_edge=False, show_header=heads, header_style=SOFT
    )


class TerminalPage:
    """Gathers what is printed, *columns* wide. *colour* is for a terminal only."""

    def __init__(self, columns: int, *, colour: bool) -> None:
        self.columns = columns
        self._colour = colour
        self._parts: list[RenderableType] = []

    def add(self, part: RenderableType, indent: int = 0) -> None:
        """Whatever rich can print."""
        self._parts.append(Padding(part, (0, 0, 0, indent)) if indent else part)

    def line(self, text: str, style: str = "", indent: int = 0) -> None:
        """One text, wrapped under itself."""
        self.add(Words(text, style), indent)

    def items(self, items: Iterable[str], style: str = "") -> None:
        """Short texts one after another, with dots between them."""
        self.add(Items(items, style))

    def item(self, sign: str, text: str, style: str = "", indent: int = 0) -> None:
        """One text behind a sign, wrapped under itself."""
        table = listing(text_column(whole=True), text_column(), gap=1)
        table.add_row(Words(sign, style), Words(text, style))
        self.add(table, indent)

    def blank(self) -> None:
        """An empty line."""
        self.add(Text())

    def heading(self, text: str) -> None:
        """A blank line and a heading."""
        self.blank()
        if width(plain(text)) + len(_RULED) > self.columns:
            self.line(text, HEADING)
        else:
            self.add(Rule(Words(text, HEADING), align="left", style=SOFT))

    def panel(self, *lines: Words) -> None:
        """A box as wide as the page."""
        self.add(Panel(Group(*lines), box=ROUNDED, border_style=SOFT, padding=(0, 1)))

    def half(self) -> TerminalPage:
        """An empty page that fits beside another one."""
        return TerminalPage((self.columns - _APART) // 2, colour=self._colour)

    def beside(self, left: TerminalPage, right: TerminalPage) -> None:
        """What two halves hold, side by side."""
        halves = [Column(width=half.columns) for half in (left, right)]
        table = Table(*halves, box=None, show_header=False, padding=0, pad_edge=False)
        table.columns[0].width = left.columns + _APART
        table.add_row(Padding(Group(*left._parts), (0, _APART, 0, 0)), Group(*right._parts))
        self.add(table)

    @property
    def text(self) -> str:
        """All of it, without blanks at the ends of lines."""
        out = StringIO()
        console = Console(
            file=out,
            width=self.columns,
            height=_HEIGHT,
            force_terminal=self._colour,
            color_system="standard" if self._colour else None,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )
        console.print(Group(*self._parts))
        return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


_RULED, _APART, _HEIGHT = " ───", 4, 25
