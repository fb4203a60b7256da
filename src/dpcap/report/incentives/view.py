"""The page of incentives, as ready strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from dpcap.report import figures
from dpcap.report.finding_lines import finding_line
from dpcap.report.incentives.wording import WORDS
from dpcap.report.sanitize import clean, own, plain
from dpcap.report.table_page import PagePart, PartTable, TablePage

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.incentive_proposal import (
        BracketPay,
        IncentiveCheck,
        PotOutcome,
        ProviderShare,
    )
    from dpcap.report.batch.grid import GridRow
    from dpcap.report.incentives.overview import IncentiveOverview

_SHORT = 12
_COLUMNS = ("provider", "name", "number", "state", "figure", "exact", "capped", "paid", "reasons")


def incentives_page(found: IncentiveOverview, language: Language) -> TablePage:
    """*found* as a page in *language*."""
    return _IncentiveWriter(found, language).page()


def incentives_table(
    found: IncentiveOverview, language: Language
) -> tuple[list[str], list[GridRow]]:
    """Heads, and a row for each provider of *found*; sums in yuan."""
    writer = _IncentiveWriter(found, language)
    heads = [writer.say(f"column.{name}") for name in _COLUMNS]
    return heads, [writer.grid_row(one) for one in found.proposal.shares]


def yuan_of(fen: int | str) -> str:
    """*fen* in yuan, thousands separated, two decimals or as many as there are."""
    value = Decimal(fen).scaleb(-2)
    rest = f"{value.normalize():f}".partition(".")[2]
    return f"{int(value):,}.{rest:0<2}"


class _IncentiveWriter:
    def __init__(self, found: IncentiveOverview, language: Language) -> None:
        self._found, self._made, self._language = found, found.proposal, language
        self._wording = found.framework.wording

    def say(self, key: str, **fields: str | float) -> str:
        return WORDS.say(key, self._language, self._wording, **fields)

    def page(self) -> TablePage:
        rules, made = self._found.rules, self._made
        return TablePage(
            language=self._language,
            title=self.say(
                "title", title=clean(rules.title.say(self._language)), period=made.period
            ),
            strip=tuple(self._strip()),
            parts=tuple(self._parts()),
            foot=(self.say("foot"),),
        )

    def grid_row(self, one: ProviderShare) -> GridRow:
        sums = (one.figure_fen, one.exact_fen, one.capped_fen, one.paid_fen)
        return [
            one.provider,
            plain(one.name.say(self._language)),
            one.registration_number,
            self.say(f"state.{one.state}"),
            *(None if each is None else Decimal(each).scaleb(-2) for each in sums),
            self.say("semicolon").join(self._reason(each) for each in _unmet(one)),
        ]

    def _strip(self) -> Iterator[str]:
        made = self._made
        yield self.say("on", on=str(made.on))
        yield self.say("pot", pot=yuan_of(made.pot_fen))
        yield self.say("cap", cap=yuan_of(made.cap_fen))
        name, digest = made.rules
        yield self.say("rules", rules=clean(name), digest=digest[:_SHORT])
        if made.ledger:
            yield self.say("ledger", head=made.ledger[:_SHORT])
        elif self._found.rules.eligibility.tiers:
            yield self.say("no_ledger")

    def _parts(self) -> Iterator[PagePart]:
        if warnings := tuple(self._warnings()):
            yield PagePart(self.say("warnings"), lines=warnings, warns=True)
        yield self._shares()
        if tables := tuple(map(self._arithmetic, self._of("eligible"))):
            yield PagePart(self.say("arithmetic"), self.say("arithmetic_intro"), tables=tables)
        yield self._outcomes()
        for state, key in (("not_eligible", "refused"), ("unchecked", "unchecked")):
            if rows := tuple(self._unmet_rows(state)):
                told = any(row[-1] for row in rows)
                heads = ("provider", "rule", "needed", "found", *(("why",) if told else ()))
                cells = tuple(row[: len(heads)] for row in rows)
                yield PagePart(self.say(key), tables=(self._table(heads, cells),))

    def _warnings(self) -> Iterator[str]:
        for one in self._found.findings:
            yield finding_line(one, self._language, self._wording)
        for key, names in (("failed", self._made.failed), ("absent", self._made.absent)):
            if names:
                yield self.say(key, names=self.say("comma").join(map(clean, names)))

    # ── shares ───────────────────────────────────────────────────────────────────────────────────

    def _of(self, state: str) -> tuple[ProviderShare, ...]:
        return tuple(one for one in self._made.shares if one.state == state)

    def _shares(self) -> PagePart:
        able, today = self._of("eligible"), self._made.outcomes[0]
        if not able:
            return PagePart(self.say("shares"), self.say("nobody"))
        rows = [
            (
                clean(one.provider),
                self._name(one),
                *(yuan_of(each or 0) for each in (one.figure_fen, one.exact_fen)),
                *(yuan_of(each) for each in (one.capped_fen, one.paid_fen)),
            )
            for one in able
        ]
        sums = (today.asked_fen, today.paid_fen)
        rows.append((self.say("total"), "", "", "", *map(yuan_of, sums)))
        heads = ("provider", "name", "figure", "exact", "capped", "paid")
        return PagePart(
            self.say("shares"), self._pot_said(today), tables=(self._table(heads, rows, 4),)
        )

    def _pot_said(self, today: PotOutcome) -> str:
        pot = self._made.pot_fen
        if not today.short:
            return self.say("enough", asked=yuan_of(today.asked_fen), left=yuan_of(today.left_fen))
        share = figures.percent(pot / today.asked_fen, 2)
        return self.say("short", asked=yuan_of(today.asked_fen), pot=yuan_of(pot), share=share)

    def _arithmetic(self, one: ProviderShare) -> PartTable:
        rows = [*map(self._bracket, one.brackets)]
        for key, value in (
            ("row.sum", one.exact_fen),
            ("row.capped", one.capped_fen),
            ("row.paid", one.paid_fen),
        ):
            rows.append((self.say(key), "", "", yuan_of(value)))
        made = self._table(("bracket", "part", "rate", "pays"), rows, 3)
        return made._replace(title=f"{clean(one.provider)} · {self._name(one)}")

    def _bracket(self, one: BracketPay) -> tuple[str, ...]:
        begin = yuan_of(one.from_fen)
        if one.until_fen is None:
            where = self.say("and_more", begin=begin)
        else:
            where = self.say("between", begin=begin, end=yuan_of(one.until_fen))
        return where, yuan_of(one.part_fen), f"× {one.rate_percent}%", f"= {yuan_of(one.pays_fen)}"

    # ── the pot ──────────────────────────────────────────────────────────────────────────────────

    def _outcomes(self) -> PagePart:
        percent = figures.mark(self._found.rules.outlook_percent)
        rows = [
            (
                self.say(f"outcome.{one.name}", percent=percent),
                *(yuan_of(each) for each in (one.asked_fen, one.paid_fen, one.left_fen)),
                str(one.capped),
            )
            for one in self._made.outcomes
        ]
        heads = ("outcome", "asked", "paid_all", "left", "at_cap")
        intro = self.say("outcomes_intro", count=self._made.outcomes[0].providers)
        return PagePart(self.say("outcomes"), intro, tables=(self._table(heads, rows, 4),))

    # ── who gets nothing ─────────────────────────────────────────────────────────────────────────

    def _unmet_rows(self, state: str) -> Iterator[tuple[str, ...]]:
        for one in self._of(state):
            for each in _unmet(one):
                yield (
                    clean(one.provider),
                    self.say(f"rule.{each.rule}"),
                    self._said(each.needed),
                    self._said(each.found),
                    self.say(f"why.{each.why}") if each.why else "",
                )

    def _reason(self, each: IncentiveCheck) -> str:
        rule = self.say(f"rule.{each.rule}")
        if each.why:
            return self.say("reason_why", rule=rule, why=self.say(f"why.{each.why}"))
        needed, found = self._said(each.needed), self._said(each.found)
        return self.say("reason", rule=rule, needed=needed, found=found)

    def _said(self, value: str | None) -> str:
        return clean(value) if value else self.say("nothing")

    def _name(self, one: ProviderShare) -> str:
        return own(one.name.say(self._language))

    def _table(
        self, columns: Iterable[str], rows: Iterable[tuple[str, ...]], numbers: int = 0
    ) -> PartTable:
        heads = tuple(self.say(f"column.{name}") for name in columns)
        return PartTable(heads, tuple(rows), frozenset(range(len(heads) - numbers, len(heads))))


def _unmet(one: ProviderShare) -> tuple[IncentiveCheck, ...]:
    return tuple(each for each in one.checks if each.state != "met")
