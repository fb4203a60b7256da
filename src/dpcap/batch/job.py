"""Jobs: bytes in, bytes out. A worker needs nothing but dpcap itself."""

from __future__ import annotations

import gc
import json
import zlib
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Literal

from dpcap.intake.folder_snapshot import FolderSnapshot
from dpcap.intake.record_files import Lookups, Named, RecordFiles
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.held_standing import HeldStanding
from dpcap.model.manager import SharedTables
from dpcap.model.migration import history_json, judging_digest, with_history_json
from dpcap.model.question_set import AskedSet

# Every run packs its framework, and most send it to two or four processes of this machine.
_FASTEST = 1

ReportsMode = Literal["none", "failed", "changed", "all"]
Fate = Literal["scored", "reused", "failed"]
Findings = tuple[Finding, ...]


@dataclass(frozen=True)
class PackedValue:
    """A framework, or the manager's shared tables, on its way: equal if it says the same."""

    digest: str
    data: bytes = field(compare=False, repr=False)

    @classmethod
    def of(cls, framework: Framework, *, begun: bool = False) -> PackedValue:
        """*framework* with its earlier versions, small enough to travel with every chunk.

        *begun*: each folder is judged by the one that it was begun under.
        """
        both = framework.json_text.encode() + b"\n" + history_json(framework)
        return cls(judging_digest(framework, begun=begun), zlib.compress(both, _FASTEST))

    @classmethod
    def of_tables(cls, tables: SharedTables) -> PackedValue:
        """*tables*, small enough to travel likewise."""
        data = tables.model_dump_json().encode()
        return cls(sha256(data).hexdigest(), zlib.compress(data, _FASTEST))


@dataclass(frozen=True)
class JobSetup:
    """What holds for all jobs.

    `day`: the `as_of` of all; None: each stands on its own. Answers may be given up to `ahead` days
    after it, and are then judged on their own day. `gates`: the rules as JSON. `baseline`: there is
    one. `begun`: each folder is judged by the version that it was begun under. `language` of the
    reports; None: the provider's. `tables`: what the manager keeps for all providers; None:
    nothing. `asked`: which questions.
    """

    framework: PackedValue
    engine: str
    day: date | None = None
    ahead: int = 0
    gates: str | None = None
    language: Language | None = None
    reports: ReportsMode = "none"
    baseline: bool = False
    begun: bool = False
    tables: PackedValue | None = None
    asked: AskedSet = "role"


@dataclass(frozen=True)
class KeptResult:
    """What the last run left of a folder whose inputs are the same: its row and its profile."""

    row: bytes
    profile: bytes


@dataclass(frozen=True)
class FolderJob:
    """One folder to be scored (`kept` is None), or moved to another day, or only rendered.

    `key` is its place below the roots, `shown` how messages name it. `inputs` is the digest of all
    that its profile hangs on but the shared tables. `records` are the manager's files (None: nobody
    looked), `decision` is the one on it and how messages name it, `decided` the SHA-256 of its
    bytes, `baseline` the provider's earlier profile, `ledger` how it stands by the ledger, `before`
    the digests of its profile and of its decision's file as they stand in the output folder, and
    how it stood.
    """

    key: str
    shown: str
    provider: str | None
    inputs: str
    verdict: str
    snapshot: FolderSnapshot | None = None
    records: RecordFiles | None = None
    decision: Named | None = None
    decided: str | None = None
    baseline: bytes | None = None
    ledger: HeldStanding | None = None
    before: tuple[str, str | None, HeldStanding | None] | None = None
    kept: KeptResult | None = None


@dataclass(frozen=True)
class JobResult:
    """What came of a job: its row (a line without its end), and files to be written.

    `profile` is None where the stored one stays; `digest` its SHA-256. `reports` are pages by
    format, `page_key` is the digest of all that they hang on; `stale`: those that are there show
    what is no longer so. `lookups`: what it asked of the shared tables, if it was scored. `found`:
    warnings to be shown when the batch is done.
    """

    key: str
    provider: str | None
    fate: Fate
    row: bytes
    as_of: str | None = None
    digest: str | None = None
    profile: bytes | None = None
    reports: dict[str, bytes] = field(default_factory=dict)
    page_key: str | None = None
    stale: bool = False
    lookups: Lookups | None = None
    found: Findings = ()


def do_jobs(setup: JobSetup, jobs: tuple[FolderJob, ...]) -> tuple[JobResult, ...]:
    """What comes of *jobs*: all that a worker does."""
    # Whoever hands jobs out scores nothing, and need not load what does.
    from dpcap.batch.run_job import run_jobs  # noqa: PLC0415

    return run_jobs(setup, jobs)


def digest_of(*parts: str | None) -> str:
    """SHA-256 (hex) over *parts*, each kept apart from the next."""
    return sha256(json.dumps(parts).encode()).hexdigest()


def inputs_digest(
    snapshot: str, records: RecordFiles | None, framework: str, engine: str, asked: AskedSet
) -> str:
    """The digest of all that a profile hangs on but the day and the shared tables.

    *snapshot*: of the folder's files; *framework*: of the framework; *engine*: our version;
    *asked*: which questions.
    """
    held = [] if records is None else [_digest(records.review), _digest(records.facts), "records"]
    # What most have not is left out, so that it costs nobody a second look.
    if records is not None and records.appeals is not None:
        held.append(_digest(records.appeals))
    if records is not None and records.merchants:
        held += ["merchants", *map(_digest, records.merchants)]
    return digest_of(snapshot, *held, framework, engine, *(() if asked == "role" else (asked,)))


def with_tables(inputs: str, asked: Lookups, tables: SharedTables) -> str:
    """The digest of *inputs* and of what a provider *asked* of the shared *tables*."""
    return digest_of(inputs, asked.digest(tables))


def _digest(file: Named | None) -> str | None:
    return None if file is None else sha256(file[1]).hexdigest()


@lru_cache(maxsize=2)
def opened(packed: PackedValue) -> Framework:
    """The framework in *packed*, opened once in a process."""
    said, _, history = zlib.decompress(packed.data).partition(b"\n")
    framework = with_history_json(Framework.model_validate_json(said), history)
    gc.freeze()  # it stays to the end: no search for garbage need look through it
    return framework


def tables_in(setup: JobSetup) -> SharedTables:
    """The manager's shared tables in *setup*."""
    return _NO_TABLES if setup.tables is None else _opened_tables(setup.tables)


_NO_TABLES = SharedTables.model_construct()


@lru_cache(maxsize=2)
def _opened_tables(packed: PackedValue) -> SharedTables:
    return SharedTables.model_validate_json(zlib.decompress(packed.data))
