"""What changed between two profiles of one provider, and which kind of input it came from.

One kind of input after the other is taken from the later case into the earlier one, in this order:
the new framework; the new role and facts; the new peer figures; the answers that changed; the rest.
Each time the score is worked out again, so the parts add up to the whole. A function that finds
nothing to take gives its first case back, the same object.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from dpcap.model.assessment import Answer, Assessment, Evidence, Reply, ShopRow
from dpcap.model.carry_over import origins
from dpcap.model.change import AnswerChange, Change, ChangeParts, LevelMove
from dpcap.model.manager import ManagerFacts, ManagerRecords
from dpcap.model.migration import version_by_digest
from dpcap.model.profile import Profile
from dpcap.model.trace import State
from dpcap.scoring.case import Case
from dpcap.scoring.compiled_indicator import CompiledIndicator, compiled_indicators
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.indicator_result import problem_of
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.score_tree import grow_tree
from dpcap.scoring.trace import overall_node

_NONE = ManagerRecords.model_construct()


def with_held_facts(
    old: ManagerRecords | None, new: ManagerRecords | None
) -> ManagerRecords | None:
    """*old* with the facts of *new*, its shops aside: these change together with their rows."""
    mine, theirs = (old or _NONE).facts, (new or _NONE).facts
    found = theirs.facts if theirs else {}
    if found == (mine.facts if mine else {}):
        return old
    return _with_facts(old, mine or theirs, {"facts": found})


def with_held_shops(
    old: ManagerRecords | None, new: ManagerRecords | None
) -> ManagerRecords | None:
    """*old* with the shops of *new*, and the draw among them."""
    before, later = old or _NONE, new or _NONE
    mine, theirs = before.facts, later.facts
    found = theirs.shops if theirs else None
    if found == (mine.shops if mine else None) and before.draw == later.draw:
        return old
    drawn = before.model_copy(update={"draw": later.draw})
    return _with_facts(drawn, mine or theirs, {"shops": found})


def with_held_peers(
    old: ManagerRecords | None, new: ManagerRecords | None
) -> ManagerRecords | None:
    """*old* with the peers' figures of *new*."""
    found = (new or _NONE).peers
    if found == (old or _NONE).peers:
        return old
    return (old or _NONE).model_copy(update={"peers": found})


def _with_facts(
    records: ManagerRecords | None, base: ManagerFacts | None, changed: dict[str, object]
) -> ManagerRecords:
    """*records* with parts of the facts *changed*; where they have none, those of *base* bare."""
    whole = records or _NONE
    if base is None:
        return whole
    mine = whole.facts or base.model_copy(update={"facts": {}, "shops": None})
    return whole.model_copy(update={"facts": mine.model_copy(update=changed)})


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
    both = ((name, was, _moved(was, new[name])) for name, was in old.items() if name in new)
    return {name: was.model_copy(update=moved) for name, was, moved in both if moved}


def _moved(was: Reply, now: Reply) -> dict[str, float]:
    """The peer figures that both give and that are others *now*."""
    each = (("peer", was.peer, now.peer), ("benchmark", was.benchmark, now.benchmark))
    return {
        field: later
        for field, first, later in each
        if first is not None and later is not None and first != later
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


_OVERALL = "overall"
_NEVER_ASKED: State = "not_asked"

Scores = Mapping[str, float | None]


def change(before: Profile, before_digest: str, case: Case, after: Profile) -> Change:
    """What changed from *before* to *after*, which is the profile of *case*.

    *before_digest* is the SHA-256 (hex) of the bytes in which *before* was stored. Both must be of
    one provider. The parts add up to the difference but for rounding (1e-9).

    Raises InvalidInputError if *before* names what is not in it: it was not made by dpcap.
    """
    old = _by_the_new_ruler(before, case)
    steps = _steps(old, case)
    was, now = _scores(before), _scores(after)
    own = version_by_digest(case.framework, before.framework.digest)
    named = origins(case.framework, own.edition) if own else {}
    columns = [was, *_proved(steps), now]
    return Change(
        before_digest=before_digest,
        before_as_of=before.as_of,
        before_assessed_on=before.assessed_on,
        before_framework=before.framework.digest,
        before_role=before.role.id,
        level_before=before.overall.level.proved.id,
        level_after=after.overall.level.proved.id,
        overall=_split(_OVERALL, columns),
        areas={area: _split(area, columns) for area in {**now, **was} if area != _OVERALL},
        answers=tuple(_answers(before, after, changed_nodes(old, case), named)),
        level_ruler=_by_the_ruler(before, old),
    )


def _by_the_ruler(before: Profile, old: Case) -> LevelMove | None:
    """The step of the level that the same answers take by the new framework, if they take one."""
    if before.framework.digest == old.framework.digest:
        return None
    judged = evaluate(old)
    now = overall_node(old, grow_tree(old, judged), judged).level.proved.id
    was = before.overall.level.proved.id
    return None if now == was else LevelMove(before=was, after=now)


def _by_the_new_ruler(before: Profile, case: Case) -> Case:
    """The earlier case by the framework of *case*; a role that is gone gives way to the new one."""
    return rebuild_case(case.framework, before, instead=case.role_id)


def _steps(old: Case, case: Case) -> list[Case]:
    """The cases on the way from *old* to *case*; a step that changes nothing is the same case."""
    renamed = with_facts(old, case)
    weighed = with_peers(renamed, case)
    return [old, renamed, weighed, with_answers(weighed, case)]


def _proved(steps: list[Case]) -> Iterator[Scores]:
    """The proved scores of each of *steps*, worked out once where a step changes nothing."""
    last: Case | None = None
    scores: dict[str, float | None] = {}
    for case in steps:
        if case is not last:
            tree = grow_tree(case, evaluate(case))
            scores = {area: part.scores.proved for area, part in tree.areas.items()}
            scores[_OVERALL] = tree.overall.scores.proved
            last = case
        yield scores


def _scores(profile: Profile) -> dict[str, float | None]:
    scores = {area.id: area.proved for area in profile.areas}
    return {_OVERALL: profile.overall.proved, **scores}


def _split(node: str, columns: list[Scores]) -> ChangeParts:
    """The split of one node whose scores, step by step, stand in *columns*."""
    found = [column.get(node) for column in columns]
    points = [score or 0.0 for score in found]
    parts = [now - was for was, now in pairwise(points)]
    ruler, provider, peers, answers, proof = parts
    return ChangeParts(
        before=found[0],
        after=found[-1],
        ruler=ruler,
        provider=provider,
        peers=peers,
        answers=answers,
        proof=proof,
    )


def _answers(
    before: Profile, after: Profile, changed: frozenset[str], named: Mapping[str, str]
) -> Iterator[AnswerChange]:
    """The indicators of the new framework whose value or state changed, in the order asked.

    *named*: what they were called in the framework of *before*, where that is an earlier version.
    """
    was = {node.id: node for node in before.indicators()}
    for node in after.indicators():
        then = named.get(node.id, node.id)
        old = was.get(then)
        state = old.state if old else _NEVER_ASKED
        if node.state != state or (node.id in changed and state != _NEVER_ASKED):
            yield AnswerChange(
                node=node.id,
                given=node.id in changed,
                state_before=state,
                state_after=node.state,
                proved_before=old.proved if old else None,
                proved_after=node.proved,
                node_before=then if old and then != node.id else None,
            )
