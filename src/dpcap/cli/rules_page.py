"""The calendar of rules, in words and laid out for a terminal: a table for each set of gates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpcap.cli.findings import WORDING
from dpcap.model.two_languages import Book, TwoLanguages
from dpcap.report.lines import BAD, SOFT, STRONG, TerminalPage, Words, listing, text_column
from dpcap.report.sanitize import printable

if TYPE_CHECKING:
    from rich.table import Table

    from dpcap.model.base import Language
    from dpcap.model.rule_calendar import CalendarRule, GatesOnDay, RuleCalendar


WORDS = Book(
    {
        "head": TwoLanguages("{on} 的规则", "Rules on {on}"),
        "role": TwoLanguages("角色：{role}", "Role: {role}"),
        "counts": TwoLanguages(
            "生效 {in_force} · 待施行 {to_come} · 已失效 {lapsed}",
            "in force {in_force} · to come {to_come} · lapsed {lapsed}",
        ),
        "column.rule": TwoLanguages("规则", "Rule"),
        "column.state": TwoLanguages("状态", "State"),
        "column.from": TwoLanguages("起", "From"),
        "column.until": TwoLanguages("止", "Until"),
        "column.by": TwoLanguages("按哪天评", "Judged by"),
        "column.what": TwoLanguages("要求", "Asks"),
        "column.source": TwoLanguages("出处", "Source"),
        "in_force": TwoLanguages("生效", "in force"),
        "to_come": TwoLanguages("待施行", "to come"),
        "lapsed": TwoLanguages("已失效", "lapsed"),
        "off": TwoLanguages("停用", "off"),
        "by.period_end": TwoLanguages("周期末日", "period end"),
        "by.occurrence": TwoLanguages("发生日", "occurrence"),
        "by.day": TwoLanguages("结论日", "day"),
        "none": TwoLanguages("没有适用的规则", "no rule applies"),
        "always": TwoLanguages("–", "–"),
        "warn": TwoLanguages("提醒", "warning"),
        "warned": TwoLanguages("{day}起预告", "told from {day}"),
        "marked": TwoLanguages("{text}（{note}）", "{text} ({note})"),
        "semicolon": TwoLanguages("；", "; "),
    }
)


_WIDE = 110
_FEW = ("rule", "state", "from", "until", "what")
_ALL = ("rule", "state", "from", "until", "by", "what", "source")
_WHOLE = frozenset(("state", "from", "until", "by"))
_STYLES = {"to_come": STRONG, "lapsed": SOFT, "off": SOFT}


def rules_page(found: RuleCalendar, language: Language, role: str | None, out: TerminalPage) -> str:
    """The rules of *found*, on *out*; *role*: how the role asked about is called."""
    _Page(found, language, role).print(out)
    return out.text


@dataclass(frozen=True)
class _Page:
    found: RuleCalendar
    language: Language
    role: str | None

    def print(self, out: TerminalPage) -> None:
        found = self.found
        out.line(self.say("head", on=found.on.isoformat()), STRONG)
        if self.role:
            out.line(self.say("role", role=printable(self.role)), SOFT)
        for gates in found.gates:
            out.heading(f"{printable(gates.title.say(self.language))} ({gates.id})")
            out.line(self._counts(gates), SOFT)
            if gates.rules:
                out.add(self._table(gates, _ALL if out.columns >= _WIDE else _FEW))
            else:
                out.line(self.say("none"), BAD)

    def say(self, key: str, **fields: str | float) -> str:
        return WORDS.say(key, self.language, WORDING.wording, **fields)

    def _counts(self, gates: GatesOnDay) -> str:
        counted = Counter(one.force for one in gates.rules if not one.suspended)
        return self.say(
            "counts",
            in_force=counted["in_force"],
            to_come=counted["to_come"],
            lapsed=counted["lapsed"],
        )

    def _table(self, gates: GatesOnDay, names: Sequence[str]) -> Table:
        columns = (text_column(self.say(f"column.{one}"), whole=one in _WHOLE) for one in names)
        made = listing(*columns)
        for rule in gates.rules:
            cells = dict(self._cells(rule))
            made.add_row(*(Words(cells[name], self._style(rule, name)) for name in names))
        return made

    def _style(self, rule: CalendarRule, name: str) -> str:
        return _STYLES.get(self._state(rule), "") if name in ("rule", "state") else ""

    def _state(self, rule: CalendarRule) -> str:
        return "off" if rule.suspended else rule.force

    def _cells(self, rule: CalendarRule) -> Iterator[tuple[str, str]]:
        yield "rule", printable(rule.rule)
        yield "state", self.say(self._state(rule))
        yield "from", rule.from_.isoformat() if rule.from_ else self.say("always")
        yield "until", rule.until.isoformat() if rule.until else self.say("always")
        yield "by", self.say(f"by.{rule.applies_by}")
        yield "what", self._what(rule)
        document = rule.source.document if rule.source else ""
        yield "source", printable(" ".join(filter(None, (document, rule.clause))))

    def _what(self, rule: CalendarRule) -> str:
        """What the rule asks for; that it only warns, for whom it is, since when it is told."""
        text = printable(rule.message.say(self.language)).rstrip("。.")
        notes = [self.say("warn")] if rule.severity == "warn" else []
        notes += [", ".join(rule.applies_to)] if rule.applies_to else []
        if rule.warn_from and rule.force == "to_come":
            notes.append(self.say("warned", day=rule.warn_from.isoformat()))
        note = self.say("semicolon").join(notes)
        return self.say("marked", text=text, note=note) if note else text
