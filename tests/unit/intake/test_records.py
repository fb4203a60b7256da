"""What the manager holds: read, found by firm, and only what concerns a provider."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.intake.forgeries import forged_files
from dpcap.intake.framework import load_framework
from dpcap.intake.lint import lint_reviews
from dpcap.intake.records import ReviewsFolder, load_records, load_tables
from dpcap.intake.registrations import read_registrations
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from folders import TINY, make_folder

FACTS = """\
schema: dpcap/facts/1
provider: acme
registration_number: 91-330 100
shops:
  source: 绑定服务类型页
  on: 2026-11-18
  bound:
    - {platform_id: "350", shop: s1, name: 一店}
facts: {}
"""
DRAW = """\
schema: dpcap/draw/1
draws:
  - {quarter: 2026-Q4, seed: 不告诉任何人的一串字, set_on: 2026-10-08}
"""
PEERS = """\
industry,period,indicator,basis,中间值,标杆,source,date
美妆,2026-10,CAR-1.1,,12,20,罗盘,2026-11-05
"""
# The same month, written out.
AS_DAYS = ("2026-10", "2026-10-01/2026-10-31")


@cache
def tiny() -> Framework:
    return load_framework(TINY)


def put(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def records(folder: Path, reviews: Path) -> ManagerRecords:
    return load_records(reviews, load_assessment(folder, tiny()), tiny())


def codes(reviews: Path) -> list[tuple[str, int | None]]:
    return [(one.code, one.line) for one in lint_reviews(reviews, tiny())]


def test_all_that_the_manager_holds_is_one_value(tmp_path: Path) -> None:
    reviews = put(tmp_path / "r", acme__facts__yaml=FACTS, draw__yaml=DRAW, peers__csv=PEERS)
    assert lint_reviews(reviews, tiny()) == ()
    held = records(make_folder(tmp_path / "acme"), reviews)
    assert held.review is None
    assert held.facts is not None
    assert held.facts.shops is not None
    assert held.facts.shops.bound[0].id == "s1"
    assert held.registration_number == "91-330 100"
    assert held.draw is None  # one shop is not drawn
    assert held.peers == ()  # its row says no industry
    tables = load_tables(reviews, tiny())
    assert tables.draws[0].quarter == "2026-Q4"
    assert (tables.peers[0].median, tables.peers[0].benchmark) == (12, 20)


def test_an_empty_directory_holds_nothing_and_is_not_nobody(tmp_path: Path) -> None:
    held = records(make_folder(tmp_path / "acme"), put(tmp_path / "r"))
    assert held == ManagerRecords()


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"acme__facts__yaml": FACTS.replace("provider: acme", "provider: b")}, [("DP401", 2)]),
        ({"acme__facts__yaml": FACTS.replace("facts: {}", "facts: {nix: {value: 1}}")}, None),
        (
            {
                "acme__facts__yaml": FACTS.replace(
                    "name: 一店}", "name: 一店}\n    - {platform_id: s1, name: 二}"
                )
            },
            None,
        ),
        (
            {
                "acme__facts__yaml": FACTS.replace(
                    "facts: {}",
                    "facts: {hosts: {value: 1, source: s, on: 2026-11-18, period: 去年}}",
                )
            },
            [("DP305", 9)],
        ),
        ({"draw__yaml": DRAW + DRAW.splitlines()[-1] + "\n"}, [("DP414", 4)]),
        ({"draw__yaml": DRAW.replace("2026-Q4", "2026-Q5")}, [("DP104", 3)]),
        ({"draw__yaml": DRAW.replace("不告诉任何人的一串字", "短")}, [("DP104", 3)]),
        ({"peers__csv": PEERS + PEERS.splitlines()[-1] + "\n"}, [("DP415", 3)]),
        ({"peers__csv": PEERS.replace("CAR-1.1", "WRK-1.1")}, [("DP416", 2)]),
        ({"peers__csv": PEERS.replace(",12,", ",,")}, [("DP302", 2)]),
        ({"peers__csv": PEERS.replace("2026-11-05", "昨天")}, [("DP104", 2)]),
        ({"peers__csv": PEERS.replace(",12,", ",0,")}, [("DP104", 2)]),
        (
            {"peers__csv": PEERS + PEERS.splitlines()[-1].replace(*AS_DAYS) + "\n"},
            [("DP415", 3)],
        ),
        ({"peers__csv": PEERS.replace("中间值", "中位")}, None),
        ({"acme__yaml": "schema: dpcap/review/1\nprovider: acme\n"}, [("DP160", 1)]),
    ],
)
def test_what_is_wrong_is_told_at_its_place(
    tmp_path: Path, files: dict[str, str], found: list[tuple[str, int]] | None
) -> None:
    told = codes(put(tmp_path / "r", **files))
    assert told if found is None else told == found


def test_rulings_that_say_more_or_less_than_their_kind_takes(tmp_path: Path) -> None:
    ruled = {"by": "张", "on": "2026-11-25", "reason": "看"}
    saw = {"saw": {"sha256": "0" * 64, "kind": "export"}}
    review = {
        "schema": "dpcap/review/2",
        "provider": "acme",
        "evidence": {
            "a": {"ruling": "accepted", "reach": "forged", **saw, **ruled},
            "b": {"ruling": "refused", "reach": "claim", **saw, **ruled},
            "c": {"ruling": "refused", "indicators": ["WRK-1.1"], **saw, **ruled},
            "d": {"ruling": "accepted", "until": "2027-01-01", **saw, **ruled},
            "e": {"ruling": "refused", "reach": "claim", "indicators": ["X-1"], **saw, **ruled},
        },
    }
    told = codes(put(tmp_path / "r", acme__yaml=yaml.safe_dump(review)))
    assert sorted(code for code, _ in told) == ["DP105", "DP402", "DP410", "DP410", "DP410"]


def test_a_ruling_that_is_not_bound_is_an_error(tmp_path: Path) -> None:
    ruled = "  e1: {ruling: refused, by: 张, on: 2026-11-25, reason: 假}\n"
    review = f"schema: dpcap/review/2\nprovider: acme\nevidence:\n{ruled}"
    assert codes(put(tmp_path / "r", acme__yaml=review)) == [("DP406", 4)]


def numbered(folder: Path, provider: str, number: str | None) -> Path:
    made = make_folder(folder, provider)
    if number is not None:
        path = made / "provider.yaml"
        path.write_text(path.read_text("utf-8") + f"registration_number: '{number}'\n", "utf-8")
    return made


REVIEW = "schema: dpcap/review/2\nprovider: {}\nregistration_number: {}\n"


@pytest.mark.parametrize(
    ("provider", "number", "code"),
    [
        ("acme", "91330100X", None),
        ("acme", "9133 0100-x", None),
        ("acme", None, None),
        ("acme", "777", "DP407"),
        ("newname", "９１３３０１００Ｘ", "DP408"),
        ("newname", "777", None),
        ("bravo", "91330100X", "DP408"),
    ],
)
def test_a_review_is_found_by_firm(
    tmp_path: Path, provider: str, number: str | None, code: str | None
) -> None:
    reviews = put(
        tmp_path / "r",
        acme__yaml=REVIEW.format("acme", "91330100X"),
        bravo__yaml=REVIEW.format("bravo", '"555"'),
    )
    folder = numbered(tmp_path / "folder", provider, number)
    if code is None:
        records(folder, reviews)
        return
    with pytest.raises(InvalidInputError) as caught:
        records(folder, reviews)
    (found,) = caught.value.findings
    assert (found.code, found.path) == (code, ("registration_number",))


@pytest.mark.parametrize(
    "line",
    [
        "registration_number: 91330100X",
        "registration_number: '91330100X'   # ours",
        'registration_number: "91330100X"',
        "registration_number:   91330100X # ours",
        '"registration_number": 91330100X',
        "registration_number: 91330100X\nremarks:\n  - {text: 'registration_number: 1'}",
    ],
)
def test_a_number_is_read_however_it_is_written(tmp_path: Path, line: str) -> None:
    reviews = put(tmp_path / "r", acme__yaml=f"schema: dpcap/review/2\nprovider: acme\n{line}\n")
    assert read_registrations(reviews).by_provider == {"acme": "91330100x"}


def test_a_broken_file_has_no_number_and_stops_nobody(tmp_path: Path) -> None:
    reviews = put(
        tmp_path / "r",
        a__yaml='"registration_number": {{{',
        b__yaml=REVIEW.format("b", "5"),
        b__decision__yaml="registration_number: 9\n",
    )
    assert read_registrations(reviews).by_provider == {"b": "5"}


def test_forgeries_are_known_by_their_bytes(tmp_path: Path) -> None:
    digest = "ab" * 32
    forged = (
        f"evidence:\n  e1: {{ruling: refused, reach: forged, saw: {{sha256: {digest}, kind: x}}}}\n"
    )
    seen = f"evidence:\n  z: {{ruling: refused, saw: {{sha256: {digest}, kind: x}}}}\n"
    reviews = put(tmp_path / "r", a__yaml=forged, b__yaml=seen, c__yaml="remarks: []\n")
    assert forged_files(reviews) == {digest: frozenset({"a", "b"})}
    assert ReviewsFolder.read(reviews, tiny()).registrations.by_provider == {}
