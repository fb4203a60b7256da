"""`standing.jsonl`: the ledger of standing, read row by row and only ever added to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from dpcap.errors import InvalidInputError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.file_names import readable
from dpcap.intake.finding_limit import refused
from dpcap.intake.model_errors import of_json
from dpcap.intake.source import Document, read_bytes, unreadable
from dpcap.model.base import LANGUAGES
from dpcap.model.finding import Finding
from dpcap.model.standing import StandingEntry, StandingRow
from dpcap.model.two_languages import TwoLanguages

MOST_BYTES, MOST_ROWS, LONGEST_ROW = 64 * 1024 * 1024, 200_000, 64 * 1024
NOTHING = "0" * 64
_MARK = b"\xef\xbb\xbf"
_MARKERS = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")
_LONG = TwoLanguages(f"超过 {LONGEST_ROW} 字节", f"it has more than {LONGEST_ROW} bytes")
_EMPTY = TwoLanguages("这里是空行", "it is empty")
_CONFLICT = TwoLanguages(
    "这是 git 合并时留下的冲突标记，两边都加了行", "git left it in a merge: both sides added rows"
)
_NO_TEXT = TwoLanguages(
    "不是 UTF-8 文字，多半被别的软件打开后另存过",
    "it is no UTF-8 text; some other program seems to have saved the file",
)
_CUT = TwoLanguages("没有写完，后半截不见了", "its end is missing")
_NO_JSON = TwoLanguages(
    "从第 {column} 个字“{char}”起读不懂", "from character {column}, “{char}”, it is no JSON"
)
_NO_OBJECT = TwoLanguages("应是一对花括号里的一条记录", "a row is one object in braces")
_LACKS = TwoLanguages("缺了 {field}", "{field} is missing")
_ADDED = TwoLanguages("多出了 {field}", "{field} was added")
_NO_LINE = TwoLanguages(
    "全部 {count} 行都不是，第一行{problem}",
    "none of the {count} lines is; of the first, {problem}",
)
_RESTORE = TwoLanguages(
    "台账只能由 dpcap standing --sign 追加，不能手改。请从 git 或备份恢复整个文件",
    "Only dpcap standing --sign adds rows, none is mended by hand. Bring the whole file back "
    "from git or a backup",
)
_KEEP_ONE = TwoLanguages(
    "请只留一边的行，删去标记和另一边的行；另一边的结论用 dpcap standing --sign 重新签",
    "Keep the rows of one side, delete the markers and the other side's rows, and sign those "
    "anew with dpcap standing --sign",
)
_NO_ROWS = TwoLanguages(
    "文件是空的，而台账至少有一条记录。签过的，请从 git 或备份恢复；从没签过的，请删去这个空文"
    "件再运行",
    "it is empty, and a ledger has one row at least. If anything was signed bring it back from "
    "git or a backup; if nothing ever was delete this empty file and run again",
)


class LedgerFile:
    """What a ledger holds: its rows, and the digest of the last line."""

    def __init__(self, rows: tuple[StandingRow, ...], lines: tuple[bytes, ...]) -> None:
        self.rows = rows
        self._lines = lines

    @property
    def head(self) -> str:
        """The SHA-256 (hex) of the last line; of an empty ledger sixty-four noughts."""
        return line_digest(self._lines[-1]) if self._lines else NOTHING

    def line_digest_of(self, row: StandingRow) -> str:
        """The SHA-256 (hex) of the line of *row*."""
        return line_digest(self._lines[row.row - 1])

    def with_entries(
        self, entries: Iterable[StandingEntry], by: str, on: date
    ) -> tuple[bytes, tuple[StandingRow, ...]]:
        """The whole file with *entries* signed behind what stands there, and the new rows."""
        lines, made = list(self._lines), []
        for entry in entries:
            previous = line_digest(lines[-1]) if lines else NOTHING
            said = entry.model_dump(by_alias=True)
            row = StandingRow.model_validate(
                {
                    **said,
                    "schema": "dpcap/standing-row/1",
                    "row": len(lines) + 1,
                    "previous": previous,
                    "by": by,
                    "on": on,
                }
            )
            lines.append(row_line(row))
            made.append(row)
        return b"".join(line + b"\n" for line in lines), tuple(made)


def row_line(row: StandingRow) -> bytes:
    """*row* as its line, without the line end."""
    return row.model_dump_json(by_alias=True).encode()


def line_digest(line: bytes) -> str:
    """The digest by which the next row names *line*."""
    return sha256(line).hexdigest()


def read_ledger(path: Path) -> LedgerFile:
    """The ledger at *path*; an empty one if there is no such file yet.

    A file without rows is none: it is only ever made with some, so it lost them. A link is
    followed, and one that leads nowhere is told. Raises InvalidInputError with a finding for each
    row that cannot be read, or is not where it was written. Whether rows follow from each other
    is not asked.
    """
    shown = readable(path.as_posix())
    if not path.exists() and not path.is_symlink():
        return LedgerFile((), ())
    lines = _lines(path, shown)
    rows: list[StandingRow] = []
    found: list[Finding] = []
    for place, line in enumerate(lines, 1):
        try:
            rows.append(_row(line, shown, place))
        except InvalidInputError as error:
            found += error.findings
    if found and len(found) == len(lines) > 1:
        raise InvalidInputError([_none_is_a_row(found[0], len(lines))])
    if found:
        raise refused(found)
    if broken := list(_chain(rows, lines, shown)):
        raise refused(broken)
    return LedgerFile(tuple(rows), lines)


def append_rows(
    path: Path, ledger: LedgerFile, entries: Iterable[StandingEntry], by: str, on: date
) -> tuple[StandingRow, ...]:
    """Sign *entries* behind the *ledger* that *path* holds; whole or not at all. Raises OSError.

    Whoever calls holds the file's lock since it read *ledger*.
    """
    content, rows = ledger.with_entries(entries, by, on)
    if len(ledger.rows) + len(rows) > MOST_ROWS:
        params = {"count": len(ledger.rows) + len(rows), "limit": MOST_ROWS}
        raise InvalidInputError(
            [Finding(code="DP788", file=readable(path.as_posix()), params=dict(params))]
        )
    if rows:
        write_atomically(path, content)
    return rows


def _lines(path: Path, shown: str) -> tuple[bytes, ...]:
    """The lines at *path*, however they end. Raises InvalidInputError."""
    raw = read_bytes(path, shown, MOST_BYTES)
    if not raw.removeprefix(_MARK).strip():
        raise unreadable(shown, _NO_ROWS)
    lines = tuple(
        line.removesuffix(b"\r")
        for line in raw.removeprefix(_MARK).removesuffix(b"\n").split(b"\n")
    )
    if len(lines) > MOST_ROWS:
        params: dict[str, str | int | float] = {"count": len(lines), "limit": MOST_ROWS}
        raise InvalidInputError([Finding(code="DP788", file=shown, params=params)])
    return lines


def _row(line: bytes, shown: str, place: int) -> StandingRow:
    """The row in one *line*. Raises InvalidInputError."""
    if broken := _broken(line):
        raise InvalidInputError([_no_row(shown, place, broken)])
    try:
        return StandingRow.model_validate_json(line)
    except ValidationError as error:
        first = of_json(error, line, Document(None, shown, lambda: None))[0]
        raise InvalidInputError([_no_row(shown, place, _in_a_field(first))]) from error


def _broken(line: bytes) -> TwoLanguages | None:
    """Why *line* can be no row, whatever its fields say; None: it may be one."""
    if not line.strip():
        return _EMPTY
    if len(line) > LONGEST_ROW:
        return _LONG
    return _CONFLICT if line.startswith(_MARKERS) else _no_object(line)


def _no_object(line: bytes) -> TwoLanguages | None:
    """Why *line* is no JSON object; None: it is one."""
    try:
        text = line.decode()
        row = json.loads(text)
    except json.JSONDecodeError as error:
        seen = text[error.pos : error.pos + 1]
        return _NO_JSON.fill({"column": error.pos + 1, "char": seen}) if seen else _CUT
    except RecursionError:
        return _NO_OBJECT
    except ValueError:
        return _NO_TEXT
    return None if isinstance(row, dict) else _NO_OBJECT


def _in_a_field(first: Finding) -> TwoLanguages:
    """What *first* says is wrong, without its way out: a row is not to be mended by hand."""
    known = {"DP105": _LACKS, "DP106": _ADDED}.get(first.code)
    if known is not None:
        return known.fill({"field": first.params["field"]})
    return TwoLanguages(*(first.message(one).rstrip("。.") for one in ("zh", "en")))


def _no_row(shown: str, place: int, problem: TwoLanguages) -> Finding:
    way = _KEEP_ONE if problem is _CONFLICT else _RESTORE
    said = {**problem.params, "way_zh": way.zh, "way_en": way.en}
    return _finding("DP780", shown, place, said)


def _none_is_a_row(first: Finding, count: int) -> Finding:
    """One finding for a file of which no line is a row: it is something else."""
    said = {
        f"problem_{one}": _NO_LINE.fill(
            {"count": count, "problem": first.params[f"problem_{one}"]}
        ).say(one)
        for one in LANGUAGES
    }
    return first.model_copy(update={"params": {**first.params, **said}})


def _chain(rows: Iterable[StandingRow], lines: tuple[bytes, ...], shown: str) -> Iterator[Finding]:
    """Rows that are not where they were written."""
    previous = NOTHING
    for place, (row, line) in enumerate(zip(rows, lines, strict=True), 1):
        if row.row != place:
            yield _finding("DP782", shown, place, {"row": row.row, "place": place})
        elif row.previous != previous:
            yield _finding("DP781", shown, place, {"row": row.row})
        previous = line_digest(line)


def _finding(code: str, shown: str, line: int, params: dict[str, str | int | float]) -> Finding:
    return Finding(code=code, file=shown, line=line, column=1, params=params)
