"""What keeps many things from being collected at once, so that it comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dpcap.intake.todo import HANGS_OPEN, NO_SHOPS, TodoRow
from dpcap.model.base import Frozen
from dpcap.model.profile import Profile

# Fewer rows than this are told one by one.
FEW = 3


class TodoCause(Frozen):
    """One thing that several rows wait for.

    `code`: no shop is listed (NO_SHOPS), or what decides whether a question is asked is itself not
    answered (HANGS_OPEN). `needs`: in the second case the facts (`fact_…`) and indicators to answer
    first, those that most rows wait for before the others. `nodes`: the indicators that wait.
    """

    code: str
    needs: tuple[str, ...]
    nodes: tuple[str, ...]


def causes(rows: Iterable[TodoRow], profile: Profile) -> tuple[TodoCause, ...]:
    """What at least `FEW` of *rows* wait for each, the most first."""
    waiting: dict[str, list[TodoRow]] = {}
    for row in rows:
        if row.code in (NO_SHOPS, HANGS_OPEN):
            waiting.setdefault(row.code, []).append(row)
    many = [(code, held) for code, held in waiting.items() if len(held) >= FEW]
    many.sort(key=lambda one: -len(one[1]))
    return tuple(_cause(code, held, profile) for code, held in many)


def _cause(code: str, rows: Sequence[TodoRow], profile: Profile) -> TodoCause:
    nodes = tuple(dict.fromkeys(row.node for row in rows))
    needs = prerequisites(profile, nodes) if code == HANGS_OPEN else ()
    return TodoCause(code=code, needs=needs, nodes=nodes)


def prerequisites(profile: Profile, nodes: Sequence[str]) -> tuple[str, ...]:
    """The names that *nodes* depend on and that are not answered, the most needed first.

    Those that wait themselves are left out: what they depend on is named.
    """
    told = (one for one in profile.findings if one.code == HANGS_OPEN and one.node in nodes)
    counts = Counter(name for one in told for name in str(one.params["names"]).split(", "))
    first = [name for name, _ in counts.most_common() if name not in nodes]
    return tuple(first or counts)
