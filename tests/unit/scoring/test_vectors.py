"""Published and hand-worked figures that the engine must give back."""

from __future__ import annotations

from math import floor

import pytest

from builders import area, assessment, framework, indicator, number
from dpcap.model.assessment import NpsCounts
from dpcap.model.scale import ByPeer
from dpcap.scoring.aggregate import aggregate
from dpcap.scoring.normalise import PeerPair, goalposts, line, log_normal, net_promoter, peer_score
from dpcap.scoring.score import score


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1000, 1.00), (1800, 0.90), (2400, 0.71), (3000, 0.50), (4000, 0.23), (6000, 0.04)],
)
def test_log_normal_as_lighthouse_shows_it(value: float, shown: float) -> None:
    raw = log_normal(1800, 3000, value)
    lifted = raw + 0.05 * (raw - 0.9) if raw > 0.9 else raw
    assert floor(lifted * 100 + 1e-9) / 100 == shown


def test_log_normal_never_crosses_an_anchor() -> None:
    assert log_normal(1800, 3000, 0) == 1
    assert log_normal(1800, 3000, 1800.000001) < 0.9
    assert log_normal(1800, 3000, 3000.000001) < 0.5


@pytest.mark.parametrize(
    ("scores", "mean", "geometric", "harmonic", "low"),
    [
        ([100.0] * 5 + [10.0], 85.0, 68.1, 40.0, 10.0),
        ([85.0] * 6, 85.0, 85.0, 85.0, 85.0),
        ([0.0, 0.0], 0.0, 0.0, 0.0, 0.0),
    ],
)
def test_compensation(
    scores: list[float], mean: float, geometric: float, harmonic: float, low: float
) -> None:
    weights = [1.0] * len(scores)
    for how, expected in (
        ("mean", mean),
        ("geometric", geometric),
        ("harmonic", harmonic),
        ("min", low),
    ):
        assert aggregate(weights, scores, how) == pytest.approx(expected, abs=0.05)


def test_power_family_names() -> None:
    from dpcap.model.framework import PowerMean

    weights, scores = [1.0, 2.0, 3.0], [20.0, 50.0, 90.0]
    for power, name in ((1, "mean"), (0, "geometric"), (-1, "harmonic")):
        ours = aggregate(weights, scores, PowerMean(power=float(power)))
        assert ours == pytest.approx(aggregate(weights, scores, name))


def test_risk_weighted_mean() -> None:
    assert aggregate([10.0, 7.5, 5.0], [10.0, 5.0, 0.0], "mean") == pytest.approx(6.1111, abs=1e-4)


def test_samm_means() -> None:
    """Answers 0/.25/.5/1; stream = sum of three; practice = mean of two streams; and so on up."""
    streams = [[0.25, 0.5, 1.0], [0.0, 0.25, 0.25]]
    practice = aggregate([1.0, 1.0], [sum(stream) for stream in streams], "mean")
    assert practice == pytest.approx(1.125)
    function = aggregate([1.0] * 3, [practice or 0, 3.0, 0.0], "mean")
    assert function == pytest.approx(1.375)
    assert aggregate([1.0] * 5, [function or 0, 0.0, 0.0, 0.0, 0.0], "mean") == pytest.approx(0.275)


@pytest.mark.parametrize(
    ("scale", "direction", "value", "peer", "expected"),
    [
        (ByPeer(by="peer", ratio_of="shortfall"), "higher", 100.0, 97.0, 100.0),
        (ByPeer(by="peer"), "lower", 1.0, 3.0, 100.0),
        (ByPeer(by="peer"), "lower", 0.0, 3.0, 100.0),
        (ByPeer(by="peer"), "higher", 2.1, 2.1, 60.0),
        (ByPeer(by="peer"), "lower", 2.1, 2.1, 60.0),
        (ByPeer(by="peer", ratio_of="shortfall"), "higher", 97.0, 97.0, 60.0),
        (ByPeer(by="peer"), "higher", 1.0, 2.0, 0.0),
        (ByPeer(by="peer"), "higher", 1.6, 1.0, 100.0),
    ],
)
def test_peer(scale: ByPeer, direction: str, value: float, peer: float, expected: float) -> None:
    assert peer_score(scale, direction)(value, PeerPair(peer)) == pytest.approx(expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(60, 0), (65, 20), (69.9999, 39.9996), (70, 60), (85, 80), (100, 100), (120, 100)],
)
def test_a_step_counts_from_the_line_on(value: float, expected: float) -> None:
    points = [(60.0, 0.0), (70.0, 40.0), (70.0, 60.0), (100.0, 100.0)]
    assert line(points)(value) == pytest.approx(expected)


def test_goalposts_both_ways() -> None:
    assert goalposts(0, 80, 20) == 25
    assert goalposts(40, 0, 30) == 25
    assert goalposts(40, 0, 50) == 0


def test_nps_interval() -> None:
    """n' = 103, p' = 50.75/103, d' = 20.75/103, SE = √((p'+d'−(p'−d')²)/n')."""
    got = net_promoter(NpsCounts(promoters=50, passives=30, detractors=20))
    assert got.nps == pytest.approx(30)
    assert (got.low, got.high) == (
        pytest.approx(14.0508, abs=1e-3),
        pytest.approx(44.2016, abs=1e-3),
    )
    assert got.replies == 100


def test_another_provider_never_reverses_two() -> None:
    """Min-max over a batch reverses A and B when D joins; scores here know no batch."""
    ours = framework(
        area(
            "AAA",
            [
                indicator(
                    "AAA-1.1",
                    number({"by": "goalposts", "worst": 0, "best": 100, "anchor": "illustrative"}),
                ),
                indicator(
                    "AAA-1.2",
                    number({"by": "goalposts", "worst": 0, "best": 200, "anchor": "illustrative"}),
                ),
            ],
        )
    )
    one = {
        name: score(ours, assessment({"AAA-1.1": x, "AAA-1.2": y})).overall.proved
        for name, (x, y) in {
            "A": (80.0, 40.0),
            "B": (60.0, 65.0),
            "C": (20.0, 30.0),
            "D": (75.0, 200.0),
        }.items()
    }
    assert one["A"] == pytest.approx(50)
    assert one["B"] == pytest.approx(46.25)


def test_proof_caps_what_is_claimed() -> None:
    from builders import evidence

    ask = {"ask": {"zh": "看", "en": "show"}}
    ours = framework(area("AAA", [indicator(f"AAA-1.{n}", evidence=ask) for n in range(1, 5)]))
    backed = {
        f"AAA-1.{n}": {"value": True, "evidence": [e]} for n, e in ((1, "a"), (2, "b"), (3, "c"))
    }
    profile = score(
        ours,
        assessment(
            backed | {"AAA-1.4": True},
            evidence={
                "a": evidence("a", "own_document"),
                "b": evidence("b", "screenshot"),
                "c": evidence("c", "export"),
            },
        ),
    )
    proved = [node.proved for node in profile.areas[0].dimensions[0].indicators]
    assert proved == [60, 80, 100, 40]
    assert profile.overall.claimed == 100


def test_a_figure_next_to_nothing_is_at_the_top_of_the_curve() -> None:
    assert log_normal(10.0, 40.0, 5e-324) == 1.0
