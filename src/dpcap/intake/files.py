"""The files of a provider's folder that say something: found, read, parsed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from dpcap.errors import InvalidInputError, is_held
from dpcap.intake.cloud_files import in_cloud, why_unread
from dpcap.intake.comments import LostText, lost_findings
from dpcap.intake.folder_tree import (
    FolderListing,
    FolderTree,
    LeavesError,
    LocalFolderTree,
    listing_of,
    real,
)
from dpcap.intake.layout import (
    ANSWERS_DIR,
    ANSWERS_FILE,
    BESIDE_ANSWERS,
    CONFLICTS_FILE,
    KPIS_FILE,
    PROVIDER_FILE,
    SUBMISSION_FILE,
    YAML,
)
from dpcap.intake.source import (
    MAX_BYTES,
    UTF_8,
    Document,
    encoding_of,
    parse_yaml,
    text_of,
    too_large,
    unreadable,
)
from dpcap.intake.table import CsvTable, parse_table
from dpcap.intake.unread_files import folders_below, instead_of, is_copy, is_junk
from dpcap.intake.wording import NO_FILE, of_system
from dpcap.model.finding import Finding
from dpcap.model.two_languages import TwoLanguages

_NO_PROVIDER = TwoLanguages(
    "文件不存在。请从备份或 git 恢复；新的服务商用 dpcap new 建文件夹",
    "it is not there. Restore it from a backup or git; dpcap new makes a new provider's folder",
)
_SHOWN = 5
_ONE_BELOW = TwoLanguages(
    "服务商文件夹是里面的 {folders}。请用它作路径：{path}",
    "the provider's folder is {folders} in it: give that as the path, {path}",
)
_SEVERAL_BELOW = TwoLanguages(
    "这里不是一家服务商的文件夹，里面有 {count} 家：{folders}。请指明其中一家，如 {path}；"
    "要一起评估，用 dpcap batch",
    "this is no provider's folder, but holds {count} of them: {folders}. Name one, such as {path};"
    " dpcap batch assesses all",
)
MAX_ANSWER_FILES = 50
MAX_ANSWERS = 2 * MAX_BYTES

Parsed = TypeVar("Parsed", Document, CsvTable)


@dataclass(frozen=True, slots=True)
class Texts:
    """What the files say, unparsed: by path in the folder their bytes, or why they have none.

    `shown` is how messages name the folder. `provider.yaml` comes first, then the answers (under
    the name of their folder, if that cannot be listed), then `kpis.csv`, `conflicts.yaml` and
    `submission.yaml`, if they are there.
    """

    shown: str
    files: Mapping[str, bytes | Finding]


@dataclass(frozen=True)
class Files:
    """What could be parsed; `answers` in the order of their names, `found` what went wrong.

    `shown` is how messages name the folder, `read` the paths of what is read in it. `unread`: an
    answer file is there that could not be read.
    """

    shown: str
    read: tuple[str, ...]
    provider: Document | None
    answers: tuple[Document, ...]
    unread: bool
    kpis: CsvTable | None
    found: tuple[Finding, ...]
    conflicts: Document | None = None
    submission: Document | None = None


def read_texts(tree: FolderTree, listing: FolderListing) -> Texts:
    """The files in *tree* that dpcap reads, *listing* being what there is."""
    files: dict[str, bytes | Finding] = {}
    answers = list(_answers(listing))
    crowded = _crowded(tree, listing, answers)
    below = folders_below({*listing.files, *listing.links})
    if below:
        return Texts(tree.shown, {PROVIDER_FILE: _no_folder(tree.shown, below)})
    for path in _names(listing, None if crowded else answers):
        shown = _shown(tree.shown, path)
        try:
            files[path] = _read(tree, listing, path, shown)
        except LeavesError:
            left: dict[str, str | int | float] = {"path": path}
            files[path] = Finding(code="DP112", file=shown, line=1, column=1, params=left)
        except InvalidInputError as error:
            files[path] = error.findings[0]
    if crowded is not None:
        files[ANSWERS_DIR] = crowded
    return Texts(tree.shown, files)


def _no_folder(shown: str, below: Sequence[str]) -> Finding:
    """The error that there is no provider's folder, but *below* it those of others."""
    place = _shown(shown, PROVIDER_FILE)
    params: dict[str, str | int | float] = {"what": place, **_below(shown, below).params}
    return Finding(code="DP110", file=place, params=params)


def _below(shown: str, folders: Sequence[str]) -> TwoLanguages:
    """What to say of a folder that is no provider's, but holds those of others, *folders*."""
    listed = [*folders[:_SHOWN], *(["…"] if len(folders) > _SHOWN else [])]
    said = _ONE_BELOW if len(folders) == 1 else _SEVERAL_BELOW
    way = {"count": len(folders), "path": f"{shown}/{folders[0]}"}
    return TwoLanguages(
        said.zh.format(**way, folders="、".join(listed)),
        said.en.format(**way, folders=", ".join(listed)),
    )


def _crowded(tree: FolderTree, listing: FolderListing, answers: Sequence[str]) -> Finding | None:
    """What is wrong if there are more *answers* than anybody can mean: then none is read."""
    found = (listing.files.get(path) for path in answers)
    size = sum(entry.size for entry in found if entry is not None)
    few = len(answers) == 1 or size <= MAX_ANSWERS
    if len(answers) <= MAX_ANSWER_FILES and few:
        return None
    counted = {"count": len(answers), "size": size, "most": MAX_ANSWER_FILES, "limit": MAX_ANSWERS}
    return Finding(code="DP126", file=_shown(tree.shown, ANSWERS_DIR), params={**counted})


def parse_texts(texts: Texts) -> Files:
    """*texts* parsed."""
    found = [*_encodings(texts), *_lost(texts)]
    provider = _parsed(PROVIDER_FILE, texts, parse_yaml, found)
    names = [name for name in texts.files if name not in BESIDE_ANSWERS]
    parsed = [_parsed(name, texts, parse_yaml, found) for name in names]
    answers = tuple(_without_copies([document for document in parsed if document], found))
    kpis = _parsed(KPIS_FILE, texts, parse_table, found) if KPIS_FILE in texts.files else None
    conflicts, submission = (
        _parsed(name, texts, parse_yaml, found) if name in texts.files else None
        for name in (CONFLICTS_FILE, SUBMISSION_FILE)
    )
    return Files(
        shown=texts.shown,
        read=tuple(texts.files),
        provider=provider,
        answers=answers,
        unread=len(answers) < len(names),
        kpis=kpis,
        found=tuple(found),
        conflicts=conflicts,
        submission=submission,
    )


def _encodings(texts: Texts) -> Iterator[Finding]:
    """A note on each file that is not UTF-8."""
    for path, raw in texts.files.items():
        if not isinstance(raw, Finding) and (encoding := encoding_of(raw)) != UTF_8:
            params: dict[str, str | int | float] = {"encoding": encoding.upper()}
            yield Finding(code="DP127", path=("files", path), params=params)


def _lost(texts: Texts) -> Iterator[Finding]:
    """A warning on each text of a YAML file that loses its end."""
    for path, raw in texts.files.items():
        if path != KPIS_FILE and not isinstance(raw, Finding) and b"#" in raw:
            with suppress(InvalidInputError):
                yield from lost_findings(text_of(raw, path), path, partial(_lost_in, path))


def _lost_in(file: str, one: LostText) -> Finding:
    path = ("files", file, one.line, one.column)
    return Finding(code="DP128", path=path, params={"rest": one.rest})


def open_folder(folder: Path) -> Files:
    """Every file of *folder* that dpcap reads, parsed."""
    tree = LocalFolderTree(folder)
    return parse_texts(read_texts(tree, listing_of(tree)))


def answer_files(folder: Path) -> Iterator[Path]:
    """The answer files of *folder*: `answers.yaml`, then those in `answers/` by name."""
    single, several = folder / ANSWERS_FILE, folder / ANSWERS_DIR
    if single.exists() or single.is_symlink():
        yield single
    if several.is_dir():
        files = (path for path in several.iterdir() if path.suffix in YAML)
        yield from sorted(path for path in files if not is_junk(path.name))


def _without_copies(documents: Sequence[Document], found: list[Finding]) -> Iterator[Document]:
    """*documents* but those that are copies of an earlier one: by name, and by what they list."""
    kept: list[Document] = []
    for document in documents:
        other = next((one for one in kept if _is_copy(document, one)), None)
        if other is None:
            kept.append(document)
            yield document
        else:
            found.append(document.finding("DP122", (), {"other": other.shown}))


def _is_copy(document: Document, other: Document) -> bool:
    return is_copy(document.shown, other.shown) and bool(_listed(document) & _listed(other))


def _listed(document: Document) -> set[tuple[str, str]]:
    data = document.data if isinstance(document.data, dict) else {}
    parts = {name: data.get(name) for name in ("answers", "evidence")}
    return {(name, key) for name, part in parts.items() if isinstance(part, dict) for key in part}


def _names(listing: FolderListing, answers: Sequence[str] | None) -> Iterator[str]:
    """The files that are read; *answers* are those among them (None: none may be)."""
    yield PROVIDER_FILE
    if answers is not None:
        yield from answers or [ANSWERS_FILE]
    for name in (KPIS_FILE, CONFLICTS_FILE, SUBMISSION_FILE):
        try:
            if _is_there(real(name, listing.links), listing):
                yield name
        except LeavesError:
            yield name


def _answers(listing: FolderListing) -> Iterator[str]:
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
        if PurePosixPath(name).suffix in YAML and not is_junk(name):
            yield f"{ANSWERS_DIR}/{name}"


def _is_there(path: str, listing: FolderListing) -> bool:
    return path in listing.files or path in listing.others


def _read(tree: FolderTree, listing: FolderListing, path: str, shown: str) -> bytes:
    """The bytes of one file. Raises LeavesError, InvalidInputError; OSError if it is held open."""
    place = real(path, listing.links)
    entry = listing.files.get(place)
    if entry is None:
        raise unreadable(shown, _why(path, place, listing))
    if entry.size > MAX_BYTES:
        raise too_large(shown, entry.size)
    try:
        raw = tree.read(place, MAX_BYTES + 1)
    except OSError as error:
        if is_held(error):
            raise  # nothing is wrong with what was sent
        raise unreadable(shown, why_unread(error)) from error
    if len(raw) > MAX_BYTES:
        raise too_large(shown, len(raw))
    return raw


def _why(path: str, place: str, listing: FolderListing) -> TwoLanguages:
    """Why there is no file at *place*, to which *path* leads."""
    folders = (place, *map(str, PurePosixPath(place).parents), "")
    error = next((listing.others[one] for one in folders if listing.others.get(one)), None)
    if error is not None:
        return why_unread(error)
    if place in listing.others:
        return NO_FILE
    names = (*listing.files, *listing.links)
    there = in_cloud(place, listing.files) or instead_of(path, names)
    gone = _NO_PROVIDER if path == PROVIDER_FILE else of_system(FileNotFoundError())
    return there or gone


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
