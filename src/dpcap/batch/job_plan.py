"""For each folder a job, or at once what comes of it where nothing has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from dpcap.batch.baseline import BaselineError
from dpcap.batch.discover import DiscoveredFolder, DuplicateIds
from dpcap.batch.failed_jobs import failed, failure_findings
from dpcap.batch.folder_scan import FileStamps, FolderScan
from dpcap.batch.job import (
    FolderJob,
    JobResult,
    JobSetup,
    KeptResult,
    digest_of,
    inputs_digest,
    opened,
    tables_in,
    with_tables,
)
from dpcap.batch.ordered_executor import FinishedJob
from dpcap.batch.output_dir import PROFILE, OutputDir
from dpcap.batch.outputs import page_key, page_stamps, wants_report
from dpcap.batch.previous_rows import PreviousRow, PreviousRows
from dpcap.intake.record_files import Lookups
from dpcap.model.held_standing import HeldStanding
from dpcap.model.manager import normalised_number
from dpcap.model.outcome import ScoredOutcome
from dpcap.scoring.held_standing import StandingLookup

Step = FolderJob | FinishedJob[JobResult]
Stamped = dict[str, Any]

# What is remembered under a folder: what it asked of the shared tables.
LOOKUPS = "lookups"


@dataclass(frozen=True)
class JobPlanner:
    """All that it takes to say what is to be done for a folder.

    `verdict`: the digest of all that gates hang on but the provider's own baseline. `light`: on
    another day that no proof begins or ceases on, stakes stay as they are; so they do unless one
    of the `rule_days` lies between, on which a rule begins or ceases. `ledger`: how all stand.
    """

    setup: JobSetup
    verdict: str
    folder_scan: FolderScan
    store: OutputDir
    stamps: FileStamps
    earlier: PreviousRows
    ids: DuplicateIds
    baseline: Callable[[str], bytes | None]
    reuse: bool
    light: bool
    rule_days: tuple[str, ...] = ()
    ledger: StandingLookup | None = None

    def steps(self, folders: Sequence[DiscoveredFolder]) -> Iterator[Step]:
        """One step for each of *folders*, in their order."""
        return (self._step(found) for found in folders)

    def _step(self, found: DiscoveredFolder) -> Step:
        """What is to be done for *found*; it fails alone if it cannot even be looked at."""
        try:
            return self._planned(found)
        except BaselineError:  # that one is about all of them
            raise
        except Exception as error:  # noqa: BLE001 - one folder is never in the way of the others
            who = self.ids.known[found.key]
            return FinishedJob(failed(found.key, who.id, failure_findings(found.shown, error)))

    def _planned(self, found: DiscoveredFolder) -> Step:
        provider, wrong = self.ids.of(found)
        if wrong:
            return FinishedJob(failed(found.key, provider, wrong))
        stamped = self.stamps.get(found.key)
        was = self._left(found, provider, stamped)
        try:
            job = self._job(found, provider, was)
        except BaselineError as error:
            told = error.finding.model_copy(update={"file": found.shown})
            return FinishedJob(failed(found.key, provider, (told,)))
        if was and self.reuse:
            known = self.folder_scan.known_digest(stamped, found, provider)
            again = self._again(self._of(job, known), was, stamped) if known else None
            if again is not None:
                return again
        return self._looked_at(found, job, was, stamped)

    def _looked_at(
        self, found: DiscoveredFolder, job: FolderJob, was: PreviousRow | None, stamped: Stamped
    ) -> Step:
        """What is to be done for *found*, whose files are read."""
        snapshot = self.folder_scan.look(self.stamps, found, job.provider)
        job = self._of(job, snapshot.digest)
        again = self._again(job, was, stamped) if was else None
        return again or replace(job, snapshot=snapshot)

    def _left(
        self, found: DiscoveredFolder, provider: str | None, stamped: Stamped
    ) -> PreviousRow | None:
        """The row that the last run left of *found*; None if its profile is not there any more."""
        was = self.earlier.get(found.key)
        if was is None or was.provider != provider:
            return None
        if stamped.get("profile") == [was.profile, *self.store.stamp(f"{was.provider}/{PROFILE}")]:
            return was
        content = self.store.get(f"{was.provider}/{PROFILE}")
        return was if content is not None and sha256(content).hexdigest() == was.profile else None

    def _asked(self, was: PreviousRow) -> Lookups | None:
        """What *was* asked of the shared tables, by its profile: slower, as sure."""
        profile = self.store.get(f"{was.provider}/{PROFILE}")
        if profile is None or sha256(profile).hexdigest() != was.profile:
            return None
        from dpcap.batch.asked_lookups import lookups_in  # noqa: PLC0415 - seldom, and heavy

        return lookups_in(profile, opened(self.setup.framework))

    def _job(
        self, found: DiscoveredFolder, provider: str | None, was: PreviousRow | None
    ) -> FolderJob:
        """The job for *found*, but for what its files come to; *was* is on disk."""
        baseline = self.baseline(provider) if provider else None
        records, decision = self.folder_scan.records(provider), self.folder_scan.decision(provider)
        return FolderJob(
            key=found.key,
            shown=found.shown,
            provider=provider,
            inputs="",
            verdict=digest_of(self.verdict, sha256(baseline).hexdigest() if baseline else None),
            records=records,
            decision=decision,
            decided=sha256(decision[1]).hexdigest() if decision else None,
            baseline=baseline,
            ledger=self._held(found, provider),
            before=(was.profile, was.decided, was.ledger) if was else None,
        )

    def _of(self, job: FolderJob, digest: str) -> FolderJob:
        """*job* of a folder whose files have this *digest*."""
        setup = self.setup
        framework = setup.framework.digest
        inputs = inputs_digest(digest, job.records, framework, setup.engine, setup.asked)
        return replace(job, inputs=inputs)

    def _held(self, found: DiscoveredFolder, provider: str | None) -> HeldStanding | None:
        """How the *provider* in *found* stands by the ledger, if there is one."""
        if self.ledger is None or provider is None:
            return None
        return self.ledger.of(provider, normalised_number(self.ids.known[found.key].number))

    def _again(self, job: FolderJob, was: PreviousRow, stamped: Stamped) -> Step | None:
        """The step where the stored profile will do; None where it will not."""
        if not self.reuse or not self._same(job, was, stamped):
            return None
        day = self.setup.day.isoformat() if self.setup.day else was.assessed_on
        turned = any(was.as_of < turn <= day for turn in self.rule_days)
        if day != was.as_of and (turned or not (self.light and was.holds_until(day))):
            return None
        decided = job.decided == was.decided and not was.misread
        same = decided and job.ledger == was.ledger
        if day == was.as_of and same and not self._page_is_due(was, stamped):
            return FinishedJob(
                JobResult(job.key, was.provider, "reused", was.line, was.as_of, digest=was.profile)
            )
        profile = self.store.get(f"{was.provider}/{PROFILE}")
        if profile is None:
            return None
        return replace(job, snapshot=None, kept=KeptResult(was.line, profile))

    def _same(self, job: FolderJob, was: PreviousRow, stamped: Stamped) -> bool:
        """Whether *was* is of the same inputs, shared tables and rules."""
        asked = Lookups.of_plain(stamped.get(LOOKUPS)) or self._asked(was)
        inputs = asked and with_tables(job.inputs, asked, tables_in(self.setup))
        return (was.inputs, was.verdict) == (inputs, job.verdict)

    def _page_is_due(self, was: PreviousRow, stamped: Stamped) -> bool:
        if self.setup.reports == "none":
            return False
        key = page_key(self.setup, was.profile, was.verdict, was.decided, was.ledger)
        if stamped.get("pages") == [key, *page_stamps(self.store.out / was.provider)]:
            return False
        return wants_report(self.setup, ScoredOutcome.model_validate_json(was.line), changed=False)
