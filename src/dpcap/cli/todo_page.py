"""The list of what is still to collect, laid out for a terminal.

First the one thing to do first, then how much each person has to do, then their lists. Rows that
wait for the same thing are one line with their number; so are the rows of one indicator for several
shops. The whole list, row by row, is `--all`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group

from dpcap.intake.submission import CHANGED
from dpcap.intake.todo import HANGS_OPEN, IN_CONFLICT, NO_SHOPS, PENDING, TodoGroup, TodoRow
from dpcap.intake.todo_causes import TodoCause, causes, prerequisites
from dpcap.model.two_languages import Book, TwoLanguages
from dpcap.report.audience import find_audience
from dpcap.report.context import PageContext
from dpcap.report.lines import (
    BAD,
    INDENT,
    SOFT,
    STRONG,
    TWO_COLUMNS,
    TerminalPage,
    Words,
    figure_column,
    listing,
    text_column,
)
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import printable
from dpcap.report.terminal import plan_part
from dpcap.report.view_plan import plan_lines
from dpcap.report.words import load_words

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.finding import Finding
    from dpcap.model.framework import Framework
    from dpcap.model.profile import Profile
    from dpcap.workflow.todo import OpenWork


WORDS = Book(
    {
        "head": TwoLanguages(
            "{name} · 还要收集 {count} 项，约 {minutes} 分钟",
            "{name} · {count} still to collect, about {minutes:minute|minutes}",
        ),
        "further": TwoLanguages(
            "这是核心题，答完可以预估等级；定级要答全套，"
            "再加 {count} 项，约 {minutes} 分钟（--set role）",
            "This is the core set, enough to estimate the level; a level needs the full set, "
            "{count} more, about {minutes:minute|minutes} (--set role)",
        ),
        "done": TwoLanguages("{name} · 没有要收集的了", "{name} · nothing left to collect"),
        "unsigned": TwoLanguages("还没有签交：dpcap submit", "Not signed off yet: dpcap submit"),
        "first": TwoLanguages("先做这一件：{what}", "First: {what}"),
        "then": TwoLanguages("然后：{what}", "Then: {what}"),
        f"first.{NO_SHOPS}": TwoLanguages(
            "在 provider.yaml 登记全部$part。有 {count} 项按$part填写，登记后才能填",
            "list every $part in provider.yaml; {count} are asked per $part and wait for it",
        ),
        f"first.{HANGS_OPEN}": TwoLanguages(
            "回答以下前提，其余 {count} 项才知道问不问：{titles}",
            "answer these; whether {count} others are asked at all hangs on them: {titles}",
        ),
        "first.critical": TwoLanguages(
            "办完 {count} 项红线项：{titles}", "settle what is critical ({count}): {titles}"
        ),
        "first.answer": TwoLanguages("回答未答的 {count} 项", "answer the {count} open questions"),
        "first.find_out": TwoLanguages(
            "查明答了“不清楚”的 {count} 项", "find out what was answered “unknown” ({count})"
        ),
        "first.correct": TwoLanguages(
            "改正不计的 {count} 个答案", "correct the answers that do not count ({count})"
        ),
        "first.settle": TwoLanguages(
            "核实几处说法不同的 {count} 项（dpcap resolve）",
            "settle what is answered in several ways ({count}; dpcap resolve)",
        ),
        "first.shop": TwoLanguages(
            "补上 {count} 个缺的$part数字", "give the missing $part figures ({count})"
        ),
        "first.reason": TwoLanguages(
            "写明 {count} 项“不适用”的原因", "say why {count} do not apply"
        ),
        "first.renew": TwoLanguages(
            "更新过期的证据，共 {count} 项", "renew the proof that has lapsed ({count})"
        ),
        "first.proof": TwoLanguages(
            "为没有证据的 {count} 项补证据", "bring proof where there is none ({count})"
        ),
        f"waiting.{NO_SHOPS}": TwoLanguages(
            "另有 {count} 项待登记$part后填写", "{count} more wait for the $parts to be listed"
        ),
        f"waiting.{HANGS_OPEN}": TwoLanguages(
            "另有 {count} 项待前提答了再看", "{count} more wait for what they hang on"
        ),
        "group": TwoLanguages(
            "{title} · {count} 项 · {minutes} 分钟", "{title} · {count} · {minutes} min"
        ),
        "items": TwoLanguages("{count} 项", "{count}"),
        "no_screen": TwoLanguages("不在后台页面上", "Not on a screen"),
        "minutes": TwoLanguages("{minutes} 分", "{minutes} min"),
        "answer": TwoLanguages("未答", "to answer"),
        "hangs": TwoLanguages("未答，先答：{titles}", "to answer; first answer: {titles}"),
        "find_out": TwoLanguages("答了“不清楚”，请查明", "answered “unknown”: find out"),
        "correct": TwoLanguages("答案不计，请改正", "does not count: correct it"),
        "settle": TwoLanguages("几处说法不同：{values}", "answered in several ways: {values}"),
        "shop": TwoLanguages("缺$part的数字", "the $part's figure is missing"),
        "reason": TwoLanguages("“不适用”请写明原因", "N/A: say why in a note"),
        "renew": TwoLanguages("证据已过期，请更新", "proof has lapsed: renew it"),
        "proof": TwoLanguages("没有证据", "no proof"),
        "critical": TwoLanguages("红线项", "critical"),
        NO_SHOPS: TwoLanguages(
            "按$part填写，而 provider.yaml 还没有登记$part",
            "asked per $part, and provider.yaml lists none yet",
        ),
        PENDING: TwoLanguages(
            "抽签待定：再任填 {count} $part_n$part_short的数字",
            "draw pending: figures of any {count} more $parts",
        ),
        "pending": TwoLanguages(
            "抽签待定：绑定 {number} $part_n$part_short，每项任填 {rows} $part_n或更多，"
            "$part指标证据封顶 {cap}。",
            "Draw pending: {number} $parts are bound; give each figure of any {rows} or more,"
            " what $part figures prove is capped at {cap}.",
        ),
        "screen": TwoLanguages("查 {screen}", "see {screen}"),
        "shops": TwoLanguages("{count} $part_n$part_short：{text}", "{count} $parts: {text}"),
        "comma": TwoLanguages("、", ", "),
        "and_more": TwoLanguages("{text} 等 {count} 项", "{text}, {count} in all"),
        "legend": TwoLanguages("代码说明", "What the codes mean"),
        "legend.one": TwoLanguages("{said}", "{said}"),
        "legend.line": TwoLanguages("{count} 项，如：{said}", "{count} of these, such as: {said}"),
        "all": TwoLanguages("逐项全部列出：加 --all", "Every single one: --all"),
    }
)


# A scope that is answered no without proof, for some shops so, or not answered; editable files that
# wait for a reviewer; a change after the sign-off.
_NOTED = frozenset({"DP173", "DP177", "DP178", "DP905", CHANGED})
# Needs whose words say all that their code does.
_SAID = frozenset({NO_SHOPS, PENDING, HANGS_OPEN, IN_CONFLICT, "DP344"})
_FACT = "fact_"
# What of a finding names a kind of evidence.
_KINDS = ("kind", "counted")
_MOST_NAMES, _MOST_GROUPS = 6, 12


def page(found: OpenWork, language: Language, out: TerminalPage, *, whole: bool = False) -> str:
    """The list on *out*; *whole*: every row by itself."""
    rows = [row for group in found.groups for row in group.rows]
    held = () if whole else causes(rows, found.profile)
    _TodoPage(found, language, held, whole).print(out)
    return out.text


@dataclass(frozen=True)
class _TodoPage:
    """What is printed: the groups, and which of their rows wait for what."""

    found: OpenWork
    language: Language
    causes: tuple[TodoCause, ...]
    whole: bool

    @property
    def groups(self) -> tuple[TodoGroup, ...]:
        return self.found.groups

    @property
    def framework(self) -> Framework:
        return self.found.framework

    @property
    def profile(self) -> Profile:
        return self.found.profile

    def print(self, out: TerminalPage) -> None:
        rows = [row for group in self.groups for row in group.rows]
        out.panel(*self._head(rows))
        for line in self._notes():
            out.line(line)
        if 1 < len(self.groups) <= _MOST_GROUPS:
            self._overview(out)
        if not self.causes:
            self._plan(out)
        if out.columns >= TWO_COLUMNS and len(self.groups) > 1:
            left, right = out.half(), out.half()
            middle = _middle([len(self._lines(group)) for group in self.groups])
            self._lists(left, self.groups[:middle])
            self._lists(right, self.groups[middle:])
            out.beside(left, right)
        else:
            self._lists(out, self.groups)
        self._legend(out, rows)
        if not self.whole and self._is_shortened(rows):
            out.blank()
            out.line(self.say("all"), SOFT)

    def say(self, key: str, **fields: str | float) -> str:
        return WORDS.say(key, self.language, self.framework.wording, **fields)

    # ── what comes first ─────────────────────────────────────────────────────────────────────────

    def _head(self, rows: Sequence[TodoRow]) -> Iterator[Words]:
        name = printable(self.profile.provider.name.say(self.language))
        if not rows:
            yield Words(self.say("done", name=name), STRONG)
            if self.profile.submission is None:
                yield Words(self.say("unsigned"))
            return
        minutes = _short(sum(row.minutes for row in rows))
        yield Words(self.say("head", name=name, count=len(rows), minutes=minutes), STRONG)
        if (further := self.found.further) and further.items:
            more = _short(further.minutes)
            yield Words(self.say("further", count=further.items, minutes=more))
        for at, text in enumerate(self._first(rows)):
            yield Words(self.say("then" if at else "first", what=text))

    def _first(self, rows: Sequence[TodoRow]) -> Iterator[str]:
        """What to do first: what most wait for, else what is critical, else what most rows need."""
        if self.causes:
            yield from (self._cause(one) for one in self.causes)
            return
        if critical := dict.fromkeys(row.node for row in rows if row.critical):
            titles = self._titles(critical)
            yield self.say("first.critical", count=len(critical), titles=titles)
            return
        (need, count), *_ = Counter(row.need for row in rows).most_common()
        yield self.say(f"first.{need}", count=count)

    def _cause(self, cause: TodoCause) -> str:
        titles = self._titles(cause.needs)
        return self.say(f"first.{cause.code}", count=len(cause.nodes), titles=titles)

    def _titles(self, names: Sequence[str] | dict[str, None]) -> str:
        """The titles of facts and indicators, the first few, and how many there are."""
        listed = [self._named(name) for name in names]
        text = self.say("comma").join(listed[:_MOST_NAMES])
        more = len(listed) > _MOST_NAMES
        return self.say("and_more", text=text, count=len(listed)) if more else text

    def _named(self, name: str) -> str:
        if name in self.framework.by_id:
            return f"{self.framework.by_id[name].title.say(self.language)} ({name})"
        fact = self.framework.facts.get(name.removeprefix(_FACT))
        return fact.title.say(self.language) if fact else name

    def _notes(self) -> Iterator[str]:
        """The draw if it is pending; what is still to be said of scopes and sign-off."""
        shops = self.profile.shops
        if shops.draw == "pending":
            number = len(self.profile.provider.shops)
            cap = _short(self.framework.method.own_draw_cap)
            yield self.say("pending", number=number, rows=shops.rows, cap=cap)
        for one in self.profile.findings:
            if one.code in _NOTED:
                yield self._with_titles(one).message(self.language, self.framework.wording)

    def _with_titles(self, finding: Finding) -> Finding:
        """*finding* with the titles of the kinds of evidence that it names."""
        titles = {
            key: self.framework.proof_titles[str(kind)].say(self.language)
            for key, kind in finding.params.items()
            if key in _KINDS and kind in self.framework.proof_titles
        }
        return finding.model_copy(update={"params": {**finding.params, **titles}})

    # ── who has how much to do ───────────────────────────────────────────────────────────────────

    def _overview(self, out: TerminalPage) -> None:
        out.blank()
        table = listing(text_column(), figure_column(), figure_column())
        for group in self.groups:
            count = self.say("items", count=len(group.rows))
            minutes = self.say("minutes", minutes=_short(group.minutes))
            table.add_row(*map(Words, (self._title(group), count, minutes)))
        out.add(table)

    def _title(self, group: TodoGroup) -> str:
        return group.title.say(self.language) if group.title else group.key or self.say("no_screen")

    def _plan(self, out: TerminalPage) -> None:
        """What leads to the next level, beyond what is to be collected."""
        reports = own_reports()
        words = load_words(reports, self.language, wording=self.framework.wording)
        ctx = PageContext(self.profile, self.framework, words, find_audience(reports, "applicant"))
        if plan_lines(ctx):
            plan_part(out, ctx)

    # ── the lists ────────────────────────────────────────────────────────────────────────────────

    def _lists(self, out: TerminalPage, groups: Sequence[TodoGroup]) -> None:
        for group in groups:
            minutes = _short(group.minutes)
            title, count = self._title(group), len(group.rows)
            out.heading(self.say("group", title=title, count=count, minutes=minutes))
            table = listing(text_column(whole=True, style=SOFT), text_column(), figure_column())
            for rows in self._lines(group):
                table.add_row(*self._row(rows, group))
            if table.row_count:
                out.add(table)
            for cause in self.causes:
                if count := sum(row.code == cause.code for row in group.rows):
                    out.line(self.say(f"waiting.{cause.code}", count=count), SOFT, INDENT)

    def _lines(self, group: TodoGroup) -> list[tuple[TodoRow, ...]]:
        """The rows of a group that stand on a line of their own: those of several shops on one."""
        waiting = {cause.code for cause in self.causes}
        shown = [row for row in group.rows if row.code not in waiting]
        if self.whole:
            return [(row,) for row in shown]
        alike = groupby(shown, key=_kind_of)
        return [tuple(held) for _, held in alike]

    def _is_shortened(self, rows: Sequence[TodoRow]) -> bool:
        return sum(len(self._lines(group)) for group in self.groups) < len(rows)

    def _row(self, rows: tuple[TodoRow, ...], group: TodoGroup) -> tuple[Words, Group, Words]:
        """The id; the indicator with what is missing and where to look; the minutes."""
        row = rows[0]
        spec = self.framework.by_id[row.node]
        text = Words(spec.title.say(self.language))
        if row.critical:
            text.append(f" [{self.say('critical')}]", BAD)
        if shops := [one.shop for one in rows if one.shop]:
            text.append(f" · {self._shops(shops)}")
        details = " · ".join(filter(None, (self._why(row), self._where(row, group))))
        minutes = self.say("minutes", minutes=_short(sum(one.minutes for one in rows)))
        shown = [text, Words(details, SOFT)] if details else [text]
        return Words(row.node), Group(*shown), Words(minutes)

    def _shops(self, ids: Sequence[str]) -> str:
        names = {shop.id: shop.name for shop in self.profile.provider.shops}
        listed = [printable(names.get(one, one)) for one in ids]
        text = self.say("comma").join(listed[:_MOST_NAMES])
        return text if len(listed) == 1 else self.say("shops", count=len(listed), text=text)

    def _why(self, row: TodoRow) -> str:
        if row.code == HANGS_OPEN:
            titles = self._titles(prerequisites(self.profile, (row.node,)))
            return self.say("hangs", titles=titles)
        if row.need == "answer" and row.code is None:
            return ""  # that it is to be answered is what the whole list says
        if row.need == "settle":
            return self.say("settle", values=printable(self._values(row)))
        own = row.code in (NO_SHOPS, PENDING)
        why = self.say(row.code if row.code and own else row.need, count=row.count)
        return f"{why} ({row.code})" if row.code and row.code not in _SAID else why

    def _values(self, row: TodoRow) -> str:
        """What those who disagree on *row* say."""
        told = (one for one in self.profile.findings if one.code == row.code)
        shop = row.shop or ""
        mine = (
            o.params for o in told if (o.node, str(o.params["shop"]).strip()) == (row.node, shop)
        )
        return "; ".join(str(params[f"values_{self.language}"]) for params in mine)

    def _where(self, row: TodoRow, group: TodoGroup) -> str:
        """Where to look; in a screen's own group, whom to ask."""
        if group.key != row.asked_of:
            title = self.framework.people.get(row.asked_of)
            return title.say(self.language) if title else row.asked_of
        return self.say("screen", screen=row.screen.say(self.language)) if row.screen else ""

    def _legend(self, out: TerminalPage, rows: Sequence[TodoRow]) -> None:
        """What each code in the lists means, once, by the first finding that bears it."""
        codes = dict.fromkeys(row.code for row in rows if row.code and row.code not in _SAID)
        if not codes:
            return
        out.heading(self.say("legend"))
        for code in codes:
            told = next((one for one in self.profile.findings if one.code == code), None)
            if told is not None:
                count = sum(row.code == code for row in rows)
                said = told.message(self.language, self.framework.wording)
                text = self.say(
                    "legend.line" if count > 1 else "legend.one", count=count, said=said
                )
                out.item(code, printable(text), SOFT)


def _kind_of(row: TodoRow) -> tuple[str | None, ...]:
    """What rows have in common that stand on one line; what is to be settled stands alone."""
    return row.node, row.need, row.code, row.shop if row.need == "settle" else None


def _middle(sizes: Sequence[int]) -> int:
    """After how many lists the second column begins, for both to be about as long."""
    return min(range(len(sizes)), key=lambda at: abs(sum(sizes[:at]) - sum(sizes[at:])))


def _short(minutes: float) -> str:
    return f"{minutes:g}"
