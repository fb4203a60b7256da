"""Forms as they are written, and what is refused of those that come back."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dpcap import Configuration, ProviderRequest
from dpcap.errors import InvalidInputError
from dpcap.intake.form.form_data import form_data
from dpcap.intake.sheet.content import SheetShop
from dpcap.model.base import Text
from dpcap.model.finding import Finding
from dpcap.report.form_page import form_page
from dpcap.workflow.fill import FillRequest, fill_folder
from dpcap.workflow.form import known_facts, write_form
from dpcap.workflow.sheet import SheetRequest, asked_sheet, sheet_content
from form_pages import data_of, export
from locations import PROVIDERS

DAY = date(2026, 11, 24)
ABOUT = {"provider": "x", "sheet": "s", "digest": "d"}
LANXING = SheetRequest(ProviderRequest(PROVIDERS / "lanxing"), DAY)
FORM = data_of(write_form(LANXING).page)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROVIDERS / "lanxing", tmp_path / "lanxing"))


def refused(folder: Path) -> Sequence[Finding]:
    """What is told of `a.json` beside *folder*, which cannot be read in."""
    with pytest.raises(InvalidInputError) as error:
        fill_folder(FillRequest(ProviderRequest(folder), (folder.parent / "a.json",), DAY))
    return error.value.findings


def test_the_same_request_gives_the_same_page() -> None:
    assert write_form(LANXING).page == write_form(LANXING).page


def test_it_fits_a_message() -> None:
    """The whole framework, every role's questions, sixteen shops: at most a megabyte."""
    asked = asked_sheet(LANXING, Configuration())
    content = sheet_content(asked, LANXING)
    shops = tuple(SheetShop(f"3501234{n:02}", f"很长的店铺名称示例旗舰店 {n}") for n in range(16))
    whole = replace(content, nodes=tuple(asked.framework.by_id), shops=shops)
    page = form_page(form_data(whole, known_facts(asked.case, whole)))
    assert len(page.encode()) <= 1_000_000


def test_nothing_from_the_folder_is_markup() -> None:
    asked = asked_sheet(LANXING, Configuration())
    content = sheet_content(asked, LANXING)
    evil = "</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>"
    provider = content.provider.model_copy(update={"name": Text(zh=evil, en=evil)})
    shops = (SheetShop("a", evil),)
    page = form_page(
        form_data(
            replace(content, provider=provider, shops=shops), known_facts(asked.case, content)
        )
    )
    assert evil not in page
    assert page.count("<script") == 2 + page.count("\\u003cscript") * 0
    assert data_of(page)["shops"] == [["a", evil]]


def test_it_loads_nothing() -> None:
    page = write_form(LANXING).page
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    markup = re.sub(r"<script.*?</script>|<style>.*?</style>", "", page, flags=re.DOTALL)
    assert not re.search(r"\b(?:src|href|action)=", markup)


WRONG: dict[str, tuple[Any, str, str]] = {
    "id": ({"answers": {"TRA-1.11": {"value": 1}}}, "DP879", '$.answers["TRA-1.11"]'),
    "value": ({"answers": {"TRA-1.1": {"value": 9}}}, "DP874", '$.answers["TRA-1.1"].value'),
    "key": ({"answers": {"TRA-1.1": {"vaule": 1}}}, "DP892", '$.answers["TRA-1.1"].vaule'),
    "kind": ({"answers": {"TRA-1.1": {"value": {"a": 1}}}}, "DP891", '$.answers["TRA-1.1"].value'),
    "list": ({"answers": []}, "DP891", "$.answers"),
    "reply": ({"answers": {"TRA-1.1": 3}}, "DP891", '$.answers["TRA-1.1"]'),
    "two": ({"answers": {"TRA-1.1": {"value": 1, "unknown": True}}}, "DP891", ".unknown"),
    "reason": (
        {"answers": {"TRA-1.1": {"not_applicable": "zzz"}}},
        "DP874",
        '$.answers["TRA-1.1"].not_applicable',
    ),
    "shop": ({"shops": {"nowhere": {"TRA-3.2": {"value": 1}}}}, "DP316", "$.shops.nowhere"),
    "per shop": ({"shops": {"chenlu": {"TRA-1.1": {"value": 1}}}}, "DP879", '["TRA-1.1"]'),
    "whole": ({"answers": {"TRA-3.2": {"value": 1}}}, "DP889", '$.answers["TRA-3.2"].value'),
    "evidence": ({"answers": {"TRA-1.1": {"evidence": ["a.png"]}}}, "DP882", ".evidence[0]"),
    "hash": ({"files": {"a.png": {"sha256": "x"}}}, "DP891", '$.files["a.png"].sha256'),
    "control": ({"answers": {"TRA-1.1": {"note": "a\u202eb"}}}, "DP113", ".note"),
    "huge": ({"answers": {"LIV-1.1": {"value": 1e999}}}, "DP890", "a.json"),
    "long number": ({"answers": {"TRA-1.1": {"value": 10**400}}}, "DP874", ".value"),
    "hidden sign": ({"about": {**export(FORM)["about"], "who": "a\u202eb"}}, "DP870", "a.json"),
    "other": (
        {"about": {"provider": "x", "sheet": "s", "digest": "d", "generation": 1}},
        "DP871",
        "",
    ),
    "no about": ({"about": None}, "DP890", "a.json"),
    "round": ({"about": ABOUT}, "DP890", "a.json"),
    "version": ({"version": 2}, "DP890", "a.json"),
    "format": ({"format": "else"}, "DP890", "a.json"),
    "half": ({"answers": {"TRA-1.1": {"note": "\ud800"}}}, "DP890", "a.json"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_its_place(folder: Path, name: str) -> None:
    change, code, place = WRONG[name]
    (folder.parent / "a.json").write_text(json.dumps({**export(FORM), **change}), "utf-8")
    before = {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    found = refused(folder)
    assert (code, True) in {(one.code, place in f"{one.file}") for one in found}, found
    assert all(one.message("zh") != one.message("en") for one in found)
    assert before == {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()}


HOSTILE = {
    "empty": b"",
    "no JSON": b"{",
    "deep": b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "many": b'{"a":[' + b"1," * 300_000 + b"1]}",
    "large": b'{"a":"' + b"x" * (9 << 20) + b'"}',
    "twice": b'{"format": "dpcap-form", "format": "dpcap-form"}',
    "not a number": b'{"format": NaN}',
    "long number": b'{"format": ' + b"9" * 10_000 + b"}",
    "not UTF-8": b'{"format": "\xff"}',
    "a list": b"[]",
    "a quote that does not end": b'{"a": "' + b'\\"' * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(folder: Path, name: str) -> None:
    (folder.parent / "a.json").write_bytes(HOSTILE[name])
    [found] = refused(folder)
    assert found.code == "DP890"
    said = found.message("en")
    assert ("nested too deeply or too long" in said) == (name in ("deep", "many")), said
    assert ("larger" in said) == (name == "large"), said
    assert ("stands twice" in said) == (name == "twice"), said
