"""How the page words what a row holds: titles, numbers, days, and where a name leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from dpcap.model.base import Language, Text
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.outcome import ScoredOutcome
from dpcap.model.scope import SHOP_MARK
from dpcap.report import figures
from dpcap.report.sanitize import clean, own
from dpcap.report.score_scale import ScoreScale
from dpcap.report.words import WordBook

MINUS = "−"
UNSET = "—"


@dataclass(frozen=True, eq=False)
class PortfolioTerms:
    """The framework's words and ours, in one language.

    `reported` tells whether a provider's own report was written beside the page, `baseline`
    whether there is anything to compare with, `decisions` whether anything was decided.
    """

    framework: Framework
    gates: Gates | None
    baseline: bool
    words: WordBook
    reported: Callable[[str], bool]
    decisions: bool = False

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.words.language

    def say(self, key: str, **fields: str | int) -> str:
        """Our words under *key*."""
        return self.words.say(key, **fields)

    def heads(self, part: str, *columns: str) -> tuple[str, ...]:
        """The heads of a table: our words under *part*, or the common ones."""
        flat = self.words.flat
        return tuple(flat.get(f"{part}.{name}") or flat[f"common.{name}"] for name in columns)

    def text(self, text: Text) -> str:
        """A text of the framework or of the gates."""
        return clean(text.say(self.language))

    def listed(self, items: Iterable[str], most: int = 6) -> str:
        """*items* on one line, the later ones only counted."""
        every = list(items)
        if len(every) > most:
            every = [*every[:most], self.say("common.others", n=len(every) - most)]
        return self.words.flat["common.comma"].join(every)

    def score(self, value: float | None) -> str:
        """A score, or that there is none."""
        return self.words.flat["common.no_score"] if value is None else self.scale.score(value)

    @cached_property
    def scale(self) -> ScoreScale:
        """The scale on which scores are shown."""
        return ScoreScale(self.framework.display)

    def share(self, value: float | None) -> str:
        """A share as a percentage, or that there is none."""
        return self.words.flat["common.no_score"] if value is None else figures.percent(value)

    def level(self, row: ScoredOutcome) -> str:
        """A row's proved level, or why it has none."""
        if not row.graded:
            return self.words.flat["counts.ungraded"]
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

    def track(self, track: str | None) -> str:
        """The title of a track, or what was written; empty if nothing was."""
        spec = self.framework.facts.get("track")
        found = spec.options.get(track) if spec and track else None
        return self.text(found) if found else clean(track or "")

    def rule(self, rule: str) -> str:
        """What a rule of the gates asks for, without a full stop; its id if there is no such."""
        found = self.gates.rules.get(rule) if self.gates else None
        return self.text(found.message).rstrip("。.") if found else clean(rule)

    def named(self, name: str) -> str:
        """The title of a fact or node of the framework; whatever else was named, as it is."""
        spec = self.framework.facts.get(name)
        if spec is not None:
            return self.text(spec.title)
        try:
            return self.text(self.framework.title_of(name))
        except KeyError:
            return own(name)

    def href(self, provider: str) -> str:
        """Where more is said of a provider, from the page on."""
        return f"{provider}/{'report.html' if self.reported(provider) else 'profile.json'}"


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
