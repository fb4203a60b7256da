"""What authors get wrong in a framework, each with where it is told and an honest neighbour.

They are edits to `tests/examples/frameworks/tiny`.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from dpcap.intake.lint import lint_framework
from dpcap.model.finding import Finding
from folders import TINY

Edit = tuple[str, str, str]

EXPORTS = "evidence: {ask: {zh: 导出, en: The export}, valid_days: 90}"
REPLIES = "evidence: {ask: {zh: 明细, en: The raw replies}}"
SHEET = "evidence: {ask: {zh: 排班表, en: The sheet}, valid_days: 90}"
LEVEL_2 = "requires: {critical: true, at_least: {WRK-1: 50}}"
RULE = '"WRK_1_5 > 50.0 && fact_hosts < 1.0"'
PAGE = "who: [track, regulated, cities, room, checked, motto]"


def lint_tiny(tmp_path: Path, *edits: Edit) -> tuple[Finding, ...]:
    """What lint says of the tiny framework after *edits* (file, old, new)."""
    directory = tmp_path / "framework"
    shutil.copytree(TINY, directory)
    for name, old, new in edits:
        file = directory / f"{name}.yaml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    return lint_framework(directory)


def weak(text: str) -> str:
    """The same proof, screenshots at best."""
    return f"{text[:-1]}, kinds: [screenshot]}}"


def strong(text: str) -> str:
    return f"{text[:-1]}, kinds: [screenshot, export]}}"


def asking(level: str) -> Edit:
    return ("framework", LEVEL_2, f"requires: {level}")


def rule(conflict: str) -> Edit:
    return ("framework", RULE, conflict)


class Case(NamedTuple):
    """Edits that break a rule, the text of the line told, words of the message; a neighbour."""

    code: str
    fault: tuple[Edit, ...]
    line: str
    said: tuple[str, str]
    neighbour: tuple[Edit, ...]


CARE_WEAK = (("care", EXPORTS, weak(EXPORTS)), ("care", REPLIES, weak(REPLIES)))
CARE_MIXED = (("care", EXPORTS, weak(EXPORTS)), ("care", REPLIES, strong(REPLIES)))
PEER = "score: {by: peer}"
REFUND = "{zh: 退款率多少？, en: What is the refund rate?}"
SPARE = "spare: {zh: 备用, en: Spare}"
HOURS = "plausible: [0, 744]"
WHEN = "\"WRK_1_2 && role == 'maker'\""
CASES = {
    "area under its proof": Case(
        "DP180",
        (*CARE_WEAK, asking("{min_area: 95}")),
        "min_area: 95",
        ("care 需 95，最多只能到 80.0", "care needs 95, 80.0 is the most"),
        (*CARE_WEAK, asking("{min_area: 80}")),
    ),
    "node under its proof": Case(
        "DP180",
        (*CARE_WEAK, asking("{at_least: {CAR-1: 90}}")),
        "at_least: {CAR-1: 90}",
        ("CAR-1 需 90", "CAR-1 needs 90"),
        (*CARE_MIXED, asking("{at_least: {CAR-1: 90}}")),
    ),
    "overall under its proof": Case(
        "DP180",
        (
            ("framework", "export: 100, public_link: 100", "export: 80, public_link: 70"),
            ("framework", "{id: L2, from: 60", "{id: L2, from: 95"),
        ),
        "from: 95",
        ("总分需 95", "the overall needs 95"),
        (
            ("framework", "export: 100, public_link: 100", "export: 100, public_link: 70"),
            ("framework", "{id: L2, from: 60", "{id: L2, from: 95"),
        ),
    ),
    "critical above its proof": Case(
        "DP181",
        (
            ("work", SHEET, weak(SHEET)),
            ("work", "critical: true", "critical: true\n        pass: 100"),
        ),
        "pass: 100",
        (
            "须到 100 分，但它接受的证据最多只给 80 分",
            "passes at 100, but the kinds of proof it accepts count to 80",
        ),
        (
            ("work", SHEET, weak(SHEET)),
            ("work", "critical: true", "critical: true\n        pass: 80"),
        ),
    ),
    "one N/A over the limit": Case(
        "DP182",
        (("framework", "max_not_applicable: 0.2", "max_not_applicable: 0.1"),),
        "not_applicable: [out_of_contract]",
        ("角色 maker 里占 11.66%", "11.66% of the role maker"),
        (("framework", "max_not_applicable: 0.2", "max_not_applicable: 0.12"),),
    ),
    "conflict beyond the range": Case(
        "DP183",
        (rule('"WRK_1_5 > 800.0"'),),
        "WRK_1_5 > 800.0",
        ("不成立", "never holds"),
        (rule('"WRK_1_5 > 700.0"'),),
    ),
    "conflict of a rung that is not there": Case(
        "DP183",
        (rule('"WRK_1_1 > 2.0"'),),
        "WRK_1_1 > 2.0",
        ("不成立", "never holds"),
        (rule('"WRK_1_1 > 1.0"'),),
    ),
    "conflict with itself": Case(
        "DP183",
        (rule('"WRK_1_5 > CAR_1_1 && CAR_1_1 > WRK_1_5"'),),
        "CAR_1_1 > WRK_1_5",
        ("不成立", "never holds"),
        (rule('"WRK_1_5 > CAR_1_1 && CAR_1_1 * 1.02 > WRK_1_5"'),),
    ),
    "conflict that all have": Case(
        "DP184",
        (rule('"WRK_1_2 || !WRK_1_2"'),),
        "WRK_1_2 || !WRK_1_2",
        ("都成立", "always holds"),
        (rule('"WRK_1_2 || WRK_1_1 > 0.0"'),),
    ),
    "conflict of all believed figures": Case(
        "DP184",
        (rule('"WRK_1_5 >= 0.0"'),),
        "WRK_1_5 >= 0.0",
        ("都成立", "always holds"),
        (rule('"WRK_1_5 > 0.2 && WRK_1_5 < 0.5"'),),
    ),
    "option that is not there": Case(
        "DP167",
        (rule("\"fact_track == 'foods' || WRK_1_5 > 50.0\""),),
        "'foods'",
        (
            "fact_track 没有“foods”这个取值（相近的有：food）",
            "never comes to “foods” (close to it: food)",
        ),
        (rule("\"fact_track == 'food' || fact_motto == 'foods'\""),),
    ),
    "range narrower than the anchors": Case(
        "DP185",
        (("work", HOURS, "plausible: [0, 99]"),),
        "plausible: [0, 99]",
        ("100", "anchored at 100, outside the plausible range (0 to 99)"),
        (("work", HOURS, "plausible: [0, 100]"),),
    ),
    "range narrower than the points of an NPS": Case(
        "DP185",
        (("care", "plausible: [-100, 100]", "plausible: [-100, 90]"),),
        "plausible: [-100, 90]",
        ("锚点 100", "anchored at 100"),
        (
            ("care", "plausible: [0, 100]", "plausible: [1, 2]"),
            ("care", "typical: 10", "typical: 2"),
        ),
    ),
    "typical beyond the range": Case(
        "DP186",
        (("care", "typical: 10", "typical: 101"),),
        "typical: 101",
        ("101", "the typical value 101 lies outside the plausible range (0 to 100)"),
        (("care", "typical: 10", "typical: 100"),),
    ),
    "asked twice": Case(
        "DP187",
        (
            (
                "work",
                "{zh: 是否签合同？, en: Are contracts signed?}",
                "{zh: 如何排班, en: Are contracts signed?}",
            ),
        ),
        "zh: 如何排班,",
        ("与 WRK-1.1 问的是同一句话", "asks what WRK-1.1 asks"),
        (("work", "{zh: 每月多少小时？, en: How many hours a month?}", REFUND),),
    ),
    "premise asked later": Case(
        "DP168",
        (("work", WHEN, '"WRK_1_5 > 3.0"'),),
        "WRK_1_5 > 3.0",
        ("取决于后面才问的 WRK-1.5", "hangs on WRK-1.5, asked further on"),
        (("work", WHEN, '"WRK_1_1 > 1.0 && fact_hosts > 3.0"'),),
    ),
    "reason that nobody may give": Case(
        "DP189",
        (("framework", "reasons: {out_of_contract:", f"reasons: {{{SPARE}, out_of_contract:"),),
        "spare:",
        ("不适用理由（reasons） spare", "the reason for N/A spare"),
        (
            ("work", "[out_of_contract]", "[out_of_contract, spare]"),
            ("framework", "reasons: {out_of_contract:", f"reasons: {{{SPARE}, out_of_contract:"),
        ),
    ),
    "person whom nothing is asked of": Case(
        "DP189",
        (("framework", "people: {owner:", f"people: {{{SPARE}, owner:"),),
        "spare:",
        ("答题人（people） spare", "the person spare"),
        (
            ("care", "asked_of: owner", "asked_of: spare"),
            ("framework", "people: {owner:", f"people: {{{SPARE}, owner:"),
        ),
    ),
    "fact that nothing names": Case(
        "DP189",
        (("framework", PAGE, PAGE.replace(", motto", "")),),
        "motto:",
        ("事实（facts） motto", "the fact motto"),
        (
            ("framework", PAGE, PAGE.replace(", motto", "")),
            rule("\"fact_motto == 'x' && WRK_1_2\""),
        ),
    ),
}
