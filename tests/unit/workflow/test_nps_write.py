"""What a wave may prove hangs on who held it."""

from __future__ import annotations

import pytest

from dpcap.intake.framework import load_framework
from dpcap.model.voice import SurveyHolder
from dpcap.workflow.nps_write import kind_of_survey
from folders import TINY
from locations import QUESTIONNAIRES


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
