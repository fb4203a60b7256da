"""The evidence that sheets name: pieces on file by their ids, new files by their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple

from dpcap.intake.attach_evidence import EVIDENCE_DIR, has_ending, safe_name
from dpcap.intake.office import day_as_read, no_data
from dpcap.intake.sheet.filled import TypedCell
from dpcap.intake.sheet.shared_cells import every_kind, kind_named, kinds_offered
from dpcap.intake.values import is_day, is_web
from dpcap.intake.yaml_values import Plain
from dpcap.model.assessment import PUBLIC_LINK, Evidence
from dpcap.model.base import FEW, LANGUAGES, is_own_id
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.two_languages import TwoLanguages

_APART = re.compile(r"[\n；;、，,]")
_QUOTES = "“”\"'‘’「」《》"
# A path from the top of a machine: of a drive, a share, or the system's root.
_ELSEWHERE = re.compile(r"[A-Za-z]:[\\/]|\\\\|/|~/", re.ASCII)
_SHOWN = 60
_NO_DAY_KEPT = TwoLanguages("没有写日期", "without a day")
_NO_KIND = TwoLanguages(
    "没有写证据种类，请在同一行选一种", "has no kind: choose one on the same row"
)
_WHICH_KIND = TwoLanguages(
    "的种类“{kind}”不在可选之列，请写成其中一种：{kinds_zh}",
    "has a kind that is none of those there are, “{kind}”; write one of: {kinds_en}",
)
_NO_DAY = TwoLanguages(
    "的截取日期“{day}”不是日期，请写成 2026-11-20",
    "is dated “{day}”: write a day such as 2026-11-20",
)
_LATER = TwoLanguages(
    "的截取日期 {day} 晚于读入日", "is dated {day}, later than the day it is read in"
)
_TWO_WAYS = TwoLanguages(
    "在表里写了两种种类或日期，请统一", "has two kinds or days in the sheet; make them one"
)
_NO_FILE = TwoLanguages("不是文件名：{problem_zh}", "is no file: {problem_en}")
_TOO_MANY = TwoLanguages(
    f"所在的格子里证据超过 {FEW} 项", f"stands in a cell that names more than {FEW} pieces"
)


class NamedPiece(NamedTuple):
    """A new piece of evidence: its id, its entry in the answers, and the cell that names it."""

    id: str
    entry: dict[str, Plain]
    file: str
    cell: TypedCell


class PieceTerms(NamedTuple):
    """What is said of the files named: kind and day, as typed; who says so; perhaps the SHA-256."""

    kind: str
    day: str
    who: str
    sha256: str = ""


NO_TERMS = PieceTerms("", "", "")


class _Mention(NamedTuple):
    name: str
    terms: PieceTerms
    cell: TypedCell
    node: str


@dataclass
class PieceReader:
    """Reads cells of evidence; *pieces* are those on file. What is new is gathered for `made`."""

    framework: Framework
    pieces: Mapping[str, Evidence]
    last_day: str
    found: list[Finding] = field(default_factory=list)
    new: dict[str, list[_Mention]] = field(default_factory=dict)

    def read(self, cell: TypedCell, terms: PieceTerms, node: str) -> str | None:
        """The ids of what *cell* names, each once; None: something is wrong with it."""
        return self._ids([_Mention(one, terms, cell, node) for one in self._named(cell.text)])

    def read_names(self, named: Iterable[tuple[TypedCell, PieceTerms]], node: str) -> str | None:
        """The ids of what is *named*, one a cell; None: something is wrong with them."""
        return self._ids([_Mention(cell.text, terms, cell, node) for cell, terms in named])

    def _ids(self, mentions: Sequence[_Mention]) -> str | None:
        if mentions and (empty := no_data(mentions[0].cell.text)) is not None:
            self._tell(mentions[0], _NO_FILE.fill(empty.params))
            return None
        if len(mentions) > FEW:
            self._tell(mentions[0]._replace(name="…"), _TOO_MANY)
            return None
        ids = list(dict.fromkeys(map(self._id, mentions)))
        if ids and all(one in self.pieces for one in ids):
            self._tell_kept(mentions[0], [self.pieces[one] for one in ids])
        return " ".join(ids)

    def _tell_kept(self, mention: _Mention, held: Sequence[Evidence]) -> None:
        """A warning if *mention* has a kind or day that none of the pieces on file has."""
        (kind, day), first = mention.terms[:2], held[0]
        other: list[tuple[str, TwoLanguages]] = []
        if kind and kind_named(self.framework, kind) not in {one.kind for one in held}:
            kept = (kinds_offered(self.framework, [first.kind], one)[0] for one in LANGUAGES)
            other.append((kind, TwoLanguages(*kept)))
        if day and str(day_as_read(day)) not in {str(one.captured_on) for one in held}:
            on = first.captured_on
            other.append((day, TwoLanguages(str(on), str(on)) if on else _NO_DAY_KEPT))
        if other:
            name = PurePosixPath(first.file or first.url or first.id).name
            typed = " ".join(one[:_SHOWN] for one, _ in other)
            params = {"file_zh": name, "file_en": name, "typed_zh": typed, "typed_en": typed}
            params["kept_zh"] = "、".join(one.zh for _, one in other)
            params["kept_en"] = ", ".join(one.en for _, one in other)
            self.found.append(mention.cell.finding("DP898", params))

    def made(self) -> dict[str, NamedPiece]:
        """The new pieces, by id; what is wrong with others goes to `found`."""
        pieces: dict[str, NamedPiece] = {}
        for piece, mentions in self.new.items():
            try:
                pieces[piece] = self._piece(piece, mentions)
            except _WrongPieceError as error:
                self._tell(error.mention, error.what)
        return pieces

    def _named(self, text: str) -> Iterable[str]:
        """The single ids and names in *text*; blanks part ids, and names with endings."""
        for part in filter(None, map(str.strip, _APART.split(text))):
            words = part.split()
            if len(words) > 1 and all(one in self.pieces or _is_whole(one) for one in words):
                yield from map(_alone, words)
            else:
                yield _alone(part)

    def _id(self, mention: _Mention) -> str:
        name = mention.name
        known = [name] if name in self.pieces else self._by_name.get(_plain(name), [])
        if len(known) == 1:
            return known[0]
        piece = f"{_whose(mention.terms.who)}{_tail(name)}"
        if piece not in self.pieces:
            self.new.setdefault(piece, []).append(mention)
        return piece

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in self.pieces.values():
            name = PurePosixPath(one.file).name if one.file else one.url or ""
            if name and not one.id.endswith(_tail(name)):  # those that sheets brought have an owner
                found.setdefault(_plain(name), []).append(one.id)
        return found

    def _piece(self, piece: str, mentions: Sequence[_Mention]) -> NamedPiece:
        """The one piece that *mentions* name; what one of them leaves out another may say."""
        first = mentions[0]
        kinds = {self._kind(one) for one in mentions} - {None}
        days = {self._day(one) for one in mentions} - {None}
        hashes = {one.terms.sha256 for one in mentions} - {""}
        if len(kinds) > 1 or len(days) > 1 or len(hashes) > 1:
            raise _WrongPieceError(mentions[-1], _TWO_WAYS)
        web = is_web(first.name)
        if not kinds and not web:
            raise _WrongPieceError(first, _NO_KIND)
        home = f"{EVIDENCE_DIR}/{_whose(first.terms.who)}/{safe_name(first.name)}"
        entry: dict[str, Plain] = {"url": first.name} if web else {"file": home}
        entry["kind"] = kinds.pop() if kinds else PUBLIC_LINK
        if days:
            entry["captured_on"] = days.pop()
        if hashes and not web:
            entry["sha256"] = hashes.pop()
        return NamedPiece(piece, entry, first.name, first.cell)

    def _kind(self, mention: _Mention) -> str | None:
        typed = mention.terms.kind
        kind = kind_named(self.framework, typed) if typed else None
        if typed and kind is None:
            offered = {
                f"kinds_{one}": ", ".join(kinds_offered(self.framework, self._kinds, one))
                for one in LANGUAGES
            }
            what = _WHICH_KIND.fill({"kind": typed[:_SHOWN], **offered})
            raise _WrongPieceError(mention, what)
        return kind

    @property
    def _kinds(self) -> tuple[str, ...]:
        return every_kind(self.framework)

    def _day(self, mention: _Mention) -> str | None:
        typed = mention.terms.day
        day = str(day_as_read(typed)) if typed else None
        if day is not None and not is_day(day):
            raise _WrongPieceError(mention, _NO_DAY.fill({"day": typed[:_SHOWN]}))
        if day is not None and day > self.last_day:
            raise _WrongPieceError(mention, _LATER.fill({"day": day}))
        return day

    def _tell(self, mention: _Mention, what: TwoLanguages) -> None:
        said = {"node": mention.node, "file": mention.name[:_SHOWN]}
        both = {f"{key}_{one}": text for key, text in said.items() for one in LANGUAGES}
        self.found.append(mention.cell.finding("DP882", {**both, **what.params}, mention.node))


class _WrongPieceError(Exception):
    def __init__(self, mention: _Mention, what: TwoLanguages) -> None:
        super().__init__(what.en)
        self.mention, self.what = mention, what


def _is_whole(word: str) -> bool:
    """Whether *word* names a file by itself, and is no piece of a path with blanks in it."""
    is_inside = "/" in word or "\\" in word
    return has_ending(word) and (not is_inside or _ELSEWHERE.match(word) is not None)


def _alone(part: str) -> str:
    """*part* without quotes around it, and without the folders of somebody's own machine."""
    plain = part.strip(_QUOTES).strip() or part
    if _ELSEWHERE.match(plain) and not is_web(plain):
        return plain.replace("\\", "/").rpartition("/")[2] or plain
    return plain


def _whose(who: str) -> str:
    """Who named a piece, as the beginning of its id: so those of several people never collide."""
    plain = who.strip()
    if is_own_id(plain) and len(plain) <= 40:  # noqa: PLR2004 - leaves room for the rest of the id
        return plain
    return f"p{sha256(plain.encode()).hexdigest()[:6]}"


def _tail(name: str) -> str:
    """The end of the id of a piece that a sheet brings, by its file's *name*."""
    return f"-{sha256(_plain(name).encode()).hexdigest()[:8]}"


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().casefold()
