"""What did not come through the loader is checked as if it did: frameworks, gates, records."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.bundled_records import parse_records
from dpcap.intake.framework import MAX_STORED, load_framework
from dpcap.intake.gates import load_gates, parse_gates
from dpcap.intake.stored_framework import parse_framework
from dpcap.model.framework import Framework
from folders import TINY
from locations import QUESTIONNAIRES


@pytest.fixture(scope="module")
def tiny() -> Framework:
    return load_framework(TINY)


def codes(read: Any, raw: object) -> set[str]:
    with pytest.raises(InvalidInputError) as caught:
        read(raw if isinstance(raw, bytes) else json.dumps(raw).encode())
    return {one.code for one in caught.value.findings}


@pytest.mark.parametrize("folder", [TINY, QUESTIONNAIRES])
def test_a_framework_comes_back_as_it_was(folder) -> None:
    framework = load_framework(folder)
    again = parse_framework(framework.json_text.encode(), "f.json")
    assert again.model_dump() == framework.model_dump()
    assert again.digest == framework.digest


FRAMEWORK_CHANGES = {
    "an area twice": lambda d: d["areas"].append(d["areas"][0]),
    "a role's weights": lambda d: (
        d["roles"].popitem()[1]
        and d["roles"].update(zz={"title": {"zh": "z", "en": "z"}, "weights": {"zz": 1}})
    ),
    "a level's node": lambda d: d["levels"][-1].update(requires={"at_least": {"zz": 5}}),
    "who answers": lambda d: d["areas"][0]["dimensions"][0]["indicators"][0].update(asked_of="zz"),
    "a condition": lambda d: d["areas"][0]["dimensions"][0]["indicators"][0].update(when="zz > 1"),
    "a syntax": lambda d: d["areas"][0]["dimensions"][0]["indicators"][0].update(when="(("),
    "a key": lambda d: d.update(zz=1),
    "no levels": lambda d: d.pop("levels"),
}


@pytest.mark.parametrize("what", FRAMEWORK_CHANGES)
def test_a_framework_that_no_loader_would_take(tiny: Framework, what: str) -> None:
    data = json.loads(tiny.json_text)
    FRAMEWORK_CHANGES[what](data)
    found = codes(lambda raw: parse_framework(raw, "f.json"), data)
    assert found
    assert all(code.startswith("DP") for code in found)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"null", b"\xff", b"[" * 100_000])
def test_what_is_no_framework(raw: bytes) -> None:
    assert codes(lambda one: parse_framework(one, "f.json"), raw) <= {"DP104", "DP105", "DP101"}


def test_a_framework_that_is_too_large() -> None:
    assert codes(lambda raw: parse_framework(raw, "f.json"), b" " * (MAX_STORED + 1)) == {"DP103"}


def test_gates_come_back_as_they_were() -> None:
    framework = load_framework(QUESTIONNAIRES)
    gates = load_gates("admission", framework)
    raw = gates.model_dump_json(by_alias=True, exclude_defaults=True).encode()
    assert parse_gates(raw, framework, "gates.json").digest == gates.digest
    data = json.loads(raw)
    name = next(iter(data["rules"]))
    data["rules"][name]["measure"] = "zz.zz"
    assert codes(lambda one: parse_gates(one, framework, "g"), data) == {"DP703"}
    data["rules"] = {}
    data["framework"] = "another"
    assert codes(lambda one: parse_gates(one, framework, "g"), data) == {"DP708"}
    assert codes(lambda one: parse_gates(one, framework, "g"), b"{}") == {"DP105"}


RULED = {"by": "W", "on": "2026-11-24", "reason": "seen", "framework": "tiny 1"}
REVIEW: dict[str, Any] = {"schema": "dpcap/review/2", "provider": "acme"}


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ({"review": {**REVIEW, "provider": "other"}}, "DP401"),
        (
            {
                "review": {
                    **REVIEW,
                    "role": {"id": "zz", "by": "W", "on": "2026-11-24", "reason": "r"},
                }
            },
            "DP405",
        ),
        (
            {
                "review": {
                    **REVIEW,
                    "indicators": {"ZZZ-1": {**RULED, "ruling": "verified", "saw": {}}},
                }
            },
            "DP402",
        ),
        ({"review": {**REVIEW, "evidence": {"e1": {**RULED, "ruling": "accepted"}}}}, "DP406"),
        ({"facts": {"schema": "dpcap/facts/1", "provider": "other"}}, "DP401"),
        (
            {
                "facts": {
                    "schema": "dpcap/facts/1",
                    "provider": "acme",
                    "facts": {"zz": {"value": 1, "source": "s", "on": "2026-11-24"}},
                }
            },
            "DP313",
        ),
        (
            {
                "peers": [
                    {
                        "industry": "i",
                        "period": "2026-10",
                        "indicator": "ZZZ-1",
                        "median": 1,
                        "source": "s",
                        "date": "2026-11-24",
                    }
                ]
            },
            "DP402",
        ),
        ({"zz": 1}, "DP106"),
    ],
)
def test_records_that_no_loader_would_take(tiny: Framework, records: Any, code: str) -> None:
    assert code in codes(lambda raw: parse_records(raw, "r.json", "acme", tiny), records)


def test_records_that_are_sound(tiny: Framework) -> None:
    found = parse_records(json.dumps({"review": REVIEW}).encode(), "r.json", "acme", tiny)
    assert found.review is not None
    assert parse_records(b"{}", "r.json", "acme", tiny).review is None
