"""A course over several batches: where somebody stood on each day, and what each step came from.

Scores are proved scores on 0..100; nothing is rounded.
"""

from typing import Literal

from dpcap.model.base import Day, Frozen, Name, Text
from dpcap.model.change import Change, ChangeParts
from dpcap.model.finding import Finding

# Ruler: the question is read or scored otherwise, the figures of peers are others. Work: the shops'
# own figures, other shops, proof gained or lapsed.
KpiCause = Literal["framework", "peers", "figures", "shops", "proof"]
RULER_CAUSES: tuple[KpiCause, ...] = ("framework", "peers")


class KpiValue(Frozen):
    """A hard fact of page one that is a number; `confirmed`: the manager's, or proved.

    `unit`: None where the framework gives it none.
    """

    id: str
    value: float
    unit: Text | None
    confirmed: bool


class ShopKpi(Frozen):
    """A figure of shops as the profile joins it over them; None: they give no such value.

    `shops`: of how many shops a row counts; `peers`: the peer figure in force, else the middle of
    those of the shops; `proved`: its score.
    """

    id: str
    value: float | None
    unit: Text
    shops: int
    peers: float | None
    proved: float | None


class KpiStep(Frozen):
    """Why a figure of shops, or its score, is not what it was in the batch before."""

    id: str
    causes: tuple[KpiCause, ...]


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
    shop_kpis: tuple[ShopKpi, ...] = ()
    certification: str | None = None
    tier: str | None = None


class TrendStep(Frozen):
    """From one point to the next. `change`: None where it cannot be told what it came from.

    `shop_kpis`: the figures of shops that moved; nothing is told of them where a framework is lost.
    """

    from_day: Day
    to_day: Day
    change: Change | None
    shop_kpis: tuple[KpiStep, ...] = ()


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
    unit: Text | None
    known: int


class ShopKpiMedian(Frozen):
    """The median of a figure of shops over providers; `shops`: of how many shops in all."""

    id: str
    median: float
    unit: Text
    known: int
    shops: int


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
    shop_kpis: tuple[ShopKpiMedian, ...] = ()


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
