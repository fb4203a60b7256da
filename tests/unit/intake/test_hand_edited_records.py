"""Slips of hand-edited files of the manager: read where nothing is in doubt, else told once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.appeals import parse_appeals
from dpcap.intake.merchants import parse_merchants
from dpcap.intake.model_errors import validate
from dpcap.intake.records import parse_draws
from dpcap.intake.removal.held_files import latest_day
from dpcap.intake.retention import read_retention
from dpcap.intake.round import open_round
from dpcap.intake.source import parse_yaml
from dpcap.model.brief import Brief
from dpcap.model.finding import Finding
from dpcap.model.mail import MailSettings
from dpcap.model.round import Round

ROUND = """schema: dpcap/round/1
id: 2026-Q4
opens_on: 2026-11-02
due_on: 2026-11-23
extensions:
  acme: {due_on: 2026-11-30, reason: 病假, by: 王敏}
appeals: {filing: 15, answering: 15}
"""
KEPT = """schema: dpcap/retention/1
kinds:
  evidence: {days: 730}
  caches: {until: 2026-12-31}
  decisions: {days: 1825, required: true, reason: 合同档案}
"""
DRAW = "schema: dpcap/draw/1\ndraws:\n  - {quarter: 2026-Q4, seed: 七匹马, set_on: 2026-11-05}\n"
APPEAL = "schema: dpcap/appeal/1\nprovider: acme\nappeals:\n  a1:\n    ground: 漏算\n"
VOICE = "schema: dpcap/merchants/1\nheld_by: brand\nmerchants:\n  c1: {on: 2026-10-12, rating: 4}\n"
MAIL = "schema: dpcap/mail/1\nid: q4\nsender:\n  name: {zh: 甲, en: a}\n  address: a@b.example\n"
BRIEF = "schema: dpcap/brief/1\nid: q\nmust:\n  roles: [a]\n  level: L3\n"


def _round(text: str, _: Path) -> object:
    return validate(parse_yaml(text, "round.yaml"), Round)


def _kept(text: str, folder: Path) -> object:
    (folder / "retention.yaml").write_text(text, "utf-8")
    return read_retention(folder / "retention.yaml")


def _draw(text: str, _: Path) -> object:
    return parse_draws(text.encode(), "draw.yaml")


def _appeal(text: str, _: Path) -> object:
    return parse_appeals(text.encode(), "acme.appeal.yaml", "acme")


def _voice(text: str, _: Path) -> object:
    return parse_merchants(text.encode(), "merchants.yaml")


def _mail(text: str, _: Path) -> object:
    return validate(parse_yaml(text, "mail.yaml"), MailSettings)


def _brief(text: str, _: Path) -> object:
    return validate(parse_yaml(text, "brief.yaml"), Brief)


Read = Callable[[str, Path], object]


def _found(read: Read, text: str, folder: Path) -> list[Finding]:
    with pytest.raises(InvalidInputError) as error:
        read(text, folder)
    return list(error.value.findings)


@pytest.mark.parametrize(
    ("read", "text", "written", "slip", "place", "said"),
    [
        # An indent that is none, or another than that of its neighbours.
        (_round, ROUND, "  acme", "acme", "6:1", "它属于 extensions"),
        (_round, ROUND, "  acme", "\u3000acme", "6:1", "全角或特殊空格"),
        (_appeal, APPEAL, "  a1:", "\u3000\u3000a1:", "4:1", "它属于 appeals"),
        (_kept, KEPT, "  evidence", "evidence", "3:1", "行首应有 2 个空格"),
        (_kept, KEPT, "  evidence", "   evidence", "3:4", "行首应有 2 个空格"),
        (_mail, MAIL, "  name", " name", "4:2", "行首应有 2 个空格"),
        (_brief, BRIEF, "  roles", "roles", "4:1", "行首应有 2 个空格"),
        (_kept, KEPT, "kinds:", "kinds: 无", "2:8", "请删去“无”"),
        (_round, ROUND, "extensions:", "extensions: []", "5:13", "请删去“[]”"),
        (_draw, DRAW, "draws:", "draws: {}", "2:8", "请删去“{}”"),
        # Keys.
        (_round, ROUND, "due_on: 2026-11-23", "Due_on: 2026-11-23", "4:1", "是不是 due_on"),
        (_voice, VOICE, "rating", "rating\u200b", "4:24", "U+200B"),
        (_voice, VOICE, "{on", "{日期", "4:8", "是不是 on"),
        (_voice, VOICE, "rating: 4", "rating: 4, 附言: 好", "4:35", "键名要用英文"),
        # Days, yes and no.
        (_round, ROUND, "2026-11-30", "46341", "6:18", "2026-11-15"),
        (_round, ROUND, "2026-11-30", "10/5/2026", "6:18", "2026-05-10 或 2026-10-05"),
        (_round, ROUND, "2026-11-30", "11/30", "6:18", "年月日写全"),
        (_round, ROUND, "2026-11-30", "2026/11/31", "6:18", "没有这一天"),
        (_kept, KEPT, "true", "1", "5:37", "true 或 false"),
        # Numbers, and words in the quotes of a text.
        (_kept, KEPT, "730", "1,730", "3:22", "days: 1730"),
        (_round, ROUND, "filing: 15", 'filing: "15"', "7:19", "请写作 15"),
        (_round, ROUND, "filing: 15", "filing: １５", "7:19", "请写作 15"),
        (_kept, KEPT, "730", "730天", "3:20", "只写 730"),
        (_voice, VOICE, "held_by: brand", "held_by: “brand”", "2:10", "中文引号"),
    ],
)
def test_a_slip_is_one_finding_with_the_way_out(
    read: Read, text: str, written: str, slip: str, place: str, said: str, tmp_path: Path
) -> None:
    assert text.count(written) == 1
    before = {one.path for one in _findings_of(read, text, tmp_path)}
    found = _found(read, text.replace(written, slip), tmp_path)
    (one,) = [one for one in found if one.path not in before]
    assert one.place.endswith(f".yaml:{place}")
    assert said in one.message("zh")


def _findings_of(read: Read, text: str, folder: Path) -> list[Finding]:
    try:
        read(text, folder)
    except InvalidInputError as error:
        return list(error.findings)
    return []


@pytest.mark.parametrize(
    "day",
    ["2026/11/30", "20261130", "2026年11月30日", "2026.11.30", "“2026-11-30”", "２０２６-11-30"],
)
def test_a_day_is_read_as_people_type_it(day: str, tmp_path: Path) -> None:
    (tmp_path / "round.yaml").write_text(ROUND.replace("2026-11-30", day), "utf-8")
    opened = open_round(tmp_path / "round.yaml")
    assert opened.round.extensions["acme"].due_on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("word", "said"), [("是", True), ("否", False), ("Y", True), ("NO", False), ('"true"', True)]
)
def test_yes_and_no_are_read_as_people_type_them(word: str, said: bool, tmp_path: Path) -> None:
    (tmp_path / "retention.yaml").write_text(KEPT.replace("true", word), "utf-8")
    kept, _ = read_retention(tmp_path / "retention.yaml")
    assert kept.kinds["decisions"].required is said


def test_the_day_of_a_file_that_is_kept_is_read_as_people_type_it() -> None:
    assert latest_day({"on": "2026/11/20", "by": "甲"}) == date(2026, 11, 20)
    assert latest_day({"on": "2026年11月20日"}) == date(2026, 11, 20)
    assert latest_day({"on": "年底"}) is None
