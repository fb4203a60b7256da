"""Every case under `invalid/` gives the code it names, at the place it names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from dpcap.errors import InvalidInputError
from dpcap.intake.decision import load_decision
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.gates import load_gates
from dpcap.intake.mail import load_mail
from dpcap.intake.review import load_review
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework

HERE = Path(__file__).parent
UNFILLED = re.compile(r"\{[a-z_]+\}")
CASES = sorted(path.parent for path in (HERE / "invalid").glob("*/expect.yaml"))


@cache
def tiny() -> Framework:
    """The framework that folders and reviews are held against."""
    return load_framework(HERE / "frameworks" / "tiny")


def load(kind: str, case: Path) -> object:
    """What a command would load first."""
    if kind == "framework":
        return load_framework(case)
    if kind == "reviews":
        return load_review(case, "sample", tiny())
    if kind == "decisions":
        return load_decision(case, "sample")
    if kind == "gates":
        return load_gates(case / "gates.yaml", tiny())
    if kind == "mail":
        return load_mail(case / "mail.yaml")
    return load_assessment(case, tiny())


def findings_in(kind: str, case: Path) -> tuple[Finding, ...]:
    with pytest.raises(InvalidInputError) as caught:
        load(kind, case)
    return caught.value.findings


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gives_its_code_at_its_place(case: Path) -> None:
    expected = yaml.safe_load((case / "expect.yaml").read_text(encoding="utf-8"))
    found = findings_in(expected["kind"], case)
    places = {
        (finding.code, finding.place.removeprefix(f"{case.as_posix()}/")) for finding in found
    }
    assert (expected["code"], expected["place"]) in places
    assert all(finding.severity == "error" for finding in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_shows_one_fault_and_says_it_in_both_languages(case: Path) -> None:
    expected = yaml.safe_load((case / "expect.yaml").read_text(encoding="utf-8"))
    for finding in findings_in(expected["kind"], case):
        assert finding.code == expected["code"]
        for language in ("zh", "en"):
            message = finding.message(language)
            assert "?" not in message
            assert not UNFILLED.search(message)


def test_the_sound_folder_has_nothing_wrong() -> None:
    assert load_assessment(HERE / "providers" / "sound", tiny()).findings == ()
