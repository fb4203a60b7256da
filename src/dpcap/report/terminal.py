"""The terminal page: page one in 80 columns, Chinese two columns wide.

Lines, indents and aligned columns are all it needs, so no terminal library is loaded for it. Texts
are cleaned before they come here: nothing in the data can style or move anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from dpcap.report.clean import plain
from dpcap.report.context import Context
from dpcap.report.figures import folded, short, width
from dpcap.report.shapes import Highlight, PageOne
from dpcap.report.view_page_one import page_one

WIDTH = 80
_ACCENT, _STRONG, _SOFT, _BAD = "36", "1", "2", "31"
_HEADING = f"{_STRONG};{_ACCENT}"
_SIGNS = {"met": ("✓", _ACCENT), "unmet": ("✗", _BAD), "unchecked": ("?", _STRONG)}
_INDENT, _GAP, _WIDEST = 2, 2, 34
_AREA_HEADS = (
    "areas.area",
    "areas.weight",
    "common.proved",
    "common.claimed",
    "areas.target",
    "areas.gap",
    "common.coverage",
)

Cell = tuple[str, str]
_END: Cell = ("", "")


def render_terminal(ctx: Context, *, colour: bool = False, columns: int = WIDTH) -> str:
    """Page one of *ctx* as text, *columns* wide. *colour* is for a terminal only."""
    out = _Out(columns, colour=colour)
    _print_page(out, page_one(ctx, radar=""), ctx)
    return "\n".join(line.rstrip() for line in out.lines) + "\n"


class _Out:
    """Gathers lines and aligned rows."""

    def __init__(self, columns: int, *, colour: bool) -> None:
        self.lines: list[str] = []
        self._columns, self._colour = columns, colour

    def line(self, text: str, style: str = "", indent: int = 0) -> None:
        """One text, wrapped under itself."""
        for row in folded(plain(text), self._columns - indent):
            self.lines.append(" " * indent + self._styled(row, style))

    def blank(self) -> None:
        """An empty line."""
        self.lines.append("")

    def heading(self, text: str) -> None:
        """A blank line and a heading."""
        self.blank()
        self.line(text, _HEADING)

    def rows(self, rows: Sequence[Sequence[Cell]], right: range = range(0)) -> None:
        """Aligned columns of (text, style); those in *right* are figures, the last one wraps."""
        sizes = [
            max(min(width(text), _WIDEST) for text, _ in column)
            for column in zip(*rows, strict=True)
        ]
        taken = sum(sizes[:-1]) + _GAP * (len(sizes) - 1)
        for *fixed, (text, style) in rows:
            cells = zip(fixed, sizes, strict=False)
            head = [self._padded(cell, n, right=at in right) for at, (cell, n) in enumerate(cells)]
            first = "".join(cell + " " * _GAP for cell in head)
            lines = folded(text, self._columns - taken)
            for start, part in zip_longest([first], lines, fillvalue=" " * taken):
                self.lines.append(start + self._styled(part, style))

    def _padded(self, cell: Cell, size: int, *, right: bool) -> str:
        text, style = short(cell[0], _WIDEST), cell[1]
        room = " " * (size - width(text))
        shown = self._styled(text, style)
        return room + shown if right else shown + room

    def _styled(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._colour and style and text else text


def _print_page(out: _Out, page: PageOne, ctx: Context) -> None:
    """Part by part, in the order of page one."""
    _who(out, page)
    _conclusion(out, page)
    _needs(out, page, ctx)
    _figures(out, page, ctx)
    _areas(out, page, ctx)
    _facts(out, page, ctx)
    for kind, rows, sign in (("strengths", page.strengths, "＋"), ("risks", page.risks, "－")):
        _highlights(out, rows, ctx, kind, sign)
    _next(out, page, ctx)
    out.heading(ctx.say("sure.title"))
    out.line(page.sure)
    out.blank()
    for line in page.foot:
        out.line(line, _SOFT)


def _who(out: _Out, page: PageOne) -> None:
    strip = page.strip
    words = [strip.review, *strip.alerts, strip.issuer, strip.disclaimer]
    out.line(" · ".join(part for part in words if part), _ACCENT if strip.reviewed else _SOFT)
    out.blank()
    out.line(page.who.name, _STRONG)
    if page.who.other_name:
        out.line(page.who.other_name, _SOFT)
    out.line(page.who.role, _ACCENT)
    for items in (page.who.about, page.who.dates):
        out.line(" · ".join(f"{item.label} {item.value}" for item in items))


def _conclusion(out: _Out, page: PageOne) -> None:
    out.blank()
    out.line(page.conclusion.first, _STRONG)
    out.line(page.conclusion.second, _STRONG)


def _needs(out: _Out, page: PageOne, ctx: Context) -> None:
    out.heading(ctx.say("needs.title"))
    for need in page.needs:
        sign, style = _SIGNS[need.status]
        out.line(f"{sign} {need.rule}  {need.status_words}", style)
        needed = f"{ctx.say('needs.needed')} {need.needed}"
        found = f"{ctx.say('needs.found')} {need.found}"
        out.line(f"{needed} · {found} · {need.source}", _SOFT, _INDENT)


def _figures(out: _Out, page: PageOne, ctx: Context) -> None:
    shown = page.figures
    out.heading(ctx.say("figures.title"))
    rows = [
        (shown.label, shown.big or shown.range, shown.level),
        (ctx.say("figures.claimed"), shown.claimed, shown.gap),
        (ctx.say("figures.coverage"), shown.coverage, shown.coverage_note),
        (ctx.say("figures.critical_label"), shown.critical, shown.critical_note),
    ]
    out.rows([[(name, ""), (figure, _STRONG), (note, _SOFT)] for name, figure, note in rows])
    out.line(" · ".join(f"{item.label} {item.value}" for item in shown.small), _SOFT)


def _areas(out: _Out, page: PageOne, ctx: Context) -> None:
    out.heading(ctx.say("areas.page_title"))
    rows = [[*((ctx.say(key), _SOFT) for key in _AREA_HEADS), _END]]
    for area in page.areas:
        figures = [(area.claimed, ""), (area.target, ""), (area.gap, _ACCENT if area.met else "")]
        head = [(area.title, ""), (area.weight, _SOFT), (area.proved, _STRONG)]
        rows.append([*head, *figures, (area.coverage, ""), _END])
    out.rows(rows, right=range(1, len(_AREA_HEADS)))
    out.blank()
    out.rows(
        [[(area.title, ""), (area.bar, _ACCENT), (area.missing, _SOFT)] for area in page.areas]
    )
    told = " · ".join(
        f"{sign} {ctx.say(f'charts.key_{key}')}"
        for sign, key in (("█", "proved"), ("▒", "claimed"), ("│", "target"))
    )
    out.line(f"{told} · {ctx.say('areas.missing_head')}", _SOFT)


def _facts(out: _Out, page: PageOne, ctx: Context) -> None:
    if not page.facts:
        return
    out.heading(ctx.say("facts.page_title"))
    for fact in page.facts:
        out.line(f"{fact.title}  {fact.value}")
        tail = [part for part in (fact.details, fact.proof, fact.link_words) if part]
        if tail:
            out.line(" · ".join(tail), _SOFT, _INDENT)


def _highlights(out: _Out, rows: tuple[Highlight, ...], ctx: Context, kind: str, sign: str) -> None:
    out.heading(ctx.say(f"{kind}.title"))
    for row in rows:
        style = _BAD if row.grave else ""
        out.line(f"{sign} {row.title} · {row.number} · {row.proof}", style)
    if not rows:
        out.line(ctx.say(f"{kind}.none"))


def _next(out: _Out, page: PageOne, ctx: Context) -> None:
    if ctx.audience.next == "questions":
        out.heading(ctx.say("questions.title"))
        for place, question in enumerate(page.questions, 1):
            out.line(f"{place}. {question.text}")
            out.line(question.why, _SOFT, _INDENT)
        if not page.questions:
            out.line(ctx.say("questions.none"))
        return
    out.heading(ctx.say("moves.page_title"))
    for step in page.steps:
        out.line(f"{step.gain} {step.title}", _STRONG)
        out.line(step.act, indent=_INDENT)
        out.line(f"{step.kind} · {step.effort} · {step.who}", _SOFT, _INDENT)
    if not page.steps:
        out.line(ctx.say("moves.page_none"))
