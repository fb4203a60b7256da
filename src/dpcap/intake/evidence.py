"""Evidence: whether each file is where it is said to be, inside its folder, with its hash."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath, PureWindowsPath

from dpcap.intake.source import Document
from dpcap.intake.tree import LeavesError, Listing, Tree, real
from dpcap.intake.values import WEB, is_web
from dpcap.intake.written import WrittenEvidence
from dpcap.model.assessment import PUBLIC_LINK, Evidence, FileState
from dpcap.model.finding import Finding
from dpcap.model.framework import DECLARED, Framework

VERIFIED = "verified"


@dataclass(frozen=True)
class Root:
    """A folder in which evidence may lie.

    `links`: its links, by path, with where they end. `digest`: the SHA-256 of the ordinary file at
    a path without links, or None if there is none that can be read. `found`: what is wrong with it.
    """

    links: Mapping[str, str | None]
    digest: Callable[[str], str | None]
    found: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, tree: Tree, listing: Listing) -> Root:
        """*tree*, in which a file is read when it is asked for, once."""

        @cache
        def digest(path: str) -> str | None:
            try:
                return tree.digest(path) if path in listing.files else None
            except OSError:
                return None

        return cls(listing.links, digest, listing.crowded)


def digest_in(roots: Sequence[Root], file: str) -> str | None:
    """The SHA-256 of *file* in the first of *roots* that has it; None: it cannot be read there.

    Raises LeavesError if it lies elsewhere.
    """
    path = inside(file).as_posix()
    each = (root.digest(real(path, root.links)) for root in roots)
    return next(filter(None, each), None)


def inside(file: str) -> PurePosixPath:
    """*file* as a path that stays below where it is read from. Raises LeavesError if it does not.

    Both kinds of slash part folders, whatever system the folder was written on.
    """
    windows = PureWindowsPath(file)
    if "\0" in file or windows.drive or windows.root or ".." in windows.parts:
        raise LeavesError(file)
    return PurePosixPath(windows.as_posix())


def examine(
    written: Mapping[str, tuple[WrittenEvidence, Document]],
    roots: Sequence[Root],
    framework: Framework,
    found: list[Finding],
) -> dict[str, Evidence]:
    """Every piece with the state of its file; errors and warnings go to *found*."""
    pieces: dict[str, Evidence] = {}
    for name, (piece, document) in written.items():
        found.extend(_wrong(name, piece, document, framework))
        try:
            state, warning = _state(name, piece, roots)
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


def _state(
    name: str, piece: WrittenEvidence, roots: Sequence[Root]
) -> tuple[FileState, list[Finding]]:
    """Whether the file is there with its hash, and the warning if not. Raises LeavesError."""
    if piece.kind == PUBLIC_LINK:
        if piece.file is not None:
            inside(piece.file)
        return ("ok", []) if piece.url else ("absent", [_warning("DP349", name)])
    if piece.file is None:
        return "absent", [_warning("DP355", name)]
    actual = digest_in(roots, piece.file)
    if actual is None:
        return "absent", [_warning("DP341", name, "file", file=piece.file)]
    if piece.sha256 is None:
        return "no_hash", [_warning("DP343", name, actual=actual)]
    if piece.sha256.lower() != actual:
        return "other_hash", [_warning("DP342", name, "sha256", actual=actual)]
    return "ok", []


def _warning(code: str, name: str, *key: str, **params: str) -> Finding:
    return Finding(code=code, path=("evidence", name, *key), params={"evidence": name, **params})
