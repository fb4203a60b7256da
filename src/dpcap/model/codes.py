"""Every code a finding can bear: how grave it is, what is wrong and the way out, in both languages.

1xx files · 2xx frameworks · 3xx provider folders · 4xx reviews, decisions, mail
5xx consistency, plans, surveys · 6xx stored profiles, PDF, registers, briefs, trends
7xx gates, baselines, standing, incentives, appeals · 8xx batches · 9xx workbooks and exports
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dpcap.model.code import Code
from dpcap.model.finding_codes import (
    appeals,
    batches,
    briefs,
    data_keeping,
    earlier_answers,
    files,
    framework_weights,
    frameworks,
    gates,
    incentives,
    migrations,
    plans,
    profiles,
    provider_folders,
    registers,
    reviews,
    scopes,
    sheets,
    standing,
    trends,
    voice,
    whatif,
    workbooks,
)


def joined(families: Iterable[Mapping[str, Code]]) -> dict[str, Code]:
    """The codes of all *families* in their order; ValueError if two give one code."""
    found: dict[str, Code] = {}
    for family in families:
        if twice := found.keys() & family.keys():
            message = f"codes given twice: {', '.join(sorted(twice))}"
            raise ValueError(message)
        found.update(family)
    return found


CODES = joined(
    family.CODES
    for family in (
        files,
        framework_weights,
        migrations,
        scopes,
        frameworks,
        provider_folders,
        reviews,
        appeals,
        plans,
        profiles,
        registers,
        gates,
        batches,
        earlier_answers,
        sheets,
        standing,
        incentives,
        workbooks,
        data_keeping,
        trends,
        whatif,
        briefs,
        voice,
    )
)
