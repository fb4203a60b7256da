"""A change between two profiles on the terminal."""

from __future__ import annotations

from dpcap.report.diff_view import AnswerRow, DiffView, PieceRow
from dpcap.report.figures import short, width
from dpcap.report.lines import ACCENT, BAD, END, SOFT, STRONG, Cell, TerminalLines
from dpcap.report.sanitize import plain

_MOST, _FIGURE, _GAP, _TITLE = 15, 5, 2, 12


def render_diff_terminal(page: DiffView, columns: int, *, colour: bool = False) -> str:
    """*page* as text, *columns* wide. *colour* is for a terminal only."""
    out = TerminalLines(columns, colour=colour)
    out.line(f"{page.name} · {page.title}", STRONG)
    _notices(out, page)
    _head(out, page)
    _splits(out, page, columns)
    _answers(out, page)
    _evidence(out, page)
    out.blank()
    out.line(page.foot, SOFT)
    return out.text


def _notices(out: TerminalLines, page: DiffView) -> None:
    if not page.notices:
        return
    out.heading(page.words.say("notice.title"))
    for notice in page.notices:
        out.line(f"! {notice}")


def _head(out: TerminalLines, page: DiffView) -> None:
    out.blank()
    heads = [("", ""), *((page.words.say(f"head.{key}"), SOFT) for key in ("before", "after")), END]
    rows: list[list[Cell]] = [heads]
    for label, before, after in page.head:
        rows.append([(label, ""), (before, ""), (after, STRONG if before != after else ""), END])
    out.rows(rows)


def _splits(out: TerminalLines, page: DiffView, columns: int) -> None:
    out.heading(page.words.say("split.title"))
    rows: list[list[Cell]] = [[*((head, SOFT) for head in page.columns), END]]
    room = columns - sum(max(_FIGURE, width(head)) + _GAP for head in page.columns[1:])
    for place, row in enumerate(page.splits):
        title = (short(plain(row.title), max(room, _TITLE)), "" if place else STRONG)
        rows.append([title, *((one, _shade(one)) for one in row.figures), END])
    out.rows(rows, right=range(1, len(page.columns)))
    out.line(page.words.say("split.caption"), SOFT)
    out.line(page.words.say("split.legend"), SOFT)


def _shade(figure: str) -> str:
    if figure.startswith("+"):
        return ACCENT
    return BAD if figure.startswith("−") else ""


def _answers(out: TerminalLines, page: DiffView) -> None:
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


def _answer(out: TerminalLines, row: AnswerRow, page: DiffView) -> None:
    say = page.words.say
    out.line(f"{row.id} {row.title}", STRONG)
    compared_profiles = (("before", row.before), ("after", row.after))
    out.rows(
        [[("", ""), (say(f"answers.{key}"), SOFT), (text, "")] for key, text in compared_profiles]
    )
    scores = f"{say('answers.proved')} {row.proved} · {say('answers.claimed')} {row.claimed}"
    out.line(scores, SOFT, indent=2)


def _evidence(out: TerminalLines, page: DiffView) -> None:
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


def _piece(out: TerminalLines, row: PieceRow) -> None:
    out.line(f"{row.change} · {row.id} {row.file}".rstrip())
    tail = " · ".join(part for part in (row.until, row.backs) if part)
    if tail:
        out.line(tail, SOFT, indent=2)
