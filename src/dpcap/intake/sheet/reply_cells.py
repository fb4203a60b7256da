"""A provider's replies laid out cell by cell, each as one plain text: the form that is compared.

`same_text` knows what two texts may differ in and still say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dpcap.intake.scale_input import scale_input
from dpcap.intake.values import NONE_OPTION
from dpcap.intake.yaml_inline import flow
from dpcap.intake.yaml_values import Plain
from dpcap.model.assessment import (
    PEER_FIELDS,
    Answer,
    Assessment,
    NpsCounts,
    RateCounts,
    Reply,
    Value,
)
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Boolean, Nps, Rate

VALUE, EVIDENCE, NOTE = "value", "evidence", "note"
# Values that stand for no answer on the scale; no id begins with the sign.
STATE_MARK = "~"
UNKNOWN, NOT_APPLICABLE = "~unknown", "~na:"
_MOST_MARKS = 1000


class ReplyCell(NamedTuple):
    """One field of the reply to an indicator; `shop`: of that shop's row, else empty."""

    node: str
    shop: str
    field: str


Cells = dict[ReplyCell, str]


def cells_of(assessment: Assessment) -> Cells:
    """What *assessment* says, cell by cell; cells that say nothing are left out."""
    found: Cells = {}
    for node, answer in assessment.answers.items():
        found |= {ReplyCell(node, "", name): text for name, text in _of_answer(answer)}
    for node, rows in assessment.rows.items():
        for row in rows:
            found |= {ReplyCell(node, row.shop, name): text for name, text in _of_reply(row)}
    return found


def same_text(cell: ReplyCell, one: str, other: str) -> bool:
    """Whether both texts say the same in *cell*.

    Blanks in notes are free, and the order of evidence and of the boxes that are ticked, but not
    that of counts.
    """
    if cell.field == EVIDENCE or (cell.field == VALUE and not one[:1].isdigit()):
        return set(one.split()) == set(other.split())
    return one == other or (cell.field == NOTE and one.split() == other.split())


def _of_answer(answer: Answer) -> Iterator[tuple[str, str]]:
    if answer.unknown:
        yield VALUE, UNKNOWN
    elif answer.not_applicable is not None:
        yield VALUE, NOT_APPLICABLE + answer.not_applicable
    yield from _of_reply(answer)


def _of_reply(reply: Reply) -> Iterator[tuple[str, str]]:
    if reply.value is not None:
        yield VALUE, text_of_value(reply.value)
    for name in PEER_FIELDS:
        if (figure := getattr(reply, name)) is not None:
            yield name, flow(figure)
    yield from reply.envelope.items()
    if reply.evidence:
        yield EVIDENCE, " ".join(dict.fromkeys(reply.evidence))
    if reply.note:
        yield NOTE, reply.note


def text_of_value(value: Value) -> str:
    """*value* as its one plain text."""
    if isinstance(value, NpsCounts):
        return f"{value.promoters} {value.passives} {value.detractors}"
    if isinstance(value, RateCounts):
        return f"{value.cases} {value.base}"
    if isinstance(value, tuple):
        return " ".join(value) or NONE_OPTION
    return value if isinstance(value, str) else flow(value)


def plain_value(text: str, indicator: Indicator) -> Plain:
    """The value that *text* stands for, as an answer file has it."""
    scale = indicator.scale
    if isinstance(scale, Boolean):
        return text == "true"
    if isinstance(scale, Nps):
        counts: list[Plain] = [int(part) for part in text.split()]
        return dict(zip(("promoters", "passives", "detractors"), counts, strict=True))
    if isinstance(scale, Rate):
        cases, base = text.split()
        return {"cases": int(cases), "base": int(base)}
    return scale_input(scale).cell(text)


def reply_entry(cells: Mapping[str, str], indicator: Indicator) -> dict[str, Plain]:
    """The *cells* of one reply, by field, as an answer file has it."""
    entry: dict[str, Plain] = {}
    value = cells.get(VALUE)
    if value == UNKNOWN:
        entry["unknown"] = True
    elif value is not None and value.startswith(NOT_APPLICABLE):
        entry["not_applicable"] = value.removeprefix(NOT_APPLICABLE)
    elif value is not None:
        entry[VALUE] = plain_value(value, indicator)
    for name, text in cells.items():
        if name == EVIDENCE:
            entry[name] = list(text.split())
        elif name in PEER_FIELDS:
            entry[name] = float(text)
        elif name != VALUE:
            entry[name] = text
    return entry


def row_cells(cells: Mapping[str, str], indicator: Indicator) -> dict[str, str]:
    """The *cells* of one shop's row, by field, as `kpis.csv` has it."""
    marks = cells.get(VALUE, "").split() if isinstance(indicator.scale, Nps) else []
    if not marks:
        return dict(cells)
    counts = zip(("9", "7", "0"), map(int, marks), strict=True)
    return {**cells, VALUE: " ".join(mark for mark, many in counts for _ in range(many))}


def too_many_marks(text: str) -> bool:
    """Whether the counts in *text* are more than a row of `kpis.csv` can list."""
    return sum(int(part) for part in text.split()) > _MOST_MARKS
