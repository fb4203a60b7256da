"""What the people of the invented firm know, typed into their workbooks, saved by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from dpcap.intake.sheet.cell_text import shown_value
from dpcap.intake.sheet.reply_cells import EVIDENCE, NOTE, VALUE, ReplyCell, cells_of
from dpcap.intake.sheet.shared_cells import shown_field
from dpcap.model.assessment import PEER_FIELDS, Assessment, Evidence
from dpcap.model.base import Language
from dpcap.model.framework import Framework

KIND, CAPTURED, WHO = "kind", "captured_on", "who"
_FIGURES = frozenset({VALUE, *PEER_FIELDS})
Blanks = Mapping[ReplyCell, Cell]


class Known(NamedTuple):
    """What people know: the cells of their answers as text, and the evidence that these name."""

    framework: Framework
    language: Language
    cells: Mapping[ReplyCell, str]
    pieces: Mapping[str, Evidence]

    def shown(self, cell: ReplyCell) -> str:
        """What somebody types into *cell*."""
        text = self.cells[cell]
        if cell.field == VALUE:
            return shown_value(text, self.framework.by_id[cell.node], self.language)
        return shown_field(self.framework, cell.field, text, self.language)


def known_from(
    assessment: Assessment, framework: Framework, language: Language, shops: Mapping[str, str]
) -> Known:
    """What *assessment* says, of *shops*: its own by ours."""
    cells = {
        cell._replace(shop=shops.get(cell.shop, "")): text
        for cell, text in cells_of(assessment).items()
    }
    return Known(framework, language, cells, assessment.evidence)


def typed_in(path: Path, known: Known, who: str = "") -> set[Path]:
    """Fill in the workbook at *path* with what is *known*, in the name of *who*.

    The files of evidence that are named, as their paths in the folder that they are known from.
    """
    book = openpyxl.load_workbook(path)
    blanks = dict(_blanks(book.worksheets))
    files = set()
    for cell in known.cells:
        if cell.field == VALUE and cell in blanks:
            files |= _reply(cell, blanks, known)
            if who and not cell.shop:
                blanks[cell._replace(field=WHO)].value = who
    book.save(path)
    return files


def retyped(path: Path, node: str, value: int) -> None:
    """Type *value*, another answer to *node*, into the workbook at *path*."""
    book = openpyxl.load_workbook(path)
    dict(_blanks(book.worksheets))[ReplyCell(node, "", VALUE)].value = value
    book.save(path)


def _reply(value: ReplyCell, blanks: Blanks, known: Known) -> set[Path]:
    """Fill in the reply that *value* is of; what holds for all shops stands above the column."""
    files = set()
    for cell in known.cells:
        if cell[:2] != value[:2] or (cell.field == NOTE and cell.shop):
            continue
        if cell.field == EVIDENCE:
            files |= _evidence(cell, blanks, known)
        elif blank := _place(cell, blanks):
            blank.value = _as_typed(known.shown(cell), cell)
    return files


def _evidence(cell: ReplyCell, blanks: Blanks, known: Known) -> set[Path]:
    """Name the first file that *cell* knows, with its kind and day."""
    piece = known.pieces[known.cells[cell].split()[0]]
    file = PurePosixPath(piece.file or "")
    kind = known.framework.proof_titles[piece.kind].say(known.language)
    said = {EVIDENCE: file.name, KIND: kind, CAPTURED: str(piece.captured_on)}
    for name, text in said.items():
        if blank := _place(cell._replace(field=name), blanks):
            blank.value = text
    return {Path(file)}


def _place(cell: ReplyCell, blanks: Blanks) -> Cell | None:
    head = cell if cell.field in _FIGURES else cell._replace(shop="")
    return blanks.get(head)


def _as_typed(text: str, cell: ReplyCell) -> str | float:
    """A number is typed as one, all else as it stands."""
    try:
        return float(text) if cell.field in _FIGURES else text
    except ValueError:
        return text


# ── where there is something to fill in, by the ids that stand beside it ──────────────────────────


def _id(cell: object) -> str:
    text = str(cell or "")
    return text.rsplit("·", 1)[1].strip() if "·" in text else ""


def _blanks(tabs: Iterable[Worksheet]) -> Iterator[tuple[ReplyCell, Cell]]:
    for tab in tabs:
        rows = [[cell for cell in row if isinstance(cell, Cell)] for row in tab.iter_rows()]
        side = {_id(row[0].value): number for number, row in enumerate(rows) if row}
        if "indicator" in side:
            yield from _of_screen(rows[side["indicator"] :], side["shop"] - side["indicator"])
        elif "id" in side:
            yield from _of_area(rows[side["id"] :])


def _of_area(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[ReplyCell, Cell]]:
    """The cells below the heads, the first of *rows*."""
    heads, *lines = rows
    for line in lines:
        for head, cell in zip(heads, line, strict=True):
            yield ReplyCell(str(line[0].value), "", _id(head.value)), cell


def _of_screen(rows: Sequence[Sequence[Cell]], table: int) -> Iterator[tuple[ReplyCell, Cell]]:
    """The cells below the ids, the first of *rows*; those of shops below the row *table*."""
    nodes = [str(cell.value or "") for cell in rows[0]]
    names = [_id(cell.value) for cell in rows[table]]
    for number, row in enumerate(rows):
        for node, name, cell in zip(nodes, names, row, strict=True):
            if node and number > table:
                yield ReplyCell(node, str(row[0].value), name), cell
            elif node and name == VALUE:
                yield ReplyCell(node, "", _id(row[0].value)), cell


# ── saved as somebody's spreadsheet would ─────────────────────────────────────────────────────────


def office() -> str | None:
    """The program of LibreOffice; None: it is not there."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def saved_again(program: str, paths: Iterable[Path]) -> None:
    """Have LibreOffice open and save the workbooks at *paths*; each has a name of its own."""
    every = list(paths)
    with TemporaryDirectory(prefix="dpcap-demo-") as name:
        home = Path(name)
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        to = ["--headless", "--convert-to", "xlsx", "--outdir", str(home / "saved")]
        done = subprocess.run(
            [program, profile, *to, *map(str, every)],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        for path in every:
            made = home / "saved" / path.name
            if not made.is_file():
                raise SystemExit(f"LibreOffice: {path.name}: {done.stderr.strip()}")
            shutil.copy(made, path)
