"""The terminal page: page one as wide as the screen, in two columns where there is room.

Texts are cleaned before they come here: nothing in the data can style or move anything.
"""

from __future__ import annotations

from rich.console import Group
from rich.table import Table

from dpcap.report.context import PageContext
from dpcap.report.lines import (
    ACCENT,
    BAD,
    INDENT,
    SOFT,
    STRONG,
    TWO_COLUMNS,
    FirstThatFits,
    Items,
    TerminalPage,
    Words,
    figure_column,
    listing,
    strong_after,
    text_column,
)
from dpcap.report.page_one_view import AreaSummary, Highlight, LadderRung, PageOne, RuleNeed
from dpcap.report.view_improvements import steps
from dpcap.report.view_page_one import page_one
from dpcap.report.view_peers import area_rows, groups_of
from dpcap.report.view_plan import plan_lines, plan_summary

_AHEAD = ("→", STRONG)
_SIGNS = {"met": ("✓", ACCENT), "unmet": ("✗", BAD), "unchecked": ("?", STRONG)}
# The columns of the table of areas; where it is narrow, only the later ones.
_AREA_HEADS = {
    "weight": "areas.weight",
    "target": "areas.target",
    "coverage": "common.coverage",
    "gap": "areas.gap",
    "claimed": "common.claimed",
    "proved": "common.proved",
}


def render_terminal(ctx: PageContext, *, colour: bool, columns: int) -> str:
    """Page one of *ctx* as text, *columns* wide. *colour* is for a terminal only."""
    out = TerminalPage(columns, colour=colour)
    page = page_one(ctx, radar="")
    _head(out, page)
    if columns >= TWO_COLUMNS:
        left, right = out.half(), out.half()
        _verdict(left, page, ctx)
        _details(right, page, ctx)
        out.beside(left, right)
    else:
        _verdict(out, page, ctx)
        _details(out, page, ctx)
    out.blank()
    for line in page.foot:
        out.line(line, SOFT)
    return out.text


def _head(out: TerminalPage, page: PageOne) -> None:
    strip, who = page.strip, page.who
    if strip.day:
        out.line(strip.day, BAD)
    words = [strip.review, strip.decision, *strip.alerts, *strip.coming, strip.issuer]
    words.append(strip.disclaimer)
    out.items((part for part in words if part), ACCENT if strip.reviewed else SOFT)
    names = " · ".join(part for part in (who.name, who.other_name, who.role) if part)
    said = (Words(text, STRONG) for text in (page.conclusion.first, page.conclusion.second) if text)
    out.panel(Words(names, ACCENT), *said, Items(map(_rung, page.ladder)))
    for items in (who.about, who.dates):
        out.items((f"{item.label} {item.value}" for item in items), SOFT)


def _rung(rung: LadderRung) -> str:
    """A level with its mark, and who stands there; filled in as far as it is held."""
    sign = "○" if rung.state == "above" else "●"
    return " ".join((sign, rung.id, rung.mark, *rung.notes))


def _verdict(out: TerminalPage, page: PageOne, ctx: PageContext) -> None:
    """What to do, and what stands and why."""
    _next(out, page, ctx)
    _needs(out, page, ctx)
    _figures(out, page, ctx)
    _peers(out, page, ctx)


def _details(out: TerminalPage, page: PageOne, ctx: PageContext) -> None:
    """Where the scores come from, and how sure they are."""
    _areas(out, page, ctx)
    _facts(out, page, ctx)
    if page.figures.graded:
        _highlights(out, page.strengths, ctx, "strengths", "＋")
    _highlights(out, page.risks, ctx, "risks", "－")
    out.heading(ctx.say("sure.title"))
    out.line(page.sure)


def _needs(out: TerminalPage, page: PageOne, ctx: PageContext) -> None:
    for title, rules in ((page.held_title, page.held), (page.needs_title, page.needs)):
        if not rules:
            continue
        out.heading(title)
        table = listing(text_column(), text_column(), figure_column())
        for need in rules:
            sign, style = _sign(need)
            texts = Group(
                Words(need.rule, style), Words(_need_words(need, ctx, source=page.sources), SOFT)
            )
            table.add_row(Words(sign, style), texts, Words(need.status_words, style))
        out.add(table)


def _sign(need: RuleNeed) -> tuple[str, str]:
    """What a level still ahead asks for is no fault; a critical indicator that failed is."""
    if need.status == "unmet" and not need.grave:
        return _AHEAD
    return _SIGNS[need.status]


def _need_words(need: RuleNeed, ctx: PageContext, *, source: bool) -> str:
    """What the rule needs and what was found; where sources differ, which rule it is of."""
    needed = f"{ctx.say('needs.needed')} {need.needed}"
    found = f"{ctx.say('needs.found')} {need.found}"
    return " · ".join((needed, found, need.source) if source else (needed, found))


def _figures(out: TerminalPage, page: PageOne, ctx: PageContext) -> None:
    shown = page.figures
    out.heading(ctx.say("figures.title"))
    rows = [
        (shown.label, shown.big or shown.range, shown.level),
        (ctx.say("figures.claimed"), shown.claimed, shown.gap),
        (ctx.say("figures.coverage"), shown.coverage, shown.coverage_note),
        (ctx.say("figures.critical_label"), shown.critical, shown.critical_note),
    ]
    table = listing(text_column(), text_column(style=STRONG), text_column(style=SOFT))
    for row in rows:
        table.add_row(*map(Words, row))
    out.add(table)
    out.items((f"{item.label} {item.value}" for item in shown.small), SOFT)


def _peers(out: TerminalPage, page: PageOne, ctx: PageContext) -> None:
    if not page.peers:
        return
    out.heading(ctx.say("peers.title"))
    for line in page.peers:
        out.line(line)
    for group in groups_of(ctx)[:1]:
        table = listing(text_column(), text_column(), text_column())
        for row in area_rows(ctx, group):
            table.add_row(Words(row.head), *(Words(cell) for cell in row.cells[:2]))
        out.add(table)


def _areas(out: TerminalPage, page: PageOne, ctx: PageContext) -> None:
    out.heading(ctx.say("areas.page_title"))
    names = tuple(_AREA_HEADS)
    tables = [_area_table(page.areas, names[left_out:], ctx) for left_out in (0, 1, 2, 3)]
    out.add(FirstThatFits(tables))
    out.blank()
    bars = listing(text_column(), text_column(whole=True, style=ACCENT), text_column(style=SOFT))
    for area in page.areas:
        bars.add_row(Words(area.title), Words(area.bar), Words(area.missing))
    out.add(bars)
    told = " · ".join(
        f"{sign} {ctx.say(f'charts.key_{key}')}"
        for sign, key in (("█", "proved"), ("▒", "claimed"), ("│", "target"))
    )
    out.line(f"{told} · {ctx.say('areas.missing_head')}", SOFT)


def _area_table(areas: tuple[AreaSummary, ...], names: tuple[str, ...], ctx: PageContext) -> Table:
    """The table with the columns *names*, in the order of page one."""
    shown = [name for name in _AREA_ORDER if name in names]
    heads = (figure_column(ctx.say(_AREA_HEADS[name])) for name in shown)
    table = listing(text_column(ctx.say("areas.area")), *heads)
    for area in areas:
        styles = {"weight": SOFT, "proved": STRONG, "gap": ACCENT if area.met else ""}
        cells = (Words(getattr(area, name), styles.get(name, "")) for name in shown)
        table.add_row(Words(area.title), *cells)
    return table


_AREA_ORDER = ("weight", "proved", "claimed", "target", "gap", "coverage")


def _facts(out: TerminalPage, page: PageOne, ctx: PageContext) -> None:
    if not page.facts:
        return
    out.heading(ctx.say("facts.page_title"))
    for fact in page.facts:
        out.add(strong_after(fact.title, fact.value))
        if tail := [part for part in (fact.details, fact.proof) if part]:
            out.line(" · ".join(tail), SOFT, INDENT)
        if fact.link_words:
            out.add(Words(fact.link_words, SOFT, link=fact.link or ""), INDENT)


def _highlights(
    out: TerminalPage, rows: tuple[Highlight, ...], ctx: PageContext, kind: str, sign: str
) -> None:
    out.heading(ctx.say(f"{kind}.title"))
    for row in rows:
        told = (part for part in (row.title, row.number, row.proof) if part)
        out.item(sign, " · ".join(told), BAD if row.grave else "")
    if not rows:
        out.line(ctx.say(f"{kind}.none"))


def _next(out: TerminalPage, page: PageOne, ctx: PageContext) -> None:
    if ctx.audience.next == "questions":
        _questions(out, page, ctx)
        return
    plan_part(out, ctx, said=page.conclusion.second)


def plan_part(out: TerminalPage, ctx: PageContext, *, said: str = "") -> None:
    """The plan: its first steps in full, the others by name; then what results, unless *said*."""
    first = steps(ctx)
    plan = plan_summary(ctx, len(first))
    out.heading(plan.title)
    table = listing(figure_column(style=STRONG), text_column())
    for step in first:
        told = f"{step.kind} · {step.effort} · {step.who}"
        texts = Group(Words(step.title, STRONG), Words(step.act), Words(told, SOFT))
        table.add_row(Words(step.gain), texts)
    for step in plan_lines(ctx)[len(first) :]:
        table.add_row(Words(step.gain), Words(step.title))
    if first:
        out.add(table)
    else:
        out.line(ctx.say("moves.page_none"))
    if plan.result and plan.result != said:
        out.line(plan.result)


def _questions(out: TerminalPage, page: PageOne, ctx: PageContext) -> None:
    """What a brand should ask, and why."""
    out.heading(ctx.say("questions.title"))
    table = listing(figure_column(), text_column())
    for place, question in enumerate(page.questions, 1):
        table.add_row(Words(f"{place}."), Group(Words(question.text), Words(question.why, SOFT)))
    if page.questions:
        out.add(table)
    else:
        out.line(ctx.say("questions.none"))
