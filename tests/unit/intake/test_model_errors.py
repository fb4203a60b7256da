"""pydantic's errors, told to a person: one finding a fault, at its place, in both languages."""

from __future__ import annotations

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.model_errors import validate
from dpcap.intake.source import parse_yaml
from dpcap.model.base import Frozen
from dpcap.model.finding import Finding
from dpcap.model.framework import Method
from dpcap.model.indicator import Indicator, Proof
from dpcap.model.scale import Numeric


def found(model: type[Frozen], text: str) -> list[Finding]:
    with pytest.raises(InvalidInputError) as caught:
        validate(parse_yaml(text, "f.yaml"), model)
    return list(caught.value.findings)


def test_every_fault_is_told_once() -> None:
    findings = found(
        Method, "min_coverage: 2\nmax_shops: 1.5\nfoo: 1\nproof_caps: {declared: no}\n"
    )
    told = [(f.code, f.line, f.column, f.path) for f in findings]
    assert told == [
        ("DP104", 1, 15, ("min_coverage",)),
        ("DP104", 2, 12, ("max_shops",)),
        ("DP104", 4, 24, ("proof_caps", "declared")),
        ("DP106", 3, 1, ("foo",)),
    ]


def test_the_tag_of_a_union_is_no_step() -> None:
    text = (
        "kind: number\nunit: {zh: 天, en: days}\nperiod: month\ndirection: higher\n"
        "score: {by: points, points: [[0, 0], [1, 200]]}\ndefinition: {zh: 定义, en: d}\n"
        "formula: {zh: 算法, en: f}\n"
    )
    paths = {finding.path for finding in found(Numeric, text)}
    assert paths == {("score", "points", 1, 1), ("score", "anchor")}


def test_a_union_speaks_with_one_voice() -> None:
    (finding,) = found(Method, "aggregation: {dimension: 3}\nproof_caps: {}\n")
    assert finding.path == ("aggregation", "dimension")
    assert ", or " in finding.message("en")
    assert "，或" in finding.message("zh")


def test_the_branch_that_got_on_is_the_one_meant() -> None:
    text = "{evidence: {ask: {zh: 截图}}}"
    paths = [f.path for f in found(Indicator, text) if f.path[0] == "evidence"]
    assert paths == [("evidence", "ask", "en")]


def test_a_bad_key_is_shown_at_the_key() -> None:
    (finding,) = found(Method, "proof_caps: {declared: 40, 9lives: 3}\n")
    assert (finding.code, finding.line, finding.column) == ("DP104", 1, 28)
    assert "letter" in finding.message("en")


def test_numbers_are_shown_as_written() -> None:
    (finding,) = found(Proof, "ask: {zh: 甲, en: a}\nvalid_days: 0\n")
    assert finding.message("en") == "valid_days: must be above 0."
    assert finding.message("zh") == "valid_days：应大于 0。"
