"""What spreadsheets and exports call the rows that sum others up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dpcap.intake.nearest import folded

_LONGEST = 40
# Words of such rows wherever they stand.
_SUMS = frozenset(
    (
        *("合计", "总计", "汇总", "小计", "总和", "共计", "累计", "合计值", "总计值", "汇总值"),
        *("本页合计", "本页小计", "本页汇总", "全部合计", "数据合计", "数据汇总"),
        *("店铺合计", "店铺汇总", "全店合计"),
        *("平均", "平均值", "均值", "总平均", "日均"),
        *("total", "totals", "subtotal", "subtotals", "grandtotal", "average", "mean"),
    )
)  # fmt: skip
# Words that sum up in the column of shops; elsewhere they stand beside their parts.
_WHOLES = frozenset(
    (
        *("全部", "全店", "整体", "总体", "全部店铺", "所有店铺", "全部商家"),
        *("sum", "all", "allshops", "overall"),
    )
)
_TOTALS = _SUMS | _WHOLES
# How such words begin; most cells do not.
_BEGINS = r"\s*+(?:[合总汇小共累本全数店平均日整所]|tot|sub|sum|grand|av|mean|all|over)"
_MAYBE = re.compile(_BEGINS, re.IGNORECASE)
# The same of many texts at once, each behind the sign that none of them holds.
_MAYBE_ANY = re.compile(rf"(?:\A|\0){_BEGINS}", re.IGNORECASE)
# What follows the word: its colon, how many rows it is of.
_TAIL = re.compile(r"(?:[(（].{0,20}[)）])?[:：]?(?:共?\d{1,7}(?:条|行|天|家|项)?(?:记录|数据)?)?")


def is_total(shop: str) -> bool:
    """Whether a cell where a shop belongs says that the row sums others up."""
    return _is_of(shop[:_LONGEST], _TOTALS)


def sums_up(text: str) -> bool:
    """Whether a cell of any column says that its row is the sum or the mean of others."""
    return _is_of(text[:_LONGEST], _SUMS)


def is_whole(text: str) -> bool:
    """Whether a cell says that its row is of all the parts that stand in other rows."""
    return _is_of(text[:_LONGEST], _WHOLES)


# A table names few shops, again and again.
@lru_cache(maxsize=256)
def _is_of(text: str, words: frozenset[str]) -> bool:
    plain = folded(text)
    if plain in words:
        return True
    head = next((plain[:n] for n in range(min(len(plain), 8), 1, -1) if plain[:n] in words), "")
    return bool(head) and _TAIL.fullmatch(plain, len(head)) is not None


def marked(texts: Iterable[object]) -> frozenset[object]:
    """Those of the cells *texts* that sum others up, or are of all the parts."""
    short = [one for one in texts if isinstance(one, str) and 0 < len(one) <= _LONGEST]
    if _MAYBE_ANY.search("\0".join(short)) is None:
        return frozenset()
    return frozenset(one for one in short if _MAYBE.match(one) and is_total(one))
