"""What is wrong with a scheme of incentives: where it pays for the wrong thing, worked out exactly.

Jumps in pay move sales over the ends of periods (Oyer 1998, Quarterly Journal of Economics 113;
Larkin 2014, Journal of Labor Economics 32), and growth from one's own base makes the base low.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from dpcap.model.finding import Step
from dpcap.model.framework import Framework
from dpcap.model.incentives import Campaign, IncentiveRules, IncentiveTerm
from dpcap.scoring.incentive_pay import FEN, PayJump, exact, in_decimals, jumps, written_pay

# Goods may be sent back for so long, so a period that ends sooner pays for what is still open.
DAYS_AFTER = 7
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_DECEMBER = 12
_LONGEST = timedelta(days=3660)
Params = dict[str, str | int | float]


class IncentiveFault(NamedTuple):
    """The code of a finding, the place in the file that it is about, and its parameters."""

    code: str
    path: tuple[Step, ...]
    params: Params


def incentive_faults(
    rules: IncentiveRules,
    campaigns: Sequence[Campaign],
    framework: Framework | None = None,
    tiers: Collection[str] | None = None,
) -> Iterator[IncentiveFault]:
    """All that is wrong with *rules*.

    *campaigns*: those that no period should end with. *framework*: the one that has the facts;
    *tiers*: those that there are. None: not looked at.
    """
    yield from _figure(rules)
    if framework is not None:
        yield from _facts(rules, framework)
    if tiers is not None:
        yield from _tiers(rules, tiers)
    for place, term in enumerate(rules.terms):
        yield from _term(place, term)
        yield from _periods(rules, place, term, campaigns)
    yield from _overlaps(rules)


# ── what is paid by ──────────────────────────────────────────────────────────────────────────────


def _figure(rules: IncentiveRules) -> Iterator[IncentiveFault]:
    figure = rules.figure
    if figure.indicator is not None:
        yield IncentiveFault("DP734", ("figure", "indicator"), {"name": figure.indicator})
    elif figure.fact is None:
        yield IncentiveFault("DP743", ("figure",), {})
    if figure.growth_over is not None:
        yield IncentiveFault("DP732", ("figure", "growth_over"), {"base": figure.growth_over})


def _facts(rules: IncentiveRules, framework: Framework) -> Iterator[IncentiveFault]:
    clean = rules.eligibility.clean
    named = (
        (rules.figure.fact, ("figure", "fact")),
        (clean.fact if clean else None, ("eligibility", "clean", "fact")),
    )
    for name, path in named:
        spec = framework.facts.get(name) if name else None
        if name and (spec is None or spec.kind != "number"):
            params: Params = {"name": name, "framework": framework.edition}
            yield IncentiveFault("DP740", path, params)


def _tiers(rules: IncentiveRules, tiers: Collection[str]) -> Iterator[IncentiveFault]:
    for place, name in enumerate(rules.eligibility.tiers):
        if name not in tiers:
            params: Params = {"name": name, "tiers": ", ".join(tiers)}
            yield IncentiveFault("DP741", ("eligibility", "tiers", place), params)


# ── what is paid ─────────────────────────────────────────────────────────────────────────────────


def _term(place: int, term: IncentiveTerm) -> Iterator[IncentiveFault]:
    at = ("terms", place)
    if term.pot_yuan is None:
        yield IncentiveFault("DP735", at, {})
    if term.cap_yuan is None:
        yield IncentiveFault("DP736", at, {})
    elif term.pot_yuan is not None and term.cap_yuan > term.pot_yuan:
        params: Params = {"cap": yuan(term.cap_yuan), "pot": yuan(term.pot_yuan)}
        yield IncentiveFault("DP744", (*at, "cap_yuan"), params)
    if term.from_ > term.until or term.until - term.from_ > _LONGEST:
        yield IncentiveFault("DP738", (*at, "until"), {"from": str(term.from_)})
    yield from _sums(at, term)
    marks = [one.from_yuan for one in term.brackets]
    if wrong := [n for n, (low, high) in enumerate(pairwise(marks), 1) if high <= low]:
        yield IncentiveFault("DP739", (*at, "brackets", wrong[0], "from_yuan"), {})
        return
    for jump in jumps(term):
        yield _cliff((*at, "brackets", jump.place), jump)
    if term.pays == "marginal" and not any(one.bonus_yuan for one in term.brackets):
        yield from _falling(at, term)


def _sums(at: tuple[Step, ...], term: IncentiveTerm) -> Iterator[IncentiveFault]:
    """Sums with a part of a fen, which nobody can pay."""
    said: list[tuple[tuple[Step, ...], float | None]] = [
        (("pot_yuan",), term.pot_yuan),
        (("cap_yuan",), term.cap_yuan),
    ]
    for place, one in enumerate(term.brackets):
        said += [
            (("brackets", place, "from_yuan"), one.from_yuan),
            (("brackets", place, "bonus_yuan"), one.bonus_yuan),
        ]
    for path, sum_ in said:
        if sum_ is not None and (exact(sum_) * FEN).denominator != 1:
            yield IncentiveFault("DP745", (*at, *path), {"sum": yuan(sum_)})


def _cliff(path: tuple[Step, ...], jump: PayJump) -> IncentiveFault:
    params: Params = {
        "edge": money(jump.edge),
        "before": money(jump.edge - FEN) if jump.edge >= FEN else "0",
        "more": money(jump.more if jump.leap > 0 else -jump.leap),
        "fair": money(jump.fair),
    }
    return IncentiveFault("DP730" if jump.leap > 0 else "DP731", path, params)


def _falling(at: tuple[Step, ...], term: IncentiveTerm) -> Iterator[IncentiveFault]:
    """Where a rate falls, two firms get more than one: told once, at the first such bracket."""
    for place, (below, above) in enumerate(pairwise(term.brackets), 1):
        if above.rate_percent < below.rate_percent:
            edge = exact(above.from_yuan) * FEN
            more = 2 * written_pay(term, edge) - written_pay(term, 2 * edge)
            if more > 0:
                params: Params = {"edge": money(edge), "twice": money(2 * edge)}
                params["more"] = money(more)
                yield IncentiveFault("DP747", (*at, "brackets", place, "rate_percent"), params)
                return


# ── when ─────────────────────────────────────────────────────────────────────────────────────────


def _periods(
    rules: IncentiveRules, place: int, term: IncentiveTerm, campaigns: Sequence[Campaign]
) -> Iterator[IncentiveFault]:
    """Days that no period of the term pays for, and periods that end with a campaign."""
    if term.from_ > term.until or term.until - term.from_ > _LONGEST:
        return
    ends = tuple(period_ends(rules.settled, term.from_, term.until))
    if not ends or not _is_whole(rules.settled, term):
        params: Params = {"settled": rules.settled, "periods": len(ends)}
        yield IncentiveFault("DP742", ("terms", place), params)
    for campaign in campaigns:
        hit = [one for one in ends if _ends_with(campaign, one)]
        if hit:
            params = {
                "days": ", ".join(map(str, hit[:3])),
                "count": len(hit),
                "campaign_zh": campaign.title.zh,
                "campaign_en": campaign.title.en,
                "from": campaign.from_,
                "until": campaign.until,
                "after": DAYS_AFTER,
            }
            yield IncentiveFault("DP733", ("terms", place, "until"), params)


def period_ends(kind: str, first: date, last: date) -> Iterator[date]:
    """The last days of the calendar's periods of *kind* that lie whole in *first* to *last*."""
    length = _MONTHS[kind]
    month = first.year * _DECEMBER + first.month - 1
    month += -month % length
    if _month_begin(month) < first:
        month += length
    while (end := _month_begin(month + length) - timedelta(1)) <= last:
        yield end
        month += length


def _month_begin(month: int) -> date:
    year, place = divmod(month, _DECEMBER)
    return date(year, place + 1, 1)


def _is_whole(kind: str, term: IncentiveTerm) -> bool:
    """Whether the term begins with a period and ends with one."""
    length = _MONTHS[kind]
    ends = term.until + timedelta(1)
    return all(one.day == 1 and (one.month - 1) % length == 0 for one in (term.from_, ends))


def _ends_with(campaign: Campaign, end: date) -> bool:
    """Whether a period that ends on *end* ends in *campaign*, or before what it sold is settled."""
    for year in (end.year - 1, end.year):
        first = _day(year, campaign.from_)
        last = _day(year + (campaign.until < campaign.from_), campaign.until)
        if first <= end <= last + timedelta(DAYS_AFTER):
            return True
    return False


def _day(year: int, month_day: str) -> date:
    month, day = map(int, month_day.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))


def _overlaps(rules: IncentiveRules) -> Iterator[IncentiveFault]:
    """Terms that pay for a day twice, each told once, at the later one of the file."""
    for place, term in enumerate(rules.terms):
        for before, other in enumerate(rules.terms[:place]):
            if term.from_ <= other.until and other.from_ <= term.until:
                params: Params = {
                    "other": before + 1,
                    "from": str(max(term.from_, other.from_)),
                    "until": str(min(term.until, other.until)),
                }
                yield IncentiveFault("DP737", ("terms", place, "from"), params)
                break


def yuan(value: float) -> str:
    """A sum of a file, in yuan, as written."""
    return money(exact(value) * FEN)


def money(fen: Fraction) -> str:
    """*fen* in yuan, in full, thousands separated."""
    whole, _, rest = in_decimals(fen / FEN).partition(".")
    return f"{int(whole):,}" + (f".{rest}" if rest else "")
