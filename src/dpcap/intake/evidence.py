"""Evidence: whether each file is where it is said to be, inside its folder, with its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath

from dpcap.intake.source import Document
from dpcap.intake.values import WEB, is_web
from dpcap.intake.written import WrittenEvidence
from dpcap.model.assessment import Evidence, FileState
from dpcap.model.finding import Finding
from dpcap.model.framework import DECLARED, Framework

PUBLIC_LINK = "public_link"
VERIFIED = "verified"


@dataclass(frozen=True)
class Shelf:
    """Where a provider's files may lie: its folder, and its part of the evidence root."""

    roots: tuple[Path, ...]
    _digests: dict[Path, str | None] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, folder: Path, evidence_root: Path | None, provider_id: str | None) -> Shelf:
        """The shelf of one provider (None: whose it is could not be read)."""
        roots = [folder]
        if evidence_root is not None and provider_id is not None:
            roots.append(evidence_root / provider_id)
        return cls(tuple(root.resolve() for root in roots))

    def digest(self, file: str) -> str | None:
        """The SHA-256 of *file*, or None if it cannot be read. Raises LeavesError.

        Many pieces may name one file; it is read once.
        """
        path = self.find(file)
        if path is None:
            return None
        if path not in self._digests:
            self._digests[path] = _readable_digest(path)
        return self._digests[path]

    def find(self, file: str) -> Path | None:
        """The file itself, links resolved, or None. Raises LeavesError if it lies elsewhere."""
        relative = inside(file)
        for root in self.roots:
            found = _resolved(root / relative)
            if not found.is_relative_to(root):
                raise LeavesError(file)
            if found.is_file():
                return found
        return None


class LeavesError(Exception):
    """A path that leads out of the folder."""


def inside(file: str) -> PurePosixPath:
    """*file* as a path that stays below where it is read from. Raises LeavesError if it does not.

    Both kinds of slash part folders, whatever system the folder was written on.
    """
    windows = PureWindowsPath(file)
    if "\0" in file or windows.drive or windows.root or ".." in windows.parts:
        raise LeavesError(file)
    return PurePosixPath(windows.as_posix())


def digest_of(path: Path) -> str:
    """The SHA-256 (hex) of the file at *path*, read piece by piece. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def examine(
    written: Mapping[str, tuple[WrittenEvidence, Document]],
    shelf: Shelf,
    framework: Framework,
    found: list[Finding],
) -> dict[str, Evidence]:
    """Every piece with the state of its file; errors and warnings go to *found*."""
    pieces: dict[str, Evidence] = {}
    for name, (piece, document) in written.items():
        found.extend(_wrong(name, piece, document, framework))
        try:
            state, warning = _state(name, piece, shelf)
        except LeavesError:
            path = ("evidence", name, "file")
            found.append(document.finding("DP112", path, {"path": piece.file or ""}))
            continue
        found.extend(warning)
        fields = piece.model_dump(exclude_none=True)
        pieces[name] = Evidence.model_validate({**fields, "id": name, "state": state})
    return pieces


def _wrong(
    name: str, piece: WrittenEvidence, document: Document, framework: Framework
) -> Iterator[Finding]:
    kinds = [kind for kind in framework.method.proof_caps if kind not in (DECLARED, VERIFIED)]
    if piece.kind not in kinds:
        path = ("evidence", name, "kind")
        yield document.finding("DP308", path, {"kind": piece.kind, "options": ", ".join(kinds)})
    if piece.url is not None and not is_web(piece.url):
        yield document.finding("DP104", ("evidence", name, "url"), {"field": "url", **WEB.params})


def _state(name: str, piece: WrittenEvidence, shelf: Shelf) -> tuple[FileState, list[Finding]]:
    """Whether the file is there with its hash, and the warning if not. Raises LeavesError."""
    if piece.kind == PUBLIC_LINK:
        if piece.file is not None:
            inside(piece.file)
        return ("ok", []) if piece.url else ("absent", [_warning("DP349", name)])
    if piece.file is None:
        return "absent", [_warning("DP355", name)]
    actual = shelf.digest(piece.file)
    if actual is None:
        return "absent", [_warning("DP341", name, "file", file=piece.file)]
    if piece.sha256 is None:
        return "no_hash", [_warning("DP343", name, actual=actual)]
    if piece.sha256.lower() != actual:
        return "other_hash", [_warning("DP342", name, "sha256", actual=actual)]
    return "ok", []


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:  # a link that leads to itself
        raise LeavesError(str(path)) from error


def _readable_digest(path: Path) -> str | None:
    try:
        return digest_of(path)
    except OSError:
        return None


def _warning(code: str, name: str, *key: str, **params: str) -> Finding:
    return Finding(code=code, path=("evidence", name, *key), params={"evidence": name, **params})
