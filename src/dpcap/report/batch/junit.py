"""junit.xml: a suite a folder, a case a gate, for the pages of CI servers.

| came to | stands as |
|---|---|
| the folder failed | one case with an error: all findings with their places |
| a gate of severity error failed, or could not be checked | failure |
| a gate is waived | skipped, with owner, last day and reason |
| a gate does not apply | skipped |
| a gate of severity warn failed, or could not be checked | passed, with a warning in its output |

There are no times in it: the same rows give the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dpcap.model.gate import GateResult
from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.report.batch.markup import attributes, xml
from dpcap.report.batch.wording import name_of, ruling, state, terms_of, told
from dpcap.report.batch_result import BatchOutcomes
from dpcap.report.sanitize import clean, own, plain
from dpcap.report.terms import UNSET

# Findings of one failed folder that stand here; results.jsonl holds them all.
_MOST = 100


class JUnit:
    """Writes each folder's suite as its row comes."""

    def __init__(self, batch_result: BatchOutcomes) -> None:
        self._terms = terms_of(batch_result)
        self._begun = False

    def add(self, outcome: Outcome) -> bytes:
        """The suite of one folder."""
        cases = (
            self._gates(outcome) if isinstance(outcome, ScoredOutcome) else [self._error(outcome)]
        )
        kinds = Counter(kind for kind, _ in cases)
        given: dict[str, str | int] = {
            "name": clean(outcome.folder),
            "tests": len(cases),
            "failures": kinds["failure"],
            "errors": kinds["error"],
            "skipped": kinds["skipped"],
        }
        lines = "".join(case for _, case in cases)
        suite = f"<testsuite{attributes(given)}>\n{lines}</testsuite>\n"
        return self._beginning() + suite.encode()

    def end(self) -> Iterable[bytes]:
        """The end of the file."""
        yield self._beginning() + b"</testsuites>\n"

    def _beginning(self) -> bytes:
        if self._begun:
            return b""
        self._begun = True
        given = attributes({"name": self._terms.say("junit.suite")})
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites{given}>\n'.encode()

    def _error(self, row: FailedOutcome) -> tuple[str, str]:
        """The one case of a folder that failed."""
        messages = [
            " ".join(filter(None, (clean(finding.place), plain(told(finding, self._terms)))))
            for finding in row.findings
        ]
        shown = messages[:_MOST]
        if len(messages) > _MOST:
            shown.append(self._terms.say("failed.more", n=len(messages) - _MOST))
        inner = _result("error", "DPCAP", messages[0] if messages else "", "\n".join(shown))
        who = row.provider or row.folder
        return "error", _case(who, self._terms.say("junit.folder"), inner)

    def _gates(self, row: ScoredOutcome) -> list[tuple[str, str]]:
        """The cases of a folder that was scored: that it could be, and each gate."""
        scored = _case(row.provider, self._terms.say("junit.folder"), "")
        judged = [gate for gate in row.gates if gate.severity != "off"]
        return [("passed", scored), *(self._gate(gate, row) for gate in judged)]

    def _gate(self, gate: GateResult, row: ScoredOutcome) -> tuple[str, str]:
        title = f"{gate.id}: {self._terms.rule(gate)}"
        kind, inner = self._outcome(gate, row)
        return kind, _case(row.provider, title, inner)

    def _outcome(self, gate: GateResult, row: ScoredOutcome) -> tuple[str, str]:
        text = plain(f"{state(gate, self._terms)} · {ruling(gate, self._terms)}")
        if gate.state == "not_applicable":
            return "skipped", f"<skipped>{xml(state(gate, self._terms))}</skipped>"
        if gate.state == "waived":
            return "skipped", f"<skipped>{xml(f'{text} · {self._reason(gate, row)}')}</skipped>"
        if gate.state == "met":
            return "passed", ""
        if gate.severity == "warn":
            said = self._terms.say("junit.warn", text=text)
            return "passed", f"<system-out>{xml(said)}</system-out>"
        told_of = f"{name_of(row, self._terms)} · {text}"
        return "failure", _result("failure", gate.state, text, told_of)

    def _reason(self, gate: GateResult, row: ScoredOutcome) -> str:
        reasons = [one.reason for one in row.waivers if one.rule == gate.id and one.state == "used"]
        return plain(own(reasons[0])) if reasons else UNSET


def _case(who: str, title: str, inner: str) -> str:
    """One case; *inner* is XML."""
    given = attributes({"classname": clean(who), "name": title})
    return f"<testcase{given}>{inner}</testcase>\n" if inner else f"<testcase{given}/>\n"


def _result(kind: str, sort: str, message: str, text: str) -> str:
    # GitLab shows the text alone, Jenkins the message first: each must say it all.
    given = attributes({"type": sort, "message": message})
    return f"<{kind}{given}>{xml(text)}</{kind}>"
