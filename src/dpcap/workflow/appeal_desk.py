"""Where appeals are looked at: what is at hand, all of them in a list, and what lint says.

At hand are decisions, the days there are, and the outbox. Those first that should have been
answered first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.appeals import OpenedAppeals, open_appeals
from dpcap.intake.decision import load_decision
from dpcap.intake.reviews_layout import APPEAL_ENDING
from dpcap.intake.settings import Settings
from dpcap.intake.source import read_yaml
from dpcap.intake.unread_records import is_no_record_file
from dpcap.model.appeal import Appeal, AppealDays
from dpcap.model.decision import Decision, is_one_person
from dpcap.model.finding import Finding
from dpcap.model.outbox import OutboxEntry
from dpcap.model.outdated import OUTDATED
from dpcap.model.standing import StandingRow
from dpcap.model.two_languages import TwoLanguages
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.letter_words import day_of
from dpcap.workflow.outbox import OutboxRequest, list_letters
from dpcap.workflow.planned_letter import told
from dpcap.workflow.select_rows import reviews_needed
from dpcap.workflow.signers import findings_on_answers
from dpcap.workflow.standing_ledger import open_ledger

_WHY_REVIEWS = TwoLanguages("申诉写在那里", "appeals are written there")


@dataclass(frozen=True)
class AppealRequest:
    """Where appeals lie and on which day they are looked at; None: not said.

    `reviews`: the directory, else the configuration's. `outbox`: what knows on which day a letter
    went. `ledger`: that of standing, else the configuration's. `providers`: these only.
    """

    on: date
    reviews: Path | None = None
    outbox: OutboxRequest | None = None
    ledger: Path | None = None
    providers: tuple[str, ...] = ()


class AppealDesk(NamedTuple):
    """The directory of reviews, the days that its round gives, and the letters that went.

    `ledger`: that of standing; None: there is none. `corrections`: its rows that take others back,
    by the number of the other. `settings`: those that hold who signs.
    """

    reviews: Path
    on: date
    days: AppealDays
    letters: Mapping[str, tuple[OutboxEntry, ...]]
    ledger: Path | None
    corrections: Mapping[int, StandingRow]
    settings: Settings

    @classmethod
    def at(cls, request: AppealRequest, configuration: Configuration) -> AppealDesk:
        """Raises UsageError: no directory, no such outbox or ledger; InvalidInputError for them."""
        reviews = reviews_needed(request.reviews, configuration, _WHY_REVIEWS)
        found = configuration.round(reviews)
        days = found.round.appeals if found else AppealDays()
        letters = _letters(request.outbox) if request.outbox else {}
        ledger = configuration.ledger(request.ledger)
        rows = open_ledger(ledger).rows if ledger else ()
        corrections = {row.corrects: row for row in rows if row.corrects is not None}
        settings = configuration.settings
        return cls(reviews, request.on, days, letters, ledger, corrections, settings)

    def letter_day(self, provider: str, appeal: Appeal) -> date | None:
        """On which day the letter of the decision that *appeal* contests went, by the outbox."""
        if appeal.decision is None:
            return None
        return self.sent_on(provider, appeal.decision.digest)

    def sent_on(self, provider: str, digest: str) -> date | None:
        """On which day *provider* was first sent the decision of that *digest*; None: not known."""
        known, decision = {digest}, self.decision(provider)
        if decision is not None and decision.digest == digest:
            known.add(told(decision))
        sent = (one for one in self.letters.get(provider, ()) if one.state == "sent")
        days = [day_of(one.changed_at) for one in sent if one.decision in known]
        return date.fromisoformat(min(days)) if days else None

    def decision(self, provider: str) -> Decision | None:
        """The decision in force on *provider*; one of an earlier version says nothing.

        Raises InvalidInputError if it cannot be read.
        """
        try:
            return load_decision(self.reviews, provider)
        except InvalidInputError as error:
            if {one.code for one in error.findings} != {OUTDATED}:
                raise
            return None

    def contested(self, provider: str, appeal: Appeal) -> Decision | None:
        """The decision that *appeal* contests, if it is still the one in force."""
        now, then = self.decision(provider), appeal.decision
        return now if now and then and now.digest == then.digest else None

    def taken_back(self, appeal: Appeal) -> StandingRow | None:
        """The row that took back the one that *appeal* contests, if no answer to it did."""
        row = self.corrections.get(appeal.point.standing or 0)
        return row if row and row.row != appeal.correction else None

    def files(self, providers: tuple[str, ...] = ()) -> Iterator[Path]:
        """The files of appeals, of *providers* or all, by name. Raises UsageError for no file.

        A folder or a lost link of such a name is told where the directory is looked at.
        """
        every = sorted(self.reviews.glob(f"*{APPEAL_ENDING}"))
        known = {path.name.removesuffix(APPEAL_ENDING): path for path in every}
        if unknown := [one for one in providers if one not in known]:
            names = ", ".join(unknown)
            raise UsageError(
                f"{self.reviews} has no appeals of {names}", f"{self.reviews} 里没有 {names} 的申诉"
            )
        wanted = (path for name, path in known.items() if not providers or name in providers)
        yield from (path for path in wanted if not is_no_record_file(path))


@dataclass(frozen=True)
class AppealCheck:
    """What there is to say of the appeals in one sound file; `on`: None, no day is looked at."""

    desk: AppealDesk
    opened: OpenedAppeals
    on: date | None = None

    def findings(self) -> Iterator[Finding]:
        """Those of every appeal, in the order of the file. Raises InvalidInputError."""
        for name, appeal in self.opened.appeals.appeals.items():
            yield from self._of(name, appeal)

    def _of(self, name: str, appeal: Appeal) -> Iterator[Finding]:
        provider = self.opened.appeals.provider
        yield from self._decider(name, appeal, provider)
        yield from self._object(name, appeal)
        yield from self._days(name, appeal, self.desk.letter_day(provider, appeal))
        if self.on is not None and appeal.is_overdue(self.on, self.desk.days):
            due = str(appeal.due(self.desk.days))
            yield self.opened.finding("DP760", name, "answer_by", due=due)

    def _decider(self, name: str, appeal: Appeal, provider: str) -> Iterator[Finding]:
        if appeal.decision is None:
            return
        now = self.desk.contested(provider, appeal)
        if now is None:
            if appeal.is_open:
                day = str(appeal.decision.on)
                yield self.opened.finding("DP777", name, "decision", on=day)
        elif appeal.point.standing is None and not is_one_person(now.by, (appeal.decided_by,)):
            who = {"given": appeal.decided_by, "name_held": now.by}
            yield self.opened.finding("DP778", name, "decided_by", **who)

    def _object(self, name: str, appeal: Appeal) -> Iterator[Finding]:
        """Whether the row that it contests still stands."""
        back = self.desk.taken_back(appeal) if appeal.is_open else None
        if back is not None:
            yield self.opened.finding(
                "DP765",
                name,
                "point",
                row=appeal.point.name,
                back=back.row,
                by=back.by,
                day=str(back.on),
            )

    def _days(self, name: str, appeal: Appeal, held: date | None) -> Iterator[Finding]:
        days, last = self.desk.days, appeal.last_day(self.desk.days, held)
        if last is None:
            yield self.opened.finding("DP779", name, "letter_on")
            return
        if held and appeal.letter_on and held != appeal.letter_on:
            said = {"given": str(appeal.letter_on), "held": str(held), "deadline": str(last)}
            yield self.opened.finding("DP761", name, "letter_on", **said)
        elif appeal.deadline and appeal.letter_on:
            counted = appeal.model_copy(update={"deadline": None}).last_day(days)
            if counted != appeal.deadline:
                given = {"given": str(appeal.deadline), "deadline": str(counted)}
                yield self.opened.finding("DP763", name, "deadline", days=days.filing, **given)
        if appeal.filed_on > last:
            late = {"filed": str(appeal.filed_on), "deadline": str(last)}
            yield self.opened.finding("DP776", name, "filed_on", **late)


def lint_appeals(path: Path, configuration: Configuration) -> tuple[Finding, ...]:
    """What there is to say of the appeals at *path*, beside its round and decisions.

    Raises InvalidInputError if the file is not sound.
    """
    found = open_appeals(path)
    request = AppealRequest(on=date.max, reviews=path.parent)
    check = AppealCheck(AppealDesk.at(request, configuration), found)
    review = path.with_name(f"{found.appeals.provider}.yaml")
    answered = findings_on_answers(found, path, configuration.settings)
    return (*check.findings(), *answered, *_contested_twice(review))


def _contested_twice(review: Path) -> Iterator[Finding]:
    """What the *review* beside a file of appeals says itself, which counts no more."""
    if not review.is_file():
        return
    with suppress(InvalidInputError):  # told where reviews are checked
        document = read_yaml(review)
        if isinstance(document.data, dict) and document.data.get("contested"):
            yield document.finding("DP762", ("contested",), {})


def _letters(request: OutboxRequest) -> Mapping[str, tuple[OutboxEntry, ...]]:
    found: dict[str, tuple[OutboxEntry, ...]] = {}
    for entry in list_letters(request):
        found[entry.provider] = (*found.get(entry.provider, ()), entry)
    return found


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
