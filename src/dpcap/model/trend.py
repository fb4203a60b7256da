"""A course over several batches: where somebody stood on each day, and what each step came from.

Scores are proved scores on 0..100; nothing is rounded.
"""

from dpcap.model.base import Day, Frozen, Name
from dpcap.model.change import Change, ChangeParts
from dpcap.model.finding import Finding


class KpiValue(Frozen):
    """A hard fact of page one that is a number; `confirmed`: the manager's, or proved."""

    id: str
    value: float
    confirmed: bool


class TrendPoint(Frozen):
    """One provider in one batch. `certification`, `tier`: by the ledger; None: no row says so."""

    day: Day
    provider: str
    edition: str
    role: str
    proved: float | None
    level: str | None
    areas: dict[str, float | None]
    kpis: tuple[KpiValue, ...] = ()
    certification: str | None = None
    tier: str | None = None


class TrendStep(Frozen):
    """From one point to the next. `change`: None where it cannot be told what it came from."""

    from_day: Day
    to_day: Day
    change: Change | None


class ProviderCourse(Frozen):
    """One provider over the batches that have it, the earliest first.

    A firm is followed by its registration number, else by its id; `provider` is the last id.
    """

    provider: str
    registration_number: str | None
    name: Name
    points: tuple[TrendPoint, ...]
    steps: tuple[TrendStep, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id that it bore, in order."""
        return tuple(dict.fromkeys(one.provider for one in self.points))


class KpiMedian(Frozen):
    """The median of a hard fact over those of whom it is known."""

    id: str
    median: float
    known: int


class PortfolioPoint(Frozen):
    """All in one batch: how many, how many of them with a score, the mean of these.

    `levels`, `certifications`, `tiers` count providers; an empty name: none.
    """

    day: Day
    providers: int
    scored: int
    mean: float | None
    areas: dict[str, float | None]
    levels: dict[str, int]
    certifications: dict[str, int]
    tiers: dict[str, int]
    kpis: tuple[KpiMedian, ...]


class PortfolioStep(Frozen):
    """From one batch to the next: the means, and what their difference came from.

    `parts` are means over those with a score in both (`both`); `members`: since others came and
    went. `unsplit`: of how many in both it cannot be told; their change is in `members`.
    """

    from_day: Day
    to_day: Day
    before: float | None
    after: float | None
    both: int
    joined: int
    left: int
    unsplit: int
    parts: ChangeParts
    members: float

    @property
    def total(self) -> float:
        """The points gained: the sum of all parts."""
        return self.parts.total + self.members


class TrendOverview(Frozen):
    """The courses, by id, and the portfolio's.

    `providers`: those asked for; none: all. `findings`: what was left out, and why.
    """

    days: tuple[Day, ...]
    editions: tuple[str, ...]
    providers: tuple[str, ...]
    courses: tuple[ProviderCourse, ...]
    portfolio: tuple[PortfolioPoint, ...]
    portfolio_steps: tuple[PortfolioStep, ...]
    findings: tuple[Finding, ...]
