"""What a wave may prove hangs on who held it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from dpcap.intake.framework import load_framework
from dpcap.model.voice import SurveyHolder
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.nps import NpsRequest, nps_report
from dpcap.workflow.nps_write import kind_of_survey, plan_nps_answers
from folders import TINY
from locations import PROVIDERS, QUESTIONNAIRES
from voices import make_wave, rows


@pytest.mark.parametrize(
    ("held_by", "shipped", "tiny"),
    [
        ("platform", "export", "screenshot"),
        ("brand", "brand_confirmed", "own_document"),
        ("provider", "own_document", "own_document"),
    ],
)
def test_the_kind_of_evidence(held_by: SurveyHolder, shipped: str, tiny: str) -> None:
    assert kind_of_survey(load_framework(QUESTIONNAIRES), held_by) == shipped
    assert kind_of_survey(load_framework(TINY), held_by) == tiny


@pytest.mark.parametrize(
    ("held_by", "codes"), [("provider", ["DP564"]), ("brand", ["DP564"]), ("platform", [])]
)
def test_a_kind_that_proves_nothing_for_the_question_is_told(
    tmp_path: Path, held_by: SurveyHolder, codes: list[str]
) -> None:
    folder = tmp_path / "huojia"
    shutil.copytree(PROVIDERS / "huojia-shop", folder)
    answers = rows("q", "2026-08-10", {"card": (60, 30, 10)})
    make_wave(folder / "voice" / "q3", answers, held_by=held_by)
    here = Configuration(directory=tmp_path)
    request = NpsRequest(folder, framework=QUESTIONNAIRES)
    report = nps_report(request, here)
    (planned,) = plan_nps_answers(request, report, date(2026, 11, 13), None, here).planned
    assert (planned.node, planned.period) == ("FUL-4.1", "2026-Q3")
    assert planned.counts.model_dump() == {"promoters": 60, "passives": 30, "detractors": 10}
    assert planned.claimed == "promoters 128, passives 77, detractors 31"
    assert [one.code for one in planned.findings] == codes
    assert len(planned.note) < 2000
