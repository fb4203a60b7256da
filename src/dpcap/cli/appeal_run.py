"""`dpcap appeal file` and `answer`: what is written, and how it is told."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from dpcap.cli.appeal_words import WORDS
from dpcap.cli.configuration import configuration
from dpcap.cli.findings import WORDING, print_findings
from dpcap.cli.language import TALK
from dpcap.errors import UsageError
from dpcap.model.appeal import AppealPoint, AppealProof
from dpcap.model.base import LINE, PROSE
from dpcap.report.sanitize import printable
from dpcap.workflow.appeal_answer import AnsweredAppeal, AppealAnswer, LetterPlace, answer_appeal
from dpcap.workflow.appeal_desk import AppealRequest
from dpcap.workflow.appeal_filing import FiledAppeal, file_appeal, proof_of
from dpcap.workflow.typed_text import bounded


class FilingOptions(NamedTuple):
    """What the options say of the point and of the new proof."""

    indicator: str | None
    gate: str | None
    level: str | None
    standing: int | None
    files: Sequence[Path]
    described: Sequence[str]

    @property
    def point(self) -> AppealPoint:
        """The point contested. Raises UsageError unless just one is given."""
        given = {"indicator": self.indicator, "gate": self.gate, "level": self.level}
        for name, text in given.items():
            bounded(f"--{name}", text or "", LINE)
        try:
            return AppealPoint.model_validate({**given, "standing": self.standing})
        except ValidationError as error:
            raise UsageError(
                "give one of --indicator, --gate, --level and --standing",
                "--indicator、--gate、--level、--standing 须写一个，且只写一个",
            ) from error

    @property
    def proof(self) -> tuple[AppealProof, ...]:
        """The new proof. Raises UsageError for a file that is not there, or an empty text."""
        if any(not one.strip() for one in self.described):
            raise UsageError("--described has no text", "--described 没有内容")
        told = (bounded("--described", one.strip(), PROSE) for one in self.described)
        words = [AppealProof(description=one) for one in told]
        return (*map(proof_of, self.files), *words)


class AppealTexts(NamedTuple):
    """What the other options say."""

    ground: str
    letter_on: date | None
    name: str | None
    decided_by: str | None


def run_file(request: AppealRequest, given: FilingOptions, texts: AppealTexts) -> None:
    """File what is *given*; where it stands goes to stdout.

    Raises UsageError, InvalidInputError.
    """
    ground, letter_on, name, decided_by = texts
    said = FiledAppeal(given.point, ground, given.proof, letter_on, name, decided_by)
    done = file_appeal(request, said, configuration())
    print(done.path)
    by, due = printable(done.appeal.decided_by), str(done.appeal.answer_by)
    _tell("filed", path=str(done.path), name=done.name, due=due, by=by)
    print_findings(done.findings)


def run_answer(request: AppealRequest, said: AppealAnswer, place: LetterPlace) -> None:
    """Answer as *said*; the files written go to stdout. Raises UsageError, InvalidInputError."""
    done = answer_appeal(request, said, place, configuration(), lambda: _tell("waiting"))
    for path in (done.path, *done.letters):
        print(path)
    outcome = WORDS.say(f"outcome.{done.appeal.outcome}", TALK)
    _tell("answered", path=str(done.path), name=done.name, outcome=outcome)
    for row in done.rows:
        moved = {"origin": printable(row.from_), "target": printable(row.to)}
        _tell("row", row=row.row, corrects=row.corrects or 0, **moved)
    for letter in done.letters:
        _tell("letter", path=str(letter))
    if done.letters:
        _tell("send")
    _tell_rewrites(done)


def _tell_rewrites(done: AnsweredAppeal) -> None:
    """What a person writes anew."""
    review = str(done.path).replace(".appeal.yaml", ".yaml")
    for one in done.rewrites:
        _tell(f"anew.{one}", path=review, name=printable(done.appeal.point.name))


def _tell(key: str, **fields: str | float) -> None:
    print(WORDS.say(key, TALK, WORDING.wording, **fields), file=sys.stderr)
