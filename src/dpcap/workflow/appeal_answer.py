"""An appeal answered: its outcome, the row of standing that it takes back, the letter of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from dpcap.batch.run_record import read_run_record
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.appeals import OpenedAppeals, appeal_file, open_appeals, write_appeal
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.file_names import readable
from dpcap.lock import held, lock_for
from dpcap.model.appeal import GRANTED, Appeal, AppealOutcome, AppealPoint, PointKind
from dpcap.model.base import LINE, PROSE, Language, Text
from dpcap.model.decision import is_one_person
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.outcome import ScoredOutcome
from dpcap.model.standing import StandingRow
from dpcap.report.correction_letter import CorrectionCase, correction_html, correction_markdown
from dpcap.workflow.appeal_desk import AppealDesk, AppealRequest
from dpcap.workflow.appeal_filing import standing_row
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.select_rows import select_rows
from dpcap.workflow.signers import refused_answer
from dpcap.workflow.standing import StandingRequest, correct_standing
from dpcap.workflow.standing_ledger import open_ledger
from dpcap.workflow.typed_text import bounded

# What a person has to write anew where an appeal is granted; nothing of it is done by itself.
Rewrite = Literal["ruling", "rule", "batch", "decision", "standing"]
_REWRITES: dict[PointKind, tuple[Rewrite, ...]] = {
    "indicator": ("ruling", "batch", "decision"),
    "gate": ("rule", "batch", "decision"),
    "level": ("ruling", "batch", "decision"),
    "standing": ("standing",),
}


class AppealAnswer(NamedTuple):
    """What somebody answers to an appeal: its id, the outcome, why, and who answers."""

    name: str
    outcome: AppealOutcome
    reason: str
    by: str


class LetterPlace(NamedTuple):
    """Where the letter of a correction is drafted, and from what; None: not said.

    `results`: the output folder of a batch, which knows the name and the language of the provider.
    """

    folder: Path
    results: Path | None = None
    language: Language | None = None


class AnsweredAppeal(NamedTuple):
    """An appeal as it stands answered in its file.

    `rows`: those added to the ledger. `letters`: the drafts. `rewrites`: what a person has to write
    anew, in order.
    """

    path: Path
    name: str
    appeal: Appeal
    rows: tuple[StandingRow, ...]
    letters: tuple[Path, ...]
    rewrites: tuple[Rewrite, ...]


def answer_appeal(
    request: AppealRequest,
    answer: AppealAnswer,
    place: LetterPlace,
    configuration: Configuration | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> AnsweredAppeal:
    """Write *answer* to an appeal of the one provider of *request*.

    Where it is granted against a row of standing, a row that takes it back is added to the ledger
    first; where it is granted at all, a letter is drafted. No score, ruling or decision is changed.
    *on_wait* is called if another process has the ledger. Raises UsageError: no such appeal, it was
    answered, something is not said; InvalidInputError: who decided may not answer, or the row
    cannot be taken back. Then nothing is written.
    """
    here = configuration or Configuration()
    desk, said = AppealDesk.at(request, here), _sound(answer)
    if len(request.providers) != 1:
        raise UsageError("name one provider", "请写明一家服务商")
    (provider,) = request.providers
    path = appeal_file(desk.reviews, provider)
    if not path.is_file():
        raise UsageError(f"there is no file {path}", f"没有文件 {path}")
    letter = _LetterDesk.at(place, provider, here) if said.outcome in GRANTED else None
    with held(lock_for(desk.reviews), on_wait):
        opened = open_appeals(path)
        before = _open(opened, said.name)
        _check_answerer(desk, opened, said)
        _check_day(request, path, before)
        row = (
            standing_row(desk.ledger, before.point.standing, provider)
            if (before.point.standing and said.outcome in GRANTED)
            else None
        )
        rows = _taken_back(desk, row, said, on_wait) if row else ()
        after = before.model_copy(
            update={
                "outcome": said.outcome,
                "answered_by": said.by,
                "answered_on": request.on,
                "reason": said.reason,
                "correction": rows[0].row if rows else None,
            }
        )
        write_appeal(path, provider, said.name, Appeal.model_validate(after.model_dump()), None)
    if letter is None:
        return AnsweredAppeal(path, said.name, after, (), (), ())
    letters = tuple(letter.drafts(provider, said.name, after, rows))
    return AnsweredAppeal(path, said.name, after, rows, letters, _REWRITES[after.point.kind])


def _sound(answer: AppealAnswer) -> AppealAnswer:
    """*answer* as it is written. Raises UsageError."""
    by, reason = " ".join(answer.by.split()), answer.reason.strip()
    if not by or not reason:
        raise UsageError("an answer needs --by and --reason", "答复须有 --by 与 --reason")
    if answer.outcome == "open":
        raise UsageError("an answer is no answer while it is open", "open 不是答复")
    bounded("--by", by, LINE)
    bounded("--reason", reason, PROSE)
    return answer._replace(by=by, reason=reason)


def _open(opened: OpenedAppeals, name: str) -> Appeal:
    """The open appeal *name*. Raises UsageError."""
    found, every = opened.appeals.appeals.get(name), opened.appeals.appeals
    if found is None:
        names = ", ".join(every) or "—"
        raise UsageError(
            f"there is no appeal {name}; there are {names}", f"没有申诉 {name}；有：{names}"
        )
    if not found.is_open:
        who, day = found.answered_by, found.answered_on
        raise UsageError(
            f"the appeal {name} was answered by {who} on {day}",
            f"申诉 {name} 已由 {who} 于 {day} 答复",
        )
    return found


def _check_answerer(desk: AppealDesk, opened: OpenedAppeals, said: AppealAnswer) -> None:
    """Raises InvalidInputError if who answers took what is contested, or is not who git knows."""
    provider, appeal = opened.appeals.provider, opened.appeals.appeals[said.name]
    decided = [appeal.decided_by]
    if now := desk.contested(provider, appeal):
        decided.append(now.by)
    if appeal.point.standing is not None and desk.ledger is not None:
        decided.append(standing_row(desk.ledger, appeal.point.standing, provider).by)
    path = appeal_file(desk.reviews, provider)
    if is_one_person(said.by, decided):
        shown = readable(path.as_posix())
        raise InvalidInputError([Finding(code="DP773", file=shown, params={"name": said.by})])
    if wrong := [*refused_answer(said.name, said.by, path, desk.settings)]:
        raise InvalidInputError(wrong)


def _check_day(request: AppealRequest, path: Path, appeal: Appeal) -> None:
    """Raises InvalidInputError if the day of the answer lies before that of the appeal."""
    if request.on < appeal.filed_on:
        days = {"day": str(request.on), "filed": str(appeal.filed_on)}
        shown = readable(path.as_posix())
        raise InvalidInputError([Finding(code="DP774", file=shown, params=dict(days))])


def _taken_back(
    desk: AppealDesk, row: StandingRow, said: AppealAnswer, on_wait: Callable[[], None]
) -> tuple[StandingRow, ...]:
    """The row that takes *row* back: one that an earlier try left, else a new one."""
    ledger = desk.ledger or Path()
    there = (one for one in open_ledger(ledger).rows if one.corrects == row.row)
    if found := next(there, None):
        return (found,)
    wanted = StandingRequest(out=Path(), ledger=ledger, on=desk.on)
    why = f"{said.name}: {said.reason}"[:PROSE]
    return correct_standing(wanted, row.row, said.by, why, on_wait)


class _LetterDesk(NamedTuple):
    """What a letter is written with; its folder is there."""

    place: LetterPlace
    row: ScoredOutcome | None
    framework: Framework
    gates: Gates | None

    @classmethod
    def at(cls, place: LetterPlace, provider: str, here: Configuration) -> _LetterDesk:
        """Raises UsageError if the results do not know *provider*, InvalidInputError, OSError."""
        results, row, gates = place.results, None, None
        if results is not None:
            ((out, rows),) = select_rows((results,), (provider,))
            row = next((one for one in rows if isinstance(one, ScoredOutcome)), None)
            gates = read_run_record(out).gates
        place.folder.mkdir(parents=True, exist_ok=True)
        return cls(place, row, here.framework(), gates)

    def drafts(
        self, provider: str, name: str, appeal: Appeal, rows: tuple[StandingRow, ...]
    ) -> Iterator[Path]:
        """The letter as a page and as Markdown."""
        language = self.place.language or (self.row.language if self.row else "zh")
        told = self.row.name.say(language) if self.row else ""
        case = CorrectionCase(
            provider=told or provider,
            appeal=appeal,
            title=point_title(appeal.point, self.framework, self.gates, language),
            row=rows[0] if rows else None,
            language=language,
        )
        stem = f"{provider}.{name}.correction.{language}"
        for ending, made in (("md", correction_markdown(case)), ("html", correction_html(case))):
            path = self.place.folder / f"{stem}.{ending}"
            write_atomically(path, made)
            yield path


def point_title(
    point: AppealPoint, framework: Framework, gates: Gates | None, language: Language
) -> str:
    """What the *point* is called in words, by the *framework* and the *gates* of the batch.

    Empty if nobody knows.
    """
    titles: dict[str, Text] = {}
    if point.kind == "indicator":
        titles = {name: one.title for name, one in framework.by_id.items()}
    elif point.kind == "level":
        titles = {one.id: one.title for one in framework.levels}
    elif point.kind == "gate" and gates is not None:
        titles = {name: one.message for name, one in gates.rules.items()}
    found = titles.get(point.name)
    return found.say(language).rstrip("。.") if found else ""
