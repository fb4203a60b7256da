"""The page on how much each question weighs: `docs/weights.md`, for `tools/docs.py`."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from cli_page import table
from dpcap.model.framework import Area, Framework
from dpcap.model.weights import effective_weights

WORDS = """\
What each question carries in each role, in percent of the overall score, as if everything were in
scope and applied. What is out of scope leaves the proportions of the others as they are. **Bold**:
what a buyer of that role asks for first; *: critical; –: the role never asks it.

每道题在各角色总分中所占的百分比，按全部在服务范围内、全部适用计；不在范围内的题退出后，其余各题之间的比例不变。
**粗体**：该角色的买方最先问的；*：红线项；–：该角色不问。
"""


def weights_lines(framework: Framework) -> Iterator[str]:
    """The lines of the page on *framework*, without its heading."""
    yield from WORDS.split("\n")
    roles = {role: effective_weights(framework, role) for role in framework.roles}
    head = ("role 角色", *(f"{area.title.zh} · {area.title.en}" for area in framework.areas))
    named = ((f"`{role}` {framework.roles[role].title.zh}", each) for role, each in roles.items())
    yield from table(head, *((name, *_areas(framework, each)) for name, each in named))
    for area in framework.areas:
        yield from ("", f"## {area.title.zh} · {area.title.en}", "")
        head = ("question 题目", *(f"`{role}`" for role in roles))
        yield from table(head, *_rows(framework, area, roles))


def _areas(framework: Framework, weights: dict[str, float]) -> Iterator[str]:
    for area in framework.areas:
        inside = (one.id for dimension in area.dimensions for one in dimension.indicators)
        yield _percent(fsum(weights.get(node, 0.0) for node in inside))


def _rows(
    framework: Framework, area: Area, roles: dict[str, dict[str, float]]
) -> Iterator[tuple[str, ...]]:
    for dimension in area.dimensions:
        for one in dimension.indicators:
            name = f"{one.id}{'*' if one.critical else ''} {one.title.zh} · {one.title.en}"
            yield name, *(_cell(framework, role, one.id, each) for role, each in roles.items())


def _cell(framework: Framework, role: str, node: str, weights: dict[str, float]) -> str:
    if node not in weights:
        return "–"
    share = _percent(weights[node])
    return f"**{share}**" if node in framework.roles[role].headline else share


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
