"""Where a provider stands among its peers, read off a benchmark. No score depends on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dpcap.model.benchmark import DECILES, Benchmark, PeerGroup, ScoreQuantiles
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.report import figures
from dpcap.report.context import PageContext
from dpcap.report.details_view import DetailRow, DetailTable, ReportSection
from dpcap.report.sanitize import clean, own
from dpcap.report.tables import heads
from dpcap.report.view_scope import out_titles

_SHORT = 8
# Page one has room for the role and two categories.
_ON_PAGE_ONE = 3


def fits(benchmark: Benchmark, framework: Framework) -> bool:
    """Whether the scores of a benchmark were made by *framework*, word for word."""
    return benchmark.framework == framework.digest


def peer_lines(ctx: PageContext) -> tuple[str, ...]:
    """The sentences of page one; none without a benchmark."""
    benchmark = ctx.benchmark
    if benchmark is None:
        return ()
    if not fits(benchmark, ctx.framework):
        found, wanted = benchmark.framework[:_SHORT], ctx.framework.digest[:_SHORT]
        return (ctx.say("peers.other_framework", found=found, wanted=wanted),)
    if refusal := _refusal(ctx.profile):
        return (ctx.say(refusal, scopes=out_titles(ctx)),)
    lines = tuple(_sentence(ctx, group) for group in groups_of(ctx)[:_ON_PAGE_ONE])
    return lines or (ctx.say("peers.no_group"),)


def _refusal(profile: Profile) -> str | None:
    """Why a profile is not compared: peers are graded, over the full set, and in full scope."""
    if profile.asked != "role":
        return "peers.core"
    if not profile.overall.level.proved.graded:
        return "peers.ungraded"
    return "peers.scope" if profile.scope and profile.scope.marks else None


def groups_of(ctx: PageContext) -> tuple[PeerGroup, ...]:
    """The peer groups of the profile: its role, then its role in each of its categories."""
    benchmark, profile = ctx.benchmark, ctx.profile
    if benchmark is None or not fits(benchmark, ctx.framework) or _refusal(profile):
        return ()
    wanted = {None, *profile.provider.categories}
    alike = (group for group in benchmark.groups if group.role == profile.role.id)
    return tuple(group for group in alike if group.category in wanted)


def _sentence(ctx: PageContext, group: PeerGroup) -> str:
    place = place_words(ctx, ctx.profile.overall.proved, group.overall, proved=True)
    return ctx.say("peers.sentence", place=place, group=group_words(ctx, group))


def group_words(ctx: PageContext, group: PeerGroup, spread: ScoreQuantiles | None = None) -> str:
    """Who the peers are and how many."""
    entry = ctx.framework.roles.get(group.role)
    role = ctx.text(entry.title) if entry else clean(group.role)
    size = (spread or group.overall).providers
    if group.category is None:
        return ctx.say("peers.group", n=size, role=role)
    return ctx.say("peers.group_category", n=size, role=role, category=own(group.category))


def place_words(
    ctx: PageContext, score: float | None, spread: ScoreQuantiles | None, *, proved: bool
) -> str:
    """Between which cut points of *spread* a score lies, or why that cannot be said."""
    if spread is None:
        return ctx.say("peers.few")
    if score is None:
        return ctx.say("common.no_score")
    cuts = spread.proved if proved else spread.claimed
    part = "decile" if len(cuts) == DECILES - 1 else "quartile"
    below, upto = standing(score, cuts)
    fields = {"part": ctx.say(f"part.{part}")}
    if upto > below + 1:
        words = "peers.on_some"
        fields |= {"low": _nth(ctx, below + 1), "high": _nth(ctx, upto)}
    elif upto > below:
        words = "peers.on"
        fields |= {"n": _nth(ctx, upto)}
    elif 0 < below < len(cuts):
        words = "peers.between"
        fields |= {"low": _nth(ctx, below), "high": _nth(ctx, below + 1)}
    else:
        words = f"peers.above_{part}" if below else "peers.below"
    return ctx.say(words, **fields)


def standing(score: float, cuts: tuple[float, ...]) -> tuple[int, int]:
    """How many of *cuts* lie below *score*, and how many lie below it or on it."""
    below = sum(cut < score - figures.TOLERANCE for cut in cuts)
    return below, sum(cut <= score + figures.TOLERANCE for cut in cuts)


def _nth(ctx: PageContext, place: int) -> str:
    return ctx.say(f"nth.{place}")


def peers_section(ctx: PageContext) -> ReportSection | None:
    """Each group of peers with every score's place in it; None if there is nothing to compare."""
    tables = tuple(_table(ctx, group, place) for place, group in enumerate(groups_of(ctx), 1))
    if not tables:
        return None
    return ReportSection("peers", ctx.say("peers.title"), ctx.say("peers.intro"), tables)


def _table(ctx: PageContext, group: PeerGroup, place: int) -> DetailTable:
    dimensions = tuple(_dimension_rows(ctx, group))
    return DetailTable(
        id=f"peers-{place}",
        caption=ctx.say("peers.caption", group=group_words(ctx, group)),
        head=heads(ctx, "peers", "what", "proved", "proved_place", "claimed", "claimed_place"),
        rows=(_overall_row(ctx, group), *area_rows(ctx, group)),
        columns="numbers-2 numbers-4",
        note=_note(ctx) if place == 1 else None,
        rest=dimensions,
        more=ctx.say("peers.dimensions", n=len(dimensions)),
    )


def _note(ctx: PageContext) -> str | None:
    found = ctx.benchmark
    if found is None:
        return None
    days = dict.fromkeys(str(day) for day in (found.first_day, found.last_day))
    name = f"{found.framework_id} {clean(found.framework_version)}"
    return ctx.say("peers.note", framework=name, days=ctx.say("peers.to").join(days))


def _overall_row(ctx: PageContext, group: PeerGroup) -> DetailRow:
    overall = ctx.profile.overall
    return _row(ctx, ctx.say("peers.overall"), (overall.claimed, overall.proved), group.overall)


def area_rows(ctx: PageContext, group: PeerGroup) -> tuple[DetailRow, ...]:
    """The place of each area's scores."""
    return tuple(
        _node(ctx, area.id, (area.claimed, area.proved), group.areas) for area in ctx.profile.areas
    )


def _dimension_rows(ctx: PageContext, group: PeerGroup) -> Iterator[DetailRow]:
    for area in ctx.profile.areas:
        for one in area.dimensions:
            yield _node(ctx, one.id, (one.claimed, one.proved), group.dimensions)


def _node(
    ctx: PageContext,
    node: str,
    scores: tuple[float | None, float | None],
    lie: Mapping[str, ScoreQuantiles],
) -> DetailRow:
    return _row(ctx, ctx.title(node), scores, lie.get(node))._replace(href=f"#{node}")


def _row(
    ctx: PageContext,
    head: str,
    scores: tuple[float | None, float | None],
    spread: ScoreQuantiles | None,
) -> DetailRow:
    claimed, proved = scores
    return DetailRow(
        head,
        (
            ctx.score(proved),
            place_words(ctx, proved, spread, proved=True),
            ctx.score(claimed),
            place_words(ctx, claimed, spread, proved=False),
        ),
    )
