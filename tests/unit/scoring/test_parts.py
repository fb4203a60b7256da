"""The parts of a profile are built unchecked; here they are checked."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

from hypothesis import given

from dpcap.model.assessment import Assessment
from dpcap.model.base import Frozen
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.model.review import Review
from dpcap.model.trace import ScorePair
from dpcap.model.unchecked import trusted
from dpcap.scoring.case import make_case
from dpcap.scoring.score import score
from dpcap.scoring.sensitivity import full_profile
from strategies import cases

Drawn = tuple[Framework, Assessment, Review | None]


def parts(value: object) -> Iterator[Frozen]:
    if isinstance(value, Frozen):
        yield value
        yield from parts(list(vars(value).values()))
    elif isinstance(value, dict):
        yield from parts(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from parts(one)


@given(cases())
def test_every_part_holds_all_its_fields_in_order_and_would_pass(drawn: Drawn) -> None:
    framework, assessment, records = drawn
    profile = full_profile(make_case(framework, assessment, records=records))
    for part in parts(profile):
        fields = [name for name in vars(part) if name in type(part).model_fields]
        assert fields == list(type(part).model_fields), type(part)
    again = Profile.model_validate(profile.model_dump())
    assert again == profile
    assert again.model_dump_json() == profile.model_dump_json()


def test_a_part_can_be_copied_compared_and_pickled() -> None:
    made = trusted(ScorePair)(claimed=1.0, proved=0.5)
    assert made == ScorePair(claimed=1.0, proved=0.5)
    assert made.model_copy(update={"proved": 1.0}) == ScorePair(claimed=1.0, proved=1.0)
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301
    assert made.model_fields_set == {"claimed", "proved"}


@given(cases())
def test_a_framework_that_has_scored_can_still_be_sent_elsewhere(drawn: Drawn) -> None:
    framework, assessment, records = drawn
    before = score(framework, assessment, records=records)
    sent: Framework = pickle.loads(pickle.dumps(framework))  # noqa: S301
    assert sent == framework
    assert score(sent, assessment, records=records) == before
