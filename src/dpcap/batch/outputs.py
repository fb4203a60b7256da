"""What a batch puts out beside its rows: tables, summaries and the reports of providers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from dpcap.batch.folder_scan import file_stamp
from dpcap.batch.job import JobSetup, digest_of
from dpcap.batch.output_dir import (
    HIDDEN,
    REPORTS,
    OutputDir,
    outputs_key,
    remember,
    still_there,
)
from dpcap.model.change import Change
from dpcap.model.held_standing import HeldStanding
from dpcap.model.outcome import ComparedValues, Outcome, ScoredOutcome
from dpcap.report.batch.outputs import BATCH_FORMATS, Place, put_out
from dpcap.report.batch_result import BatchOutcomes, TerminalScreen


def wants_report(setup: JobSetup, row: ScoredOutcome, *, changed: bool) -> bool:
    """Whether the provider of *row* gets a report; *changed*: profile or decision did.

    `failed`: a gate of severity error is not met, or no level is reached. `changed`: the profile
    or its decision changed, or scores, level or answers did since the baseline, or that has none.
    """
    if setup.reports == "failed":
        return _is_below(row) or row.proved_level is None
    if setup.reports == "changed":
        return changed or row.new or (row.change is not None and _moved(row.change))
    return setup.reports == "all"


def _is_below(row: ScoredOutcome) -> bool:
    return any(one.severity == "error" and one.state in NOT_MET for one in row.gates)


NOT_MET = ("failed", "unchecked")


def _moved(change: Change) -> bool:
    splits = (change.overall, *change.areas.values())
    other_level = change.level_before != change.level_after
    return other_level or bool(change.answers) or any(one.before != one.after for one in splits)


def page_key(
    setup: JobSetup,
    profile: str,
    verdict: str,
    decided: str | None,
    ledger: HeldStanding | None = None,
) -> str:
    """The digest of all that the reports of a profile hang on.

    *profile* is its SHA-256, *verdict* that of what its gates hang on, *decided* that of the
    decision's file, *ledger* how the provider stands.
    """
    held = (ledger.model_dump_json(),) if ledger else ()
    return digest_of(profile, verdict, decided, setup.engine, setup.language, *held)


def page_stamps(folder: Path) -> list[list[int]]:
    """The stamps of the reports in *folder*; an absent one has none."""
    return [list(file_stamp(folder / name) or ()) for name in REPORTS.values()]


# Where the fields stand in a row of a folder scored: the first three keys, and the last.
_PROVIDER = re.compile(rb'\{"status":"scored","folder":"(?:[^"\\]|\\.)*","provider":"([^"\\]*)"')
_MARKS = b',"marks":'


def outcomes_in(results: Path) -> Iterator[Outcome]:
    """The outcomes in the file *results*, one after the other. Raises OSError, ValueError."""
    read = _adapter().validate_json
    with results.open("rb") as lines:
        for line in lines:
            yield read(line)


def marks_in(results: Path) -> Iterator[tuple[str, ComparedValues]]:
    """The provider's id and the marks of every row of a folder scored in the file *results*."""
    with results.open("rb") as lines:
        for line in lines:
            # A row has thousands of other fields; inside a string these quotes would be escaped.
            head, found, marks = line.rpartition(_MARKS)
            if found and (named := _PROVIDER.match(head)):
                yield named[1].decode(), ComparedValues.model_validate_json(marks.rstrip()[:-1])


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Outcome]:
    return TypeAdapter(Outcome)


def write_outputs(
    batch_result: BatchOutcomes,
    names: tuple[str, ...],
    store: OutputDir,
    stdout: Callable[[], Place],
) -> dict[str, Exception]:
    """Write the outputs *names*, those without a file to *stdout*; those that failed, with why.

    A file that an earlier run wrote of the same rows is left as it is.
    """
    wanted = {name: BATCH_FORMATS.find("batch", name) for name in names}
    files = {name: one.file or _printed(name, batch_result.screen) for name, one in wanted.items()}
    shown = [name for name, one in wanted.items() if one.file is None]
    key = outputs_key(batch_result, store.out)
    kept = still_there(store, key, files.values())
    due = tuple(name for name in names if files[name] not in kept)

    def place(name: str) -> Place:
        return _twice(stdout(), store, files[name]) if name in shown else store.growing(files[name])

    failed = put_out(batch_result, due, place)
    for name in shown:
        if name not in due:
            failed |= _print_again(name, store.out / files[name], stdout())
    with suppress(OSError):  # what is not remembered is written once more
        written = [file for name, file in files.items() if name not in failed]
        remember(store, key, written, batch_result)
    return failed


def _print_again(name: str, kept: Path, printed: Place) -> dict[str, Exception]:
    """Print the output *name*, which is *kept*; what went wrong with it, if anything."""
    try:
        with printed as write:
            write(kept.read_bytes())
    except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
        return {name: error}
    return {}


def _printed(name: str, screen: TerminalScreen) -> str:
    """Where the output *name* is kept that has no file but was printed on such a *screen*."""
    return f"{HIDDEN}/{name}-{screen.columns}-{screen.sort}{'-colour' if screen.colour else ''}"


@contextmanager
def _twice(printed: Place, store: OutputDir, file: str) -> Iterator[Callable[[bytes], object]]:
    """What is *printed* is kept as *file* too; that it cannot be kept hinders nothing."""
    pieces: list[bytes] = []
    with printed as write:

        def both(piece: bytes) -> None:
            write(piece)
            pieces.append(piece)

        yield both
    with suppress(OSError):
        store.put(file, b"".join(pieces))
