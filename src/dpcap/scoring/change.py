"""The change between two profiles of one provider, and what it came from, by scoring again.

Each part is the difference that one step makes, in this order: the old answers by the new ruler;
the new role and facts; the new peer figures; the answers that changed; the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from dpcap.model.change import AnswerChange, Change, ChangeParts
from dpcap.model.profile import Profile
from dpcap.model.trace import State
from dpcap.scoring.case import Case
from dpcap.scoring.change_attribution import changed_nodes, with_answers, with_facts, with_peers
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.score_tree import grow_tree

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
        answers=tuple(_answers(before, after, changed_nodes(old, case))),
    )


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


def _answers(before: Profile, after: Profile, changed: frozenset[str]) -> Iterator[AnswerChange]:
    """The indicators of the new framework whose value or state changed, in the order asked."""
    was = {node.id: node for node in before.indicators()}
    for node in after.indicators():
        old = was.get(node.id)
        state = old.state if old else _NEVER_ASKED
        if node.state != state or (node.id in changed and state != _NEVER_ASKED):
            yield AnswerChange(
                node=node.id,
                given=node.id in changed,
                state_before=state,
                state_after=node.state,
                proved_before=old.proved if old else None,
                proved_after=node.proved,
            )
