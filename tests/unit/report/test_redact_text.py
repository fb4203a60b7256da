"""Numbers by which a person is found are found in whatever way people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.model.assessment import Fact
from dpcap.model.trace import ShopScore
from dpcap.report.redact_text import masked
from profiles import Wish, profile


def without_numbers(text: str) -> str:
    """*text* as a profile holds it after masking."""
    return masked(ShopScore(shop="s1", envelope={"said": text}), numbers=True).envelope["said"]


@pytest.mark.parametrize(
    "number",
    [
        "13812345678",
        "138-1234-5678",
        "138 1234 5678",
        "+86 13812345678",
        "１３８１２３４５６７８",
        "0571-88888888",
        "（0571）88888888",
        "057188888888转123",
        "021-12345678-8001",
        "400-123-4567",
        "330106199003071234",
        "33010619900307123X",
        "330106 19900307 123x",
        "a.b+c@x.co.cn",
        "zhang＠ｘ.com",
        "dp@例子.中国",
    ],
)
def test_it_goes(number):
    assert without_numbers(f"找小陈（{number}）看板") == "找小陈（×××）看板"
    assert without_numbers(f"电话{number}") == "电话×××"


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-01/2026-10-31，同期 2025-10",
        "成交 138123456 元，退款 12,345,678,901",
        "订单 6917234567890123456",
        "https://live.douyin.com/745964462470",
        "占比 0.05093516273324，倍数 1.0571888888881",
        "18-24 岁 25-30 岁，@tiantian，罗盘 › 直播",
        "sha256 00000000000000000000000000000000000000000000000000000000000000a1",
    ],
)
def test_other_figures_stay(text):
    assert without_numbers(text) == text


@given(st.text())
def test_what_is_left_holds_none(text):
    left = without_numbers(text)
    assert without_numbers(left) == left


def test_names_go_longest_first_and_in_wide_letters():
    names = ("Lan", "Lanxing", "岚（杭州）")
    made = Fact(value=("Ｌanxing、Lan和岚（杭州）", "13812345678"))
    assert masked(made, numbers=False, names=names).value == ("×××、×××和×××", "13812345678")


def test_ids_digests_and_contact_stay():
    made = profile(Wish(own="13800000000"))
    seen = masked(made, numbers=True)
    assert seen.provider.contact.phone == made.provider.contact.phone == "13800000000"
    assert seen.provider.contact.name == "×××"
    assert [piece.sha256 for piece in seen.evidence] == [piece.sha256 for piece in made.evidence]
    assert seen.answers_digest == made.answers_digest
    assert seen.evidence[0].note == "×××"
    assert seen.evidence[0].file == f"evidence/××× {made.evidence[0].id}.png"
    assert masked(seen, numbers=True) == seen


def test_what_holds_none_is_the_very_same():
    made = profile(Wish())
    assert masked(made, numbers=True, names=("张三",)) is made
