"""How long a level holds, and which single pieces of evidence it hangs on.

Exact, and cheap for a typical provider: only pieces that count and change a proved score are tried,
only the figures that a refusal can touch are worked out anew. Left aside are rules on change, which
compare two days, and the day of the refusal itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, partial
from itertools import pairwise
from typing import NamedTuple

from dpcap.model.assessment import Assessment
from dpcap.model.expression import CelValue
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.manager import ManagerRecords
from dpcap.model.measure import NO_LEVEL, OVERALL, MeasureName
from dpcap.model.outcome import DecisiveEvidence
from dpcap.model.profile import EvidenceEntry, Profile
from dpcap.model.question_set import decides
from dpcap.model.review import verified_until
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.compiled_gates import CompiledGateRule, CompiledGates, ready
from dpcap.scoring.compiled_indicator import compiled_indicators
from dpcap.scoring.counted_shops import CountedShops, count_shops
from dpcap.scoring.evaluate import changed_nodes, evaluate, reevaluate
from dpcap.scoring.evidence import VERIFIED, lasts_until
from dpcap.scoring.evidence_cap import EvidenceCaps
from dpcap.scoring.evidence_changes import keeps, level_of, proved_standing, shown_by
from dpcap.scoring.gates import GateValues, values_of, verdict
from dpcap.scoring.improvement_plan import plan_from
from dpcap.scoring.improvements import open_moves, ranked, state_of
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.level_rules import count_critical, critical_state
from dpcap.scoring.measures import MeasuredProvider, rank_of, reviewed_share
from dpcap.scoring.plausibility import counting
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.refused_proof import PieceRefusals, RefusedPieces, if_refused, refusing
from dpcap.scoring.rules_in_force import rules_on
from dpcap.scoring.score import profile_from, profile_of
from dpcap.scoring.score_tree import (
    RestatedScores,
    ScoreRestater,
    ScoreTree,
    grow_tree,
    regrow_tree,
)
from dpcap.scoring.trace import uses_of


@dataclass(frozen=True)
class _Hanging:
    """What hangs on pieces of one case: its level, and the rules met now that a refusal touches."""

    refusals: PieceRefusals
    profile: Profile
    rules: tuple[CompiledGateRule, ...]
    made: CompiledGates
    values: GateValues

    @property
    def case(self) -> Case:
        """What was judged."""
        return self.refusals.case

    @property
    def judged(self) -> Mapping[str, IndicatorResult]:
        """How."""
        return self.refusals.judged

    @cached_property
    def names(self) -> tuple[MeasureName, ...]:
        """Every name in the rules."""
        return tuple(dict.fromkeys(name for rule in self.rules for name in rule.names))

    @property
    def level(self) -> str | None:
        """The proved level now."""
        return self.profile.overall.level.proved.id


class _Refused(NamedTuple):
    """What is left after the file of one piece is refused, and the level then."""

    left: RefusedPieces
    level: str | None


def stakes(
    profile: Profile, refusals: PieceRefusals, gates: Gates | None = None
) -> tuple[DecisiveEvidence, ...]:
    """What hangs on single pieces of the case of *refusals*, made into *profile*.

    A rule counts as lost if it is met now, waivers aside, and would then fail or be unchecked.
    """
    hanging = _hanging(profile, refusals, gates)
    if hanging.level is None and not hanging.rules:
        return ()
    found = (_stake(hanging, piece) for piece in refusals.unreviewed)
    return tuple(stake for stake in found if stake is not None)


def _hanging(profile: Profile, refusals: PieceRefusals, gates: Gates | None) -> _Hanging:
    framework = refusals.case.framework
    judged_by = gates if gates and decides(profile.asked, gates.decide_set) else None
    made = judged_by.once(ready, framework) if judged_by else CompiledGates((), (), (), None)
    on = rules_on(made, profile, profile.as_of)
    judged = (one.version for one in on if one.counts and one.chosen.day)
    touched = tuple(rule for rule in judged if _is_touched(rule))
    if not touched:
        return _Hanging(refusals, profile, (), made, GateValues({}, made))
    values = values_of(made, MeasuredProvider(profile, None, made.period))
    met = tuple(rule for rule in touched if verdict(rule, values).state == "met")
    return _Hanging(refusals, profile, met, made, values)


def _is_touched(rule: CompiledGateRule) -> bool:
    """Whether a refusal can change what the rule comes to."""
    return not rule.on_change and any(
        name.root in _AFTER or _by_scoring(name) for name in rule.names
    )


def _by_scoring(name: MeasureName) -> bool:
    """Whether a refusal touches the measure, and only a whole new score tells how."""
    return name.root == "proved_ceiling" or name.name == "findings.warnings"


def _stake(hanging: _Hanging, piece: EvidenceEntry) -> DecisiveEvidence | None:
    case, level = hanging.case, hanging.level
    if hanging.refusals.shows_scope(piece.id):  # then other questions are asked
        return _restaked(hanging, piece)
    left = hanging.refusals.of(piece.id)
    if level is not None and not keeps(case, level, left.scores):
        level = level_of(case.framework, hanging.refusals.standing, left.scores)
    lost = _lost(hanging, piece, _Refused(left, level))
    if level == hanging.level and not lost:
        return None
    falls = level != hanging.level
    return DecisiveEvidence(piece=piece.id, falls=falls, level=level, gates=lost, file=piece.file)


def _restaked(hanging: _Hanging, piece: EvidenceEntry) -> DecisiveEvidence | None:
    """What hangs on *piece*, by scoring all anew without it."""
    refused = profile_of(replace(hanging.case, records=refusing(hanging.case, piece.id)))
    level = refused.overall.level.proved.id
    values = values_of(hanging.made, MeasuredProvider(refused, None, hanging.made.period))
    lost = tuple(rule.id for rule in hanging.rules if verdict(rule, values).short)
    if level == hanging.level and not lost:
        return None
    falls = level != hanging.level
    return DecisiveEvidence(piece=piece.id, falls=falls, level=level, gates=lost, file=piece.file)


def _lost(hanging: _Hanging, piece: EvidenceEntry, after: _Refused) -> tuple[str, ...]:
    values = _values(hanging, piece, after) if hanging.rules else None
    if values is None:
        return ()
    return tuple(rule.id for rule in hanging.rules if verdict(rule, values).short)


def _values(hanging: _Hanging, piece: EvidenceEntry, after: _Refused) -> GateValues | None:
    """The measures after the refusal of *piece*; None: they are what they were."""
    if any(map(_by_scoring, hanging.names)):
        refused = profile_of(replace(hanging.case, records=refusing(hanging.case, piece.id)))
        return values_of(hanging.made, MeasuredProvider(refused, None, hanging.made.period))
    others = {
        name.name: _AFTER[name.root](hanging, after, name)
        for name in hanging.names
        if name.root in _AFTER and name.part != "claimed"
    }
    known = hanging.values.known
    others = {name: value for name, value in others.items() if known.get(name) != value}
    return hanging.values.instead(others) if others else None


def _proved(hanging: _Hanging, after: _Refused, name: MeasureName) -> CelValue | None:
    if name.node == OVERALL:
        return after.left.scores.overall
    return after.left.scores.nodes.get(name.node, hanging.values.known.get(name.name))


def _rank(hanging: _Hanging, after: _Refused, _name: MeasureName) -> CelValue | None:
    return rank_of(hanging.case.framework, after.level)


def _critical(hanging: _Hanging, after: _Refused, name: MeasureName) -> CelValue | None:
    critical = hanging.case.framework.by_id
    if not any(critical[node].critical for node in after.left.changed):
        return hanging.values.known.get(name.name)
    count = count_critical(hanging.case, {**hanging.judged, **_shown(hanging, after)})
    if name.part == "open":
        return float(count.failed + count.not_proved)
    return float(getattr(count, name.part))


def _critical_state(hanging: _Hanging, after: _Refused, name: MeasureName) -> CelValue | None:
    judged = _shown(hanging, after).get(name.node)
    if judged is None:
        return hanging.values.known.get(name.name)
    return critical_state(hanging.case.framework.by_id[name.node].pass_mark, judged)


def _shown(hanging: _Hanging, after: _Refused) -> dict[str, IndicatorResult]:
    """The indicators that the refusal changed, with what they prove then."""
    return {n: hanging.judged[n]._replace(proved=score) for n, score in after.left.changed.items()}


def _left(hanging: _Hanging, after: _Refused) -> tuple[int, int]:
    """How many pieces still count, and how many of these were reviewed."""
    review = hanging.profile.review
    ruled = sum(one.ruling is not None for one in after.left.gone)
    return review.pieces - len(after.left.gone), review.reviewed - ruled


def _review(hanging: _Hanging, after: _Refused, name: MeasureName) -> CelValue:
    left, reviewed = _left(hanging, after)
    counts = {"pieces": left, "reviewed": reviewed, "unreviewed": left - reviewed}
    return float(counts[name.part])


def _review_share(hanging: _Hanging, after: _Refused, _name: MeasureName) -> CelValue | None:
    return reviewed_share(*_left(hanging, after))


# What a refusal touches, and how it is worked out without scoring anew.
_AFTER: dict[str, Callable[[_Hanging, _Refused, MeasureName], CelValue | None]] = {
    "proved": _proved,
    "level": _rank,
    "level_id": lambda _hanging, after, _name: after.level or NO_LEVEL,
    "critical": _critical,
    "critical_state": _critical_state,
    "review": _review,
    "review_share": _review_share,
}


Judgements = dict[str, IndicatorResult]
Turn = tuple[date, str, bool]
_DAY = timedelta(days=1)


def appraise(
    framework: Framework,
    assessment: Assessment,
    *,
    as_of: date | None = None,
    role: str | None = None,
    core: bool = False,
    records: ManagerRecords | None = None,
) -> Profile:
    """The profile as `score` gives it, with every move, how long the level holds and on what.

    Parameters and errors as for `score`.
    """
    case = make_case(framework, assessment, as_of=as_of, role=role, core=core, records=records)
    return full_profile(case)


def full_profile(case: Case) -> Profile:
    """The profile of *case* with its moves, plan and outlook."""
    judged = evaluate(case)
    tree = grow_tree(case, judged)
    profile = profile_from(case, judged, tree)
    refusals = PieceRefusals(case, judged, tree, profile.evidence)
    profile = with_outlook(case, judged, tree, profile, stakes(profile, refusals))
    return with_next_steps(profile, refusals)


def profile_and_stakes(case: Case) -> tuple[Profile, bool]:
    """The profile of *case*, and whether its level hangs on a piece that nobody has ruled on.

    That is looked for only where somebody has begun to rule and is not through.
    """
    judged = evaluate(case)
    tree = grow_tree(case, judged)
    profile = profile_from(case, judged, tree)
    if not 0 < profile.review.reviewed < profile.review.pieces:
        return profile, False
    hanging = stakes(profile, PieceRefusals(case, judged, tree, profile.evidence))
    return profile, any(one.falls for one in hanging)


def with_outlook(
    case: Case,
    judged: Judgements,
    tree: ScoreTree,
    profile: Profile,
    hanging: Iterable[DecisiveEvidence],
) -> Profile:
    """*profile* with its outlook; *case*, *judged* and *tree* are what it was made from.

    *hanging*: the stakes of the case.
    """
    level = profile.overall.level.proved.id
    falling = {stake.piece for stake in hanging if stake.falls}
    return profile.model_copy(
        update={
            "valid_until": level and _valid_until(case, level, judged, tree),
            "hinges_on": next((p for p in uses_of(case.assessment) if p in falling), None),
        }
    )


def with_moves(framework: Framework, profile: Profile) -> Profile:
    """*profile*, scored by *framework*, with its moves and plan, worked out if need be."""
    if profile.moves is not None:
        return profile
    case = rebuild_case(framework, profile)
    judged = evaluate(case)
    refusals = PieceRefusals(case, judged, grow_tree(case, judged), profile.evidence)
    return with_next_steps(profile, refusals)


def _valid_until(case: Case, level: str, judged: Judgements, tree: ScoreTree) -> date | None:
    """The last day on which the proved level holds; None if nothing ends it.

    As days go by figures grow too old and proof lapses, so the level only falls. Between two days
    on which figures do, only what is proved changes, and the first day that lowers it is found by
    halving.
    """
    turns, ageing = list(_turns(case)), _ageing(case, judged)
    lapses = sorted({day for day, _, lapse in turns if lapse})
    for begin, end in pairwise([case.as_of, *sorted(ageing), date.max]):
        if begin in ageing:
            judged, tree = _aged(case.on_day(begin), judged, tree, ageing[begin])
        restater = ScoreRestater(case, tree, "proved")
        counts = count_shops(case, judged)
        on = partial(_on, now=_Now(case, judged, restater, counts), turns=turns)
        if begin in ageing:
            at = proved_standing(case, judged, tree)
            if level_of(case.framework, at, on(begin)) != level:
                return begin - _DAY
        inside = [day for day in lapses if begin < day < end]
        first = bisect_left(inside, True, key=lambda day: not keeps(case, level, on(day)))
        if first < len(inside):
            return inside[first] - _DAY
    return None


class _Now(NamedTuple):
    """A case as it is judged, what other scores would make of its tree, how its shops stand."""

    case: Case
    judged: Judgements
    restater: ScoreRestater
    counts: CountedShops


def _on(day: date, now: _Now, turns: Iterable[Turn]) -> RestatedScores:
    """What the tree of *now* proves on a later *day*, by which some proof has turned."""
    later = now.case.on_day(day)
    changed = {node for turn, node, _ in turns if turn <= day}
    return now.restater.said(shown_by(EvidenceCaps(later), later, now.judged, now.counts, changed))


def _aged(
    later: Case, judged: Judgements, tree: ScoreTree, nodes: set[str]
) -> tuple[Judgements, ScoreTree]:
    """*judged* and *tree* on the day of *later*, from which figures of *nodes* are too old."""
    hanging = later.framework.outline.dependants
    anew = nodes.union(*(hanging.get(node, ()) for node in nodes))
    after = reevaluate(later, judged, anew)
    return after, regrow_tree(later, tree, after, changed_nodes(judged, after))


def _ageing(case: Case, judged: Judgements) -> dict[date, set[str]]:
    """The days after `as_of` from which figures may not count as they do, each with their nodes."""
    days: dict[date, set[str]] = {}
    for node, compiled in case.framework.once(compiled_indicators).items():
        one = judged[node]
        if compiled.term is not None and one.state == "answered":
            answer = case.assessment.answers.get(node)
            envelopes = counting(one.shops, answer.envelope if answer else {})
            for day in compiled.term.ageing(envelopes):
                days.setdefault(day, set()).add(node)
    for node, until in _verified(case):
        compiled = case.framework.once(compiled_indicators)[node]
        # A reviewer's word also stands for peer figures, and for rows that look like copies.
        if compiled.peer or (compiled.per_shop and case.twins):
            days.setdefault(until + _DAY, set()).add(node)
    return days


def _turns(case: Case) -> Iterator[Turn]:
    """The days after `as_of` on which a piece begins to count for a node, or (True) ends to."""
    for name, nodes in uses_of(case.assessment).items():
        piece = case.assessment.evidence[name]
        for node in nodes:
            if piece.captured_on is not None and piece.captured_on > case.as_of:
                yield piece.captured_on, node, False
            proof = case.framework.by_id[node].proof
            until = lasts_until(piece, proof.valid_days) if proof else None
            if until is not None and until >= case.as_of:
                yield until + timedelta(days=1), node, True
            seen = case.dated_evidence[name].seen
            if seen is not None and proof is not None:
                yield verified_until(seen, proof.valid_days) + timedelta(days=1), node, True
    for node, until in _verified(case):
        yield until + timedelta(days=1), node, True


def _verified(case: Case) -> Iterator[tuple[str, date]]:
    """The indicators whose answers a reviewer verified, each with the last day of that."""
    for node, ruling in case.rulings.answers.items():
        proof = case.framework.by_id[node].proof
        if ruling.ruling == VERIFIED:
            yield node, verified_until(ruling, proof.valid_days if proof else None)


def with_next_steps(profile: Profile, refusals: PieceRefusals) -> Profile:
    """*profile*, made from the case of *refusals*, with its moves, plan and refusals."""
    now = state_of(refusals.case, refusals.judged, refusals.tree)
    found = open_moves(now)
    steps = {
        "moves": ranked(found),
        "plan": plan_from(now, found),
        "refused": if_refused(refusals),
    }
    return profile.model_copy(update=steps)
