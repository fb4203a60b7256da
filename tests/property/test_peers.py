"""The laws of peers: what a provider types about others raises nothing that it proves."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords, PeerFigure
from dpcap.model.profile import Profile
from dpcap.model.scale import BesidePeers
from dpcap.scoring.score import score
from laws import EPS, not_above
from manager_drawn import INDUSTRIES
from strategies import ASSESSED_ON, cases, whole_cases

Drawn = tuple[Framework, Assessment, ManagerRecords | None]


def peer_nodes(framework: Framework) -> dict[str, Any]:
    """The indicators held against peers, with their scales."""
    scales: dict[str, Any] = {node: one.scale for node, one in framework.by_id.items()}
    return {n: s for n, s in scales.items() if isinstance(getattr(s, "score", None), BesidePeers)}


def typed(given_: Assessment, factor: float) -> Assessment:
    """*given_* with every typed peer figure times *factor*."""

    def moved(reply: Any) -> Any:
        return reply.model_copy(update={"peer": reply.peer and reply.peer * factor})

    answers = {node: moved(one) for node, one in given_.answers.items()}
    rows = {node: tuple(map(moved, each)) for node, each in given_.rows.items()}
    return given_.model_copy(update={"answers": answers, "rows": rows})


def without_rulings(held: ManagerRecords | None, peers: tuple[PeerFigure, ...]) -> ManagerRecords:
    """*held* with *peers* and no ruling on an answer: these are about the very figures typed."""
    records = held or ManagerRecords()
    review = records.review and records.review.model_copy(update={"indicators": {}})
    return records.model_copy(update={"review": review, "peers": peers})


def proved(profile: Profile) -> dict[str, float | None]:
    return {node.id: node.proved for node in profile.indicators()}


@settings(max_examples=200)
@given(cases(), st.floats(0.01, 3))
def test_self_typed_peers_never_prove_more_than_their_cap(drawn: Drawn, factor: float) -> None:
    framework, given_, held = drawn
    nodes, records = peer_nodes(framework), without_rulings(held, ())
    assume(nodes)
    found = proved(score(framework, typed(given_, factor), records=records))
    assert all(not_above(found[n], framework.method.self_typed_peer_cap) for n in nodes)


def every_figure(framework: Framework, median: float) -> tuple[PeerFigure, ...]:
    """A figure for whatever is held against peers in October."""
    return tuple(
        PeerFigure(
            industry=industry,
            period=period,
            indicator=node,
            median=median,
            source="screen",
            date=ASSESSED_ON,
        )
        for node in peer_nodes(framework)
        for industry in INDUSTRIES
        for period in ("2026-10", "2026-09", "2026-08", "2026-07")
    )


@settings(max_examples=200)
@given(cases(), st.floats(0.5, 90), st.floats(0.01, 3))
def test_where_the_table_has_the_figure_typed_ones_change_nothing(
    drawn: Drawn, median: float, factor: float
) -> None:
    framework, given_, held = drawn
    nodes = peer_nodes(framework)
    asked = {node for node, scale in nodes.items() if "industry" in scale.envelope}
    assume(asked)
    records = without_rulings(held, every_figure(framework, median))
    before = score(framework, given_, records=records)
    after = score(framework, typed(given_, factor), records=records)
    for was, now in zip(before.indicators(), after.indicators(), strict=True):
        if was.id in asked:
            held_all = was.held_peer is not None or all(
                row.held_peer is not None for row in was.shops if row.value is not None
            )
            assert not held_all or abs((was.proved or 0) - (now.proved or 0)) < EPS
            assert not held_all or abs((was.claimed or 0) - (now.claimed or 0)) < EPS


@settings(max_examples=200)
@given(whole_cases(), st.floats(1.0, 1.5))
def test_a_better_value_beside_the_same_peer_proves_no_less(case: Any, better: float) -> None:
    """As long as it stays near enough to be believed."""
    framework = case.framework
    nodes = [n for n in peer_nodes(framework) if framework.by_id[n].per == "provider"]
    for node in nodes:
        answer, scale = case.assessment.answers.get(node), framework.by_id[node].scale
        if answer is None or not isinstance(answer.value, float) or not answer.peer:
            continue
        value = answer.value / better if scale.direction == "lower" else answer.value * better
        far = scale.score.believed or (0.0, float("inf"))
        if answer.peer <= 0 or not all(
            far[0] <= one / answer.peer <= far[1] and abs(one) < 100
            for one in (answer.value, value)
        ):
            continue
        raised = answer.model_copy(update={"value": value})
        given_ = case.assessment
        after = given_.model_copy(update={"answers": given_.answers | {node: raised}})
        records = without_rulings(case.records, ())
        was = proved(score(framework, given_, records=records))[node]
        now = proved(score(framework, after, records=records))[node]
        assert not_above(was, now)
