"""The serious consistency rules that keep a provider from a level, in words."""

from __future__ import annotations

import re
from typing import NamedTuple

from dpcap.report.context import PageContext
from dpcap.report.sanitize import clean, own

# What follows the first sentence says what to check; there is no room for that in a list of rules.
_FIRST_SENTENCE = re.compile(r".*?(?:。|\.(?= ))")


class SeriousRule(NamedTuple):
    """A rule as told: its id, what it says in full and in its first sentence, how it came out.

    `broken` is None where this reader may not see the findings.
    """

    id: str
    says: str
    brief: str
    found: str
    broken: bool | None


def serious_rule(ctx: PageContext, name: str) -> SeriousRule:
    """The rule *name*, which is broken or could not be checked."""
    says = next((ctx.text(r.message) for r in ctx.framework.consistency if r.id == name), name)
    told = [one for one in ctx.profile.findings if one.params.get("rule") == name]
    brief = _FIRST_SENTENCE.match(says)
    names = clean(name), says, brief[0] if brief else says
    if any(one.code == "DP501" for one in told):
        return SeriousRule(*names, ctx.say("needs.serious_broken"), broken=True)
    if not told:
        return SeriousRule(*names, ctx.say("needs.serious_either"), broken=None)
    lacking = ctx.listed(list(dict.fromkeys(own(str(one.params.get("names"))) for one in told)))
    found = ctx.say("needs.serious_unchecked", names=lacking)
    return SeriousRule(*names, found, broken=False)
