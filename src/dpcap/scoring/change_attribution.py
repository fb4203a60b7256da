"""Swapping: an earlier case with one kind of input after the other taken from a later one.

Each function gives its first case back, the same object, where there is nothing to swap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from dpcap.model.assessment import Answer, Assessment, Evidence, Reply, ShopRow
from dpcap.scoring.case import Case
from dpcap.scoring.change_records import with_held_facts, with_held_peers, with_held_shops
from dpcap.scoring.compiled_indicator import CompiledIndicator, compiled_indicators
from dpcap.scoring.indicator_result import problem_of

R = TypeVar("R", bound=Reply)
Rows = dict[str, ShopRow]
_NEW = "new:"
_NOTHING = (None, False, False, None)


def with_facts(old: Case, new: Case) -> Case:
    """*old* with the role, the asked set and the provider's words and facts of *new*.

    The shops stay: they change together with their rows.
    """
    given, shops = old.assessment, old.assessment.provider.shops
    provider = new.assessment.provider.model_copy(update={"shops": shops})
    records = with_held_facts(old.records, new.records)
    same = provider == given.provider and records == old.records
    if same and (old.role_id, old.core) == (new.role_id, new.core):
        return old
    assessment = given.model_copy(update={"provider": provider})
    return replace(old, assessment=assessment, role_id=new.role_id, core=new.core, records=records)


def with_peers(old: Case, new: Case) -> Case:
    """*old* with the peer figures of *new*, where both give one."""
    given, later = old.assessment, new.assessment
    answers = _peers(given.answers, later.answers)
    rows: dict[str, Rows] = {}
    for node in given.rows:
        was = _rows(given, node)
        swapped = _peers(was, _rows(later, node))
        if swapped:
            rows[node] = {**was, **swapped}
    records = with_held_peers(old.records, new.records)
    if not answers and not rows and records == old.records:
        return old
    changed = {
        "answers": {**given.answers, **answers},
        "rows": {**given.rows, **{node: tuple(each.values()) for node, each in rows.items()}},
    }
    return replace(old, assessment=given.model_copy(update=changed), records=records)


def _peers(old: Mapping[str, R], new: Mapping[str, R]) -> dict[str, R]:
    """Those of *old* whose peer figure is another one in *new*, with that."""
    both = ((name, was, new[name].peer) for name, was in old.items() if name in new)
    return {
        name: was.model_copy(update={"peer": peer})
        for name, was, peer in both
        if was.peer is not None and peer is not None and peer != was.peer
    }


def with_answers(old: Case, new: Case) -> Case:
    """*old* with the answers and rows of *new* that say something else, each with its new proof.

    Shops are bound and unbound here: they come and go with their rows. The day of the assessment
    comes along with rows, because it draws the shops that are due.
    """
    given, later = old.assessment, new.assessment
    answers, rows = _changed_answers(old, new), _changed_rows(old, new)
    records = with_held_shops(old.records, new.records)
    bound = given.provider.shops != later.provider.shops or records != old.records
    if not answers and not rows and not bound:
        return old
    proof = _NewProof(old, new)
    changed = {
        "answers": _swapped(given.answers, answers, proof),
        "rows": given.rows
        | {
            node: tuple(_swapped(_rows(given, node), each, proof).values())
            for node, each in rows.items()
        },
        "provider": given.provider.model_copy(update={"shops": later.provider.shops}),
        "assessed_on": later.assessed_on if rows or bound else given.assessed_on,
        "evidence": {**given.evidence, **proof.pieces},
    }
    return replace(old, assessment=given.model_copy(update=changed), records=records)


class _NewProof:
    """The proof that changed answers bring along, beside the old pieces that others still name.

    A piece that is there already stays as it is, ruling and all. One that is new is named apart,
    and moved in time so that it is as old on the old day as it is on the new one; nobody has ruled
    on it yet.
    """

    def __init__(self, old: Case, new: Case) -> None:
        self.pieces: dict[str, Evidence] = {}
        self._old, self._new = old.assessment.evidence, new.assessment.evidence
        self._later = new.as_of - old.as_of

    def of(self, reply: R) -> R:
        """*reply* with its evidence by the names that it bears here."""
        names = tuple(map(self._name, reply.evidence))
        return reply if names == reply.evidence else reply.model_copy(update={"evidence": names})

    def _name(self, name: str) -> str:
        piece = self._new[name]
        if name in self._old and _content(piece) == _content(self._old[name]):
            return name
        apart = _NEW + name
        moved = {"id": apart, "captured_on": _earlier(piece.captured_on, self._later)}
        self.pieces[apart] = piece.model_copy(update=moved)
        return apart


def _content(piece: Evidence) -> tuple[object, ...]:
    """What makes a piece this piece: notes and names of files do not."""
    where = piece.sha256 or piece.file
    return piece.kind, where, piece.url, piece.captured_on, piece.state


def _earlier(day: date | None, by: timedelta) -> date | None:
    """*day* less *by*, or the first or last day there is."""
    if day is None:
        return None
    wanted = day.toordinal() - by.days
    return date.fromordinal(min(max(wanted, date.min.toordinal()), date.max.toordinal()))


def _swapped(
    old: Mapping[str, R], changed: Mapping[str, R | None], proof: _NewProof
) -> dict[str, R]:
    """*old* with those in *changed* instead; None: there is none any more."""
    kept = {name: reply for name, reply in old.items() if name not in changed}
    return kept | {name: proof.of(reply) for name, reply in changed.items() if reply is not None}


def changed_nodes(old: Case, new: Case) -> frozenset[str]:
    """The indicators whose answer, or a row of which, says something else in *new*."""
    return frozenset({*_changed_answers(old, new), *_changed_rows(old, new)})


def _changed_answers(old: Case, new: Case) -> dict[str, Answer | None]:
    was, now = old.assessment.answers, new.assessment.answers
    return {
        node: now.get(node)
        for node, compiled in old.framework.once(compiled_indicators).items()
        if _said(old, compiled, was.get(node)) != _said(old, compiled, now.get(node))
    }


def _changed_rows(old: Case, new: Case) -> dict[str, dict[str, ShopRow | None]]:
    """By indicator and shop."""
    ready = old.framework.once(compiled_indicators)
    both = ((node, _rows(old.assessment, node), _rows(new.assessment, node)) for node in ready)
    changed = {node: _changed(old, ready[node], was, now) for node, was, now in both if was != now}
    return {node: rows for node, rows in changed.items() if rows}


def _changed(
    old: Case, compiled: CompiledIndicator, was: Rows, now: Rows
) -> dict[str, ShopRow | None]:
    return {
        shop: now.get(shop)
        for shop in {**was, **now}
        if _said(old, compiled, was.get(shop)) != _said(old, compiled, now.get(shop))
    }


def _said(old: Case, compiled: CompiledIndicator, reply: Reply | None) -> tuple[object, ...] | None:
    """What *reply* says: its value and whether that counts, or that it is unknown or N/A.

    It is held against the day of *old*: growing old is no change of what was said.
    """
    if reply is None:
        return None
    counts = reply.value is not None and problem_of(compiled, reply, old) is None
    state = (reply.unknown, reply.not_applicable) if isinstance(reply, Answer) else (False, None)
    said = (reply.value, counts, *state)
    return None if said == _NOTHING else said


def _rows(given: Assessment, node: str) -> Rows:
    return {row.shop: row for row in given.rows.get(node, ())}
