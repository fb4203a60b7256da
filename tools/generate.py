"""Make provider folders with every indicator answered, the same for the same seed.

Run: python tools/generate.py DIR [COUNT]. For benchmarks and tests; the providers are invented.
"""

from __future__ import annotations

import csv
import sys
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import yaml

from dpcap.intake.framework import load_framework
from dpcap.model.facts import FactSpec
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Boolean, ByPeer, Checklist, Choice, Figure, Nps, Numeric, Rubric

PERIODS = {
    "day": "2026-11-10",
    "month": "2026-10",
    "quarter": "2026-Q3",
    "half_year": "2026-H1",
    "year": "2025",
}
ASSESSED_ON, CAPTURED_ON = "2026-11-20", "2026-11-12"
PIECES = 8
KINDS = ("export", "screenshot", "contract", "own_document", "certificate", "public_link")


def make_provider(folder: Path, framework: Framework, seed: int, shops: int = 3) -> None:
    """Write a whole provider folder to *folder*, drawn from *seed*."""
    draw = Random(seed)  # noqa: S311
    folder.mkdir(parents=True, exist_ok=True)
    ids = [f"s{n}" for n in range(1, shops + 1)]
    _dump(folder / "provider.yaml", _provider(framework, f"provider-{seed:05}", ids, draw))
    evidence = _evidence(folder, draw)
    answers = {
        node: _answer(indicator, framework, draw)
        for node, indicator in framework.by_id.items()
        if indicator.per == "provider"
    }
    content = {
        "schema": "dpcap/answers/1",
        "assessed_on": ASSESSED_ON,
        "assessor": {"name": "示例"},
        "defaults": {"period": "2026-10"},
        "evidence": evidence,
        "answers": answers,
    }
    _dump(folder / "answers.yaml", content)
    _rows(folder / "kpis.csv", framework, ids, draw)


def _dump(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _provider(framework: Framework, name: str, shops: list[str], draw: Random) -> dict[str, Any]:
    return {
        "schema": "dpcap/provider/1",
        "id": name,
        "name": {"zh": f"示例服务商{name[-5:]}", "en": f"Example provider {name[-5:]}"},
        "registration_number": "91330100MA00000000",
        "role": draw.choice(list(framework.roles)),
        "language": draw.choice(["zh", "en"]),
        "categories": ["beauty"],
        "shops": [{"id": shop, "name": f"示例店{shop}", "consent": True} for shop in shops],
        "facts": {name: _fact(spec, draw) for name, spec in framework.facts.items()},
    }


def _fact(spec: FactSpec, draw: Random) -> object:
    value: object
    if spec.kind == "number":
        value = draw.randint(1, 50)
    elif spec.kind == "boolean":
        value = draw.random() < 0.5  # noqa: PLR2004
    elif spec.kind == "choice":
        value = draw.choice(list(spec.options))
    else:
        value = {"texts": ["杭州"], "date": "2020-05-01", "link": "https://example.com/live"}.get(
            spec.kind, "示例"
        )
    return {"value": value, "on": "2026-11-01"} if spec.dated else value


def _evidence(folder: Path, draw: Random) -> dict[str, Any]:
    (folder / "evidence").mkdir(exist_ok=True)
    return {
        f"e-{kind}-{n}": _piece(folder, kind, n, draw)
        for kind in KINDS
        for n in range(1, PIECES + 1)
    }


def _piece(folder: Path, kind: str, n: int, draw: Random) -> dict[str, str]:
    piece = {"kind": kind, "captured_on": CAPTURED_ON}
    if kind == "public_link":
        return piece | {"url": f"https://example.com/{n}"}
    path = folder / "evidence" / f"{kind}-{n}.txt"
    path.write_text(f"example {kind} {n} {draw.random()}", encoding="utf-8")
    digest = sha256(path.read_bytes()).hexdigest()
    return piece | {"file": f"evidence/{path.name}", "sha256": digest}


def _answer(indicator: Indicator, framework: Framework, draw: Random) -> dict[str, Any]:
    answer: dict[str, Any] = {"value": _value(indicator, draw)}
    answer |= _envelope(indicator, framework, draw)
    if isinstance(indicator.scale, Numeric) and isinstance(indicator.scale.score, ByPeer):
        answer["peer"] = indicator.scale.typical or 1.0
    proof = indicator.proof
    kinds = KINDS if proof is None or not proof.kinds else proof.kinds
    answer["evidence"] = [f"e-{draw.choice(kinds)}-{draw.randint(1, PIECES)}"]
    if draw.random() < 0.2:  # noqa: PLR2004
        answer["note"] = "示例说明：见附件第二页。"
    return answer


def _value(indicator: Indicator, draw: Random) -> object:
    scale = indicator.scale
    if isinstance(scale, Rubric):
        return draw.randint(1, len(scale.levels) - 1)
    if isinstance(scale, Boolean):
        return draw.random() < 0.85  # noqa: PLR2004
    if isinstance(scale, Choice):
        return draw.choice(scale.options).id
    if isinstance(scale, Checklist):
        ids = [option.id for option in scale.options]
        return sorted(draw.sample(ids, draw.randint(1, len(ids))))
    if isinstance(scale, Nps):
        return {
            "promoters": draw.randint(60, 120),
            "passives": 40,
            "detractors": draw.randint(5, 40),
        }
    return _number(scale, draw)


def _number(scale: Numeric, draw: Random) -> float:
    low, high = scale.plausible or (0.0, 100.0)
    value = (scale.typical or 1.0) * draw.uniform(0.8, 1.4)
    return round(min(high, max(low, value)), 2)


def _envelope(indicator: Indicator, framework: Framework, draw: Random) -> dict[str, str]:
    if not isinstance(indicator.scale, Figure):
        return {}
    made = {}
    for field, allowed in indicator.scale.envelope.items():
        known = list(framework.envelope[field].values) if allowed == "any" else list(allowed)
        if field == "period":
            made[field] = PERIODS.get(indicator.scale.period, "2026-10")
        else:
            made[field] = draw.choice(known) if known else "美妆"
    return made


def _rows(path: Path, framework: Framework, shops: list[str], draw: Random) -> None:
    per_shop = [one for one in framework.by_id.values() if one.per == "shop"]
    fields = ["shop", "indicator", "value", "peer", "evidence", *framework.envelope]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, fields)
        writer.writeheader()
        for shop in shops:
            for indicator in per_shop:
                answer = _answer(indicator, framework, draw)
                answer.pop("note", None)
                answer["evidence"] = " ".join(answer["evidence"])
                writer.writerow({"shop": shop, "indicator": indicator.id, **answer})


def main() -> None:
    """Make COUNT folders under DIR with the framework of this checkout."""
    root, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1  # noqa: PLR2004
    framework = load_framework(Path(__file__).parent.parent / "questionnaires")
    for seed in range(count):
        make_provider(root / f"provider-{seed:05}", framework, seed)


if __name__ == "__main__":
    main()
