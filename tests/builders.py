"""Small frameworks and assessments written by hand, for tests that must be read at a glance."""

from __future__ import annotations

from datetime import date
from typing import Any

from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework

DAY = date(2026, 11, 20)
CAPS = {"declared": 40.0, "own_document": 60.0, "screenshot": 80.0, "export": 100.0}
YES = {"kind": "boolean"}


def text(words: str) -> dict[str, str]:
    return {"zh": f"中{words}", "en": words}


def indicator(node: str, scale: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {
        "id": node,
        "title": text(node),
        "question": text(f"{node}?"),
        "scale": scale or YES,
        "asked_of": "owner",
        "minutes": 1,
        "effort": "M",
        "how_to_raise": text("do it"),
        "evidence": "none_needed",
        "core": True,
        "source": {"mark": "trade"},
        **more,
    }


def number(by: dict[str, Any], direction: str = "higher", **more: Any) -> dict[str, Any]:
    return {
        "kind": "number",
        "unit": text("x"),
        "definition": text("d"),
        "formula": text("f"),
        "period": "month",
        "direction": direction,
        "score": by,
        **more,
    }


def area(
    code: str, *dimensions: list[dict[str, Any]], weights: tuple[float, ...] = ()
) -> dict[str, Any]:
    return {
        "schema": "dpcap/area/1",
        "id": code.lower(),
        "code": code,
        "title": text(code),
        "about": text(code),
        "dimensions": [
            {
                "id": f"{code}-{n}",
                "title": text(f"{code}-{n}"),
                "weight": weights[n - 1] if weights else 1.0,
                "indicators": inside,
            }
            for n, inside in enumerate(dimensions, 1)
        ],
    }


def framework(*areas: dict[str, Any], **more: Any) -> Framework:
    ids = [one["id"] for one in areas]
    method = {"proof_caps": CAPS, **more.pop("method", {})}
    return Framework.model_validate(
        {
            "schema": "dpcap/framework/1",
            "id": "small",
            "version": "1",
            "title": text("small"),
            "introduction": text("small"),
            "method": method,
            "proof_titles": {kind: text(kind) for kind in CAPS},
            "levels": [
                {"id": "L1", "from": 0, "title": text("L1")},
                {"id": "L2", "from": 50, "title": text("L2")},
                {
                    "id": "L3",
                    "from": 80,
                    "title": text("L3"),
                    "requires": {"min_area": 60, "critical": True},
                },
            ],
            "roles": {"one": {"title": text("one"), "weights": dict.fromkeys(ids, 1.0)}},
            "people": {"owner": text("owner")},
            "reasons": {"closed": text("closed")},
            "areas": areas,
            **more,
        }
    )


def assessment(answers: dict[str, Any] | None = None, *, shops: int = 0, **more: Any) -> Assessment:
    """Bare values become answers; `shops` names that many shops s1, s2 …"""
    wrapped = {
        node: answer if isinstance(answer, dict) else {"value": answer}
        for node, answer in (answers or {}).items()
    }
    provider = {
        "schema": "dpcap/provider/1",
        "id": "p1",
        "name": {"zh": "甲"},
        "role": "one",
        "shops": [{"id": f"s{n}", "name": f"shop {n}"} for n in range(1, shops + 1)],
        **more.pop("provider", {}),
    }
    return Assessment.model_validate(
        {"provider": provider, "assessed_on": DAY, "answers": wrapped, **more}
    )


def evidence(node: str, kind: str = "export", **more: Any) -> dict[str, Any]:
    return {
        "id": node,
        "kind": kind,
        "file": f"evidence/{node}",
        "captured_on": DAY,
        "state": "ok",
        **more,
    }
