"""The scale on which pages show scores: cut on that scale, never to the better."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import area, assessment, framework, indicator, number, text
from dpcap.model.framework import Display, Framework
from dpcap.report import figures
from dpcap.report.explain import explain
from dpcap.report.formats import render
from dpcap.report.score_scale import ScoreScale
from dpcap.scoring.score import score

SAMM = ScoreScale(Display(top=3.0, decimals=2))
PLAIN = ScoreScale(Display())
scores = st.floats(0, 100)
scales = st.builds(
    lambda top, decimals: ScoreScale(Display(top=top, decimals=decimals)),
    st.sampled_from([1.0, 3.0, 5.0, 10.0, 100.0]),
    st.integers(0, 4),
)


def test_a_score_is_shown_on_the_scale_and_cut_there() -> None:
    assert [SAMM.score(one) for one in (0.0, 50.0, 66.6, 99.99, 100.0)] == [
        "0.00",
        "1.50",
        "1.99",
        "2.99",
        "3",
    ]
    assert (SAMM.mark(62.5), SAMM.held(49.9999, 50.0)) == ("1.875", "1.49")
    assert ScoreScale(Display(decimals=0)).score(99.6) == "99"


@given(scores)
def test_on_the_usual_scale_nothing_changes(value: float) -> None:
    assert PLAIN.score(value) == figures.score(value)
    assert PLAIN.mark(value) == figures.mark(value)
    assert PLAIN.held(value, 60.0) == figures.held(value, 60.0)


@given(scales, scores, scores)
def test_what_is_shown_never_flatters(scale: ScoreScale, value: float, mark: float) -> None:
    slack = 1e-6
    assert float(scale.score(value)) <= scale.of(value) + slack
    assert (scale.score(value) == figures.mark(scale.display.top)) <= (value >= 100.0 - slack)
    if value < mark - slack:
        assert float(scale.held(value, mark)) < scale.of(mark)
    assert scale.cut(value) <= scale.cut(max(value, mark))


def test_what_a_target_lacks_is_never_nothing() -> None:
    assert PLAIN.shortfall(70.0, 69.96) == pytest.approx(0.1)
    assert PLAIN.shortfall(62.55, 62.52) == pytest.approx(0.1)
    assert SAMM.shortfall(70.0, 69.96) == pytest.approx(0.01)


def test_figures_on_a_page_add_up() -> None:
    assert PLAIN.difference(70.0, 69.96) == pytest.approx(0.1)
    assert PLAIN.text(PLAIN.difference(77.37, 66.57)) == "10.8"
    assert SAMM.text(SAMM.difference(77.37, 66.57)) == "0.33"


def _shown(display: dict[str, float]) -> Framework:
    inside = [indicator("AAA-1.1"), indicator("AAA-1.2")]
    levels = [{"id": "L1", "from": 0, "title": text("L1")}]
    levels.append({"id": "L2", "from": 75, "title": text("L2")})
    return framework(area("AAA", inside), display=display, levels=levels)


def test_pages_show_the_scale_and_keep_scores_from_0_to_100() -> None:
    ours = _shown({"top": 3.0, "decimals": 2})
    profile = score(ours, assessment({"AAA-1.1": True, "AAA-1.2": False}))
    assert profile.overall.proved == 50.0
    pages = [
        explain(profile, ours, language="en"),
        *(render(profile, ours, format=one, language="en") for one in ("md", "terminal", "html")),
    ]
    for page in pages:
        assert "1.50" in page
        assert "2.25" in page
    for page in pages[:3]:
        assert "50.0" not in page.replace("50.0%", "")
    plain = render(profile, _shown({}), format="md", language="en")
    assert "50.0" in plain


def test_marks_that_the_method_fixes_are_on_the_scale_too() -> None:
    beside = number({"by": "peer_spread"}, plausible=[0, 1000])
    ours = framework(
        area("AAA", [indicator("AAA-1.1", beside)]), display={"top": 3.0, "decimals": 2}
    )

    def told(**peers: float) -> str:
        answer = {"value": 130.0, "peer": 100.0, **peers}
        profile = score(ours, assessment({"AAA-1.1": answer}))
        page = render(profile, ours, format="md", language="en")
        assert "level with peers scores 1.8." in page
        assert "score 0, and 3 in the ceiling" in page
        return " ".join(explain(profile, ours, "AAA-1.1", "en").split())

    assert "1.8 at ×1, 2.55 at ×1.5, 3 at ×2.25" in told(benchmark=150.0)
    assert "so 2.55 is the most" in told()
