"""The portfolio's column of standing: what it says, what is filtered by, and what is no markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dpcap.model.base import Text
from dpcap.model.held_standing import HeldStanding
from portfolios import as_html, one, plain_row

GOLD = HeldStanding(
    row=7,
    label="certified",
    since=date(2026, 3, 31),
    certified_to="2026-Q3",
    tier="gold",
    tier_title=Text(zh="金牌", en="Gold"),
    watch=True,
)


@pytest.mark.parametrize(("language", "said"), [("zh", "金牌 · 观察中"), ("en", "Gold · on watch")])
def test_a_cell_says_what_one_is_and_its_tier(language, said) -> None:
    row = plain_row(ledger=GOLD)
    page = as_html(replace(one(row, language=language), standing=True))
    assert said in page
    assert 'data-k="standing"' in page
    assert "2026-Q3" in page
    assert page.count('name="by.ledger.tier"') == 1


def test_without_a_ledger_there_is_no_such_column() -> None:
    page = as_html(one(plain_row()))
    assert "standing" not in page.split("<script>")[0]
    assert "by.ledger" not in page


def test_a_title_of_a_tier_is_no_markup() -> None:
    evil = GOLD.model_copy(update={"tier_title": Text(zh="<b>甲</b>", en="<b>甲</b>")})
    page = as_html(replace(one(plain_row(ledger=evil)), standing=True))
    assert "<b>甲" not in page
    assert "&lt;b&gt;甲" in page
