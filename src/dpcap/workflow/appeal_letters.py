"""Planned letters of corrections: one for each appeal that was granted, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from dpcap.batch.output_dir import PROFILE
from dpcap.batch.run_record import read_run_record
from dpcap.delivery.send_policy import LetterKey
from dpcap.intake.appeals import open_appeals
from dpcap.model.appeal import GRANTED, Appeal
from dpcap.model.base import LANGUAGES
from dpcap.model.gate import Gates
from dpcap.model.mail import CORRECTION_LETTER
from dpcap.model.outcome import Outcome
from dpcap.model.standing import StandingRow
from dpcap.model.two_languages import TwoLanguages
from dpcap.report.letter.correction_mail import GrantedAppeal
from dpcap.workflow.appeal_answer import point_title
from dpcap.workflow.appeal_desk import AppealDesk
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.letter_recipient import Addressee, NoRecipientError, addressee_of
from dpcap.workflow.letter_writer import LetterWriter, correction_file
from dpcap.workflow.planned_letter import KnownLetters, PlannedLetter, as_ruled
from dpcap.workflow.stored_profiles import framework_for

# The folder of these letters, and the occasions: every appeal is one of its own.
APPEAL_OCCASION = "appeal"
_NO_LEDGER = TwoLanguages(
    "针对台账记录，须指明台账（--ledger，或 dpcap.toml 的 ledger）",
    "it is about a row of the ledger: name that (--ledger, or ledger in dpcap.toml)",
)


@dataclass(frozen=True)
class AppealLetterPlanner:
    """Plans the letters on appeals granted at *desk*, to the providers of the output folder *out*.

    `providers`: these only; none: all.
    """

    out: Path
    rows: Sequence[Outcome]
    desk: AppealDesk
    writer: LetterWriter
    known: KnownLetters
    configuration: Configuration
    providers: tuple[str, ...] = ()

    def letters(self) -> Iterator[PlannedLetter]:
        """What becomes of each appeal granted; the letters that may go are written.

        Raises InvalidInputError for a file of appeals or the framework, UsageError for a provider
        of whom there are none, ImportError without the extra `mail`.
        """
        for path in self.desk.files(self.providers):
            found = open_appeals(path).appeals
            for name, appeal in found.appeals.items():
                self._clear(found.provider, name)
                if appeal.outcome in GRANTED:
                    yield self._letter(found.provider, name, appeal)

    def _clear(self, provider: str, name: str) -> None:
        """Remove what an earlier run wrote about the appeal *name*."""
        path = self.writer.folder / correction_file(provider, name)
        for one in (path, path.with_suffix(".txt")):
            one.unlink(missing_ok=True)

    def _letter(self, provider: str, name: str, appeal: Appeal) -> PlannedLetter:
        letter = PlannedLetter(provider, TwoLanguages(provider, provider), _about(name, appeal))
        row = self.desk.corrections.get(appeal.point.standing or 0)
        if why := self._unready(appeal, row):
            return replace(letter, why=why)
        try:
            found = addressee_of(self.out, self._by_id.get(provider), self.writer.mail)
        except NoRecipientError as error:
            return replace(letter, why=error.why)
        letter = replace(letter, name=found.row.name)
        key = LetterKey(
            *(provider, f"{APPEAL_OCCASION} {name}", CORRECTION_LETTER, found.to, _digest(appeal))
        )
        case = self._case(found, name, appeal, row)
        return as_ruled(
            replace(letter, to=found.to, key=key),
            self.known,
            lambda: self.writer.write_correction(case, key),
        )

    def _case(
        self, found: Addressee, name: str, appeal: Appeal, row: StandingRow | None
    ) -> GrantedAppeal:
        path = self.out / found.row.provider / PROFILE
        framework = framework_for(found.profile, path, self.configuration)
        titles = {one: point_title(appeal.point, framework, self._gates, one) for one in LANGUAGES}
        return GrantedAppeal(found.profile, framework, name, appeal, titles, row)

    def _unready(self, appeal: Appeal, row: StandingRow | None) -> TwoLanguages | None:
        """Why no letter of *appeal* is written on the day; None: one is."""
        if appeal.point.standing is not None and row is None:
            return _NO_LEDGER
        answered = appeal.answered_on or date.max
        days, limit = (self.writer.today - answered).days, self.writer.mail.objection.days
        if days < 0:
            return TwoLanguages(f"{answered} 才答复", f"it is answered on {answered} only")
        if days <= limit:
            return None
        return TwoLanguages(
            f"已答复 {days} 天，超过 {limit} 天的不再写信",
            f"it was answered {days} days ago; after {limit} days no letter is written",
        )

    @cached_property
    def _by_id(self) -> Mapping[str | None, Outcome]:
        return {one.provider: one for one in self.rows}

    @cached_property
    def _gates(self) -> Gates | None:
        return read_run_record(self.out).gates


def _digest(appeal: Appeal) -> str:
    """By which a letter knows the answer that it tells of."""
    return sha256(appeal.model_dump_json(exclude_defaults=True).encode()).hexdigest()


def _about(name: str, appeal: Appeal) -> TwoLanguages:
    by, day = appeal.answered_by, appeal.answered_on
    return TwoLanguages(
        f"申诉 {name}，{day} 由{by}答复", f"appeal {name}, answered by {by} on {day}"
    )
