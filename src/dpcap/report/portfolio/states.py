"""Where a provider stands with the gates, in one or two words."""

from __future__ import annotations

from dpcap.model.outcome import ScoredOutcome

# Each state and its letter in the table's markup, the gravest first.
STATES = {"failed": "f", "unchecked": "q", "warned": "w", "waived": "x", "met": "m"}


def standing(row: ScoredOutcome) -> dict[str, int]:
    """How many rules stand how, the gravest first; `met` alone if nothing else is to be said.

    A rule that only warns is `warned`, whether it failed or could not be checked. Empty if no rule
    applies.
    """
    counts = dict.fromkeys(STATES, 0)
    for gate in row.gates:
        state = gate.state
        if gate.severity == "off" or state == "not_applicable":
            continue
        warned = gate.severity == "warn" and state in {"failed", "unchecked"}
        counts["warned" if warned else state] += 1
    met = counts.pop("met")
    told = {state: count for state, count in counts.items() if count}
    return told or ({"met": met} if met else {})
