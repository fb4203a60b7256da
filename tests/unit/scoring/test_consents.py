"""Consent with its days: who is named on which day, what is told, and that no score hangs on it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.model.consent import Consent, consent_on, is_given
from dpcap.model.profile import Profile
from dpcap.report.audience import find_audience, redact
from dpcap.report.paths import own_reports
from dpcap.scoring.score import score
from folders import TINY, make_folder

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
FIRST, LAST = date(2026, 11, 22), date(2026, 11, 25)
DATED = {"by": "王女士", "on": FIRST, "until": LAST}


def profile(folder: Path, consent: Any, day: date) -> Profile:
    make_folder(folder)
    path = folder / "provider.yaml"
    said = yaml.safe_load(path.read_text("utf-8"))
    said["shops"][0]["consent"] = consent
    said["clients"] = [{"name": "示例品牌", "consent": consent}]
    path.write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
    framework = load_framework(TINY)
    return score(framework, load_assessment(folder, framework), as_of=day)


@pytest.mark.parametrize(
    ("day", "named", "codes", "turns"),
    [
        (date(2026, 11, 21), False, ["DP981"] * 2, FIRST),
        (FIRST, True, [], date(2026, 11, 26)),
        (LAST, True, [], date(2026, 11, 26)),
        (date(2026, 11, 26), False, ["DP980"] * 2, None),
    ],
)
def test_consent_holds_on_its_days_alone(
    tmp_path: Path, day: date, named: bool, codes: list[str], turns: date | None
) -> None:
    found = profile(tmp_path / "a", DATED, day)
    plain = profile(tmp_path / "a", named, day)
    assert [one.code for one in found.findings if one.code.startswith("DP98")] == codes
    provider = found.provider
    assert (provider.shops[0].consent, provider.clients[0].consent) == (named, named)
    assert provider.consents_turn_on == turns
    assert plain.provider.consents_turn_on is None
    same = provider.model_copy(update={"consents_turn_on": None})
    assert same == plain.provider
    assert (found.overall, found.areas) == (plain.overall, plain.areas)


def test_a_brands_copy_names_nobody_once_it_has_lapsed(tmp_path: Path) -> None:
    framework = load_framework(TINY)
    for day, named in ((LAST, True), (date(2026, 11, 26), False)):
        found = profile(tmp_path / "a", DATED, day)
        brand = find_audience(own_reports(), "brand")
        cut = redact(found, framework, brand).model_dump_json()
        assert ("一店" in cut, "示例品牌" in cut, "王女士" in cut) == (named, named, False)


def test_a_consent_that_ends_before_it_begins_is_told_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as raised:
        profile(tmp_path / "a", {**DATED, "until": date(2026, 9, 1)}, LAST)
    places = [(one.code, one.path[-1] if one.path else "") for one in raised.value.findings]
    assert [code for code, _ in places] == ["DP982", "DP982"]


@given(DAYS, st.none() | DAYS, DAYS)
def test_it_is_given_on_no_day_outside(first: date, last: date | None, day: date) -> None:
    consent = Consent(by="x", on=first, until=last)
    assert is_given(consent, day) == (first <= day and (last is None or day <= last))
    assert consent_on(consent, first - timedelta(days=1)) == "ahead"
    assert (consent_on(True, day), consent_on(False, day)) == ("given", "refused")
