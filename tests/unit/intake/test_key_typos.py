"""Nothing that a person wrote vanishes: a key that nobody knows is told, and what it was to be."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from yaml import Node

from dpcap.errors import InvalidInputError
from dpcap.intake import split_text
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from locations import ROOT

EXAMPLES = ROOT / "tests" / "examples"
SOUND = EXAMPLES / "providers" / "sound"
WIDE, BLANK, COMMA = "冒号是全角", "冒号后要有空格", "加引号"


@cache
def tiny() -> Framework:
    return load_framework(EXAMPLES / "frameworks" / "tiny")


@cache
def shipped() -> Framework:
    return load_framework(ROOT / "questionnaires")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "sound"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8-sig")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def errors(folder: Path, framework: Framework | None = None) -> list[Finding]:
    with pytest.raises(InvalidInputError) as caught:
        load_assessment(folder, framework or tiny())
    return list(caught.value.findings)


ANSWER = "{value: 2, evidence: [e1], note: 每周更新}"
PIECE = "{file: evidence/排班.txt, kind: own_document, "
IN_ANSWERS = [
    # An answer, its value swallowed by a key that holds nothing.
    (ANSWER, "{value：2}", WIDE),
    (ANSWER, "{value：2, evidence: [e1]}", WIDE),
    (ANSWER, "{value:2}", BLANK),
    (ANSWER, "{value:2, note: 每周}", BLANK),
    (ANSWER, "{unknown：true}", WIDE),
    (ANSWER, "{not_applicable：out_of_contract}", WIDE),
    (ANSWER, "{value 2, evidence: [e1]}", "缺少冒号"),
    (ANSWER, "{vaule: , evidence: [e1]}", "是不是 value"),
    (ANSWER, "{vaule: 2}", "是不是 value"),
    (ANSWER, "{2}", "没有键"),
    (ANSWER, "{value: 2, note: 两店同表, 均已核}", COMMA),
    (ANSWER, "{value: 2, whatever: null}", "没有值"),
    (ANSWER, "{value: 2, whatever: ~}", "没有值"),
    (ANSWER, "\n    value：2", WIDE),
    (ANSWER, "\n    value:2", BLANK),
    (ANSWER, "\n    value:2\n    note: 见附件", BLANK),
    # The indicator itself.
    ("WRK-1.2: 是", "WRK-1.2：是", WIDE),
    ("WRK-1.2: 是", "WRK-1.2:是", BLANK),
    ("WRK-1.2: 是\n", "? WRK-1.2：是\n", WIDE),
    # Evidence, defaults, the assessor, the file itself.
    (PIECE, PIECE + "note：已核, ", WIDE),
    (PIECE, PIECE + "nots: , ", "是不是 note"),
    (PIECE, "{file: evidence/排班.txt, kind：own_document, ", WIDE),
    ("{period: 2026-10, basis: paid}", "{period：2026-10, basis: paid}", WIDE),
    ("{period: 2026-10, basis: paid}", "{period:2026-10, basis: paid}", BLANK),
    ("{period: 2026-10, basis: paid}", "{period: 2026-10, basis: paid, bais: }", "是不是 basis"),
    ("{name: 李}", "{name：李}", WIDE),
    ("assessor: {name: 李}", "assessors: ", "是不是 assessor"),
]
IN_PROVIDER = [
    ("hosts: 3", "hosts: {value：3}", WIDE),
    ("hosts: 3", "hosts: {value:3}", BLANK),
    ("hosts: 3", "hosts: {valeu: }", "是不是 value"),
    ("hosts: 3", "hosts: {value: 3, nte: }", "是不是 note"),
    ("track: food", "track:\n    value：food", WIDE),
    ("  hosts: 3\n  regulated: 否\n", "  ? hosts：3\n  regulated: 否\n", WIDE),
    ("{name: 王}", "{name：王}", WIDE),
    ("{name: 王}", "{name: 王, emial: }", "是不是 email"),
    ("{id: s2, name: 二店}", "{id: s2, name:二店}", BLANK),
    ("{id: s2, name: 二店}", "{id: s2, name: 二店, 旧店}", COMMA),
    ("{id: s2, name: 二店}", "{id s2, name: 二店}", "缺少冒号"),
    ("categories: [food]", "categoris: ", "是不是 categories"),
    ("name: {zh: 稳声, en: Sound}", "name: {zh：稳声, en: Sound}", WIDE),
]


@pytest.mark.parametrize(("old", "new", "hint"), IN_ANSWERS)
def test_a_slip_in_the_answers_is_one_finding_with_its_way_out(
    folder: Path, old: str, new: str, hint: str
) -> None:
    change(folder, "answers.yaml", old, new)
    _one_finding(folder, hint)


@pytest.mark.parametrize(("old", "new", "hint"), IN_PROVIDER)
def test_a_slip_in_the_provider_file_is_one_finding_with_its_way_out(
    folder: Path, old: str, new: str, hint: str
) -> None:
    change(folder, "provider.yaml", old, new)
    _one_finding(folder, hint)


def _one_finding(folder: Path, hint: str) -> None:
    (finding,) = errors(folder)
    assert hint in finding.message("zh")
    assert "?" not in finding.message("zh")
    assert finding.message("en")
    assert finding.line


def test_an_unknown_fact_is_told_though_it_is_empty(folder: Path) -> None:
    change(folder, "provider.yaml", "  hosts: 3\n", "  hosts: 3\n  hostss:\n")
    assert [finding.code for finding in errors(folder)] == ["DP313"]


def test_a_text_where_a_mapping_belongs_says_how_to_write_one(folder: Path) -> None:
    change(folder, "provider.yaml", "contact: {name: 王}", "contact:\n  name：王")
    (finding,) = errors(folder)
    assert "半角冒号" in finding.message("zh")


@pytest.mark.parametrize("slip", ["{value:%s}", "{value：%s}"])
def test_no_answer_of_an_example_can_be_lost_by_its_colon(slip: str, tmp_path: Path) -> None:
    source = ROOT / "examples" / "providers" / "lanxing"
    copy = Path(shutil.copytree(source, tmp_path / "lanxing"))
    slips = 0
    for file in sorted((copy / "answers").iterdir()):
        text, count = re.subn(
            r"(?m)^(  [A-Z]{3}-\d\.\d+: )\{value: ([^,}\[{]+)(?:, [^\n]*)?\}$",
            lambda match: match[1] + slip % match[2],
            file.read_text(encoding="utf-8"),
        )
        file.write_text(text, encoding="utf-8")
        slips += count
    assert slips > 30
    assert [finding.code for finding in errors(copy, shipped())] == ["DP106"] * slips


FLOW_TEXTS = [
    ("en: Getting it made}", "en: Getting it made, and sold}", 'en: "Getting it made, and sold"'),
    ("en: Getting it made}", "en: About 1,000 a day}", 'en: "About 1,000 a day"'),
    ("en: Getting it made}", "en: One, two, three}", 'en: "One, two, three"'),
    ("zh: 做出来,", "zh: 做出来,也卖出去,", 'zh: "做出来,也卖出去"'),
    ("en: Never,", "en: Never, title,", 'en: "Never, title"'),
    ("en: Getting it made}", 'en: A "word", said}', 'en: "A \\"word\\", said"'),
]


@pytest.mark.parametrize(("old", "new", "way"), FLOW_TEXTS)
def test_a_text_that_a_comma_cut_is_told_once_and_as_that(
    tmp_path: Path, old: str, new: str, way: str
) -> None:
    framework = Path(shutil.copytree(EXAMPLES / "frameworks" / "tiny", tmp_path / "framework"))
    change(framework, "work.yaml", old, new)
    with pytest.raises(InvalidInputError) as caught:
        load_framework(framework)
    [found] = caught.value.findings
    assert found.code == "DP106"
    assert way in found.message("en")
    assert f"请给整段文字加引号：{way}" in found.message("zh")
    change(framework, "work.yaml", new, new.replace(*_quoted(new, way)))
    load_framework(framework)


def _quoted(new: str, way: str) -> tuple[str, str]:
    """What stands in *new*, and what *way* says to write for it."""
    end = "}" if new.endswith("}") else ","
    return new.removesuffix(end), way


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("en: Getting it made, abot: 3}", "Did you mean about"),
        ("en: Getting it made, borrowed: }", "It has no value either"),
        ("en: 'Getting it made', and sold}", "It has no value either"),
        ("en: Getting it made, minutes: 3}", "It has its place elsewhere"),
    ],
)
def test_no_comma_is_blamed_for_another_slip(tmp_path: Path, new: str, said: str) -> None:
    framework = Path(shutil.copytree(EXAMPLES / "frameworks" / "tiny", tmp_path / "framework"))
    change(framework, "work.yaml", "en: Getting it made}", new)
    with pytest.raises(InvalidInputError) as caught:
        load_framework(framework)
    [found] = caught.value.findings
    assert said in found.message("en")


def test_a_text_in_very_many_pieces_is_gone_through_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many commas a text holds: work grows with its length, not with its square."""
    looked = 0
    before = split_text._bare

    def counted(pair: tuple[Node, Node]) -> bool:
        nonlocal looked
        looked += 1
        return before(pair)

    monkeypatch.setattr(split_text, "_bare", counted)
    framework = Path(shutil.copytree(EXAMPLES / "frameworks" / "tiny", tmp_path / "framework"))
    pieces = ", ".join(f"piece {n}" for n in range(2000))
    change(framework, "work.yaml", "en: Getting it made}", f"en: Made, {pieces}}}")
    with pytest.raises(InvalidInputError) as caught:
        load_framework(framework)
    assert [one.code for one in caught.value.findings] == ["DP106"]
    assert looked < 2100
