"""Annotations on GitHub: at the line of the answer that a gate or a finding is about.

GitHub shows ten errors and ten warnings of a step and drops the rest without a word, so the gravest
go out and the rest is counted. What is wrong with one folder never crowds out the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from dpcap.model.change import AnswerChange
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult, WaiverResult
from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.report.batch.markup import command
from dpcap.report.batch.wording import crossed, name_of, ruling, state, terms_of, waiver
from dpcap.report.batch_result import BatchOutcomes
from dpcap.report.portfolio.tables import FirstFew
from dpcap.report.sanitize import clean, own, plain

# How many annotations of one kind GitHub shows of a step.
_SHOWN = 10
# Where a folder's answers begin, for what depends on all of them.
_START: tuple[Step, ...] = ("assessed_on",)
# What is looked for has no code of its own: only its place is asked for.
_ANY = "DP402"
# Measures on which every answer bears, if they name no node.
_OVERALL = re.compile(r"\b(change|change_level|claimed|level|proved)\b")


class _Note(NamedTuple):
    """One annotation: the folder, the place in it or the path that leads there, title and text."""

    folder: str
    place: Finding | None
    title: str
    text: str


# Few of them are shown, so none is worded before it is known to be.
_Made = Callable[[], _Note]


class Annotations:
    """Keeps the gravest, and prints them when the last row is in."""

    def __init__(self, batch_result: BatchOutcomes) -> None:
        self._batch_result, self._terms = batch_result, terms_of(batch_result)
        self._notes = {kind: FirstFew[_Made](_SHOWN) for kind in ("error", "warning")}

    def add(self, outcome: Outcome) -> bytes:
        """Take one row in."""
        if isinstance(outcome, FailedOutcome):
            self._fail(outcome)
        else:
            self._judged(outcome)
            self._waived(outcome)
        return b""

    def end(self) -> Iterable[bytes]:
        """The commands, errors first, and how many more there are."""
        for crossing in self._batch_result.crossings:
            text = plain(crossed(crossing, self._terms))
            note = _Note("", crossing.finding, crossing.finding.code, text)
            self._notes["warning"].add((0, 1), partial(_same, note))
        for kind, notes in self._notes.items():
            for made in notes:
                yield f"{self._command(kind, made())}\n".encode()
        errors, warnings = (max(0, notes.count - _SHOWN) for notes in self._notes.values())
        if errors or warnings:
            text = self._terms.say("github.rest", errors=errors, warnings=warnings)
            yield f"{command('notice', text, {})}\n".encode()

    def _fail(self, row: FailedOutcome) -> None:
        for at, finding in enumerate(row.findings):
            kind = "error" if finding.severity == "error" else "warning"
            self._notes[kind].add((at, 0), partial(self._finding, finding, row.folder))

    def _judged(self, row: ScoredOutcome) -> None:
        """Gates that failed before those that could not be checked, the worst of each row first."""
        for severity, kind in (("error", "error"), ("warn", "warning")):
            of_kind = [gate for gate in row.gates if gate.severity == severity]
            for at, gate in enumerate(sorted(filter(_is_unmet, of_kind), key=_failed_first)):
                key = (at, 1 + _failed_first(gate))
                self._notes[kind].add(key, partial(self._gate, gate, row))

    def _finding(self, finding: Finding, folder: str) -> _Note:
        text = clean(self._terms.message(finding))
        return _Note(folder, finding, finding.code, text)

    def _gate(self, gate: GateResult, row: ScoredOutcome) -> _Note:
        terms = self._terms
        text = terms.say(
            "github.gate",
            name=own(name_of(row, terms)),
            rule=terms.rule(gate),
            state=state(gate, terms),
            said=ruling(gate, terms),
        )
        place = Finding(code=_ANY, path=self._path(gate, row))
        return _Note(row.folder, place, gate.id, plain(text))

    def _waived(self, row: ScoredOutcome) -> None:
        for one in row.waivers:
            if one.to_settle:
                self._notes["warning"].add((0, 3), partial(self._waiver, one, row.folder))

    def _waiver(self, one: WaiverResult, folder: str) -> _Note:
        text = self._terms.say("github.waiver", text=waiver(one, self._terms))
        return _Note(folder, None, one.rule, plain(text))

    def _path(self, gate: GateResult, row: ScoredOutcome) -> tuple[Step, ...]:
        """Where in a folder the answer lies that *gate* depends on: an indicator, else a fact.

        Among several it is the one that lost most since the baseline.
        """
        rule = self._batch_result.gates.version(gate) if self._batch_result.gates else None
        measure = rule.measure if rule else ""
        open_ones = row.critical_open if "critical" in measure else ()
        inside = _inside((*gate.nodes, *open_ones), self._batch_result.framework)
        changed = row.change.answers if row.change and (inside or _OVERALL.search(measure)) else ()
        lost = {one.node: _gain(one) for one in changed if one.node in inside or not inside}
        if lost and min(lost.values()) < 0:
            return ("answers", min(lost, key=lost.__getitem__))
        if inside:
            return ("answers", inside[0])
        return ("facts", gate.facts[0]) if gate.facts else _START

    def _command(self, kind: str, note: _Note) -> str:
        place = note.place
        if place and place.path and not place.file and note.folder:
            (place,) = self._batch_result.locate(note.folder, (place,))
        given: dict[str, str | int | None] = {}
        if place and place.file:
            given = {"file": clean(place.file), "line": place.line, "col": place.column}
        return command(kind, note.text, {**given, "title": note.title})


def _same(note: _Note) -> _Note:
    return note


def _is_unmet(gate: GateResult) -> bool:
    return gate.state in {"failed", "unchecked"}


def _failed_first(gate: GateResult) -> bool:
    return gate.state != "failed"


def _inside(nodes: Iterable[str], framework: Framework) -> list[str]:
    """The indicators in *nodes*, in the order of these."""
    walk = list(framework.walk())
    return [
        indicator.id
        for node in nodes
        for area, dimension, indicator in walk
        if node in {area.id, dimension.id, indicator.id}
    ]


def _gain(one: AnswerChange) -> float:
    return (one.proved_after or 0.0) - (one.proved_before or 0.0)
