"""Each rule for authors finds its fault, and finds nothing in a sound framework."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest

from author_faults import Edit
from author_faults import lint_tiny as lint
from dpcap.intake.lint import RULES, conditions

LEVEL_2 = "{id: L2, from: 60"
COLUMNS = (
    "    columns:\n      make: {title: {zh: 做, en: Make}, cells: "
    "{work: {strength: 3, mark: our_reading}}}\n"
)
WEIGHTS = "weights: {work: 70, care: 30}"


def test_a_sound_framework_has_nothing_wrong(tmp_path: Path) -> None:
    assert lint(tmp_path) == ()


CASES: list[tuple[str, str, tuple[Edit, ...]]] = [
    ("DP221", "level not above", (("framework", LEVEL_2, "{id: L2, from: 0"),)),
    (
        "DP221",
        "mark too high",
        (
            ("work", "[[0, 0], [100, 100]]", "[[0, 0], [100, 10]]"),
            ("framework", LEVEL_2, "{id: L2, from: 99"),
        ),
    ),
    (
        "DP221",
        "node too high",
        (("work", "score: 100}", "score: 30}"), ("framework", "{WRK-1: 50}", "{WRK-1.3: 50}")),
    ),
    (
        "DP221",
        "area too high",
        (
            ("care", "[100, 100]]", "[100, 10]]"),
            ("framework", "critical: true,", "critical: true, min_area: 90,"),
        ),
    ),
    (
        "DP221",
        "critical never passes",
        (
            ("work", "        critical: true\n", "        critical: true\n        pass: 90\n"),
            ("work", "{zh: 不排, en: Not at all}", "{zh: 不排, en: Not at all, score: 0}"),
            ("work", "en: By word of mouth}", "en: By word of mouth, score: 10}"),
            ("work", "en: On a sheet}", "en: On a sheet, score: 80}"),
        ),
    ),
    (
        "DP222",
        "rungs alike in score",
        (
            ("work", "{zh: 不排, en: Not at all}", "{zh: 不排, en: Not at all, score: 50}"),
            ("work", "en: By word of mouth}", "en: By word of mouth, score: 50}"),
            ("work", "en: On a sheet}", "en: On a sheet, score: 100}"),
        ),
    ),
    ("DP223", "when never true", (("work", "role == 'maker'", "role == 'wizard'"),)),
    (
        "DP223",
        "number out of reach",
        (("work", "role == 'maker'", "WRK_1_5 > 9.0 && WRK_1_5 < 8.0"),),
    ),
    ("DP224", "role without weight", (("framework", WEIGHTS, "weights: {work: 0}"),)),
    (
        "DP224",
        "dimension without weight",
        (("care", "        asked_of: owner\n", "        weight: 0\n        asked_of: owner\n"),),
    ),
    ("DP225", "no influence", (("work", "        weight: 2\n", "        weight: 9999\n"),)),
    ("DP226", "same in both languages", (("work", "en: Contracts", "en: 有合同"),)),
    (
        "DP226",
        "same and long",
        (("work", "{zh: 有合同, en: Contracts}", "{zh: Contracts signed, en: Contracts signed}"),),
    ),
    ("DP227", "Chinese in English", (("work", "en: Contracts", "en: Contracts 合同"),)),
    ("DP228", "points fall", (("work", "[[0, 0], [100, 100]]", "[[0, 100], [100, 0]]"),)),
    ("DP229", "points stop", (("work", "[[0, 0], [100, 100]]", "[[0, 0], [100, 90]]"),)),
    (
        "DP230",
        "shortfall wanted",
        (("care", "direction: lower", "direction: higher"), ("care", "typical: 10", "typical: 90")),
    ),
    (
        "DP231",
        "column names nothing",
        (("framework", "{work: {strength: 3, mark: our_reading}}", "{}"),),
    ),
    (
        "DP231",
        "lens without columns",
        (
            (
                "framework",
                COLUMNS,
                "    columns: {}\n",
            ),
        ),
    ),
    (
        "DP232",
        "no period",
        (("work", "envelope: {period: any, basis: [paid]}", "envelope: {basis: [paid]}"),),
    ),
    ("DP233", "no range", (("work", "          plausible: [0, 744]\n", ""),)),
    ("DP234", "badge word", (("framework", "zh: 稳定", "zh: 金牌"),)),
    ("DP235", "critical outside core", (("work", "        core: true\n", ""),)),
    (
        "DP236",
        "rule without address",
        (("care", "{mark: trade}", "{mark: platform_rule, date: 2026-05-07}"),),
    ),
    ("DP236", "law without date", (("care", "{mark: trade}", "{mark: law}"),)),
    (
        "DP237",
        "rung repeated",
        (("work", "{zh: 有表, en: On a sheet}", "{zh: 口头, en: On a sheet}"),),
    ),
    (
        "DP238",
        "area without role",
        (
            ("framework", WEIGHTS, "weights: {work: 70}"),
            ("framework", "weights: {work: 30, care: 70}", "weights: {work: 30}"),
        ),
    ),
    (
        "DP251",
        "as many allowed as there are",
        (("framework", "requires: {critical: true,", "requires: {serious: 1, critical: true,"),),
    ),
    (
        "DP252",
        "nothing until confirmed",
        (
            (
                "framework",
                "levels:",
                "until_confirmed: {screenshot: {counts_as: own_document}}\nlevels:",
            ),
            ("work", "kinds: [own_document, export]", "kinds: [screenshot]"),
            ("work", "en: A screenshot}", "en: A screenshot}, kinds: [export]"),
            ("work", "en: The sheet}", "en: The sheet}, kinds: [export]"),
            ("work", "en: The export}", "en: The export}, kinds: [export]"),
            ("care", "en: The export}", "en: The export}, kinds: [export]"),
            ("care", "en: The raw replies}", "en: The raw replies}, kinds: [export]"),
        ),
    ),
]


@pytest.mark.parametrize(
    ("code", "edits"),
    [(code, edits) for code, _, edits in CASES],
    ids=[f"{code} {name}" for code, name, _ in CASES],
)
def test_a_rule_finds_its_fault(tmp_path: Path, code: str, edits: tuple[Edit, ...]) -> None:
    found = lint(tmp_path, *edits)
    assert code in {finding.code for finding in found}
    for finding in found:
        assert finding.severity in ("warning", "note")
        assert finding.line
        assert "?" not in finding.message("zh") + finding.message("en")


def test_every_code_of_a_rule_is_in_a_test() -> None:
    modules = {import_module(rule.__module__) for rule in RULES}
    told = _codes(Path(str(module.__file__)) for module in modules)
    assert told
    assert told <= _codes(Path(__file__).parents[2].rglob("*.py"))


def _codes(pages: Iterable[Path]) -> set[str]:
    return {code for page in pages for code in re.findall(r"DP\d{3}", page.read_text("utf-8"))}


def test_a_short_text_without_chinese_may_be_the_same(tmp_path: Path) -> None:
    assert (
        lint(tmp_path, ("work", "{zh: 有合同, en: Contracts}", "{zh: GMV (GSV), en: GMV (GSV)}"))
        == ()
    )


def test_a_band_may_rise_and_fall(tmp_path: Path) -> None:
    edits = (
        ("work", "direction: higher", "direction: band"),
        ("work", "[[0, 0], [100, 100]]", "[[0, 0], [50, 100], [100, 0]]"),
    )
    assert lint(tmp_path, *edits) == ()


def test_errors_come_before_advice(tmp_path: Path) -> None:
    found = lint(
        tmp_path,
        ("work", "asked_of: owner", "asked_of: boss"),
        ("work", "en: Contracts", "en: 合同"),
    )
    assert {finding.code for finding in found} == {"DP201"}


def test_conditions_are_tried_within_a_budget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many conditions there are, and whatever each takes: no claim once it is spent."""
    never = ("work", "WRK_1_2 && role == 'maker'", "WRK_1_2 && role == 'wizard'")
    assert [one.code for one in lint(tmp_path / "all", never)] == ["DP223"]
    monkeypatch.setattr(conditions, "BUDGET", 30)
    assert lint(tmp_path / "some", never) == ()
