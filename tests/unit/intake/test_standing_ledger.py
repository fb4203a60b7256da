"""`standing.jsonl`: what is read of it, and that an edited or lost row is found with its line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake import standing_ledger
from dpcap.intake.standing_ledger import NOTHING, read_ledger
from dpcap.workflow.standing_ledger import open_ledger
from standings import admitted, file_of, quarter


@pytest.fixture
def path(tmp_path: Path) -> Path:
    book = admitted()
    for period in ("2026-Q1", "2026-Q2", "2026-Q3"):
        book.settle(quarter(period, 65.0))
    found = tmp_path / "standing.jsonl"
    found.write_bytes(file_of(book.rows))
    return found


def told(path: Path) -> list[tuple[str, int | None]]:
    with pytest.raises(InvalidInputError) as raised:
        open_ledger(path)
    assert {one.file for one in raised.value.findings} == {path.as_posix()}
    return [(one.code, one.line) for one in raised.value.findings]


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()


def put(path: Path, rows: list[bytes]) -> None:
    path.write_bytes(b"".join(row + b"\n" for row in rows))


def test_a_sound_ledger_is_read_whole(path: Path) -> None:
    found = open_ledger(path)
    assert [row.row for row in found.rows] == [*range(1, 9)]
    assert found.rows[-1].to == "silver"
    assert found.rows[0].previous == NOTHING


def test_no_ledger_is_an_empty_one(tmp_path: Path) -> None:
    assert open_ledger(tmp_path / "none.jsonl").rows == ()
    assert open_ledger(tmp_path / "none.jsonl").head == NOTHING


def unsaid(path: Path, *words: str) -> list[str]:
    """Those of *words* that the one finding, for which *path* is refused, says in no language."""
    with pytest.raises(InvalidInputError) as raised:
        open_ledger(path)
    [found] = raised.value.findings
    said = found.message("zh") + found.message("en")
    return [word for word in words if word not in said]


@pytest.mark.parametrize("left", [b"", b"\n", b" \r\n\n", b"\xef\xbb\xbf"])
def test_a_ledger_that_lost_its_rows_is_told(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "blank.jsonl").write_bytes(left)
    assert unsaid(tmp_path / "blank.jsonl", "文件是空的", "备份", "delete this empty file") == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    loop, lost = tmp_path / "loop.jsonl", tmp_path / "lost.jsonl"
    loop.symlink_to(loop)
    lost.symlink_to(tmp_path / "gone.jsonl")
    assert unsaid(loop, "指向自己的链接", "leads back to itself") == []
    assert unsaid(lost, "文件不存在", "it is not there") == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (b"", ("空行", "备份")),
        (b"<<<<<<< HEAD", ("冲突标记", "只留一边", "sign those anew")),
        (b'{"row": 3', ("没有写完", "its end is missing")),
        (b"\xff\xfe{\x00", ("不是 UTF-8", "no UTF-8")),
        ('{"row": 3，"by": 1}'.encode(), ("从第 10 个字“，”起", "character 10")),
        (b"[1]", ("花括号", "braces")),
        (b'{"row": 3}', ("缺了", "is missing")),
    ],
)
def test_why_a_line_is_no_row_is_told_with_the_way_out(
    path: Path, row: bytes, words: tuple[str, ...]
) -> None:
    rows = lines(path)
    put(path, [*rows[:2], row, *rows[3:]])
    assert unsaid(path, *words) == []


def test_a_file_of_something_else_is_told_once(path: Path) -> None:
    put(path, [b"shop,indicator", b"s1,CAR-1.1", b"s2,CAR-1.1"])
    assert unsaid(path, "全部 3 行都不是", "none of the 3 lines") == []


@pytest.mark.parametrize("change", [b"\r\n", b"\xef\xbb\xbf"])
def test_line_ends_and_a_mark_of_windows_change_nothing(path: Path, change: bytes) -> None:
    raw = path.read_bytes()
    before = open_ledger(path)
    path.write_bytes(raw.replace(b"\n", change) if change == b"\r\n" else change + raw)
    now = open_ledger(path)
    assert (now.rows, now.head) == (before.rows, before.head)


def test_an_edited_row_is_found_at_the_next_one(path: Path) -> None:
    rows = lines(path)
    rows[3] = rows[3].replace(b"65.0", b"95.0")
    put(path, rows)
    assert told(path) == [("DP781", 5)]


def test_a_lost_row_is_found(path: Path) -> None:
    rows = lines(path)
    put(path, [*rows[:3], *rows[4:]])
    assert told(path)[0] == ("DP782", 4)


def test_two_rows_in_the_wrong_order_are_found(path: Path) -> None:
    rows = lines(path)
    rows[3], rows[4] = rows[4], rows[3]
    put(path, rows)
    assert told(path)[:2] == [("DP782", 4), ("DP782", 5)]


@pytest.mark.parametrize(
    "row", [b"", b"{", b"[]", b'{"row": 9}', b"\xff\xfe", b'{"a": "' + b"x" * 70_000 + b'"}']
)
def test_what_is_no_row_is_told_with_its_line(path: Path, row: bytes) -> None:
    rows = lines(path)
    put(path, [*rows[:2], row, *rows[3:]])
    assert {one for one in told(path) if one[0] == "DP780"} == {("DP780", 3)}


def forged(path: Path, **changed: object) -> None:
    """The last row with other words, as if it had been signed so."""
    rows = lines(path)
    last = {**json.loads(rows[-1]), **changed}
    put(path, [*rows[:-1], json.dumps(last, ensure_ascii=False).encode()])


def test_a_row_that_does_not_follow_is_told(path: Path) -> None:
    forged(path, **{"from": "gold"})
    assert told(path) == [("DP784", 8)]


def test_a_correction_of_another_row_than_the_last_is_told(path: Path) -> None:
    forged(path, event="corrected", corrects=4)
    assert told(path) == [("DP783", 8)]


@pytest.mark.parametrize(
    "changed",
    [{"corrects": 3}, {"event": "invited"}, {"period": None}, {"extra": 1}, {"row": "8"}],
)
def test_rows_that_are_not_whole_are_told(path: Path, changed: dict[str, object]) -> None:
    forged(path, **changed)
    assert told(path) == [("DP780", 8)]


def test_too_much_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing_ledger, "MOST_ROWS", 7)
    assert told(path) == [("DP788", None)]
    monkeypatch.setattr(standing_ledger, "MOST_BYTES", 100)
    assert told(path) == [("DP103", 1)]


def test_reading_asks_not_whether_rows_follow(path: Path) -> None:
    forged(path, **{"from": "gold"})
    assert len(read_ledger(path).rows) == 8
