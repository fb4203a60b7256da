"""verdict.json: what a machine needs to go on or to stop, an item a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel

from dpcap.model.finding import has_errors
from dpcap.model.gate import WaiverResult
from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.model.verdict import VERDICT_SCHEMA, FailedFolder, UnmetRule, exit_code
from dpcap.report.batch.outcome_counts import OutcomeCounts
from dpcap.report.batch_result import BatchOutcomes

# Findings of one failed folder that stand here; results.jsonl holds them all.
_MOST = 20


class VerdictFile:
    """Gathers its items as lines of JSON: most batches have few, and a line is small."""

    def __init__(self, batch_result: BatchOutcomes) -> None:
        self._batch_result = batch_result
        self._tally = OutcomeCounts()
        self._unmet: list[str] = []
        self._failed: list[str] = []
        self._waivers: list[WaiverResult] = []

    def add(self, outcome: Outcome) -> bytes:
        """Take one row in."""
        self._tally.add(outcome)
        if isinstance(outcome, FailedOutcome):
            self._failed.append(_broken(outcome).model_dump_json())
        else:
            self._judged(outcome)
        return b""

    def end(self) -> Iterable[bytes]:
        """The file, in the order in which `Verdict` names its parts."""
        counts, batch_result = self._tally.counts, self._batch_result
        yield f'{{\n"schema": {json.dumps(VERDICT_SCHEMA)},\n'.encode()
        yield f'"exit_code": {exit_code(counts)},\n'.encode()
        yield f'"head": {batch_result.head.model_dump_json()},\n'.encode()
        yield f'"counts": {counts.model_dump_json()},\n'.encode()
        yield from _listed("rules", _lines(self._tally.rules))
        yield from _listed("coming", _lines(self._tally.coming))
        yield from _listed("unmet", self._unmet)
        yield from _listed("failed", self._failed)
        yield from _listed("waivers", _lines(self._waivers))
        yield from _listed("crossings", _lines(batch_result.crossings), last=True)

    def _judged(self, row: ScoredOutcome) -> None:
        gates = tuple(
            gate
            for gate in row.gates
            if gate.state in {"failed", "unchecked"} and gate.severity != "off"
        )
        if gates:
            unmet = UnmetRule(folder=row.folder, provider=row.provider, gates=gates)
            self._unmet.append(unmet.model_dump_json())
        self._waivers += [one for one in row.waivers if one.to_settle]


def _broken(row: FailedOutcome) -> FailedFolder:
    errors = sum(has_errors([finding]) for finding in row.findings)
    few = row.findings[:_MOST]
    return FailedFolder(folder=row.folder, provider=row.provider, errors=errors, findings=few)


def _lines(items: Iterable[BaseModel]) -> list[str]:
    return [item.model_dump_json() for item in items]


def _listed(name: str, lines: Sequence[str], *, last: bool = False) -> Iterator[bytes]:
    comma, end = ",\n", "\n}\n" if last else ",\n"
    yield (f'"{name}": [\n{comma.join(lines)}\n]{end}' if lines else f'"{name}": []{end}').encode()
