"""What is held of a provider, a brand or a shop, and taking it out for good.

Nothing outside the folders that are named is read or touched, and no link is followed. What is
found is done in such an order that a run which was broken off finds the rest by what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path

from dpcap.delivery.outbox_removal import empty_letters, remove_letters
from dpcap.errors import UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.removal.held_files import day_of_file, files_below, is_plain_file
from dpcap.intake.removal.place_rules import RemovedFiles, SubjectPlaces
from dpcap.intake.removal.search import mention_in
from dpcap.intake.removal.terms import SHORTEST_ID, SearchTerms
from dpcap.intake.removal.yaml_removal import PlaceRule
from dpcap.model.retention import KeptKind, Retention
from dpcap.workflow.forget_beside import letter_items, output_items, review_items
from dpcap.workflow.forget_folder import ForgottenFolder
from dpcap.workflow.forget_history import HeldHistory, history_of
from dpcap.workflow.held_item import HeldItem
from dpcap.workflow.subject import ForgottenSubject, SubjectTraces, folders_of, traces_of

OnWait = Callable[[], None]
ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class HeldPlaces:
    """Where to look: folders with providers, reviews, evidence, outputs, and outboxes."""

    roots: tuple[Path, ...]
    reviews: Path | None = None
    evidence_root: Path | None = None
    outs: tuple[Path, ...] = ()
    outboxes: tuple[Path, ...] = ()

    @property
    def folders(self) -> tuple[Path, ...]:
        """All that are folders."""
        named = (self.reviews, self.evidence_root)
        return (*self.roots, *(one for one in named if one), *self.outs)


@dataclass(frozen=True)
class ForgetRequest:
    """Who is to be forgotten, where, and what must be kept on the day `on`."""

    subject: ForgottenSubject
    places: HeldPlaces
    on: date
    retention: Retention | None = None

    def must_keep(self, kind: KeptKind, since: date) -> bool:
        """Whether files of *kind*, which are of the day *since*, must still be kept."""
        held = self.retention
        return held is not None and held.required_reason(kind, since, self.on) is not None


@dataclass(frozen=True)
class ForgetPlan:
    """What is held, in the order in which it is done; what git's history holds beside it."""

    request: ForgetRequest
    items: tuple[HeldItem, ...]
    history: tuple[HeldHistory, ...]

    @property
    def going(self) -> tuple[HeldItem, ...]:
        """What is removed or redacted."""
        return tuple(one for one in self.items if one.goes)


def plan_forget(request: ForgetRequest, on_wait: OnWait = lambda: None) -> ForgetPlan:
    """What is held of the subject of *request*; nothing is changed.

    Raises UsageError: a folder that is not there, a shop that several providers list; OSError;
    InvalidInputError: an outbox that is none.
    """
    places = request.places
    for folder in places.folders:
        if not folder.is_dir():
            raise UsageError(f"there is no folder {folder}", f"没有目录 {folder}")
    folders = folders_of(places.roots)
    traces = traces_of(request.subject, folders, places.reviews)
    items = [one for each in traces for one in _held(request, each, on_wait)]
    kept = [_kept(one, request) for one in _each_once(items)]
    terms = _terms(request.subject, traces)
    kept += _elsewhere(places, terms, kept)
    kept.sort(key=lambda one: (one.step, one.path.as_posix()))
    around = (*places.folders, *places.outboxes)
    whole = [one for each in traces for one in each.folders] if request.subject.is_provider else []
    history = history_of(around, [one for one in kept if one.goes], terms.texts, whole)
    return ForgetPlan(request, tuple(kept), history)


def apply_forget(plan: ForgetPlan, on_wait: OnWait = lambda: None) -> None:
    """Do what *plan* says. Raises OSError, InvalidInputError; what is done by then stays done."""
    for item in plan.going:
        if item.in_outbox:
            continue
        if item.action == "remove":
            item.path.unlink(missing_ok=True)
        elif item.content is not None and is_plain_file(item.path):
            write_atomically(item.path, item.content)
    _apply_letters(plan, on_wait)
    roots = {one.resolve() for one in plan.request.places.folders}
    for item in plan.going:
        _prune(item.path.parent, roots)


def _apply_letters(plan: ForgetPlan, on_wait: OnWait) -> None:
    of_letters = [one for one in plan.going if one.in_outbox]
    of_letters.sort(key=lambda one: (one.path, one.action))
    for (path, action), each in groupby(of_letters, key=lambda one: (one.path, one.action)):
        letters = frozenset(number for one in each for number in one.letters)
        (remove_letters if action == "remove" else empty_letters)(path, letters, on_wait)


def _prune(folder: Path, roots: set[Path]) -> None:
    """Remove *folder* and those above that are empty now, below *roots* only."""
    here = folder.resolve()
    while here not in roots and any(here.is_relative_to(root) for root in roots):
        try:
            here.rmdir()
        except OSError:
            return
        here = here.parent


def _held(request: ForgetRequest, traces: SubjectTraces, on_wait: OnWait) -> Iterator[HeldItem]:
    subject, places = request.subject, request.places
    whole = subject.is_provider
    rule: PlaceRule | None = None
    if not whole:
        rule = SubjectPlaces(traces.terms, RemovedFiles(), traces.ids, subject.brand).judge
    for folder in traces.folders:
        one = ForgottenFolder(
            folder, traces, places.evidence_root, whole, subject.brand, request.must_keep
        )
        yield from one.items()
        rule = None if whole else one.rule
    if whole and not traces.folders and places.evidence_root:
        yield from _evidence_left(places.evidence_root / traces.provider, traces)
    if places.reviews is not None:
        yield from review_items(places.reviews, traces, rule)
    for out in places.outs:
        yield from output_items(out, traces, whole=whole)
    for outbox in places.outboxes:
        yield from letter_items(outbox, traces, whole=whole, on_wait=on_wait)


def _evidence_left(folder: Path, traces: SubjectTraces) -> Iterator[HeldItem]:
    for path in files_below(folder):
        yield HeldItem("evidence", path, "remove", day_of_file(path), traces.provider)


def _each_once(items: Sequence[HeldItem]) -> list[HeldItem]:
    """*items* without those of a file that another one removes already."""
    found: dict[tuple[Path, frozenset[int]], HeldItem] = {}
    for one in items:
        found.setdefault((one.path, one.letters), one)
    return list(found.values())


def _kept(item: HeldItem, request: ForgetRequest) -> HeldItem:
    """*item*, or that it must be kept."""
    retention = request.retention
    if retention is None or not item.goes:
        return item
    why = retention.required_reason(item.kind, item.since, request.on)
    if why is None:
        return item
    until = retention.last_day(item.kind, item.since)
    return replace(item, action="keep", why=why, until=until, content=None)


def _terms(subject: ForgottenSubject, traces: Sequence[SubjectTraces]) -> SearchTerms:
    """The words that name the subject anywhere; also where no provider lists it any more."""
    texts = {text for one in traces for text in one.terms.texts} | set(subject.also)
    own = subject.brand or subject.shop or subject.provider or ""
    if subject.brand or len(own) >= SHORTEST_ID:
        texts.add(own)
    return SearchTerms(texts)


def _elsewhere(places: HeldPlaces, terms: SearchTerms, items: Sequence[HeldItem]) -> list[HeldItem]:
    """Other files that name the subject: they are somebody else's, and stay as they are."""
    known = {one.path for one in items}
    found: dict[Path, HeldItem] = {}
    for folder in places.folders if terms else ():
        for path in files_below(folder):
            if path in known or path in found or not is_plain_file(path):
                continue
            with suppress(PermissionError):
                if mention_in(path, terms) == "named":
                    day = day_of_file(path)
                    found[path] = HeldItem("answers", path, "look", day, why=ELSEWHERE)
    return list(found.values())
