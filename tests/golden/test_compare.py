"""The committed comparison is what three of the examples give today, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from dpcap.intake.folder import load_assessment
from dpcap.intake.records import load_records
from dpcap.model.base import LANGUAGES, Language
from dpcap.report.compare.compared_profiles import ComparedProvider, sides_of
from dpcap.report.compare.formats import render_compare
from dpcap.report.paths import own_reports
from dpcap.scoring.case import make_case
from dpcap.scoring.sensitivity import full_profile
from locations import PROVIDERS, REVIEWS
from profiles import shipped

GOLDEN = Path(__file__).parent / "compare"
COMPARED = ("lanxing", "maodun", "haidao-cross")
ENDINGS = {"md": "md", "terminal": "txt"}


@lru_cache(maxsize=1)
def entrants() -> tuple[ComparedProvider, ...]:
    return tuple(map(entrant, COMPARED))


def entrant(folder: str) -> ComparedProvider:
    assessment = load_assessment(PROVIDERS / folder, shipped())
    records = load_records(REVIEWS, assessment, shipped())
    return ComparedProvider(
        full_profile(make_case(shipped(), assessment, records=records)), shipped()
    )


@pytest.mark.parametrize("fmt", list(ENDINGS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_compare(golden: Callable[[Path, str], None], language: Language, fmt: str) -> None:
    compared_profiles = sides_of(entrants(), own_reports(), language)
    golden(GOLDEN / f"compare.{language}.{ENDINGS[fmt]}", render_compare(compared_profiles, fmt))


def test_no_orphans() -> None:
    wanted = {f"compare.{language}.{end}" for language in LANGUAGES for end in ENDINGS.values()}
    assert {path.name for path in GOLDEN.iterdir()} == wanted
