"""Make provider folders, the same for the same seed: weaker, stronger, incomplete ones.

Run: python tools/generate.py DIR [COUNT]. For benchmarks and tests; the providers are invented.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from dpcap.intake.describe import takes_benchmark
from dpcap.intake.framework import load_framework
from dpcap.model.asked import asked_of_role
from dpcap.model.facts import FactSpec
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.period import last_period
from dpcap.model.scale import (
    BesidePeers,
    Boolean,
    Checklist,
    Choice,
    Figure,
    Nps,
    Numeric,
    Rate,
    Rubric,
)

ASSESSED_ON = "2026-11-20"
CAPTURED_ON = ("2026-11-12", "2026-10-28", "2026-08-30", "2026-02-10")
# So many pieces of each kind share so many files, as exports of one screen do.
PIECES, FILES = 8, 2
KINDS = ("export", "screenshot", "contract", "own_document", "certificate", "public_link")
CATEGORIES = ("美妆", "服饰", "食品", "家居", "母婴", "3C数码", "运动户外", "珠宝")
# Text that needs no quotes.
PLAIN = re.compile(r"[^\W\d_][\w./-]*")
CITIES = ("杭州", "广州", "上海", "成都", "青岛", "泉州")


@dataclass(frozen=True)
class Kind:
    """A sort of provider: how good its answers are (0..1), how many it gives, and backs."""

    quality: float
    answered: float
    backed: float


WHOLE = Kind(0.7, 1.0, 1.0)
SORTS = (
    WHOLE,
    Kind(0.9, 1.0, 0.95),
    Kind(0.75, 0.95, 0.85),
    Kind(0.5, 0.9, 0.6),
    Kind(0.3, 0.5, 0.3),
)


@dataclass(frozen=True)
class Maker:
    """Draws one provider; `asked`: the indicators that it answers, at most."""

    framework: Framework
    asked: Sequence[Indicator]
    kind: Kind
    draw: Random


def make_provider(
    folder: Path, framework: Framework, seed: int, shops: int = 3, *, whole: bool = False
) -> None:
    """Write a provider's folder to *folder*, drawn from *seed*.

    *whole*: all questions are answered, those for other roles too, and every answer is backed.
    """
    draw = Random(seed)  # noqa: S311
    role = draw.choice(list(framework.roles))
    asked = list(framework.by_id.values()) if whole else asked_of_role(framework, role, False)
    maker = Maker(framework, asked, WHOLE if whole else draw.choice(SORTS), draw)
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    ids = [f"s{n}" for n in range(1, shops + 1)]
    _write(folder / "provider.yaml", _provider(maker, f"provider-{seed:05}", role, ids))
    content = {
        "schema": "dpcap/answers/1",
        "assessed_on": ASSESSED_ON,
        "assessor": {"name": "示例"},
        "defaults": {"period": "2026-10"},
        "evidence": _evidence(folder, draw),
        "answers": {
            indicator.id: _answer(indicator, maker)
            for indicator in asked
            if indicator.per == "provider" and draw.random() < maker.kind.answered
        },
    }
    _write(folder / "answers.yaml", content)
    _rows(folder / "kpis.csv", maker, ids)


def _write(path: Path, content: Mapping[str, Any]) -> None:
    """*content* as people write it: a line for each entry of its mappings."""
    lines: list[str] = []
    for key, value in content.items():
        if isinstance(value, dict):
            lines.append(f"{key}:")
            lines += [f"  {name}: {_flow(one)}" for name, one in value.items()]
        else:
            lines.append(f"{key}: {_flow(value)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str) and PLAIN.fullmatch(value) and value not in ("true", "false", "null"):
        return value
    return json.dumps(value, ensure_ascii=False)


def _provider(maker: Maker, name: str, role: str, shops: list[str]) -> dict[str, Any]:
    draw, number = maker.draw, name[-5:]
    category = draw.choice(CATEGORIES)
    facts = {key: _fact(spec, draw) for key, spec in maker.framework.facts.items()}
    return {
        "schema": "dpcap/provider/1",
        "id": name,
        "name": {"zh": f"示例服务商{number}", "en": f"Example provider {number}"},
        "registration_number": f"91330100MA0{number}000",
        "role": role,
        "language": draw.choice(["zh", "en"]),
        "categories": [category],
        "shops": [{"id": shop, "name": f"示例店{number}{shop}", "consent": True} for shop in shops],
        "facts": facts | {"main_category": category},
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
        value = {
            "texts": [draw.choice(CITIES)],
            "date": "2020-05-01",
            "link": "https://example.com/live",
        }.get(spec.kind, "示例")
    return {"value": value, "on": "2026-11-01"} if spec.dated else value


def _evidence(folder: Path, draw: Random) -> dict[str, Any]:
    files = {(kind, n): _file(folder, kind, n, draw) for kind in KINDS[:-1] for n in range(FILES)}
    pieces: dict[str, Any] = {}
    for kind in KINDS:
        for n in range(1, PIECES + 1):
            day = draw.choices(CAPTURED_ON, (6, 4, 2, 1))[0]
            piece = {"kind": kind, "captured_on": day}
            link = {"url": f"https://example.com/{folder.name}/{n}"}
            pieces[f"e-{kind}-{n}"] = piece | files.get((kind, n % FILES), link)
    return pieces


def _file(folder: Path, kind: str, n: int, draw: Random) -> dict[str, str]:
    name = f"evidence/{kind}-{n}.txt"
    content = f"invented {kind} {n} of {folder.name}\n{draw.getrandbits(8000):x}\n".encode()
    (folder / name).write_bytes(content)
    return {"file": name, "sha256": sha256(content).hexdigest()}


def _answer(indicator: Indicator, maker: Maker) -> dict[str, Any]:
    draw, kind = maker.draw, maker.kind
    answer: dict[str, Any] = {"value": _value(indicator, kind.quality, draw)}
    answer |= _envelope(indicator, maker.framework, draw)
    if isinstance(indicator.scale, Numeric) and isinstance(indicator.scale.score, BesidePeers):
        answer["peer"] = indicator.scale.typical or 1.0
    if isinstance(indicator.scale, Numeric) and takes_benchmark(indicator.scale):
        better = 0.5 if indicator.scale.direction == "lower" else 1.5
        answer["benchmark"] = answer["peer"] * better
    proof = indicator.proof
    # Of other kinds no piece is drawn.
    kinds = [one for one in KINDS if proof is None or not proof.kinds or one in proof.kinds]
    if draw.random() < kind.backed:
        answer["evidence"] = [f"e-{draw.choice(kinds or KINDS)}-{draw.randint(1, PIECES)}"]
    if draw.random() < 0.2:  # noqa: PLR2004
        answer["note"] = "示例说明：见附件第二页。"
    return answer


def _value(indicator: Indicator, quality: float, draw: Random) -> object:  # noqa: PLR0911 - one for each kind
    scale = indicator.scale
    good = draw.random() < quality
    if isinstance(scale, Rubric):
        last = len(scale.levels) - 1
        return draw.randint(last // 2 + 1, last) if good else draw.randint(0, last // 2)
    if isinstance(scale, Boolean):
        return scale.good if good or draw.random() < quality else not scale.good
    if isinstance(scale, Choice):
        each = draw.choice if not good else lambda all_: max(all_, key=lambda one: one.score)
        return each(scale.options).id
    if isinstance(scale, Checklist):
        ids = [option.id for option in scale.options]
        return sorted(draw.sample(ids, draw.randint(len(ids) // 2 + 1 if good else 1, len(ids))))
    if isinstance(scale, Nps):
        return {
            "promoters": draw.randint(60, 120),
            "passives": 40,
            "detractors": draw.randint(5, 40 if good else 120),
        }
    if isinstance(scale, Rate):
        base = scale.min_base * draw.randint(1, 5)
        best = max(scale.points, key=lambda point: point[1])[0]
        worst = min(scale.points, key=lambda point: point[1])[0]
        rate = best if good else draw.uniform(min(best, worst), max(best, worst))
        return {"cases": max(0, round(rate / scale.per * base)), "base": base}
    return _number(scale, good, draw)


def _number(scale: Numeric, good: bool, draw: Random) -> float:
    low, high = scale.plausible or (0.0, 100.0)
    factor = draw.uniform(1.0, 1.5) if good else draw.uniform(0.6, 1.0)
    typical = scale.typical or 1.0
    value = typical / factor if scale.direction == "lower" else typical * factor
    return round(min(high, max(low, value)), 2)


def _envelope(indicator: Indicator, framework: Framework, draw: Random) -> dict[str, str]:
    if not isinstance(indicator.scale, Figure):
        return {}
    made = {}
    for field, allowed in indicator.scale.envelope.items():
        known = list(framework.envelope[field].values) if allowed == "any" else list(allowed)
        if field == "period":
            made[field] = last_period(indicator.scale.period, date.fromisoformat(ASSESSED_ON))
        else:
            made[field] = draw.choice(known) if known else "美妆"
    return made


def _rows(path: Path, maker: Maker, shops: list[str]) -> None:
    per_shop = [one for one in maker.asked if one.per == "shop"]
    best = ["benchmark"] if any(takes_benchmark(one.scale) for one in per_shop) else []
    fields = ["shop", "indicator", "value", "peer", *best, "evidence", *maker.framework.envelope]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, fields)
        writer.writeheader()
        for indicator in per_shop:
            if maker.draw.random() > maker.kind.answered:
                continue
            for shop in shops:
                answer = _answer(indicator, maker)
                answer.pop("note", None)
                answer["evidence"] = " ".join(answer.get("evidence", []))
                if isinstance(answer["value"], dict):
                    answer["value"] = " ".join(map(str, answer["value"].values()))
                writer.writerow({"shop": shop, "indicator": indicator.id, **answer})


def main() -> None:
    """Make COUNT folders under DIR with the framework of this checkout."""
    root, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1  # noqa: PLR2004
    framework = load_framework(Path(__file__).parent.parent / "questionnaires")
    for seed in range(count):
        make_provider(root / f"provider-{seed:05}", framework, seed)


if __name__ == "__main__":
    main()
