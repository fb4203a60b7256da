"""What a provider's folder holds of a provider, a shop or a brand, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import DpcapError
from dpcap.intake.folder_tree import digest_of
from dpcap.intake.layout import (
    CONFLICTS_FILE,
    FILLED_FILE,
    HANDED_OUT,
    KPIS_FILE,
    PROVIDER_FILE,
)
from dpcap.intake.removal.held_files import (
    day_of_file,
    files_below,
    is_plain_file,
    latest_day,
    yaml_in,
)
from dpcap.intake.removal.place_rules import RemovedFiles, SubjectPlaces
from dpcap.intake.removal.search import Mention, mention_in
from dpcap.intake.removal.table_removal import RemovedRows, TableRule, removed_from_table
from dpcap.intake.removal.yaml_removal import PlaceRule, StuckTextError, removed_from_yaml
from dpcap.intake.source import text_of
from dpcap.intake.values import listed
from dpcap.intake.yaml_values import Plain
from dpcap.model.retention import KeptKind
from dpcap.workflow.held_item import HeldAction, HeldItem
from dpcap.workflow.subject import SubjectTraces, rows_in

# In which order things are done, so that a run that was broken off finds the rest by what is left.
FIRST, TEXTS, PROOF, BESIDE, TABLES, NAMES_IT = 0, 1, 2, 3, 6, 9

_YAML = (".yaml", ".yml")
_TABLES = (".csv", ".tsv")
_ROWS = (KPIS_FILE, FILLED_FILE)
_EXPORTS = (".xlsx", ".html", ".zip")
_BOM = b"\xef\xbb\xbf"
OPAQUE = "opaque"
STUCK = "stuck"
CHAINED = "chained"


class _Piece(NamedTuple):
    """One piece of evidence as it is listed."""

    id: str
    path: Path | None
    captured_on: date | None


def _nothing(_: KeptKind, __: date) -> bool:
    return False


@dataclass(frozen=True)
class ForgottenFolder:
    """One of a provider's folders, with its evidence kept elsewhere at `root`.

    `traces`: whom to look for. `whole`: all of the provider goes. `must_keep`: whether files of a
    kind and a day must be kept: what lists them then stays as it is.
    """

    folder: Path
    traces: SubjectTraces
    root: Path | None
    whole: bool
    brand: str | None = None
    must_keep: Callable[[KeptKind, date], bool] = _nothing

    def items(self) -> Iterator[HeldItem]:
        """All that is held, with what becomes of it. Raises OSError, UsageError."""
        for path in self._paths():
            yield from self._whole(path) if self.whole else self._part(path)

    @cached_property
    def changed(self) -> RemovedFiles:
        """What becomes of the pieces of evidence and of their hashes."""
        pieces = [one for one in self._pieces if self._goes(one) and not self._stays(one.path)]
        hashes: dict[str, str | None] = {}
        for path in {one.path for one in self._pieces if one.path and is_plain_file(one.path)}:
            new = None if self._stays(path) else self._new_content(path)
            if path in {one.path for one in pieces}:
                hashes[digest_of(path)] = None
            elif new is not None:
                hashes[digest_of(path)] = sha256(new.content).hexdigest()
        return RemovedFiles(frozenset(one.id for one in pieces), hashes)

    def _stays(self, path: Path | None) -> bool:
        """Whether the file at *path* must be kept."""
        if path is None:
            return False
        item = self._item(path, "remove", FIRST)
        return self.must_keep(item.kind, item.since)

    @property
    def rule(self) -> PlaceRule:
        """What becomes of the places of a YAML file about this provider alone."""
        return SubjectPlaces(self.traces.terms, self.changed, self.traces.ids, self.brand).judge

    def _paths(self) -> Iterator[Path]:
        yield from files_below(self.folder)
        for ending in HANDED_OUT.values():
            yield from files_below(self.folder.with_name(f"{self.folder.name}-{ending}"))
        if self.root is not None:
            yield from files_below(self.root / self.traces.provider)

    def _whole(self, path: Path) -> Iterator[HeldItem]:
        step = NAMES_IT if path == self.folder / PROVIDER_FILE else FIRST
        yield self._item(path, "remove", step)

    def _part(self, path: Path) -> Iterator[HeldItem]:
        if not is_plain_file(path):
            return
        if path.suffix in _YAML:
            step = NAMES_IT if path == self.folder / PROVIDER_FILE else TEXTS
            yield from yaml_items(path, self.rule, self.traces, self._item(path, "redact", step))
        elif path.name in _ROWS:
            yield from self._rows(path)
        elif any(self._goes(one) for one in self._pieces if one.path == path):
            is_named = mention_in(path, self.traces.terms) == "named"
            yield self._item(path, "remove", PROOF if is_named else FIRST)
        else:
            yield from self._other(path)

    def _rows(self, path: Path) -> Iterator[HeldItem]:
        rule = TableRule(self.traces.terms, self.traces.ids, False, self.changed.pieces)
        raw = path.read_bytes()
        found = removed_from_table(raw, rule)
        if found is None:
            yield self._look(path, STUCK)
        elif found.rows:
            yield self._item(path, "redact", TABLES, new=found)

    def _other(self, path: Path) -> Iterator[HeldItem]:
        state = self._mention(path)
        if state == OPAQUE:
            yield self._look(path, OPAQUE)
        if state != "named":
            return
        new = self._new_content(path)
        if new is None:
            yield self._item(path, "remove", PROOF)
        else:
            yield self._item(path, "redact", PROOF, new=new)

    def _new_content(self, path: Path) -> RemovedRows | None:
        """A table that names the subject without its rows; None where it is no such table."""
        if path.suffix.lower() not in _TABLES:
            return None
        rule = TableRule(self.traces.terms, self.traces.ids, True)
        found = removed_from_table(path.read_bytes(), rule)
        return found if found and found.rows and not self.traces.terms.in_text(path.name) else None

    def _mention(self, path: Path) -> Mention:
        """Whether *path* names it; a table may do so by a bare id, too."""
        if path.suffix.lower() in _TABLES and self._new_content(path) is not None:
            return "named"
        return mention_in(path, self.traces.terms)

    def _goes(self, piece: _Piece) -> bool:
        """Whether a piece goes: it names the subject and is no table, or is the shop's alone."""
        if self.traces.terms.in_text(piece.id) or piece.id in self._only_its:
            return True
        path = piece.path
        if path is None or not is_plain_file(path):
            return path is not None and self.traces.terms.in_text(path.name)
        return self._mention(path) == "named" and self._new_content(path) is None

    @cached_property
    def _pieces(self) -> tuple[_Piece, ...]:
        found = []
        for path in files_below(self.folder):
            data = yaml_in(path)
            said = data.get("evidence") if isinstance(data, dict) else None
            for name, one in said.items() if isinstance(said, dict) else ():
                found.append(self._piece(str(name), one if isinstance(one, dict) else {}))
        return tuple(found)

    def _piece(self, name: str, said: dict[str, Plain]) -> _Piece:
        file = said.get("file")
        day = latest_day({"on": said.get("captured_on")})
        if not isinstance(file, str):
            return _Piece(name, None, day)
        outside = self.root / self.traces.provider / file if self.root else None
        path = outside if outside is not None and outside.exists() else self.folder / file
        return _Piece(name, path, day)

    @cached_property
    def _only_its(self) -> frozenset[str]:
        """The pieces that rows of the shop name, and nothing else does."""
        its: set[str] = set()
        others: set[str] = set()
        shops = self.traces.ids | self.traces.names
        for shop, named in rows_in(self.folder):
            (its if shop in shops else others).update(map(str, listed(named)))
        if self.traces.ids:
            for path in files_below(self.folder):
                others |= set(_named_in(yaml_in(path), None))
        return frozenset(its - others)

    @cached_property
    def _day(self) -> date:
        """The day of the answers, else that of the latest file."""
        days = [latest_day(yaml_in(path)) for path in files_below(self.folder)]
        written = day_of_file(self.folder)
        return max((one for one in days if one), default=written)

    def _item(
        self, path: Path, action: HeldAction, step: int, *, new: RemovedRows | None = None
    ) -> HeldItem:
        """The file at *path*; *new*: what stands in it from now on."""
        day = next(
            (one.captured_on for one in self._pieces if one.path == path and one.captured_on),
            self._day,
        )
        places, content = (new.rows, new.content) if new else (0, None)
        provider = self.traces.provider
        return HeldItem(self._kind(path), path, action, day, provider, places, content, step=step)

    def _look(self, path: Path, why: str) -> HeldItem:
        return replace(self._item(path, "look", FIRST), why=why)

    def _kind(self, path: Path) -> KeptKind:
        if path.name == FILLED_FILE:
            return "exports"
        if path.suffix in _YAML or path.name in (KPIS_FILE, CONFLICTS_FILE):
            return "answers"
        is_listed = any(one.path == path for one in self._pieces)
        return "exports" if path.suffix in _EXPORTS and not is_listed else "evidence"


def yaml_items(
    path: Path, rule: PlaceRule, traces: SubjectTraces, item: HeldItem
) -> Iterator[HeldItem]:
    """*item*, with what the YAML file at *path* says once *rule* is done; nothing if unchanged."""
    raw = path.read_bytes()
    mark = _BOM if raw.startswith(_BOM) else b""
    try:
        text = text_of(raw, path.name)
        found = removed_from_yaml(text, rule, traces.terms)
    except (DpcapError, StuckTextError):
        if traces.terms.in_bytes(raw):
            yield replace(item, action="look", why=STUCK)
        return
    if found.places:
        content = mark + found.text.encode()
        yield replace(item, action="redact", places=found.places, content=content)


def _named_in(data: Plain, key: str | None) -> Iterator[str]:
    """The pieces of evidence that replies and facts in *data* name."""
    if key == "evidence" and isinstance(data, str | list):
        yield from map(str, listed(data))
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from _named_in(value, str(name))
    elif isinstance(data, list):
        for one in data:
            yield from _named_in(one, None)
