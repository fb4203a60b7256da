"""Evidence: whether each file is where it is said to be, with its hash; what is doubtful in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address
from urllib.parse import urlsplit

from dpcap.intake import content as contents
from dpcap.intake.all_answers import WrittenEvidence
from dpcap.intake.cloud_files import in_cloud, placeholder_of
from dpcap.intake.content import ENOUGH, FileContent
from dpcap.intake.folder_tree import LeavesError
from dpcap.intake.inventory import FolderInventory, inside, place_in
from dpcap.intake.source import Document
from dpcap.intake.unread_files import plain
from dpcap.intake.values import UnknownOptionError, is_site, is_web, no_web
from dpcap.model.assessment import PUBLIC_LINK, Evidence, FileState
from dpcap.model.base import Text
from dpcap.model.finding import Finding
from dpcap.model.framework import DECLARED, Framework
from dpcap.model.proof_kinds import listed_host
from dpcap.model.seen_today import content_of
from dpcap.model.two_languages import Params, TwoLanguages

_SAME = TwoLanguages(
    "它在 {there}：内容与 sha256 一致。请把 file 改成这个路径，或把文件改回原名",
    "It is at {there}: the content has that sha256. Write that path as its file, or give the file"
    " its name again",
)
_LOOKS_SAME = TwoLanguages(
    "它在 {there}：内容与 sha256 一致，名字只是大小写或字符编码（NFC、NFD）不同。"
    "请从文件夹里复制文件名，粘贴到 file",
    "It is at {there}: the content has that sha256, and the name differs only in case or encoding"
    " (NFC, NFD). Copy the name from the folder into file",
)
_NAMESAKE = TwoLanguages(
    "它多半在 {there}：名字的大小写、空格、后缀或字符编码不同，或放在别的文件夹。"
    "若是它，请把 file 改成这个路径",
    "It most likely is at {there}: the name differs in case, blanks, ending or encoding, or it lies"
    " in another folder. If so, write that path as its file",
)

Alike = Callable[[str], str]


@dataclass(frozen=True)
class EvidenceLocations:
    """The files in some folders of evidence, by what they hold and by what they are called.

    *named*: the paths that pieces of evidence name rightly; nobody looks for those.
    """

    folders: Sequence[FolderInventory]
    named: Collection[str]

    def of_content(self, sha256: str, file: str, but: str | None = None) -> Params | None:
        """Where the content of *file*, of that hash, lies if not at *but*: params of a finding."""
        there = next((path for path in self._by_content.get(sha256, ()) if path != but), None)
        if there is None:
            return None
        alike = _composed(there) == _composed(inside(file))
        return _params(_LOOKS_SAME if alike else _SAME, there)

    def in_cloud(self, file: str) -> Params | None:
        """That *file* lies in a cloud, by the placeholder that stands for it: as above."""
        path = inside(file)
        said = next((one for folder in self.folders if (one := in_cloud(path, folder.names))), None)
        there = placeholder_of(path)
        return {"there": there, "where_zh": said.zh, "where_en": said.en} if said else None

    def of_name(self, file: str) -> Params | None:
        """Where a file lies whose path, or else whose name, looks like *file*, as above."""
        wanted = inside(file)
        found = (self._by_name[lying].get(named(wanted)) for named, lying in _ALIKE)
        there = next(filter(None, found), None)
        return None if there is None else _params(_NAMESAKE, there)

    @cached_property
    def _by_content(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for folder in self.folders:
            for path, one in folder.files.items():
                if one.sha256 is not None:
                    found.setdefault(one.sha256, []).append(path)
        return found

    @cached_property
    def _by_name(self) -> dict[Alike, dict[str, str]]:
        names = [name for folder in self.folders for name in folder.names]
        free = [name for name in names if name not in self.named]
        lying = {alike for _, alike in _ALIKE}
        return {alike: {alike(name): name for name in reversed(free)} for alike in lying}


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _last_name(path: str) -> str:
    return plain(path.rpartition("/")[2])


def _without_ending(path: str) -> str:
    """*path* as a system shows it that hides endings."""
    folder, slash, name = path.rpartition("/")
    return plain(f"{folder}{slash}{name.rpartition('.')[0] or name}")


def _shown_name(path: str) -> str:
    return _last_name(_without_ending(path))


# How the path that is named and that of a file are read to be held against each other, from what
# surely is the same file to what may be.
_ALIKE: tuple[tuple[Alike, Alike], ...] = (
    (_composed, _composed),
    (plain, plain),
    (_last_name, _last_name),
    (plain, _without_ending),  # x.csv.csv, which is shown as x.csv
    (_last_name, _shown_name),
    (_without_ending, _without_ending),
)


def _params(problem: TwoLanguages, there: str) -> Params:
    said = problem.fill({"there": there})
    return {"there": there, "where_zh": said.zh, "where_en": said.en}


# Names that are kept for examples and for networks of one's own (RFC 2606, RFC 6761).
_SAMPLE_NAMES = ("example.com", "example.net", "example.org", "example.cn", "example.com.cn")
_SAMPLE_ENDS = ("example", "test", "invalid", "localhost", "local", "internal", "lan")


def doubts(
    pieces: Mapping[str, Evidence], contents: Mapping[str, FileContent]
) -> Iterator[Finding]:
    """Notes on *pieces* that count, by what their files hold and where their links lead."""
    sound = {name: piece for name, piece in pieces.items() if piece.state == "ok"}
    files = {name: seen for name, seen in contents.items() if name in sound}
    for name, piece in sound.items():
        if name in files and files[name].says < ENOUGH:
            yield _note("DP360", name, size=files[name].size)
        if piece.url is not None and is_web(piece.url) and leads_nowhere(piece.url):
            yield _note("DP361", name, url=piece.url)
    yield from _of_many_kinds(sound, files)


def leads_nowhere(url: str) -> bool:
    """Whether nobody else can open *url*: its host is a sample, or lies in a private network."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        names = host.split(".")
        sample = any(host == one or host.endswith(f".{one}") for one in _SAMPLE_NAMES)
        return sample or names[-1] in _SAMPLE_ENDS or len(names) == 1


def _of_many_kinds(
    pieces: Mapping[str, Evidence], contents: Mapping[str, FileContent]
) -> Iterator[Finding]:
    """A note for each content that stands under several kinds."""
    same: dict[str | None, list[str]] = {}
    for name, seen in contents.items():
        same.setdefault(seen.sha256, []).append(name)
    for names in same.values():
        kinds = list(dict.fromkeys(pieces[name].kind for name in names))
        if len(kinds) > 1:
            params = {"pieces": ", ".join(names), "kinds": ", ".join(kinds)}
            yield _note("DP362", names[0], **params)


def _note(code: str, name: str, **params: str | int) -> Finding:
    named: Params = {"evidence": name, **params}
    return Finding(code=code, path=("evidence", name), params=named)


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
        yield document.finding(
            "DP104", ("evidence", name, "url"), {"field": "url", **no_web(piece.url).params}
        )


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
    if piece.file and is_site(piece.file) and not (piece.url and piece.kind == PUBLIC_LINK):
        return "absent", [_warning("DP371", look, "file")]
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
