"""Signing off what a provider's folder says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.file_names import readable
from dpcap.intake.files import open_folder
from dpcap.intake.layout import SUBMISSION_FILE
from dpcap.intake.source_map import locate
from dpcap.intake.submission import read_submissions, text_of_submissions
from dpcap.intake.todo import IN_CONFLICT
from dpcap.lock import held, lock_for
from dpcap.model.assessment import Assessment
from dpcap.model.base import LINE
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.submission import Submission
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest, read_answers


@dataclass(frozen=True)
class SubmitRequest:
    """Whose folder is signed off, by whom, in which office, and on which day."""

    provider: ProviderRequest
    by: str
    on: date
    title: str | None = None


class SubmittedFolder(NamedTuple):
    """The sign-off that stands now; `written`: its file, None if nothing had changed since.

    `outdated`: the sign-off before it, if what it signed was changed since.
    """

    submission: Submission
    written: Path | None
    outdated: Submission | None = None


def submit_folder(
    request: SubmitRequest,
    configuration: Configuration | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> SubmittedFolder:
    """Add the sign-off of *request* to the folder's `submission.yaml`.

    What the same person signed already, and nobody changed since, is not signed again.

    Raises InvalidInputError while the folder has errors or open conflicts; UsageError: no name, a
    day before that of the answers or of the sign-off before.
    """
    by, title = _name("--by", request.by), _name("--title", request.title)
    if by is None:
        raise UsageError("say who signs: --by NAME", "请写明由谁签交：--by 姓名")
    folder = request.provider.folder
    with held(lock_for(folder), on_wait):
        framework, assessment = _sound(request.provider, configuration or Configuration())
        edition, signed = _native(assessment, framework)
        before = read_submissions(open_folder(folder).submission, [])
        one = Submission(by=by, title=title, on=request.on, framework=edition, digest=signed.digest)
        if before and _says(before[-1], one):
            return SubmittedFolder(before[-1], None)
        _in_time(one, assessment, before)
        path = folder / SUBMISSION_FILE
        write_atomically(path, text_of_submissions((*before, one)))
    last = before[-1] if before and before[-1].digest != one.digest else None
    return SubmittedFolder(one, path, last)


def _name(option: str, said: str | None) -> str | None:
    """What was *said* as one line; None for nothing. Raises UsageError."""
    name = " ".join(said.split()) if said else ""
    if len(name) > LINE:
        raise UsageError(f"{option} is longer than {LINE} characters", f"{option} 超过 {LINE} 个字")
    return name or None


def _sound(request: ProviderRequest, configuration: Configuration) -> tuple[Framework, Assessment]:
    """The folder's framework and what it says. Raises InvalidInputError with the way out."""
    shown = readable(request.folder.as_posix())
    try:
        framework, assessment = read_answers(request, configuration)
    except InvalidInputError as error:
        count = len(error.findings)
        refusal = Finding(code="DP941", file=shown, params={"count": count, "folder": shown})
        raise InvalidInputError((*error.findings, refusal), error.beside) from error
    disputed = [one for one in assessment.findings if one.code == IN_CONFLICT]
    if disputed:
        params: dict[str, str | int | float] = {"count": len(disputed), "folder": shown}
        refusal = Finding(code="DP942", file=shown, params=params)
        raise InvalidInputError([refusal], locate(request.folder, disputed))
    return framework, assessment


def _native(assessment: Assessment, framework: Framework) -> tuple[str, Assessment]:
    """The edition that the folder was answered under, and what it says by that."""
    return next(iter(assessment.past.items()), (framework.edition, assessment))


def _says(before: Submission, one: Submission) -> bool:
    """Whether the sign-off *before* is of the same content, by the same person, as *one*."""
    same_title = one.title in (None, before.title)
    return (before.by, before.digest) == (one.by, one.digest) and same_title


def _in_time(one: Submission, assessment: Assessment, before: tuple[Submission, ...]) -> None:
    """Raises UsageError if *one* comes before what it signs or before the last sign-off."""
    first = max([assessment.assessed_on, *(signed.on for signed in before[-1:])])
    if one.on < first:
        raise UsageError(
            f"{one.on} lies before {first}, the day of the answers or of the last sign-off:"
            " give the day of signing with --on",
            f"{one.on} 早于评估日或上次签交日 {first}：请用 --on 写明签交的日期",
        )
