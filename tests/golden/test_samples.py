"""The committed samples are what the examples give today: pages of the whole road, kept fresh."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.records import load_records
from dpcap.model.framework import Framework
from dpcap.report.formats import PROFILE_FORMATS, render
from dpcap.scoring.case import make_case
from dpcap.scoring.sensitivity import full_profile
from locations import ROOT

SAMPLES = ROOT / "reports" / "samples"
EXAMPLES = ROOT / "examples"
SHOWN = [
    ("lanxing", "zh", "applicant", "html"),
    ("lanxing", "zh", "applicant", "md"),
    ("lanxing", "en", "applicant", "md"),
    ("lanxing", "en", "reviewer", "terminal"),
    ("lanxing", "zh", "brand", "md"),
    ("pingfan-belt", "en", "applicant", "html"),
    ("xinya", "zh", "applicant", "md"),
    ("maodun", "zh", "reviewer", "md"),
    ("guoqi", "en", "applicant", "terminal"),
    ("haidao-cross", "zh", "applicant", "terminal"),
]


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework(ROOT / "questionnaires")


def name_of(folder: str, language: str, audience: str, fmt: str) -> str:
    file = PROFILE_FORMATS.named(fmt).file or "page.txt"
    return f"{folder}.{audience}.{language}{Path(file).suffix}"


@pytest.mark.parametrize(("folder", "language", "audience", "fmt"), SHOWN)
def test_sample(
    framework: Framework,
    golden: Callable[[Path, str], None],
    folder: str,
    language: str,
    audience: str,
    fmt: str,
) -> None:
    assessment = load_assessment(EXAMPLES / "providers" / folder, framework)
    records = load_records(EXAMPLES / "reviews", assessment, framework)
    profile = full_profile(make_case(framework, assessment, records=records))
    text = render(profile, framework, format=fmt, language=language, audience=audience)  # type: ignore[arg-type]
    golden(SAMPLES / name_of(folder, language, audience, fmt), text)


def test_every_text_for_people_is_shown_in_both_languages() -> None:
    texts = {one.name for one in PROFILE_FORMATS.formats if not one.binary} - {"json"}
    shown = {(fmt, language) for _, language, _, fmt in SHOWN}
    assert shown == {(fmt, language) for fmt in texts for language in ("zh", "en")}
    assert len({name_of(*one) for one in SHOWN}) == len(SHOWN)


def test_no_orphans(request: pytest.FixtureRequest) -> None:
    wanted = {name_of(*shown) for shown in SHOWN} | {"README.md"}
    orphans = [path for path in SAMPLES.iterdir() if path.name not in wanted]
    if request.config.getoption("--golden-update"):
        for path in orphans:
            path.unlink()
    else:
        assert orphans == []
