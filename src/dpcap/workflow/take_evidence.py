"""Files of evidence taken from a folder or a zip into a provider's folder, each to its piece."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from dpcap.errors import UsageError
from dpcap.intake.attach_evidence import has_ending, safe_name
from dpcap.intake.edit import save_evidence
from dpcap.intake.evidence_source import OfferedFile, offered
from dpcap.intake.files import answer_files
from dpcap.intake.folder_tree import digest_of
from dpcap.intake.inventory import inside
from dpcap.intake.source import read_yaml
from dpcap.intake.yaml_values import Plain
from dpcap.intake.zip_errors import DAMAGED_ZIP
from dpcap.model.assessment import Evidence
from dpcap.model.finding import Finding
from dpcap.real_paths import real_path
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest, read_answers

# In these states the file that a piece names is there, and is the one that is meant.
_THERE = ("ok", "no_hash")
_CHUNK = 1 << 20
_READABLE = 0o644


@dataclass(frozen=True)
class EvidenceRequest:
    """A provider's folder, and the folders and zips from which files are taken."""

    provider: ProviderRequest
    sources: tuple[Path, ...]


class TakenFile(NamedTuple):
    """A piece whose file was taken: its id, where the file stood, and where it lies now."""

    piece: str
    source: str
    file: str


class MissingFile(NamedTuple):
    """A piece whose file is still missing, and who listed it (None: that is not said)."""

    piece: str
    file: str
    person: str | None


class TakenEvidence(NamedTuple):
    """What was taken, what is still missing, and what was found on the way."""

    taken: tuple[TakenFile, ...]
    missing: tuple[MissingFile, ...]
    findings: tuple[Finding, ...]


def take_evidence(
    request: EvidenceRequest, configuration: Configuration | None = None
) -> TakenEvidence:
    """Copy what the sources hold of the pieces whose files are missing, and say what still is.

    A file belongs to a piece by its SHA-256, else by its name, in whatever case or form, else by
    its name without the ending, which many systems hide; it is added where the piece has none.
    Nothing is overwritten: where a name has other content, the file gets a name of its own, which
    is written into the answers; so is the SHA-256 where none was given.

    Raises InvalidInputError if the folder cannot be read, UsageError: no such source, OSError.
    """
    here = configuration or Configuration()
    for source in request.sources:
        if not source.exists():
            raise UsageError(f"{source}: no such file", f"没有文件 {source}")
    asked = request.provider
    _, assessment = read_answers(asked, here)
    root = here.evidence_root(asked.evidence_root)
    home = real_path(root / assessment.provider.id if root else asked.folder)
    listed = list(_listed(asked.folder, assessment.evidence))
    with ExitStack() as stack:
        offers = [stack.enter_context(offered(source)) for source in request.sources]
        taking = _Taking(asked.folder, home)
        taking.findings += [found for offer in offers for found in offer.findings]
        taking.look_at((offer.source, file) for offer in offers for file in offer.files)
        for piece in listed:
            taking.take(piece)
    return TakenEvidence(tuple(taking.taken), tuple(taking.missing), tuple(taking.findings))


class _Listed(NamedTuple):
    """A piece whose file is missing, as an answer file lists it."""

    id: str
    entry: dict[str, Plain]
    person: str | None

    @property
    def file(self) -> str:
        return str(self.entry["file"]).strip()

    @property
    def sha256(self) -> str | None:
        given = self.entry.get("sha256")
        return str(given).lower() if given else None


class _Found(NamedTuple):
    """A file that is offered, from where, and its SHA-256."""

    source: str
    file: OfferedFile
    sha256: str

    @property
    def shown(self) -> str:
        return f"{self.source}/{self.file.shown}"


def _listed(folder: Path, known: Mapping[str, Evidence]) -> Iterator[_Listed]:
    """The pieces that name a file which is not there, in the order of the answer files."""
    for path in answer_files(folder):
        data = _mapping(read_yaml(path).data)
        name = _mapping(data.get("assessor")).get("name")
        for piece, entry in _mapping(data.get("evidence")).items():
            found = known.get(str(piece))
            if found is not None and found.file and found.state not in _THERE:
                yield _Listed(str(piece), _mapping(entry), str(name) if name else None)


def _mapping(data: Plain) -> dict[str, Plain]:
    return data if isinstance(data, dict) else {}


def _folded(name: str) -> str:
    """*name* without its folders, as systems that know no case and no forms compare it."""
    alone = name.replace("\\", "/").rpartition("/")[2]
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", alone).casefold())


def _names_of(source: str, file: OfferedFile) -> set[str]:
    """What a sheet may call *file*: its name, or its path as `safe_name` keeps one in a name."""
    above = PurePosixPath(source).name
    return {file.name, safe_name(file.shown), safe_name(f"{above}/{file.shown}")}


@dataclass
class _Taking:
    """One run: what is offered, and what became of it."""

    folder: Path
    home: Path
    taken: list[TakenFile] = field(default_factory=list)
    missing: list[MissingFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    by_hash: dict[str, _Found] = field(default_factory=dict)
    by_name: dict[str, dict[str, _Found]] = field(default_factory=dict)
    by_stem: dict[str, dict[str, _Found]] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    def look_at(self, files: Iterable[tuple[str, OfferedFile]]) -> None:
        """Read each of the *files* once, for its SHA-256; empty ones are no evidence."""
        for source, file in files:
            try:
                with file.open() as stream:
                    digest = sha256()
                    while chunk := stream.read(_CHUNK):
                        digest.update(chunk)
            except DAMAGED_ZIP:
                params: dict[str, str | int | float] = {"name": file.shown}
                self.findings.append(Finding(code="DP968", file=source, params=params))
                continue
            if file.size:
                found = _Found(source, file, digest.hexdigest())
                self.by_hash.setdefault(found.sha256, found)
                for name in _names_of(source, file):
                    self.by_name.setdefault(_folded(name), {}).setdefault(found.sha256, found)
                stem = _folded(PurePosixPath(file.name).stem)
                self.by_stem.setdefault(stem, {}).setdefault(found.sha256, found)

    def take(self, piece: _Listed) -> None:
        """Put the file of *piece* where it belongs, or say that it is missing."""
        found = self._match(piece)
        if found is None:
            self.missing.append(MissingFile(piece.id, piece.file, piece.person))
            return
        file = self.kept.get(found.sha256) or self._keep(piece, found)
        self.kept[found.sha256] = file
        entry = {**piece.entry, "sha256": piece.entry.get("sha256") or found.sha256}
        if file != inside(piece.file):
            entry["file"] = file
        if entry != piece.entry:
            save_evidence(self.folder, "", piece.id, entry)
        self.taken.append(TakenFile(piece.id, found.shown, file))

    def _match(self, piece: _Listed) -> _Found | None:
        if piece.sha256 in self.by_hash:
            return self.by_hash[piece.sha256]
        name = _folded(piece.file)
        named = self.by_name.get(name) or self.by_stem.get(name)
        if not named:
            return None
        if piece.sha256:
            self._tell("DP965", piece, next(iter(named.values())).shown)
        elif len(named) > 1:
            self._tell("DP966", piece, ", ".join(one.shown for one in named.values()))
        else:
            return next(iter(named.values()))
        return None

    def _keep(self, piece: _Listed, found: _Found) -> str:
        """Copy what was *found* to where *piece* names it, or beside; the path below the home."""
        target = self.home / inside(piece.file)
        shown = PurePosixPath(found.file.name)
        if _folded(shown.stem) == _folded(piece.file) and not has_ending(piece.file):
            target = target.with_name(target.name + shown.suffix)
        self._hold_inside(target.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        free = _free(target, found.sha256)
        if free != target:
            self._tell("DP967", piece, free.name)
        if not free.exists():
            _copy(found, free)
        return free.relative_to(self.home).as_posix()

    def _hold_inside(self, place: Path) -> None:
        if not real_path(place).is_relative_to(self.home):
            raise UsageError(
                f"{place} leads elsewhere; make it an ordinary directory",
                f"{place} 指向别处，请改成普通文件夹",
            )

    def _tell(self, code: str, piece: _Listed, other: str) -> None:
        params: dict[str, str | int | float] = {
            "piece": piece.id,
            "name": piece.file,
            "other": other,
        }
        self.findings.append(Finding(code=code, file=self.folder.as_posix(), params=params))


def _free(target: Path, digest: str) -> Path:
    """*target*, or the first name beside it that nothing else bears, whatever its case."""
    beside = {_folded(path.name): path for path in target.parent.iterdir()}
    path, count = target, 1
    while (other := beside.get(_folded(path.name))) is not None:
        if other.is_file() and not other.is_symlink() and digest_of(other) == digest:
            return other
        count += 1
        path = target.with_name(f"{target.stem}-{count}{target.suffix}")
    return path


def _copy(found: _Found, target: Path) -> None:
    """Copy whole or not at all. Raises UsageError if the file changed under way."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".evidence.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out, found.file.open() as stream:
            while chunk := stream.read(_CHUNK):
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        _compare(temporary, found)
        temporary.chmod(_READABLE)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _compare(copy: Path, found: _Found) -> None:
    if digest_of(copy) != found.sha256:
        raise UsageError(
            f"{found.shown} changed while it was copied; try again",
            f"{found.shown} 在复制时有改动，请再试一次",
        )
