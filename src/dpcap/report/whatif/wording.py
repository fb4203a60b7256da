"""How the outputs word a crossing: who, from where to where, by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dpcap.model.base import Language
from dpcap.model.decision import DecisionKind
from dpcap.model.gate import GateResult
from dpcap.model.standing import RuleMeasure
from dpcap.model.tiers import NO_TIER
from dpcap.model.trace import UnmetLevelRule
from dpcap.model.whatif import LineCrossing, MovedProvider, RuleTally, TurnedGate, UnjudgedProvider
from dpcap.report import figures, gate_words
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import clean, own
from dpcap.report.terms import PortfolioTerms, wording_of
from dpcap.report.whatif.outcome import ROLE, WhatIfOutcome
from dpcap.report.words import load_words

_SHARES = frozenset({"coverage", "not_applicable", "scope"})
_HOLD, _RISE = ".hold_at", ".rise_at"
_COUNTS = frozenset({"critical", "must_include", "serious"})
# Findings of one provider that are told; whatif.jsonl holds them all.
_TOLD = 3


class WhatIfWords:
    """The words of one language over what *found* holds.

    `terms` are those of a batch: titles of roles, groups, rules and nodes.
    """

    def __init__(self, found: WhatIfOutcome, language: Language) -> None:
        wording = wording_of(found.framework, found.gates)
        self._before = found.gates_before
        self._tiers = found.tiers.tiers if found.tiers else {}
        self.words = load_words(own_reports(), language, "whatif", wording=wording)
        self.terms = PortfolioTerms(
            found.framework,
            found.gates,
            baseline=False,
            words=load_words(own_reports(), language, "batch", wording=wording),
            reported=lambda _: False,
        )
        self.semicolon = self.say("between.semicolon")

    def say(self, key: str, **fields: str | int) -> str:
        """Our words under *key*."""
        return self.words.say(key, **fields)

    def listed(self, items: Iterable[str], most: int | None = None) -> str:
        """*items* on one line; those after the first *most* are only counted."""
        return self.terms.listed(items, most)

    def name(self, row: MovedProvider) -> str:
        """The provider's name in this language; its id if it has none."""
        return own(row.name.say(self.terms.language)) or row.provider

    def member(self, by: str, value: str) -> str:
        """A role, or one value of a group, by its title."""
        return self.terms.role(value) if by == ROLE else self.terms.member(by, value)

    def level(self, level: str | None) -> str:
        """A level by its id, or that there is none."""
        return clean(level) if level else self.say("line.no_level")

    def tier(self, tier: str | None) -> str:
        """A tier by its title, or that there is none."""
        if tier in (None, NO_TIER):
            return self.say("line.no_tier")
        known = self._tiers.get(str(tier))
        return self.terms.text(known.title) if known else clean(str(tier))

    def proposed(self, kind: DecisionKind | None) -> str:
        """What the gates propose, by the words of their verdicts."""
        return self.say(f"decision.{kind}") if kind else self.say("line.nothing")

    def at(self, crossing: LineCrossing, side: str) -> str:
        """Where *crossing* is `before`, `common` or `after` it, in words."""
        value = getattr(crossing, side)
        if crossing.line == "tier":
            return self.tier(value)
        return self.level(value) if crossing.line == "level" else self.proposed(value)

    def why(self, crossing: LineCrossing) -> Iterator[str]:
        """The rules by which *crossing* came about, with needed and found."""
        for rule in crossing.rules:
            yield from self._level_rule(rule, rises=crossing.rises)
        yield from (self._gate(gate) for gate in crossing.gates)
        yield from map(self._tier_measure, crossing.tiers)

    def _tier_measure(self, measure: RuleMeasure) -> str:
        """A line of a tier with needed and found, what ends one, or why there is none."""
        named = self.tier_rule(measure.rule)
        if not isinstance(measure.needed, float) or not isinstance(measure.found, float | int):
            return named
        needed = self.terms.scale.mark(measure.needed)
        found = self.terms.scale.held(float(measure.found), measure.needed)
        return self.say("why.is", rule=named, needed=f"≥ {needed}", found=found)

    def tier_rule(self, rule: str) -> str:
        """What moved a tier, or kept it: a line, a rule of the gates, an ending, a reason."""
        for end, key in ((_HOLD, "hold"), (_RISE, "rise")):
            if rule.endswith(end):
                return self.say(f"tier.{key}", tier=self.tier(rule.removesuffix(end)))
        told = self.words.flat.get(f"tier.{rule}")
        return told or self.say("tier.stop", rule=self.rule(rule))

    def _level_rule(self, rule: UnmetLevelRule, *, rises: bool) -> Iterator[str]:
        said = {"needed": self._measured(rule, rule.needed), "found": self._found(rule)}
        key = "was" if rises else "is"
        if rule.rule in _COUNTS and rule.nodes:
            told = self.listed((self._node(rule.rule, node) for node in rule.nodes), 3)
            yield self.say(f"why.{key}_named", rule=self.say(f"rule.{rule.rule}"), nodes=told)
            return
        where = self.terms.named(rule.nodes[0]) if rule.nodes else ""
        named = self.say(f"rule.{rule.rule}", where=where or self.say("rule.overall"))
        yield self.say(f"why.{key}", rule=named, **said)

    def _node(self, rule: str, node: str) -> str:
        """An indicator with its id, or the id of a consistency rule."""
        return node if rule == "serious" else f"{node} {self.terms.named(node)}"

    def question(self, name: str) -> str:
        """An indicator with its id, or the title of a fact."""
        titled = self.terms.named(name)
        return titled if name in self.terms.framework.facts else f"{name} {titled}"

    def _measured(self, rule: UnmetLevelRule, value: float) -> str:
        sign = "≤ " if rule.rule in {"not_applicable", "serious"} else "≥ "
        if rule.rule in _SHARES:
            return sign + figures.limit(value)
        return sign + (
            figures.mark(value) if rule.rule in _COUNTS else self.terms.scale.mark(value)
        )

    def _found(self, rule: UnmetLevelRule) -> str:
        if rule.found is None:
            return self.terms.score(None)
        if rule.rule in _COUNTS:
            return figures.mark(rule.found)
        if rule.rule not in _SHARES:
            return self.terms.scale.held(rule.found, rule.needed)
        side = "at_most" if rule.rule == "not_applicable" else "at_least"
        return figures.held(rule.found, rule.needed, side, figures.percent)

    def _gate(self, gate: TurnedGate) -> str:
        was = self.say(f"gate.{gate.before}") if gate.before else self.say("gate.new")
        now = self.say(f"gate.{gate.result.state}") if gate.result else self.say("gate.gone")
        told = {"rule": self.rule(gate.id), "before": was, "after": now}
        if gate.result is None or gate.result.state not in {"failed", "unchecked"}:
            return self.say("why.gate", **told)
        return self.say("why.gate_short", **told, **self._both(gate.result))

    def _both(self, result: GateResult) -> dict[str, str]:
        needed = gate_words.needed(result, self.terms)
        return {"needed": needed, "found": gate_words.found(result, self.terms, ids=True)}

    def rule(self, rule: str) -> str:
        """What a rule of the new gates asks for, or one of the old ones that is gone."""
        gates = self.terms.gates
        old = self._before.rules.get(rule) if self._before else None
        if old is None or (gates is not None and rule in gates.rules):
            return self.terms.rule(rule)
        return self.terms.text(old.message).rstrip("。.")

    def tallied(self, one: RuleTally) -> str:
        """A rule by which some cross, of the gates or of a level."""
        if one.line == "gates":
            return self.rule(one.rule)
        if one.line == "tier":
            return self.tier_rule(one.rule)
        where = self.say("rule.overall")
        if one.node:
            where = self._node(one.rule, one.node)
        if one.rule in _COUNTS:
            return self.say("rule.with_node", rule=self.say(f"rule.{one.rule}"), node=where)
        return self.say(f"rule.{one.rule}", where=where)

    def reason(self, row: UnjudgedProvider) -> str:
        """Why *row* could not be judged."""
        told = [self.terms.message(one) for one in row.findings[:_TOLD]]
        more = len(row.findings) - len(told)
        return " ".join([*map(clean, told), *([self.say("unjudged.more", n=more)] if more else [])])
