"""The terminal page: page one in 80 columns, Chinese two columns wide.

Lines, indents and aligned columns are all it needs, so no terminal library is loaded for it. Texts
are cleaned before they come here: nothing in the data can style or move anything.
"""

from __future__ import annotations

from dpcap.report.context import PageContext
from dpcap.report.lines import ACCENT, BAD, END, INDENT, SOFT, STRONG, TerminalLines
from dpcap.report.page_one_view import Highlight, PageOne
from dpcap.report.view_page_one import page_one
from dpcap.report.view_peers import area_rows, groups_of

WIDTH = 80
_SIGNS = {"met": ("✓", ACCENT), "unmet": ("✗", BAD), "unchecked": ("?", STRONG)}
_AREA_HEADS = (
    "areas.area",
    "areas.weight",
    "common.proved",
    "common.claimed",
    "areas.target",
    "areas.gap",
    "common.coverage",
)


def render_terminal(ctx: PageContext, *, colour: bool = False, columns: int = WIDTH) -> str:
    """Page one of *ctx* as text, *columns* wide. *colour* is for a terminal only."""
    out = TerminalLines(columns, colour=colour)
    _print_page(out, page_one(ctx, radar=""), ctx)
    return out.text


def _print_page(out: TerminalLines, page: PageOne, ctx: PageContext) -> None:
    """Part by part, in the order of page one."""
    _who(out, page)
    _conclusion(out, page)
    _needs(out, page, ctx)
    _figures(out, page, ctx)
    _peers(out, page, ctx)
    _areas(out, page, ctx)
    _facts(out, page, ctx)
    for kind, rows, sign in (("strengths", page.strengths, "＋"), ("risks", page.risks, "－")):
        _highlights(out, rows, ctx, kind, sign)
    _next(out, page, ctx)
    out.heading(ctx.say("sure.title"))
    out.line(page.sure)
    out.blank()
    for line in page.foot:
        out.line(line, SOFT)


def _who(out: TerminalLines, page: PageOne) -> None:
    strip = page.strip
    if strip.day:
        out.line(strip.day, BAD)
    words = [strip.review, strip.decision, *strip.alerts, strip.issuer, strip.disclaimer]
    out.line(" · ".join(part for part in words if part), ACCENT if strip.reviewed else SOFT)
    out.blank()
    out.line(page.who.name, STRONG)
    if page.who.other_name:
        out.line(page.who.other_name, SOFT)
    out.line(page.who.role, ACCENT)
    for items in (page.who.about, page.who.dates):
        out.line(" · ".join(f"{item.label} {item.value}" for item in items))


def _conclusion(out: TerminalLines, page: PageOne) -> None:
    out.blank()
    out.line(page.conclusion.first, STRONG)
    out.line(page.conclusion.second, STRONG)


def _needs(out: TerminalLines, page: PageOne, ctx: PageContext) -> None:
    out.heading(ctx.say("needs.title"))
    for need in page.needs:
        sign, style = _SIGNS[need.status]
        out.line(f"{sign} {need.rule}  {need.status_words}", style)
        needed = f"{ctx.say('needs.needed')} {need.needed}"
        found = f"{ctx.say('needs.found')} {need.found}"
        out.line(f"{needed} · {found} · {need.source}", SOFT, INDENT)


def _figures(out: TerminalLines, page: PageOne, ctx: PageContext) -> None:
    shown = page.figures
    out.heading(ctx.say("figures.title"))
    rows = [
        (shown.label, shown.big or shown.range, shown.level),
        (ctx.say("figures.claimed"), shown.claimed, shown.gap),
        (ctx.say("figures.coverage"), shown.coverage, shown.coverage_note),
        (ctx.say("figures.critical_label"), shown.critical, shown.critical_note),
    ]
    out.rows([[(name, ""), (figure, STRONG), (note, SOFT)] for name, figure, note in rows])
    out.line(" · ".join(f"{item.label} {item.value}" for item in shown.small), SOFT)


def _peers(out: TerminalLines, page: PageOne, ctx: PageContext) -> None:
    if not page.peers:
        return
    out.heading(ctx.say("peers.title"))
    for line in page.peers:
        out.line(line)
    for group in groups_of(ctx)[:1]:
        rows = area_rows(ctx, group)
        out.rows([[(row.head, ""), *((cell, "") for cell in row.cells[:2])] for row in rows])


def _areas(out: TerminalLines, page: PageOne, ctx: PageContext) -> None:
    out.heading(ctx.say("areas.page_title"))
    rows = [[*((ctx.say(key), SOFT) for key in _AREA_HEADS), END]]
    for area in page.areas:
        figures = [(area.claimed, ""), (area.target, ""), (area.gap, ACCENT if area.met else "")]
        head = [(area.title, ""), (area.weight, SOFT), (area.proved, STRONG)]
        rows.append([*head, *figures, (area.coverage, ""), END])
    out.rows(rows, right=range(1, len(_AREA_HEADS)))
    out.blank()
    out.rows([[(area.title, ""), (area.bar, ACCENT), (area.missing, SOFT)] for area in page.areas])
    told = " · ".join(
        f"{sign} {ctx.say(f'charts.key_{key}')}"
        for sign, key in (("█", "proved"), ("▒", "claimed"), ("│", "target"))
    )
    out.line(f"{told} · {ctx.say('areas.missing_head')}", SOFT)


def _facts(out: TerminalLines, page: PageOne, ctx: PageContext) -> None:
    if not page.facts:
        return
    out.heading(ctx.say("facts.page_title"))
    for fact in page.facts:
        out.line(f"{fact.title}  {fact.value}")
        tail = [part for part in (fact.details, fact.proof, fact.link_words) if part]
        if tail:
            out.line(" · ".join(tail), SOFT, INDENT)


def _highlights(
    out: TerminalLines, rows: tuple[Highlight, ...], ctx: PageContext, kind: str, sign: str
) -> None:
    out.heading(ctx.say(f"{kind}.title"))
    for row in rows:
        style = BAD if row.grave else ""
        out.line(f"{sign} {row.title} · {row.number} · {row.proof}", style)
    if not rows:
        out.line(ctx.say(f"{kind}.none"))


def _next(out: TerminalLines, page: PageOne, ctx: PageContext) -> None:
    if ctx.audience.next == "questions":
        out.heading(ctx.say("questions.title"))
        for place, question in enumerate(page.questions, 1):
            out.line(f"{place}. {question.text}")
            out.line(question.why, SOFT, INDENT)
        if not page.questions:
            out.line(ctx.say("questions.none"))
        return
    out.heading(ctx.say("moves.page_title"))
    for step in page.steps:
        out.line(f"{step.gain} {step.title}", STRONG)
        out.line(step.act, indent=INDENT)
        out.line(f"{step.kind} · {step.effort} · {step.who}", SOFT, INDENT)
    if not page.steps:
        out.line(ctx.say("moves.page_none"))
