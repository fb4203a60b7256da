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


# Whatever lies between the digits, and in whatever digits.
HIDDEN = [
    "138\u200b00138000",
    "1\u200b3\u200c8\u200d0\u20600\ufeff138000",
    "138\u00ad0013\u00ad8000",
    "138\ufe0f0013\ufe0f8000",
    "138\u202d0013\u202c8000",
    "138\ue00000138000",
    "138\x1b[31m0013\x1b[0m8000",
    "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎",
    "①③⑧⓪⓪①③⑧⓪⓪⓪",
    "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣",
    "一三八〇〇一三八〇〇〇",
    "幺三八 零零幺三 八零零零",
    "1三8零013八000",
]
PARTED = [
    *(f"138{gap}0013{gap}8000" for gap in (*"-./ _~*|·—–−／．，、：", "\u3000", "\n", " - ", "📞")),
    *(f"138{gap}0013{gap}8000" for gap in ("\u00a0", "\u2009", "\r\n", "-\n", "‑", "**")),
    *("13800 138000", "1380013-8000", "138.00138000", "138 001 38000", "1380/013/8000"),
    *("1 3 8 0 0 1 3 8 0 0 0", "1-3-8-0-0-1-3-8-0-0-0", "13-80-01-38-00-0", "138 00 13 80 00"),
]
WITH_CODE = [
    *("+8613800138000", "8613800138000", "86-138-0013-8000", "0086 138 0013 8000"),
    *("(86)13800138000", "（+86）138 0013 8000", "+86.138.0013.8000", "+86 571 8888 8888"),
    *("+852 2123 4567", "+85221234567", "00852-2123-4567", "(852) 2123 4567", "+853 6612 3456"),
    *(
        "+886 912 345 678",
        "+1 415-555-2671",
        "+1 (415) 555-2671",
        "+14155552671",
        "+1.415.555.2671",
    ),
    *("+44 20 7946 0958", "+44 (0)20 7946 0958", "+81 90-1234-5678", "+65 6123 4567"),
]
LINES = [
    *("010-8888 8888", "(010) 8888-8888", "01088888888", "0571.88888888", "0571/88888888"),
    *("0571 8888 8888", "０５７１－８８８８８８８８", "0571\u200b88888888", "0755-2345678"),
    *("0571-88888888-801", "0571-88888888 转 801", "0571-88888888/88888889"),
    *("0 5 7 1 8 8 8 8 8 8 8 8", "400 1234 567", "400.123.4567", "4001234567", "800-810-8888"),
]
CARDS = [
    *("330106-1990-0307-1234", "330106.19900307.1234", "330106 1990 03 07 1234"),
    *(
        "330106 1990-03-07 123X",
        "３３０１０６１９９００３０７１２３Ｘ",
        "330106\u200b19900307\u200b1234",
    ),
    *("330 106 1990 0307 123 x", "3301 0619 9003 0712 34", "33 010 61 99 003 07 1234"),
]
MAILS = [
    *(
        "ｗａｎｇ＠ｅｘ．ｃｏｍ",
        "wang\u200b@\u200bex.com",
        "wang @ ex.com",
        "WANG@EX.COM",
        "wang\n@ex.com",
    ),
    *("wang@ex。com", "wang[at]ex.com", "wang（at）ex（dot）com", "wang.min+1@mail.ex.com.cn"),
    *("w\u00adang@e\u00adx.com", "王敏@例子.中国"),
]


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
        *(*HIDDEN, *PARTED, *WITH_CODE, *LINES, *CARDS, *MAILS),
    ],
)
def test_it_goes(number):
    assert without_numbers(f"找小陈（{number}）看板") == "找小陈（×××）看板"
    assert without_numbers(f"2026-10-01 {number}，占12.5%") == "2026-10-01 ×××，占12.5%"
    assert without_numbers(f"1. {number}") == "1. ×××"
    if number[0] != "王":  # where a name in Chinese begins is not to be seen
        assert without_numbers(f"电话{number}") == "电话×××"
        assert without_numbers(f"①{number}。") == "①×××。"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("微信：wangmin88", "微信：×××"),
        ("微信号 wang_min", "微信号 ×××"),
        ("加微信wangmin", "加微信×××"),
        ("微信号是wangmin", "微信号是×××"),
        ("ＷｅＣｈａｔ：ｗａｎｇｍｉｎ", "ＷｅＣｈａｔ：×××"),
        ("WeChat ID: wangmin", "WeChat ID: ×××"),
        ("WeChat wangmin88", "WeChat ×××"),
        ("微\u200b信：wang\u200bmin", "微\u200b信：×××"),
        ("VX：wm13800", "VX：×××"),
        ("V信 wangmin", "V信 ×××"),
        ("wx wm_2020", "wx ×××"),
        ("QQ：12345678", "QQ：×××"),
        ("QQ 123456789", "QQ ×××"),
        ("QQ号为 123 456 789", "QQ号为 ×××"),
        ("微信/QQ：123456789", "微信/QQ：×××"),
        ("飞书 wangmin01", "飞书 ×××"),
        ("飞书：wang.min", "飞书：×××"),
        ("Lark: wangmin01", "Lark: ×××"),
        ("抖音号：12345678", "抖音号：×××"),
        ("抖音号为 Lanxing888", "抖音号为 ×××"),
        ("Douyin ID: lanxing888", "Douyin ID: ×××"),
        ("导出自 wxid_abc123def", "导出自 ×××"),
    ],
)
def test_ids_of_chat_programs_go(said, left):
    assert without_numbers(f"客服{said}，周一至周五") == f"客服{left}，周一至周五"


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-01/2026-10-31，同期 2025-10",
        "成交 138123456 元，退款 12,345,678,901",
        "成交 13812345678 元，¥13812345678，13812345678.90，13812345678 CNY",
        "4000000000，1.35 万，13,800,138,000 元，15 000 000 000",
        "订单 6917234567890123456",
        "https://live.douyin.com/745964462470",
        "https://live.douyin.com/13812345678",
        "占比 0.05093516273324，倍数 1.0571888888881，0.13812345678",
        "18-24 岁 25-30 岁，@tiantian，罗盘 › 直播",
        "sha256 00000000000000000000000000000000000000000000000000000000000000a1",
        "sha256 a13800138000b0000000000000000000000000000000000000000000000000a1",
        "2026年3月1日至2026年3月31日，19:30-23:00，2026-Q3 与 2025-Q3，135 2025/2026",
        "2026.10.01-2026.10.31，2026/10/01 2026/10/31，20261001-20261031",
        "100、150、2025、2026、3000；150，2025，2026，2027",
        "138、00138000 件，1380013、8000 件，1380013 / 8000，138, 00138000",
        "91330106MA2800138X，330106000012345，示例-REG-0001，LIV-4.5、TRA-1.1",
        "微信 ROI 1.2，微信：30 个群，飞书 OKR 2026-10，抖音号 12 个，抖音号：300000 粉，QQ 音乐",
        "WeChat groups, Lark docs: 12 pages; 微信小程序 3 个，抖音 GMV 12345678 元",
        "a 5 @ 12.50，满100@减20.off，+12.55 -13.44，+1,234.5",
    ],
)
def test_other_figures_stay(text):
    assert without_numbers(text) == text


def test_only_the_number_is_cut():
    """To the character: what is hidden beside it, and what folds into something longer, stays."""
    assert without_numbers("㎏½ﬁ\u200b13800138000\u200bﬁ½㎏") == "㎏½ﬁ\u200b×××\u200bﬁ½㎏"
    assert without_numbers("é 138\u030000138000\u0301！") == "é ×××！"


def test_a_long_text_does_not_grow():
    """What a noun takes is bounded, and a masked one is read again."""
    made = Fact(value="李四，" * 600)
    left = masked(made, numbers=False, names=("李四",)).value
    assert left == "×，" * 600
    assert masked(Fact(value="李四来"), numbers=False, names=("李四",)).value == "×××来"


@given(st.text())
def test_what_is_left_holds_none(text):
    left = without_numbers(text)
    assert without_numbers(left) == left


def test_names_go_longest_first_and_in_wide_letters():
    names = ("Lan", "Lanxing", "岚（杭州）")
    made = Fact(value=("Ｌanxing、Lan和岚（杭州）", "13812345678"))
    assert masked(made, numbers=False, names=names).value == ("×××、×××和×××", "13812345678")


@pytest.mark.parametrize(
    ("name", "said", "left"),
    [
        ("Wang Min", "call WANG MIN or wang\u00a0min", "call ××× or ×××"),
        ("Wang Min", "Ｗang\u200b Min、wang min2", "×××、×××2"),
        ("José", "jose\u0301与JOSE", "×××与×××"),
        ("Amy", "amy负责，Amyla不是，gamy不是", "×××负责，Amyla不是，gamy不是"),
        ("王敏", "王\u200b敏、王敏们", "×××、×××们"),
        ("3C店", "13C店，3c店", "13C店，×××"),
        ("a1b", "A1b、a1bc、a1b2", "×××、a1bc、×××2"),
    ],
)
def test_names_go_whatever_their_case_and_as_whole_words(name, said, left):
    assert masked(Fact(value=said), numbers=False, names=(name,)).value == left


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
