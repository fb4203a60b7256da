"""Filled sheets read back into a provider's folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.attach_evidence import has_ending
from dpcap.intake.conflicts import OpenConflict, in_words
from dpcap.intake.edit import defaults_as_written
from dpcap.intake.envelope import Envelopes
from dpcap.intake.file_names import readable
from dpcap.intake.finding_limit import summed
from dpcap.intake.folder_tree import digest_of
from dpcap.intake.form.form_file import FORM_SUFFIX, about_form, open_form
from dpcap.intake.form.read_form import read_form
from dpcap.intake.nearest import NO_HINT, hint_params
from dpcap.intake.sheet.about import SheetAbout, check_about, read_about
from dpcap.intake.sheet.asked_changes import AskedChanges, ClearedCell, asked_changes
from dpcap.intake.sheet.cell_reader import CellReader
from dpcap.intake.sheet.claims import SheetClaim
from dpcap.intake.sheet.filled import TypedCell
from dpcap.intake.sheet.fold import FolderDraft, cells_in, merged_conflicts
from dpcap.intake.sheet.gather import GatheredCells
from dpcap.intake.sheet.merge import Merged, differing_copies, merge
from dpcap.intake.sheet.missing_rows import missing_rows
from dpcap.intake.sheet.open_sheet import open_sheet
from dpcap.intake.sheet.pieces import NamedPiece, PieceReader
from dpcap.intake.sheet.read_sheet import FilledSheet, read_filled
from dpcap.intake.sheet.reply_cells import EVIDENCE, ReplyCell, same_text
from dpcap.intake.sheet.shared_cells import field_named
from dpcap.intake.unread_files import is_junk
from dpcap.lock import held, lock_for
from dpcap.model.base import LANGUAGES
from dpcap.model.finding import Finding, has_errors
from dpcap.model.two_languages import Params, TwoLanguages
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.sheet_source import SheetSource, read_source
from dpcap.workflow.take_evidence import EvidenceRequest, TakenEvidence, take_evidence

_FILLED = frozenset({".xlsx", ".json"})
_OTHER_FORMATS = frozenset(
    {".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".tsv", ".et", ".ett", ".numbers"}
)
# The folders for evidence that sheets are handed out with.
_OF_EVIDENCE = frozenset({"evidence", "证据"})
_ENDING = TwoLanguages(
    "这个名字没有后缀（如 .png、.pdf）：请在表里把后缀也写上"
    "（资源管理器的“查看”里勾选“文件扩展名”就能看到）。",
    "The name has no ending such as .png: write it with its ending (Explorer shows endings under"
    " View, “File name extensions”). ",
)
_NOBODY = TwoLanguages("（没有写填写人）", "somebody without a name")


@dataclass(frozen=True)
class FillRequest:
    """The workbooks to read into a provider's folder.

    `today`: the day they are read in. `clear`: cells that were emptied are cleared. `dry_run`:
    nothing is written. `evidence`: a folder or zip from which files of evidence are then taken.
    """

    provider: ProviderRequest
    files: tuple[Path, ...]
    today: date
    clear: bool = False
    dry_run: bool = False
    evidence: Path | None = None


class CellChange(NamedTuple):
    """What a cell of a reply said, and says now; `who` says so."""

    cell: ReplyCell
    before: str
    now: str
    who: str


class FilledFolder(NamedTuple):
    """What reading the sheets came to.

    `cleared`: cells left blank that were not cleared. `written`: the files changed, or that would
    be. `evidence`: what was taken from where the request names it.
    """

    changes: tuple[CellChange, ...]
    conflicts: tuple[OpenConflict, ...]
    cleared: tuple[ReplyCell, ...]
    pieces: tuple[NamedPiece, ...]
    written: tuple[Path, ...]
    findings: tuple[Finding, ...]
    evidence: TakenEvidence | None = None


def fill_folder(
    request: FillRequest,
    configuration: Configuration | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> FilledFolder:
    """Read the sheets of *request* into the folder; the order of the files means nothing.

    *on_wait* is called once if another process writes there. Raises InvalidInputError with every
    finding, each with file, tab and cell: then nothing is written.
    """
    here = configuration or Configuration()
    with held(lock_for(request.provider.folder), on_wait):
        source = read_source(request.provider, here)
        filled = _Fill(request, source).run()
        if request.evidence is None or request.dry_run:
            return filled
        return _with_evidence(filled, request.provider, request.evidence, here)


def _with_evidence(
    filled: FilledFolder, provider: ProviderRequest, source: Path, here: Configuration
) -> FilledFolder:
    """*filled*, with the files taken from *source*; what was missing and no more is not told."""
    taken = take_evidence(EvidenceRequest(provider, (source,)), here)
    here_now = {one.piece for one in taken.taken}
    left = [
        one
        for one in filled.findings
        if one.code != "DP887" or one.params.get("piece") not in here_now
    ]
    return filled._replace(findings=tuple(left), evidence=taken)


class _Fill(NamedTuple):
    request: FillRequest
    source: SheetSource

    @property
    def day(self) -> date:
        """The day of assessment once the sheets are read in."""
        return max(self.request.today, self.source.assessment.assessed_on)

    def run(self) -> FilledFolder:
        sheets, found = self._read()
        asked = [self._asked(sheet) for sheet in sheets]
        claims, places = self._claims(asked, sheets)
        found += [one for each in asked for one in each.idle]
        found += _differing(claims, places)
        if has_errors(found):
            raise InvalidInputError(
                [one for one in found if one.severity == "error"],
                [one for one in found if one.severity != "error"],
            )
        source = self.source
        disputed = cells_in(source.conflicts)
        merged = merge(source.claims, claims, source.cells, disputed, self._assumed())
        kept = () if self.request.clear else [one for each in asked for one in each.cleared]
        found += [_of_cleared(one) for one in kept]
        return self._written(merged, claims, sheets, [one.cell for one in kept], found)

    def _assumed(self) -> frozenset[ReplyCell]:
        """The cells that say what the defaults of the folder say, of any reply once it is there."""
        framework, folder = self.source.framework, self.request.provider.folder
        read = Envelopes(framework, self.day).read
        defaults = {
            (area.id, field): read(field, raw)
            for area in framework.areas
            for field, raw in defaults_as_written(folder, area.id).items()
        }
        return frozenset(
            cell
            for cell, text in self.source.cells.items()
            if defaults.get((framework.parents[cell.node][0].id, cell.field)) == text
        )

    def _read(self) -> tuple[list[FilledSheet], list[Finding]]:
        """Each sheet, and what is wrong with any of them."""
        sheets: list[FilledSheet] = []
        found = [_of_passed_over(one) for one in _passed_over(self.request.files)]
        for path in sorted(_filled_files(self.request.files), key=lambda one: (one.name, one)):
            try:
                sheet = self._sheet(path)
            except InvalidInputError as error:
                found += [*error.findings, *error.beside]
                continue
            sheets.append(sheet)
            found += sheet.found
            if sheet.base is None:
                found.append(Finding(code="DP873", file=readable(path.name)))
        sheets.sort(
            key=lambda one: (one.about.generation, one.about.sheet, sorted(one.cells.items()))
        )
        return sheets, found

    def _sheet(self, path: Path) -> FilledSheet:
        shown = readable(path.name)
        if path.suffix.lower() == FORM_SUFFIX:
            form = open_form(path, shown)
            return read_form(form, self._gathered(about_form(form), shown), self.source.shops)
        tabs = open_sheet(path, shown)
        source = self.source
        sheet = read_filled(tabs, self._gathered(read_about(tabs, shown), shown), source.shops)
        missing = missing_rows(sheet, shown, source.cells, source.framework)
        return sheet._replace(found=(*sheet.found, *missing))

    def _gathered(self, about: SheetAbout, shown: str) -> GatheredCells:
        source = self.source
        check_about(about, source.assessment.provider.id, source.framework, shown)
        reader = CellReader(source.framework, Envelopes(source.framework, self.day))
        pieces = PieceReader(source.framework, source.assessment.evidence, self.day.isoformat())
        return GatheredCells(source.framework, about, reader, pieces)

    def _asked(self, sheet: FilledSheet) -> AskedChanges:
        on = self.request.today.isoformat()
        return asked_changes(sheet, self.source.cells, self.source.framework, on)

    def _claims(
        self, asked: Sequence[AskedChanges], sheets: Sequence[FilledSheet]
    ) -> tuple[list[SheetClaim], dict[SheetClaim, TypedCell]]:
        """What all sheets say anew, and where; equal evidence under one id."""
        same = self._same_pieces(sheets)
        places: dict[SheetClaim, TypedCell] = {}
        for one in asked:
            for claim, at in one.claims.items():
                places.setdefault(_with_pieces(claim, same), at)
            for cleared in one.cleared if self.request.clear else ():
                for claim in cleared.claims:
                    places.setdefault(claim, cleared.at)
        return list(places), places

    def _same_pieces(self, sheets: Iterable[FilledSheet]) -> dict[str, str]:
        """The id of each new piece whose file is there under another id already."""
        by_digest = {
            one.sha256: one.id for one in self.source.assessment.evidence.values() if one.sha256
        }
        same: dict[str, str] = {}
        for piece in sorted(_pieces_in(sheets).values(), key=lambda one: one.id):
            digest = self._digest(piece)
            if digest is not None:
                first = by_digest.setdefault(digest, piece.id)
                if first != piece.id:
                    same[piece.id] = first
        return same

    def _digest(self, piece: NamedPiece) -> str | None:
        """The SHA-256 of a piece's file: as told, else of what lies in the folder already."""
        told = piece.entry.get("sha256")
        path = self._place(piece)
        return str(told) if told else digest_of(path) if path and path.is_file() else None

    def _place(self, piece: NamedPiece) -> Path | None:
        file = piece.entry.get("file")
        return self.request.provider.folder / str(file) if file else None

    def _written(
        self,
        merged: Merged,
        claims: Sequence[SheetClaim],
        sheets: Sequence[FilledSheet],
        cleared: Sequence[ReplyCell],
        found: list[Finding],
    ) -> FilledFolder:
        before = self.source.cells
        changed = {
            cell: text
            for cell, text in merged.values.items()
            if not same_text(cell, text, before.get(cell, ""))
        }
        fresh = self._new_pieces(merged, sheets)
        draft = FolderDraft(self.request.provider.folder, self.source.framework)
        conflicts = merged_conflicts(self.source.conflicts, merged.values.keys(), merged.conflicts)
        conflicts.sort(key=lambda o: (draft.rank(o.node), o.shop or "", o.field))
        if len(merged.claims) > len(self.source.claims):
            draft.put_claims(merged.claims)
            draft.put_conflicts(conflicts)
        if changed:
            draft.put_pieces((self._with_digest(one) for one in fresh), _users(merged))
            draft.put_answers(changed)
            draft.put_day(self.day.isoformat())
        files = list(draft.changed())
        if not self.request.dry_run:
            for path, text in files:
                _write(path, text)
        changes = [
            CellChange(cell, before.get(cell, ""), now, _said_by(cell, now, claims))
            for cell, now in changed.items()
            if cell not in merged.conflicts
        ]
        names = {one.id: one.file for one in fresh}
        found += [self._of_change(one, names) for one in changes if one.before and one.now]
        found += [self._missing(one) for one in fresh if self._is_missing(one)]
        return FilledFolder(
            tuple(changes),
            tuple(conflicts),
            tuple(cleared),
            tuple(fresh),
            tuple(path for path, _ in files),
            tuple(summed(found)),
        )

    def _new_pieces(self, merged: Merged, sheets: Iterable[FilledSheet]) -> list[NamedPiece]:
        """The pieces that answers name from now on, and that are not on file."""
        named = {
            one
            for cell, text in merged.values.items()
            if cell.field == EVIDENCE
            for one in text.split()
        }
        on_file = self.source.assessment.evidence
        pieces = _pieces_in(sheets)
        return [pieces[one] for one in sorted(named) if one in pieces and one not in on_file]

    def _with_digest(self, piece: NamedPiece) -> NamedPiece:
        digest = self._digest(piece)
        return piece._replace(entry={**piece.entry, "sha256": digest}) if digest else piece

    def _of_change(self, one: CellChange, names: Mapping[str, str]) -> Finding:
        """What was changed, in the words of those who read it; *names*: the files of new pieces."""
        cell, framework = one.cell, self.source.framework
        texts = {"old": one.before, "new": one.now}
        if cell.field == EVIDENCE:
            texts["new"] = " ".join(names.get(piece, piece) for piece in one.now.split())
        shops = {shop.id: shop.name for shop in self.source.assessment.provider.shops}
        shop = f" {shops.get(cell.shop, cell.shop)}" if cell.shop else ""
        params = {"node": cell.node, "shop": shop}
        title, people = framework.by_id[cell.node].title, framework.people
        for language in LANGUAGES:
            params[f"title_{language}"] = title.say(language)
            for key, text in texts.items():
                params[f"{key}_{language}"] = in_words(
                    cell.node, cell.field, text, framework, language
                )
            params[f"field_{language}"] = field_named(framework, cell.field, language)
            person = people.get(one.who)
            params[f"who_{language}"] = (
                person.say(language) if person else one.who or _NOBODY.say(language)
            )
        return Finding(code="DP883", node=cell.node, params=dict(params))

    def _is_missing(self, piece: NamedPiece) -> bool:
        place = self._place(piece)
        return place is not None and not place.is_file()

    def _missing(self, piece: NamedPiece) -> Finding:
        file = str(piece.entry["file"])
        whole = has_ending(piece.file)
        place = file if whole else f"{file.rpartition('/')[0]}/"
        hint = hint_params(NO_HINT if whole else _ENDING)
        params: Params = {"piece": piece.id, "file": piece.file, "place": place, **hint}
        return piece.cell.finding("DP887", params)


def _filled_files(named: Iterable[Path]) -> Iterator[Path]:
    """The files *named*, and those filled in the folders named. Raises UsageError."""
    for path in named:
        if not path.is_dir():
            yield path
            continue
        found = [
            one
            for one in path.iterdir()
            if one.suffix.lower() in _FILLED and one.is_file() and not is_junk(one.name)
        ]
        if not found:
            shown = readable(path.as_posix())
            raise UsageError(
                f"{shown} holds no filled sheet (.xlsx) and no export of a form (.json): "
                "name the folder they lie in",
                f"{shown} 里没有填好的表（.xlsx），也没有填写页导出的文件（.json）。"
                "请给出它们所在的文件夹",
            )
        yield from found


def _passed_over(named: Iterable[Path]) -> Iterator[Path]:
    """What the folders *named* hold that may be filled sheets, but cannot be read as they are.

    Those of folders in them too, beside what lies in the folder itself.
    """
    for path in named:
        for one in sorted(path.iterdir()) if path.is_dir() else ():
            if one.is_file() and one.suffix.lower() in _OTHER_FORMATS and not is_junk(one.name):
                yield one
            elif one.is_dir() and one.name not in _OF_EVIDENCE:
                inside = (each for each in one.iterdir() if each.suffix.lower() in _FILLED)
                if any(each.is_file() and not is_junk(each.name) for each in inside):
                    yield one


def _of_passed_over(path: Path) -> Finding:
    return Finding(code="DP897" if path.is_dir() else "DP896", file=readable(path.name))


def _pieces_in(sheets: Iterable[FilledSheet]) -> dict[str, NamedPiece]:
    return {name: piece for sheet in sheets for name, piece in sheet.pieces.items()}


def _with_pieces(claim: SheetClaim, same: Mapping[str, str]) -> SheetClaim:
    """*claim* with each piece under the id that its content has."""
    if claim.cell.field != EVIDENCE or not same:
        return claim
    ids = dict.fromkeys(same.get(one, one) for one in claim.value.split())
    return claim._replace(value=" ".join(ids))


def _differing(
    claims: Sequence[SheetClaim], places: Mapping[SheetClaim, TypedCell]
) -> Iterator[Finding]:
    """An error for each cell that two copies of one person's sheet fill in otherwise."""
    for one, other in differing_copies(claims):
        cell, at = one.cell, places[other]
        shop = f" {cell.shop}" if cell.shop else ""
        params = {"node": cell.node, "shop": shop, "field": cell.field, "who": one.who or one.sheet}
        params["other"] = f"{places[one].file} › {places[one].shown}"
        yield at.finding("DP881", params, cell.node)


def _of_cleared(one: ClearedCell) -> Finding:
    shop = f" {one.cell.shop}" if one.cell.shop else ""
    params = {"node": one.cell.node, "shop": shop, "field": one.cell.field, "base": one.base}
    return one.at.finding("DP877", params, one.cell.node)


def _said_by(cell: ReplyCell, now: str, claims: Iterable[SheetClaim]) -> str:
    """Who said so, of those whose sheets are read in."""
    return next((one.who for one in claims if one.cell == cell and one.value == now), "")


def _users(merged: Merged) -> dict[str, str]:
    """An indicator that names each piece, the first by its id."""
    found: dict[str, str] = {}
    for cell in sorted(merged.values):
        if cell.field == EVIDENCE:
            for one in merged.values[cell].split():
                found.setdefault(one, cell.node)
    return found


def _write(path: Path, text: str) -> None:
    if text:
        write_atomically(path, text)
    else:
        path.unlink(missing_ok=True)
