"""Saving one answer, default, piece of evidence or shop's row into files people wrote by hand."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.file_names import readable
from dpcap.intake.files import answer_files
from dpcap.intake.headings import own_names
from dpcap.intake.layout import ANSWERS_DIR, ANSWERS_FILE, KPIS_FILE, PROVIDER_FILE
from dpcap.intake.office import cell_as_typed
from dpcap.intake.source import parse_yaml, read_text
from dpcap.intake.table import delimiter_of
from dpcap.intake.yaml_edit import comment_out, drop, put
from dpcap.intake.yaml_inline import eol_of, flow
from dpcap.intake.yaml_values import Plain

NO_TITLES: Mapping[str, str] = {}
_BOM = "\ufeff"
_ANSWERS, _DEFAULTS, _EVIDENCE = "answers", "defaults", "evidence"


def save_answer(folder: Path, area: str, node: str, entry: Mapping[str, Plain] | None) -> Path:
    """Write *entry* (value, evidence, note …) as the answer to *node*; None removes it.

    It goes where the answer already stands, else into the file of *area*, else `answers.yaml`.
    Returns the file. Raises OSError, InvalidInputError (unreadable file), UsageError.
    """
    path = (_ANSWERS, node)

    def change(text: str) -> str:
        old = _under(text, *path)
        if entry is None:
            return drop(text, path)
        if isinstance(old, dict):
            return _merged(text, path, old, entry)
        return put(text, path, entry["value"] if set(entry) == {"value"} else dict(entry))

    return _change(answer_file(folder, area, node), change)


def save_evidence(folder: Path, area: str, piece: str, entry: Mapping[str, Plain]) -> Path:
    """List a piece of evidence. Returns the file. Raises as `save_answer` does."""
    path = (_EVIDENCE, piece)

    def change(text: str) -> str:
        old = _under(text, *path)
        return (
            _merged(text, path, old, entry)
            if isinstance(old, dict)
            else put(text, path, dict(entry))
        )

    return _change(_file_with(folder, *path) or answer_file(folder, area), change)


def save_default(folder: Path, area: str, field: str, value: str) -> Path:
    """Set what the figures of the file of *area* share. Raises as `save_answer`."""
    return _change(answer_file(folder, area), lambda text: put(text, (_DEFAULTS, field), value))


def save_day(folder: Path, day: date) -> None:
    """Set the day of assessment in every file that gives one. Raises as `save_answer` does."""
    for path in answer_files(folder):
        if _under(read_editable(path)[1], "assessed_on") is not None:
            _change(path, lambda text: put(text, ("assessed_on",), day.isoformat()))


def set_aside(folder: Path, node: str, remark: str) -> Path | None:
    """Turn the answer to *node* into a comment under *remark*; None if there is none."""
    path = _file_with(folder, _ANSWERS, node)
    if path is None:
        return None
    return _change(path, lambda text: comment_out(text, (_ANSWERS, node), remark))


def save_fact(folder: Path, name: str, value: Plain) -> Path:
    """Set a fact in `provider.yaml`. Returns the file. Raises as `save_answer` does."""
    return _change(folder / PROVIDER_FILE, lambda text: put(text, ("facts", name), value))


def add_shops(folder: Path, shops: Sequence[Mapping[str, Plain]]) -> Path:
    """List *shops* in `provider.yaml`, after those it has. Raises as `save_answer` does."""

    def change(text: str) -> str:
        listed = _under(text, "shops")
        before = listed if isinstance(listed, list) else []
        return put(text, ("shops",), [*before, *(dict(one) for one in shops)])

    return _change(folder / PROVIDER_FILE, change)


def save_row(
    folder: Path,
    header: Sequence[str],
    row: tuple[str, str],
    cells: Mapping[str, str] | None,
    known: Mapping[str, str] = NO_TITLES,
) -> Path:
    """Write the *row* of a shop and an indicator in `kpis.csv`; None removes it.

    Missing columns are added. *header*: the columns of a new file; *known*: the names of columns
    by their titles. Returns the file. Raises OSError, InvalidInputError.
    """
    shop, node = row

    def change(text: str) -> str:
        rows = _rows(text)
        title_row = rows[0] if rows else list(header)
        names = own_names(title_row, known)
        wanted = {"shop": shop, "indicator": node, **(cells or {})}
        missing = [name for name in wanted if name not in names]
        names += missing
        old = [row_key(row, names) == (shop, node) for row in rows[1:]]
        kept = [row for row, is_old in zip(rows[1:], old, strict=True) if not is_old]
        if cells is not None:
            place = old.index(True) if True in old else len(kept)
            kept.insert(place, [wanted.get(name, "") for name in names])
        out = io.StringIO(newline="")
        sign, end = delimiter_of(text), eol_of(text)
        writer = csv.writer(out, delimiter=sign, lineterminator=end)
        writer.writerows([[*title_row, *missing], *kept])
        return out.getvalue()

    return _change(folder / KPIS_FILE, change)


def answer_file(folder: Path, area: str, node: str | None = None) -> Path:
    """The file an answer of *area* belongs into: where *node* stands, the area's, or the one."""
    found = _file_with(folder, _ANSWERS, node) if node else None
    if found:
        return found
    files = list(answer_files(folder))
    own = [path for path in files if path.parent.name == ANSWERS_DIR and path.stem == area]
    single = folder / ANSWERS_FILE
    if own or single in files:
        return own[0] if own else single
    return folder / ANSWERS_DIR / f"{area}.yaml" if files else single


def _file_with(folder: Path, section: str, key: str) -> Path | None:
    for path in answer_files(folder):
        if _under(read_editable(path)[1], section, key) is not None:
            return path
    return None


def _merged(
    text: str, path: tuple[str, ...], old: Mapping[str, Plain], new: Mapping[str, Plain]
) -> str:
    """*text* with the entry at *path* changed field by field, so that what stays is not touched."""
    for key in old:
        if key not in new:
            text = drop(text, (*path, key))
    for key, value in new.items():
        if key not in old or flow(old[key]) != flow(value):
            text = put(text, (*path, key), value)
    return text


def _under(text: str, *path: str) -> Plain:
    data = parse_yaml(text, "").data
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)))


def row_key(row: Sequence[str], names: Sequence[str]) -> tuple[str, str]:
    """The shop and the indicator of a *row* of a table with the columns *names*."""
    cells = {name: cell_as_typed(cell.strip()) for name, cell in zip(names, row, strict=False)}
    return cells.get("shop", ""), cells.get("indicator", "")


def _change(path: Path, change: Callable[[str], str]) -> Path:
    """Have *change* make a new text of *path*'s, and write it if it differs."""
    mark, old = read_editable(path)
    new = change(old)
    if new != old or not path.exists():
        write_atomically(path, mark + new)
    return path


def read_editable(path: Path) -> tuple[str, str]:
    """The byte order mark of *path*, if it has one, and its text; the head of a new file."""
    if not path.exists():
        return "", "" if path.name == KPIS_FILE else "schema: dpcap/answers/1\n"
    with path.open("rb") as stream:
        marked = stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    return _BOM if marked else "", read_text(path, readable(path.as_posix()))


def answer_as_written(folder: Path, node: str) -> dict[str, Plain]:
    """The answer to *node* as its file says it, a bare value under `value`; empty if none."""
    path = _file_with(folder, _ANSWERS, node)
    raw = None if path is None else _under(read_editable(path)[1], _ANSWERS, node)
    if raw is None:
        return {}
    return dict(raw) if isinstance(raw, dict) else {"value": raw}


def defaults_as_written(folder: Path, area: str) -> dict[str, Plain]:
    """The defaults of the file an answer of *area* belongs into."""
    raw = _under(read_editable(answer_file(folder, area))[1], _DEFAULTS)
    return dict(raw) if isinstance(raw, dict) else {}


def row_as_written(
    folder: Path, shop: str, node: str, known: Mapping[str, str] = NO_TITLES
) -> dict[str, str]:
    """The cells of a row in `kpis.csv` that are not empty; empty if there is no such row.

    *known*: the names of columns by their titles.
    """
    rows = _rows(read_editable(folder / KPIS_FILE)[1])
    names = own_names(rows[0], known) if rows else []
    for row in rows[1:]:
        if row_key(row, names) == (shop, node):
            return {name: cell for name, cell in zip(names, row, strict=False) if cell.strip()}
    return {}
