"""Peers with a spread: where the best of them stand says how a ratio above the middle is read."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from builders import DAY, area, assessment, evidence, framework, indicator, number
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.scale import ByPeerSpread
from dpcap.scoring.improvements import list_moves
from dpcap.scoring.normalise import PeerPair, peer_score
from dpcap.scoring.rebuild_case import rebuild_inputs
from dpcap.scoring.score import score

NODE = "AAA-1.1"
PROOF = {"ask": {"zh": "给", "en": "show"}}
ENVELOPE = {"period": "any", "industry": "any"}
SAID = {"period": "2026-10", "industry": "tea"}
VALUE, SHORT = ByPeerSpread(by="peer_spread"), ByPeerSpread(by="peer_spread", ratio_of="shortfall")
VOCABULARIES = {name: {"title": {"zh": name, "en": name}} for name in ENVELOPE}


# By hand: ln 2 ÷ ln 4 = ½, so 60 + 12.5; ln 8 ÷ ln 4 = 1½, so 85 + 7.5. Below 1: (0.9 − 0.8) ÷ 0.2.
@pytest.mark.parametrize(
    ("mode", "direction", "value", "middle", "best", "expected"),
    [
        (VALUE, "higher", 0.5, 1.0, 4.0, 0.0),
        (VALUE, "higher", 0.9, 1.0, 4.0, 50.0),
        (VALUE, "higher", 1.0, 1.0, 4.0, 60.0),
        (VALUE, "higher", 2.0, 1.0, 4.0, 72.5),
        (VALUE, "higher", 4.0, 1.0, 4.0, 85.0),
        (VALUE, "higher", 8.0, 1.0, 4.0, 92.5),
        (VALUE, "higher", 16.0, 1.0, 4.0, 100.0),
        (VALUE, "higher", 99.0, 1.0, 4.0, 100.0),
        (VALUE, "higher", 0.0, 1.0, 4.0, 0.0),
        (VALUE, "lower", 2.0, 4.0, 1.0, 72.5),
        (VALUE, "lower", 0.5, 4.0, 1.0, 92.5),
        (VALUE, "lower", 0.0, 4.0, 1.0, 100.0),
        (SHORT, "higher", 98.0, 96.0, 99.0, 72.5),
        (SHORT, "higher", 100.0, 96.0, 99.0, 100.0),
        # At the ends of 1.1 to 30, and just beyond them.
        (VALUE, "higher", 1.1, 1.0, 1.1, 85.0),
        (VALUE, "higher", 33.0, 30.0, 33.0, 85.0),
        (VALUE, "higher", 30.0, 1.0, 30.0, 85.0),
        (VALUE, "higher", 1.2, 1.0, 1.0999, 76.0),
        (VALUE, "higher", 30.0, 1.0, 30.01, 85.0),
        # Without the best, or where they stand below the middle, at 0 or at 100 %: 85 at most.
        (VALUE, "higher", 0.9, 1.0, None, 50.0),
        (VALUE, "higher", 1.25, 1.0, None, 80.0),
        (VALUE, "higher", 1.6, 1.0, None, 85.0),
        (VALUE, "higher", 1.6, 1.0, 0.5, 85.0),
        (VALUE, "lower", 0.0, 4.0, None, 85.0),
        (VALUE, "lower", 0.0, 4.0, 0.0, 85.0),
        (VALUE, "lower", 0.5, 4.0, 0.0, 85.0),
        (SHORT, "higher", 100.0, 96.0, None, 85.0),
        (SHORT, "higher", 100.0, 96.0, 100.0, 85.0),
    ],
)
def test_a_ratio_beside_a_spread(
    mode: ByPeerSpread,
    direction: Any,
    value: float,
    middle: float,
    best: float | None,
    expected: float,
) -> None:
    read = peer_score(mode, direction)
    assert read(value, PeerPair(middle, best)) == pytest.approx(expected)


@pytest.mark.parametrize("points", [[[0.5, 0], [1.6, 100]], [[0.5, 70], [1, 60], [2, 100]]])
def test_its_points_rise_through_the_middle(points: Any) -> None:
    with pytest.raises(ValidationError) as error:
        ByPeerSpread(by="peer_spread", points=points)
    assert error.value.errors()[0]["type"] == "DP248"


def ours(direction: str = "higher", per: str = "provider", **more: Any) -> Framework:
    scale = number(
        {"by": "peer_spread"},
        direction,
        unit={"zh": "元", "en": "CNY"},
        envelope=ENVELOPE,
        **{"plausible": [0, 1e6], **more},
    )
    made = indicator(NODE, scale, evidence=PROOF, per=per)
    return framework(area("AAA", [made]), envelope=VOCABULARIES, method={"few_shops": 1})


def reply(value: float, peer: float | None, best: float | None, **said: str) -> dict[str, Any]:
    return {
        "value": value,
        "peer": peer,
        "benchmark": best,
        "envelope": {**SAID, **said},
        "evidence": ["e"],
    }


def given(value: float, peer: float | None, best: float | None, **said: str) -> Any:
    return assessment({NODE: reply(value, peer, best, **said)}, evidence={"e": evidence("e")})


def table(median: float, benchmark: float | None) -> ManagerRecords:
    row = {"industry": "tea", "period": "2026-10", "indicator": NODE, "source": "screen"}
    return ManagerRecords.model_validate(
        {"peers": [{**row, "date": DAY, "median": median, "benchmark": benchmark}]}
    )


def node(profile: Profile) -> Any:
    return next(profile.indicators())


def codes(profile: Profile) -> list[str]:
    return [one.code for one in profile.findings]


def test_typed_figures_prove_80_at_most_and_without_the_best_no_more_than_the_middle() -> None:
    found = node(score(ours(), given(160, 10, 40)))
    assert (found.claimed, found.proved, found.limited) == (100, 80, "self_typed")
    for best in (None, 5.0, 10.5, 301.0):
        found = node(score(ours(), given(160, 10, best)))
        assert (found.claimed, found.proved, found.limited) == (85, 60, "no_benchmark")


def test_both_figures_are_the_managers_where_the_table_has_the_middle() -> None:
    profile = score(ours(), given(20, 10, 11), records=table(10, 40))
    found = node(profile)
    assert (found.claimed, found.proved, found.limited) == (72.5, 72.5, None)
    assert (found.against, found.best_peers) == (10, 40)
    told = [one.params["figures"] for one in profile.findings if one.code == "DP385"]
    assert told == ["11 → 40"]
    bare = node(score(ours(), given(20, 10, 11), records=table(10, None)))
    assert (bare.claimed, bare.proved, bare.best_peers) == (85, 85, None)


def test_a_best_figure_that_cannot_be_is_told_and_does_not_count() -> None:
    profile = score(ours(), given(160, 10, 2e6))
    assert (node(profile).claimed, codes(profile)) == (85, ["DP129"])
    assert codes(score(ours(), given(160, 10, -1.0))) == ["DP129"]
    # 400,000 beside 10: in fen, or thousands; one factor of 1,000 or 10,000 brings it near.
    profile = score(ours(), given(160, 10, 1.2e5))
    assert (node(profile).claimed, codes(profile)) == (85, ["DP130"])


def test_a_profile_gives_the_answer_back_with_both_figures() -> None:
    for made in (ours(), ours(per="shop")):
        said = given(20, 10, 40)
        if made.by_id[NODE].per == "shop":
            rows = {NODE: [{"shop": "s1", **reply(20, 10, 40)}]}
            said = assessment(shops=1, rows=rows, evidence={"e": evidence("e")})
        profile = score(made, said)
        back, records = rebuild_inputs(profile)
        assert score(made, back, records=records) == profile
        assert (back.answers | {}) == said.answers
        assert back.rows == said.rows


def test_the_next_step_leads_to_the_best_and_then_to_their_square() -> None:
    for value, step, gain in ((10, 40, 25), (50, 160, 100 - 85 - 15 * 0.160964)):
        records = table(10, 40)
        moves = list_moves(ours(), given(value, 10, None), records=records)
        assert moves[0].step == pytest.approx(step)
        assert moves[0].claimed_gain == pytest.approx(gain)


def test_shops_beside_different_spreads_have_a_step_that_gains() -> None:
    rows = {NODE: [{"shop": f"s{n}", **reply(11, 10, 10 * n)} for n in (2, 5, 20)]}
    said = assessment(shops=3, rows=rows, evidence={"e": evidence("e")})
    work = [move for move in list_moves(ours(per="shop"), said) if move.kind == "new_work"]
    assert work
    assert work[0].gain > 0
    assert work[0].ratio is not None
