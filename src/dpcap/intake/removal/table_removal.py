"""A table without the rows of a shop, and lines of JSON without those of a provider.

All other lines stay byte for byte.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dpcap.intake.headings import own_names
from dpcap.intake.office import cell_as_typed
from dpcap.intake.removal.terms import SearchTerms
from dpcap.intake.removal.yaml_removal import MARK
from dpcap.intake.source import unmarked_utf_16
from dpcap.intake.table import delimiter_of
from dpcap.intake.values import listed

_NO_TITLES: Mapping[str, str] = {}
_ENCODINGS = ("utf-8", "gb18030")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class RemovedRows(NamedTuple):
    """A file without what was to go, and how many rows or lines went or changed."""

    content: bytes
    rows: int


@dataclass(frozen=True)
class TableRule:
    """Which rows go: those of a shop (by `ids`), and, with `whole`, all that name one of `terms`.

    Where not `whole`, a cell that names one is blotted out in a row of another shop. `pieces`: the
    pieces of evidence that go, and are named no longer.
    """

    terms: SearchTerms
    ids: frozenset[str]
    whole: bool
    pieces: frozenset[str] = frozenset()


def removed_from_table(raw: bytes, rule: TableRule) -> RemovedRows | None:
    """The CSV *raw* without the rows of *rule*; None if nothing is left that could stay.

    That is so where its header names one of the terms, or where it is no text.
    """
    mark, text, encoding = _decoded(raw)
    if text is None:
        return None
    rows = list(_raw_rows(text))
    if rows and any(rule.terms.in_text(cell) for cell in rows[0][1]):
        return None
    titles = own_names(rows[0][1], _NO_TITLES) if rows else []
    sign, kept, count = delimiter_of(text), [], 0
    for place, (line, cells) in enumerate(rows):
        new = line if place == 0 else _row(line, cells, titles, rule, sign)
        count += new != line
        kept.append(new)
    return RemovedRows(mark + "".join(kept).encode(encoding), count)


def _row(line: str, cells: list[str], titles: list[str], rule: TableRule, sign: str) -> str:
    """What becomes of one row; nothing of it, as it was, or with some cells changed."""
    named = [rule.terms.in_text(cell) for cell in cells]
    shops = {
        cell_as_typed(cell.strip())
        for title, cell in zip(titles, cells, strict=False)
        if title == "shop"
    }
    if shops & (rule.ids | set(rule.terms.texts)) or (rule.whole and any(named)):
        return ""
    new = [MARK if found else cell for cell, found in zip(cells, named, strict=True)]
    for place, title in enumerate(titles[: len(new)]):
        if title == "evidence" and (lost := set(listed(new[place])) & rule.pieces):
            new[place] = " ".join(str(one) for one in listed(new[place]) if one not in lost)
    if new == cells:
        return line
    out = io.StringIO(newline="")
    end = line[len(line.rstrip("\r\n")) :] or "\n"
    csv.writer(out, delimiter=sign, lineterminator=end).writerow(new)
    return out.getvalue()


def _raw_rows(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each row of the table *text*: its lines as they are, and its cells."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(iter(lines), delimiter=delimiter_of(text))
    done = 0
    for cells in reader:
        yield "".join(lines[done : reader.line_num]), cells
        done = reader.line_num


def _decoded(raw: bytes) -> tuple[bytes, str | None, str]:
    """The byte order mark of *raw*, its text (None: it is none), and its encoding."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return mark, _text(raw[len(mark) :], encoding), encoding
    wide = unmarked_utf_16(raw)
    for encoding in (wide,) if wide else _ENCODINGS:
        if (text := _text(raw, encoding)) is not None:
            return b"", text, encoding
    return b"", None, "utf-8"


def _text(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def removed_lines(raw: bytes, provider: str, terms: SearchTerms | None) -> RemovedRows:
    """The lines of JSON *raw* without those of *provider*; with *terms*, of those that name one."""
    lines = raw.splitlines(keepends=True)
    kept = [line for line in lines if not _is_of(line, provider, terms)]
    return RemovedRows(b"".join(kept), len(lines) - len(kept))


def _is_of(line: bytes, provider: str, terms: SearchTerms | None) -> bool:
    try:
        row = json.loads(line)
    except ValueError:  # a line that was cut short says no more than its bytes
        return terms is not None and terms.in_bytes(line)
    is_its = isinstance(row, dict) and row.get("provider") == provider
    return is_its and (terms is None or terms.in_text(json.dumps(row, ensure_ascii=False)))
