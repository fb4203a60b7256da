"""The page on the core set: how far it may be off, and how long its questions take.

Makes `docs/core-set.md` for `tools/docs.py`: for drawn providers whose answers hang together, and
for the example providers, the core set against the role's set; and minutes by role and shops.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from statistics import fmean, pstdev
from typing import NamedTuple

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.records import load_records
from dpcap.model.answer_time import SHOPS, load_of
from dpcap.model.asked import asked_of_role
from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.model.trace import LevelEstimate, ReachedLevel
from dpcap.scoring.case import make_case
from dpcap.scoring.core_estimate import (
    AREA,
    CORE,
    CORE_MEAN,
    COVERED,
    DIMENSION,
    DRAWS,
    MEAN,
    PROVIDER,
    QUESTION,
    core_margins,
    draw_scores,
    estimate,
)
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.level_rules import RoleStanding, reached, role_shares
from dpcap.scoring.score import score
from dpcap.scoring.score_tree import grow_tree

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples" / "providers"
REVIEWS = ROOT / "examples" / "reviews"
ROLES_ROW = ("role", "n", "mean", "spread", "same level", "in the range")
_DRAWN = 200

ESTIMATE = """\
## An estimate, not a level · 只是预估

The core set (`--set core`) gives the range in which the level of the role's set may turn out to
lie, with a margin of ±n points. Gates stand unchecked on it; decisions, letters and seals are
refused, unless `dpcap.toml` says `decide_set = "core"`.

核心题（`--set core`）只给出等级的预估区间与 ±n 分。门槛不判，不作结论、不发函、不签发，
除非 `dpcap.toml` 写明 `decide_set = "core"`。
"""
DRAWN = """\
Drawn providers, core set less role's set, in points: mean and spread (standard deviation); how
often the level that the core set itself shows is that of the role's set; how often that lies in the
range.
"""


class Pair(NamedTuple):
    """One provider by its core set and by its role's set."""

    core: float
    full: float
    level: str | None
    range: LevelEstimate
    full_level: str | None

    @property
    def apart(self) -> float:
        """By how much the core set scores higher."""
        return self.core - self.full

    def within(self, framework: Framework) -> bool:
        """Whether the level of the role's set lies in the range."""
        order = [None, *(level.id for level in framework.levels)]
        low, high = order.index(self.range.low), order.index(self.range.high)
        return low <= order.index(self.full_level) <= high


def drawn(framework: Framework, role: str, someone: Assessment) -> Iterator[Pair]:
    """Drawn providers; *someone* only gives them a name."""
    standings = [partial(_standing, framework, role, someone, core=core) for core in (True, False)]
    for scores in draw_scores(framework, _DRAWN):
        core, full = (standing(scores) for standing in standings)
        found = estimate(framework, role, core)
        if core.overall is None or full.overall is None or found is None:
            raise SystemExit(f"{role} asks nothing that a drawn provider could be graded by")
        level, full_level = reached(framework, core), reached(framework, full)
        yield Pair(core.overall, full.overall, level, found, full_level)


def _standing(
    framework: Framework, role: str, someone: Assessment, scores: Mapping[str, float], *, core: bool
) -> RoleStanding:
    case = make_case(framework, someone, role=role, core=core)
    asked = {one.id for one in asked_of_role(framework, role, core)}
    judged = {
        node: IndicatorResult("answered", one, one, one, one, 1.0)
        if node in asked
        else IndicatorResult("not_asked")
        for node, one in scores.items()
    }
    return RoleStanding(role_shares(framework, role), grow_tree(case, judged), judged, "proved", ())


def examples(framework: Framework) -> Iterator[tuple[str, str, Pair]]:
    """The example providers that are graded: id, role, and both sets, proved."""
    for file in sorted(EXAMPLES.glob("*/provider.yaml")):
        someone = load_assessment(file.parent, framework)
        records = load_records(REVIEWS, someone, framework)
        core, full = (
            score(framework, someone, core=core, records=records) for core in (True, False)
        )
        level: ReachedLevel = core.overall.level.proved
        low, high, after = core.overall.proved, full.overall.proved, full.overall.level.proved
        if level.estimate is None or low is None or high is None or not after.graded:
            continue
        pair = Pair(low, high, level.id, level.estimate, after.id)
        yield file.parent.name, full.role.id, pair


def times_words(framework: Framework) -> str:
    """What the table of minutes counts."""
    most = framework.method.max_shops
    return f"""\
## Minutes · 用时（分钟）

By the `minutes` of each question, all people together. A question per shop takes them for each shop
due: of more than {most} shops, {most} are. Conditions and N/A may take some out. Collecting proof
is not in it.

按每题的 `minutes` 累加，各人合计；按店问的题逐店计，超过 {most} 家店按 {most} 家。
条件与“不适用”会少问一些；收集证据的时间不在内。
"""


def minutes(value: float) -> str:
    """Minutes as a table shows them, rounded up."""
    return f"{-(-value // 1):.0f}"


def time_rows(framework: Framework) -> Iterator[tuple[str, ...]]:
    """For each role the questions and the minutes of its set, then those of the core set."""
    yield ("role 角色", "questions 题数", *(f"{n} shop 店" for n in SHOPS))
    roles = list(framework.roles)
    for role in roles:
        yield (f"`{role}`", *_times(framework, role, core=False))
    yield ("core set 核心题", *_times(framework, roles[0], core=True))


def _times(framework: Framework, role: str, *, core: bool) -> tuple[str, ...]:
    loads = [load_of(framework, role, shops, core=core) for shops in SHOPS]
    return str(loads[0].questions), *(minutes(one.minutes) for one in loads)


def margin_rows(framework: Framework) -> Iterator[tuple[str, ...]]:
    """For each role the margin, and how drawn providers come out."""
    yield ROLES_ROW
    someone = load_assessment(
        next(iter(sorted(EXAMPLES.glob("*/provider.yaml")))).parent, framework
    )
    for role in framework.roles:
        pairs = list(drawn(framework, role, someone))
        apart = [pair.apart for pair in pairs]
        same = fmean(pair.level == pair.full_level for pair in pairs)
        inside = fmean(pair.within(framework) for pair in pairs)
        n = framework.once(core_margins, role).overall
        spread = f"{pstdev(apart):.1f}"
        yield f"`{role}`", f"±{n:.0f}", f"{fmean(apart):+.1f}", spread, _share(same), _share(inside)


def example_rows(framework: Framework) -> Iterator[tuple[str, ...]]:
    """The example providers, core against the role's set."""
    yield "provider", "role", "core", "role's set", "apart", "estimate", "level"
    for name, role, pair in examples(framework):
        low, high = pair.range.low or "–", pair.range.high or "–"
        said = low if low == high else f"{low}–{high}"
        figures = f"{pair.core:.1f}", f"{pair.full:.1f}", f"{pair.apart:+.1f}"
        yield name, f"`{role}`", *figures, said, pair.full_level or "–"


def _share(part: float) -> str:
    return f"{100 * part:.0f} %"


def model_words() -> str:
    """How providers are drawn."""
    return (
        f"A drawn provider has a mean around {MEAN:.0f} (standard deviation {PROVIDER:.0f}); its "
        f"areas lie around that ({AREA:.0f}), its dimensions around theirs ({DIMENSION:.0f}), its "
        f"questions around those ({QUESTION:.0f}); all its core questions are better by "
        f"{CORE_MEAN:.0f} on average ({CORE:.0f}). These were measured on the example providers. "
        f"n is the least number of points within which {_share(COVERED)} of {DRAWS} drawn lie."
    )


def shipped() -> Framework:
    """The framework that the page is about."""
    return load_framework(ROOT / "questionnaires")
