"""The terminal page: page one in 80 columns, Chinese two columns wide.

Every text is a rich `Text`, never markup, so nothing in the data can style or move anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from dpcap.report.clean import plain
from dpcap.report.context import Context
from dpcap.report.figures import folded
from dpcap.report.shapes import Highlight, PageOne
from dpcap.report.view_page_one import page_one

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 80
_ACCENT, _STRONG, _SOFT, _BAD = "cyan", "bold", "dim", "red"
_SIGNS = {"met": ("✓", _ACCENT), "unmet": ("✗", _BAD), "unchecked": ("?", _STRONG)}
_INDENT = 2
_AREA_HEADS = (
    "areas.area",
    "areas.weight",
    "common.proved",
    "common.claimed",
    "areas.target",
    "areas.gap",
    "common.coverage",
)


def render_terminal(ctx: Context, *, colour: bool = False, width: int = WIDTH) -> str:
    """Page one of *ctx* as text, *width* columns wide. *colour* is for a terminal only."""
    from rich.console import Console  # noqa: PLC0415 - only this page needs it

    sink = StringIO()
    console = Console(
        file=sink,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
    )
    _print_page(_Out(console), page_one(ctx, radar=""), ctx)
    lines = (line.rstrip() for line in sink.getvalue().splitlines())
    return "\n".join(lines).strip("\n") + "\n"


@dataclass(frozen=True, slots=True)
class _Out:
    """A console that prints lines and aligned rows."""

    console: Console

    def line(self, text: str, style: str = "", indent: int = 0) -> None:
        """One text, wrapped under itself."""
        from rich.text import Text  # noqa: PLC0415

        for row in folded(plain(text), self.console.width - indent):
            self.console.print(Text(" " * indent + row, style=style), no_wrap=True)

    def heading(self, text: str) -> None:
        """A blank line and a heading."""
        self.console.print()
        self.line(text, f"{_STRONG} {_ACCENT}")

    def rows(self, rows: list[list[tuple[str, str]]], right: range = range(0)) -> None:
        """Aligned columns of (text, style); the columns in *right* are figures."""
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        table = Table.grid(padding=(0, 2, 0, 0))
        for place in range(max(map(len, rows), default=0)):
            table.add_column(justify="right" if place in right else "left", no_wrap=place in right)
        for row in rows:
            table.add_row(*(Text(plain(text), style=style) for text, style in row))
        self.console.print(table)


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
    out.console.print()
    for line in page.foot:
        out.line(line, _SOFT)


def _who(out: _Out, page: PageOne) -> None:
    strip = page.strip
    words = [strip.review, *strip.alerts, strip.issuer, strip.disclaimer]
    out.line(" · ".join(part for part in words if part), _ACCENT if strip.reviewed else _SOFT)
    out.console.print()
    out.line(page.who.name, _STRONG)
    if page.who.other_name:
        out.line(page.who.other_name, _SOFT)
    out.line(page.who.role, _ACCENT)
    for items in (page.who.about, page.who.dates):
        out.line(" · ".join(f"{item.label} {item.value}" for item in items))


def _conclusion(out: _Out, page: PageOne) -> None:
    out.console.print()
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
    rows = [[(ctx.say(key), _SOFT) for key in _AREA_HEADS]]
    for area in page.areas:
        figures = [(area.claimed, ""), (area.target, ""), (area.gap, _ACCENT if area.met else "")]
        head = [(area.title, ""), (area.weight, _SOFT), (area.proved, _STRONG)]
        rows.append([*head, *figures, (area.coverage, "")])
    out.rows(rows, right=range(1, len(_AREA_HEADS)))
    out.console.print()
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
