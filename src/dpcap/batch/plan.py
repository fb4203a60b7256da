"""The plan: for each folder a job, or at once what comes of it where nothing has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from dpcap.batch.asked import lookups_in
from dpcap.batch.baseline import BaselineError
from dpcap.batch.discover import Found
from dpcap.batch.earlier import Earlier, EarlierRows
from dpcap.batch.flow import Ready
from dpcap.batch.job import Done, Job, Kept, Setup, digest_of, inputs_digest, with_tables
from dpcap.batch.pages import page_key, page_stamps, wants_report
from dpcap.batch.sight import Sight
from dpcap.batch.stamps import Stamps, stamp_of
from dpcap.batch.store import PROFILE, Store
from dpcap.batch.twins import Ids
from dpcap.batch.work import failed, opened, tables_in, why
from dpcap.intake.parcel import Parcel
from dpcap.intake.records import Lookups
from dpcap.model.outcome import Scored

Step = Job | Ready[Done]
Stamped = dict[str, Any]

# What is remembered under a folder: what it asked of the shared tables.
LOOKUPS = "lookups"


@dataclass(frozen=True)
class Planner:
    """All that it takes to say what is to be done for a folder.

    `verdict`: the digest of all that gates hang on but the provider's own baseline. `light`: on
    another day that no proof begins or ceases on, stakes stay as they are.
    """

    setup: Setup
    verdict: str
    sight: Sight
    store: Store
    stamps: Stamps
    earlier: EarlierRows
    ids: Ids
    baseline: Callable[[str], bytes | None]
    reuse: bool
    light: bool

    def steps(self, folders: Sequence[Found]) -> Iterator[Step]:
        """One step for each of *folders*, in their order."""
        return (self._step(found) for found in folders)

    def _step(self, found: Found) -> Step:
        """What is to be done for *found*; it fails alone if it cannot even be looked at."""
        try:
            return self._planned(found)
        except BaselineError:  # that one is about all of them
            raise
        except Exception as error:  # noqa: BLE001 - one folder is never in the way of the others
            who = self.ids.known[found.key]
            return Ready(failed(found.key, who.id, why(found.shown, error)))

    def _planned(self, found: Found) -> Step:
        provider, wrong = self.ids.of(found)
        if wrong:
            return Ready(failed(found.key, provider, wrong))
        before = self.stamps.get(found.key)
        parcel, stamped = self.sight.look(found, before)
        if stamped != before:
            self.stamps.put(found.key, stamped)
        try:
            job = self._job(found, provider, parcel)
        except BaselineError as error:
            told = error.finding.model_copy(update={"file": found.shown})
            return Ready(failed(found.key, provider, (told,)))
        was = self.earlier.get(found.key)
        if was is None or was.provider != provider:
            return job
        stands = self._stands(was, stamped)
        job = replace(job, before=(was.profile, was.decided) if stands else None)
        asked = Lookups.of_plain(stamped.get(LOOKUPS)) or self._asked(was)
        inputs = asked and with_tables(job.inputs, asked, tables_in(self.setup))
        same = (was.inputs, was.verdict) == (inputs, job.verdict)
        again = self._again(job, was, stamped) if self.reuse and stands and same else None
        return again or job

    def _asked(self, was: Earlier) -> Lookups | None:
        """What *was* asked of the shared tables, by its profile: slower, as sure."""
        profile = self.store.get(f"{was.provider}/{PROFILE}")
        if profile is None or sha256(profile).hexdigest() != was.profile:
            return None
        return lookups_in(profile, opened(self.setup.framework))

    def _job(self, found: Found, provider: str | None, parcel: Parcel) -> Job:
        baseline = self.baseline(provider) if provider else None
        records, decision = self.sight.records(provider), self.sight.decision(provider)
        setup = self.setup
        return Job(
            key=found.key,
            shown=found.shown,
            provider=provider,
            inputs=inputs_digest(parcel.digest, records, setup.framework.digest, setup.engine),
            verdict=digest_of(self.verdict, sha256(baseline).hexdigest() if baseline else None),
            parcel=parcel,
            records=records,
            decision=decision,
            decided=sha256(decision[1]).hexdigest() if decision else None,
            baseline=baseline,
        )

    def _stands(self, was: Earlier, stamped: Stamped) -> bool:
        """Whether the profile on disk still is the one that the row is of."""
        path = self.store.out / was.provider / PROFILE
        if stamped.get("profile") == [was.profile, *(stamp_of(path) or ())]:
            return True
        content = self.store.get(f"{was.provider}/{PROFILE}")
        return content is not None and sha256(content).hexdigest() == was.profile

    def _again(self, job: Job, was: Earlier, stamped: Stamped) -> Step | None:
        """The step where the stored profile will do; None where it will not."""
        day = self.setup.day.isoformat() if self.setup.day else was.assessed_on
        if day != was.as_of and not (self.light and was.holds_until(day)):
            return None
        decided = job.decided == was.decided and not was.misread
        if day == was.as_of and decided and not self._page_is_due(was, stamped):
            return Ready(
                Done(job.key, was.provider, "reused", was.line, was.as_of, digest=was.profile)
            )
        profile = self.store.get(f"{was.provider}/{PROFILE}")
        if profile is None:
            return None
        return replace(job, parcel=None, kept=Kept(was.line, profile))

    def _page_is_due(self, was: Earlier, stamped: Stamped) -> bool:
        if self.setup.reports == "none":
            return False
        key = page_key(self.setup, was.profile, was.verdict, was.decided)
        if stamped.get("pages") == [key, *page_stamps(self.store.out / was.provider)]:
            return False
        return wants_report(self.setup, Scored.model_validate_json(was.line), changed=False)
