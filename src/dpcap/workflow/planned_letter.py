"""Planned letters: for each provider what it gets, or why it gets nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dpcap.batch.output_dir import PROFILE
from dpcap.batch.run_record import RunRecord, read_run_record
from dpcap.delivery.send_policy import GOES, LetterKey, SendPermissions, letter_key, send_ruling
from dpcap.intake.decision import load_decision
from dpcap.model.base import LANGUAGES
from dpcap.model.decision import Decision, DecisionKind
from dpcap.model.expression_names import mail_names
from dpcap.model.framework import Framework
from dpcap.model.mail import TELLS, LetterKind
from dpcap.model.outbox import OutboxEntry
from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.model.profile import Profile
from dpcap.model.question_set import decides
from dpcap.model.two_languages import Bilingual, TwoLanguages
from dpcap.report.decided import outdated
from dpcap.report.paths import own_reports
from dpcap.report.words import load_words
from dpcap.scoring.decision_basis import EarlierAndNow, gates_and_decision, propose, then_and_on
from dpcap.scoring.held_standing import StandingLookup
from dpcap.scoring.letter_choice import facts_of, letter_for
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.letter_recipient import (
    NOT_SCORED,
    OTHER_PROFILE,
    NoRecipientError,
    profile_as_scored,
    recipient_of,
)
from dpcap.workflow.letter_words import why_not, why_so
from dpcap.workflow.letter_writer import LetterCase, LetterWriter, WrittenLetter
from dpcap.workflow.provider import with_ledger
from dpcap.workflow.stored_profiles import framework_for

_LETTER_OF: dict[DecisionKind, LetterKind] = {told: kind for kind, told in TELLS.items()}
_UNDECIDED = "0" * 64
_CORE_ONLY = TwoLanguages(
    "只答了核心题，只是预估；请以全套（dpcap batch --set role）重新评分",
    "only the core set was asked, which is an estimate: run dpcap batch --set role",
)
_UNDECIDED_YET = TwoLanguages("还没有结论", "nothing is decided yet")
_DRAFT = TwoLanguages("；草稿，照门槛的建议", "; a draft, as the gates propose")
_NOTHING = TwoLanguages("", "")


@dataclass(frozen=True)
class PlannedLetter:
    """What one provider gets, and why.

    `goes`: it may be sent; a letter that is `written` and does not go is a draft, since nothing is
    decided yet. `mark` is the fingerprint of the letter that goes or has gone.
    """

    provider: str
    name: Bilingual
    why: TwoLanguages
    goes: bool = False
    to: str | None = None
    key: LetterKey | None = None
    mark: str | None = None
    written: WrittenLetter | None = None


class KnownLetters(NamedTuple):
    """What the outbox knows of the occasion, by provider, and what the user allows."""

    entries: Mapping[str, Sequence[OutboxEntry]]
    permissions: SendPermissions


def as_ruled(
    letter: PlannedLetter, known: KnownLetters, write: Callable[[], WrittenLetter]
) -> PlannedLetter:
    """*letter*, which has a key, as *write* leaves it if it may go; else what has become of it.

    *known*: of all occasions.
    """
    key = letter.key
    assert key is not None  # noqa: S101 - said above
    entries = [one for one in known.entries.get(key.provider, ()) if one.occasion == key.occasion]
    ruling, entry = send_ruling(key, entries, known.permissions)
    if ruling in GOES:
        written = write()
        why = why_so(ruling, entry).then(letter.why)
        return replace(letter, why=why, goes=True, mark=written.mark, written=written)
    assert entry is not None  # noqa: S101 - only an entry can stand in the way
    mark = entry.mark if letter_key(entry) == key else None
    return replace(letter, why=why_not(ruling, entry), mark=mark)


@dataclass(frozen=True)
class LetterPlanner:
    """Plans the letters of one output folder.

    `judged_on`: the day on which proof must hold; None: the one of the gates, else of the letters.
    `ledger`: how all stand, which the reports that go with letters say.
    """

    out: Path
    reviews: Path
    writer: LetterWriter
    known: KnownLetters
    configuration: Configuration
    judged_on: date | None = None
    ledger: StandingLookup | None = None

    def letter(self, row: Outcome) -> PlannedLetter:
        """What the provider of *row* gets; a letter that it may get is written into the folder.

        Raises InvalidInputError for its decision or the framework, UsageError, ImportError.
        """
        if isinstance(row, FailedOutcome):
            folder = TwoLanguages(row.folder, row.folder)
            return PlannedLetter(row.provider or row.folder, folder, NOT_SCORED)
        letter = PlannedLetter(row.provider, row.name, _NOTHING)
        self.writer.clear(row.provider)
        if not decides(row.asked, self.configuration.settings.decide_set):
            return replace(letter, why=_CORE_ONLY)
        try:
            return self._decided(row, letter)
        except _NoLetterError as nothing:
            return replace(nothing.letter or letter, why=nothing.why)

    def _decided(self, row: ScoredOutcome, letter: PlannedLetter) -> PlannedLetter:
        case = self._case(row)
        decision = case.standing.decision
        letter = replace(letter, to=case.profile.provider.contact.email)
        if decision is None:
            return self._draft(row, case, letter)
        if why := self._outdated(row, case, decision):
            raise _NoLetterError(why, letter)
        facts = facts_of(case.profile, case.standing, self.writer.today)
        verdicts = case.framework.wording.deciding(case.gates.verdicts if case.gates else None)
        names = mail_names(case.framework, verdicts.verdicts)
        choice = letter_for(self.writer.mail, facts, names)
        reason = _NOTHING.then(choice.reason)
        if choice.kind is None:
            raise _NoLetterError(reason, letter)
        to = self._recipient(case.profile, letter)
        key = LetterKey(row.provider, self.writer.mail.occasion, choice.kind, to, told(decision))
        return self._ruled(case, choice.kind, replace(letter, to=to, key=key), key, reason)

    def _ruled(
        self,
        case: LetterCase,
        kind: LetterKind,
        letter: PlannedLetter,
        key: LetterKey,
        why: TwoLanguages,
    ) -> PlannedLetter:
        """The letter to *key*, if it may go; else what has become of it."""
        entries = self.known.entries.get(key.provider, ())
        ruling, entry = send_ruling(key, entries, self.known.permissions)
        if ruling in GOES:
            written = self.writer.write(case, kind, key)
            why = why_so(ruling, entry).then(why)
            return replace(letter, why=why, goes=True, mark=written.mark, written=written)
        assert entry is not None  # noqa: S101 - only an entry can stand in the way
        mark = entry.mark if letter_key(entry) == key else None
        return replace(letter, why=why_not(ruling, entry), mark=mark)

    def _draft(self, row: ScoredOutcome, case: LetterCase, letter: PlannedLetter) -> PlannedLetter:
        """What would be written if the decision were what the gates propose."""
        proposed = propose(row.gates, graded=row.graded)
        if proposed is None:
            raise _NoLetterError(_UNDECIDED_YET, letter)
        to = self._recipient(case.profile, letter)
        kind = _LETTER_OF[proposed.kind]
        key = LetterKey(row.provider, self.writer.mail.occasion, kind, to, _UNDECIDED)
        written = self.writer.write(case, kind, key)
        return replace(letter, why=_UNDECIDED_YET.then(_DRAFT), to=to, key=key, written=written)

    def _case(self, row: ScoredOutcome) -> LetterCase:
        path = self.out / row.provider / PROFILE
        profile = profile_as_scored(path, row)
        if profile is None:
            raise _NoLetterError(OTHER_PROFILE)
        framework, gates = self._framework(profile, path), self._run_record.gates
        decision = load_decision(self.reviews, row.provider)
        standing = gates_and_decision(
            rebuild_case(framework, profile), profile, decision, gates, row.gates
        )
        if self.ledger is not None:
            standing = with_ledger(standing, profile, self.ledger) or standing
        return LetterCase(profile=profile, framework=framework, standing=standing, gates=gates)

    def _outdated(
        self, row: ScoredOutcome, case: LetterCase, decision: Decision
    ) -> TwoLanguages | None:
        """Why the decision is no longer in force; None if it is.

        It rests on what the profile shows, and on what it would show on the day that counts.
        """
        today, until = self.writer.today, decision.until
        changes, day = case.standing.changes, self.judged_on or self._run_record.review_on
        if changes is None:
            held = EarlierAndNow(case.gates, row.gates, row.change)
            then, now = then_and_on(case.framework, case.profile, held, day or today)
            changes = then.footing.changes(now.footing)
        zh, en = (
            list(outdated(load_words(own_reports(), language, "batch").say, changes, until, today))
            for language in LANGUAGES
        )
        if not zh:
            return None
        return TwoLanguages("；".join(zh) + "，请重新作结论", "; ".join(en) + "; decide again")

    def _framework(self, profile: Profile, path: Path) -> Framework:
        known, digest = self._frameworks, profile.framework.digest
        if digest not in known:
            known[digest] = framework_for(profile, path, self.configuration)
        return known[digest]

    @cached_property
    def _frameworks(self) -> dict[str, Framework]:
        return {}

    @cached_property
    def _run_record(self) -> RunRecord:
        return read_run_record(self.out)

    def _recipient(self, profile: Profile, letter: PlannedLetter) -> str:
        try:
            return recipient_of(profile, self.writer.mail)
        except NoRecipientError as error:
            raise _NoLetterError(error.why, letter) from error


class _NoLetterError(Exception):
    """Nothing goes to this provider, and *why*; *letter*: what is known of it."""

    def __init__(self, why: TwoLanguages, letter: PlannedLetter | None = None) -> None:
        super().__init__(why.en)
        self.why, self.letter = why, letter


def told(decision: Decision) -> str:
    """The digest of what a letter tells of *decision*, but for the days conditions were met."""
    conditions = tuple(one.model_copy(update={"met_on": None}) for one in decision.conditions)
    return decision.model_copy(update={"conditions": conditions}).digest
