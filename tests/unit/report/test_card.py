"""The card: page one as a picture, small enough for a chat and readable on a phone."""

from __future__ import annotations

import json
import re

import pytest

from dpcap.model.base import LANGUAGES
from dpcap.report import typesetting
from dpcap.report.card import card_view, render_card
from dpcap.report.paths import own_reports
from dpcap.report.view import make_context
from profiles import shipped
from scored_examples import EXAMPLES, whole
from secrets_seeded import found, seeded

WIDE, HIGHEST, LARGEST = 1080, 2400, 500_000


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    wide, high = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    return wide, high


@pytest.mark.parametrize("name", [*EXAMPLES, "worst"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_a_chat(name, language):
    for audience in ("applicant", "brand"):
        png = render_card(whole(name, language, audience))
        wide, high = size(png)
        assert wide == WIDE
        assert WIDE < high <= HIGHEST
        assert len(png) <= LARGEST


def test_nothing_is_set_smaller_than_18_points():
    text = (own_reports() / "typst" / "card.typ").read_text("utf-8")
    sizes = [float(one) for one in re.findall(r"size: (?:if[^{]*\{ )?([\d.]+)pt", text)]
    assert len(sizes) > 4
    assert min(sizes) >= 18
    assert not re.search(r"\d+em, fill|size: [\d.]*em", text)


def test_it_says_where_the_provider_stands_and_what_is_next():
    ctx = whole("lanxing", "zh", "applicant")
    card = card_view(ctx)
    overall = ctx.profile.overall
    assert card.name == "岚星示例电商有限公司"
    assert (card.level, card.score) == ("L4", ctx.scale.score(overall.proved))
    assert [step.id for step in card.ladder if step.reached] == ["L1", "L2", "L3", "L4"]
    assert [step.id for step in card.ladder] == [level.id for level in shipped().levels]
    assert "L5" in card.next
    assert len(card.items) == 3
    assert all(item.title and item.gain for item in card.items)
    assert "2026-11-21" in card.caveat


def test_without_a_grade_there_is_a_range_and_no_place_on_the_ladder():
    card = card_view(whole("xinya", "zh", "applicant"))
    assert "–" in card.score
    assert (card.level, card.proved, card.claimed, card.next) == ("", None, None, "")
    assert not any(step.reached for step in card.ladder)


def test_a_brand_asks_instead():
    card = card_view(whole("lanxing", "en", "brand"))
    assert card.head == "Three questions to ask"
    assert all(item.act and not item.gain for item in card.items)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", ["applicant", "reviewer", "brand"])
def test_no_contact_and_nothing_that_is_not_for_its_reader(monkeypatch, language, audience):
    given: list[str] = []
    monkeypatch.setattr(
        typesetting, "_compiled", lambda _, inputs, __: given.append(inputs["data"])
    )
    sown = seeded()
    ctx = make_context(
        sown.profile, sown.framework, own_reports(), language, audience, standing=sown.standing
    )
    render_card(ctx)
    (data,) = given
    assert found(sown.hidden_from(audience), data.encode()) == []
    contact = sown.profile.provider.contact
    for secret in (contact.email, contact.phone, contact.name):
        assert secret
        assert json.dumps(secret, ensure_ascii=False)[1:-1] not in data


def test_the_same_bytes_twice():
    ctx = whole("maodun", "en", "applicant")
    assert render_card(ctx) == render_card(ctx)
