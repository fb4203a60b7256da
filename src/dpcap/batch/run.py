"""A run: folders are found, jobs done, files written, and the rows become the results."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO

from dpcap.batch.discover import DiscoveredFolder, DuplicateIds
from dpcap.batch.failed_jobs import failed, faulty, killed, timed_out, unreached
from dpcap.batch.folder_scan import FileStamps, FolderScan, file_stamp
from dpcap.batch.job import Fate, FolderJob, JobResult, JobSetup, do_jobs
from dpcap.batch.job_plan import LOOKUPS, JobPlanner
from dpcap.batch.ordered_executor import JobRunner, run_in_order
from dpcap.batch.output_dir import FRAMEWORKS, HIDDEN, LEFT, PROFILE, REPORTS, ROWS, OutputDir
from dpcap.batch.outputs import page_stamps
from dpcap.batch.pools import WorkerPool
from dpcap.batch.previous_rows import PreviousRows, has_standing, is_below, is_decided
from dpcap.batch.run_record import RUN_RECORD, run_record
from dpcap.intake.registrations import Registrations
from dpcap.intake.system_errors import about, mishap
from dpcap.lock import held
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.migration import earlier_versions
from dpcap.scoring.held_standing import StandingLookup

# Measures that change from one day to the next whatever proof counts.
OF_THE_DAY = frozenset(("age_days", "review_age_days", "days_since", "years_since"))


@dataclass
class RunCounts:
    """What a run came to, counted as it goes.

    `below`: a gate of severity error is not met somewhere; `decided` rows bear a decision,
    `standing` rows how the provider stands by a ledger; `found` are warnings, `unwritten` what
    could not be written though all was scored. The days are the first and the last of all profiles.
    """

    fates: dict[Fate, int] = field(default_factory=lambda: {"scored": 0, "reused": 0, "failed": 0})
    below: bool = False
    decided: int = 0
    standing: int = 0
    found: list[Finding] = field(default_factory=list)
    unwritten: list[Finding] = field(default_factory=list)
    first_day: str | None = None
    last_day: str | None = None

    def add(self, done: JobResult) -> None:
        """Count *done*."""
        self.fates[done.fate] += 1
        self.below = self.below or is_below(done.row)
        self.decided += is_decided(done.row)
        self.standing += has_standing(done.row)
        self.found.extend(done.found)
        if done.as_of is not None:
            self.first_day = min(self.first_day or done.as_of, done.as_of)
            self.last_day = max(self.last_day or done.as_of, done.as_of)


@dataclass(frozen=True)
class BatchRun:
    """What is to be run.

    `verdict`: the digest of all that gates hang on; `baseline` gives a provider's earlier profile;
    `reuse`: what did not change is not scored again. `roots`: where the folders were found.
    `review_on`: the day that the gates' own file names. `registrations`: those that the manager
    holds, if there is one. `ledger`: how all stand, if there is one.
    """

    folders: tuple[DiscoveredFolder, ...]
    out: Path
    framework: Framework
    setup: JobSetup
    verdict: str
    folder_scan: FolderScan
    gates: Gates | None = None
    baseline: Callable[[str], bytes | None] = lambda _: None
    reuse: bool = True
    roots: tuple[str, ...] = ()
    review_on: date | None = None
    registrations: Registrations | None = None
    ledger: StandingLookup | None = None


@contextmanager
def open_output(out: Path, on_wait: Callable[[], None]) -> Iterator[OutputDir]:
    """The output folder *out*, locked; *on_wait* is called once if another run holds it."""
    with held(out / HIDDEN / "lock", on_wait):
        yield OutputDir(out)


def run(
    batch: BatchRun,
    pool: WorkerPool,
    store: OutputDir,
    on_done: Callable[[JobResult], None],
    do: Callable[[JobSetup, tuple[FolderJob, ...]], tuple[JobResult, ...]] = do_jobs,
) -> RunCounts:
    """Do *batch*; *on_done* hears of each folder, in order. *do* is what a worker does.

    If the run is cut short, what is done is kept for the next one.
    """
    _put_inputs(batch, store)
    store.set_aside()
    with (
        closing(FileStamps(batch.out / HIDDEN / "stamps.sqlite")) as stamps,
        closing(PreviousRows((batch.out / ROWS, batch.out / LEFT))) as earlier,
    ):
        planner = _planner(batch, store, stamps, earlier)
        results_writer = ResultsWriter(store, stamps)
        tally = RunCounts()
        doing = JobRunner(partial(do, batch.setup), killed, timed_out, unreached, faulty)
        with store.unfinished() as rows:
            for done in run_in_order(planner.steps(batch.folders), doing, pool):
                landed = results_writer.land(done, rows)
                tally.add(landed)
                on_done(landed)
        for provider in earlier.providers - results_writer.providers:
            with results_writer.told():
                store.forget(provider)
        stamps.keep({found.key for found in batch.folders})
    with results_writer.told():
        store.finish()
    tally.unwritten = results_writer.unwritten
    return tally


def _put_inputs(batch: BatchRun, store: OutputDir) -> None:
    """Write what *batch* goes by: its framework with the earlier versions, and its record."""
    earlier_ones = earlier_versions(batch.framework) if batch.setup.begun else ()
    for one in (batch.framework, *earlier_ones):
        framework = f"{FRAMEWORKS}/{one.digest}.json"
        if not store.has(framework):
            store.put(framework, one.json_text.encode())
    came = run_record(
        batch.out,
        batch.roots,
        batch.folder_scan.evidence_root,
        batch.gates,
        batch.review_on,
        reviews=batch.folder_scan.reviews,
    )
    store.put(RUN_RECORD, came.model_dump_json(by_alias=True, exclude_defaults=True).encode())


def _planner(
    batch: BatchRun, store: OutputDir, stamps: FileStamps, earlier: PreviousRows
) -> JobPlanner:
    """What tells for each folder of *batch* whether it is scored again."""
    ids = DuplicateIds.read(
        batch.folders,
        partial(batch.folder_scan.identity, stamps),
        batch.folder_scan.at_key,
        batch.registrations or Registrations(),
    )
    return JobPlanner(
        batch.setup,
        batch.verdict,
        batch.folder_scan,
        store,
        stamps,
        earlier,
        ids,
        batch.baseline,
        batch.reuse,
        batch.gates is None or keeps_stakes(batch.gates, batch.framework),
        rule_days(batch.gates),
        batch.ledger,
    )


def keeps_stakes(gates: Gates, framework: Framework) -> bool:
    """Whether what hangs on a piece is the same on every day on which the same proof counts.

    It is unless a rule brings figures that change with the day together with others.
    """
    from dpcap.scoring.compiled_gates import ready  # noqa: PLC0415 - only where there are gates

    kinds = [
        {name.root in OF_THE_DAY for name in rule.names}
        for rule in gates.once(ready, framework).rules
    ]
    return not any(len(kind) > 1 for kind in kinds)


def rule_days(gates: Gates | None) -> tuple[str, ...]:
    """The days on which a version of a rule begins to count, or no longer does."""
    versions = [one for gate in gates.rules.values() for one in gate.each] if gates else []
    begun = {one.from_ for one in versions if one.from_}
    ended = {one.until + timedelta(1) for one in versions if one.until}
    return tuple(sorted(day.isoformat() for day in begun | ended))


@dataclass(frozen=True)
class ResultsWriter:
    """Where what came of the jobs is written.

    `unwritten`: what the system would not take though the rest of the folder is there.
    """

    store: OutputDir
    stamps: FileStamps
    providers: set[str] = field(default_factory=set)
    unwritten: list[Finding] = field(default_factory=list)

    def land(self, done: JobResult, rows: BinaryIO) -> JobResult:
        """Write the files of *done*, then its row: a row is only there if its profile is.

        What became of it: a folder whose profile cannot be written has failed.
        """
        try:
            if done.provider is not None and done.digest is not None:
                self._files(done, done.provider, done.digest)
                self.providers.add(done.provider)
            if done.lookups is not None:
                lookups = {LOOKUPS: done.lookups.plain}
                self.stamps.put(done.key, {**self.stamps.get(done.key), **lookups})
        except OSError as error:
            done = failed(done.key, done.provider, (mishap(error),))
        with about(self.store.out / ROWS):
            rows.write(done.row + b"\n")
        return done

    @contextmanager
    def told(self) -> Iterator[None]:
        """What the system refuses meanwhile is told, and hinders nothing else."""
        try:
            yield
        except OSError as error:
            self.unwritten.append(mishap(error))

    def _files(self, done: JobResult, provider: str, digest: str) -> None:
        if done.profile is None and not done.reports and not done.stale:
            return
        place = f"{provider}/{PROFILE}"
        other = done.profile is not None and self.store.get(place) != done.profile
        if other or done.stale:
            for name in REPORTS.values():
                with self.told():
                    self.store.drop((f"{provider}/{name}",))
        if other and done.profile is not None:
            self.store.put(place, done.profile)
        before = len(self.unwritten)
        for name, page in done.reports.items():
            with self.told():
                self.store.put(f"{provider}/{REPORTS[name]}", page)
        stamped = self.stamps.get(done.key)
        folder = self.store.out / provider
        stamped["profile"] = [digest, *(file_stamp(folder / PROFILE) or ())]
        if done.reports and len(self.unwritten) == before:
            stamped["pages"] = [done.page_key, *page_stamps(folder)]
        self.stamps.put(done.key, stamped)
