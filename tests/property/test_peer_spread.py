"""The laws of peers with a spread: monotone, continuous, and nothing gained by silence."""

from __future__ import annotations

from math import inf
from typing import Any, Literal, NamedTuple

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.scale import ByPeerSpread
from dpcap.scoring.normalise import PeerPair, peer_ratio, peer_score
from dpcap.scoring.score import score
from laws import EPS, not_above
from strategies import cases

Ratio = Literal["value", "shortfall"]
SLOPE = 1000.0  # no ladder is steeper in the logarithm of its ratio


class Ladder(NamedTuple):
    """One way to read a value, beside its peers."""

    mode: ByPeerSpread
    direction: Literal["higher", "lower"]
    peers: PeerPair

    def score(self, value: float) -> float:
        return peer_score(self.mode, self.direction)(value, self.peers)

    def ratio(self, value: float) -> float:
        return peer_ratio(self.mode, self.direction, value, self.peers.middle or 0.0)


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    ratio_of: Ratio = draw(st.sampled_from(["value", "shortfall"]))
    direction = "higher" if ratio_of == "shortfall" else draw(st.sampled_from(["higher", "lower"]))
    middle = draw(st.floats(0.01, 99.99))
    best = draw(st.none() | st.floats(0.0, 100.0) | st.just(middle * 1.1))
    mode = ByPeerSpread(by="peer_spread", ratio_of=ratio_of)
    return Ladder(mode, direction, PeerPair(middle, best))


values = st.floats(0.0, 100.0)


@settings(max_examples=500)
@given(ladders(), values, values)
def test_a_better_value_never_scores_less(ladder: Ladder, one: float, other: float) -> None:
    worse, better = sorted((one, other), reverse=ladder.direction == "lower")
    assert ladder.score(worse) <= ladder.score(better) + EPS
    assert 0.0 <= ladder.score(worse) <= 100.0


@settings(max_examples=500)
@given(ladders(), values, st.floats(-1e-6, 1e-6))
def test_a_value_a_little_off_scores_a_little_off(ladder: Ladder, value: float, by: float) -> None:
    near = min(max(value * (1 + by), 0.0), 100.0)
    first, second = ladder.ratio(value), ladder.ratio(near)
    assume(inf not in (first, second) and min(first, second) > 0)
    apart = abs(first / second - 1)
    assert abs(ladder.score(value) - ladder.score(near)) <= SLOPE * apart + EPS


@given(ladders())
def test_the_zero_end_is_what_ever_better_values_come_to(ladder: Ladder) -> None:
    """As the ratio grows the score comes to that of a value with nothing left to improve."""
    assume(ladder.direction == "lower" or ladder.mode.ratio_of == "shortfall")
    lower = ladder.direction == "lower"
    end, near = (0.0, 1e-9) if lower else (100.0, 100.0 - 1e-9)
    assert abs(ladder.score(end) - ladder.score(near)) <= EPS


@settings(max_examples=150)
@given(cases(), st.sampled_from([None, -1.0, 1e9]))
def test_leaving_out_or_spoiling_where_the_best_stand_proves_no_more(
    drawn: tuple[Framework, Assessment, ManagerRecords | None], spoilt: float | None
) -> None:
    framework, said, records = drawn
    nodes = {
        node
        for node, one in framework.by_id.items()
        if isinstance(getattr(one.scale, "score", None), ByPeerSpread)
    }
    assume(nodes)

    def without(reply: Any) -> Any:
        return reply.model_copy(update={"benchmark": spoilt})

    answers = {n: without(one) if n in nodes else one for n, one in said.answers.items()}
    rows = {n: tuple(map(without, e)) if n in nodes else e for n, e in said.rows.items()}
    lesser = said.model_copy(update={"answers": answers, "rows": rows})
    before = {n.id: n.proved for n in score(framework, said, records=records).indicators()}
    after = {n.id: n.proved for n in score(framework, lesser, records=records).indicators()}
    assert [n for n in nodes if not not_above(after[n], before[n])] == []
