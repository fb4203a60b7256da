"""Claims that cannot both be true: how many there are, and where to look first."""

from __future__ import annotations

from collections import Counter

from dpcap.model.expression import FACT_PREFIX, expression
from dpcap.model.finding import Finding
from dpcap.report.context import PageContext
from dpcap.report.sanitize import clean

_CONFLICT = "DP501"


def contradictions(ctx: PageContext) -> list[Finding]:
    """Claims that cannot both be true; a rule that many shops break is named once."""
    clashes: dict[object, Finding] = {}
    for finding in ctx.profile.findings:
        if finding.code == _CONFLICT:
            clashes.setdefault(finding.params.get("rule"), finding)
    return list(clashes.values())


def contradiction_words(ctx: PageContext) -> str:
    """How many figures contradict each other, and where to look first; empty if none do."""
    n = sum(one.code == _CONFLICT for one in ctx.profile.findings)
    first = disputed(ctx)[:1]
    return ctx.say("plan.contradictions", n=n, first=first[0]) if first else ""


def disputed(ctx: PageContext) -> list[str]:
    """What is named in contradictions, by its title, what most of them name first."""
    rules = {one.id: one for one in ctx.framework.consistency}
    broken = [str(f.params.get("rule")) for f in ctx.profile.findings if f.code == _CONFLICT]
    names = Counter(
        name
        for rule in broken
        if rule in rules
        for name in dict.fromkeys(expression(rules[rule].conflict).names)
    )
    return list(dict.fromkeys(_name_words(ctx, name) for name, _ in names.most_common()))


def _name_words(ctx: PageContext, name: str) -> str:
    """What a name in an expression is called."""
    node = ctx.framework.outline.nodes.get(name)
    if node is not None:
        return ctx.title(node)
    fact = ctx.framework.facts.get(name.removeprefix(FACT_PREFIX))
    return ctx.text(fact.title) if fact else clean(name)
