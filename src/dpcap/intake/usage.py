"""Who names which piece of evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping

from dpcap.model.assessment import Answer, ShopRow
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework


def used_by(
    answers: Mapping[str, Answer], rows: Mapping[str, tuple[ShopRow, ...]]
) -> dict[str, list[str]]:
    """For each piece of evidence the indicators that name it, each once, in order."""
    users: dict[str, dict[str, None]] = defaultdict(dict)
    for node, answer in answers.items():
        for name in answer.evidence:
            users[name][node] = None
    for node, each in rows.items():
        for row in each:
            for name in row.evidence:
                users[name][node] = None
    return {name: list(nodes) for name, nodes in users.items()}


def shared_too_widely(
    users: Mapping[str, Collection[str]], framework: Framework
) -> Iterator[Finding]:
    """A warning for each piece behind too many indicators that are not read from one screen."""
    limit = framework.method.shared_evidence
    for name, nodes in users.items():
        if len(nodes) <= limit:
            continue
        screens = Counter(str(framework.by_id[node].screen or node) for node in nodes)
        on_one_screen = max(screens.values())
        if len(nodes) - (on_one_screen if on_one_screen > 1 else 0) > limit:
            params: dict[str, str | int | float] = {
                "evidence": name,
                "count": len(nodes),
                "limit": limit,
            }
            yield Finding(code="DP348", path=("evidence", name), params=params)
