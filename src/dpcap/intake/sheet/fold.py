"""What filled sheets ask to change, and the texts of the folder with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dpcap.intake.conflicts import OpenConflict, RivalValue, text_of_conflicts
from dpcap.intake.edit import answer_file, read_editable, row_key
from dpcap.intake.files import answer_files
from dpcap.intake.headings import known_headings, own_names
from dpcap.intake.layout import CONFLICTS_FILE, FILLED_FILE, KPIS_FILE
from dpcap.intake.sheet.claims import SheetClaim, text_of_claims
from dpcap.intake.sheet.pieces import NamedPiece
from dpcap.intake.sheet.reply_cells import VALUE, ReplyCell, reply_entry, row_cells
from dpcap.intake.source import parse_yaml
from dpcap.intake.starter import kpi_columns
from dpcap.intake.table import delimiter_of
from dpcap.intake.yaml_edit import drop, put, put_in_order
from dpcap.intake.yaml_inline import eol_of
from dpcap.intake.yaml_values import Plain
from dpcap.model.framework import Framework

_ANSWERS, _EVIDENCE = "answers", "evidence"
_STATES = ("value", "unknown", "not_applicable")


@dataclass
class FolderDraft:
    """The files of *folder* with changes that are not written yet; `texts` by path."""

    folder: Path
    framework: Framework
    texts: dict[Path, str] = field(default_factory=dict)
    marks: dict[Path, str] = field(default_factory=dict)

    def changed(self) -> Iterator[tuple[Path, str]]:
        """The files that say something else by now, with their texts; empty: the file goes."""
        for path, text in self.texts.items():
            if not path.exists() or self._read(path) != text:
                yield path, self.marks.get(path, "") + text if text else ""

    def _read(self, path: Path) -> str:
        return read_editable(path)[1]

    def text(self, path: Path) -> str:
        """The text of the file at *path*, as far as it is changed."""
        if path not in self.texts:
            self.marks[path], self.texts[path] = read_editable(path)
        return self.texts[path]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each indicator in the order asked."""
        return {node: at for at, node in enumerate(self.framework.by_id)}

    def rank(self, node: str) -> int:
        """Where the indicator *node* comes; behind all others if there is none of that id."""
        return self.places.get(node, len(self.places))

    def put_answers(self, changed: Mapping[ReplyCell, str]) -> None:
        """Writes the cells of answers in *changed*; an empty one leaves."""
        for node, cells in _by_reply(changed).items():
            if not node[1]:
                self._answer(node[0], cells)
        rows = {key: cells for key, cells in _by_reply(changed).items() if key[1]}
        if rows:
            self._rows(rows)

    def put_pieces(self, pieces: Iterable[NamedPiece], node_of: Mapping[str, str]) -> None:
        """Lists new *pieces* of evidence, each in the file of an indicator that names it."""
        for piece in sorted(pieces, key=lambda one: one.id):
            area, _ = self.framework.parents[node_of[piece.id]]
            path = answer_file(self.folder, area.id)
            place = (_EVIDENCE, piece.id)
            self.texts[path] = put_in_order(self.text(path), place, dict(piece.entry), str)

    def put_day(self, day: str) -> None:
        """Makes *day* the day of assessment in every answer file that gives one."""
        for path in answer_files(self.folder):
            data = parse_yaml(self.text(path), "").data
            before = data.get("assessed_on") if isinstance(data, dict) else None
            if before is not None and str(before) != day:
                self.texts[path] = put(self.texts[path], ("assessed_on",), day)

    def put_claims(self, claims: Sequence[SheetClaim]) -> None:
        """Writes the history."""
        order = list(self.framework.by_id)
        self.texts[self.folder / FILLED_FILE] = text_of_claims(claims, order)

    def put_conflicts(self, conflicts: Iterable[OpenConflict]) -> None:
        """Writes what is in conflict; without any the file goes."""
        path, text = self.folder / CONFLICTS_FILE, text_of_conflicts(conflicts)
        if text or path.exists():
            self.texts[path] = text

    def _answer(self, node: str, cells: Mapping[str, str]) -> None:
        area, _ = self.framework.parents[node]
        path = answer_file(self.folder, area.id, node)
        text = self.text(path)
        data = parse_yaml(text, "").data
        answers = data.get(_ANSWERS) if isinstance(data, dict) else None
        old = answers.get(node) if isinstance(answers, dict) else None
        entry = dict(old) if isinstance(old, dict) else {} if old is None else {"value": old}
        gone = [name for name, said in cells.items() if not said]
        for name in [*gone, *(_STATES if VALUE in cells else ())]:
            entry.pop(name, None)
        given = {name: said for name, said in cells.items() if said}
        made: dict[str, Plain] = reply_entry(given, self.framework.by_id[node])
        entry |= made
        place = (_ANSWERS, node)
        if not entry:
            self.texts[path] = drop(text, place)
        elif isinstance(old, dict) and entry.keys() == old.keys():
            for name, said in made.items():
                if old.get(name) != said:
                    text = put(text, (*place, name), said)
            self.texts[path] = text
        else:
            # Sorted, so that whatever is said one after another leaves the same text.
            entry = {name: entry[name] for name in sorted(entry, key=_of_state_first)}
            bare = entry["value"] if set(entry) == {"value"} else entry
            self.texts[path] = put_in_order(text, place, bare, self.rank)

    def _rows(self, rows: Mapping[tuple[str, str], Mapping[str, str]]) -> None:
        """Writes rows of `kpis.csv`, those that are there in place, new ones at the end."""
        path = self.folder / KPIS_FILE
        text = self.text(path)
        sign, end = delimiter_of(text), eol_of(text)
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
        head = table[0] if table else list(kpi_columns(self.framework))
        names = own_names(head, known_headings(self.framework))
        used = {name for cells in rows.values() for name, said in cells.items() if said}
        order = [*kpi_columns(self.framework), "benchmark"]
        left = dict(rows)
        out: list[list[str]] = []
        held = table[1:]
        for name in order:
            if name in used | {"shop", "indicator", "value"} and name not in names:
                at = _behind(names, order[: order.index(name)])
                names, head = _with_cell(names, at, name), _with_cell(head, at, name)
                held = [_with_cell(row, at, "") for row in held]
        for row in held:
            shop, node = row_key(row, names)
            cells = left.pop((node, shop), None)
            changed = row if cells is None else _changed(row, names, cells, self, (node, shop))
            if changed:
                out.append(changed)
        for (node, shop), cells in left.items():
            fresh = {"shop": shop, "indicator": node}
            start = [fresh.get(name, "") for name in names]
            if made := _changed(start, names, cells, self, (node, shop)):
                self._insert(out, made, names)
        if [head, *out] != table:
            made_text = io.StringIO(newline="")
            csv.writer(made_text, delimiter=sign, lineterminator=end).writerows([head, *out])
            self.texts[path] = made_text.getvalue()

    def _insert(self, rows: list[list[str]], row: list[str], names: Sequence[str]) -> None:
        """Puts *row* behind the last of *rows* that comes before it, in the order asked."""

        def key(one: Sequence[str]) -> tuple[int, str]:
            shop, node = row_key(one, names)
            return self.rank(node), shop

        lower = [at for at, one in enumerate(rows) if key(one) < key(row)]
        rows.insert(lower[-1] + 1 if lower else 0, row)


def _of_state_first(name: str) -> tuple[bool, str]:
    return name not in _STATES, name


def _behind(names: Sequence[str], lower: Collection[str]) -> int:
    """The place behind the last of *names* that is one of *lower*."""
    return max((at for at, one in enumerate(names, start=1) if one in lower), default=0)


def _with_cell(row: Sequence[str], at: int, cell: str) -> list[str]:
    """*row* with one *cell* more at the place *at*, however short it is."""
    padded = [*row, *[""] * (at - len(row))]
    return [*padded[:at], cell, *padded[at:]]


def _changed(
    row: Sequence[str],
    names: Sequence[str],
    cells: Mapping[str, str],
    draft: FolderDraft,
    key: tuple[str, str],
) -> list[str]:
    """*row* with *cells* in it; nothing if that leaves neither figure nor note."""
    said = row_cells(cells, draft.framework.by_id[key[0]])
    padded = [*row, *[""] * (len(names) - len(row))]
    made = [said.get(name, old) for name, old in zip(names, padded, strict=False)]
    kept = {n: text for n, text in zip(names, made, strict=False) if text.strip()}
    return made if kept.keys() - {"shop", "indicator"} else []


def _by_reply(cells: Mapping[ReplyCell, str]) -> dict[tuple[str, str], dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for cell, text in sorted(cells.items()):
        found.setdefault((cell.node, cell.shop), {})[cell.field] = text
    return found


def open_conflict(cell: ReplyCell, rivals: Iterable[SheetClaim]) -> OpenConflict:
    """*rivals* on *cell* as the file of conflicts has them."""
    values = tuple(
        RivalValue(value=one.value, who=one.who or None, on=one.on or None, sheet=one.sheet or None)
        for one in rivals
    )
    return OpenConflict(node=cell.node, shop=cell.shop or None, field=cell.field, values=values)


def cells_in(conflicts: Iterable[OpenConflict]) -> frozenset[ReplyCell]:
    """The cells that *conflicts* are about."""
    return frozenset(ReplyCell(one.node, one.shop or "", one.field) for one in conflicts)


def merged_conflicts(
    before: Iterable[OpenConflict],
    touched: Collection[ReplyCell],
    now: Mapping[ReplyCell, Iterable[SheetClaim]],
) -> list[OpenConflict]:
    """The conflicts *before* that no sheet *touched*, and those *now*."""
    kept = [one for one in before if not cells_in([one]) <= set(touched)]
    return [*kept, *(open_conflict(cell, rivals) for cell, rivals in now.items())]
