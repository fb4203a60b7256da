"""The status of a round, laid out for a terminal.

First what to do today, then a line for each provider, then what lapses soon, what is contested, and
what keeps folders from being read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from dpcap.cli.findings import WORDING, line_of
from dpcap.model.round_status import LAPSING_DAYS, REMIND_DAYS
from dpcap.model.two_languages import Book, TwoLanguages
from dpcap.report.lines import (
    BAD,
    SOFT,
    STRONG,
    TerminalPage,
    Words,
    figure_column,
    listing,
    text_column,
)
from dpcap.report.sanitize import printable
from dpcap.workflow.round_words import DAYS

if TYPE_CHECKING:
    from rich.table import Column, Table

    from dpcap.model.base import Language
    from dpcap.model.round_status import (
        LapsingItem,
        ProviderStatus,
        RoundStatus,
        RoundTask,
    )


WORDS = Book(
    {
        "head": TwoLanguages(
            "{title} · {on} · 共 {count} $subject_n", "{title} · {on} · {count:$subject|$subjects}"
        ),
        "no_round": TwoLanguages("没有轮次日期", "no round"),
        "next": TwoLanguages("下一个日子：{what} {day}（{when}）", "Next: {what} {day} ({when})"),
        "over": TwoLanguages("本轮各个日子都已过去", "All days of the round are past"),
        "today": TwoLanguages("今天", "today"),
        "ahead": TwoLanguages("还有 {days} 天", "in {days} d"),
        "first": TwoLanguages("今天先做：{what}", "First today: {what}"),
        "then": TwoLanguages("然后：{what}", "Then: {what}"),
        "nothing": TwoLanguages("今天没有要催办的事", "Nothing is to be done today"),
        "task.unreadable": TwoLanguages(
            "修好读不了的文件夹，{count} $subject_n：{who}",
            "mend the folders that cannot be read ({count}): {who}",
        ),
        "task.unanswered": TwoLanguages(
            "答复逾期未答的申诉，{count} $subject_n：{who}",
            "answer the appeals past their day ({count}): {who}",
        ),
        "task.contested": TwoLanguages(
            "处理异议，{count} $subject_n：{who}", "settle what is contested ({count}): {who}"
        ),
        "task.late": TwoLanguages(
            "催交逾期未交的，{count} $subject_n：{who}", "call those who are late ({count}): {who}"
        ),
        "task.unmet": TwoLanguages(
            "催办逾期未满足的条件，{count} $subject_n：{who}",
            "ask for conditions past their day ({count}): {who}",
        ),
        "task.to_review": TwoLanguages(
            "复核交齐的，{count} $subject_n：{who}", "review what is in ({count}): {who}"
        ),
        "task.to_decide": TwoLanguages(
            "给复核完的作结论，{count} $subject_n：{who}",
            "decide on what is reviewed ({count}): {who}",
        ),
        "task.due_soon": TwoLanguages(
            "提醒 {ahead} 天内到截止日的，{count} $subject_n：{who}",
            "remind those due within {ahead:day|days} ({count}): {who}",
        ),
        "task.lapsing": TwoLanguages(
            "安排 {ahead} 天内到期的，{count} $subject_n：{who}",
            "see to what lapses within {ahead:day|days} ({count}): {who}",
        ),
        "longest": TwoLanguages("（最久 {days} 天）", " (longest: {days} d)"),
        "planned": TwoLanguages("，约 {minutes} 分钟", ", about {minutes} min"),
        "comma": TwoLanguages("、", ", "),
        "semicolon": TwoLanguages("；", "; "),
        "and_more": TwoLanguages("{text} 等", "{text} …"),
        "count": TwoLanguages("{state} {count}", "{state} {count}"),
        "list": TwoLanguages("各家进度", "Where each stands"),
        "column.provider": TwoLanguages("编号", "Id"),
        "column.name": TwoLanguages("$subject", "$Subject"),
        "column.state": TwoLanguages("状态", "State"),
        "column.answered": TwoLanguages("已答", "Answered"),
        "column.minutes": TwoLanguages("还差", "To do"),
        "column.reviewed": TwoLanguages("已复核", "Reviewed"),
        "column.turn": TwoLanguages("轮到谁", "Turn"),
        "column.days": TwoLanguages("已等", "Waiting"),
        "column.due": TwoLanguages("截止", "Due"),
        "minutes": TwoLanguages("{minutes} 分", "{minutes} min"),
        "days": TwoLanguages("{days} 天", "{days} d"),
        "extended": TwoLanguages("{day} 延", "{day} ext."),
        "pieces": TwoLanguages("{reviewed}/{pieces}", "{reviewed}/{pieces}"),
        "state.unreadable": TwoLanguages("读不了", "cannot be read"),
        "state.contested": TwoLanguages("有异议", "contested"),
        "state.late": TwoLanguages("逾期未交", "late"),
        "state.to_review": TwoLanguages("待复核", "to review"),
        "state.to_decide": TwoLanguages("待作结论", "to decide"),
        "state.filling": TwoLanguages("填写中", "filling in"),
        "state.not_open": TwoLanguages("未开放", "not open yet"),
        "state.decided": TwoLanguages("已作结论", "decided"),
        "decided": TwoLanguages("已作结论：{decision}", "decided: {decision}"),
        "decision.admit": TwoLanguages("$admit", "$admit"),
        "decision.conditional": TwoLanguages("$conditional", "$conditional"),
        "decision.decline": TwoLanguages("$decline", "$decline"),
        "decision.reassess": TwoLanguages("$reassess", "$reassess"),
        "stale": TwoLanguages("待作结论（原结论已失效）", "to decide (the last no longer holds)"),
        "turn.provider": TwoLanguages("$subject", "$subject"),
        "turn.reviewer": TwoLanguages("复核人", "reviewer"),
        "turn.manager": TwoLanguages("经理", "manager"),
        "lapsing": TwoLanguages("{ahead} 天内到期", "Lapsing within {ahead:day|days}"),
        "lapse.decision": TwoLanguages("结论到期", "the decision ends"),
        "lapse.condition": TwoLanguages("条件到期：{names}", "conditions fall due: {names}"),
        "lapse.verification": TwoLanguages("核实到期：{names}", "verifications end: {names}"),
        "lapse.evidence": TwoLanguages("证据到期：{names}", "evidence lapses: {names}"),
        "lapse.figure": TwoLanguages(
            "指标数字（连同同行数字）过期：{names}",
            "figures, and the peers' beside them, get too old: {names}",
        ),
        "problems": TwoLanguages("读不了的文件夹", "What cannot be read"),
        "contested": TwoLanguages("异议", "What is contested"),
    }
)


_MOST_NAMES = 6
_WIDE = 100
_ALL = ("provider", "name", "state", "answered", "minutes", "reviewed", "turn", "days", "due")
# What a narrow page leaves out can be read in the table or the JSON.
_FEW = tuple(name for name in _ALL if name not in {"name", "reviewed"})
_FIGURES = frozenset(("answered", "minutes", "reviewed", "days", "due"))
_WHOLE = frozenset(("provider", "turn"))
_LATE = frozenset(("unreadable", "late", "contested"))


def page(found: RoundStatus, language: Language, out: TerminalPage) -> str:
    """How *found* stands, on *out*."""
    _Page(found, language).print(out)
    return out.text


@dataclass(frozen=True)
class _Page:
    found: RoundStatus
    language: Language

    def print(self, out: TerminalPage) -> None:
        out.panel(*self._head())
        out.items(self._counts())
        out.heading(self.say("list"))
        out.add(self._table(_ALL if out.columns >= _WIDE else _FEW))
        self._lapsing(out)
        self._details(out)

    def say(self, key: str, **fields: str | float) -> str:
        return WORDS.say(key, self.language, WORDING.wording, **fields)

    # ── what comes first ─────────────────────────────────────────────────────────────────────────

    def _head(self) -> Iterator[Words]:
        held = self.found.round
        named = held.title.say(self.language) if held and held.title else None
        title = printable(named or (held.id if held else self.say("no_round")))
        count = len(self.found.providers)
        yield Words(self.say("head", title=title, on=str(self.found.on), count=count), STRONG)
        if held is not None:
            yield Words(self._next(), SOFT)
        for at, task in enumerate(self.found.tasks):
            yield Words(self.say("then" if at else "first", what=self._task(task)))
        if not self.found.tasks:
            yield Words(self.say("nothing"))

    def _next(self) -> str:
        """The next day of the round, and in how many days it is."""
        if self.found.next_day is None:
            return self.say("over")
        key, day = self.found.next_day
        days = (day - self.found.on).days
        when = self.say("ahead", days=days) if days else self.say("today")
        return self.say("next", what=DAYS.say(key, self.language), day=str(day), when=when)

    def _task(self, task: RoundTask) -> str:
        ahead = REMIND_DAYS if task.kind == "due_soon" else LAPSING_DAYS
        who, count = self._listed(task.providers), len(task.providers)
        text = self.say(f"task.{task.kind}", count=count, who=who, ahead=ahead)
        if task.minutes:
            text += self.say("planned", minutes=f"{task.minutes:.0f}")
        return text + self.say("longest", days=task.days) if task.days else text

    def _listed(self, names: Sequence[str]) -> str:
        """The first few of *names*."""
        text = self.say("comma").join(map(printable, names[:_MOST_NAMES]))
        return self.say("and_more", text=text) if len(names) > _MOST_NAMES else text

    def _counts(self) -> Iterator[str]:
        for state, count in self.found.counts.items():
            yield self.say("count", state=self.say(f"state.{state}"), count=count)

    # ── a line for each ──────────────────────────────────────────────────────────────────────────

    def _table(self, shown: Sequence[str]) -> Table:
        """A line for each provider, with the columns that are *shown*."""
        table = listing(*(self._column(name) for name in shown))
        for one in self.found.providers:
            cells = self._cells(one)
            table.add_row(*(cells[name] for name in shown))
        return table

    def _column(self, name: str) -> Column:
        head = self.say(f"column.{name}")
        if name in _FIGURES:
            return figure_column(head)
        return text_column(head, whole=name in _WHOLE)

    def _cells(self, one: ProviderStatus) -> dict[str, Words]:
        name = one.name.say(self.language) if one.name else ""
        share = "" if one.share is None else f"{int(one.share * 100)}%"
        minutes = self.say("minutes", minutes=f"{one.minutes:.0f}") if one.open_rows else ""
        reviewed = self.say("pieces", reviewed=one.reviewed, pieces=one.pieces)
        waiting = one.turn is not None and one.days is not None
        return {
            "provider": Words(printable(one.provider)),
            "name": Words(printable(name)),
            "state": Words(self._state(one), BAD if one.state in _LATE else ""),
            "answered": Words(share),
            "minutes": Words(minutes),
            "reviewed": Words(reviewed if one.pieces else ""),
            "turn": Words(self.say(f"turn.{one.turn}") if one.turn else ""),
            "days": Words(self.say("days", days=one.days or 0) if waiting else ""),
            "due": Words(self._due(one)),
        }

    def _state(self, one: ProviderStatus) -> str:
        if one.state == "decided" and one.decision:
            return self.say("decided", decision=self.say(f"decision.{one.decision}"))
        return self.say("stale" if one.stale else f"state.{one.state}")

    def _due(self, one: ProviderStatus) -> str:
        if one.due_on is None:
            return ""
        day = f"{one.due_on:%m-%d}"
        return self.say("extended", day=day) if one.extended else day

    # ── what there is to know of single ones ─────────────────────────────────────────────────────

    def _lapsing(self, out: TerminalPage) -> None:
        listed = [one for one in self.found.providers if one.lapsing]
        if not listed:
            return
        out.heading(self.say("lapsing", ahead=LAPSING_DAYS))
        for one in listed:
            parts = groupby(one.lapsing, key=lambda each: (each.until, each.kind))
            told = (self._lapse(list(held)) for _, held in parts)
            out.item(printable(one.provider), self.say("semicolon").join(told))

    def _lapse(self, held: Sequence[LapsingItem]) -> str:
        names = self._listed([one.name for one in held])
        return f"{held[0].until:%m-%d} {self.say(f'lapse.{held[0].kind}', names=names)}"

    def _details(self, out: TerminalPage) -> None:
        contested = [one for one in self.found.providers if one.contested]
        if contested:
            out.heading(self.say("contested"))
        for one in contested:
            out.item(printable(one.provider), printable(one.contested or ""))
        told = [each for one in self.found.providers for each in one.findings]
        if told:
            out.heading(self.say("problems"))
        for each in told:
            out.line(line_of(each, self.language))
