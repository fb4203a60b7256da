"""`dpcap lint --weights`: what each indicator weighs, as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import count, product
from string import ascii_uppercase
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group
from rich.measure import Measurement
from rich.table import Column, Table

from dpcap.cli.language import TALK, say
from dpcap.cli.screen import in_colour, screen_columns
from dpcap.cli.write import print_out
from dpcap.report.lines import (
    SOFT,
    FirstThatFits,
    TerminalPage,
    Words,
    figure_column,
    listing,
    text_column,
)
from dpcap.report.sanitize import printable

if TYPE_CHECKING:
    from dpcap.model.base import Text
    from dpcap.model.framework import Framework
    from dpcap.workflow.weights import FrameworkWeights, RoleWeights

HEADLINE, ABSENT = "*", "–"
# So many roles stand side by side where not all fit.
_TOGETHER = 4
NATURES = {
    "result": ("结果", "result"),
    "process": ("做法", "process"),
    "safeguard": ("底线", "safeguard"),
    "unsaid": ("未写明", "not said"),
}


def as_json(weights: FrameworkWeights) -> str:
    """The framework's name and, by role, the share of each indicator, area and nature, 0..1."""
    framework = weights.framework
    roles = {
        role: {
            "indicators": [
                _entry(framework, role, node, of) for node, of in each.indicators.items()
            ],
            "areas": dict(each.areas),
            "natures": dict(each.natures),
        }
        for role, each in weights.roles.items()
    }
    found = {"framework": framework.id, "version": framework.version, "roles": roles}
    return json.dumps(found, ensure_ascii=False, indent=2)


def _entry(framework: Framework, role: str, node: str, share: float) -> dict[str, object]:
    area, dimension = framework.parents[node]
    one = framework.by_id[node]
    return {
        "id": node,
        "area": area.id,
        "dimension": dimension.id,
        "nature": one.nature,
        "core": one.core,
        "headline": node in framework.roles[role].headline,
        "weight": share,
    }


def print_weights(weights: FrameworkWeights) -> None:
    """The tables on the terminal: what areas weigh in each role, then each indicator."""
    out = TerminalPage(screen_columns(), colour=in_colour())
    out.heading(say("各角色的权重构成", "What makes up each role"))
    tables = [_sums_table(weights, head) for head in (Words, _NarrowHead)]
    out.add(FirstThatFits((*tables, _sums_lines(weights))))
    out.heading(say("各指标的权重", "What each indicator weighs"))
    out.line(
        say(
            f"数字为占总分的百分比；{HEADLINE} 为该角色的关键指标；{ABSENT} 为该角色不问",
            f"percent of the overall; {HEADLINE} headline of the role; {ABSENT} not asked in it",
        ),
        SOFT,
    )
    roles = list(weights.roles)
    whole = [_table(weights, roles, titles=titles) for titles in (True, False)]
    halves = [roles[at : at + _TOGETHER] for at in range(0, len(roles), _TOGETHER)]
    apart = Group(*(_table(weights, some, titles=False) for some in halves))
    out.add(FirstThatFits((*whole, apart)))
    print_out(out.text)


def _table(weights: FrameworkWeights, roles: Sequence[str], *, titles: bool) -> Table:
    """A line an indicator that is asked in one of *roles*, and a column for each of them."""
    framework, signs = weights.framework, _signs(weights)
    said = any(one.nature for _, _, one in framework.walk())
    heads = [text_column(say("指标", "indicator"), whole=True)]
    heads += [text_column(say("名称", "title"), whole=True)] if titles else []
    heads += [text_column(say("性质", "nature"), whole=True)] if said else []
    table = listing(*heads, *(figure_column(signs[role]) for role in roles))
    last = {area.dimensions[-1].indicators[-1].id for area in framework.areas}
    for _, _, one in framework.walk():
        cells = [_cell(framework, role, one.id, weights.roles[role]) for role in roles]
        if any(cell != ABSENT for cell in cells):
            title = [_title(one.title)] if titles else []
            nature = [say(*NATURES[one.nature]) if one.nature else ABSENT] if said else []
            table.add_row(*map(Words, (one.id, *title, *nature, *cells)))
        if one.id in last:
            table.add_row()
    return table


def _signs(weights: FrameworkWeights) -> dict[str, str]:
    """What stands for each role at the head of its column: a letter, or of one role its name."""
    if len(weights.roles) == 1:
        return {role: role for role in weights.roles}
    return dict(zip(weights.roles, _letters(), strict=False))


def _letters() -> Iterator[str]:
    """A, B, and so on to Z, AA, AB."""
    for length in count(1):
        yield from map("".join, product(ascii_uppercase, repeat=length))


def _cell(framework: Framework, role: str, node: str, weights: RoleWeights) -> str:
    if node not in weights.indicators:
        return ABSENT
    mark = HEADLINE if node in framework.roles[role].headline else ""
    return f"{mark}{100 * weights.indicators[node]:.2f}"


class _NarrowHead(Words):
    """A head broken wherever it can be."""

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        least = super().__rich_measure__(console, options).minimum
        return Measurement(least, least)


def _sums_table(weights: FrameworkWeights, head: type[Words]) -> Table:
    """A line a role: what each area and each nature come to; a *head* for each column."""
    framework = weights.framework
    natures = list(dict.fromkeys(one for each in weights.roles.values() for one in each.natures))
    names = [_title(area.title) for area in framework.areas]
    names += [say(*NATURES[one]) for one in natures]
    heads = (Column(head(name), justify="right") for name in names)
    table = listing(text_column(whole=True), *heads)
    for role, each in weights.roles.items():
        areas = (_percent(each.areas.get(area.id, 0.0)) for area in framework.areas)
        shares = (_percent(each.natures.get(one, 0.0)) for one in natures)
        table.add_row(*map(Words, (_name(weights, role), *areas, *shares)))
    return table


def _sums_lines(weights: FrameworkWeights) -> Group:
    """The same where the screen is too narrow for a table."""
    framework = weights.framework
    areas = {area.id: _title(area.title) for area in framework.areas}
    lines = []
    for role, each in weights.roles.items():
        parts = [f"{areas[area]} {_percent(share)}" for area, share in each.areas.items()]
        parts += [f"{say(*NATURES[one])} {_percent(share)}" for one, share in each.natures.items()]
        lines.append(Words(f"{_name(weights, role)}{say('：', ': ')}{say('、', ', ').join(parts)}"))
    return Group(*lines)


def _name(weights: FrameworkWeights, role: str) -> str:
    """The title and the id of a role, behind its letter if it has one."""
    title, sign = _title(weights.framework.roles[role].title), _signs(weights)[role]
    named = say(f"{title}（{role}）", f"{title} ({role})")
    return named if sign == role else f"{sign} {named}"


def _title(text: Text) -> str:
    return printable(text.say(TALK))


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"
