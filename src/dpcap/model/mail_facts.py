"""What the `when` of a letter may name: one flat value each, known of every provider."""

from collections.abc import Mapping

from dpcap.model.base import LANGUAGES, Frozen
from dpcap.model.decision import DECISIONS, DecisionKind
from dpcap.model.expression import CelValue

# Days to the earliest open condition where there is none: later than any day that is asked about.
NO_DUE = 1_000_000.0


class MailFacts(Frozen):
    """What is known of a provider on the day on which letters are written.

    `decision` is empty if nothing was decided; `track`, `level` (the proved one) are empty if there
    is none. `current`: the decision rests on this very profile. `overdue` counts open conditions
    whose last day is over, `due_days` the days to the earliest open one (negative if it is over),
    `days` those since the decision. `proved` is the proved score, 0 if there is none.
    """

    decision: DecisionKind | None = None
    role: str = ""
    track: str = ""
    language: str = "zh"
    level: str = ""
    graded: bool = False
    current: bool = False
    overdue: float = 0.0
    due_days: float = NO_DUE
    days: float = 0.0
    proved: float = 0.0

    @property
    def values(self) -> dict[str, CelValue]:
        """The names with their values, as expressions read them."""
        return {**self.model_dump(), "decision": self.decision or ""}


NAMES: tuple[str, ...] = tuple(MailFacts.model_fields)

# What each name may come to; a text takes those that it is compared with as well.
KNOWN: Mapping[str, tuple[CelValue, ...]] = {
    "decision": ("", *DECISIONS),
    "language": LANGUAGES,
    "graded": (True, False),
    "current": (True, False),
}
ENDS: Mapping[str, tuple[float, ...]] = {
    "overdue": (0.0, 2.0),
    "due_days": (-30.0, 0.0, 30.0, NO_DUE),
    "days": (0.0, 30.0, 400.0),
    "proved": (0.0, 50.0, 100.0),
}
