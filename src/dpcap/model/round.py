"""The round: from which day providers fill in, by when, and by when they are judged."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.appeal import AppealDays
from dpcap.model.base import MANY, Day, Frozen, Line, Name, OwnId, Prose, ProviderId


class Extension(Frozen):
    """The own last day of one provider.

    `due_on`: that day. `reason`: why it has one. `by`: who granted it.
    """

    due_on: Day
    reason: Prose
    by: Line | None = None


class Round(Frozen):
    """`<reviews>/round.yaml`: the days of one round. Each is a last day, but `opens_on`.

    `opens_on`: its first day. `shops_frozen_on`: after it the lists of shops stay as they are, and
    a seed may be set. `due_on`: the answers are in. `review_ends_on`: the reviewers are through.
    `decision_on`: all is decided. `extensions`: own last days, by provider. `judge_by`: in_force,
    the framework's version in force judges all; begun, a folder is judged by the version that its
    answers name; None: the settings say. `seed`, `share`: what draws the sample that the review
    looks at blind, and how much of the pieces it draws; None: who reviews says.
    `appeals`: how many days there are to appeal and to answer.
    """

    schema_: Annotated[Literal["dpcap/round/1"], Field(alias="schema")]
    id: OwnId
    title: Name | None = None
    opens_on: Day
    shops_frozen_on: Day | None = None
    due_on: Day
    extensions: Annotated[dict[ProviderId, Extension], Field(max_length=MANY)] = {}
    review_ends_on: Day | None = None
    decision_on: Day | None = None
    judge_by: Literal["in_force", "begun"] | None = None
    seed: Annotated[Line, Field(min_length=1)] | None = None
    share: Annotated[float, Field(gt=0, le=1)] | None = None
    appeals: AppealDays = AppealDays.model_construct()

    def due_of(self, provider: str) -> date:
        """The last day for the answers of *provider*."""
        extension = self.extensions.get(provider)
        return extension.due_on if extension else self.due_on

    @property
    def days(self) -> tuple[tuple[str, date], ...]:
        """Its days by their keys, in the order in which they must come; those that are given."""
        every = ("opens_on", "shops_frozen_on", "due_on", "review_ends_on", "decision_on")
        given = ((name, getattr(self, name)) for name in every)
        return tuple((name, day) for name, day in given if day is not None)
