"""What all answer files of a folder say together: day, assessor, evidence, and the answers raw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from dpcap.errors import InvalidInputError
from dpcap.intake.envelope import PERIOD
from dpcap.intake.files import Files
from dpcap.intake.finding_limit import refused
from dpcap.intake.listed_ids import ListedIds
from dpcap.intake.misplaced import without_misplaced
from dpcap.intake.model_errors import validate
from dpcap.intake.office import day_as_read
from dpcap.intake.source import Document
from dpcap.intake.yaml_values import Plain
from dpcap.model.assessment import Assessor
from dpcap.model.base import LINE, MANY, Day, FileOrUrl, Frozen, Line, OwnId, Prose
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.period import FIRST_DAY
from dpcap.model.two_languages import Params, TwoLanguages

KEY = "framework"


def of_other_framework(answers: Iterable[Document], framework: Framework) -> list[Finding]:
    """A note for each file whose questions come from another version of *framework*.

    Raises InvalidInputError with nothing but that where one names another framework: every question
    in it would be told as unknown besides.
    """
    found = list(_misfits(answers, framework))
    if foreign := [one for one in found if one.severity == "error"]:
        raise refused(foreign)
    return found


def _misfits(answers: Iterable[Document], framework: Framework) -> Iterator[Finding]:
    for document in answers:
        named = document.data.get(KEY) if isinstance(document.data, dict) else None
        if not isinstance(named, str) or named.split() == framework.edition.split():
            continue
        params: Params = {"named": named[:120], "framework": framework.edition}
        same = named.split(maxsplit=1)[:1] == [framework.id]
        yield document.finding("DP143" if same else "DP142", (KEY,), params)


Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$")]


class WrittenEvidence(Frozen):
    """One piece of evidence as written; whether its file is there is found out later."""

    kind: Line
    file: FileOrUrl | None = None
    url: FileOrUrl | None = None
    captured_on: Day | None = None
    sha256: Sha256 | None = None
    note: Prose | None = None
    signature: OwnId | None = None


class AnswersFile(Frozen):
    """`answers.yaml`, or one of several in `answers/`. The framework says what `answers` holds.

    `framework`: id and version of the one that the questions come from.
    """

    schema_: Annotated[Literal["dpcap/answers/1"], Field(alias="schema")]
    framework: Line | None = None
    assessed_on: Day | None = None
    assessor: Assessor | None = None
    defaults: dict[str, Any] | None = None
    evidence: Annotated[dict[OwnId, WrittenEvidence], Field(max_length=MANY)] | None = None
    answers: dict[str, Any] | None = None


OWN = frozenset(
    ("schema", "framework", "assessed_on", "assessor", "defaults", "evidence", "answers")
)
# What stands between the names of several persons, and for those who find no room.
AND, _MORE = "、", "…"
_LIST_IT = TwoLanguages("请写在 evidence 里", "List it under evidence")
_NAMED = TwoLanguages("请写作 assessor: {{name: {name}}}", "write assessor: {{name: {name}}}")
_SHOWN = 60

_MOST_PIECES = TwoLanguages(
    f"各答案文件合计最多 {MANY} 项", f"all answer files may list {MANY} entries at most"
)


@dataclass(frozen=True)
class AnswersRead:
    """One answer file: as a model (None: it has errors), and its parts as written."""

    document: Document
    file: AnswersFile | None

    @property
    def answers(self) -> Mapping[str, Plain]:
        """What stands under `answers`."""
        return self._part("answers")

    @property
    def defaults(self) -> Mapping[str, Plain]:
        """What stands under `defaults`."""
        return self._part("defaults")

    @property
    def evidence_ids(self) -> Iterable[str]:
        """The ids under `evidence`, even of pieces that have errors."""
        return self._part("evidence")

    @property
    def lists_pieces(self) -> bool:
        """Whether `evidence` has a form in which its ids can be read."""
        data = self.document.data
        return isinstance(data, dict) and isinstance(data.get("evidence"), dict | None)

    def _part(self, name: str) -> Mapping[str, Plain]:
        data = self.document.data
        part = data.get(name) if isinstance(data, dict) else None
        return part if isinstance(part, dict) else {}


@dataclass(frozen=True)
class AllAnswers:
    """All answer files. `day` is None if none of them gives it (that is an error in `found`).

    `listed`: the ids of the pieces, also of those that have errors.
    """

    sheets: tuple[AnswersRead, ...]
    day: date | None
    assessor: Assessor
    evidence: Mapping[str, tuple[WrittenEvidence, Document]]
    listed: ListedIds


def read_sheets(files: Files, framework: Framework, found: list[Finding]) -> AllAnswers:
    """The answer files in *files*; errors go to *found*."""
    found.extend(of_other_framework(files.answers, framework))
    sheets = tuple(
        AnswersRead(document, _file(document, framework, found)) for document in files.answers
    )
    evidence = _evidence(sheets, found)
    ids = frozenset(name for sheet in sheets for name in sheet.evidence_ids)
    # An emptied file hides what stood in it, as one that cannot be read does.
    whole = not files.unread and all(one.data is not None for one in files.answers)
    listed_whole = whole and all(sheet.lists_pieces for sheet in sheets)
    day = _day(sheets, found, whole=whole)
    found.extend(_too_early(sheets))
    found.extend(_dated_later(evidence, day))
    listed = ListedIds("evidence", ids, whole=listed_whole, else_=_LIST_IT)
    return AllAnswers(sheets, day, _assessor(sheets), evidence, listed)


def _file(document: Document, framework: Framework, found: list[Finding]) -> AnswersFile | None:
    homes = framework.once(_homes)
    data = without_misplaced(document, OWN, homes, found)
    if isinstance(data, dict) and isinstance(name := data.get("assessor"), str):
        params = {"field": "assessor", **_NAMED.fill({"name": name.strip()[:_SHOWN]}).params}
        found.append(document.finding("DP104", ("assessor",), params))
        data = {**data, "assessor": None}
    try:
        return validate(document, AnswersFile, _with_days(data))
    except InvalidInputError as error:
        found.extend(error.findings)
        return None


def _homes(framework: Framework) -> dict[str, str]:
    """Under which key of an answer file what belongs."""
    fields = dict.fromkeys((PERIOD, *framework.envelope), "defaults")
    return {**fields, **dict.fromkeys(framework.by_id, "answers")}


def _with_days(data: Plain) -> Plain:
    """*data* with its days as they are read here."""
    if not isinstance(data, dict):
        return data
    evidence = data.get("evidence")
    if isinstance(evidence, dict):
        evidence = {name: with_day(piece, "captured_on") for name, piece in evidence.items()}
    told = {"evidence": evidence} if "evidence" in data else {}
    return with_day({**data, **told}, "assessed_on")


def with_day(entry: Plain, key: str) -> Plain:
    """*entry* with the day under *key* as it is read here, if it is a mapping that has one."""
    if not isinstance(entry, dict) or key not in entry:
        return entry
    return {**entry, key: day_as_read(entry[key])}


def _day(sheets: tuple[AnswersRead, ...], found: list[Finding], *, whole: bool) -> date | None:
    """The day of assessment: one file gives it, or all that do agree."""
    given = [
        (sheet.file.assessed_on, sheet.document)
        for sheet in sheets
        if sheet.file and sheet.file.assessed_on
    ]
    for day, document in given[1:]:
        if day != given[0][0]:
            params = {"other": given[0][1].shown, "value": str(given[0][0])}
            found.append(document.finding("DP320", ("assessed_on",), params))
    if not given and sheets and whole and all(sheet.file for sheet in sheets):
        found.append(
            sheets[0].document.finding("DP105", ("assessed_on",), {"field": "assessed_on"})
        )
    return given[0][0] if given else None


def _too_early(sheets: tuple[AnswersRead, ...]) -> Iterable[Finding]:
    for sheet in sheets:
        day = sheet.file.assessed_on if sheet.file else None
        if day is not None and day < FIRST_DAY:
            params = {"value": str(day), "first": str(FIRST_DAY)}
            yield sheet.document.finding("DP368", ("assessed_on",), params)


def _assessor(sheets: tuple[AnswersRead, ...]) -> Assessor:
    """Who answered; of several all are named, each with the title beside the name."""
    given = [sheet.file.assessor for sheet in sheets if sheet.file and sheet.file.assessor]
    every = list(dict.fromkeys((one.name, one.title) for one in given if one.name or one.title))
    if len(every) <= 1:
        return given[0] if given else Assessor()
    said = [
        f"{name}（{title}）" if name and title else name or title or "" for name, title in every
    ]
    while len(AND.join(said)) > LINE:
        said = [*said[:-2], _MORE]
    return Assessor(name=AND.join(said))


def _evidence(
    sheets: tuple[AnswersRead, ...], found: list[Finding]
) -> dict[str, tuple[WrittenEvidence, Document]]:
    pieces: dict[str, tuple[WrittenEvidence, Document]] = {}
    for sheet in sheets:
        if len(pieces) + len((sheet.file and sheet.file.evidence) or {}) > MANY:
            params = {"field": "evidence", **_MOST_PIECES.params}
            found.append(sheet.document.finding("DP104", ("evidence",), params))
            break
        for name, piece in ((sheet.file and sheet.file.evidence) or {}).items():
            if name in pieces:
                other = pieces[name][1].shown
                found.append(
                    sheet.document.finding(
                        "DP319", ("evidence", name), {"name": name, "other": other}, key=True
                    )
                )
            else:
                pieces[name] = piece, sheet.document
    return pieces


def _dated_later(
    evidence: Mapping[str, tuple[WrittenEvidence, Document]], day: date | None
) -> Iterable[Finding]:
    for name, (piece, document) in evidence.items():
        if day and piece.captured_on and piece.captured_on > day:
            params = {"field": "captured_on", "value": str(piece.captured_on), "day": str(day)}
            yield document.finding("DP309", ("evidence", name, "captured_on"), params)
