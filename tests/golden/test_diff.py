"""Pages of `dpcap diff`, as committed: an example provider against an earlier self."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import pytest

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.records import load_records
from dpcap.model.assessment import Answer, Fact
from dpcap.model.framework import Framework
from dpcap.report.diff import DiffInputs, render_diff
from dpcap.report.diff_view import DiffSide
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.change_attribution import change
from dpcap.scoring.score import profile_of
from locations import PROVIDERS, QUESTIONNAIRES, REVIEWS

PAGES = Path(__file__).parent / "diff"
DIGEST = "0123456789abcdef" * 4


@lru_cache
def present() -> Case:
    framework = load_framework(QUESTIONNAIRES)
    given = load_assessment(PROVIDERS / "lanxing", framework)
    records = load_records(REVIEWS, given, framework)
    return make_case(
        framework, given, as_of=given.assessed_on + timedelta(days=48), records=records
    )


def earlier() -> Case:
    """The same provider some weeks before: lower answers, other peers, nothing reviewed."""
    now = present()
    given = now.assessment
    answers = dict(given.answers)
    for node, update in {
        "TRA-1.1": {"value": 2.0},
        "TRA-3.1": {"value": 3.0, "evidence": ()},
        "SHP-1.1": {"evidence": ()},
    }.items():
        answers[node] = answers[node].model_copy(update=update)
    answers["TRA-2.4"] = Answer(unknown=True)
    rows = {
        node: tuple(row.model_copy(update={"peer": row.peer and row.peer * 0.9}) for row in each)
        for node, each in given.rows.items()
    }
    before = given.model_copy(update={"answers": answers, "rows": rows})
    return replace(now, assessment=before, as_of=given.assessed_on, records=None)


def elsewhere() -> Case:
    """Earlier still: another framework, another role, the core set, other facts, an unsafe name."""
    then = earlier()
    content = json.loads(then.framework.json_text)
    content["version"] = "2026.8.0"
    content["roles"]["full_service"]["weights"]["traffic"] = 9.0
    given = then.assessment
    facts = {**given.provider.facts, "headcount": Fact(value=12.0)}
    provider = given.provider.model_copy(update={"facts": facts})
    pieces = {
        name: piece.model_copy(update={"file": f"evidence/<b>|{name}\x1b[31m`.png", "sha256": None})
        for name, piece in given.evidence.items()
    }
    return replace(
        then,
        framework=Framework.model_validate(content),
        assessment=given.model_copy(update={"provider": provider, "evidence": pieces}),
        role_id="brand_live",
        core=True,
    )


def page(before: Case, shape: str, language: str, columns: int) -> str:
    after = present()
    was, now = profile_of(before), profile_of(after)
    found = DiffInputs(
        change(was, DIGEST, after, now),
        DiffSide(was, before.framework, whole=before.role_id == after.role_id),
        DiffSide(now, after.framework, whole=True),
    )
    return render_diff(found, shape, language, columns=columns)  # type: ignore[arg-type]


SHOWN = [
    ("earlier", earlier, "zh", "terminal", 80),
    ("earlier", earlier, "en", "terminal", 80),
    ("earlier", earlier, "zh", "md", 80),
    ("elsewhere", elsewhere, "zh", "terminal", 120),
    ("elsewhere", elsewhere, "en", "md", 80),
    ("same", present, "en", "terminal", 80),
]
ENDINGS = {"md": "md", "terminal": "txt"}


@pytest.mark.parametrize(("name", "before", "language", "shape", "columns"), SHOWN)
def test_page(
    golden: Callable[[Path, str], None],
    name: str,
    before: Callable[[], Case],
    language: str,
    shape: str,
    columns: int,
) -> None:
    text = page(before(), shape, language, columns)
    golden(PAGES / f"{name}.{language}.{columns}.{ENDINGS[shape]}", text)
