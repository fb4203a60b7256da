"""A framework of two areas with every scale, small enough to be answered in a test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dpcap.model.framework import Framework

DAY = "2026-11-20"


def text(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _indicator(node: str, scale: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": node,
        "title": text(f"题{node}", f"Item {node}"),
        "question": text(f"{node}怎么样？", f"How is {node}?"),
        "scale": scale,
        "core": True,
        "asked_of": "owner",
        "minutes": 2,
        "effort": "M",
        "how_to_raise": text("做起来", "Do it"),
        "evidence": {"ask": text("给材料", "Show it"), "valid_days": 90},
        "source": {"mark": "trade"},
        **more,
    }


def _figure(**more: Any) -> dict[str, Any]:
    return {
        "kind": "number",
        "unit": text("倍", "times"),
        "definition": text("定义", "what it is"),
        "formula": text("甲除以乙", "a over b"),
        "period": "month",
        "direction": "higher",
        "plausible": [0, 60],
        "envelope": {"period": "any", "basis": ["paid", "settled"]},
        **more,
    }


RUBRIC = {"kind": "rubric", "levels": [text(f"第{n}级做法", f"practice {n}") for n in range(6)]}
OPTIONS = [text("甲项", "first box"), text("乙项", "second box"), text("丙项", "third box")]
PEER = {"by": "peer"}
POINTS = {"by": "points", "points": [[0, 0], [50, 100]], "anchor": "illustrative"}
NPS = {
    "kind": "nps",
    "unit": text("分", "points"),
    "definition": text("净推荐", "net promoters"),
    "formula": text("推荐减贬损", "promoters less detractors"),
    "period": "quarter",
    "points": [[-100, 0], [60, 100]],
    "anchor": "illustrative",
    "envelope": {"period": "any"},
}

AREAS: tuple[dict[str, Any], ...] = (
    {
        "schema": "dpcap/area/1",
        "id": "work",
        "code": "WRK",
        "title": text("做事", "Work"),
        "about": text("做事包括甲，不包括乙。", "Work holds a, not b."),
        "dimensions": [
            {
                "id": "WRK-1",
                "title": text("日常", "Daily"),
                "indicators": [
                    _indicator("WRK-1.1", RUBRIC, critical=True),
                    _indicator("WRK-1.2", {"kind": "boolean"}),
                    _indicator(
                        "WRK-1.3",
                        {
                            "kind": "checklist",
                            "options": [
                                {"id": i, **t} for i, t in zip("abc", OPTIONS, strict=True)
                            ],
                        },
                        not_applicable=["in_house", "closed"],
                    ),
                ],
            },
            {
                "id": "WRK-2",
                "title": text("深入", "Deeper"),
                "indicators": [
                    _indicator(
                        "WRK-2.1",
                        {
                            "kind": "choice",
                            "options": [
                                {"id": i, **t, "score": s}
                                for i, t, s in zip("xyz", OPTIONS, (0, 50, 100), strict=True)
                            ],
                        },
                    ),
                    _indicator("WRK-2.2", RUBRIC, when="WRK_1_2 == true", core=False),
                ],
            },
        ],
    },
    {
        "schema": "dpcap/area/1",
        "id": "figures",
        "code": "FIG",
        "title": text("数字", "Figures"),
        "about": text("数字都从后台看。", "Figures are read on screens."),
        "dimensions": [
            {
                "id": "FIG-1",
                "title": text("结果", "Outcome"),
                "indicators": [
                    _indicator(
                        "FIG-1.1",
                        _figure(score=PEER),
                        per="shop",
                        asked_of="buyer",
                        screen=text("罗盘 › 首页", "Compass › Home"),
                    ),
                    _indicator("FIG-1.2", _figure(score=POINTS), asked_of="buyer"),
                    _indicator("FIG-1.3", NPS, core=False),
                ],
            }
        ],
    },
)

HEAD: dict[str, Any] = {
    "schema": "dpcap/framework/1",
    "id": "small",
    "version": "1",
    "title": text("小框架", "Small framework"),
    "introduction": text("测试用。", "For tests."),
    "areas": ["work", "figures"],
    "method": {"proof_caps": {"declared": 40, "screenshot": 80, "export": 100, "public_link": 100}},
    "proof_titles": {
        "declared": text("口头", "Stated"),
        "screenshot": text("截图", "Screenshot"),
        "export": text("导出", "Export"),
        "public_link": text("链接", "Link"),
    },
    "levels": [{"id": "L1", "from": 0, "title": text("起步", "Start")}],
    "roles": {
        "full": {"title": text("全案", "Full service"), "weights": {"work": 50, "figures": 50}},
        "doer": {"title": text("执行", "Doer"), "weights": {"work": 95, "figures": 5}},
    },
    "people": {"owner": text("老板", "Owner"), "buyer": text("投手", "Buyer")},
    "reasons": {
        "in_house": text("品牌自营", "Run by the brand"),
        "closed": text("未开放", "Not open"),
    },
    "envelope": {
        "period": {"title": text("周期", "Period")},
        "basis": {
            "title": text("口径", "Basis"),
            "values": {"paid": text("支付", "Paid"), "settled": text("结算", "Settled")},
        },
    },
    "fact_groups": {"team": text("团队", "Team")},
    "facts": {
        "headcount": {
            "title": text("人数", "Headcount"),
            "kind": "number",
            "group": "team",
            "unit": text("人", "people"),
        },
        "abnormal": {
            "title": text("异常名录", "Abnormal list"),
            "kind": "boolean",
            "group": "team",
            "dated": True,
        },
        "track": {
            "title": text("赛道", "Track"),
            "kind": "choice",
            "group": "team",
            "options": {"brand": text("品牌", "Brand"), "belt": text("产业带", "Belt")},
        },
    },
}


def framework() -> Framework:
    return Framework.model_validate({**HEAD, "areas": AREAS})


def write_framework(directory: Path) -> Path:
    """The framework's files in *directory* (JSON is YAML)."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, data in (("framework", HEAD), *((area["id"], area) for area in AREAS)):
        (directory / f"{name}.yaml").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return directory


PROVIDER = """schema: dpcap/provider/1
id: blue   # the short name
name: {zh: 蓝星, en: Blue Star}
role: full
language: zh
shops:
  - {id: s1, name: 旗舰店, consent: true}
  - {id: s2, name: 专卖店, consent: false}
"""


def write_folder(directory: Path, answers: str | None = None, provider: str = PROVIDER) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "provider.yaml").write_text(provider, "utf-8")
    if answers is None:
        answers = f"schema: dpcap/answers/1\nassessed_on: {DAY}\nanswers:\n"
    (directory / "answers.yaml").write_bytes(answers.encode())
    return directory
