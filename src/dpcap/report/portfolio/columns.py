"""The columns of the table of capabilities: what they are called, and how wide they are."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.decision import DECISIONS
from dpcap.report.decided import kind_words
from dpcap.report.portfolio.terms import PortfolioTerms

# The first column takes what is left over; on a phone it leaves room for the others.
_WIDE, _NARROW = "minmax(14rem,1fr)", "9.5rem"
_WIDTHS = {
    "name": _WIDE,
    "level": "3.9rem",
    "proved": "5.1rem",
    "change": "3.7rem",
    "area": "4.7rem",
    "coverage": "4.3rem",
    "critical": "4.4rem",
    "gates": "6rem",
    "decision": "6.4rem",
    "reviewed": "4.2rem",
    "todo": "8rem",
}


class PortfolioColumn(NamedTuple):
    """One column: its kind, its title, and the order of its words where they have one of theirs."""

    kind: str
    title: str
    order: str = ""


def columns(terms: PortfolioTerms) -> tuple[PortfolioColumn, ...]:
    """The columns in order; change, gates and decision only where there is something to say."""
    levels = " ".join(level.id for level in terms.framework.levels)
    change = [PortfolioColumn("change", terms.say("map.change"))] if terms.baseline else []
    gates = [PortfolioColumn("gates", terms.say("map.gates"))] if terms.gates else []
    kinds = " ".join(kind_words(terms.say, kind) for kind in DECISIONS)
    decision = (
        [PortfolioColumn("decision", terms.say("map.decision"), kinds)] if terms.decisions else []
    )
    return (
        PortfolioColumn("name", terms.say("common.provider")),
        PortfolioColumn("level", terms.say("common.level"), levels),
        PortfolioColumn("proved", terms.say("map.proved")),
        *change,
        *(PortfolioColumn("area", terms.text(area.title)) for area in terms.framework.areas),
        PortfolioColumn("coverage", terms.say("map.coverage")),
        PortfolioColumn("critical", terms.say("map.critical")),
        *gates,
        *decision,
        PortfolioColumn("reviewed", terms.say("map.reviewed")),
        PortfolioColumn("todo", terms.say("map.todo")),
    )


def widths(shown: tuple[PortfolioColumn, ...]) -> tuple[str, str]:
    """The widths of *shown* as CSS, on a desk and on a phone."""
    wide = " ".join(_WIDTHS[column.kind] for column in shown)
    return wide, wide.replace(_WIDE, _NARROW)
