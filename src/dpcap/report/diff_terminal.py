"""A change between two profiles on the terminal."""

from __future__ import annotations

from dpcap.report.diff_view import AnswerRow, DiffView, PieceRow
from dpcap.report.lines import (
    ACCENT,
    BAD,
    INDENT,
    SOFT,
    STRONG,
    TerminalPage,
    Words,
    figure_column,
    listing,
    text_column,
)

_MOST = 15


def render_diff_terminal(page: DiffView, columns: int, *, colour: bool = False) -> str:
    """*page* as text, *columns* wide. *colour* is for a terminal only."""
    out = TerminalPage(columns, colour=colour)
    out.line(f"{page.name} · {page.title}", STRONG)
    _notices(out, page)
    _head(out, page)
    _splits(out, page)
    _answers(out, page)
    _evidence(out, page)
    out.blank()
    out.line(page.foot, SOFT)
    return out.text


def _notices(out: TerminalPage, page: DiffView) -> None:
    if not page.notices:
        return
    out.heading(page.words.say("notice.title"))
    for notice in page.notices:
        out.item("!", notice)


def _head(out: TerminalPage, page: DiffView) -> None:
    out.blank()
    heads = (text_column(page.words.say(f"head.{key}")) for key in ("before", "after"))
    table = listing(text_column(), *heads)
    for label, before, after in page.head:
        style = STRONG if before != after else ""
        table.add_row(Words(label), Words(before), Words(after, style))
    out.add(table)


def _splits(out: TerminalPage, page: DiffView) -> None:
    out.heading(page.words.say("split.title"))
    first, *figures = page.columns
    table = listing(text_column(first), *map(figure_column, figures))
    for place, row in enumerate(page.splits):
        title = Words(row.title, "" if place else STRONG)
        table.add_row(title, *(Words(one, _shade(one)) for one in row.figures))
    out.add(table)
    out.line(page.words.say("split.caption"), SOFT)
    out.line(page.words.say("split.legend"), SOFT)


def _shade(figure: str) -> str:
    if figure.startswith("+"):
        return ACCENT
    return BAD if figure.startswith("−") else ""


def _answers(out: TerminalPage, page: DiffView) -> None:
    say = page.words.say
    out.heading(page.answers_title)
    if not page.answers:
        out.line(say("answers.none"))
    for row in page.answers[:_MOST]:
        _answer(out, row, page)
    if len(page.answers) > _MOST:
        out.line(say("answers.more", n=len(page.answers) - _MOST), SOFT)
    for line in page.asked:
        out.line(line, SOFT)


def _answer(out: TerminalPage, row: AnswerRow, page: DiffView) -> None:
    say = page.words.say
    out.line(f"{row.id} {row.title}", STRONG)
    table = listing(text_column(style=SOFT), text_column())
    for key, text in (("before", row.before), ("after", row.after)):
        table.add_row(Words(say(f"answers.{key}")), Words(text))
    out.add(table, INDENT)
    scores = f"{say('answers.proved')} {row.proved} · {say('answers.claimed')} {row.claimed}"
    out.line(scores, SOFT, INDENT)


def _evidence(out: TerminalPage, page: DiffView) -> None:
    say = page.words.say
    out.heading(page.evidence_title)
    if not page.evidence and not page.ruled:
        out.line(say("evidence.none"))
    for row in page.evidence[:_MOST]:
        _piece(out, row)
    if len(page.evidence) > _MOST:
        out.line(say("answers.more", n=len(page.evidence) - _MOST), SOFT)
    if page.ruled:
        out.line(page.ruled, SOFT)


def _piece(out: TerminalPage, row: PieceRow) -> None:
    out.line(f"{row.change} · {row.id} {row.file}".rstrip())
    tail = " · ".join(part for part in (row.until, row.backs) if part)
    if tail:
        out.line(tail, SOFT, INDENT)
