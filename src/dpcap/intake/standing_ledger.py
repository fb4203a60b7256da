"""`standing.jsonl`: the ledger of standing, read row by row and only ever added to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from dpcap.errors import InvalidInputError, why_refused
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.file_names import readable
from dpcap.intake.finding_limit import refused
from dpcap.intake.model_errors import of_json
from dpcap.intake.source import Document, too_large, unreadable
from dpcap.intake.wording import TwoLanguages
from dpcap.model.finding import Finding
from dpcap.model.standing import StandingEntry, StandingRow

MOST_BYTES, MOST_ROWS, LONGEST_ROW = 64 * 1024 * 1024, 200_000, 64 * 1024
NOTHING = "0" * 64
_MARK = b"\xef\xbb\xbf"
_LONG = TwoLanguages(f"超过 {LONGEST_ROW} 字节", f"it has more than {LONGEST_ROW} bytes")
_EMPTY = TwoLanguages("空行", "it is empty")


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

    Raises InvalidInputError with a finding for each row that cannot be read, or is not where it
    was written. Whether rows follow from each other is not asked.
    """
    shown = readable(path.as_posix())
    if not path.exists():
        return LedgerFile((), ())
    lines = _lines(path, shown)
    rows: list[StandingRow] = []
    found: list[Finding] = []
    for place, line in enumerate(lines, 1):
        try:
            rows.append(_row(line, shown, place))
        except InvalidInputError as error:
            found += error.findings
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
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise too_large(shown, size, MOST_BYTES)
        raw = path.read_bytes()
    except OSError as error:
        raise unreadable(shown, TwoLanguages(*why_refused(error))) from error
    lines = tuple(
        line.removesuffix(b"\r")
        for line in raw.removeprefix(_MARK).removesuffix(b"\n").split(b"\n")
    )
    if len(lines) > MOST_ROWS:
        params: dict[str, str | int | float] = {"count": len(lines), "limit": MOST_ROWS}
        raise InvalidInputError([Finding(code="DP788", file=shown, params=params)])
    return lines if raw.strip() else ()


def _row(line: bytes, shown: str, place: int) -> StandingRow:
    """The row in one *line*. Raises InvalidInputError."""
    if not line.strip():
        raise InvalidInputError([_finding("DP780", shown, place, _EMPTY.params)])
    if len(line) > LONGEST_ROW:
        raise InvalidInputError([_finding("DP780", shown, place, _LONG.params)])
    try:
        return StandingRow.model_validate_json(line)
    except ValidationError as error:
        nowhere = Document(None, shown, lambda: None)
        first = of_json(error, line, nowhere)[0]
        said = {f"problem_{one}": first.message(one).rstrip("。.") for one in ("zh", "en")}
        raise InvalidInputError([_finding("DP780", shown, place, dict(said))]) from error


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
