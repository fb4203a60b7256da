"""Standing in words: each label, the return, the tier; the same part in both languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dpcap.model.base import Text
from dpcap.model.held_standing import HeldStanding
from dpcap.report.decided import certification_words, says_tier, tier_words
from dpcap.report.paths import own_reports
from dpcap.report.words import load_words

DAY, BACK = date(2026, 9, 30), date(2027, 9, 30)
GOLD = Text(zh="金牌", en="Gold")
ENDED: dict[str, Any] = {"label": "ended", "since": DAY, "ended": "assessment_ended"}


@pytest.mark.parametrize(
    ("told", "zh", "en"),
    [
        ({"label": "none"}, "无记录", "no record"),
        ({"label": "invited", "since": DAY}, "已邀约（2026-09-30）", "invited (2026-09-30)"),
        (
            {"label": "admitted", "since": DAY},
            "已准入（2026-09-30 起）",
            "admitted (from 2026-09-30)",
        ),
        (
            {"label": "certified", "certified_to": "2026-Q3"},
            "已认证至 2026-Q3",
            "certified to 2026-Q3",
        ),
        (
            {**ENDED, "returns_on": BACK},
            "已结束（2026-09-30 考核清退），2027-09-30 起可再受邀",
            "ended (2026-09-30, assessment missed); may be invited again from 2027-09-30",
        ),
        (
            {**ENDED, "never_returns": True},
            "已结束（2026-09-30 考核清退），不再邀约",
            "ended (2026-09-30, assessment missed); not invited again",
        ),
        (
            {**ENDED, "ended": "withdrawn", "returns_on": DAY},
            "已结束（2026-09-30 主动退出），可随时再受邀",
            "ended (2026-09-30, withdrawn); may be invited again at any time",
        ),
        ({**ENDED, "ended": None}, "已结束（2026-09-30）", "ended (2026-09-30)"),
    ],
)
def test_what_somebody_is(told: dict[str, Any], zh: str, en: str) -> None:
    held = HeldStanding(row=1, **told)
    assert certification_words(load_words(own_reports(), "zh").say, held) == zh
    assert certification_words(load_words(own_reports(), "en").say, held) == en


@pytest.mark.parametrize(
    ("told", "zh", "en"),
    [
        ({"label": "certified"}, "无牌级", "no tier"),
        (
            {"tier": "gold", "tier_title": GOLD, "tier_since": DAY},
            "金牌（2026-09-30 起）",
            "Gold (from 2026-09-30)",
        ),
        ({"tier": "gold", "tier_title": GOLD, "watch": True}, "金牌 · 观察中", "Gold · on watch"),
        ({"label": "ended", "stopped": True}, "无牌级 · 停牌中", "no tier · stopped"),
    ],
)
def test_which_tier(told: dict[str, Any], zh: str, en: str) -> None:
    held = HeldStanding(row=1, **told)
    assert says_tier(held)
    assert tier_words(load_words(own_reports(), "zh").say, held, "zh") == zh
    assert tier_words(load_words(own_reports(), "en").say, held, "en") == en


def test_who_is_in_no_programme_needs_no_tier() -> None:
    assert not says_tier(HeldStanding(row=1, label="invited", since=DAY))
    assert not says_tier(HeldStanding(row=1, **ENDED))
