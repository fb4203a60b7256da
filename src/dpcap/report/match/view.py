"""A match as the ready strings that templates and the terminal print. It has no one score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dpcap.model.match import BriefMatch, CapacityLeft, MatchedProvider
from dpcap.report import figures
from dpcap.report.match.matched_profiles import MatchedProfiles
from dpcap.report.match.wording import (
    interval,
    leads_when,
    need_notes,
    questions,
    ranks,
    reason,
    share_of,
    unknown,
)
from dpcap.report.page_one_view import BrandQuestion
from dpcap.report.sanitize import clean, own
from dpcap.report.view_page_one import strip, who
from dpcap.report.words import WordBook
from dpcap.text_width import short

# Providers of one brief that a page shows, excluded ones, rows of capacity; match.json has all.
_SHOWN, _OUT, _ROWS, _NAMED = 20, 100, 200, 6
_ABOUT = 400


class NeedLine(NamedTuple):
    """What one provider has of a need: its score or interval, how to draw it (0..100), notes."""

    title: str
    score: str
    low: float
    high: float
    notes: str


class MatchLine(NamedTuple):
    """One provider: its share of the priorities, its ranks, when it leads, what is not known."""

    name: str
    role: str
    share: str
    share_width: float
    ranks: str
    worst: str
    leads: str
    ahead: str
    behind: str
    needs: tuple[NeedLine, ...]
    unknown: tuple[str, ...]
    questions: tuple[BrandQuestion, ...]


class ExcludedLine(NamedTuple):
    """A provider that is out, and why."""

    name: str
    reasons: tuple[str, ...]


class WeightLine(NamedTuple):
    """What a need may weigh."""

    title: str
    span: str
    mean: str


class BriefSection(NamedTuple):
    """What one brief finds; `more`, `excluded_more`: what was left out."""

    id: str
    title: str
    about: str
    facts: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    weights: tuple[WeightLine, ...]
    lines: tuple[MatchLine, ...]
    more: str
    excluded: tuple[ExcludedLine, ...]
    excluded_more: str


class CapacityLine(NamedTuple):
    """What is left with one provider, and what the briefs ask for together."""

    name: str
    fact: str
    left: str
    asked: str
    briefs: str
    over: bool
    note: str


class MatchPage(NamedTuple):
    """The whole page."""

    language: str
    words: WordBook
    eyebrow: str
    says: tuple[str, ...]
    warnings: tuple[str, ...]
    sections: tuple[BriefSection, ...]
    capacity: tuple[CapacityLine, ...]
    foot: tuple[str, ...]


def match_view(seen: MatchedProfiles) -> MatchPage:
    """The page of *seen*."""
    outcome = seen.outcome
    several = len(outcome.briefs) > 1
    rows = [_capacity(seen, one) for one in outcome.capacity]
    return MatchPage(
        language="zh-CN" if seen.language == "zh" else "en",
        words=seen.words,
        eyebrow=seen.say(f"page.eyebrow_{seen.audience.id}"),
        says=tuple(_says(seen)),
        warnings=tuple(_warnings(seen)),
        sections=tuple(_section(seen, found) for found in outcome.briefs),
        capacity=tuple(sorted(rows, key=lambda row: not row.over)[:_ROWS]) if several else (),
        foot=(seen.say("foot.draws", n=outcome.briefs[0].draws), seen.say("foot.kept")),
    )


def _says(seen: MatchedProfiles) -> Iterator[str]:
    yield seen.say("page.share_is")
    yield seen.say("page.person")
    shown = [one.provider for found in seen.outcome.briefs for one in found.matched[:_SHOWN]]
    told = dict.fromkeys(strip(seen.seen(one)).disclaimer for one in shown)
    yield from (said for said in told if said)


def _warnings(seen: MatchedProfiles) -> Iterator[str]:
    """Why profiles cannot simply be held against each other, and who is asked for too much."""
    profiles = [profile for profile, _ in seen.profiles.values()]
    if len({one.framework.digest for one in profiles}) > 1:
        yield seen.say("warning.rulers")
    if len({one.as_of for one in profiles}) > 1:
        days = sorted(str(one.as_of) for one in profiles)
        yield seen.say("warning.days", first=days[0], last=days[-1])
    over = dict.fromkeys(one.provider for one in seen.outcome.capacity if one.is_oversubscribed)
    if over and len(seen.outcome.briefs) > 1:
        names = seen.listed([*map(seen.name, over)], _NAMED)
        yield seen.say("warning.over", names=names)


def _section(seen: MatchedProfiles, found: BriefMatch) -> BriefSection:
    brief, left = found.brief, len(found.matched) - _SHOWN
    out = len(found.excluded) - _OUT
    return BriefSection(
        id=clean(brief.id),
        title=seen.brief_title(brief),
        about=own(short(clean(brief.about or ""), _ABOUT)),
        facts=tuple(_facts(seen, found)),
        notices=tuple(_notices(seen, found)),
        weights=tuple(
            WeightLine(
                seen.title(one.need),
                seen.say("weight.span", low=_whole(one.low), high=_whole(one.high)),
                _whole(one.mean),
            )
            for one in found.weights
        ),
        lines=tuple(_line(seen, found, one) for one in found.matched[:_SHOWN]),
        more=seen.say("page.more", n=left) if left > 0 else "",
        excluded=tuple(
            ExcludedLine(
                seen.name(one.provider),
                tuple(reason(seen, brief, one.provider, unmet) for unmet in one.unmet),
            )
            for one in found.excluded[:_OUT]
        ),
        excluded_more=seen.say("page.more", n=out) if out > 0 else "",
    )


def _facts(seen: MatchedProfiles, found: BriefMatch) -> Iterator[tuple[str, str]]:
    yield seen.say("brief.id"), clean(found.brief.id)
    yield seen.say("brief.day"), seen.outcome.on.isoformat()
    if found.brief.closes_on:
        yield seen.say("brief.closes"), found.brief.closes_on.isoformat()
    yield (
        seen.say("brief.fit"),
        seen.say("brief.of", n=len(found.matched), all=seen.outcome.providers),
    )


def _notices(seen: MatchedProfiles, found: BriefMatch) -> Iterator[str]:
    if found.closed:
        yield seen.say("warning.closed")
    if not found.matched:
        yield seen.say("warning.nobody")


def _whole(share: float) -> str:
    return figures.percent(share, 0)


def _line(seen: MatchedProfiles, found: BriefMatch, one: MatchedProvider) -> MatchLine:
    ctx, share = seen.seen(one.provider), one.share
    return MatchLine(
        name=seen.name(one.provider),
        role=who(ctx).role,
        share=share_of(seen, one),
        share_width=figures.truncated(100 * share.first),
        ranks=ranks(seen, share.low, share.high),
        worst=seen.say("rank.extremes", best=share.best, worst=share.worst),
        leads=leads_when(seen, found, one),
        ahead=_others(seen, "ahead", one.ahead_of),
        behind=_others(seen, "behind", one.behind),
        needs=tuple(
            NeedLine(
                seen.title(score.need),
                interval(seen, score),
                figures.truncated(score.low),
                figures.truncated(score.high),
                need_notes(seen, score),
            )
            for score in one.scores
        ),
        unknown=tuple(unknown(seen, one)),
        questions=questions(seen, found, one.provider),
    )


def _others(seen: MatchedProfiles, key: str, providers: tuple[str, ...]) -> str:
    if not providers:
        return ""
    names = seen.listed([*map(seen.name, providers)], _NAMED)
    return seen.say(f"dominance.{key}", names=names)


def _capacity(seen: MatchedProfiles, one: CapacityLeft) -> CapacityLine:
    return CapacityLine(
        name=seen.name(one.provider),
        fact=seen.title(one.fact),
        left=figures.written(one.left),
        asked=figures.written(one.asked),
        briefs=seen.listed([*map(clean, one.briefs)], _NAMED),
        over=one.is_oversubscribed,
        note=seen.say("capacity.over" if one.is_oversubscribed else "capacity.enough")
        + ("" if one.confirmed else seen.say("capacity.own_word")),
    )
