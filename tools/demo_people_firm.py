"""The invented firm of `make demo-people`: what its people know, and what they write by hand.

What they know is what the example `huojia-shop` says, under other names.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from demo_people_sheets import Known, known_from
from dpcap import load_assessment, load_framework
from dpcap.cli.language import TALK, say

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "providers" / "huojia-shop"
FIRM, NUMBER = "yuntai", "示例-REG-0101（虚构）"
NAME = {"zh": "云台示例店铺运营有限公司", "en": "Yuntai Example Shops"}
Said = dict[str, Any]
# Ours by those of the example.
SHOPS = {"hanlu": "wuyun", "zhuyin": "shuying", "muyu": "muhe", "bailu": "lanquan"}
SHOP_NAMES = {
    "wuyun": "雾云加湿器示例店",
    "shuying": "疏影台灯示例店",
    "muhe": "木禾小家电示例店",
    "lanquan": "澜泉净水示例店",
}
OWNER, HEAD, REVIEWER, MANAGER = (
    say("示例·老板云某", "Example owner Yun"),
    say("示例·店铺负责人台某", "Example shop lead Tai"),
    say("示例·复核甲", "Example reviewer A"),
    say("示例·生态经理乙", "Example manager B"),
)
# All that happens, happens in one November, whenever this is run.
BEGUN, FILLED, SIGNED, REVIEWED, DECIDED = (
    f"2026-11-{day}" for day in ("13", "16", "17", "19", "20")
)
DUE = "2026-12-20"
DISPUTED, SHARE = "SHP-2.4", "SHP-2.1"
SEED = "示例种子-六个人一张桌子"
MAPPING = f"""\
# 虚构示例 / an invented example
schema: dpcap/mapping/1
id: luopan-carrier
shop: 店铺名称
date: 日期
fields: {{basis: paid}}
figures:
  - {{indicator: {SHARE}, numerator: 商品卡成交金额, denominator: 店铺成交金额}}
"""


def all_known() -> Known:
    """What the six know: what the example says."""
    framework = load_framework(ROOT / "questionnaires")
    return known_from(load_assessment(EXAMPLE, framework), framework, TALK, SHOPS)


def of_owner(known: Known) -> Known:
    """What the owner fills in: the own questions, and the one that is disputed."""
    asked = known.framework.by_id
    mine = {
        cell: text
        for cell, text in known.cells.items()
        if asked[cell.node].asked_of == "owner" or cell.node == DISPUTED
    }
    return known._replace(cells=mine)


def provider_text() -> str:
    """provider.yaml as the owner writes it."""
    said = _read(EXAMPLE / "provider.yaml")
    facts = {name: _without_evidence(fact) for name, fact in said["facts"].items()}
    said |= {"id": FIRM, "name": NAME, "registration_number": NUMBER, "facts": facts}
    said["language"] = TALK
    said["contact"] = {"name": OWNER, "email": f"{FIRM}@example.com"}
    said["shops"] = [{"id": shop, "name": name} for shop, name in SHOP_NAMES.items()]
    return f"# 虚构示例 / an invented example\n{_text(said)}"


def facts_text() -> str:
    """What the manager knows: what the contracts leave with the brands."""
    said = _read(ROOT / "examples" / "reviews" / "huojia-shop.facts.yaml")
    return _text({**said, "provider": FIRM, "registration_number": NUMBER})


def rulings_text(folder: Path) -> str:
    """A review by hand: every piece accepted but the picture that shows too little."""
    pieces = _read(folder / "answers.yaml")["evidence"]
    rulings = {name: _ruling(piece) for name, piece in pieces.items()}
    return _text({"schema": "dpcap/review/2", "provider": FIRM, "evidence": rulings})


def _ruling(piece: Mapping[str, str]) -> Said:
    signed: Said = {"by": REVIEWER, "on": REVIEWED}
    if piece["kind"] == "screenshot" and "会员" in piece["file"]:
        why = say("截图里看不到触达日期", "The picture shows no dates")
        return {"ruling": "refused", "reach": "file", **signed, "reason": why}
    why = say("与原件一致", "As the original")
    accepted: Said = {"ruling": "accepted", **signed, "reason": why}
    if piece["kind"] == "brand_confirmed":
        accepted["confirmed"] = {"who": say("示例品牌·王女士", "Example brand"), "on": REVIEWED}
    return accepted


def conditions() -> tuple[str, str]:
    """What is still to come, for the two critical questions that are open."""
    return (
        say("补交AI内容标识的书面规定与检查记录", "The rules on marking AI content, and checks"),
        say("发布前由制作者以外的人逐条审过", "Somebody else checks every post beforehand"),
    )


def write_export(path: Path) -> None:
    """An export of October, invented: a line a shop and day, with a phone nobody asked for."""
    shares = zip(SHOP_NAMES.values(), (57, 55, 52, 61), strict=True)
    with path.open("w", encoding="gb18030", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["店铺名称", "日期", "店铺成交金额", "商品卡成交金额", "买家手机"])
        for name, share in shares:
            for day in range(1, 32):
                amount = 20_000 + 300 * day
                row = [name, f"2026-10-{day:02d}", amount, amount * share / 100, "13900000000"]
                out.writerow(row)


def dated(answers: Path) -> None:
    """Set the day of assessment, so that the demo is the same on every day."""
    text = answers.read_text("utf-8")
    answers.write_text(re.sub(r"(?m)^assessed_on: .*$", f"assessed_on: {BEGUN}", text), "utf-8")


def _without_evidence(fact: object) -> object:
    """*fact* without the evidence of the example; a bare value where nothing else is said."""
    if not isinstance(fact, dict):
        return fact
    rest = {name: said for name, said in fact.items() if name != "evidence"}
    return rest["value"] if set(rest) == {"value"} else rest


def _read(path: Path) -> Said:
    said: Said = _keyed(yaml.safe_load(path.read_text("utf-8")))
    return said


def _keyed(said: Any) -> Any:  # noqa: ANN401 - as it is in the file
    """*said* with the key `on`, which this reader takes for a truth."""
    if isinstance(said, dict):
        return {"on" if key is True else key: _keyed(value) for key, value in said.items()}
    return [_keyed(one) for one in said] if isinstance(said, list) else said


def _text(said: Said) -> str:
    text: str = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=200)
    return text
