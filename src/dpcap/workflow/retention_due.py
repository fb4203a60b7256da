"""What is past the last day that retention gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from dpcap.batch.output_dir import FRAMEWORKS, HIDDEN
from dpcap.delivery.outbox_removal import held_letters
from dpcap.intake.decision import ENDING as DECISION
from dpcap.intake.removal.held_files import (
    day_of_file,
    files_below,
    is_plain_file,
    latest_day,
    yaml_in,
)
from dpcap.model.retention import KeptKind, Retention
from dpcap.workflow.forget import HeldPlaces
from dpcap.workflow.forget_folder import ForgottenFolder
from dpcap.workflow.held_item import HeldItem
from dpcap.workflow.subject import SubjectTraces, folders_of


def list_due(
    places: HeldPlaces,
    retention: Retention,
    on: date,
    on_wait: Callable[[], None] = lambda: None,
) -> tuple[HeldItem, ...]:
    """What of *places* is past its last day by *retention* on the day *on*; nothing is changed.

    Raises UsageError, OSError, InvalidInputError as `plan_forget` does.
    """
    due = []
    for item in _all(places, on_wait):
        last = retention.last_day(item.kind, item.since)
        if last is not None and last < on:
            due.append(replace(item, action="look", until=last, content=None))
    return tuple(sorted(due, key=_order))


def _order(item: HeldItem) -> tuple[str, str, int]:
    return item.kind, item.path.as_posix(), min(item.letters, default=0)


def _all(places: HeldPlaces, on_wait: Callable[[], None]) -> Iterator[HeldItem]:
    for provider, folders in sorted(folders_of(places.roots).items()):
        for folder in folders:
            traces = SubjectTraces(provider, (folder,))
            yield from ForgottenFolder(folder, traces, places.evidence_root, whole=True).items()
    if places.reviews is not None:
        for path in files_below(places.reviews):
            kind: KeptKind = "decisions" if path.name.endswith(DECISION) else "reviews"
            day = latest_day(yaml_in(path)) or day_of_file(path)
            yield HeldItem(kind, path, "look", day)
    for out in places.outs:
        yield from _put_out(out)
    for outbox in places.outboxes:
        if is_plain_file(outbox):
            for one in held_letters(outbox, on_wait):
                letters = frozenset((one.id,))
                yield HeldItem(
                    "letters", outbox, "look", one.changed_on, one.provider, 1, letters=letters
                )


def _put_out(out: Path) -> Iterator[HeldItem]:
    for path in files_below(out):
        top = path.relative_to(out).parts[0]
        kind: KeptKind = "caches" if top in (HIDDEN, FRAMEWORKS) else "outputs"
        yield HeldItem("letters" if top == "mail" else kind, path, "look", day_of_file(path))
