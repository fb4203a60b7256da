"""Slips: for each provider what it gets, or why it gets nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from dpcap.batch.output_dir import PROFILE
from dpcap.batch.run_record import RunRecord, read_run_record
from dpcap.cli.language import TALK, say
from dpcap.cli.send_letter import Case, Hand, Written
from dpcap.cli.send_words import why_not, why_so
from dpcap.cli.stored import framework_for
from dpcap.delivery.send_policy import GOES, LetterKey, SendPermissions, letter_key, send_ruling
from dpcap.intake.decision import load_decision
from dpcap.model.address import address_of
from dpcap.model.decision import Decision, DecisionKind
from dpcap.model.framework import Framework
from dpcap.model.mail import TELLS, LetterKind
from dpcap.model.outbox import OutboxEntry
from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.model.profile import Profile
from dpcap.report.decided import Say, outdated
from dpcap.report.paths import own_reports
from dpcap.report.words import load_words
from dpcap.scoring.decision_basis import EarlierAndNow, gates_and_decision, propose, then_and_on
from dpcap.scoring.letter_choice import facts_of, letter_for
from dpcap.scoring.rebuild_case import rebuild_case

_LETTER_OF: dict[DecisionKind, LetterKind] = {told: kind for kind, told in TELLS.items()}
_UNDECIDED = "0" * 64


@dataclass(frozen=True)
class Slip:
    """What one provider gets, and why.

    `goes`: --deliver sends it; a letter that is `written` and does not go is a draft, since nothing
    is decided yet. `mark` is the fingerprint of the letter that goes or has gone.
    """

    provider: str
    name: str
    why: str
    goes: bool = False
    to: str | None = None
    key: LetterKey | None = None
    mark: str | None = None
    written: Written | None = None


class Known(NamedTuple):
    """What the outbox knows of the occasion, by provider, and what the user allows."""

    entries: Mapping[str, Sequence[OutboxEntry]]
    permissions: SendPermissions


@dataclass(frozen=True)
class Desk:
    """Where the slips of one output folder are written.

    `judged_on`: the day on which proof must hold; None: the one of the gates, else of the letters.
    """

    out: Path
    reviews: Path
    hand: Hand
    known: Known
    judged_on: date | None = None

    def slip(self, row: Outcome) -> Slip:
        """What the provider of *row* gets.

        Raises InvalidInputError for its decision or the framework, UsageError, ImportError.
        """
        if isinstance(row, FailedOutcome):
            why = say("未能评分", "it could not be scored")
            return Slip(row.provider or row.folder, row.folder, why)
        slip = Slip(row.provider, row.name.say(TALK), "")
        self.hand.clear(row.provider)
        try:
            return self._decided(row, slip)
        except _NothingError as nothing:
            return replace(nothing.slip or slip, why=str(nothing))

    def _decided(self, row: ScoredOutcome, slip: Slip) -> Slip:
        case = self._case(row)
        decision = case.standing.decision
        slip = replace(slip, to=case.profile.provider.contact.email)
        if decision is None:
            return self._draft(row, case, slip)
        if why := list(self._outdated(row, case, decision)):
            again = say("，请重新作结论", "; decide again")
            raise _NothingError(say("；", "; ").join(why) + again, slip)
        facts = facts_of(case.profile, case.standing, self.hand.today)
        choice = letter_for(self.hand.mail, facts)
        if choice.kind is None:
            raise _NothingError(choice.reason.say(TALK), slip)
        to = self._recipient(case.profile, slip)
        key = LetterKey(row.provider, self.hand.mail.occasion, choice.kind, to, told(decision))
        return self._ruled(case, replace(slip, to=to, key=key), key, choice.reason.say(TALK))

    def _ruled(self, case: Case, slip: Slip, key: LetterKey, why: str) -> Slip:
        """The letter to *key*, if it may go; else what has become of it."""
        entries = self.known.entries.get(key.provider, ())
        ruling, entry = send_ruling(key, entries, self.known.permissions)
        if ruling in GOES:
            written = self.hand.write(case, key)
            why = why_so(ruling, entry) + why
            return replace(slip, why=why, goes=True, mark=written.mark, written=written)
        assert entry is not None  # noqa: S101 - only an entry can stand in the way
        mark = entry.mark if letter_key(entry) == key else None
        return replace(slip, why=why_not(ruling, entry), mark=mark)

    def _draft(self, row: ScoredOutcome, case: Case, slip: Slip) -> Slip:
        """What would be written if the decision were what the gates propose."""
        proposed = propose(row.gates, graded=row.graded)
        undecided = say("还没有结论", "nothing is decided yet")
        if proposed is None:
            raise _NothingError(undecided, slip)
        to = self._recipient(case.profile, slip)
        kind = _LETTER_OF[proposed.kind]
        key = LetterKey(row.provider, self.hand.mail.occasion, kind, to, _UNDECIDED)
        why = say("；草稿，照门槛的建议", "; a draft, as the gates propose")
        written = self.hand.write(case, key)
        return replace(slip, why=undecided + why, to=to, key=key, written=written)

    def _case(self, row: ScoredOutcome) -> Case:
        path = self.out / row.provider / PROFILE
        try:
            content = path.read_bytes()
        except OSError:
            content = b""
        digest = sha256(content).hexdigest()
        if digest != row.profile:
            raise _NothingError(
                say(
                    "profile.json 与评分结果不符，请重新运行 dpcap batch",
                    "profile.json is not the one scored: run dpcap batch again",
                )
            )
        profile = Profile.model_validate_json(content)
        framework, gates = self._framework(profile, path), self._whence.gates
        decision = load_decision(self.reviews, row.provider)
        return Case(
            profile=profile,
            framework=framework,
            standing=gates_and_decision(
                rebuild_case(framework, profile), profile, decision, gates, row.gates
            ),
            gates=gates,
        )

    def _outdated(self, row: ScoredOutcome, case: Case, decision: Decision) -> Iterator[str]:
        """Why the decision is no longer in force; empty if it is.

        It rests on what the profile shows, and on what it would show on the day that counts.
        """
        changes, day = case.standing.changes, self.judged_on or self._whence.review_on
        if changes is None:
            held = EarlierAndNow(case.gates, row.gates, row.change)
            then, now = then_and_on(case.framework, case.profile, held, day or self.hand.today)
            changes = then.footing.changes(now.footing)
        yield from outdated(self._say, changes, decision.until, self.hand.today)

    @property
    def _say(self) -> Say:
        return load_words(own_reports(), TALK, "batch").say

    def _framework(self, profile: Profile, path: Path) -> Framework:
        known, digest = self._frameworks, profile.framework.digest
        if digest not in known:
            known[digest] = framework_for(profile, path, None)
        return known[digest]

    @cached_property
    def _frameworks(self) -> dict[str, Framework]:
        return {}

    @cached_property
    def _whence(self) -> RunRecord:
        return read_run_record(self.out)

    def _recipient(self, profile: Profile, slip: Slip) -> str:
        written = profile.provider.contact.email
        if written is None:
            raise _NothingError(say("没有联系邮箱", "there is no contact address"), slip)
        try:
            address = address_of(written)
        except ValueError:
            raise _NothingError(
                say("联系邮箱格式有误", "the contact address is not valid"), slip
            ) from None
        if address.text.casefold() in self._closed or f"@{address.domain}" in self._closed:
            raise _NothingError(say("在 do_not_mail 名单上", "it is on the do_not_mail list"), slip)
        return address.text

    @cached_property
    def _closed(self) -> frozenset[str]:
        return frozenset(_closed(self.hand.mail.do_not_mail))


class _NothingError(Exception):
    """Nothing goes to this provider; the message says why, *slip* what is known of it."""

    def __init__(self, why: str, slip: Slip | None = None) -> None:
        super().__init__(why)
        self.slip = slip


def told(decision: Decision) -> str:
    """The digest of what a letter tells of *decision*: that a condition was met is no news."""
    conditions = tuple(one.model_copy(update={"met_on": None}) for one in decision.conditions)
    return decision.model_copy(update={"conditions": conditions}).digest


def _closed(entries: Iterable[str]) -> Iterable[str]:
    """Addresses and `@domains` as they are compared: the domain in ASCII, all in lower case."""
    for entry in entries:
        address = address_of(f"any{entry}" if entry.startswith("@") else entry)
        yield f"@{address.domain}" if entry.startswith("@") else address.text.casefold()
