"""Stakes: the pieces not yet ruled on whose refusal alone would cost the level or a gate.

Exact, and cheap for a typical provider: only pieces that count and change a proved score are tried,
only the figures that a refusal can touch are worked out anew. Left aside are rules on change, which
compare two days, and the day of the refusal itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from dpcap.model.expression import CelValue
from dpcap.model.gate import Gates
from dpcap.model.manager import ManagerRecords
from dpcap.model.measure import NO_LEVEL, OVERALL, MeasureName
from dpcap.model.outcome import DecisiveEvidence
from dpcap.model.profile import EvidenceEntry, Profile
from dpcap.model.review import EvidenceRuling, Review
from dpcap.model.seen_today import seen_file
from dpcap.scoring.case import Case
from dpcap.scoring.counted_shops import CountedShops, count_shops
from dpcap.scoring.evidence_cap import EvidenceCaps, same_file
from dpcap.scoring.evidence_changes import keeps, level_of, shown_by
from dpcap.scoring.gates import (
    CompiledGateRule,
    CompiledGates,
    GateValues,
    ready,
    values_of,
    verdict,
)
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.level_rules import count_critical, critical_state
from dpcap.scoring.measures import MeasuredProvider, rank_of, reviewed_share
from dpcap.scoring.score import profile_of
from dpcap.scoring.score_tree import RestatedScores, ScoreRestater, ScoreTree

_REFUSAL = "refusal"


@dataclass(frozen=True)
class _Hanging:
    """What hangs on pieces of one case: its level, and the rules met now that a refusal touches."""

    case: Case
    judged: Mapping[str, IndicatorResult]
    tree: ScoreTree
    profile: Profile
    rules: tuple[CompiledGateRule, ...]
    made: CompiledGates
    values: GateValues

    @cached_property
    def names(self) -> tuple[MeasureName, ...]:
        """Every name in the rules."""
        return tuple(dict.fromkeys(name for rule in self.rules for name in rule.names))

    @cached_property
    def restated(self) -> ScoreRestater:
        """What other proof makes of the tree."""
        return ScoreRestater(self.case, self.tree, "proved")

    @cached_property
    def counts(self) -> CountedShops:
        """How the shops stand."""
        return count_shops(self.case, self.judged)

    @property
    def level(self) -> str | None:
        """The proved level now."""
        return self.profile.overall.level.proved.id


@dataclass(frozen=True)
class _Refused:
    """What is left after the file of one piece is refused.

    `changed`: the proved scores of indicators; `gone`: the pieces that counted, and do no more.
    """

    now: RestatedScores
    level: str | None
    changed: Mapping[str, float]
    gone: tuple[EvidenceEntry, ...]


def stakes(
    case: Case,
    judged: Mapping[str, IndicatorResult],
    tree: ScoreTree,
    profile: Profile,
    gates: Gates | None = None,
) -> tuple[DecisiveEvidence, ...]:
    """What hangs on single pieces of *case*, judged, folded into *tree* and made into *profile*.

    A rule counts as lost if it is met now, waivers aside, and would then fail or be unchecked.
    """
    hanging = _hanging(case, judged, tree, profile, gates)
    if hanging.level is None and not hanging.rules:
        return ()
    open_ = (one for one in profile.evidence if one.state == "counts" and one.ruling is None)
    found = (_stake(hanging, piece) for piece in open_)
    return tuple(stake for stake in found if stake is not None)


def _hanging(
    case: Case,
    judged: Mapping[str, IndicatorResult],
    tree: ScoreTree,
    profile: Profile,
    gates: Gates | None,
) -> _Hanging:
    made = gates.once(ready, case.framework) if gates else CompiledGates((), (), (), None)
    touched = tuple(rule for rule in made.rules if _is_touched(rule))
    if not touched:
        return _Hanging(case, judged, tree, profile, (), made, GateValues({}, made))
    values = values_of(made, MeasuredProvider(profile, None, made.period))
    met = tuple(rule for rule in touched if verdict(rule, values).state == "met")
    return _Hanging(case, judged, tree, profile, met, made, values)


def _is_touched(rule: CompiledGateRule) -> bool:
    """Whether a refusal can change what the rule comes to."""
    return not rule.on_change and any(
        name.root in _AFTER or _by_scoring(name) for name in rule.names
    )


def _by_scoring(name: MeasureName) -> bool:
    """Whether a refusal touches the measure, and only a whole new score tells how."""
    return name.root == "proved_ceiling" or name.name == "findings.warnings"


def _stake(hanging: _Hanging, piece: EvidenceEntry) -> DecisiveEvidence | None:
    case, judged = hanging.case, hanging.judged
    prover = EvidenceCaps(case, without=piece.id)
    twins = frozenset(same_file(case, piece.id))
    gone = tuple(
        one for one in hanging.profile.evidence if one.id in twins and one.state == "counts"
    )
    nodes = dict.fromkeys(node for one in gone for node in one.used_by)
    shown = shown_by(prover, case, judged, hanging.counts, nodes)
    changed = {node: score for node, score in shown.items() if score != judged[node].proved}
    now = hanging.restated.said(changed)
    level = hanging.level
    if level is not None and not keeps(case, level, now):
        level = level_of(case, judged, hanging.tree, now)
    lost = _lost(hanging, piece, _Refused(now, level, changed, gone))
    if level == hanging.level and not lost:
        return None
    return DecisiveEvidence(piece=piece.id, falls=level != hanging.level, level=level, gates=lost)


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


def refusing(case: Case, piece: str) -> ManagerRecords:
    """The records of *case*, or new ones, with a refusal of the file of *piece* in the review."""
    records = case.records or ManagerRecords()
    refusal = EvidenceRuling(
        ruling="refused",
        by=_REFUSAL,
        on=case.as_of,
        reason=_REFUSAL,
        saw=seen_file(case.assessment.evidence[piece]),
    )
    review = records.review or Review(
        schema_="dpcap/review/2", provider=case.assessment.provider.id
    )
    evidence = {**review.evidence, f"{_REFUSAL}:{piece}": refusal}
    ruled = review.model_copy(update={"evidence": evidence})
    return records.model_copy(update={"review": ruled})


def _proved(hanging: _Hanging, after: _Refused, name: MeasureName) -> CelValue | None:
    if name.node == OVERALL:
        return after.now.overall
    return after.now.nodes.get(name.node, hanging.values.known.get(name.name))


def _rank(hanging: _Hanging, after: _Refused, _name: MeasureName) -> CelValue | None:
    return rank_of(hanging.case.framework, after.level)


def _critical(hanging: _Hanging, after: _Refused, name: MeasureName) -> CelValue | None:
    critical = hanging.case.framework.by_id
    if not any(critical[node].critical for node in after.changed):
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
    return {n: hanging.judged[n]._replace(proved=score) for n, score in after.changed.items()}


def _left(hanging: _Hanging, after: _Refused) -> tuple[int, int]:
    """How many pieces still count, and how many of these were reviewed."""
    review = hanging.profile.review
    ruled = sum(one.ruling is not None for one in after.gone)
    return review.pieces - len(after.gone), review.reviewed - ruled


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
