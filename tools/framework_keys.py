"""The table of keys in `docs/questionnaires.md`: which are required, and what holds without one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dpcap.intake.schema import schema_of

PAGE = Path(__file__).parent.parent / "docs" / "questionnaires.md"
BEGIN, END = "<!-- keys: made by `make docs` -->", "<!-- /keys -->"
Schema = dict[str, Any]

# Where a noun stands in the files, in the order shown.
PLACES = {
    "framework.yaml": "`framework.yaml`",
    "Method": "`method`",
    "AggregationByLevel": "`method.aggregation`",
    "Level": "each of `levels`",
    "LevelRequirements": "`requires` of a level",
    "Role": "each of `roles`",
    "Vocabulary": "each of `envelope`",
    "FactSpec": "each of `facts`",
    "PageOneFacts": "`page_one`",
    "HardFact": "each of `hard_facts`",
    "Lens": "each of `lenses`",
    "LensColumnSpec": "each of `columns`",
    "LensCellSpec": "each of `cells`",
    "Crosswalk": "each of `crosswalks`",
    "CrosswalkRow": "each of `rows`",
    "ConsistencyRule": "each of `consistency`",
    "area.yaml": "the file of an area",
    "Dimension": "each of `dimensions`",
    "Indicator": "each of `indicators`",
    "Proof": "`evidence`",
    "Source": "`source`",
    "Rubric": "`scale`, `kind: rubric`",
    "Boolean": "`scale`, `kind: boolean`",
    "Choice": "`scale`, `kind: choice`",
    "Option": "each of `options` of a choice",
    "Checklist": "`scale`, `kind: checklist`",
    "Check": "each of `options` of a checklist",
    "Numeric": "`scale`, `kind: number`",
    "Nps": "`scale`, `kind: nps`",
    "Rate": "`scale`, `kind: rate`",
    "ByPoints": "`score`, `by: points`",
    "ByGoalposts": "`score`, `by: goalposts`",
    "ByPeer": "`score`, `by: peer`",
    "ByPeerSpread": "`score`, `by: peer_spread`",
    "ByCurve": "`score`, `by: curve`",
    "Sourced": "`anchor`",
    "Confirmable": "each of `until_confirmed`",
    "Display": "`display`",
    "ScopeSpec": "each of `scopes`",
    "Nouns": "`nouns`",
    "Noun": "each of `subject`, `part`, `reader` and `issuer` of `nouns`",
    "Phrase": "each other one of `nouns`; texts of `verdicts`",
    "Verdicts": "`verdicts`",
    "Verdict": "each kind of `verdicts`",
}
# Texts in two languages, and rungs, which are nothing else, need no table.
_PLAIN = frozenset(("Text", "Rung", "PowerMean"))
_LONGEST = 60


def with_keys(page: str) -> str:
    """*page* with the table of keys made anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n" + "\n".join(_lines()) + f"\n\n{END}{after}"


def nouns() -> dict[str, Schema]:
    """Every noun of both files by its name: the files themselves first.

    Raises ValueError for one that has no place in `PLACES`.
    """
    found: dict[str, Schema] = {}
    for kind in ("framework", "area"):
        schema = schema_of("framework" if kind == "framework" else "area")
        found[f"{kind}.yaml"] = schema
        found |= schema["$defs"]
    kept = {name: one for name, one in found.items() if "properties" in one and name not in _PLAIN}
    order = list(PLACES)
    return dict(sorted(kept.items(), key=lambda pair: order.index(pair[0])))


def _lines() -> Iterator[str]:
    yield "| in | key | required | without it | is |"
    yield "|---|---|---|---|---|"
    for name, noun in nouns().items():
        required = noun.get("required", [])
        for key, one in noun["properties"].items():
            needed = key in required
            cells = (
                PLACES[name],
                f"`{key}`",
                "**required**" if needed else "optional",
                "" if needed else _without(one),
                one.get("description", ""),
            )
            yield "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _without(one: Schema) -> str:
    default = one.get("default")
    if default in (None, "", [], {}):
        return "nothing"
    said = json.dumps(default, ensure_ascii=False)
    return f"`{said}`" if len(said) <= _LONGEST else "the usual ones"
