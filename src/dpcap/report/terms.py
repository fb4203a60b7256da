"""How the page words what a row holds: titles, numbers, days, and where a name leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from dpcap.model.base import Text
from dpcap.model.finding import Finding
from dpcap.model.framework import CATEGORIES, Framework
from dpcap.model.gate import Gates, JudgedRule
from dpcap.model.measure import ROLE_SET
from dpcap.model.nouns import Wording
from dpcap.model.outcome import ScoredOutcome
from dpcap.model.scope import SHOP_MARK
from dpcap.report import figures
from dpcap.report.localized import Localized
from dpcap.report.sanitize import clean, own
from dpcap.report.words import WordBook

MINUS = "−"
UNSET = "—"
INDUSTRY = "industry"
# How many of several names stand in one cell; the rest is counted.
NAMED = 6


def wording_of(framework: Framework, gates: Gates | None) -> Wording:
    """The framework's names, and its verdicts unless *gates* have their own."""
    return framework.wording.deciding(gates.verdicts if gates else None)


@dataclass(frozen=True, eq=False)
class PortfolioTerms(Localized):
    """The framework's words and ours, in one language.

    `reported` tells whether a provider's own report was written beside the page, `baseline`
    whether there is anything to compare with, `decisions` whether anything was decided,
    `standing` whether anybody stands in a ledger.
    """

    framework: Framework
    gates: Gates | None
    baseline: bool
    words: WordBook
    reported: Callable[[str], bool]
    decisions: bool = False
    standing: bool = False

    def message(self, finding: Finding) -> str:
        """What *finding* says, in the framework's words."""
        return finding.message(self.language, self.framework.wording)

    def heads(self, part: str, *columns: str) -> tuple[str, ...]:
        """The heads of a table: our words under *part*, or the common ones."""
        flat = self.words.flat
        return tuple(flat.get(f"{part}.{name}") or flat[f"common.{name}"] for name in columns)

    def level(self, row: ScoredOutcome) -> str:
        """A row's proved level, or why it has none."""
        if not row.graded:
            return self.words.flat["counts.ungraded"]
        if row.estimate is not None:
            return self.estimated_level(row.estimate)
        return clean(row.proved_level or "") or self.words.flat["counts.no_level"]

    def role(self, role: str) -> str:
        """The title of a role; its id if the framework has no such role."""
        found = self.framework.roles.get(role)
        return self.text(found.title) if found else clean(role)

    def scope(self, out: Iterable[str]) -> str:
        """The scopes *out* by their titles (`ships@s2` is of one shop); empty: none is out."""
        each = (mark.partition(SHOP_MARK) for mark in out)
        return self.listed(self.named(name) + (at and f"@{clean(shop)}") for name, at, shop in each)

    def role_in_scope(self, row: ScoredOutcome) -> str:
        """The title of a row's role, and what of it is out of scope."""
        title, out = self.role(row.role), self.scope(row.scope_out)
        return self.say("common.role_without", role=title, scopes=out) if out else title

    @property
    def groups(self) -> tuple[tuple[str, str], ...]:
        """By what providers are told apart: each name with its title."""
        return tuple((name, self.group(name)) for name in self.framework.group_by)

    def group(self, name: str) -> str:
        """The title of the group *name*."""
        if name == CATEGORIES:
            return self.say("common.category")
        spec = self.framework.facts.get(name)
        return self.text(spec.title) if spec else clean(name)

    def grouped(self, row: ScoredOutcome) -> tuple[tuple[str, ...], ...]:
        """What *row* holds of each group, in words; empty where nothing was given."""
        return tuple(
            tuple(filter(None, (self.member(name, value) for value in row.groups.get(name, ()))))
            for name in self.framework.group_by
        )

    def member(self, name: str, value: str) -> str:
        """The title of one value of the group *name*, or what was written."""
        spec = self.framework.facts.get(name)
        if spec is None:
            known = self.framework.once(_industries).get(value.casefold())
            return self.text(known) if known else clean(value)
        if spec.kind == "boolean":
            return self.say(f"common.{value}")
        found = spec.options.get(value)
        return self.text(found) if found else clean(value)

    def rule(self, rule: str | JudgedRule) -> str:
        """What a rule of the gates asks for, without a full stop; its id if there is no such.

        Of a result it is the version that it was judged by.
        """
        found = self.gates.version(rule) if self.gates else None
        name = rule if isinstance(rule, str) else rule.id
        return self.text(found.message).rstrip("。.") if found else clean(name)

    def dated_rule(self, rule: JudgedRule) -> str:
        """What a rule asks for; where it has several versions, the day of the one judged by."""
        said, whole = self.rule(rule), self.gates.rules.get(rule.id) if self.gates else None
        if rule.since is None or whole is None or len(whole.each) == 1:
            return said
        return self.say("gates.version", rule=said, day=rule.since.isoformat())

    def named(self, name: str) -> str:
        """The title of a fact or node of the framework; whatever else was named, as it is."""
        spec = self.framework.facts.get(name)
        if spec is not None:
            return self.text(spec.title)
        if name == ROLE_SET:
            return self.words.flat["common.role_set"]
        try:
            return self.text(self.framework.title_of(name))
        except KeyError:
            return own(name)

    def href(self, provider: str) -> str:
        """Where more is said of a provider, from the page on."""
        return f"{provider}/{'report.html' if self.reported(provider) else 'profile.json'}"


def _industries(framework: Framework) -> dict[str, Text]:
    """The titles of the framework's industries, by each of the words for one."""
    known = framework.envelope.get(INDUSTRY)
    values = known.values.items() if known else ()
    return {word.casefold(): title for one, title in values for word in (one, title.zh, title.en)}


def field_of(group: str) -> str:
    """The name of the filter for *group*, apart from those of the page itself."""
    return group if group == "owner" else f"by.{group}"


def find(**wanted: str) -> str:
    """The query that keeps, in the table of capabilities, the rows that hold *wanted*."""
    return urlencode(wanted)


@lru_cache(maxsize=4096)
def signed(tenths: int) -> str:
    """Points with their sign, from tenths of a point: `+3.2`, `−0.4`, `0.0`."""
    sign = "+" if tenths > 0 else MINUS if tenths < 0 else ""
    return f"{sign}{abs(tenths) / 10:.1f}"


def tenths(value: float) -> int:
    """A score as shown, in tenths of a point."""
    return round(figures.truncated(value) * 10)
