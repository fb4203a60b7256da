"""Ids of shops and of evidence: digits will do, what spreadsheets make of them is told."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.envelope import Envelopes
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.listed_ids import ListedIds
from dpcap.intake.rows import Rows
from dpcap.intake.table import parse_table
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.two_languages import TwoLanguages
from locations import ROOT

EXAMPLES = ROOT / "tests" / "examples"
LIST_IT = TwoLanguages("请先登记", "List it")


@cache
def tiny() -> Framework:
    return load_framework(EXAMPLES / "frameworks" / "tiny")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "providers" / "sound", tmp_path / "sound"))


def change(folder: Path, name: str, *pairs: tuple[str, str]) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8-sig")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def errors(folder: Path) -> list[Finding]:
    with pytest.raises(InvalidInputError) as caught:
        load_assessment(folder, tiny())
    return list(caught.value.findings)


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("35012345", "35012345"),
        ('"35012345"', "35012345"),
        ("0012", "0012"),
        ('"0012"', "0012"),
        ("7", "7"),
        ("1234567890123456789", "1234567890123456789"),
        ("12345678901234567890123", "12345678901234567890123"),
    ],
)
def test_a_shop_may_be_called_by_its_number(folder: Path, written: str, means: str) -> None:
    change(folder, "provider.yaml", ("id: s1", f"id: {written}"))
    change(folder, "kpis.csv", ("s1,", f"{means},"))
    assessment = load_assessment(folder, tiny())
    assert assessment.provider.shops[0].id == means
    assert {row.shop for row in assessment.rows["CAR-1.1"]} == {means, "s2"}


@pytest.mark.parametrize("written", ["7", '"7"', "0012", '"0012"', "12345678901234567890123"])
def test_evidence_may_be_called_by_its_number(folder: Path, written: str) -> None:
    means = written.strip('"')
    change(
        folder,
        "answers.yaml",
        ("  e2: {", f"  {written}: {{"),
        ("evidence: [e2]", f"evidence: [{written}]"),
    )
    change(folder, "provider.yaml", ("evidence: [e2]", f"evidence: [{written}]"))
    change(folder, "kpis.csv", (",e2,", f",{means},"))
    assessment = load_assessment(folder, tiny())
    assert set(assessment.evidence) == {"e1", means}
    assert assessment.evidence[means].id == means
    assert assessment.answers["WRK-1.5"].evidence == (means,)
    assert assessment.rows["CAR-1.1"][0].evidence == (means,)
    assert assessment.provider.facts["checked"].evidence == (means,)
    assert assessment.findings == ()


@pytest.mark.parametrize(
    ("listed", "typed", "hint"),
    [
        ('"0012"', "12", "开头的 0"),
        ("12", "0012", "开头的 0"),
        ("1234567890123456", "1.23457E+15", "可能是 1234567890123456"),
        ("35012345", "3.5012345E7", "可能是 35012345"),
        ("35012345", "9.9E7", "科学计数法"),
        ("1234567890123456789", "1234567890123450000", "15 位"),
        ("35012345", "35012345.0", "小数点"),
        ("s7", "S7", "大小写"),
        ("s7", "ｓ７", "大小写"),
        ("s7", "s8", "请先登记"),
    ],
)
def test_what_a_spreadsheet_made_of_an_id_is_told(
    folder: Path, listed: str, typed: str, hint: str
) -> None:
    change(folder, "provider.yaml", ("id: s1", f"id: {listed}"))
    change(folder, "kpis.csv", ("s1,", f"{typed},"))
    (finding,) = errors(folder)
    assert (finding.code, finding.line) == ("DP316", 2)
    assert hint in finding.message("zh")


def test_zeros_in_front_of_a_piece_of_evidence_are_told(folder: Path) -> None:
    change(folder, "answers.yaml", ("  e1: {", "  07: {"), ("evidence: [e1]", "evidence: [7]"))
    (finding,) = errors(folder)
    assert finding.code == "DP307"
    assert "开头的 0" in finding.message("zh")


def test_a_chinese_id_of_a_shop_is_one_finding(folder: Path) -> None:
    change(folder, "provider.yaml", ("id: s1", "id: 旗舰店"))
    change(folder, "kpis.csv", ("s1,", "旗舰店,"))
    (finding,) = errors(folder)
    assert (finding.code, finding.path) == ("DP104", ("shops", 0, "id"))
    assert "英文字母、数字" in finding.message("zh")


def test_a_chinese_id_of_a_piece_is_one_finding(folder: Path) -> None:
    change(folder, "answers.yaml", ("  e2: {", "  罗盘1: {"), ("[e2]", "[罗盘1]"))
    change(folder, "provider.yaml", ("[e2]", "[罗盘1]"))
    change(folder, "kpis.csv", (",e2,", ",罗盘1,"))
    (finding,) = errors(folder)
    assert (finding.code, finding.path) == ("DP104", ("evidence", "罗盘1"))


@pytest.mark.parametrize("shop", ["示例旗舰店", "0012", "", "a b", "😀"])
@pytest.mark.parametrize(
    "provider", [None, "id: [", "- a\n", "schema: dpcap/provider/1\n", b"\xff"]
)
def test_rows_beside_a_provider_that_cannot_be_read(
    folder: Path, shop: str, provider: str | bytes | None
) -> None:
    change(folder, "kpis.csv", ("s1,", f"{shop},"), (",e2,", ",罗盘,"))
    file = folder / "provider.yaml"
    file.unlink()
    if provider is not None:
        file.write_bytes(provider if isinstance(provider, bytes) else provider.encode())
    (folder / "answers.yaml").write_text("answers: [", encoding="utf-8")
    assert {Path(finding.file or "").name for finding in errors(folder)} >= {"answers.yaml"}


def test_a_row_that_is_no_model_is_told_at_its_line() -> None:
    rows = Rows(
        Envelopes(tiny(), None),
        ListedIds("shop", frozenset(), whole=False, else_=LIST_IT),
        {},
        ListedIds("shop", frozenset(), whole=False, else_=LIST_IT),
    )
    text = "shop,indicator,value,evidence\n一店,CAR-1.1,8,\ns1,CAR-1.1,9,罗盘\n"
    rows.add(parse_table(text, "kpis.csv"))
    assert rows.made() == {}
    assert sorted(finding.place for finding in rows.found) == ["kpis.csv:2:1", "kpis.csv:3:1"]
    assert {finding.code for finding in rows.found} == {"DP104"}
