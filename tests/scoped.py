"""A small framework that carries scopes, and provider folders answered by it."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from small_framework import DAY, text

NUMBER = "91330100MA00000000"
RUNGS = [text(f"第{n}级做法", f"practice {n}") for n in range(6)]
SCOPES = ("runs_shop", "ships", "runs_live")


def _indicator(node: str, scope: list[str], **more: Any) -> dict[str, Any]:
    return {
        "id": node,
        "title": text(f"题{node}", f"Item {node}"),
        "question": text(f"{node}怎么样？", f"How is {node}?"),
        "scale": {
            "kind": "rubric",
            "levels": [text(f"{node} {r['zh']}", f"{node} {r['en']}") for r in RUNGS],
        },
        "scope": scope,
        "core": True,
        "asked_of": "owner",
        "minutes": 2,
        "effort": "M",
        "how_to_raise": text("做起来", "Do it"),
        "evidence": "none_needed",
        "source": {"mark": "trade"},
        **more,
    }


def _figure(node: str, scope: list[str], **more: Any) -> dict[str, Any]:
    scale = {
        "kind": "number",
        "unit": text("%", "%"),
        "definition": text("定义", "what it is"),
        "formula": text("甲除以乙", "a over b"),
        "period": "month",
        "direction": "higher",
        "score": {"by": "points", "points": [[0, 0], [100, 100]], "anchor": "illustrative"},
        "plausible": [0, 100],
        "typical": 60,
        "envelope": {"period": "any"},
    }
    return _indicator(node, scope, scale=scale, per="shop", **more)


def _area(
    name: str, code: str, zh: str, dimensions: dict[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    return {
        "schema": "dpcap/area/1",
        "id": name,
        "code": code,
        "title": text(zh, name.title()),
        "about": text(f"{zh}做得怎样。", f"How {name} is done."),
        "dimensions": [
            {"id": one, "title": text(f"维度{one}", f"Part {one}"), "indicators": inside}
            for one, inside in dimensions.items()
        ],
    }


AREAS = (
    _area(
        "store",
        "STO",
        "店铺",
        {
            "STO-1": [
                _indicator("STO-1.1", ["runs_shop"], critical=True),
                _indicator("STO-1.2", []),
            ],
            "STO-2": [_indicator("STO-2.1", ["runs_shop"], not_applicable=["closed"])],
        },
    ),
    _area(
        "fulfil",
        "FUL",
        "履约",
        {
            "FUL-1": [
                _indicator("FUL-1.1", []),
                _indicator("FUL-1.2", ["ships"], not_applicable=["closed"]),
            ],
            "FUL-2": [
                _figure("FUL-2.1", ["ships"]),
                _indicator("FUL-2.2", ["ships"], not_applicable=["closed"]),
            ],
        },
    ),
    _area(
        "live",
        "LIV",
        "直播",
        {"LIV-1": [_indicator("LIV-1.1", ["runs_live"]), _indicator("LIV-1.2", ["runs_live"])]},
    ),
)


def _boolean(zh: str, en: str) -> dict[str, Any]:
    return {"title": text(zh, en), "kind": "boolean", "group": "scope"}


HEAD: dict[str, Any] = {
    "schema": "dpcap/framework/1",
    "id": "scoped",
    "version": "1",
    "title": text("带服务范围的小框架", "Small framework with scopes"),
    "introduction": text("测试用。", "For tests."),
    "areas": [area["id"] for area in AREAS],
    "method": {"proof_caps": {"declared": 40, "screenshot": 80, "contract": 100, "export": 100}},
    "proof_titles": {
        "declared": text("口头", "Stated"),
        "screenshot": text("截图", "Screenshot"),
        "contract": text("合同", "Contract"),
        "export": text("导出", "Export"),
    },
    "levels": [
        {"id": "L1", "from": 0, "title": text("起步", "Start")},
        {"id": "L2", "from": 40, "title": text("稳定", "Steady")},
        {
            "id": "L3",
            "from": 60,
            "title": text("领先", "Ahead"),
            "requires": {"min_area": 50, "critical": True},
        },
    ],
    "roles": {
        "full": {
            "title": text("全案", "Full service"),
            "weights": {"store": 40, "fulfil": 30, "live": 30},
            "must_include": ["runs_shop"],
        },
        "live_only": {
            "title": text("直播代运营", "Live operator"),
            "weights": {"store": 10, "live": 90},
            "must_include": ["runs_live"],
        },
    },
    "people": {"owner": text("老板", "Owner")},
    "reasons": {"closed": text("未开放", "Not open")},
    "envelope": {"period": {"title": text("周期", "Period")}},
    "fact_groups": {"scope": text("服务范围", "Scope"), "team": text("团队", "Team")},
    "facts": {
        "runs_shop": _boolean("管店", "Runs the shop"),
        "ships": _boolean("仓储发货", "Ships"),
        "runs_live": _boolean("直播", "Runs live"),
        "headcount": {"title": text("主播人数", "Hosts"), "kind": "number", "group": "team"},
    },
    "scopes": {
        "runs_shop": {},
        "ships": {"per": "shop", "kinds": ["contract", "export"]},
        "runs_live": {},
    },
    "consistency": [
        {
            "id": "C-1",
            "conflict": "!fact_runs_live && fact_headcount > 0.0",
            "message": text("说不做直播，却有主播", "No live, and yet there are hosts"),
        }
    ],
}


def framework(**head: Any) -> Framework:
    """The framework; *head*: keys of `framework.yaml` that are otherwise."""
    return Framework.model_validate({**HEAD, **head, "areas": AREAS})


def write_framework(directory: Path, *, head: dict[str, Any] | None = None) -> Path:
    """The framework's files in *directory* (JSON is YAML)."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, data in (
        ("framework", {**HEAD, **(head or {})}),
        *((area["id"], area) for area in AREAS),
    ):
        (directory / f"{name}.yaml").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return directory


def write_folder(
    directory: Path, facts: dict[str, Any], *, role: str = "full", number: str = NUMBER
) -> Path:
    """A provider's folder, everything answered, with *facts* and one contract as evidence."""
    (directory / "evidence").mkdir(parents=True, exist_ok=True)
    (directory / "evidence" / "contract.pdf").write_bytes(
        b"%PDF-1.4 an extract of a contract, invented"
    )
    provider = {
        "schema": "dpcap/provider/1",
        "id": directory.name,
        "name": {"zh": "示例传媒", "en": "Sample Media"},
        "registration_number": number,
        "role": role,
        "shops": [{"id": s, "name": f"示例店{s}"} for s in ("s1", "s2", "s3")],
        "facts": facts,
    }
    rungs = {"STO-1.1": 4, "STO-1.2": 4, "STO-2.1": 3, "FUL-1.1": 4, "FUL-1.2": 1, "FUL-2.2": 1}
    answers = {
        "schema": "dpcap/answers/1",
        "assessed_on": DAY,
        "evidence": {
            "e1": {
                "kind": "contract",
                "file": "evidence/contract.pdf",
                "sha256": _digest(directory),
            }
        },
        "answers": rungs | {"LIV-1.1": 4, "LIV-1.2": 4},
    }
    rows = [
        f"{shop},FUL-2.1,{value},2026-10" for shop, value in (("s1", 80), ("s2", 20), ("s3", 60))
    ]
    (directory / "provider.yaml").write_text(json.dumps(provider, ensure_ascii=False), "utf-8")
    (directory / "answers.yaml").write_text(json.dumps(answers, ensure_ascii=False), "utf-8")
    (directory / "kpis.csv").write_text(
        "\n".join(["shop,indicator,value,period", *rows]) + "\n", "utf-8"
    )
    return directory


def _digest(directory: Path) -> str:
    return sha256((directory / "evidence" / "contract.pdf").read_bytes()).hexdigest()


def manager_facts(provider: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The manager's facts file, each fact with a source and a day."""
    each = {name: {"source": "绑定服务类型页", "on": DAY, **one} for name, one in facts.items()}
    return {
        "schema": "dpcap/facts/1",
        "provider": provider,
        "registration_number": NUMBER,
        "facts": each,
    }


ASSESSED_ON = date(2026, 11, 20)
ALL = {"runs_shop": {"value": True}, "ships": {"value": True}, "runs_live": {"value": True}}
ANSWERS = {
    "STO-1.1": 4,
    "STO-1.2": 4,
    "STO-2.1": 3,
    "FUL-1.1": 4,
    "FUL-1.2": 1,
    "FUL-2.2": 1,
    "LIV-1.1": 4,
    "LIV-1.2": 4,
}


def given(facts: dict[str, Any], *, kind: str = "contract", shops: int = 3) -> Assessment:
    """Everything answered, with *facts* over a yes to all scopes, and one piece of *kind*."""
    ids = [f"s{n}" for n in range(1, shops + 1)]
    values = dict(zip(ids, (80.0, 20.0, 60.0, 60.0), strict=False))
    period = {"period": "2026-10"}
    return Assessment.model_validate(
        {
            "provider": {
                "schema": "dpcap/provider/1",
                "id": "blue",
                "name": {"zh": "示例"},
                "role": "full",
                "shops": [{"id": one, "name": one} for one in ids],
                "facts": {**ALL, **facts},
            },
            "assessed_on": ASSESSED_ON,
            "answers": {node: {"value": rung} for node, rung in ANSWERS.items()},
            "rows": {
                "FUL-2.1": [{"shop": s, "value": v, "envelope": period} for s, v in values.items()]
            },
            "evidence": {
                "e1": {"id": "e1", "kind": kind, "file": "e/1", "sha256": "a" * 64, "state": "ok"}
            },
        }
    )


def held(**facts: dict[str, Any]) -> ManagerRecords:
    """The manager's facts."""
    each = {name: {"source": "page", "on": ASSESSED_ON, **one} for name, one in facts.items()}
    file = {"schema": "dpcap/facts/1", "provider": "blue", "facts": each}
    return ManagerRecords.model_validate({"facts": file})
