"""What a profile says of the metrics of plans: the figures of its questions, and its scores."""

from __future__ import annotations

from builders import area, assessment, framework, indicator, number, text
from dpcap.model.plan_metrics import CAPABILITY, PlanMetrics
from dpcap.model.profile import Profile
from dpcap.scoring.plan_course import profile_figures
from dpcap.scoring.score import score

FIGURE = number({"by": "points", "points": [[0, 0], [10, 100]], "anchor": "illustrative"})
VOICE = {
    "kind": "nps",
    "unit": text("u"),
    "definition": text("d"),
    "formula": text("f"),
    "period": "month",
    "points": [[-100, 0], [100, 100]],
    "anchor": "illustrative",
}
METRIC = {"kind": "outcome", "unit": text("u"), "direction": "up", "definition": text("d")}
METRICS = PlanMetrics.model_validate(
    {
        "schema": "dpcap/plan-metrics/1",
        "id": "m",
        "title": text("m"),
        "metrics": {
            "sales": {**METRIC, "title": text("sales"), "indicators": ["AAA-1.1", "AAA-1.2"]},
            "voice": {**METRIC, "title": text("voice"), "indicators": ["AAA-1.3"]},
        },
    }
)


def scored(**answers: object) -> Profile:
    inside = [indicator("AAA-1.1", FIGURE), indicator("AAA-1.2", FIGURE)]
    inside += [indicator("AAA-1.3", VOICE), indicator("AAA-1.4")]
    given = {node.replace("_", "-", 1).replace("_", "."): one for node, one in answers.items()}
    return score(framework(area("AAA", inside)), assessment(given))


def test_the_figures_of_the_questions_and_all_proved_scores_are_read() -> None:
    answered = {"promoters": 50, "passives": 30, "detractors": 20}
    found = profile_figures(scored(AAA_1_1=4.0, AAA_1_3={"value": answered}, AAA_1_4=True), METRICS)
    proved = {node: one for (name, node), one in found.items() if name == CAPABILITY}
    assert found["sales", None] == 4.0
    assert found["voice", None] == 30.0
    assert proved["AAA-1.4"] == 100.0
    assert proved["AAA-1.1"] == 40.0


def test_of_two_questions_of_one_metric_the_first_with_a_figure_counts() -> None:
    assert profile_figures(scored(AAA_1_1=4.0, AAA_1_2=7.0), METRICS)["sales", None] == 4.0
    assert profile_figures(scored(AAA_1_2=7.0), METRICS)["sales", None] == 7.0
    unknown = scored(AAA_1_1={"value": None, "unknown": True}, AAA_1_2=7.0)
    assert profile_figures(unknown, METRICS)["sales", None] == 7.0


def test_nobody_asked_is_no_figure() -> None:
    assert ("voice", None) not in profile_figures(scored(AAA_1_1=4.0), METRICS)
    nobody = {"promoters": 0, "passives": 0, "detractors": 0}
    assert ("voice", None) not in profile_figures(scored(AAA_1_3={"value": nobody}), METRICS)
