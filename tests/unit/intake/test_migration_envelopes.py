"""Migrations that keep figures whose envelope the newer version does not take are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.errors import InvalidInputError
from dpcap.intake.framework import load_framework
from dpcap.intake.migrations import keep_release
from dpcap.model.finding import Finding
from dpcap.model.period import Period, fitting, holds_kind, last_period
from versions import migration, write_new

Change = Callable[[dict[str, Any]], None]
REASON = {"zh": "口径变了", "en": "another envelope"}


def edit(folder: Path, name: str, change: Change) -> None:
    path = folder / name
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def scale_of(area: dict[str, Any], place: int = 0) -> dict[str, Any]:
    scale: dict[str, Any] = area["dimensions"][0]["indicators"][place]["scale"]
    return scale


def versions(folder: Path, old: Change, new: Change, **changed: Any) -> Path:
    """The two versions, a figure of each changed, and the migration as it then stands."""
    write_new(folder)
    edit(folder, "figures.yaml", new)
    edit(folder / "first", "figures.yaml", old)
    first = load_framework(folder / "first")
    keep_release(folder, first)
    (file,) = (folder / "migrations").glob("*.yaml")
    data = {**migration(first.digest), **changed}
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return folder


def told(folder: Path) -> list[Finding]:
    try:
        load_framework(folder)
    except InvalidInputError as error:
        return list(error.findings)
    return []


def with_envelope(**fields: Any) -> Change:
    return lambda area: scale_of(area).update(envelope={"period": "any", **fields})


def with_period(kind: str, most: int = 1) -> Change:
    return lambda area: scale_of(area).update(period=kind, periods=most)


def nothing(_area: dict[str, Any]) -> None:
    """The figure as it is."""


BOTH = with_envelope(basis=["paid", "settled"])
CASES = {
    "a basis less": (BOTH, with_envelope(basis=["paid"]), "settled"),
    "any basis, then one": (with_envelope(basis="any"), with_envelope(basis=["paid"]), "settled"),
    "a new field": (with_envelope(), BOTH, "basis"),
    "a longer period": (with_period("month"), with_period("quarter"), "quarter"),
    "fewer in a row": (with_period("month", 3), with_period("month"), "month"),
    "a session no more": (with_period("session"), with_period("month"), "session"),
}


@pytest.mark.parametrize(("old", "new", "said"), CASES.values(), ids=CASES)
def test_what_the_new_envelope_does_not_take_is_an_error_at_its_line(
    tmp_path: Path, old: Change, new: Change, said: str
) -> None:
    (found,) = told(versions(tmp_path, old, new))
    assert (found.code, found.severity) == ("DP193", "error")
    assert found.file is not None
    assert found.file.endswith("2026.1.0-2026.2.0.yaml")
    assert found.line is not None
    lines = (tmp_path / "migrations" / Path(found.file).name).read_text("utf-8").splitlines()
    assert '"FIG-1.1": "FIG-1.9"' in lines[found.line - 1]
    for language in ("zh", "en"):
        message = found.message(language)
        assert said in message
        assert "FIG-1.9" in message
        assert "asked_anew" in message
        assert "{" not in message


@pytest.mark.parametrize(("old", "new", "_said"), CASES.values(), ids=CASES)
def test_asked_anew_it_is_sound(tmp_path: Path, old: Change, new: Change, _said: str) -> None:
    anew = {**migration("")["asked_anew"], "FIG-1.9": REASON}
    assert told(versions(tmp_path, old, new, asked_anew=anew)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (nothing, nothing),
        (with_envelope(basis=["paid"]), BOTH),
        (with_envelope(basis=["paid"]), with_envelope(basis="any")),
        (BOTH, with_envelope()),
        (with_period("month"), with_period("month", 3)),
        (with_period("day"), with_period("session")),
    ],
)
def test_what_takes_all_that_was_taken_is_sound(tmp_path: Path, old: Change, new: Change) -> None:
    assert told(versions(tmp_path, old, new)) == []


def test_a_value_gone_from_the_frameworks_list_is_one_finding_for_all(tmp_path: Path) -> None:
    def anywhere(area: dict[str, Any]) -> None:
        for place in (0, 1):
            scale_of(area, place)["envelope"] = {"period": "any", "basis": "any"}

    folder = versions(tmp_path, anywhere, anywhere)
    edit(folder, "framework.yaml", lambda head: head["envelope"]["basis"]["values"].pop("settled"))
    (found,) = told(folder)
    assert "FIG-1.9, FIG-1.2" in found.message("en")


KINDS: tuple[Period, ...] = (
    *("day", "session", "month", "quarter", "half_year", "year"),
    *("30d", "90d", "180d"),
)
kinds = st.tuples(st.sampled_from(KINDS), st.integers(1, 4))


@given(kinds, kinds, st.dates())
def test_a_kind_that_holds_another_takes_each_of_its_periods(
    now: tuple[Period, int], was: tuple[Period, int], day: Any
) -> None:
    text = last_period(was[0], day)
    if holds_kind(now, was):
        assert fitting(text, *was) is not None
        assert fitting(text, *now) is not None
