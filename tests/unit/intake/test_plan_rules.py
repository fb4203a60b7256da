"""What the lint of north-star plans tells, rule by rule, and how far it agrees with labels."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.framework import load_framework
from dpcap.intake.lint.plan_rules import plan_faults
from dpcap.intake.lint.plan_words import is_a_person, is_method, money_or_tool, trick
from dpcap.intake.lint.plans import lint_plan, lint_plan_metrics
from dpcap.intake.north_star import load_plan_metrics
from dpcap.model.codes import CODES
from dpcap.model.north_star import NorthStarPlan
from locations import QUESTIONNAIRES, ROOT
from north_star_plans import FAULTS, FIRST, SECOND, agreement_rows, clean_plan, labels, told

METRICS = load_plan_metrics()
Plan = dict[str, Any]


def codes(plan: Plan) -> list[str]:
    return sorted(one.code for one in plan_faults(NorthStarPlan.model_validate(plan), METRICS))


def changed(change: Callable[[Plan], object]) -> list[str]:
    plan = deepcopy(clean_plan())
    change(plan)
    return codes(plan)


def star(**keys: object) -> Callable[[Plan], object]:
    return lambda plan: plan["north_star"].update(keys)


def process(place: int, **keys: object) -> Callable[[Plan], object]:
    return lambda plan: plan["process_metrics"][place].update(keys)


def top(**keys: object) -> Callable[[Plan], object]:
    return lambda plan: plan.update(keys)


DAY = "2026-12-31"
FAULTY: list[tuple[str, Callable[[Plan], object]]] = [
    ("DP510", star(metric="settled_gmv")),
    ("DP510", star(metric="GMV")),
    ("DP511", star(metric="paid_roi")),
    ("DP512", star(metric="搜索成交占比")),
    ("DP513", lambda plan: plan["strategies"][0].update(goal="加大投放")),
    ("DP513", star(metric="Launch a show")),
    ("DP514", process(1, metric="videos_posted", counters=[])),
    ("DP515", star(target={"value": 33})),
    ("DP515", star(target=None)),
    ("DP516", star(target={"value": 33, "on": "2027-01-01"})),
    ("DP516", top(starts=DAY, ends=DAY)),
    ("DP517", star(owner="运营部")),
    ("DP517", process(0, owner=None)),
    ("DP518", process(2, baseline={"value": 34})),
    ("DP519", star(counters=[])),
    ("DP519", process(2, metric="creative_ctr")),
    ("DP520", star(counters=["global_nps"])),
    ("DP520", star(counters=["stock_out_rate"])),
    ("DP521", star(metric="global_npss")),
    ("DP522", star(target={"value": 24, "on": DAY})),
    ("DP522", process(0, milestones=[{"on": "2026-06-30", "value": 12}])),
    ("DP523", process(0, strategy="cods")),
    ("DP523", lambda plan: plan["milestones"][0].update(strategy="x")),
    ("DP524", lambda plan: plan["process_metrics"].pop(1)),
    ("DP525", top(stage="tools")),
    ("DP526", lambda plan: [process(n, metric=m)(plan) for n, m in enumerate(_CONTENT)]),
    ("DP528", lambda plan: plan["value"].pop("difference")),
    ("DP528", star(metric=None)),
    ("DP528", process(0, metric="capability_score")),
    ("DP529", lambda plan: plan["strategies"].append(plan["strategies"][0])),
    ("DP529", lambda plan: plan["counter_metrics"].append(plan["counter_metrics"][0])),
    ("DP530", top(resources=[])),
    ("DP535", lambda plan: plan["milestones"][0].pop("done")),
    ("DP536", lambda plan: [process(0, metric="settled_roi")(plan), unpaid(plan)]),
    ("DP537", lambda plan: plan["value"].update(statement="今年卖到一个亿")),
    ("DP537", lambda plan: plan["value"].update(statement="Double the revenue")),
    ("DP538", lambda plan: plan["value"].update(use=plan["value"]["difference"] + " ")),
    ("DP539", lambda plan: plan["strategies"][0].update(method="找人刷单冲销量")),
    ("DP539", lambda plan: plan["milestones"][0].update(what="200 fake reviews are up")),
]


def unpaid(plan: Plan) -> None:
    for one in plan["resources"]:
        one.pop("budget", None)


_CONTENT = ("watch_time", "view_to_pay", "completion_5s")


@pytest.mark.parametrize(("code", "change"), FAULTY)
def test_each_fault_is_told(code: str, change: Callable[[Plan], object]) -> None:
    assert code in changed(change)


def test_what_hangs_on_another_fault_is_not_told_besides() -> None:
    assert changed(process(0, strategy="cods")) == ["DP523"]
    assert changed(star(metric="global_npss")) == ["DP521"]
    assert changed(star(counters=["global_npss"])) == ["DP521"]
    assert changed(lambda plan: plan["strategies"][0].update(goal="加大投放")) == ["DP513"]


def test_every_code_of_structure_has_a_fault_here() -> None:
    of_lists_and_readings = {"DP527", "DP531", "DP533", "DP534"}
    every = {code for code in CODES if "DP510" <= code < "DP540"}
    assert {code for code, _ in FAULTY} == every - of_lists_and_readings


def test_lint_places_each_finding(tmp_path: Path) -> None:
    text = (ROOT / "tests" / "labelled_plans" / "10.yaml").read_text("utf-8")
    path = tmp_path / "plan.yaml"
    path.write_text(text, "utf-8")
    found = [(one.line, one.code) for one in lint_plan(path)]
    lines = text.splitlines()
    assert [code for _, code in found] == ["DP521", "DP521"]
    assert "experience_scores" in lines[(found[0][0] or 0) - 1]
    assert "experience_score" in lint_plan(path)[0].message("en")
    assert "pickup_time" in lint_plan(path)[1].message("zh")


def test_no_message_has_a_gap() -> None:
    for path in sorted((ROOT / "tests" / "labelled_plans").glob("[0-9]*.yaml")):
        for one in lint_plan(path, METRICS):
            for language in ("zh", "en"):
                said = one.message(language)  # type: ignore[arg-type]
                assert "?" not in said, (path.name, said)
                assert "{" not in said, (path.name, said)


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("加大投放", True),
        ("每天发三条", True),
        ("Build an AI studio", True),
        ("提升复购", False),
        ("用户问什么都有人答", False),
        ("直播间里看得见检测", False),
        ("做直播让退货降低", False),
        ("Runners find their size", False),
        ("Use fewer boxes", False),
        ("", False),
    ],
)
def test_a_method_is_known_by_its_verb(text: str, method: object) -> None:
    assert is_method(text) is method


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("找人刷单", "刷单"),
        ("好评返现两元", "好评返现"),
        ("Buy reviews before the sale", "Buy reviews"),
        ("杜绝刷单，每天抽查", None),
        ("不靠补单", None),
        ("We remove fake reviews", None),
        ("杜绝刷单。月底补单", "补单"),
        ("刷新页面也看得到库存", None),
    ],
)
def test_a_trick_is_known_and_work_against_it_is_none(text: str, found: str | None) -> None:
    assert trick(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GMV翻倍", "GMV"),
        ("退货少10%", "10%"),
        ("卖到三千万", "三千万"),
        ("用上最新的工具", "用上最新的工具"),
        ("让万一买错的人也能退", None),
        ("收到和视频里一样的东西", None),
        ("Runners find their size", None),
    ],
)
def test_money_and_tools_are_no_value(text: str, found: str | None) -> None:
    assert money_or_tool(text) == found


def test_means_are_asked_for_where_others_have_them() -> None:
    """Where nothing is set aside at all, that is told once; a budget for all is one for each."""

    def spends(plan: Plan) -> None:
        process(0, metric="settled_roi")(plan)
        unpaid(plan)

    def nothing(plan: Plan) -> None:
        spends(plan)
        plan["resources"] = []

    def for_all(plan: Plan) -> None:
        spends(plan)
        plan["resources"].append({"budget": "9万"})

    assert "DP536" in changed(spends)
    assert "DP536" not in changed(nothing)
    assert "DP530" in changed(nothing)
    assert "DP536" not in changed(for_all)


@pytest.mark.parametrize("nobody", [None, "运营部", "各部门", "The team", "TBD", "待定", "all"])
def test_a_department_is_nobody(nobody: str | None) -> None:
    assert not is_a_person(nobody)
    assert is_a_person("周敏")
    assert is_a_person("Chen Lu")


def test_the_list_fits_the_questions_it_names() -> None:
    """A figure of a profile is read as a reading, so unit and direction have to be the same."""
    known = load_framework(QUESTIONNAIRES).by_id
    for name, metric in METRICS.metrics.items():
        for one in metric.indicators:
            scale = known[one].scale
            unit = getattr(scale, "unit", None)
            assert unit is not None, (name, one)
            assert unit.zh.split("/")[0] == metric.unit.zh.split("/")[0], (name, one)
            better = getattr(scale, "direction", "higher")
            expected = {"higher": "up", "lower": "down"}.get(better, metric.direction)
            assert expected == metric.direction, (name, one)


def test_a_list_that_watches_what_it_has_not_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "metrics.yaml"
    text = (ROOT / "plans" / "metrics.yaml").read_text("utf-8")
    path.write_text(text.replace("watch: [exposure]", "watch: [exposures]"), "utf-8")
    assert [one.code for one in lint_plan_metrics(path)] == ["DP527"]
    with pytest.raises(InvalidInputError):
        load_plan_metrics(path)


def test_the_documents_show_the_agreement_there_is() -> None:
    for name in ("plan.md", "plan.zh-CN.md"):
        text = (ROOT / "docs" / name).read_text("utf-8")
        shown = re.findall(r"^\| `(\w+)`[^|]*(\| .*)$", text, re.MULTILINE)
        rows = {fault: row for fault, row in shown if fault in FAULTS}
        assert rows == agreement_rows(), name


def test_the_labels_are_of_all_plans_and_of_known_faults() -> None:
    plans = {path.stem for path in (ROOT / "tests" / "labelled_plans").glob("[0-9]*.yaml")}
    assert plans == set(labels(FIRST)) == set(labels(SECOND)) == set(told())
    assert len(plans) == 30
    assert {fault for one in labels(FIRST).values() for fault in one} == set(FAULTS)
    assert {fault for one in labels(SECOND).values() for fault in one} <= set(FAULTS)


def test_plans_without_a_label_lint_clean() -> None:
    clean = [name for name, faults in labels().items() if not faults]
    assert len(clean) == 6
    assert all(not told()[name] for name in clean)


def test_no_two_metrics_are_called_the_same() -> None:
    """A plan may name a metric by its title."""
    every = [
        title.casefold()
        for one in METRICS.metrics.values()
        for title in {one.title.zh, one.title.en}
    ]
    assert len(every) == len(set(every))
    assert METRICS.find(" Net  PROMOTER score") == METRICS.find("净推荐值") == "global_nps"
