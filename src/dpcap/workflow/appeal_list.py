"""All appeals, those that should have been answered first."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.appeals import open_appeals
from dpcap.model.appeal import Appeal
from dpcap.model.finding import Finding
from dpcap.workflow.appeal_desk import AppealCheck, AppealDesk, AppealRequest
from dpcap.workflow.configuration import Configuration


class ListedAppeal(NamedTuple):
    """One appeal with its provider, its id and its days.

    `deadline`: the last day to appeal; None: not known. `due`: the last day to answer. `late`: it
    was filed after the last day. `overdue`: it is open, and its last day is past. `stale`: the
    decision that it contests is not in force any more. `settled`: the row of the ledger that it
    contests was taken back, and not by an answer to it.
    """

    provider: str
    name: str
    appeal: Appeal
    deadline: date | None
    due: date
    late: bool
    overdue: bool
    stale: bool
    settled: bool

    @property
    def urgency(self) -> tuple[bool, bool, date, str, str]:
        """By which appeals stand in order: overdue, open, the last day; then provider and id."""
        return not self.overdue, not self.appeal.is_open, self.due, self.provider, self.name


class AppealsOverview(NamedTuple):
    """All appeals on the day `on`, the most urgent first, and what there is to say of them."""

    on: date
    appeals: tuple[ListedAppeal, ...]
    findings: tuple[Finding, ...]


def list_appeals(
    request: AppealRequest, configuration: Configuration | None = None
) -> AppealsOverview:
    """The appeals of the providers of *request*, or of all. A file that is not sound is told.

    Raises UsageError: no directory of reviews, no such provider or outbox; InvalidInputError for
    the round or the outbox.
    """
    desk = AppealDesk.at(request, configuration or Configuration())
    found: list[ListedAppeal] = []
    told: list[Finding] = []
    for path in desk.files(request.providers):
        try:
            opened = open_appeals(path)
            provider = opened.appeals.provider
            rows = [_listed(desk, provider, *one) for one in opened.appeals.appeals.items()]
            told += AppealCheck(desk, opened, request.on).findings()
        except InvalidInputError as error:
            told += error.findings
        else:
            found += rows
    found.sort(key=lambda one: one.urgency)
    return AppealsOverview(request.on, tuple(found), tuple(told))


def _listed(desk: AppealDesk, provider: str, name: str, appeal: Appeal) -> ListedAppeal:
    last = appeal.last_day(desk.days, desk.letter_day(provider, appeal))
    return ListedAppeal(
        provider=provider,
        name=name,
        appeal=appeal,
        deadline=last,
        due=appeal.due(desk.days),
        late=last is not None and appeal.filed_on > last,
        overdue=appeal.is_overdue(desk.on, desk.days),
        stale=appeal.decision is not None and desk.contested(provider, appeal) is None,
        settled=desk.taken_back(appeal) is not None,
    )
