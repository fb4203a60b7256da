"""What becomes of one job. Pure: the same job gives the same bytes, wherever it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache, partial
from hashlib import sha256
from typing import NamedTuple

from dpcap.batch.earlier_profile import read_earlier
from dpcap.batch.failed_jobs import failed, faulty, killed
from dpcap.batch.job import (
    Findings,
    FolderJob,
    JobResult,
    JobSetup,
    KeptResult,
    opened,
    tables_in,
    with_tables,
)
from dpcap.batch.output_dir import REPORTS
from dpcap.batch.outputs import page_key, wants_report
from dpcap.errors import InvalidInputError
from dpcap.intake.decision import parse_decision
from dpcap.intake.files import parse_texts
from dpcap.intake.folder_snapshot import FolderSnapshot
from dpcap.intake.record_files import Lookups
from dpcap.intake.records import lookups, records_of
from dpcap.intake.snapshot_assessment import load_snapshot, version_in
from dpcap.intake.source_map import located
from dpcap.model.assessment import Assessment
from dpcap.model.carry_over import begun_note
from dpcap.model.change import Change
from dpcap.model.decision import Decision, GatesAndDecision
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.migration import version_by_digest
from dpcap.model.outcome import ScoredOutcome
from dpcap.model.profile import Profile
from dpcap.report.formats import profile_json, render
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.change_attribution import change as change_of
from dpcap.scoring.decision_basis import gates_and_decision
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.gates import judge_gates
from dpcap.scoring.provider_row import RowContext, RowDigests, provider_row
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.refused_proof import PieceRefusals
from dpcap.scoring.score import profile_from
from dpcap.scoring.score_tree import grow_tree
from dpcap.scoring.sensitivity import stakes, with_moves, with_next_steps, with_outlook
from dpcap.watchdog import limited


class ScoredFolder(NamedTuple):
    """A profile, and how it is had with its moves, which only a report needs."""

    profile: Profile
    whole: Callable[[], Profile]


Changed = tuple[Change | None, Findings]


def run_jobs(setup: JobSetup, jobs: tuple[FolderJob, ...]) -> tuple[JobResult, ...]:
    """What comes of each of *jobs*. Nothing that is wrong with one harms another."""
    return tuple([_one(setup, job) for job in jobs])


def _one(setup: JobSetup, job: FolderJob) -> JobResult:
    try:
        with limited():
            if job.kept is not None:
                return _again(setup, job, job.kept)
            return _scored(setup, job, job.snapshot) if job.snapshot else killed(job, 0)
    except InvalidInputError as error:
        return failed(job.key, job.provider, error.findings)
    except Exception as error:  # noqa: BLE001 - one folder is never in the way of the others
        return faulty(job, error)


def _scored(setup: JobSetup, job: FolderJob, snapshot: FolderSnapshot) -> JobResult:
    """A folder scored from its files."""
    framework, gates = _judging(setup, snapshot), _gates(setup.gates)
    case = _case(setup, job, snapshot, framework)
    judged = evaluate(case)
    tree = grow_tree(case, judged)
    profile = profile_from(case, judged, tree)
    refusals = PieceRefusals(case, judged, tree, profile.evidence)
    hanging = stakes(profile, refusals, gates)
    profile = with_outlook(case, judged, tree, profile, hanging)
    changed, found = _change(job, case, profile)
    results, waivers = judge_gates(gates, framework, profile, changed) if gates else ((), ())
    decision, misread = _decided(job, profile.provider.id)
    judgement = RowContext(
        gates=results,
        waivers=waivers,
        new=setup.baseline and changed is None,
        change=changed,
        stakes=hanging,
        standing=_with_ledger(gates_and_decision(case, profile, decision, gates, results), job),
    )

    def whole() -> Profile:
        return with_next_steps(profile, refusals)

    asked = Lookups()
    if case.records is not None:
        asked = lookups(case.records, case.assessment, framework)
    whole_job = replace(job, inputs=with_tables(job.inputs, asked, tables_in(setup)))
    done = _done(setup, whole_job, ScoredFolder(profile, whole), judgement, found + misread)
    note = begun_note(framework, opened(setup.framework))
    told = (note.model_copy(update={"file": job.shown}),) if note else ()
    return replace(done, lookups=asked, found=(*done.found, *told))


def _judging(setup: JobSetup, snapshot: FolderSnapshot) -> Framework:
    """The version of the framework that *snapshot* is judged by. Raises InvalidInputError."""
    current = opened(setup.framework)
    return version_in(snapshot, current) if setup.begun else current


def _case(setup: JobSetup, job: FolderJob, snapshot: FolderSnapshot, framework: Framework) -> Case:
    assessment = load_snapshot(snapshot, framework)
    records = None
    if job.records is not None:
        records = records_of(job.records, tables_in(setup), assessment, framework)
    day, given = setup.day, assessment.assessed_on
    if day is not None and day < given <= day + timedelta(days=setup.ahead):
        day = given
    if day is not None and day < given:
        early = _too_early(day.isoformat(), assessment)
        raise InvalidInputError(located(lambda: parse_texts(snapshot.texts), [early]))
    core = setup.asked == "core"
    return make_case(framework, assessment, as_of=day, core=core, records=records)


def _too_early(day: str, assessment: Assessment) -> Finding:
    return Finding(
        code="DP804",
        path=("assessed_on",),
        params={"day": day, "assessed_on": assessment.assessed_on.isoformat()},
    )


def _change(job: FolderJob, case: Case, profile: Profile) -> Changed:
    """The change since the baseline; None if it has no profile of the provider that can be read."""
    if job.baseline is None:
        return None, ()
    try:
        before = read_earlier(job.baseline, profile.provider.id)
    except InvalidInputError as error:
        return None, error.findings
    return change_of(before, sha256(job.baseline).hexdigest(), case, profile), ()


def _again(setup: JobSetup, job: FolderJob, kept: KeptResult) -> JobResult:
    """A folder whose profile is there already: on another day, newly decided, or to be rendered."""
    gates, profile = _gates(setup.gates), Profile.model_validate_json(kept.profile)
    framework = _framework_of(setup, profile)
    row = ScoredOutcome.model_validate_json(kept.row)
    day = setup.day or profile.assessed_on
    results, waivers = row.gates, row.waivers
    if profile.as_of != day:
        profile = profile.model_copy(update={"as_of": day})
        results, waivers = judge_gates(gates, framework, profile, row.change) if gates else ((), ())
    decision, misread = _decided(job, row.provider)
    case = rebuild_case(framework, profile) if decision else None
    standing = _with_ledger(gates_and_decision(case, profile, decision, gates, results), job)
    judgement = RowContext(results, waivers, row.new, row.change, row.stakes, standing)
    made = ScoredFolder(profile, partial(with_moves, framework, profile))
    return _done(setup, replace(job, inputs=row.inputs), made, judgement, misread)


def _with_ledger(standing: GatesAndDecision, job: FolderJob) -> GatesAndDecision:
    """*standing* with what the ledger says, which no score hangs on."""
    return standing.model_copy(update={"ledger": job.ledger}) if job.ledger else standing


def _done(
    setup: JobSetup,
    job: FolderJob,
    made: ScoredFolder,
    judgement: RowContext,
    found: tuple[Finding, ...] = (),
) -> JobResult:
    profile = made.profile
    framework = _framework_of(setup, profile)
    written = profile_json(profile).encode()
    digests = RowDigests(sha256(written).hexdigest(), job.inputs, job.verdict, job.decided)
    row = provider_row(profile, framework, job.key, digests, judgement)
    changed = (digests.profile, job.decided, job.ledger) != job.before
    wanted = wants_report(setup, row, changed=changed)
    return JobResult(
        key=job.key,
        provider=row.provider,
        fate="reused" if job.kept else "scored",
        row=row.model_dump_json().encode(),
        as_of=profile.as_of.isoformat(),
        digest=digests.profile,
        profile=written,
        reports=_pages(setup, made.whole(), framework, judgement.standing) if wanted else {},
        page_key=page_key(setup, digests.profile, job.verdict, job.decided, job.ledger),
        stale=changed,
        found=found,
    )


def _pages(
    setup: JobSetup, profile: Profile, framework: Framework, standing: GatesAndDecision
) -> dict[str, bytes]:
    """The reports of *profile*, by format; *standing*: its gates and the decision."""
    language = setup.language
    return {
        name: render(profile, framework, format=name, language=language, standing=standing).encode()
        for name in REPORTS
    }


def _decided(job: FolderJob, provider: str) -> tuple[Decision | None, Findings]:
    """The decision on *provider*; None if there is none, or it is invalid: then what is wrong."""
    if job.decision is None:
        return None, ()
    name, content = job.decision
    try:
        return parse_decision(content, name, provider), ()
    except InvalidInputError as error:
        ignored = Finding(code="DP420", file=name, params={"provider": provider})
        return None, (*error.findings, ignored)


def _framework_of(setup: JobSetup, profile: Profile) -> Framework:
    """The version that *profile* was scored by."""
    current = opened(setup.framework)
    return version_by_digest(current, profile.framework.digest) or current


@lru_cache(maxsize=2)
def _read_gates(text: str) -> Gates:
    return Gates.model_validate_json(text)


def _gates(text: str | None) -> Gates | None:
    return None if text is None else _read_gates(text)
