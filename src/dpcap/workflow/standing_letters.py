"""Planned letters of standing: one for each signed row that calls for one, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from dpcap.batch.output_dir import PROFILE
from dpcap.batch.run_record import RunRecord, read_run_record
from dpcap.delivery.send_policy import LetterKey
from dpcap.intake.standing_ledger import LedgerFile
from dpcap.model.outcome import Outcome, ScoredOutcome
from dpcap.model.profile import Profile
from dpcap.model.standing import RuleBooks, Standing, StandingRow
from dpcap.model.two_languages import TwoLanguages
from dpcap.report.letter.standing_letter import StandingCase
from dpcap.scoring.certification import return_bar
from dpcap.scoring.standing_letters import RowToTell, rows_to_tell
from dpcap.scoring.standing_replay import replay
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.letter_recipient import NoRecipientError, addressee_of
from dpcap.workflow.letter_writer import LetterWriter, standing_file
from dpcap.workflow.planned_letter import KnownLetters, PlannedLetter, as_ruled
from dpcap.workflow.stored_profiles import framework_for

# Every row is an occasion of its own: whoever was told of it is never told again.
OCCASION = "standing"


@dataclass(frozen=True)
class StandingLetterPlanner:
    """Plans the letters on the rows of *ledger*, to the providers of the output folder *out*.

    `providers`: these only; none: all.
    """

    out: Path
    rows: Sequence[Outcome]
    ledger: LedgerFile
    books: RuleBooks
    writer: LetterWriter
    known: KnownLetters
    configuration: Configuration
    providers: tuple[str, ...] = ()

    def letters(self) -> Iterator[PlannedLetter]:
        """What becomes of each row that calls for a letter; those that may go are written.

        Raises InvalidInputError for the framework, ImportError without the extra `mail`.
        """
        for standing in replay(self.ledger.rows).every():
            if self.providers and standing.provider not in self.providers:
                continue
            for row in (*standing.rows, *standing.taken_back):
                self._clear(row)
            for told in rows_to_tell(standing):
                yield self._letter(standing, told)

    def _clear(self, row: StandingRow) -> None:
        """Remove what an earlier run wrote about *row*."""
        path = self.writer.folder / standing_file(row)
        for one in (path, path.with_suffix(".txt")):
            one.unlink(missing_ok=True)

    def _letter(self, standing: Standing, told: RowToTell) -> PlannedLetter:
        row, provider = told.row, standing.provider
        letter = PlannedLetter(provider, TwoLanguages(provider, provider), _about(row))
        if why := self._out_of_time(row):
            return replace(letter, why=why)
        try:
            found = addressee_of(self.out, self._by_id.get(provider), self.writer.mail)
        except NoRecipientError as error:
            return replace(letter, why=error.why)
        digest = self.ledger.line_digest_of(row)
        key = LetterKey(provider, occasion_of(row), told.letter, found.to, digest)
        case = self._case(standing, told, found.profile, found.row)
        return as_ruled(
            replace(letter, name=found.row.name, to=found.to, key=key),
            self.known,
            lambda: self.writer.write_standing(case, key),
        )

    def _case(
        self, standing: Standing, told: RowToTell, profile: Profile, found: ScoredOutcome
    ) -> StandingCase:
        path = self.out / found.provider / PROFILE
        endings = standing.certification.endings
        return StandingCase(
            profile=profile,
            framework=framework_for(profile, path, self.configuration),
            row=told.row,
            letter=told.letter,
            books=self.books,
            bar=return_bar(standing.provider, endings, self.books.certification),
            gates=self._run_record.gates,
            judged={one.id: one for one in found.gates},
        )

    def _out_of_time(self, row: StandingRow) -> TwoLanguages | None:
        """Why *row* is told no more, or not yet; None: it is."""
        days = (self.writer.today - row.on).days
        limit = self.writer.mail.objection.days
        if days < 0:
            return TwoLanguages(
                f"第 {row.row} 条 {row.on} 才签署", f"row {row.row} is signed on {row.on} only"
            )
        if days <= limit:
            return None
        return TwoLanguages(
            f"第 {row.row} 条已签署 {days} 天，超过 {limit} 天的不再写信",
            f"row {row.row} was signed {days} days ago; after {limit} days no letter is written",
        )

    @cached_property
    def _by_id(self) -> Mapping[str | None, Outcome]:
        return {one.provider: one for one in self.rows}

    @cached_property
    def _run_record(self) -> RunRecord:
        return read_run_record(self.out)


def occasion_of(row: StandingRow) -> str:
    """The occasion of the letter on *row* in the outbox."""
    return f"{OCCASION} {row.row}"


def _about(row: StandingRow) -> TwoLanguages:
    return TwoLanguages(
        f"台账第 {row.row} 条，{row.on} 由{row.by}签署",
        f"row {row.row} of the ledger, signed by {row.by} on {row.on}",
    )
