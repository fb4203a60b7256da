"""How a round stands: of each provider how far it is, whose turn it is, and since when."""

from collections import Counter
from datetime import date
from typing import Literal, get_args

from dpcap.model.base import Day, Frozen, Language, Name, unless_empty
from dpcap.model.decision import DecisionKind
from dpcap.model.finding import Finding
from dpcap.model.round import Round

# In the order in which they are looked after.
ProviderState = Literal[
    "unreadable",
    "contested",
    "late",
    "to_review",
    "to_decide",
    "filling",
    "not_open",
    "decided",
]
Turn = Literal["provider", "reviewer", "manager"]
LapseKind = Literal["decision", "condition", "verification", "evidence", "figure"]
TaskKind = Literal[
    "unanswered",
    "unreadable",
    "contested",
    "late",
    "unmet",
    "to_review",
    "to_decide",
    "due_soon",
    "lapsing",
]

STATES: tuple[ProviderState, ...] = get_args(ProviderState)
# So many days ahead it is told what lapses, and who is to be reminded.
LAPSING_DAYS, REMIND_DAYS = 14, 3


class LapsingItem(Frozen):
    """What holds until a day that is near: `name` is an id, or the text of a condition.

    `figure`: a figure, with the peers' beside it, whose period will be too old. `condition`: of a
    decision, not met. `decision`: the decision itself ends.
    """

    kind: LapseKind
    name: str
    until: Day


class ProviderStatus(Frozen):
    """One folder. What cannot be known of one that cannot be read is None or 0.

    `turn`: who has to act (None: nobody), `since`: from which day on, `days`: for how many.
    `asked`: the questions of the set that is decided on, `answered` those with nothing open;
    `open_rows` and `minutes` are of what is open. `due_on`: its own last day, which `extended`
    moved. `pieces` of evidence count, `reviewed` of them were ruled on; the others will take about
    `review_minutes` (None: not known). `misfits` rulings no longer apply. `answer_by`: the
    last day to answer an open appeal. `decided_on`: the day of
    a decision of this round; `stale`: it no longer holds.
    """

    folder: str
    provider: str
    name: Name | None = None
    state: ProviderState
    turn: Turn | None = None
    since: Day | None = None
    days: int | None = None
    due_on: Day | None = None
    extended: bool = False
    asked: int = 0
    answered: int = 0
    open_rows: int = 0
    minutes: float = 0
    pieces: int = 0
    reviewed: int = 0
    review_minutes: float | None = None
    misfits: int = 0
    contested: str | None = None
    answer_by: Day | None = unless_empty(None)
    decision: DecisionKind | None = None
    decided_on: Day | None = None
    stale: bool = False
    overdue: int = 0
    lapsing: tuple[LapsingItem, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def share(self) -> float | None:
        """Which share of what is asked is answered, 0 to 1; None: nothing is known of it."""
        return self.answered / self.asked if self.asked else None

    def is_unanswered(self, on: date) -> bool:
        """Whether an appeal is open on the day *on* that was to be answered before."""
        return self.answer_by is not None and self.answer_by < on

    @property
    def urgency(self) -> tuple[int, int, str]:
        """By which providers stand in order: state, then who waits longest, then id."""
        return STATES.index(self.state), -(self.days or 0), self.provider


class RoundTask(Frozen):
    """One thing to do today, and for which providers, the most urgent first.

    `minutes`: how long a review of all of them will take; None: not known.
    """

    kind: TaskKind
    providers: tuple[str, ...]
    days: int | None = None
    minutes: float | None = None


class RoundStatus(Frozen):
    """All providers on the day `on`; `findings`: what else there is to say of the round."""

    on: Day
    round: Round | None = None
    providers: tuple[ProviderStatus, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def counts(self) -> dict[ProviderState, int]:
        """How many providers are in each state, in the order of states; those there are."""
        found = Counter(one.state for one in self.providers)
        return {state: found[state] for state in STATES if found[state]}

    def names(self, language: Language) -> dict[str, str]:
        """The names of the providers that are known, by id."""
        return {one.provider: one.name.say(language) for one in self.providers if one.name}

    @property
    def next_day(self) -> tuple[str, date] | None:
        """The next day of the round by its key, today included; None: all are past."""
        days = self.round.days if self.round else ()
        return next(((name, day) for name, day in days if day >= self.on), None)

    @property
    def tasks(self) -> tuple[RoundTask, ...]:
        """What to do today, first things first; `days`: how long the first has waited."""
        made = (self._task(kind) for kind in _TASKS)
        return tuple(one for one in made if one.providers)

    def _task(self, kind: TaskKind) -> RoundTask:
        meant = [one for one in self.providers if self._is(kind, one)]
        if kind == "lapsing":
            meant.sort(key=lambda one: one.lapsing[0].until)
        if kind == "unanswered":
            meant.sort(key=lambda one: (one.answer_by or self.on, one.provider))
        days = max((one.days for one in meant if one.days is not None), default=None)
        waits = kind in ("late", "contested", "to_review", "to_decide")
        minutes = sum(one.review_minutes or 0 for one in meant) if kind == "to_review" else 0
        return RoundTask(
            kind=kind,
            providers=tuple(one.provider for one in meant),
            days=days if waits else None,
            minutes=minutes or None,
        )

    def _is(self, kind: TaskKind, one: ProviderStatus) -> bool:
        if kind == "lapsing":
            return bool(one.lapsing)
        if kind == "unanswered":
            return one.is_unanswered(self.on)
        if kind == "contested" and one.is_unanswered(self.on):
            return False
        if kind == "unmet":
            return bool(one.overdue)
        if kind == "due_soon":
            near = one.due_on is not None and (one.due_on - self.on).days <= REMIND_DAYS
            return one.state == "filling" and near
        return one.state == kind


_TASKS: tuple[TaskKind, ...] = get_args(TaskKind)
