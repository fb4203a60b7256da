"""What an audience may not see is in none of its pages, data included."""

from __future__ import annotations

import pytest

from dpcap.model.profile import Kept, Profile
from dpcap.model.statement import Statement
from dpcap.report.audience import band
from dpcap.report.formats import FORMATS, render
from profiles import Wish, profile, shipped

OWN = "本店的话"


@pytest.fixture(scope="module")
def made() -> Profile:
    return profile(Wish(own=OWN, reviewed=0.4))


@pytest.mark.parametrize("fmt", FORMATS)
def test_brand(made, fmt):
    text = render(made, shipped(), format=fmt, language="zh", audience="brand")
    gmv = made.provider.facts["shipped_gmv_wan"].value
    assert f"{OWN} S2" not in text
    assert f"{OWN} C2" not in text
    assert f"{OWN} for reviewers" not in text
    assert "someone@example.com" not in text
    assert "13800000000" not in text
    assert ".png" not in text
    assert f"{gmv:,.0f}万元" not in text
    if fmt == "json":
        redacted = Statement.model_validate_json(text).profile
        assert isinstance(redacted.provider.facts["shipped_gmv_wan"].value, str)
        private = {name for name, spec in shipped().facts.items() if spec.private}
        assert not private & set(redacted.provider.facts)
        assert {shop.id for shop in redacted.provider.shops} == {"s1", "shop-2", "s3"}
        assert made.kept != Kept() == redacted.kept


@pytest.mark.parametrize("fmt", ["html", "md", "json"])
def test_remarks_for_reviewers_are_for_reviewers(made, fmt):
    def said(audience: str) -> str:
        return render(made, shipped(), format=fmt, language="zh", audience=audience)

    assert f"{OWN} for reviewers" in said("reviewer")
    assert f"{OWN} for reviewers" not in said("applicant")
    assert f"{OWN} for all" in said("applicant")


def test_applicant_sees_its_own(made):
    html = render(made, shipped(), language="zh")
    assert f"{OWN} S2" in html
    assert "someone@example.com" in html


@pytest.mark.parametrize(
    ("value", "shown"), [(40.0, "< 50"), (50.0, "50–200"), (199.9, "50–200"), (9000.0, "≥ 200")]
)
def test_band(value, shown):
    assert band(value, (50, 200)) == shown
