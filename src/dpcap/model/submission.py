"""Sign-off: who answers for what a folder says, since when, and whether it still says that."""

from typing import Annotated, Literal, Self

from pydantic import Field

from dpcap.model.base import MANY, Day, Digest, Flag, Frozen, Line, unless_empty


class Submission(Frozen):
    """One sign-off: the person, the day, and the digest of the assessment that was signed.

    `framework`: the edition of the framework that it was answered under.
    """

    by: Line
    title: Line | None = None
    on: Day
    framework: Line
    digest: Digest


class SubmissionFile(Frozen):
    """`submission.yaml`: every sign-off of a folder, oldest first. The last one counts."""

    schema_: Annotated[Literal["dpcap/submission/1"], Field(alias="schema")]
    submissions: Annotated[tuple[Submission, ...], Field(max_length=MANY)] = ()


class SignOff(Frozen):
    """The sign-off that counts, held against what stands there: `changed` if that is other.

    Without `by` it was made for a reader who may not learn the name.
    """

    by: Line | None = None
    title: Line | None = None
    on: Day
    framework: Line
    digest: Digest
    changed: Flag = unless_empty(default=False)

    @classmethod
    def held(cls, signed: Submission, digest: str) -> Self:
        """*signed*, where what stands there has *digest*."""
        return cls(**signed.model_dump(), changed=signed.digest != digest)

    @property
    def nameless(self) -> Self:
        """The same without the person."""
        return self.model_copy(update={"by": None, "title": None})
