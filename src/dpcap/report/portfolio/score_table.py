"""The table of capabilities: its columns, and its rows as terse markup.

There may be ten thousand rows, so end tags that HTML lets one leave out are left out. The classes
are read by the page's script: `f q w x m` are the states of a gate (`STATES`), and of these
`f q w m` stand for what was decided, `m w q f x` for what the ledger says; `a l d c s v b u` what
is to be done (`TASKS`), `e` failed; `h0` to `h7` the ground of a score, `k0` to `k7` of one below
its target.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import NamedTuple

from dpcap.model.certification import CertificationLabel
from dpcap.model.decision import DECISIONS
from dpcap.model.held_standing import HeldStanding
from dpcap.model.outcome import AreaRow, FailedOutcome, ScoredOutcome
from dpcap.report import figures
from dpcap.report.decided import kind_words, says_tier, tier_title
from dpcap.report.portfolio.row_summary import STATES, RowProvider, RowSummary
from dpcap.report.sanitize import clean, plain
from dpcap.report.terms import PortfolioTerms, signed


class PortfolioColumn(NamedTuple):
    """One column: its kind, its title, and the order of its words where they have one of theirs."""

    kind: str
    title: str
    order: str = ""


def columns(terms: PortfolioTerms) -> tuple[PortfolioColumn, ...]:
    """The columns in order; some only where there is something to say in them."""
    levels = "|".join(level.id for level in terms.framework.levels)
    change = [PortfolioColumn("change", terms.say("map.change"))] if terms.baseline else []
    gates = [PortfolioColumn("gates", terms.say("map.gates"))] if terms.gates else []
    kinds = "|".join(kind_words(terms.say, kind) for kind in DECISIONS)
    decision = (
        [PortfolioColumn("decision", terms.say("map.decision"), kinds)] if terms.decisions else []
    )
    labels = "|".join(terms.say(f"map.standing.{one}") for one in _LABELS)
    standing = (
        [PortfolioColumn("standing", terms.say("standing.title"), labels)] if terms.standing else []
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
        *standing,
        PortfolioColumn("reviewed", terms.say("map.reviewed")),
        PortfolioColumn("todo", terms.say("map.todo")),
    )


# The ground of a cell deepens in eight steps: below 30, then every ten points.
_FIRST, _STEP, _LAST = 20, 10, 7

# What somebody is by the ledger, the furthest first; and of which colour that is.
_LABELS: tuple[CertificationLabel, ...] = ("certified", "admitted", "invited", "ended", "none")
_STANDS = {"certified": "m", "admitted": "w", "invited": "q", "ended": "f", "none": "x"}
_DECIDED = {"admit": "m", "conditional": "w", "decline": "f", "reassess": "q"}

# Roles, owners and groups come again and again.
_safe = lru_cache(maxsize=2048)(escape)


def scored_row(row: ScoredOutcome, look: RowSummary, terms: PortfolioTerms) -> str:
    """One provider: who, level, overall, each area, and what is to be done."""
    areas = "".join([_area(area, terms) for area in row.areas])
    change = _change(look, terms) if terms.baseline else ""
    gates = f"<td class=g>{_gates(look, terms)}" if terms.gates else ""
    decision = f"<td class=g>{_decision(row, terms)}" if terms.decisions else ""
    standing = f"<td class=g>{_standing(row, terms)}" if terms.standing else ""
    return (
        f"<tr><th scope=row>{_who(look.who)}<td>{_safe(look.who.level)}"
        f"<td>{_overall(row, terms)}{change}{areas}<td>{terms.share(row.coverage)}"
        f"<td class=c>{_critical(row, terms)}{gates}{decision}{standing}"
        f"<td>{row.reviewed}/{row.pieces}<td>{_todos(look, terms)}\n"
    )


def failed_row(row: FailedOutcome, columns: int, terms: PortfolioTerms) -> str:
    """One folder that failed: which, and the first thing that is wrong with it."""
    first, more = row.findings[0] if row.findings else None, len(row.findings) - 1
    place = clean(first.place) if first else ""
    message = clean(terms.message(first)) if first else ""
    rest = terms.say("failed.more", n=more) if more > 0 else ""
    return (
        f"<tr class=e><th scope=row><span>{_safe(clean(row.folder))}</span>"
        f"<i>{_safe(clean(row.provider or ''))}</i>"
        f"<td colspan={columns}><i class=e>{terms.say('week.failed.short')}</i> "
        f"<code>{_safe(place)}</code> {_safe(message)} {_safe(rest)}\n"
    )


def _who(who: RowProvider) -> str:
    owner = f" · <i lang>{_safe(who.owner)}</i>" if who.owner else "<i></i>"
    said = [
        f" · <i data-g={place} lang>{_safe(tag)}</i>"
        for place, tags in enumerate(who.groups)
        for tag in tags
    ]
    # What the column of standing says is there to be filtered by, and not shown again.
    said += [
        f"<i data-g={place} hidden>{_safe(text)}</i>"
        for place, text in enumerate(who.standing, len(who.groups))
        if text
    ]
    name, role = _safe(who.name), _safe(who.role)
    return f'<a href="{who.href}">{name}</a><i>{role}</i>{owner}{"".join(said)}'


def _overall(row: ScoredOutcome, terms: PortfolioTerms) -> str:
    """Proved over claimed; what is not graded has only a range, from the score to its ceiling."""
    if row.graded:
        return f"<b>{terms.score(row.proved)}</b><i>{terms.score(row.claimed)}</i>"
    proved = _range(row.proved, row.proved_ceiling, terms)
    return f"{proved}<i>{_range(row.claimed, row.claimed_ceiling, terms)}</i>"


def _range(low: float | None, high: float | None, terms: PortfolioTerms) -> str:
    if low is None or high is None:
        return terms.say("common.no_score")
    return f"{terms.score(low)}–{terms.score(high)}"


def _area(area: AreaRow, terms: PortfolioTerms) -> str:
    if area.proved is None:
        return f"<td class=o>{terms.say('common.no_score')}"
    step = min(max(int(area.proved - _FIRST) // _STEP, 0), _LAST)
    below = "k" if area.proved < area.target - figures.TOLERANCE else "h"
    return f"<td class={below}{step}>{terms.score(area.proved)}<i>{terms.score(area.claimed)}</i>"


def _change(look: RowSummary, terms: PortfolioTerms) -> str:
    return f"<td>{signed(look.moved.total) if look.moved else terms.say('map.new')}"


def _critical(row: ScoredOutcome, terms: PortfolioTerms) -> str:
    count = row.critical.failed + row.critical.not_proved
    return terms.say("map.open_critical", n=count) if count else terms.say("map.ok")


def _gates(look: RowSummary, terms: PortfolioTerms) -> str:
    return "".join(
        [
            f"<i class={STATES[state]}>{terms.say(f'map.gate.{state}.short', n=count)}</i>"
            for state, count in look.standing.items()
        ]
    )


def _decision(row: ScoredOutcome, terms: PortfolioTerms) -> str:
    """What was decided, and the day."""
    if row.decision is None:
        return ""
    kind = kind_words(terms.say, row.decision.kind)
    return f"<i class={_DECIDED[row.decision.kind]}>{kind}</i><i>{row.decision.on}</i>"


def _standing(row: ScoredOutcome, terms: PortfolioTerms) -> str:
    """What the provider is, since when, and its tier."""
    held = row.ledger
    if held is None:
        return ""
    order = len(_LABELS) - _LABELS.index(held.label)
    label = terms.say(f"map.standing.{held.label}")
    day = held.certified_to or held.since or ""
    tier = _tier(held, terms) if says_tier(held) else ""
    # The script sorts a column by the number that stands first in it.
    return f"<i hidden>{order}</i><i class={_STANDS[held.label]}>{label}</i><i>{day}</i>{tier}"


def _tier(held: HeldStanding, terms: PortfolioTerms) -> str:
    """The tier by its title, and whether it is watched or stopped."""
    said = _safe(tier_title(terms.say, held, terms.language))
    mark = "watch" if held.watch else "stopped" if held.stopped else ""
    told = f" · {terms.say(f'map.standing.{mark}')}" if mark else ""
    return f"<i>{said}{told}</i>"


def _todos(look: RowSummary, terms: PortfolioTerms) -> str:
    said = [f"<i class={todo.mark}>{_safe(plain(todo.short(terms)))}</i>" for todo in look.todos]
    return "".join(said)
