"""Writing single rulings and remarks into a review: each bound to what was seen, all else kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import OvertakenError, UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.review import parse_review, review_file
from dpcap.intake.source import parse_yaml, read_text
from dpcap.intake.yaml_edit import append, drop, put
from dpcap.intake.yaml_inline import flow
from dpcap.intake.yaml_values import Plain
from dpcap.lock import held, lock_for
from dpcap.model.assessment import Provider
from dpcap.model.base import Frozen
from dpcap.model.framework import Framework
from dpcap.model.review import (
    AnswerRuling,
    EvidenceRuling,
    ExemptionRuling,
    Review,
    ReviewRemark,
    RoleRuling,
)
from dpcap.model.two_languages import TwoLanguages

_BOM = "\ufeff"
_SCHEMA = "dpcap/review/2"
_RULED = {
    "accepted": TwoLanguages("采纳", "accepted"),
    "refused": TwoLanguages("不采纳", "refused"),
    "verified": TwoLanguages("核实", "verified"),
}
_ROLE = TwoLanguages("认定了角色", "the role was fixed")


def review_text(path: Path) -> str:
    """The text of the review at *path*; empty if there is none. Raises InvalidInputError."""
    return read_text(path, path.as_posix()) if path.is_file() else ""


class _Change(NamedTuple):
    """A file before a change (None: it was not there) and after it, and the place of the change."""

    before: str | None
    after: str
    place: tuple[str, ...]


def _overtaken(theirs: Mapping[str, Plain]) -> OvertakenError:
    by, on, reason = (str(theirs.get(key, "")) for key in ("by", "on", "reason"))
    what = _RULED.get(str(theirs.get("ruling")), _ROLE)
    return OvertakenError(
        f"{by} ruled on it since this was opened: {what.en} on {on}, “{reason}”. That stays;"
        " to replace it rule once more, else skip",
        f"打开之后，{by} 已经裁定：{what.zh}（{on}，“{reason}”），现予保留。"
        "要改成您的，请再裁定一次；否则请跳过",
    )


class ReviewFile:
    """The review of a *provider* in the directory *reviews*, which may not be there yet.

    *seen*: its text as the reviewer knows it; None: as it is now. *on_wait* is called once if
    another process writes there. Each change reads the file anew and is on disk when it returns.
    Every one raises InvalidInputError for a review that is not sound, or would not be any more, and
    OvertakenError, the first time, for a ruling that others wrote meanwhile; then nothing is
    written. It raises OSError. The changes made here can be undone, the last one first.
    """

    def __init__(
        self,
        reviews: Path,
        provider: Provider,
        framework: Framework,
        on_wait: Callable[[], None],
        seen: str | None = None,
    ) -> None:
        self.path = review_file(reviews, provider.id)
        self._provider, self._framework, self._on_wait = provider, framework, on_wait
        self._changes: list[_Change] = []
        self._seen = review_text(self.path) if seen is None else seen
        # What is known to stand at a place, where that is not what stood there as it was seen.
        self._known: dict[tuple[str, ...], Plain] = {}

    def rule_on_piece(self, piece: str, ruling: EvidenceRuling) -> str:
        """Write the *ruling* on *piece*; the name under which it stands.

        One on the same content is replaced. One on other content keeps its name: it still applies
        to what it is about.
        """
        return self._put(lambda review: ("evidence", _name_for(piece, ruling, review)), ruling)

    def rule_on_exemption(self, node: str, ruling: ExemptionRuling) -> str:
        """Write the *ruling* on the "not applicable" of *node*, over an earlier one."""
        return self._put(lambda _: ("not_applicable", node), ruling)

    def rule_on_answer(self, node: str, ruling: AnswerRuling) -> str:
        """Write the *ruling* on the answer to *node*, over an earlier one."""
        return self._put(lambda _: ("indicators", node), ruling)

    def fix_role(self, ruling: RoleRuling) -> None:
        """Write the role, over an earlier one."""
        self._put(lambda _: ("role",), ruling)

    def add_remark(self, remark: ReviewRemark) -> None:
        """Write *remark* below the others."""
        self._change(lambda text, _: (append(text, "remarks", _plain(remark)), ("remarks",)))

    def undo(self) -> None:
        """Take back the last change that was not taken back yet.

        Raises UsageError: there is none, or somebody changed the same place since.
        """
        if not self._changes:
            raise UsageError("there is nothing to take back", "没有可以撤销的")
        last = self._changes[-1]
        with held(lock_for(self.path.parent), self._on_wait):
            now = review_text(self.path)
            if now == last.after and last.before is None:
                self.path.unlink()
            else:
                self._write(_undone(now, last, self.path))
        self._known[last.place] = _value(last.before or "", last.place)
        self._changes.pop()

    def _put(self, place: Callable[[Review], tuple[str, ...]], ruling: Frozen) -> str:
        def change(text: str, review: Review) -> tuple[str, tuple[str, ...]]:
            where = place(review)
            self._check_known(text, where)
            return put(text, where, _plain(ruling)), where

        return self._change(change)

    def _check_known(self, text: str, where: tuple[str, ...]) -> None:
        """Raises OvertakenError once for what others wrote at a place since it was seen."""
        theirs = _value(text, where)
        known = self._known[where] if where in self._known else _value(self._seen, where)
        self._known[where] = theirs
        if isinstance(theirs, dict) and theirs != known:
            raise _overtaken(theirs)

    def _change(self, change: Callable[[str, Review], tuple[str, tuple[str, ...]]]) -> str:
        with held(lock_for(self.path.parent), self._on_wait):
            there = self.path.is_file()
            before = review_text(self.path) if there else self._begun()
            after, place = change(before, self._parsed(before))
            self._write(after)
        self._known[place] = _value(after, place)
        self._changes.append(_Change(before if there else None, after, place))
        return place[-1]

    def _write(self, text: str) -> None:
        """Raises InvalidInputError for a *text* that is no sound review."""
        self._parsed(text)
        marked = self.path.is_file() and self.path.read_bytes().startswith(_BOM.encode())
        write_atomically(self.path, _BOM * marked + text)

    def _parsed(self, text: str) -> Review:
        return parse_review(text.encode(), self.path.as_posix(), self._provider.id, self._framework)

    def _begun(self) -> str:
        lines = [f"schema: {_SCHEMA}", f"provider: {flow(self._provider.id)}"]
        if self._provider.registration_number:
            lines.append(f"registration_number: {flow(self._provider.registration_number)}")
        return "\n".join((*lines, ""))


def _undone(now: str, last: _Change, path: Path) -> str:
    """*now* without the *last* change: as it was, or where others wrote since, but for its place.

    Raises UsageError if they wrote there.
    """
    if now == last.after and last.before is not None:
        return last.before
    if _value(now, last.place) != _value(last.after, last.place):
        where = ".".join(last.place)
        raise UsageError(
            f"{path}: somebody changed {where} since; change it there by hand",
            f"{path}：{where} 之后被别人改过，请直接在文件里修改",
        )
    old = _value(last.before or "", last.place)
    return drop(now, last.place) if old is None else put(now, last.place, old)


def _value(text: str, place: tuple[str, ...]) -> Plain:
    data = parse_yaml(text, "").data if text.strip() else None
    for key in place:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _name_for(piece: str, ruling: EvidenceRuling, review: Review) -> str:
    """The name under which *ruling* is to stand: that of *piece*, if other content has not got it.

    A refusal for single indicators stands beside what else is ruled on the file.
    """
    name, number = piece, 1
    while (old := review.evidence.get(name)) and not _replaces(ruling, old):
        number += 1
        name = f"{piece}.{number}"
    return name


def _replaces(new: EvidenceRuling, old: EvidenceRuling) -> bool:
    if old.saw is None or new.saw is None:
        return False
    same = (old.saw.sha256, old.saw.url) == (new.saw.sha256, new.saw.url)
    claims = "claim" in (old.reach, new.reach) and old.indicators != new.indicators
    return same and not claims


def _plain(one: Frozen) -> Plain:
    plain: Plain = one.model_dump(mode="json", exclude_defaults=True)
    return plain
