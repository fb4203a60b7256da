"""How a round stands: who fills in, who is late, what waits for whom, what lapses soon."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.batch.discover import DiscoveredFolder, DuplicateIds
from dpcap.batch.failed_jobs import failure_findings
from dpcap.batch.folder_scan import FolderScan
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.decision import load_decision
from dpcap.intake.file_names import readable
from dpcap.intake.files import parse_texts
from dpcap.intake.folder_snapshot import FolderSnapshot, identity_at
from dpcap.intake.records import ReviewsFolder
from dpcap.intake.registrations import Registrations
from dpcap.intake.remote import tree_of
from dpcap.intake.round import OpenedRound, held_providers
from dpcap.intake.snapshot_assessment import load_snapshot, version_in
from dpcap.intake.source_map import located
from dpcap.intake.todo import Need, TodoRow, todo
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.model.round import Round
from dpcap.model.round_status import ProviderStatus, RoundStatus
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.decision_basis import gates_and_decision
from dpcap.scoring.lapsing import lapsing
from dpcap.scoring.sensitivity import profile_and_stakes
from dpcap.scoring.whose_turn import Progress, being_filled, decision_of, standing_on
from dpcap.watchdog import limited
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.extras import needing
from dpcap.workflow.folders import folders_below
from dpcap.workflow.review_pace import review_pace

# What keeps answers from being complete. Proof may still come, and “unknown” is an answer.
_OPEN: frozenset[Need] = frozenset({"answer", "correct", "settle", "shop"})
_UNASKED = frozenset({"not_asked", "out_of_scope"})


@dataclass(frozen=True)
class StatusRequest:
    """Whose folders are looked at, on which day, and by which round; None: the configuration's.

    `roots`: folders, or directories that hold some. `round`: its file; without one `round.yaml`
    among the reviews, else there is no due day.
    """

    roots: tuple[str, ...]
    on: date
    reviews: Path | None = None
    round: Path | None = None
    framework: Path | None = None
    evidence_root: Path | None = None


def round_status(request: StatusRequest, configuration: Configuration | None = None) -> RoundStatus:
    """How each provider of *request* stands, the most urgent first.

    A folder that cannot be read stops nothing: its status tells why. Raises UsageError: no folder,
    no such file or directory; InvalidInputError for the round, the framework or the tables that the
    providers share.
    """
    here = configuration or Configuration()
    if request.round is not None:
        here = replace(here, round_file=request.round)
    folders, opened = folders_below(request.roots), here.round(request.reviews)
    desk = _Desk.at(request, here, opened)
    each = sorted(desk.statuses(folders), key=lambda one: one.urgency)
    return RoundStatus(
        on=request.on,
        round=opened.round if opened else None,
        providers=tuple(each),
        findings=_of_round(
            opened,
            desk.reviews,
            {one.provider for one in each},
            whole=not {Path(one.path) for one in folders} <= set(map(Path, request.roots)),
        ),
    )


def round_calendar(status: RoundStatus, language: Language) -> bytes:
    """The days of the round of *status* as an iCalendar file, the same bytes each time.

    A provider with a later last day has that day too. Raises UsageError: there is no round, or the
    library is not installed.
    """
    if status.round is None:
        raise UsageError(
            "there is no round to write: say which with --round FILE",
            "没有可写的轮次：请用 --round 指明轮次文件",
        )
    with needing("calendar", "--ics"):
        from dpcap.workflow.round_calendar import calendar_of  # noqa: PLC0415 - may be missing

        return calendar_of(status.round, status.names(language), language)


def _of_round(
    opened: OpenedRound | None, reviews: ReviewsFolder | None, providers: set[str], *, whole: bool
) -> tuple[Finding, ...]:
    """What there is to say of the round, *providers* being all there are if it is the *whole*."""
    if opened is None:
        return ()
    held = held_providers(reviews.path) if reviews else frozenset()
    return (*opened.findings, *opened.unknown(providers | held, whole=whole))


class _Read(NamedTuple):
    """A folder that could be read: the case made of it, its framework, and its open rows."""

    case: Case
    profile: Profile
    framework: Framework
    rows: tuple[TodoRow, ...]
    decisive: bool


@dataclass(frozen=True)
class _Desk:
    """What all folders are looked at with."""

    on: date
    round: Round | None
    framework: Framework
    begun: bool
    core: bool
    scan: FolderScan
    reviews: ReviewsFolder | None
    pace: float | None

    @classmethod
    def at(cls, request: StatusRequest, here: Configuration, opened: OpenedRound | None) -> _Desk:
        """Raises UsageError, InvalidInputError."""
        framework, reviews = here.framework(request.framework), here.reviews(request.reviews)
        return cls(
            on=request.on,
            round=opened.round if opened else None,
            framework=framework,
            begun=here.judges_begun(reviews),
            core=here.settings.decide_set == "core",
            scan=FolderScan(reviews, here.evidence_root(request.evidence_root)),
            reviews=ReviewsFolder.read(reviews, framework) if reviews else None,
            pace=review_pace(reviews, framework) if reviews else None,
        )

    def statuses(self, folders: tuple[DiscoveredFolder, ...]) -> list[ProviderStatus]:
        held = self.reviews.registrations if self.reviews else Registrations()
        ids = DuplicateIds.read(
            folders, lambda one: identity_at(tree_of(one.path)), self.scan.at_key, held
        )
        return [self._status(one, *ids.of(one)) for one in folders]

    def _status(
        self, found: DiscoveredFolder, provider: str | None, wrong: tuple[Finding, ...]
    ) -> ProviderStatus:
        if wrong:
            return self._unreadable(found, provider, wrong)
        try:
            with limited(found.shown):
                return self._known(found, self._read(found))
        except Exception as error:  # noqa: BLE001 - one folder is never in the way of the others
            return self._unreadable(found, provider, failure_findings(found.shown, error))

    def _read(self, found: DiscoveredFolder) -> _Read:
        """Raises InvalidInputError with every finding, OSError."""
        snapshot = self.scan.read(found)
        framework = version_in(snapshot, self.framework) if self.begun else self.framework
        case = self._case(snapshot, framework)
        profile, decisive = profile_and_stakes(case)
        rows = tuple(row for row in todo(framework, profile) if row.need in _OPEN)
        return _Read(case, profile, framework, rows, decisive)

    def _case(self, snapshot: FolderSnapshot, framework: Framework) -> Case:
        assessment = load_snapshot(snapshot, framework)
        try:
            records = self.reviews.records(assessment, framework) if self.reviews else None
        except InvalidInputError as error:
            found = located(lambda: parse_texts(snapshot.texts), error.findings)
            raise InvalidInputError(found) from error
        # East of here it may be tomorrow already; what a provider dates ahead, lint tells.
        day = max(self.on, assessment.assessed_on)
        return make_case(framework, assessment, as_of=day, core=self.core, records=records)

    def _known(self, found: DiscoveredFolder, read: _Read) -> ProviderStatus:
        case, profile, framework, rows, decisive = read
        provider, review = profile.provider, profile.review
        decision = load_decision(self.reviews.path, provider.id) if self.reviews else None
        stands = gates_and_decision(case, profile, decision) if decision else None
        holds = stands is not None and stands.is_in_force(self.on)
        signed = profile.submission
        progress = Progress(
            provider.id,
            len(rows),
            profile.assessed_on,
            review,
            decisive,
            decision,
            holds,
            None if signed is None or signed.changed else signed.on,
        )
        standing = standing_on(self.on, progress, self.round)
        ours = decision_of(decision, self.round)
        asked = [one.id for one in profile.indicators() if one.state not in _UNASKED]
        return self._with_days(
            ProviderStatus(
                folder=found.shown,
                provider=provider.id,
                name=provider.name,
                state=standing.state,
                turn=standing.turn,
                since=standing.since,
                asked=len(asked),
                answered=len(set(asked) - {row.node for row in rows}),
                open_rows=len(rows),
                minutes=sum(row.minutes for row in rows),
                pieces=review.pieces,
                reviewed=review.reviewed,
                review_minutes=self._review_minutes(review.pieces - review.reviewed),
                misfits=review.misfits,
                contested=review.in_dispute,
                answer_by=review.answer_by,
                decision=ours.decision if ours else None,
                decided_on=ours.on if ours else None,
                stale=ours is not None and not holds,
                overdue=len(decision.overdue(self.on)) if decision else 0,
                lapsing=lapsing(profile, framework, decision, self.on),
            )
        )

    def _review_minutes(self, pieces: int) -> float | None:
        """How long so many *pieces* will take at the pace of the reviewers so far."""
        return round(pieces * self.pace, 1) if self.pace and pieces else None

    def _unreadable(
        self, found: DiscoveredFolder, provider: str | None, wrong: tuple[Finding, ...]
    ) -> ProviderStatus:
        """A folder of which nothing is known but who has to mend it, from when it was wanted."""
        since = being_filled(self.on, provider or "", self.round).since
        return self._with_days(
            ProviderStatus(
                folder=found.shown,
                provider=provider or found.key,
                state="unreadable",
                turn="manager" if all(map(self._is_ours, wrong)) else "provider",
                since=since,
                findings=wrong,
            )
        )

    def _is_ours(self, finding: Finding) -> bool:
        """Whether *finding* is in a file of the manager's."""
        if self.reviews is None or finding.file is None:
            return False
        return finding.file.startswith(readable(self.reviews.path.as_posix()) + "/")

    def _with_days(self, one: ProviderStatus) -> ProviderStatus:
        """*one* with its last day, and for how long it has waited."""
        due = self.round.due_of(one.provider) if self.round else None
        days = (self.on - one.since).days if one.since else None
        extended = self.round is not None and one.provider in self.round.extensions
        return one.model_copy(update={"due_on": due, "days": days, "extended": extended})
