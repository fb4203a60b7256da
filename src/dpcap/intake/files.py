"""The files of a provider's folder that say something: found, read, parsed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from dpcap.errors import InvalidInputError
from dpcap.intake.source import (
    MAX_BYTES,
    Document,
    parse_yaml,
    text_of,
    too_large,
    unreadable,
)
from dpcap.intake.table import Table, parse_table
from dpcap.intake.tree import LeavesError, Listing, LocalTree, Tree, listing_of, real
from dpcap.intake.wording import NO_FILE, Both, of_system
from dpcap.model.finding import Finding

PROVIDER_FILE = "provider.yaml"
ANSWERS_FILE = "answers.yaml"
ANSWERS_DIR = "answers"
KPIS_FILE = "kpis.csv"

_YAML = (".yaml", ".yml")

Parsed = TypeVar("Parsed", Document, Table)


@dataclass(frozen=True, slots=True)
class Texts:
    """What the files say, unparsed: by path in the folder their bytes, or why they have none.

    `shown` is how messages name the folder. `provider.yaml` comes first, then the answers (under
    the name of their folder, if that cannot be listed), then `kpis.csv`, if there is one.
    """

    shown: str
    files: Mapping[str, bytes | Finding]


@dataclass(frozen=True)
class Files:
    """What could be parsed; `answers` in the order of their names, `found` what went wrong.

    `unread`: an answer file is there that could not be read.
    """

    provider: Document | None
    answers: tuple[Document, ...]
    unread: bool
    kpis: Table | None
    found: tuple[Finding, ...]


def read_texts(tree: Tree, listing: Listing) -> Texts:
    """The files in *tree* that dpcap reads, *listing* being what there is."""
    files: dict[str, bytes | Finding] = {}
    for path in _names(listing):
        shown = _shown(tree.shown, path)
        try:
            files[path] = _read(tree, listing, path, shown)
        except LeavesError:
            params: dict[str, str | int | float] = {"path": path}
            files[path] = Finding(code="DP112", file=shown, line=1, column=1, params=params)
        except InvalidInputError as error:
            files[path] = error.findings[0]
    return Texts(tree.shown, files)


def parse_texts(texts: Texts) -> Files:
    """*texts* parsed."""
    found: list[Finding] = []
    provider = _parsed(PROVIDER_FILE, texts, parse_yaml, found)
    names = [name for name in texts.files if name not in (PROVIDER_FILE, KPIS_FILE)]
    parsed = [_parsed(name, texts, parse_yaml, found) for name in names]
    answers = tuple(document for document in parsed if document)
    kpis = _parsed(KPIS_FILE, texts, parse_table, found) if KPIS_FILE in texts.files else None
    return Files(provider, answers, len(answers) < len(names), kpis, tuple(found))


def open_folder(folder: Path) -> Files:
    """Every file of *folder* that dpcap reads, parsed."""
    tree = LocalTree(folder)
    return parse_texts(read_texts(tree, listing_of(tree)))


def answer_files(folder: Path) -> Iterator[Path]:
    """The answer files of *folder*: `answers.yaml`, then those in `answers/` by name."""
    single, several = folder / ANSWERS_FILE, folder / ANSWERS_DIR
    if single.exists() or single.is_symlink():
        yield single
    if several.is_dir():
        yield from sorted(path for path in several.iterdir() if path.suffix in _YAML)


def _names(listing: Listing) -> Iterator[str]:
    yield PROVIDER_FILE
    yield from list(_answers(listing)) or [ANSWERS_FILE]
    try:
        if _is_there(real(KPIS_FILE, listing.links), listing):
            yield KPIS_FILE
    except LeavesError:
        yield KPIS_FILE


def _answers(listing: Listing) -> Iterator[str]:
    """The answer files there are; the folder of answers itself, if it cannot be listed."""
    if _is_there(ANSWERS_FILE, listing) or ANSWERS_FILE in listing.links:
        yield ANSWERS_FILE
    try:
        folder = real(ANSWERS_DIR, listing.links)
    except LeavesError:
        yield ANSWERS_DIR
        return
    if listing.others.get(folder):
        yield ANSWERS_DIR
    for name in listing.below(folder):
        if PurePosixPath(name).suffix in _YAML:
            yield f"{ANSWERS_DIR}/{name}"


def _is_there(path: str, listing: Listing) -> bool:
    return path in listing.files or path in listing.others


def _read(tree: Tree, listing: Listing, path: str, shown: str) -> bytes:
    """The bytes of one file. Raises LeavesError, InvalidInputError."""
    place = real(path, listing.links)
    entry = listing.files.get(place)
    if entry is None:
        raise unreadable(shown, _why(place, listing))
    if entry.size > MAX_BYTES:
        raise too_large(shown, entry.size)
    try:
        raw = tree.read(place, MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(shown, of_system(error)) from error
    if len(raw) > MAX_BYTES:
        raise too_large(shown, len(raw))
    return raw


def _why(place: str, listing: Listing) -> Both:
    """Why there is no file at *place*."""
    folders = (place, *map(str, PurePosixPath(place).parents), "")
    error = next((listing.others[one] for one in folders if listing.others.get(one)), None)
    if error is not None:
        return of_system(error)
    return NO_FILE if place in listing.others else of_system(FileNotFoundError())


def _parsed(
    path: str, texts: Texts, parse: Callable[[str, str], Parsed], found: list[Finding]
) -> Parsed | None:
    raw = texts.files[path]
    if isinstance(raw, Finding):
        found.append(raw)
        return None
    try:
        shown = _shown(texts.shown, path)
        return parse(text_of(raw, shown), shown)
    except InvalidInputError as error:
        found.extend(error.findings)
        return None


def _shown(folder: str, path: str) -> str:
    return f"{folder}/{path}"
