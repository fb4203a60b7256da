"""Retention: for how long each kind of file is kept, and what must be kept so long."""

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.base import Day, Flag, Frozen, Prose, Whole

KeptKind = Literal[
    "evidence", "exports", "answers", "reviews", "decisions", "letters", "outputs", "caches"
]


class KeepingRule(Frozen):
    """For how long files of one kind are kept: so many `days` from their own, or `until` a day.

    `required`: they must be kept so long, whoever asks for them to be removed; `reason`: why.
    """

    days: Annotated[Whole, Field(ge=0, le=36_500)] | None = None
    until: Day | None = None
    required: Flag = False
    reason: Prose | None = None

    def last_day(self, since: date) -> date | None:
        """The last day on which what is of the day *since* is kept; None: it has none."""
        if self.until is not None:
            return self.until
        if self.days is None or (date.max - since).days < self.days:
            return None
        return since + timedelta(days=self.days)


class Retention(Frozen):
    """`retention.yaml`: a rule for each kind of file; a kind without one is kept without end."""

    schema_: Annotated[Literal["dpcap/retention/1"], Field(alias="schema")]
    kinds: dict[KeptKind, KeepingRule] = {}

    def last_day(self, kind: KeptKind, since: date) -> date | None:
        """The last day on which a file of *kind*, which is of the day *since*, is kept."""
        rule = self.kinds.get(kind)
        return rule.last_day(since) if rule else None

    def required_reason(self, kind: KeptKind, since: date, on: date) -> str | None:
        """Why a file of *kind* must still be kept on the day *on*; None: it need not be."""
        rule, last = self.kinds.get(kind), self.last_day(kind, since)
        if rule is None or not rule.required or (last is not None and on > last):
            return None
        return rule.reason or kind
