"""What is still to collect: which answers and which proof, from whom, on which screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from dpcap.model.base import Frozen, Text
from dpcap.model.framework import DECLARED, Framework
from dpcap.model.indicator import Indicator
from dpcap.model.profile import Profile
from dpcap.model.trace import IndicatorNode

Need = Literal["answer", "find_out", "correct", "settle", "shop", "reason", "renew", "proof"]
Grouping = Literal["person", "screen"]

NO_SHOPS = "no_shops"
PENDING = "draw_pending"
HANGS_OPEN = "DP340"
IN_CONFLICT = "DP878"
_LAPSED = "DP344"
_UNASKED = frozenset({"not_asked", "out_of_scope"})
_TO_WRITE_A_NOTE = 1.0


class TodoRow(Frozen):
    """One thing to collect.

    `need`: answer (not answered), find_out (answered “unknown”), correct (an answer that does not
    count), settle (sheets disagree), shop (a shop's row), reason (N/A without a note), renew (proof
    lapsed), proof (none that counts). `code`: the finding that says why; `minutes`: to answer, or
    to fetch the proof.
    `count`: while the draw is pending, the rows of so many more shops, whichever they are.
    """

    node: str
    need: Need
    asked_of: str
    minutes: float
    screen: Text | None = None
    shop: str | None = None
    code: str | None = None
    critical: bool = False
    count: int = 1


class TodoGroup(Frozen):
    """The rows of one person or one screen; `key`: the person's id or the screen's Chinese name."""

    key: str
    title: Text | None
    minutes: float
    rows: tuple[TodoRow, ...]


def todo(framework: Framework, profile: Profile) -> tuple[TodoRow, ...]:
    """Everything that is still to collect for *profile*, in the order asked."""
    troubles, disputed = _troubles(profile), _disputed(profile)
    rows = (
        row
        for area in profile.areas
        for dimension in area.dimensions
        for node in dimension.indicators
        if node.state not in _UNASKED and node.id in framework.by_id
        for row in _rows(framework.by_id[node.id], node, profile, troubles.get(node.id))
    )
    return tuple(_to_settle(row) if (row.node, row.shop) in disputed else row for row in rows)


def grouped(rows: Iterable[TodoRow], framework: Framework, by: Grouping) -> tuple[TodoGroup, ...]:
    """*rows* by person (in the framework's order) or by screen (in the order met, none last)."""
    groups: dict[str, list[TodoRow]] = (
        {person: [] for person in framework.people} if by == "person" else {}
    )
    titles: dict[str, Text | None] = dict(framework.people) if by == "person" else {}
    for row in rows:
        key = row.asked_of if by == "person" else row.screen.zh if row.screen else ""
        titles.setdefault(key, row.screen if by == "screen" else None)
        groups.setdefault(key, []).append(row)
    made = [
        TodoGroup(
            key=key,
            title=titles.get(key),
            minutes=sum(row.minutes for row in held),
            rows=tuple(held),
        )
        for key, held in groups.items()
        if held
    ]
    return tuple(sorted(made, key=lambda group: not group.key))


def _rows(
    indicator: Indicator, node: IndicatorNode, profile: Profile, trouble: str | None
) -> Iterator[TodoRow]:
    if node.state == "unknown":
        yield _row(indicator, "find_out")
    elif node.state == "not_applicable":
        if not node.note and not node.scope:
            yield _row(indicator, "reason", minutes=_TO_WRITE_A_NOTE)
    elif indicator.per == "shop" and node.open != HANGS_OPEN:
        yield from _shop_rows(indicator, node, profile, trouble)
    elif node.state == "missing":
        need: Need = "correct" if node.open not in (None, HANGS_OPEN) else "answer"
        yield _row(indicator, need, code=node.open)
    elif _wants_proof(indicator, node.claimed, node.kind, node.cap):
        yield _row(indicator, _fresh_or_new(trouble), code=trouble)


def _shop_rows(
    indicator: Indicator, node: IndicatorNode, profile: Profile, trouble: str | None
) -> Iterator[TodoRow]:
    out = {one.shop for one in node.shops if one.out}
    due = [shop.id for shop in profile.provider.shops if shop.due and shop.id not in out]
    if not due:
        yield _row(indicator, "shop", code=NO_SHOPS)
    given = {one.shop: one for one in node.shops if one.value is not None}
    yield from _lacking(indicator, profile, [shop for shop in due if shop not in given])
    for shop in due:
        found = given.get(shop)
        if found is not None and not found.valid:
            yield _row(indicator, "correct", shop=shop, code=node.open)
        elif found is not None and _wants_proof(indicator, found.claimed, found.kind, found.proved):
            yield _row(indicator, _fresh_or_new(trouble), shop=shop, code=trouble)


def _lacking(indicator: Indicator, profile: Profile, shops: list[str]) -> Iterator[TodoRow]:
    """The rows that the due *shops* lack; of any of them while the draw is pending."""
    if profile.shops.draw != "pending":
        yield from (_row(indicator, "shop", shop=shop) for shop in shops)
        return
    beyond = len(profile.provider.shops) - profile.shops.rows
    if (count := len(shops) - beyond) > 0:
        minutes = (indicator.minutes or 0.0) * count
        yield _row(indicator, "shop", minutes=minutes, code=PENDING, count=count)


def _to_settle(row: TodoRow) -> TodoRow:
    return row.model_copy(update={"need": "settle", "code": IN_CONFLICT})


def _disputed(profile: Profile) -> set[tuple[str | None, str | None]]:
    """The indicators on which sheets disagree, each with the shop that it is about."""
    return {
        (one.node, str(one.params.get("shop", "")).strip() or None)
        for one in profile.findings
        if one.code == IN_CONFLICT
    }


def _row(
    indicator: Indicator,
    need: Need,
    *,
    minutes: float | None = None,
    shop: str | None = None,
    code: str | None = None,
    count: int = 1,
) -> TodoRow:
    return TodoRow(
        node=indicator.id,
        need=need,
        asked_of=indicator.asked_of or "",
        minutes=(indicator.minutes or 0.0) if minutes is None else minutes,
        screen=indicator.screen,
        shop=shop,
        code=code,
        critical=indicator.critical,
        count=count,
    )


def _wants_proof(
    indicator: Indicator, claimed: float | None, kind: str | None, cap: float | None
) -> bool:
    """Whether a claim above what a word is worth rests on nothing but the provider's word."""
    if indicator.proof is None or claimed is None or cap is None:
        return False
    return kind == DECLARED and claimed > cap


def _fresh_or_new(trouble: str | None) -> Need:
    return "renew" if trouble == _LAPSED else "proof"


def _troubles(profile: Profile) -> dict[str, str]:
    """The code of what is wrong with the proof of each indicator; lapsed proof comes first."""
    users = {piece.id: piece.used_by for piece in profile.evidence}
    troubles: dict[str, str] = {}
    for finding in profile.findings:
        if finding.path[:1] != ("evidence",) or len(finding.path) == 1:
            continue
        for node in (finding.node,) if finding.node else users.get(str(finding.path[1]), ()):
            if finding.code == _LAPSED or node not in troubles:
                troubles[node] = finding.code
    return troubles
