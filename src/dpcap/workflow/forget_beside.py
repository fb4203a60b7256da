"""What reviews, outputs and outboxes hold of a provider, a shop or a brand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dpcap.batch.output_dir import FRAMEWORKS, HIDDEN
from dpcap.delivery.outbox_removal import HeldLetter, held_letters
from dpcap.errors import UsageError
from dpcap.intake.decision import ENDING as DECISION
from dpcap.intake.lint.paths import LEDGER_MARK
from dpcap.intake.merchants import VOICE_DIR
from dpcap.intake.registrations import FACTS_ENDING
from dpcap.intake.removal.held_files import (
    day_of_file,
    files_below,
    is_plain_file,
    latest_day,
    yaml_in,
)
from dpcap.intake.removal.place_rules import all_of, only_of
from dpcap.intake.removal.search import mention_in, mention_in_message
from dpcap.intake.removal.table_removal import removed_lines
from dpcap.intake.removal.terms import SearchTerms
from dpcap.intake.removal.yaml_removal import PlaceRule
from dpcap.model.retention import KeptKind
from dpcap.report.batch.outputs import BATCH_FORMATS
from dpcap.workflow.forget_folder import BESIDE, CHAINED, NAMES_IT, yaml_items
from dpcap.workflow.held_item import HeldAction, HeldItem
from dpcap.workflow.subject import SubjectTraces

_YAML = (".yaml", ".yml")
_LINES = ".jsonl"
_FACTS_STEP = NAMES_IT - 1
_ROWS_STEP = BESIDE + 1
_SHARED = frozenset(BATCH_FORMATS.files("batch").values())


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
