"""`dpcap status` from the command line: what is printed, the calendar, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from dpcap.cli.main_guard import run
from folders import TINY, make_folder
from rounds import complete_folder, put_review, put_round

LATER = {"due_on": "2026-11-30", "reason": "=病假", "by": "王"}
ON = ("--on", "2026-11-26", "--framework", str(TINY), "--reviews", "reviews")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Here:
    """dpcap in this process, in a directory with four providers and a round."""

    def __init__(self, capfd: pytest.CaptureFixture[str], top: Path) -> None:
        self.capfd, self.top = capfd, top
        self.printed = self.said = ""
        make_folder(top / "providers" / "late")
        make_folder(top / "providers" / "filling")
        complete_folder(top / "providers" / "waits")
        complete_folder(top / "providers" / "argues")
        put_review(top / "reviews", "argues", contested="不同意e1的裁定")
        self.round()

    def round(self, **changed: Any) -> None:
        extended = {"extensions": {"filling": LATER}}
        put_round(self.top / "reviews" / "round.yaml", **{**extended, **changed})

    def __call__(self, *more: str) -> int:
        with pytest.raises(SystemExit) as left:
            run(["status", "providers", *ON, *more])
        self.printed, self.said = self.capfd.readouterr()
        return int(left.value.code or 0)


@pytest.fixture
def here(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Here:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return Here(capfd, tmp_path)


def test_what_to_do_first_comes_first_in_chinese(here: Here) -> None:
    assert here("--lang", "zh") == 0
    lines = [line.strip("│╭╰ ") for line in here.printed.splitlines()]
    assert lines[1] == "四季度评估 · 2026-11-26 · 共 4 家"
    assert lines[2] == "下一个日子：复核截止 2026-12-04（还有 8 天）"
    assert lines[3] == "今天先做：处理异议，1 家：argues"
    assert lines[4] == "然后：催交逾期未交的，1 家：late（最久 3 天）"
    assert lines[5] == "然后：复核交齐的，1 家：waits（最久 6 天）"
    rows = [line.split() for line in lines]
    assert ["late", "逾期未交", *["57%", "3", "分", "服务商", "3", "天", "11-23"]] in rows
    assert ["filling", "填写中", "57%", "3", "分"] in [row[:5] for row in rows]
    assert "11-30 延" in here.printed
    assert "不同意e1的裁定" in here.printed
    assert here.said == ""


def test_it_is_english_where_that_is_asked_for(here: Here) -> None:
    assert here("--lang", "en") == 0
    own = here.printed.replace("不同意e1的裁定", "")
    assert CHINESE.findall(own) == []
    assert "First today: settle what is contested (1): argues" in own
    assert "Then: call those who are late (1): late (longest: 3 d)" in own
    assert "11-30 ext." in own


@pytest.mark.parametrize("columns", ["40", "80", "100", "160"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_page(
    here: Here, monkeypatch: pytest.MonkeyPatch, columns: str, language: str
) -> None:
    from dpcap.text_width import width

    monkeypatch.setenv("COLUMNS", columns)
    here("--lang", language)
    assert max(map(width, here.printed.splitlines())) <= int(columns)


def test_json_holds_all_of_it(here: Here) -> None:
    assert here("--format", "json", "--lang", "en") == 0
    told = json.loads(here.printed)
    assert told["counts"] == {"contested": 1, "late": 1, "to_review": 1, "filling": 1}
    assert [one["kind"] for one in told["first"]] == ["contested", "late", "to_review"]
    assert told["round"]["due_on"] == "2026-11-23"
    waits = next(one for one in told["providers"] if one["provider"] == "waits")
    assert (waits["state"], waits["turn"], waits["days"]) == ("to_review", "reviewer", 6)
    assert (waits["share"], waits["since"]) == (1.0, "2026-11-20")


def test_csv_is_a_row_each_and_holds_no_formula(here: Here) -> None:
    put_review(here.top / "reviews", "argues", contested="=1+1")
    assert here("--format", "csv", "--lang", "zh") == 0
    rows = list(csv.DictReader(io.StringIO(here.printed.removeprefix("\ufeff"))))
    assert [row["provider"] for row in rows] == ["argues", "late", "waits", "filling"]
    assert rows[0]["contested"] == "'=1+1"
    assert rows[3]["due_on"] == "2026-11-30"


def test_one_bad_folder_stops_nothing(here: Here) -> None:
    bad = here.top / "providers" / "bad" / "provider.yaml"
    make_folder(bad.parent)
    bad.write_text(bad.read_text("utf-8").replace("role: maker", "rolle: maker"), "utf-8")
    assert here("--lang", "zh") == 4
    assert "今天先做：修好读不了的文件夹，1 家：bad" in here.printed
    assert "providers/bad/provider.yaml:5:1 DP106" in here.printed
    assert "late" in here.printed
    for name in ("late", "filling", "waits", "argues"):
        (here.top / "providers" / name / "provider.yaml").write_text("[", "utf-8")
    assert here() == 3


def test_what_a_stranger_wrote_drives_no_terminal(here: Here) -> None:
    path = here.top / "providers" / "late" / "provider.yaml"
    told = path.read_text("utf-8").replace("某某late", '"x\\e[31m\\u202e"')
    path.write_text(told, "utf-8")
    put_review(here.top / "reviews", "argues", contested="a\u202eb")
    here("--lang", "zh")
    assert "\x1b" not in here.printed
    assert "\u202e" not in here.printed


def test_a_wrong_round_is_told_with_its_line(here: Here) -> None:
    here.round(due_on="2026-10-01")
    assert here() == 3
    assert re.search(r"reviews/round.yaml:\d+:\d+ DP480", here.said)


def test_extensions_of_strangers_are_told_beside_the_page(here: Here) -> None:
    here.round(extensions={"wait": LATER})
    assert here() == 0
    assert "DP482" in here.said
    assert "waits" in here.said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_calendar_is_the_same_bytes_each_time(here: Here, language: str) -> None:
    assert here("--lang", language, "--ics", "one.ics") == 0
    assert "one.ics" in here.said
    assert here("--lang", language, "--ics", "two.ics", "--on", "2026-12-02") == 0
    one, two = ((here.top / name).read_bytes() for name in ("one.ics", "two.ics"))
    assert one == two
    assert one.count(b"BEGIN:VEVENT") == 6
    assert one.endswith(b"END:VCALENDAR\r\n")
    assert bool(CHINESE.search(one.decode().partition("UID")[0])) == (language == "zh")


def test_without_the_extra_the_install_line_is_told(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("round_calendar", "calendar_file"):
        monkeypatch.delitem(sys.modules, f"dpcap.workflow.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "icalendar", None)
    assert here("--ics", "round.ics") == 2
    assert 'pip install "dpcap[calendar]"' in here.said
    assert not (here.top / "round.ics").exists()
    assert here() == 0


def test_without_a_round_there_is_none_to_write(here: Here) -> None:
    (here.top / "reviews" / "round.yaml").unlink()
    assert here("--ics", "round.ics") == 2
    assert "--round" in here.said
    assert here("--lang", "en") == 0
    assert "no round" in here.printed


def test_a_named_round_goes_before_the_one_that_is_found(here: Here) -> None:
    put_round(here.top / "mine.yaml", id="other", title=None, due_on="2026-11-30")
    assert here("--round", "mine.yaml", "--format", "json") == 0
    assert json.loads(here.printed)["counts"] == {"contested": 1, "to_review": 1, "filling": 2}
    assert here("--round", "none.yaml") == 2
    assert "none.yaml" in here.said
