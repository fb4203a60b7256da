"""`dpcap lint --weights`: what each indicator weighs, as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from dpcap.cli.findings import printable
from dpcap.cli.language import TALK, say

if TYPE_CHECKING:
    from rich.table import Table

    from dpcap.model.framework import Framework
    from dpcap.workflow.weights import FrameworkWeights, RoleWeights

HEADLINE, ABSENT = "*", "–"
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
    """The table on the terminal: a line an indicator and a column a role, in percent."""
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    console.print(_table(weights, console.width))
    for line in _sums(weights):
        console.print(line, soft_wrap=True)


def _table(weights: FrameworkWeights, width: int) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    framework, roles = weights.framework, weights.roles
    with_title = width >= 40 + 8 * len(roles)  # room for a few words
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(say("指标", "indicator"), no_wrap=True)
    if with_title:
        table.add_column(say("名称", "title"), no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column(say("性质", "nature"), no_wrap=True)
    for role in roles:
        table.add_column(role, justify="right", overflow="fold", min_width=5)
    last = {area.dimensions[-1].indicators[-1].id for area in framework.areas}
    for _, _, one in framework.walk():
        cells = [_cell(framework, role, one.id, each) for role, each in roles.items()]
        if any(cell != ABSENT for cell in cells):
            title = [printable(one.title.say(TALK))] if with_title else []
            nature = say(*NATURES[one.nature]) if one.nature else ABSENT
            table.add_row(one.id, *title, nature, *cells, end_section=one.id in last)
    return table


def _cell(framework: Framework, role: str, node: str, weights: RoleWeights) -> str:
    if node not in weights.indicators:
        return ABSENT
    mark = HEADLINE if node in framework.roles[role].headline else ""
    return f"{mark}{100 * weights.indicators[node]:.2f}"


def _sums(weights: FrameworkWeights) -> Iterator[str]:
    """What areas and natures come to, role by role, and what the signs mean."""
    framework = weights.framework
    areas = {area.id: printable(area.title.say(TALK)) for area in framework.areas}
    for role, each in weights.roles.items():
        title = printable(framework.roles[role].title.say(TALK))
        by_area = _listed(each.areas, areas.__getitem__)
        by_nature = _listed(each.natures, lambda nature: say(*NATURES[nature]))
        yield say(
            f"{title}（{role}）：{by_area}；{by_nature}",
            f"{title} ({role}): {by_area}; {by_nature}",
        )
    yield say(
        f"数字为占总分的百分比；{HEADLINE} 为该角色的 headline；{ABSENT} 为该角色不问",
        f"percent of the overall; {HEADLINE} headline of the role; {ABSENT} not asked in it",
    )


def _listed(shares: Mapping[str, float], name: Callable[[str], str]) -> str:
    return say("、", ", ").join(f"{name(one)} {100 * share:.1f}%" for one, share in shares.items())
