"""The shape of `answers.yaml` as a person writes it, before it is held against a framework."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from dpcap.model.assessment import Assessor
from dpcap.model.base import MANY, Day, Frozen, Id, OwnId, Place, Prose

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$")]


class WrittenEvidence(Frozen):
    """One piece of evidence as written; whether its file is there is found out later."""

    kind: Id
    file: Place | None = None
    url: Place | None = None
    captured_on: Day | None = None
    sha256: Sha256 | None = None
    note: Prose | None = None


class AnswersFile(Frozen):
    """`answers.yaml`, or one of several in `answers/`. The framework says what `answers` holds."""

    schema_: Annotated[Literal["dpcap/answers/1"], Field(alias="schema")]
    assessed_on: Day | None = None
    assessor: Assessor | None = None
    defaults: dict[str, Any] | None = None
    evidence: Annotated[dict[OwnId, WrittenEvidence], Field(max_length=MANY)] | None = None
    answers: dict[str, Any] | None = None
