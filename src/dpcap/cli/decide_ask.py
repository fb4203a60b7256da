"""What is asked of whoever decides, on a terminal: the decision, why, who, on which conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import typer

from dpcap.cli.findings import WORDING
from dpcap.cli.interview.reading import tidy
from dpcap.cli.language import TALK, say
from dpcap.cli.line_input import cleaned_line
from dpcap.intake.office import day_typed
from dpcap.intake.values import is_day
from dpcap.model.base import LINE, PROSE
from dpcap.model.decision import DECISIONS, DecisionCondition, DecisionKind
from dpcap.scoring.decision_basis import due_on
from dpcap.workflow.decide import TakenDecision

# A day without a year is the next one that is called so.
_AHEAD = timedelta(days=364)
_SKIP, _LEAVE, _DROP = "s", "q", "-"
# Without a framework at hand a decision is called so.
DECISION_WORDS: dict[DecisionKind, str] = {
    "admit": say("通过", "admit"),
    "conditional": say("有条件通过", "conditional"),
    "decline": say("未通过", "decline"),
    "reassess": say("重新评估", "reassess"),
}


class UndecidedError(Exception):
    """Whoever decides left: the key for it, the end of input, or an interrupt."""


def ask(
    kind: DecisionKind | None,
    conditions: Iterable[DecisionCondition],
    *,
    reason: str | None,
    by: str | None,
    on: date,
) -> TakenDecision | None:
    """What is decided; None to skip the provider. Raises UndecidedError.

    *kind* and *conditions* are proposed, *reason* and *by* known from before; *on* is the day.
    """
    try:
        chosen = _kind(kind)
        if chosen is None:
            return None
        asked = _conditions(conditions, on) if chosen == "conditional" else ()
        why = _line(say("理由", "Reason"), reason)
        return TakenDecision(
            chosen, why, _line(say("作结论的人", "Decided by"), by, limit=LINE), asked
        )
    except typer.Abort as error:
        raise UndecidedError from error


def _kind(proposed: DecisionKind | None) -> DecisionKind | None:
    """The decision, by its word, its id or its first letter; None to skip."""
    known = {word: kind for kind in DECISIONS for word in (kind, kind[0], _word(kind))}
    while True:
        said = tidy(_line(_choices(proposed), proposed, shown=False)).casefold()
        if said in known:
            return known[said]
        if said == _SKIP:
            return None
        if said == _LEAVE:
            raise UndecidedError
        typer.echo(say("  请写上面的字母或文字", "  one of the letters or words above"), err=True)


def _word(kind: DecisionKind) -> str:
    """What the gates or the framework call a decision."""
    return WORDING.fill(f"${kind}", TALK).casefold()


def _choices(proposed: DecisionKind | None) -> str:
    listed = " · ".join(f"{kind[0]} {_word(kind)}" for kind in DECISIONS)
    rest = say("s 跳过 · q 结束", "s skip · q quit")
    word = _word(proposed) if proposed else ""
    taken = say(f"（回车：{word}）", f" (Enter: {word})") if word else ""
    return say(f"结论：{listed} · {rest}{taken}", f"Decision: {listed} · {rest}{taken}")


def _conditions(proposed: Iterable[DecisionCondition], on: date) -> tuple[DecisionCondition, ...]:
    """The conditions: those proposed as they are, changed or dropped, and more of one's own."""
    made: tuple[DecisionCondition, ...] = ()
    while not made:
        made = (*_reworded(proposed, on), *_more(on))
    return made


def _reworded(proposed: Iterable[DecisionCondition], on: date) -> Iterator[DecisionCondition]:
    for one in proposed:
        typer.echo(f"  · {one.text}", err=True)
        text = _line(
            say("条件（回车照用，- 去掉，或改写）", "Condition (Enter: so, - drop, or reword)"),
            one.text,
            shown=False,
        )
        if tidy(text) != _DROP:
            yield DecisionCondition(text=text, due_on=_day(one.due_on, on))


def _more(on: date) -> Iterator[DecisionCondition]:
    more = say("再加一项条件（回车结束）", "One more condition (Enter: no more)")
    while text := _line(more, "", shown=False):
        yield DecisionCondition(text=text, due_on=_day(due_on(on), on))


def _day(proposed: date, on: date) -> date:
    """The last day of a condition, not before the day of the decision."""
    while True:
        said = _line(say("  到期日", "  Due on"), proposed.isoformat())
        day = day_typed(said, on + _AHEAD)
        if is_day(day) and date.fromisoformat(day) >= on:
            return date.fromisoformat(day)
        told = say(f"  请写日期，如 {proposed}，不早于 {on}", f"  such as {proposed}, from {on} on")
        typer.echo(told, err=True)


def _line(text: str, default: str | None, *, shown: bool = True, limit: int = PROSE) -> str:
    """One typed line of at most *limit* characters; *default* if it is empty, if there is one."""
    while True:
        said: str = typer.prompt(
            text, default=default, show_default=shown and bool(default), err=True
        )
        said = cleaned_line(said)
        if len(said) > limit:
            typer.echo(say(f"  最多 {limit} 个字", f"  {limit} characters at most"), err=True)
        elif said or default == "":
            return said
