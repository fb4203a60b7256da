"""Columns and cells of exports that say who somebody is: never copied, nor shown."""

from __future__ import annotations

import re

from dpcap.intake.nearest import folded

HIDDEN = "•••"
_HEADINGS = re.compile(
    r"手机|电话|联系|姓名|收货|收件|地址|身份证|证件|订单(?:编?号|id|no)|子订单|运单|快递单|物流单|买家|"
    r"用户(?:id|名|昵称|编号)|昵称|达人(?:id|名|昵称|号)|主播(?:id|名|昵称|姓名)?$|抖音号|微信|邮箱|银行|账号|客服(?:id|名|昵称|姓名)|"
    r"phone|mobile|address|recipient|consignee|receiver|buyer|nickname|openid|order(?:id|no|number|sn)|"
    r"tracking|e-?mail|idcard|username|userid|customer(?:id|name)|fullname"
)
# What a heading ends in whose cells are counts, shares or sums: 成交买家数, 手机端成交金额.
_FIGURES = re.compile(r"(?:数|率|额|量|比|时长|价|人次|gmv|roi|count|rate|share|amount)$")
# A number of a phone, an order or a card; an address of mail.
_CELL = re.compile(r"\d{7}|@[^\s@]*\.\w")
# A mobile number, or more digits than any amount of a shop has: a number of an order or a card.
_NUMBER = re.compile(r"(?:(?:86)?1[3-9]\d{9}|\d{15,})(?:\.0+)?", re.ASCII)
SHORTEST_PRIVATE = 11


def is_private(heading: str) -> bool:
    """Whether a column under *heading* says who somebody is."""
    plain = folded(heading).replace("_", "").replace("-", "")
    return _HEADINGS.search(plain) is not None and _FIGURES.search(_bare(plain)) is None


def is_private_number(text: str) -> bool:
    """Whether *text*, a plain number, is one by which somebody is found rather than an amount."""
    return len(text) >= SHORTEST_PRIVATE and _NUMBER.fullmatch(text) is not None


def shown_cell(heading: str, text: str, limit: int) -> str:
    """A cell as a preview shows it: cut to *limit* characters, hidden if it may name somebody."""
    if is_private(heading) or _CELL.search(text):
        return HIDDEN
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _bare(heading: str) -> str:
    """*heading* without the unit in brackets at its end."""
    return heading.split("(", maxsplit=1)[0] if heading.endswith(")") else heading
