"""A profile that cannot have come out of its framework is told; whatever we score is sound."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.model.profile import Profile
from dpcap.report.audience import load_audiences, redact
from dpcap.report.formats import profile_json
from dpcap.report.paths import own_reports
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.profile_check import check_profile, is_as_scored
from dpcap.scoring.sensitivity import full_profile
from locations import PROVIDERS
from profiles import Wish, profile, shipped
from strategies import whole_cases


@settings(max_examples=40)
@given(whole_cases())
def test_whatever_is_scored_is_sound(case: Case) -> None:
    made = full_profile(case)
    check_profile(made, case.framework, "p")
    for audience in load_audiences(own_reports()).values():
        check_profile(redact(made, case.framework, audience), case.framework, "p")
    assert is_as_scored(made, case.framework)


@pytest.mark.parametrize("folder", sorted(PROVIDERS.iterdir()), ids=lambda folder: folder.name)
def test_every_example_is_sound(folder) -> None:
    made = full_profile(make_case(shipped(), load_assessment(folder, shipped())))
    check_profile(made, shipped(), "p")
    assert is_as_scored(made, shipped())


def first_indicator(data: Any) -> Any:
    return next(
        node
        for area in data["areas"]
        for dimension in area["dimensions"]
        for node in dimension["indicators"]
        if node["state"] == "answered" and node["evidence"]
    )


CHANGES: dict[str, Any] = {
    "areas": lambda d: d["areas"].reverse(),
    "an indicator": lambda d: first_indicator(d).update(id="ZZZ-1.1"),
    "a dimension less": lambda d: d["areas"][0]["dimensions"].pop(),
    "provider.id": lambda d: d["provider"].update(id="../../zz"),
    "a score": lambda d: first_indicator(d).update(proved=1e9),
    "a score of a dimension": lambda d: d["areas"][0]["dimensions"][0].update(proved=101.0),
    "a share": lambda d: d["overall"].update(coverage=-0.5),
    "a weight": lambda d: d["areas"][0].update(weight=-1.0),
    "a kind": lambda d: first_indicator(d).update(kind="zz"),
    "a code": lambda d: first_indicator(d).update(open="zz"),
    "a finding": lambda d: d["findings"].append({"code": "DP999"}),
    "a level": lambda d: d["overall"]["level"]["proved"].update(id="L99"),
    "a claimed level": lambda d: d["overall"]["level"]["claimed"].update(id="L99"),
    "a target": lambda d: d["areas"][0].update(target=101.0),
    "a rule": lambda d: d["overall"]["level"]["proved"]["blocked"][0].update(nodes=["zz"]),
    "a role": lambda d: d["role"].update(id="zz"),
    "another role": lambda d: d["roles"][0].update(id="zz"),
    "a lens": lambda d: d["lenses"][0].update(id="zz"),
    "a column": lambda d: d["lenses"][0]["columns"][0].update(id="zz"),
    "a cell": lambda d: d["lenses"][0]["columns"][0]["cells"][0].update(strength=10**9),
    "a use": lambda d: d["evidence"][0].update(used_by=["zz"]),
    "a confirmed fact": lambda d: d["provider"].update(confirmed_facts=["zz"]),
    "a hinge": lambda d: d.update(hinges_on="zz"),
    "a remark": lambda d: d["review"]["remarks"][0].update(node="zz"),
    "a count": lambda d: d["overall"]["critical"].update(asked=-1),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_cannot_be_is_told(what: str) -> None:
    data = json.loads(profile_json(profile(Wish(reviewed=0.4, shops=3, good=0.5))))
    check_profile(Profile.model_validate_json(json.dumps(data)), shipped(), "p")
    CHANGES[what](data)
    changed = Profile.model_validate_json(json.dumps(data))
    with pytest.raises(InvalidInputError) as caught:
        check_profile(changed, shipped(), "profile.json")
    (finding,) = caught.value.findings
    assert (finding.code, finding.file) == ("DP624", "profile.json")
    assert not is_as_scored(changed, shipped())
