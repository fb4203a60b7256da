"""What is said of a folder that could not be scored."""

from __future__ import annotations

from dpcap.batch.job import Findings, FolderJob, JobResult
from dpcap.errors import InvalidInputError
from dpcap.intake.file_names import readable
from dpcap.intake.source import unreadable
from dpcap.intake.wording import of_system
from dpcap.model.finding import Finding
from dpcap.model.outcome import FailedOutcome


def failed(key: str, provider: str | None, findings: tuple[Finding, ...]) -> JobResult:
    """The folder *key* with what is wrong with it."""
    row = FailedOutcome(folder=key, provider=provider, findings=findings)
    return JobResult(key, provider, "failed", row.model_dump_json().encode())


def faulty(job: FolderJob, error: BaseException) -> JobResult:
    """A job that failed for a reason that is ours."""
    return failed(job.key, job.provider, _ours(job.shown, error))


def failure_findings(shown: str, error: Exception) -> Findings:
    """What kept the folder *shown* from being read: its own files, the system, or we."""
    if isinstance(error, InvalidInputError):
        return error.findings
    if isinstance(error, OSError):
        return unreadable(shown, of_system(error)).findings
    return _ours(shown, error)


def _ours(shown: str, error: BaseException) -> Findings:
    problem = readable(f"{type(error).__name__}: {error}"[:400])
    return (Finding(code="DP803", file=shown, params={"problem": problem}),)


def killed(job: FolderJob, times: int) -> JobResult:
    """A job that killed its worker."""
    finding = Finding(code="DP805", file=job.shown, params={"times": times})
    return failed(job.key, job.provider, (finding,))


def timed_out(job: FolderJob, seconds: float) -> JobResult:
    """A job that took more than so many *seconds*, twice or where none can be ended."""
    finding = Finding(code="DP809", file=job.shown, params={"seconds": round(seconds)})
    return failed(job.key, job.provider, (finding,))


def unreached(job: FolderJob) -> JobResult:
    """A job for which no place was left: each was taken by one that does not end."""
    return failed(job.key, job.provider, (Finding(code="DP810", file=job.shown),))
