"""results.csv: one row a folder, failed ones too, for Excel and LibreOffice.

Scores are cut to one decimal, as everywhere for people; results.jsonl has them in full. A text
that a spreadsheet would take for a formula is given an apostrophe in front, which makes it a text;
numbers stay numbers, whatever their sign.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import StringIO
from operator import attrgetter
from typing import NamedTuple

from dpcap.model.change import PARTS
from dpcap.model.framework import Area
from dpcap.model.held_standing import HeldStanding
from dpcap.model.outcome import DecisionRow, FailedOutcome, Outcome, ScoredOutcome
from dpcap.report import figures
from dpcap.report.batch.wording import name_of, terms_of
from dpcap.report.batch_result import BatchOutcomes
from dpcap.report.decided import kind_words, label_words, tier_title
from dpcap.report.moved import moved
from dpcap.report.sanitize import clean, plain
from dpcap.report.terms import PortfolioTerms

# Excel reads a file as UTF-8 only if it begins with this mark.
BOM = "\ufeff"
# What begins a formula, in the full-width form of an Asian keyboard as well. Tabs and line ends,
# which begin one too, are gone before.
_FORMULA = frozenset("=+-@＝＋－＠−")
# A cell of Excel holds 32,767 characters; nobody reads that many.
_LONGEST = 2000

Value = str | float | int | date | bool | None


def guarded(text: str) -> str:
    """*text* as a cell that no spreadsheet takes for a formula: on one line, and not endless."""
    shown = clean(text)
    if len(shown) > _LONGEST:
        shown = shown[:_LONGEST] + "…"
    return f"'{shown}" if shown and shown[0] in _FORMULA else shown


class _Column(NamedTuple):
    """A heading, and what stands below it for a scored and for a failed folder."""

    title: str
    scored: Callable[[ScoredOutcome], Value]
    failed: Callable[[FailedOutcome], Value] = lambda _: None


class ResultsCsv:
    """Writes the headings, then a line a row."""

    def __init__(self, batch_result: BatchOutcomes) -> None:
        self._terms = terms_of(batch_result)
        self._columns = tuple(_columns(batch_result, self._terms))
        self._begun = False

    def add(self, outcome: Outcome) -> bytes:
        """The row of *outcome*."""
        if isinstance(outcome, ScoredOutcome):
            values = [column.scored(outcome) for column in self._columns]
        else:
            values = [column.failed(outcome) for column in self._columns]
        return self._headings() + csv_line(self._cell(value) for value in values)

    def end(self) -> Iterable[bytes]:
        """The headings, if there was no row."""
        yield self._headings()

    def _headings(self) -> bytes:
        if self._begun:
            return b""
        self._begun = True
        return BOM.encode() + csv_line(guarded(column.title) for column in self._columns)

    def _cell(self, value: Value) -> str:
        if isinstance(value, bool):
            return self._terms.say(f"common.{str(value).lower()}")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, float):
            return f"{value:.1f}"
        return "" if value is None else guarded(value) if isinstance(value, str) else str(value)


def csv_line(cells: Iterable[str]) -> bytes:
    """A line of CSV in UTF-8, ended as RFC 4180 has it."""
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()


def _columns(batch_result: BatchOutcomes, terms: PortfolioTerms) -> Iterable[_Column]:
    yield from _who(terms)
    yield from _scores(terms)
    for area in batch_result.framework.areas:
        yield from _area(area, terms)
    yield from _doubts(terms)
    yield from _proof(terms)
    yield from _gates(terms)
    yield from _decided(terms)
    if terms.standing:
        yield from _standing(terms)
    if terms.baseline:
        yield from _moves(terms)
    yield from _errors(terms)
    yield _column(terms, "framework", lambda row: row.framework)


def _column(
    terms: PortfolioTerms,
    key: str,
    scored: Callable[[ScoredOutcome], Value],
    failed: Callable[[FailedOutcome], Value] = lambda _: None,
) -> _Column:
    return _Column(terms.say(f"sheet.{key}"), scored, failed)


def _held(terms: PortfolioTerms, place: int) -> Callable[[ScoredOutcome], Value]:
    comma = terms.words.flat["common.comma"]
    return lambda row: comma.join(terms.grouped(row)[place])


def _who(terms: PortfolioTerms) -> Iterable[_Column]:
    said = terms.say
    scored, failed = said("sheet.scored"), said("sheet.failed_status")
    yield _column(terms, "folder", lambda row: row.folder, lambda row: row.folder)
    yield _column(terms, "status", lambda _: scored, lambda _: failed)
    yield _column(terms, "provider", lambda row: row.provider, lambda row: row.provider)
    yield _column(terms, "name", lambda row: name_of(row, terms))
    yield _column(terms, "role", lambda row: terms.role(row.role))
    if terms.framework.scopes:
        yield _column(terms, "scope_out", lambda row: terms.scope(row.scope_out))
    yield _column(terms, "role_confirmed", lambda row: row.role_confirmed)
    for place, (_, title) in enumerate(terms.groups):
        yield _Column(title, _held(terms, place), lambda _: None)
    yield _column(terms, "owner", lambda row: row.owner)
    yield _column(terms, "assessed_on", lambda row: row.assessed_on)
    yield _column(terms, "as_of", lambda row: row.as_of)
    yield _column(terms, "valid_until", lambda row: row.valid_until)
    for key in ("signed_on", "signed_by", "changed_since_signed"):
        yield _column(terms, key, attrgetter(key))


def _scores(terms: PortfolioTerms) -> Iterable[_Column]:
    yield _column(terms, "proved", lambda row: _cut(row.proved))
    yield _column(terms, "claimed", lambda row: _cut(row.claimed))
    yield _column(terms, "proved_level", terms.level)
    yield _column(terms, "claimed_level", lambda row: None if row.estimate else row.claimed_level)
    yield _column(terms, "coverage", lambda row: _percent(row.coverage))


def _area(area: Area, terms: PortfolioTerms) -> Iterable[_Column]:
    title, place = terms.text(area.title), _Finder(area.id)
    yield _Column(terms.say("sheet.area_proved", area=title), lambda row: _cut(place(row)[0]))
    yield _Column(terms.say("sheet.area_claimed", area=title), lambda row: _cut(place(row)[1]))


class _Finder(NamedTuple):
    """Finds an area's proved and claimed score in a row."""

    area: str

    def __call__(self, row: ScoredOutcome) -> tuple[float | None, float | None]:
        return next(
            ((found.proved, found.claimed) for found in row.areas if found.id == self.area),
            (None, None),
        )


def _doubts(terms: PortfolioTerms) -> Iterable[_Column]:
    comma = terms.words.flat["common.comma"]
    yield _column(terms, "critical_asked", lambda row: row.critical.asked)
    yield _column(terms, "critical_passed", lambda row: row.critical.passed)
    yield _column(terms, "critical_open", lambda row: comma.join(row.critical_open))
    yield _column(terms, "warnings", lambda row: row.warnings)
    yield _column(terms, "contradictions", lambda row: row.contradictions)
    yield _column(terms, "unchecked", lambda row: row.unchecked)
    yield _column(terms, "contested", lambda row: row.contested)


def _proof(terms: PortfolioTerms) -> Iterable[_Column]:
    yield _column(terms, "reviewed", lambda row: row.reviewed)
    yield _column(terms, "pieces", lambda row: row.pieces)
    yield _column(terms, "last_review", lambda row: row.last_review)
    yield _column(terms, "lapsed", lambda row: sum(one.until < row.as_of for one in row.lapses))
    yield _column(terms, "next_lapse", _next_lapse)


def _next_lapse(row: ScoredOutcome) -> date | None:
    return min((one.until for one in row.lapses if one.until >= row.as_of), default=None)


def _gates(terms: PortfolioTerms) -> Iterable[_Column]:
    comma = terms.words.flat["common.comma"]

    def those(state: str) -> Callable[[ScoredOutcome], str]:
        return lambda row: comma.join(
            gate.id for gate in row.gates if gate.state == state and gate.severity != "off"
        )

    for state in ("failed", "unchecked", "waived"):
        yield _column(terms, f"gates_{state}", those(state))
    yield _column(terms, "gates_coming", lambda row: comma.join(_fails_later(row)))


def _fails_later(row: ScoredOutcome) -> Iterator[str]:
    """The rules to come that would not be met as things are, each with its first day."""
    for gate in row.gates:
        later = gate.to_come
        if later and later.state in ("failed", "unchecked") and gate.severity != "off":
            yield f"{gate.id} {later.since}"


def _decided(terms: PortfolioTerms) -> Iterable[_Column]:
    def of(read: Callable[[DecisionRow], Value]) -> Callable[[ScoredOutcome], Value]:
        return lambda row: read(row.decision) if row.decision else None

    yield _column(terms, "decision", of(lambda one: kind_words(terms.say, one.kind)))
    yield _column(terms, "decision_on", of(lambda one: one.on))
    yield _column(terms, "decision_by", of(lambda one: one.by))
    yield _column(terms, "decision_until", of(lambda one: one.until))
    yield _column(terms, "decision_current", of(lambda one: one.current))
    yield _column(terms, "conditions_open", of(lambda one: len(_open(one))))
    yield _column(terms, "next_condition", of(lambda one: min(_open(one), default=None)))


def _standing(terms: PortfolioTerms) -> Iterable[_Column]:
    def of(read: Callable[[HeldStanding], Value]) -> Callable[[ScoredOutcome], Value]:
        return lambda row: read(row.ledger) if row.ledger else None

    say, language = terms.say, terms.language
    yield _column(terms, "standing", of(lambda one: label_words(say, one)))
    yield _column(terms, "standing_since", of(lambda one: one.since))
    yield _column(terms, "certified_to", of(lambda one: one.certified_to))
    yield _column(terms, "returns_on", of(lambda one: one.returns_on))
    yield _column(terms, "never_returns", of(lambda one: one.never_returns))
    yield _column(terms, "tier", of(lambda one: tier_title(say, one, language)))
    yield _column(terms, "tier_since", of(lambda one: one.tier_since))
    yield _column(terms, "tier_watch", of(lambda one: one.watch))
    yield _column(terms, "tier_stopped", of(lambda one: one.stopped))


def _open(decision: DecisionRow) -> list[date]:
    """The last days of the conditions that are not met."""
    return [one.due_on for one in decision.conditions if one.met_on is None]


def _moves(terms: PortfolioTerms) -> Iterable[_Column]:
    def part(place: int) -> Callable[[ScoredOutcome], float | None]:
        return lambda row: moved(row.change.overall).parts[place] / 10 if row.change else None

    yield _column(terms, "new", lambda row: row.new)
    yield _column(
        terms, "change", lambda row: moved(row.change.overall).total / 10 if row.change else None
    )
    for place, name in enumerate(PARTS):
        yield _column(terms, "part_provider" if name == "provider" else name, part(place))


def _errors(terms: PortfolioTerms) -> Iterable[_Column]:
    def message(row: FailedOutcome) -> str:
        first = row.findings[0]
        return plain(f"{first.code} {terms.message(first)}")

    yield _column(terms, "errors", lambda _: 0, lambda row: len(row.findings))
    yield _column(
        terms, "place", lambda _: None, lambda row: row.findings[0].place if row.findings else None
    )
    yield _column(
        terms, "message", lambda _: None, lambda row: message(row) if row.findings else None
    )


def _cut(score: float | None) -> float | None:
    return None if score is None else figures.truncated(score)


def _percent(share: float | None) -> float | None:
    return None if share is None else figures.truncated(100.0 * share)
