"""A report carries what it was made from, and can be made from it again, to the byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpcap.model.statement import Statement
from dpcap.report.audience import find_audience, redact
from dpcap.report.data import template_digest
from dpcap.report.formats import render
from dpcap.report.paths import own_reports
from profiles import Wish, profile, shipped
from signed import ISSUER, KEY, SIGNED_ON, public, read, signed, subject

AUDIENCES = ["applicant", "reviewer", "brand"]


@settings(max_examples=24)
@given(st.integers(1, 40), st.sampled_from(AUDIENCES), st.sampled_from(["zh", "en"]))
def test_what_it_carries_makes_it_again(seed: int, audience: str, language: str) -> None:
    made = profile(Wish(seed=seed, reviewed=0.4, shops=3))
    page = render(made, shipped(), language=language, audience=audience)
    said = read(page).said
    assert isinstance(said, Statement)
    again = render(
        said.profile,
        shipped(),
        language=said.language,
        audience=said.audience,
        standing=said.standing,
    )
    assert again == page


@pytest.mark.parametrize("audience", AUDIENCES)
def test_to_redact_twice_is_to_redact_once(audience: str) -> None:
    reader = find_audience(own_reports(), audience)
    once = redact(subject(), shipped(), reader)
    assert redact(once, shipped(), reader) == once


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_signed_report_says_by_whom(language: str) -> None:
    found = read(signed("html", language))
    assert found.seal is not None
    assert found.page is not None
    printed = found.seal.fingerprint
    assert (found.seal.issuer, found.seal.on, found.seal.key) == (ISSUER, SIGNED_ON, public(KEY))
    assert found.page.count(f"<bdi lang>{ISSUER}</bdi>") == 2
    assert printed in found.page
    assert " ".join(printed[at : at + 4] for at in range(0, 16, 4)) in found.page


def test_the_digest_is_of_all_that_a_page_is_made_with(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    shutil.copytree(own_reports(), reports)
    digests = {template_digest(reports, None, "zh"), template_digest(reports, None, "en")}
    assert template_digest(own_reports(), None, "zh") in digests
    for name in (
        "templates/report.html.j2",
        "templates/page/one.html.j2",
        "templates/sections/moves.html.j2",
        "theme.css",
        "words/zh.yaml",
        "audiences.yaml",
    ):
        with (reports / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        template_digest.cache_clear()
        digests.add(template_digest(reports, None, "zh"))
    own = tmp_path / "own"
    own.mkdir()
    digests.add(template_digest(reports, own, "zh"))
    (own / "extra.html.j2").write_text("x", encoding="utf-8")
    template_digest.cache_clear()
    digests.add(template_digest(reports, own, "zh"))
    assert len(digests) == 9
