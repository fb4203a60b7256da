"""Evidence: whether each file is where it is said to be, inside its folder, with its hash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dpcap.intake import content as contents
from dpcap.intake.all_answers import WrittenEvidence
from dpcap.intake.content import FileContent
from dpcap.intake.doubtful_evidence import doubts
from dpcap.intake.evidence_locations import EvidenceLocations
from dpcap.intake.folder_tree import LeavesError
from dpcap.intake.inventory import FolderInventory, inside, place_in
from dpcap.intake.source import Document
from dpcap.intake.values import WEB, UnknownOptionError, is_web
from dpcap.intake.wording import Params
from dpcap.model.assessment import PUBLIC_LINK, Evidence, FileState
from dpcap.model.base import Text
from dpcap.model.finding import Finding
from dpcap.model.framework import DECLARED, Framework
from dpcap.model.proof_kinds import listed_host
from dpcap.model.seen_today import content_of

VERIFIED = "verified"

Written = Mapping[str, tuple[WrittenEvidence, Document]]
_MB = 1024 * 1024


@dataclass(frozen=True)
class EvidenceLookup:
    """A piece with the file that is there for it (None: there is none, or none is wanted)."""

    name: str
    piece: WrittenEvidence
    at: tuple[str, FileContent] | None


def examine(
    written: Written,
    folders: Sequence[FolderInventory],
    framework: Framework,
    found: list[Finding],
) -> dict[str, Evidence]:
    """Every piece with the state of its file; errors, warnings and notes go to *found*."""
    looks = []
    for name, (written_piece, document) in written.items():
        found.extend(_wrong(name, written_piece, document, framework))
        piece = _of_known_kind(written_piece, framework)
        try:
            looks.append(EvidenceLookup(name, piece, _file_of(piece, folders, framework)))
        except LeavesError:
            path = ("evidence", name, "file")
            found.append(document.finding("DP112", path, {"path": piece.file or ""}))
    where = EvidenceLocations(folders, {look.at[0] for look in looks if look.at})
    pieces: dict[str, Evidence] = {}
    for look in looks:
        fields = look.piece.model_dump(exclude_none=True)
        if listed_host(look.piece.url, framework.link_hosts):
            fields |= _linked(look, where, found)
        else:
            fields["state"], warning = _state(look, where)
            found.extend(warning)
        pieces[look.name] = Evidence.model_validate({**fields, "id": look.name})
    found.extend(_signatures(pieces, framework))
    found.extend(doubts(pieces, {look.name: look.at[1] for look in looks if look.at}))
    return pieces


def _file_of(
    piece: WrittenEvidence, folders: Sequence[FolderInventory], framework: Framework
) -> tuple[str, FileContent] | None:
    """Where the file of *piece* is, and what it holds. Raises LeavesError."""
    if piece.file is None:
        return None
    if piece.kind == PUBLIC_LINK and not listed_host(piece.url, framework.link_hosts):
        inside(piece.file)
        return None
    return place_in(folders, piece.file)


def _linked(
    look: EvidenceLookup, where: EvidenceLocations, found: list[Finding]
) -> dict[str, str | bool]:
    """What becomes of a piece on a host where links need a copy: the link counts in any case.

    A copy with a fault is as good as none, and its warning goes to *found*.
    """
    if look.piece.file is None:
        return {"state": "ok"}
    state, warning = _file_state(look, where)
    found.extend(warning)
    return {"state": "ok", "copied": state == "ok"}


def _signatures(pieces: Mapping[str, Evidence], framework: Framework) -> Iterator[Finding]:
    """A warning for each signature that confirms nothing: no such record, or of another kind."""
    for name, piece in pieces.items():
        if piece.signature is None:
            continue
        record, waiting = pieces.get(piece.signature), framework.until_confirmed.get(piece.kind)
        kinds = waiting.records if waiting else ()
        other = record is not None and content_of(record) != content_of(piece)
        if record is None or not other or record.kind not in kinds:
            params = {"evidence": name, "signature": piece.signature, "kinds": ", ".join(kinds)}
            path = ("evidence", name, "signature")
            yield Finding(code="DP493", path=path, params={**params, "kind": piece.kind})


def _wrong(
    name: str, piece: WrittenEvidence, document: Document, framework: Framework
) -> Iterator[Finding]:
    kinds = _kinds(framework)
    if piece.kind not in kinds:
        params = UnknownOptionError(piece.kind, kinds).params
        said = {"kind": params.pop("option"), **params}
        yield document.finding("DP308", ("evidence", name, "kind"), said)
    if piece.url is not None and not is_web(piece.url):
        yield document.finding("DP104", ("evidence", name, "url"), {"field": "url", **WEB.params})


def _of_known_kind(piece: WrittenEvidence, framework: Framework) -> WrittenEvidence:
    """*piece*, or one of some kind where its own is none: that is told, and nothing is scored."""
    kinds = _kinds(framework)
    return piece if piece.kind in kinds else piece.model_copy(update={"kind": next(iter(kinds))})


def _kinds(framework: Framework) -> dict[str, Text]:
    """The kinds of evidence that a file may be, with their titles."""
    given = (kind for kind in framework.method.proof_caps if kind not in (DECLARED, VERIFIED))
    titles = framework.proof_titles
    return {kind: titles.get(kind) or Text(zh=kind, en=kind) for kind in given}


def _state(look: EvidenceLookup, where: EvidenceLocations) -> tuple[FileState, list[Finding]]:
    """Whether the file is there with its hash, and the warning if not."""
    piece = look.piece
    if piece.kind == PUBLIC_LINK:
        return ("ok", []) if piece.url else ("absent", [_warning("DP349", look)])
    if piece.file is None:
        return "absent", [_warning("DP355", look)]
    return _file_state(look, where)


def _file_state(look: EvidenceLookup, where: EvidenceLocations) -> tuple[FileState, list[Finding]]:
    """The same of a piece that names a file."""
    if look.at is None:
        return "absent", [_absent(look, look.piece.file or "", where)]
    return _state_of_file(look, *look.at, where)


def _state_of_file(
    look: EvidenceLookup, place: str, seen: FileContent, where: EvidenceLocations
) -> tuple[FileState, list[Finding]]:
    """The same where there is a file, at *place*."""
    wanted = look.piece.sha256
    if seen.sha256 is None:
        return "too_large", [_too_large(look, seen)]
    if seen.says_nothing:
        return "empty", [_warning("DP357" if seen.pointer else "DP356", look, "file")]
    if wanted is None:
        return "no_hash", [_warning("DP343", look, actual=seen.sha256)]
    if wanted.lower() == seen.sha256:
        return "ok", []
    return "other_hash", [_other(look, place, seen, where)]


def _absent(look: EvidenceLookup, file: str, where: EvidenceLocations) -> Finding:
    wanted = look.piece.sha256
    there = (wanted and where.of_content(wanted.lower(), file)) or where.in_cloud(file)
    there = there or where.of_name(file)
    return _warning("DP364" if there else "DP341", look, "file", **(there or {}))


def _other(
    look: EvidenceLookup, place: str, seen: FileContent, where: EvidenceLocations
) -> Finding:
    wanted, actual = (look.piece.sha256 or "").lower(), seen.sha256 or ""
    if wanted in seen.ends:
        return _warning("DP363", look, "sha256", actual=actual)
    there = where.of_content(wanted, place, but=place)
    return _warning("DP365" if there else "DP342", look, "sha256", actual=actual, **(there or {}))


def _too_large(look: EvidenceLookup, seen: FileContent) -> Finding:
    alone = seen.size > contents.MAX_FILE
    limit = contents.MAX_FILE if alone else contents.MAX_FOLDER
    sizes = {"size": -(-seen.size // _MB), "limit": limit // _MB}
    return _warning("DP358" if alone else "DP359", look, "file", **sizes)


def _warning(code: str, look: EvidenceLookup, *key: str, **params: str | float) -> Finding:
    named: Params = {"evidence": look.name, "file": look.piece.file or "", **params}
    return Finding(code=code, path=("evidence", look.name, *key), params=named)
