"""Assessments with something less in them, or with a figure spoilt so that it does not count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from dpcap.model.assessment import Answer, Assessment, Reply, ShopRow
from dpcap.model.framework import Framework

Cut = Callable[[Assessment], Assessment]

ANSWER_FIELDS: tuple[dict[str, Any], ...] = (
    {"evidence": ()},
    {"peer": None},
    {"value": None},
    {"envelope": {}},
    {"not_applicable": None},
    {"unknown": False},
)
ROW_FIELDS: tuple[dict[str, Any], ...] = (
    {"evidence": ()},
    {"peer": None},
    {"value": None},
    {"envelope": {}},
)
EVIDENCE_FIELDS: tuple[dict[str, Any], ...] = (
    {"state": "absent"},
    {"state": "no_hash"},
    {"captured_on": None},
    {"signature": None},
    {"copied": False},
)
# Beyond any plausible range; long past; no month.
FAR_OFF, LONG_AGO, NO_MONTH = 1e9, "2019-01", "2026-10-15"


def deletions(assessment: Assessment) -> list[Assessment]:
    """Every assessment with one answer, field, row, shop's rows or piece of evidence less."""
    return [cut(assessment) for cut in cuts(assessment)]


def cuts(assessment: Assessment) -> list[Cut]:
    """Every way to take one thing out of *assessment*; any of them may follow another."""
    return [*_answers(assessment), *_rows(assessment), *_pieces(assessment), *_facts(assessment)]


def spoilings(assessment: Assessment, framework: Framework) -> list[Cut]:
    """Every way to make one number of *assessment* one that does not count."""
    numbers = {n: one.scale for n, one in framework.by_id.items() if one.scale.kind == "number"}
    found: list[Cut] = []
    for node in sorted(numbers.keys() & assessment.answers.keys()):
        changes = _spoilt(assessment.answers[node], numbers[node])
        found += [partial(_answer, node=node, change=change) for change in changes]
    for node in sorted(numbers.keys() & assessment.rows.keys()):
        for row in assessment.rows[node]:
            changes = _spoilt(row, numbers[node])
            found += [partial(_row, node=node, shop=row.shop, change=change) for change in changes]
    return found


def _spoilt(reply: Reply, scale: Any) -> Iterator[dict[str, Any]]:
    if reply.value is not None and scale.plausible is not None:
        yield {"value": FAR_OFF}
    if reply.peer is not None:
        yield {"peer": 0.0}
    if "period" in reply.envelope:
        yield from (
            {"envelope": {**reply.envelope, "period": text}} for text in (LONG_AGO, NO_MONTH)
        )


def _answers(assessment: Assessment) -> Iterator[Cut]:
    for node, answer in assessment.answers.items():
        yield partial(_without_answer, node=node)
        for change in (*ANSWER_FIELDS, *_fewer(answer)):
            yield partial(_answer, node=node, change=change)


def _rows(assessment: Assessment) -> Iterator[Cut]:
    for node, rows in assessment.rows.items():
        yield partial(_without_rows, nodes=(node,))
        for row in rows:
            yield partial(_without_rows, nodes=(node,), shop=row.shop)
            for change in (*ROW_FIELDS, *_fewer(row)):
                yield partial(_row, node=node, shop=row.shop, change=change)
    for shop in assessment.provider.shops:
        yield partial(_without_rows, nodes=tuple(assessment.rows), shop=shop.id)


def _fewer(reply: Reply) -> Iterator[dict[str, Any]]:
    """One piece of evidence less, one field of the envelope less."""
    for piece in reply.evidence:
        yield {"evidence": tuple(one for one in reply.evidence if one != piece)}
    for field in reply.envelope:
        yield {"envelope": {k: v for k, v in reply.envelope.items() if k != field}}


def _pieces(assessment: Assessment) -> Iterator[Cut]:
    for name in assessment.evidence:
        yield from (partial(_piece, name=name, change=change) for change in EVIDENCE_FIELDS)


def _facts(assessment: Assessment) -> Iterator[Cut]:
    yield from (partial(_without_fact, name=name) for name in assessment.provider.facts)


def _without_answer(given: Assessment, *, node: str) -> Assessment:
    answers = {name: one for name, one in given.answers.items() if name != node}
    return given.model_copy(update={"answers": answers})


def _answer(given: Assessment, *, node: str, change: dict[str, Any]) -> Assessment:
    answer: Answer | None = given.answers.get(node)
    if answer is None:
        return given
    lesser = answer.model_copy(update=change)
    return given.model_copy(update={"answers": given.answers | {node: lesser}})


def _without_rows(
    given: Assessment, *, nodes: tuple[str, ...], shop: str | None = None
) -> Assessment:
    def left(node: str, rows: tuple[ShopRow, ...]) -> tuple[ShopRow, ...]:
        return tuple(row for row in rows if node not in nodes or row.shop != (shop or row.shop))

    rows = {node: left(node, each) for node, each in given.rows.items()}
    return given.model_copy(update={"rows": rows})


def _row(given: Assessment, *, node: str, shop: str, change: dict[str, Any]) -> Assessment:
    rows = tuple(
        row.model_copy(update=change) if row.shop == shop else row for row in given.rows[node]
    )
    return given.model_copy(update={"rows": given.rows | {node: rows}})


def _piece(given: Assessment, *, name: str, change: dict[str, Any]) -> Assessment:
    lesser = given.evidence[name].model_copy(update=change)
    return given.model_copy(update={"evidence": given.evidence | {name: lesser}})


def _without_fact(given: Assessment, *, name: str) -> Assessment:
    facts = {k: v for k, v in given.provider.facts.items() if k != name}
    provider = given.provider.model_copy(update={"facts": facts})
    return given.model_copy(update={"provider": provider})
