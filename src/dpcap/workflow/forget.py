"""What is held of a provider, a brand or a shop, and taking it out for good.

Reviews, outputs and outboxes are searched here, the provider's own folder in `forget_folder`.
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

from dpcap.batch.output_dir import FRAMEWORKS, HIDDEN
from dpcap.delivery.outbox_removal import HeldLetter, empty_letters, held_letters, remove_letters
from dpcap.errors import UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.decision import ENDING as DECISION
from dpcap.intake.lint.paths import LEDGER_MARK
from dpcap.intake.removal.held_files import (
    day_of_file,
    files_below,
    is_plain_file,
    latest_day,
    yaml_in,
)
from dpcap.intake.removal.place_rules import RemovedFiles, SubjectPlaces, all_of, only_of
from dpcap.intake.removal.search import mention_in, mention_in_message
from dpcap.intake.removal.table_removal import removed_lines
from dpcap.intake.removal.terms import SHORTEST_ID, SearchTerms
from dpcap.intake.removal.yaml_removal import PlaceRule
from dpcap.intake.reviews_layout import FACTS_ENDING, VOICE_DIR
from dpcap.model.retention import KeptKind, Retention
from dpcap.real_paths import real_path
from dpcap.report.batch.outputs import BATCH_FORMATS
from dpcap.workflow.forget_folder import BESIDE, CHAINED, NAMES_IT, ForgottenFolder, yaml_items
from dpcap.workflow.forget_history import HeldHistory, history_of
from dpcap.workflow.held_item import HeldAction, HeldItem
from dpcap.workflow.subject import ForgottenSubject, SubjectTraces, folders_of, traces_of

OnWait = Callable[[], None]
ELSEWHERE = "elsewhere"
_YAML = (".yaml", ".yml")
_LINES = ".jsonl"
_FACTS_STEP = NAMES_IT - 1
_ROWS_STEP = BESIDE + 1
_SHARED = frozenset(BATCH_FORMATS.files("batch").values())


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
    roots = {real_path(one) for one in plan.request.places.folders}
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
    here = real_path(folder)
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


def review_items(
    reviews: Path, traces: SubjectTraces, rule: PlaceRule | None
) -> Iterator[HeldItem]:
    """What the directory *reviews* holds; *rule* says which places go, None: all of the provider's.

    Raises OSError, UsageError.
    """
    voice = reviews / VOICE_DIR / traces.provider
    for path in files_below(reviews):
        kind: KeptKind = "decisions" if path.name.endswith((DECISION, _LINES)) else "reviews"
        is_own = path.name.startswith(f"{traces.provider}.") or path.is_relative_to(voice)
        step = _FACTS_STEP if path.name.endswith(FACTS_ENDING) else BESIDE
        since = latest_day(yaml_in(path)) or day_of_file(path)
        item = HeldItem(kind, path, "remove", since, traces.provider, step=step)
        if is_own and rule is None:
            yield item
        elif not is_plain_file(path):
            continue
        elif path.suffix in _YAML:
            judge = rule if is_own and rule else only_of(traces.provider, rule or all_of)
            own = traces if is_own else SubjectTraces(traces.provider)
            yield from yaml_items(path, judge, own, item)
        elif path.suffix == _LINES:
            yield from _line_items(item, traces, whole=rule is None)
        elif is_own and mention_in(path, traces.terms) == "named":
            yield item


def _line_items(item: HeldItem, traces: SubjectTraces, *, whole: bool) -> Iterator[HeldItem]:
    before = item.path.read_bytes()
    found = removed_lines(before, traces.provider, None if whole else traces.terms)
    if found.rows and LEDGER_MARK in before:
        # Its rows are chained: one taken out would make all that follow look forged.
        yield replace(item, action="look", why=CHAINED)
    elif found.rows:
        yield replace(item, action="redact", places=found.rows, content=found.content)


def output_items(out: Path, traces: SubjectTraces, *, whole: bool) -> Iterator[HeldItem]:
    """What the output folder *out* holds: all of it can be made again. Raises OSError, UsageError.

    Of a shop or a brand, all that was put out on the provider goes if any of it names them.
    """
    paths = [path for path in files_below(out) if _top(out, path) != FRAMEWORKS]
    own = [path for path in paths if _is_own(out, path, traces.provider)]
    named = [path for path in own if whole or _is_named(path, traces)]
    for path in own if named else ():
        yield _output(out, path, traces)
    lines = [
        one
        for path in paths
        if path.suffix == _LINES and is_plain_file(path)
        for one in _line_items(_row_item(out, path, traces), traces, whole=whole)
    ]
    yield from lines
    for path in paths:
        is_hidden = _top(out, path) == HIDDEN
        is_shared = path.parent == out or is_hidden
        if path in own or path.suffix == _LINES or not is_shared or not is_plain_file(path):
            continue
        is_made = bool(lines) and (is_hidden or path.name in _SHARED)
        if is_made or _is_named(path, traces):
            yield _output(out, path, traces)


def _row_item(out: Path, path: Path, traces: SubjectTraces) -> HeldItem:
    kind: KeptKind = "caches" if _top(out, path) == HIDDEN else "outputs"
    return HeldItem(kind, path, "redact", day_of_file(path), traces.provider, step=_ROWS_STEP)


def _output(out: Path, path: Path, traces: SubjectTraces) -> HeldItem:
    top = _top(out, path)
    kind: KeptKind = "letters" if top == "mail" else "caches" if top == HIDDEN else "outputs"
    return HeldItem(kind, path, "remove", day_of_file(path), traces.provider, step=BESIDE)


def _top(out: Path, path: Path) -> str:
    """The first name of *path* below *out*."""
    return path.relative_to(out).parts[0] if path != out else ""


def _is_own(out: Path, path: Path, provider: str) -> bool:
    """Whether *path* was put out on *provider* alone: in its folder, or under its id."""
    parts = path.relative_to(out).parts
    return provider in parts[:-1] or parts[-1].split(".")[0] == provider


def _is_named(path: Path, traces: SubjectTraces) -> bool:
    return is_plain_file(path) and mention_in(path, traces.terms) == "named"


def letter_items(
    outbox: Path, traces: SubjectTraces, *, whole: bool, on_wait: Callable[[], None]
) -> Iterator[HeldItem]:
    """The letters in *outbox* that go, or lose their messages. Raises UsageError, OSError.

    Of a shop or a brand, those whose messages name them, or have an attachment that nobody can
    search: a report on the provider, most likely.
    """
    if not is_plain_file(outbox):
        raise UsageError(f"there is no outbox {outbox}", f"没有发件箱 {outbox}")
    letters, found = held_letters(outbox, on_wait), False
    for one in letters:
        if one.provider != traces.provider:
            continue
        state = "named" if whole else mention_in_message(one.content, traces.terms)
        if state != "clear":
            found = True
            yield _letter(outbox, one, traces, "remove" if whole else "redact")
    if not found and _is_left_over(outbox, letters, traces.terms):
        since = day_of_file(outbox)
        yield HeldItem("letters", outbox, "redact", since, traces.provider, 1, in_outbox=True)


def _is_left_over(outbox: Path, letters: Sequence[HeldLetter], terms: SearchTerms) -> bool:
    """Whether free pages of *outbox* name one of *terms*, which no letter in it does."""
    if mention_in(outbox, terms) != "named":
        return False
    said = (one.content + one.provider.encode() for one in letters)
    return not any(terms.in_bytes(one) for one in said)


def _letter(outbox: Path, one: HeldLetter, traces: SubjectTraces, action: HeldAction) -> HeldItem:
    return HeldItem(
        "letters",
        outbox,
        action,
        one.changed_on,
        traces.provider,
        1,
        letters=frozenset((one.id,)),
        in_outbox=True,
        step=BESIDE,
    )
