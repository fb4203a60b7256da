"""What hangs on a median over shops of which some say nothing is never decided by that silence."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import area, assessment, framework, indicator, number, text
from deletions import cuts, spoilings
from dpcap.model.assessment import Assessment
from dpcap.model.expression import ExpressionValues, expression
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.profile import Profile
from dpcap.model.scale import Numeric
from dpcap.scoring.gates import judge_gates
from dpcap.scoring.score import score
from dpcap.scoring.value_ranges import ValueRange, decided
from laws import assert_no_better

SHORT = ("failed", "unchecked")
POINTS = {"by": "points", "points": [[0.0, 0.0], [10.0, 100.0]], "anchor": "illustrative"}
ENVELOPES: tuple[dict[str, Any], ...] = (
    {},
    {"period": "any"},
    {"period": "any", "basis": ["paid"]},
    {"period": "any", "basis": ["paid", "net"]},
    {"basis": ["paid", "net"]},
)
CONDITIONS = (
    "AAA_1_1 > 5.0",
    "AAA_1_1 > 3.0 && AAA_1_1 < 7.0",
    "AAA_1_1 * AAA_1_2 > 20.0 || !(AAA_1_2 <= 2.0)",
    "AAA_1_1 > AAA_1_2",
    "AAA_1_2 == 4.0",
    "AAA_1_1 / (AAA_1_2 + 1.0) >= 1.0 && role == 'maker'",
)
figures = st.sampled_from([0.0, 2.0, 4.0, 4.0, 6.0, 8.0, 10.0])


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    def figure(node: str) -> dict[str, Any]:
        plausible = draw(st.sampled_from([[0.0, 10.0], None]))
        scale = number(POINTS, envelope=draw(st.sampled_from(ENVELOPES)), plausible=plausible)
        across = draw(st.sampled_from(["median", "min", "mean", "share"]))
        return indicator(node, scale, per="shop", across=across)

    rules = [
        {"id": f"C-{n}", "conflict": draw(st.sampled_from(CONDITIONS)), "message": text("clash")}
        for n in range(2)
    ]
    made = area(
        "AAA",
        [figure("AAA-1.1"), figure("AAA-1.2")],
        [indicator(f"AAA-2.{n}", when=draw(st.sampled_from(CONDITIONS))) for n in (1, 2)],
        [indicator("AAA-3.1")],
    )
    return framework(made, consistency=rules)


def envelope_of(framework: Framework, node: str) -> dict[str, Any]:
    scale = framework.by_id[node].scale
    return {**scale.envelope} if isinstance(scale, Numeric) else {}


@st.composite
def given_rows(draw: st.DrawFn, framework: Framework) -> Assessment:
    count = draw(st.integers(1, 5))
    rows = {
        node: [
            {
                "shop": f"s{n}",
                "value": draw(figures),
                "envelope": {
                    field: "2026-10" if allowed == "any" else draw(st.sampled_from(allowed))
                    for field, allowed in envelope_of(framework, node).items()
                },
            }
            for n in range(1, count + 1)
        ]
        for node in ("AAA-1.1", "AAA-1.2")
    }
    answers = {node: {"value": True} for node in ("AAA-2.1", "AAA-3.1")}
    return assessment(answers, shops=count, rows=rows)


def gates() -> Gates:
    conditions = {
        f"g{n}": {"measure": one.replace("role == 'maker'", "true"), "equals": truth}
        for n, (one, truth) in enumerate(
            (one, truth) for one in CONDITIONS for truth in (True, False)
        )
    }
    rules: dict[str, dict[str, Any]] = {
        **conditions,
        "low": {"measure": "AAA_1_1", "at_most": 5},
        "high": {"measure": "AAA_1_1", "at_least": 5},
        "doubts": {"measure": "findings.contradictions + findings.unchecked", "at_most": 0},
    }
    each = {name: {"message": text("rule"), **rule} for name, rule in rules.items()}
    head = {"schema": "dpcap/gates/1", "id": "g", "title": text("g")}
    return Gates.model_validate({**head, "rules": each})


GATES = gates()


def states(framework: Framework, profile: Profile) -> dict[str, str]:
    return {one.id: one.state for one in judge_gates(GATES, framework, profile)[0]}


@settings(max_examples=600)
@given(st.data())
def test_silence_decides_nothing(data: st.DataObject) -> None:
    framework = data.draw(frameworks())
    lesser = data.draw(given_rows(framework))
    after = score(framework, lesser)
    for _ in range(data.draw(st.integers(1, 5))):
        before = after
        ways = [*cuts(lesser), *spoilings(lesser, framework)]
        lesser = data.draw(st.sampled_from(ways))(lesser)
        after = score(framework, lesser)
        assert_no_better(framework, before, after)
        was, now = states(framework, before), states(framework, after)
        assert [r for r in now if was[r] in SHORT and now[r] == "met"] == []


ATOMS = st.sampled_from(
    ["x", "y", "2.0", "-1.5", "0.5", "(x + y)", "(x - 1.0)", "(y * x)", "x / y"]
)
COMPARISONS = st.builds(
    lambda left, sign, right: f"{left} {sign} {right}",
    ATOMS,
    st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
    ATOMS,
)
TRUTHS = st.one_of(COMPARISONS, st.sampled_from(["'a' in t", "b", "word == 'w'", "true"]))
WRITTEN = st.recursive(
    TRUTHS,
    lambda inner: st.one_of(
        st.builds(lambda one: f"!({one})", inner),
        st.builds(
            lambda a, sign, b: f"({a}) {sign} ({b})", inner, st.sampled_from(["&&", "||"]), inner
        ),
        st.builds(
            lambda a, sign, b: f"{a} {sign} {b}", TRUTHS, st.sampled_from(["&&", "||"]), TRUTHS
        ),
    ),
    max_leaves=6,
)
ENDS = st.lists(st.floats(-4, 4), min_size=2, max_size=2).map(sorted)


@settings(max_examples=1500)
@given(WRITTEN, ENDS, ENDS, st.booleans(), st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1))))
def test_what_is_decided_over_a_range_holds_everywhere_in_it(
    source: str, xs: list[float], ys: list[float], flag: bool, places: list[tuple[float, float]]
) -> None:
    rest: dict[str, Any] = {"b": flag, "t": ["a"], "word": "w"}
    found = decided(source, {**rest, "x": ValueRange(*xs), "y": ValueRange(*ys)})
    if found is None:
        return
    compiled = expression(source)
    ends = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]
    for a, b in [*ends, *places]:
        x = min(max(xs[0] + a * (xs[1] - xs[0]), xs[0]), xs[1])
        y = min(max(ys[0] + b * (ys[1] - ys[0]), ys[0]), ys[1])
        assert compiled.holds_in(ExpressionValues({**rest, "x": x, "y": y})) is found, (x, y)


@given(WRITTEN, st.floats(-4, 4), st.floats(-4, 4), st.booleans())
def test_a_point_is_decided_as_the_engine_does(source: str, x: float, y: float, flag: bool) -> None:
    rest: dict[str, Any] = {"b": flag, "t": ["a"], "word": "w", "x": x, "y": y}
    found = decided(source, rest)
    assert found is None or found is expression(source).holds_in(ExpressionValues(rest))
    assert found is not None or "/" in source
