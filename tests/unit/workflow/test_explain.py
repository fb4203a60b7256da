"""Who asks after an id that the framework does not have is told which one was likely meant."""

from __future__ import annotations

import pytest

from dpcap.errors import UsageError
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.explain import explain_score
from dpcap.workflow.provider import ProviderRequest
from locations import ROOT

REQUEST = ProviderRequest(
    ROOT / "examples" / "providers" / "lanxing", framework=ROOT / "questionnaires"
)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("LIV-5.6", "it is of dp-six 2026.11.0 and is now LIV-5.12"),
        ("LIV-5.4", "and is now LIV-5.9, LIV-5.10"),
        ("TRA-4.2", "it is of dp-six 2026.11.0, and no later version asks it"),
        ("liv-4.1", "Is LIV-4.1 meant?"),
        ("直播带货", "Is live meant?"),
        ("zzz", "no area, dimension or indicator zzz"),
    ],
)
def test_an_unknown_id_is_answered_with_the_one_meant(written: str, told: str) -> None:
    with pytest.raises(UsageError) as raised:
        explain_score(REQUEST, written, language="en", configuration=Configuration())
    assert str(raised.value).endswith(told)


@pytest.mark.parametrize("known", ["overall", "live", "LIV-5.12"])
def test_ids_of_the_framework_are_explained(known: str) -> None:
    assert explain_score(REQUEST, known, language="en", configuration=Configuration())
