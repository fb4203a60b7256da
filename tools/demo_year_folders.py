"""The folders of `make demo-year`: dated copies of the examples, and what changes in each quarter.

Every quarter all ten providers hand in again. What they say is what the examples say, moved on by
whole quarters; whatever differs from that is listed here, each with its reason.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from demo_year_dates import day_after, moved

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
# The examples tell of the third quarter of 2026; these come so many quarters later.
QUARTERS = {"2026-Q4": 1, "2027-Q1": 2, "2027-Q2": 3, "2027-Q3": 4, "2027-Q4": 5}
_DATED = {".yaml", ".csv"}
# Whoever decides, decides anew; nobody asks how far a round is.
_LEFT_OUT = shutil.ignore_patterns("*.decision.yaml", "round.yaml")


class Change(NamedTuple):
    """What a file says otherwise than the example, from quarter *first* to quarter *last*."""

    first: str
    last: str
    file: str
    old: str
    new: str
    zh: str
    en: str


def _brands(provider: str, last: str, brands: int, zh: str, en: str) -> Change:
    old, new = "high_value_brands: 1\n", f"high_value_brands: {brands}\n"
    return Change("2027-Q1", last, f"providers/{provider}/provider.yaml", old, new, zh, en)


def _merchants(first: str, last: str, number: int, zh: str, en: str) -> Change:
    """Pingfan has *number* merchants that ship, not 11."""
    old, new = "shipped_merchants: {value: 11,", f"shipped_merchants: {{value: {number},"
    return Change(first, last, "providers/pingfan-belt/provider.yaml", old, new, zh, en)


_SEEN = "ruling: accepted, by: 示例·复核丙, on: 2026-11-15, reason: 共享屏幕重新导出，数字相同"
_RULINGS = "".join(
    f"  {piece}: {{{_SEEN}}}\n" for piece in ("paidshare", "adcost", "shopcheck", "promores")
)
CHANGES = (
    Change(
        *("2026-Q4", "2027-Q4", "reviews/huojia-shop.yaml"),
        *("contested: 服务商11月16日申诉SHP-4.1，待补合同\n", ""),
        "货佳上一年的异议已经了结",
        "Huojia's objection of the year before is settled",
    ),
    _brands(
        *("yuanhang-media", "2027-Q4", 3),
        "远杭新签两个高价值品牌，一季度起发货",
        "Yuanhang has won two more high-value brands, which ship from Q1 on",
    ),
    _brands(
        *("huojia-shop", "2027-Q4", 2),
        "货佳多了一个高价值品牌",
        "Huojia has one high-value brand more",
    ),
    _brands(
        *("qiushi-live", "2027-Q2", 2),
        "秋石上半年有两个高价值品牌（三季度走了一个）",
        "Qiushi has two high-value brands (one leaves in Q3)",
    ),
    _merchants(
        *("2027-Q3", "2027-Q4", 14),
        "平帆有发货的商家增加到14家",
        "Pingfan has 14 merchants that ship",
    ),
    Change(
        *("2027-Q3", "2027-Q4", "reviews/huojia-shop.yaml"),
        *("\nremarks:", f"{_RULINGS}\nremarks:"),
        "复核人看过货佳的四件后台导出，予以采信",
        "A reviewer has looked at four exports of Huojia's and accepts them",
    ),
)
# What pingfan's appeal shows: two that shipped under their owner's other name.
APPEALED = _merchants(
    *("2027-Q2", "2027-Q2", 13),
    "平帆补交平台结算单：另有2家商家用关联主体的名义发货，共13家",
    "Pingfan hands in the platform's bill: two more merchants shipped, in an affiliate's name",
)
# From this quarter on lanxing's proof in these files is that of the quarter before, and lapses.
STALE_FROM = "2027-Q3"
STALE = ("3-直播带货.yaml", "4-短视频带货.yaml", "6-服务履约.yaml")
STALE_SAID = (
    "岚星换了团队，直播、短视频、履约三块的凭据没有更新，陆续过期",
    "Lanxing's team has changed: proof in live, short video and service is not renewed and lapses",
)


# ── folders ───────────────────────────────────────────────────────────────────────────────────────


def hand_in(home: Path, quarter: str) -> Iterator[tuple[str, str]]:
    """Write folders and reviews as of *quarter* into *home*; what differs, in both languages."""
    number = QUARTERS[quarter]
    for name in ("providers", "reviews"):
        shutil.copytree(EXAMPLES / name, home / name, ignore=_LEFT_OUT, dirs_exist_ok=True)
        for path in _copied(name):
            _rewrite(home / path, number)
    for change in CHANGES:
        if change.first <= quarter <= change.last:
            apply(home, change, number)
            yield change.zh, change.en
    if quarter >= STALE_FROM:
        _not_renewed(home, QUARTERS[STALE_FROM] - 1, number)
        yield STALE_SAID


def apply(home: Path, change: Change, number: int) -> None:
    """Make *change* in the folders of the quarter *number*, written as of the examples."""
    path = home / change.file
    text = path.read_text("utf-8")
    old, new = moved(change.old, number), moved(change.new, number)
    if text.count(old) != 1:
        raise SystemExit(f"{change.file}: {old!r} stands there {text.count(old)} times, not once")
    path.write_text(text.replace(old, new), "utf-8")


def _copied(name: str) -> Iterator[Path]:
    """The files of the examples in which days are moved; evidence stays to the byte."""
    for path in sorted((EXAMPLES / name).rglob("*")):
        inside = path.relative_to(EXAMPLES)
        left_out = path.name in _LEFT_OUT(str(path.parent), [path.name])
        if path.suffix in _DATED and "evidence" not in inside.parts and not left_out:
            yield inside


def _rewrite(path: Path, number: int) -> None:
    path.write_text(moved(path.read_text("utf-8"), number), "utf-8")


def _not_renewed(home: Path, then: int, now: int) -> None:
    """The proof named in `STALE` was taken in the quarter *then*: so say answers and review."""
    review = home / "reviews" / "lanxing.yaml"
    ruled = review.read_text("utf-8")
    for name in STALE:
        path = home / "providers" / "lanxing" / "answers" / name
        text = path.read_text("utf-8")
        for piece in re.findall(r"(?m)^  ([\w-]+):\n    kind:", text):
            ruled = re.sub(rf"(?m)^  {piece}: .*$", lambda line: _taken(line[0], then - now), ruled)
        path.write_text(_taken(text, then - now), "utf-8")
    review.write_text(ruled, "utf-8")


def _taken(text: str, quarters: int) -> str:
    """*text* with the days on which proof was taken moved by *quarters*."""
    return re.sub(
        r"(?<=captured_on: )(20\d\d-\d\d-\d\d)",
        lambda found: str(day_after(date.fromisoformat(found[1]), quarters)),
        text,
    )
