"""A field of a figure's envelope: by id or by title, and of a long list what is near."""

from __future__ import annotations

from functools import cache

import pytest

from dpcap.intake.envelope import Envelopes
from dpcap.intake.framework import load_framework
from dpcap.intake.values import ValueProblem
from dpcap.model.framework import Framework
from locations import QUESTIONNAIRES


@cache
def shipped() -> Framework:
    return load_framework(QUESTIONNAIRES)


def read(value: str, field: str = "industry") -> str | ValueProblem:
    return Envelopes(shipped(), None).read(field, value, shipped().by_id["LIV-4.5"])


@pytest.mark.parametrize(
    "written",
    [
        "beauty.skincare",
        "美妆 › 面部护肤",
        "美妆›面部护肤",
        "美妆 > 面部护肤",
        "美妆/面部护肤",
        "  美妆  ›  面部护肤 ",
        "Beauty › Facial skincare",
        "beauty > facial SKINCARE",
    ],
)
def test_an_industry_is_known_by_its_id_and_by_its_title(written: str) -> None:
    assert read(written) == "beauty.skincare"


def test_the_first_level_alone_will_do() -> None:
    assert read("美妆") == "beauty"


def test_other_fields_take_titles_as_well() -> None:
    assert read("观看次数", "denominator") == "views"


@pytest.mark.parametrize(
    ("written", "near", "far"),
    [("美妆 › 面膜贴", "美妆 › 面部护肤", "生鲜"), ("随便写", "生鲜", "美妆 › 面部护肤")],
)
def test_what_is_not_listed_is_told_with_what_is_near(written: str, near: str, far: str) -> None:
    found = read(written)
    assert isinstance(found, ValueProblem)
    assert found.code == "DP384"
    listed = str(found.params["options_zh"]).split(", ")
    assert near in listed
    assert far not in listed


def test_titles_are_clear() -> None:
    """No two industries are written alike in one language."""
    values = shipped().envelope["industry"].values.values()
    assert len({one.zh for one in values}) == len({one.en for one in values}) == len(values)
