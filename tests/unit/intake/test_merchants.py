"""What brands say, as a table and as YAML: the same rows are the same, and cells are named."""

from __future__ import annotations

import codecs
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dpcap.errors import InvalidInputError
from dpcap.intake.framework import load_framework
from dpcap.intake.merchants import parse_merchants
from dpcap.intake.reviews_layout import MERCHANTS_TABLE
from dpcap.intake.voice import merchants_findings, read_voice
from dpcap.model.base import MANY
from dpcap.model.finding import Finding
from dpcap.model.voice import MerchantsFile
from folders import TINY
from voices import make_merchants, merchants_csv

SAID = {
    "c-01": {"on": "2026-10-12", "rating": 4, "complaints": 0},
    "c-02": {"on": "2026-10-15", "rating": 2, "about": ["FUL-5.3", "FUL-1.1"], "note": "拖，七天"},
}
HEAD = "contract,on,rating,complaints,about,note,held_by\n"
CHINESE = "合同编号,日期,评分,投诉次数,针对指标,备注,持有方\n"


def of_yaml(merchants: dict[str, Any], held_by: str = "brand") -> MerchantsFile:
    head = {"schema": "dpcap/merchants/1", "held_by": held_by, "merchants": merchants}
    return parse_merchants(yaml.safe_dump(head).encode(), "merchants.yaml").made


def of_csv(text: str | bytes) -> MerchantsFile:
    raw = text if isinstance(text, bytes) else text.encode()
    return parse_merchants(raw, "voice/merchants.csv").made


def refused(text: str) -> list[Finding]:
    with pytest.raises(InvalidInputError) as error:
        of_csv(text)
    return list(error.value.findings)


LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="'=+-@")
IDS = st.from_regex(r"[a-z][a-z0-9_-]{0,20}", fullmatch=True)
ENTRIES = st.fixed_dictionaries(
    {"on": st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(str)},
    optional={
        "rating": st.integers(1, 5),
        "complaints": st.integers(0, 10_000),
        "about": st.lists(st.from_regex(r"[A-Z]{3}-[1-9]\.[1-9]", fullmatch=True), min_size=1),
        "note": st.text(LETTERS, min_size=1, max_size=30).map(lambda text: f"说{text}完"),
    },
)


@given(
    st.dictionaries(IDS, ENTRIES, min_size=1, max_size=6),
    st.sampled_from(["platform", "brand", "provider"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
)
def test_the_same_rows_are_the_same_in_both(
    merchants: dict[str, Any], held_by: str, end: str, encoding: str
) -> None:
    text = merchants_csv(merchants, held_by, end)
    try:
        raw = text.encode(encoding)
    except UnicodeEncodeError:
        raw = text.encode()
    if encoding == "gb18030" and not _is_told(raw):
        raw = text.encode()
    assert of_csv(raw) == of_yaml(merchants, held_by)


def _is_told(raw: bytes) -> bool:
    """Whether bytes of GB18030 cannot be taken for UTF-8."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return True
    return raw.isascii()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_spreadsheets_own_way_of_writing_is_read(encoding: str) -> None:
    text = CHINESE + "c-02,2026/10/15,２分,1,FUL-5.3、FUL-1.1,“拖”,品牌方\n"
    if encoding != "utf-16":
        text = text.replace("２分", "2")
    else:
        text = text.replace("２分", "２").replace(",", "\t")
    (one,) = of_csv(text.encode(encoding)).merchants.values()
    assert (one.rating, one.complaints, one.about) == (2, 1, ("FUL-5.3", "FUL-1.1"))
    assert one.on == date(2026, 10, 15)
    assert not text.encode(encoding).startswith(codecs.BOM_UTF16_BE)


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        ("c-01,昨天,4,,,,brand", 6, "昨天"),
        ("c-01,2026-10-12,好,,,,brand", 17, "整数"),
        ("c-01,2026-10-12,6,,,,brand", 17, "6"),
        ("c-01,2026-10-12,1.5,,,,brand", 17, "整数"),
        ("c-01,2026-10-12,4,-1,,,brand", 19, "-1"),
        ("c-01,2026-10-12,4,,5.3,,brand", 20, "5.3"),
        ("一号 合同,2026-10-12,4,,,,brand", 1, "一号"),
        ("c-01,2026-10-12,4,,,,某某", 22, "platform"),
        ("c-01,,4,,,,brand", 6, "on"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(row: str, column: int, told: str) -> None:
    (finding,) = refused(HEAD + row + "\n")
    assert (finding.code, finding.file, finding.line, finding.column) == (
        "DP568",
        "voice/merchants.csv",
        2,
        column,
    )
    assert told in finding.message("zh")
    assert finding.severity == "error"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (HEAD, "DP321", 1),
        ("", "DP318", 1),
        ("contract,on\nc-01,2026-10-12\n", "DP318", 1),
        (HEAD.replace("note", "电话") + "c-01,2026-10-12,4,,,,brand\n", "DP318", 1),
        (HEAD.replace("note", "rating") + "c-01,2026-10-12,4,,,,brand\n", "DP318", 1),
        (HEAD + "c-01,2026-10-12,4,,,,brand\nc-01,2026-10-13,5,,,,brand\n", "DP569", 3),
        (HEAD + "c-01,2026-10-12,4,,,,brand\nc-02,2026-10-13,5,,,,platform\n", "DP568", 3),
    ],
)
def test_what_is_wrong_with_a_table_is_told(text: str, code: str, line: int) -> None:
    assert {(one.code, one.line) for one in refused(text)} == {(code, line)}


def test_there_are_only_so_many_contracts() -> None:
    merchants = {f"c{n}": {"on": "2026-10-12"} for n in range(MANY + 1)}
    (finding,) = refused(merchants_csv(merchants))
    assert (finding.code, finding.params["count"]) == ("DP558", MANY + 1)


def test_an_indicator_that_is_none_is_told_at_its_cell(tmp_path: Path) -> None:
    path = tmp_path / MERCHANTS_TABLE
    path.write_text(merchants_csv(SAID), "utf-8")
    found = merchants_findings(path, load_framework(TINY))
    assert {(one.code, one.line, one.column) for one in found} == {("DP563", 3, 20)}
    assert [one.params["node"] for one in found] == ["FUL-5.3", "FUL-1.1"]


def test_two_files_of_what_brands_say_are_one_too_many(tmp_path: Path) -> None:
    make_merchants(tmp_path / "merchants.yaml", SAID)
    assert read_voice(tmp_path).merchants == of_yaml(SAID)
    (tmp_path / MERCHANTS_TABLE).write_text(merchants_csv(SAID), "utf-8")
    voice = read_voice(tmp_path)
    assert voice.merchants is None
    (finding,) = voice.found
    assert finding.code == "DP567"
    assert {finding.params["name"], finding.params["other"]} == {"merchants.yaml", MERCHANTS_TABLE}
    (tmp_path / "merchants.yaml").unlink()
    assert read_voice(tmp_path).merchants == of_yaml(SAID)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere.csv"
    outside.write_text(merchants_csv(SAID), "utf-8")
    (tmp_path / "voice").mkdir()
    (tmp_path / "voice" / MERCHANTS_TABLE).symlink_to(outside)
    voice = read_voice(tmp_path / "voice")
    assert (voice.merchants, [one.code for one in voice.found]) == (None, ["DP112"])
