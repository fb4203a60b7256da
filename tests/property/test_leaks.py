"""Nothing reaches a reader that was not meant for it, in any format, language or hiding place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpcap.model.base import LANGUAGES
from dpcap.report.formats import PROFILE_FORMATS, render_bytes
from dpcap.report.paths import own_reports
from dpcap.report.pdf import render_pdf
from dpcap.report.view import make_context
from profiles import Wish, shipped
from secrets_seeded import FEW_BYTES, OWN, Secret, Seeded, forms, found, inside_pdf, seeded

AUDIENCES = ("applicant", "reviewer", "brand")

# What stands in a PDF is compressed, and in a picture painted: their own tests look inside.
PLAIN = tuple(one.name for one in PROFILE_FORMATS.formats if not one.binary)

wishes = st.builds(
    Wish,
    seed=st.integers(0, 10**6),
    role=st.sampled_from(sorted(shipped().roles)),
    good=st.floats(0.1, 1),
    proof=st.floats(0, 1),
    answered=st.floats(0.3, 1),
    shops=st.integers(1, 6),
    reviewed=st.floats(0, 1),
)


def rendered(sown: Seeded, name: str, language: str, audience: str) -> bytes:
    return render_bytes(
        sown.profile,
        sown.framework,
        format=name,
        language=language,
        audience=audience,
        standing=sown.standing,
    )


@settings(max_examples=8)
@given(wishes)
def test_no_page_leaks(wish):
    sown = seeded(wish)
    for audience in AUDIENCES:
        hidden = sown.hidden_from(audience)
        for language in LANGUAGES:
            for name in PLAIN:
                assert found(hidden, rendered(sown, name, language, audience)) == []


@settings(max_examples=8)
@given(wishes)
def test_what_may_be_read_is_there(wish):
    sown = seeded(wish)
    for audience in AUDIENCES:
        may = sown.open_to(audience)
        for name in ("json", "html"):
            assert set(found(may, rendered(sown, name, "zh", audience))) == set(may)


def test_each_reader_has_its_secrets():
    """So that the two above cannot pass by having nothing to look for."""
    sown = seeded()
    seen = {audience: {one.path[:3] for one in sown.open_to(audience)} for audience in AUDIENCES}
    assert ("review", "owner") in seen["reviewer"] - seen["applicant"]
    assert ("folder", "provider", "contact") in seen["applicant"] - seen["brand"]
    assert ("folder", "provider", "categories") in seen["brand"]
    assert len(sown.hidden_from("brand")) > len(sown.hidden_from("applicant")) > 100
    assert sown.hidden_from("reviewer") == ()


@pytest.mark.parametrize(
    ("audience", "language"),
    [(audience, language) for audience in AUDIENCES for language in LANGUAGES],
)
def test_no_pdf_leaks(audience, language):
    sown = seeded()
    ctx = make_context(
        sown.profile, sown.framework, own_reports(), language, audience, standing=sown.standing
    )
    # Sections that hold words of the provider's own; the rest would only take time.
    few = ctx.audience._replace(sections=("evidence", "open", "remarks", "facts"))
    held = inside_pdf(render_pdf(replace(ctx, audience=few)))
    assert found(sown.hidden_from(audience), *held) == []
    may = sown.open_to(audience)
    assert set(found(may, *held)) == set(may)


def test_few_bytes_are_looked_for_in_text_alone():
    (amount,) = [Secret("412023", ("folder",), OWN)]
    assert FEW_BYTES in map(len, forms(amount.text))
    few = next(form for form in forms(amount.text) if len(form) == FEW_BYTES)
    assert found([amount], few) == [amount]
    assert found([amount], b"", few) == []
    assert found([amount], b"", amount.text.encode()) == [amount]
