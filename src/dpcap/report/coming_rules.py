"""Rules of the gates to come, as a report tells them: from when they would not be met."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.model.gate import GateResult
from dpcap.report.context import PageContext
from dpcap.report.sanitize import clean, own

# What is told of a rule to come, by what would become of it.
_SAID = {"failed": "strip.coming_failed", "unchecked": "strip.coming_unchecked"}
# Rules that page one names, and titles that a rule is called by; the rest is counted.
_RULES, _NAMED = 3, 2


def coming_rules(ctx: PageContext) -> Iterator[str]:
    """A phrase for each rule to come that would not be met as things are; none of them counts.

    A report does not have the gates' words, so that a rule is called by what it asks about.
    """
    gates = ctx.standing.gates if ctx.standing else ()
    later = [one for gate in gates if (one := gate.to_come) and _is_told(one)]
    later.sort(key=lambda one: (str(one.since), one.severity != "error", one.id))
    for one in later[:_RULES]:
        said = {"rule": _called(ctx, one), "day": str(one.since)}
        yield ctx.say(_SAID[one.state], **said)
    if len(later) > _RULES:
        yield ctx.say("strip.coming_more", n=len(later) - _RULES)


def _is_told(gate: GateResult) -> bool:
    return gate.since is not None and gate.state in _SAID and gate.severity != "off"


def _called(ctx: PageContext, gate: GateResult) -> str:
    """What a rule asks about; its id if it names neither a fact nor a node."""
    facts = ctx.framework.facts
    titles = [
        ctx.text(facts[name].title) if name in facts else ctx.title(name)
        for name in (*gate.facts, *gate.nodes)
    ]
    return ctx.listed(titles[:_NAMED]) or own(clean(gate.id))
