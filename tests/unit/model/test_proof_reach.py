"""What levels ask of proof is read off the caps, and no provider goes beyond."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from builders import area, assessment, framework, indicator, text
from dpcap.intake.framework import load_framework
from dpcap.model.framework import Framework
from dpcap.model.proof_reach import proof_reach
from dpcap.report.explain import explain
from dpcap.report.formats import render
from dpcap.scoring.score import score
from locations import ROOT
from strategies import frameworks

ASK = {"evidence": {"ask": text("show it")}}


def reached(ours: Any, role: str = "one") -> list[tuple[float, str | None]]:
    return [(one.cap, one.level) for one in proof_reach(ours, role)]


def test_the_shipped_levels_ask_for_no_less_proof_than_their_texts_name() -> None:
    ours = load_framework(ROOT / "questionnaires")
    for role in ours.roles:
        by_cap = dict(reached(ours, role))
        assert list(by_cap) == [40.0, 60.0, 80.0, 90.0, 100.0]
        assert (by_cap[40.0], by_cap[60.0], by_cap[80.0]) == ("L1", "L2", "L4")
        assert by_cap[90.0] == "L4"
        assert by_cap[100.0] == "L5"


def test_a_kind_goes_as_far_as_the_caps_let_it() -> None:
    plain = framework(area("AAA", [indicator("AAA-1.1", **ASK)]))
    assert reached(plain) == [(40.0, "L1"), (60.0, "L2"), (80.0, "L3"), (100.0, "L3")]
    own = {"evidence": {"ask": text("show it"), "proof_caps": {"own_document": 90.0}}}
    ranked = framework(area("AAA", [indicator("AAA-1.1", **own)]))
    assert reached(ranked)[1] == (60.0, "L3")
    held = framework(area("AAA", [indicator("AAA-1.1", **ASK, critical=True, **{"pass": 100.0})]))
    assert [level for _, level in reached(held)] == ["L1", "L2", "L2", "L3"]
    word = framework(area("AAA", [indicator("AAA-1.1")]))
    assert {level for _, level in reached(word)} == {"L3"}


def test_pages_and_explain_say_what_proof_the_next_level_takes() -> None:
    ours = framework(area("AAA", [indicator("AAA-1.1", **ASK)]))
    profile = score(ours, assessment({"AAA-1.1": True}))
    told = " ".join(explain(profile, ours, language="en").split())
    assert (
        "L2 takes own_document at the least; with nothing better than declared the most is L1"
        in told
    )
    page = render(profile, ours, format="md", language="en")
    assert (
        "declared → L1; own\\_document → L2" in page or "declared → L1; own_document → L2" in page
    )


@settings(max_examples=30)
@given(frameworks())
def test_better_proof_never_goes_less_far(ours: Framework) -> None:
    ranks = [None, *(level.id for level in ours.levels)]
    for role in ours.roles:
        far = [ranks.index(level) for _, level in reached(ours, role)]
        assert far == sorted(far)
