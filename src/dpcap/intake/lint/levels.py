"""Rules about levels: what no answer and no proof can reach, and titles that are not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import floor
from typing import NamedTuple

from dpcap.intake.lint.best import (
    BestScore,
    best_answer,
    best_of_nodes,
    best_overall,
    best_proved,
    proof_cap,
)
from dpcap.intake.lint.budget import percentage
from dpcap.intake.source_map import SourceMap
from dpcap.model.asked import area_shares
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import Framework, Level
from dpcap.model.measure import OVERALL
from dpcap.model.two_languages import TwoLanguages
from dpcap.model.weights import effective_weights

# Words of the platform's own badges: a level that bears one would pass for the platform's.
BADGE_WORDS = ("钻石", "金牌", "银牌", "星级", "认证")

_SLACK = 1e-9


class _Mark(NamedTuple):
    """A mark of a level above the best that its node can have; `path` leads to it in the level."""

    node: str
    needed: float
    best: float
    path: tuple[Step, ...]


def unreachable(origin: SourceMap) -> Iterator[Finding]:
    """A level whose mark or requirement no answer can meet, or that is not above the one before."""
    framework = origin.framework
    for place, (below, level) in enumerate(pairwise(framework.levels), start=1):
        if level.from_ <= below.from_:
            said = TwoLanguages(f"不高于 {below.id}", f"it does not lie above {below.id}")
            yield _finding(origin, "DP221", place, ("from",), said)
    reach = _Reach(framework, best_answer)
    for place, level in enumerate(framework.levels):
        for mark in (*reach.missed(level), *reach.critical(level)):
            yield _finding(origin, "DP221", place, mark.path, _too_high(mark))


def beyond_proof(origin: SourceMap) -> Iterator[Finding]:
    """A level that answers could meet, but not with any kind of proof that is accepted."""
    framework = origin.framework
    proved, answered = _Reach(framework, best_proved), _Reach(framework, best_answer)
    for place, level in enumerate(framework.levels):
        told = {mark.path for mark in answered.missed(level)}
        for mark in proved.missed(level):
            if mark.path not in told:
                yield _finding(origin, "DP180", place, mark.path, _too_high(mark))


def critical_beyond_proof(origin: SourceMap) -> Iterator[Finding]:
    """A critical indicator whose pass mark lies above every kind of proof that it accepts."""
    for spot in origin.spots:
        one = spot.indicator
        cap = proof_cap(origin.framework, one)
        if one.critical and cap + _SLACK < one.pass_mark <= best_answer(origin.framework, one):
            params: dict[str, str | int | float] = {
                "needed": f"{one.pass_mark:g}",
                "cap": f"{cap:g}",
            }
            yield spot.finding("DP181", ("pass",), params, key=True)


def not_applicable_too_heavy(origin: SourceMap) -> Iterator[Finding]:
    """A question that may be answered N/A, and alone weighs more than may be N/A in all."""
    framework, limit = origin.framework, origin.framework.method.max_not_applicable
    heaviest = _heaviest(framework)
    for spot in origin.spots:
        share, role = heaviest.get(spot.indicator.id, (0.0, ""))
        if spot.indicator.not_applicable and share > limit + _SLACK:
            params = {"role": role, "share": percentage(share), "limit": f"{limit * 100:g}%"}
            yield spot.finding("DP182", ("not_applicable",), {**params}, key=True)


def _heaviest(framework: Framework) -> dict[str, tuple[float, str]]:
    """The largest share of the overall that each indicator carries, and in which role."""
    most: dict[str, tuple[float, str]] = {}
    for role in framework.roles:
        for node, share in effective_weights(framework, role).items():
            if node not in most or share > most[node][0]:
                most[node] = share, role
    return most


def borrowed_words(origin: SourceMap) -> Iterator[Finding]:
    """A level title that uses a word of the platform's badges."""
    for place, level in enumerate(origin.framework.levels):
        for word in BADGE_WORDS:
            if word in level.title.zh or word in level.title.en:
                params: dict[str, str | int | float] = {"level": level.id, "word": word}
                yield origin.head.finding("DP234", ("levels", place, "title"), params)


class _Reach:
    """How far each node of a framework can get, by one way of looking at it."""

    def __init__(self, framework: Framework, best: BestScore) -> None:
        self._framework = framework
        self._nodes = best_of_nodes(framework, best)
        roles = framework.roles
        self._overall = max(best_overall(framework, role, best) or 0.0 for role in roles)

    def missed(self, level: Level) -> Iterator[_Mark]:
        """The marks of *level* that its score, its main areas or its nodes cannot get to."""
        marks = [_Mark(OVERALL, level.from_, self._overall, ("from",))]
        if level.requires.min_area is not None:
            best, area = self._weakest()
            marks.append(_Mark(area, level.requires.min_area, best, ("requires", "min_area")))
        marks += [
            _Mark(node, needed, self._nodes[node], ("requires", "at_least", node))
            for node, needed in level.requires.at_least.items()
        ]
        return (mark for mark in marks if mark.needed > mark.best + _SLACK)

    def critical(self, level: Level) -> Iterator[_Mark]:
        """The critical indicators that *level* asks for and no answer passes."""
        for indicator in self._framework.by_id.values() if level.requires.critical else ():
            best = self._nodes[indicator.id]
            if indicator.critical and indicator.pass_mark > best + _SLACK:
                yield _Mark(indicator.id, indicator.pass_mark, best, ("requires", "critical"))

    def _weakest(self) -> tuple[float, str]:
        """The weakest main area of the role in which that gets farthest: every role has one."""
        framework = self._framework
        line = framework.method.main_area_share - _SLACK
        return max(
            min(
                ((self._nodes[area], area) for area, share in shares.items() if share >= line),
                default=(100.0, ""),
            )
            for shares in (area_shares(framework, role) for role in framework.roles)
        )


def _too_high(mark: _Mark) -> TwoLanguages:
    most = floor(mark.best * 10) / 10  # never shown as reaching it
    zh, en = ("总分", "the overall") if mark.node == OVERALL else (f"{mark.node} ", mark.node)
    return TwoLanguages(
        f"{zh}需 {mark.needed:g}，最多只能到 {most:.1f}",
        f"{en} needs {mark.needed:g}, {most:.1f} is the most",
    )


def _finding(
    origin: SourceMap, code: str, place: int, path: tuple[Step, ...], said: TwoLanguages
) -> Finding:
    level = origin.framework.levels[place].id
    return origin.head.finding(code, ("levels", place, *path), {"level": level, **said.params})
