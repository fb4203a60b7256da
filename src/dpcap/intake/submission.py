"""`submission.yaml`: who signed off what a folder says, and whether it was changed since.

It stands beside `provider.yaml`. Nothing is scored by it.
"""

from __future__ import annotations

from collections.abc import Iterable

from dpcap.errors import InvalidInputError
from dpcap.intake.layout import SUBMISSION_FILE
from dpcap.intake.model_errors import validate
from dpcap.intake.source import Document
from dpcap.intake.yaml_inline import flow
from dpcap.model.assessment import Assessment
from dpcap.model.finding import Finding
from dpcap.model.submission import SignOff, Submission, SubmissionFile

# That something was changed after it was signed off.
CHANGED = "DP940"
_HEAD = """\
# 签交记录，由 dpcap submit 写入，最后一条有效。请勿手改：改了答案就再签交一次。
# Sign-offs, written by dpcap submit; the last one counts. Do not edit: after a change sign again.
schema: dpcap/submission/1
"""


def read_submissions(document: Document | None, found: list[Finding]) -> tuple[Submission, ...]:
    """The sign-offs in *document*, oldest first; what is wrong with it goes to *found*."""
    if document is None:
        return ()
    try:
        return validate(document, SubmissionFile).submissions
    except InvalidInputError as error:
        found.extend(error.findings)
        return ()


def with_sign_off(
    assessment: Assessment, submissions: tuple[Submission, ...], document: Document | None
) -> Assessment:
    """*assessment* as signed off by the last of *submissions*, which stand in *document*.

    It gets a note if it is not what was signed.
    """
    if not submissions or document is None:
        return assessment
    signed = SignOff.held(submissions[-1], assessment.digest)
    update: dict[str, object] = {"submission": signed}
    if signed.changed:
        place = document.place(("submissions", len(submissions) - 1, "digest"))
        note = Finding(
            code=CHANGED,
            path=("files", SUBMISSION_FILE, *place),
            params={"on": signed.on.isoformat()},
        )
        update["findings"] = (*assessment.findings, note)
    return assessment.model_copy(update=update)


def text_of_submissions(submissions: Iterable[Submission]) -> str:
    """The file with *submissions* in it."""
    said = (one.model_dump(mode="json", exclude_none=True) for one in submissions)
    return f"{_HEAD}submissions:\n" + "".join(f"  - {flow(one)}\n" for one in said)
