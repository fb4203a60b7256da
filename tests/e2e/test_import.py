"""`dpcap import` as a user runs it: shown, written only when confirmed, learnt, linted."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dpcap.cli.main_guard import run
from dpcap.workflow.import_export import plan_import
from exports import HEADER, ROWS, csv_text, everything, workspace, write_csv
from small_framework import DAY


class Terminal:
    """Commands of dpcap in this process, in a directory with folder, framework and mapping."""

    def __init__(self, capfd: pytest.CaptureFixture[str], top: Path) -> None:
        self._capfd = capfd
        self.folder = workspace(top).folder
        self.printed = self.said = ""
        write_csv(top / "a.csv", ROWS)
        (top / "dpcap.toml").write_text('framework = "framework"\n', "utf-8")

    def __call__(self, *words: str) -> int:
        with pytest.raises(SystemExit) as left:
            run([*words])
        self.printed, self.said = self._capfd.readouterr()
        return int(left.value.code or 0)


@pytest.fixture
def dpcap(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    monkeypatch.chdir(tmp_path)
    return Terminal(capfd, tmp_path)


def test_nothing_is_written_until_it_is_confirmed(
    dpcap: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(dpcap.folder)
    assert dpcap("import", "blue", "a.csv", "--on", DAY) == 0
    assert "14880 ÷ 4960" in dpcap.printed
    assert "--yes" in dpcap.said
    assert everything(dpcap.folder) == before
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert dpcap("import", "blue", "a.csv", "--on", DAY) == 0
    assert everything(dpcap.folder) == before
    monkeypatch.setattr("builtins.input", lambda _: "是")
    assert dpcap("import", "blue", "a.csv", "--on", DAY) == 0
    assert "kpis.csv" in dpcap.printed
    assert dpcap("lint", "blue") == 0


def test_files_whose_rows_of_the_same_days_differ_are_told_in_any_order(
    dpcap: Terminal, tmp_path: Path
) -> None:
    again = [[*row[:3], f"{row[3]}.00", *row[4:]] for row in ROWS[25:31]]
    write_csv(tmp_path / "b.csv", [*again, *ROWS[20:25]])
    for names in (("a.csv", "b.csv"), ("b.csv", "a.csv")):
        assert dpcap("import", "blue", *names, "--on", DAY) == 0
        (line,) = [one for one in dpcap.said.splitlines() if "DP930" in one]
        assert "counted, maybe twice" in line
        assert "a.csv, b.csv" in line
        assert "2026-10-26 – 2026-10-31" in line
    asked = replace(workspace(tmp_path), files=(tmp_path / "a.csv", tmp_path / "b.csv"))
    (told,) = [one for one in plan_import(asked).findings if one.code == "DP930"]
    assert "可能重复计算" in told.message("zh")
    assert dpcap("import", "blue", "a.csv", "a.csv", "--on", DAY) == 0
    assert "DP930" not in dpcap.said


def test_two_exports_in_one_file_whose_rows_of_the_same_days_differ_are_told(
    dpcap: Terminal, tmp_path: Path
) -> None:
    head, first = (tmp_path / "a.csv").read_text("utf-8").split("\n", 1)
    again = [[*row[:3], f"{row[3]}.00", *row[4:]] for row in ROWS[25:31]]
    write_csv(tmp_path / "b.csv", again)
    below = (tmp_path / "b.csv").read_text("utf-8")
    (tmp_path / "both.csv").write_text(f"{head}\n{first}{below}", "utf-8")
    assert dpcap("import", "blue", "both.csv", "--on", DAY) == 0
    (line,) = [one for one in dpcap.said.splitlines() if "DP930" in one]
    assert f"both.csv, both.csv:{first.count(chr(10)) + 2}" in line
    (tmp_path / "twice.csv").write_text(f"{head}\n{first}{head}\n{first}", "utf-8")
    assert dpcap("import", "blue", "twice.csv", "--on", DAY) == 0
    assert "DP930" not in dpcap.said


@pytest.mark.parametrize("day", ["46296", "46296.0", "46296.5"])
def test_days_that_lost_their_format_are_read_in_csv_too(
    dpcap: Terminal, tmp_path: Path, day: str
) -> None:
    rows = [[row[0], f"{int(day[:5]) + n % 31}{day[5:]}", *row[2:]] for n, row in enumerate(ROWS)]
    write_csv(tmp_path / "a.csv", rows)
    assert dpcap("import", "blue", "a.csv", "--on", DAY) == 0
    assert "14880 ÷ 4960" in dpcap.printed


def test_several_files_in_any_order_give_the_same_bytes(dpcap: Terminal, tmp_path: Path) -> None:
    write_csv(tmp_path / "b.csv", ROWS[::2])
    write_csv(tmp_path / "c.csv", ROWS[1::2], "gb18030")
    left: list[dict[str, bytes]] = []
    for names in (("b.csv", "c.csv"), ("c.csv", "b.csv")):
        dpcap.folder = workspace(tmp_path).folder
        for old in (dpcap.folder / "kpis.csv", *(dpcap.folder / "evidence").glob("*")):
            old.unlink(missing_ok=True)
        assert dpcap("import", "blue", *names, "--on", DAY, "--yes") == 0
        left.append(dict(everything(dpcap.folder)))
    assert left[0] == left[1]


def test_a_refusal_ends_with_3_and_says_all_of_it(dpcap: Terminal, tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [[*ROWS[0][:2], "x", "12%", "", ""], *ROWS])
    assert dpcap("import", "blue", "a.csv", "--on", DAY, "--yes") == 3
    assert "DP918" in dpcap.said
    assert not (dpcap.folder / "kpis.csv").exists()


def test_a_hostile_workbook_ends_with_3(dpcap: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text(csv_text(ROWS), "utf-8")
    assert dpcap("import", "blue", "a.xlsx", "--on", DAY) == 3
    assert "DP900" in dpcap.said


def test_usage(dpcap: Terminal) -> None:
    assert dpcap("import", "blue", "--on", DAY) == 2
    assert dpcap("import", "blue", "a.csv", "--mapping", "none", "--on", DAY) == 2
    assert "spend" in dpcap.said
    assert dpcap("import", "--learn", "a.csv", "b.csv") == 2


def test_learn_writes_a_draft_that_lint_finds_unfinished(dpcap: Terminal, tmp_path: Path) -> None:
    (tmp_path / "千川 十月.csv").write_text(csv_text(ROWS), "utf-8")
    assert dpcap("import", "--learn", "千川 十月.csv", "--mapping", "qianchuan") == 0
    assert HEADER[2] in dpcap.printed
    assert ROWS[0][5] not in dpcap.printed + dpcap.said
    assert dpcap("import", "--learn", "千川 十月.csv", "--mapping", "qianchuan") == 2
    assert dpcap("lint", "mappings/spend.yaml") == 0
    assert dpcap("lint", "mappings") == 3
    assert "figures" in dpcap.printed + dpcap.said
