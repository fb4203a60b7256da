"""How the outputs of a match word what was found: why out, when it leads, what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dpcap.model.brief import Brief, FactCondition
from dpcap.model.match import BriefMatch, MatchedProvider, MustKind, NeedScore, UnmetMust
from dpcap.report import figures
from dpcap.report.match.matched_profiles import MatchedProfiles
from dpcap.report.page_one_view import BrandQuestion
from dpcap.report.sanitize import clean, own
from dpcap.report.scale_words import joined
from dpcap.report.view_improvements import questions_on

# A mean weight tells when a provider leads if it lies so far from the mean of all priorities.
_APART = 0.02
# A smaller share would be shown as none.
_LITTLE = 0.001
# Doubts that say something is not known, the gravest first; others only say how to read a score.
_UNKNOWN = (
    *("not_asked", "out_of_scope", "not_applicable", "not_given", "open", "partly_out"),
    *("own_word", "unreviewed", "core_only"),
)


def reason(seen: MatchedProfiles, brief: Brief, provider: str, unmet: UnmetMust) -> str:
    """Why *provider* is out: what was asked, and what is there."""
    asked = f"{_what(seen, unmet)}{seen.say('between.colon')}{_asked(seen, brief, unmet)}"
    why = seen.say(f"why.{unmet.why}")
    found = seen.found(provider, unmet)
    if unmet.why == "short" and seen.is_hidden(unmet):
        why = seen.say("excluded.hidden")
    elif unmet.why == "short" and found:
        why = seen.say("excluded.found", found=found)
    return seen.say("excluded.reason", asked=asked, why=why)


def _what(seen: MatchedProfiles, unmet: UnmetMust) -> str:
    own_words = ("role", "category", "level")
    return seen.say(f"must.{unmet.kind}") if unmet.kind in own_words else seen.title(unmet.what)


def _asked(seen: MatchedProfiles, brief: Brief, unmet: UnmetMust) -> str:
    must, name = brief.must, unmet.what
    words: dict[MustKind, Callable[[], str]] = {
        "role": lambda: _one_of(seen, map(seen.role, must.roles)),
        "category": lambda: _one_of(seen, map(own, must.categories)),
        "level": lambda: seen.say("asked.level", level=clean(must.level or "")),
        "scope": lambda: seen.say("asked.scope"),
        "score": lambda: seen.say("asked.at_least", number=seen.scale.mark(must.scores[name])),
        "capacity": lambda: _at(seen, "at_least", name, must.capacity[name]),
        "fact": lambda: seen.listed([*_condition(seen, name, must.facts[name])]),
    }
    return words[unmet.kind]()


def _one_of(seen: MatchedProfiles, words: Iterable[str]) -> str:
    return seen.say("asked.any_of", words=seen.listed([*words]))


def _at(seen: MatchedProfiles, key: str, name: str, number: float) -> str:
    return seen.say(f"asked.{key}", number=_with_unit(seen, name, figures.written(number)))


def _condition(seen: MatchedProfiles, name: str, asked: FactCondition) -> Iterator[str]:
    options = seen.framework.facts[name].options if name in seen.framework.facts else {}

    def words(given: tuple[str, ...]) -> str:
        return seen.listed(
            [seen.text(options[one]) if one in options else own(one) for one in given]
        )

    if asked.is_ is not None:
        answer = seen.say("excluded.yes" if asked.is_ else "excluded.no")
        yield seen.say("asked.answer", answer=answer)
    if asked.any_of:
        yield seen.say("asked.any_of", words=words(asked.any_of))
    if asked.none_of:
        yield seen.say("asked.none_of", words=words(asked.none_of))
    for key, number in (("at_least", asked.at_least), ("at_most", asked.at_most)):
        if number is not None:
            yield _at(seen, key, name, number)
    if asked.overlaps is not None:
        low, high = map(figures.written, asked.overlaps)
        yield seen.say("asked.overlaps", low=low, high=high)


def _with_unit(seen: MatchedProfiles, name: str, number: str) -> str:
    spec = seen.framework.facts.get(name)
    unit = seen.text(spec.unit) if spec and spec.unit else ""
    return joined(number, unit) if unit.isascii() else f"{number} {unit}"


def leads_when(seen: MatchedProfiles, found: BriefMatch, one: MatchedProvider) -> str:
    """The priorities by which *one* comes first, in words: what then weighs more, what less."""
    central = one.share.central
    if not central:
        return seen.say("leads.never")
    apart = [
        (weight - span.mean, seen.title(span.need), weight, span.mean)
        for weight, span in zip(central, found.weights, strict=True)
        if abs(weight - span.mean) >= _APART
    ]
    if not apart:
        return seen.say("leads.any")

    def told(sign: int) -> str:
        rows = sorted((row for row in apart if row[0] * sign > 0), key=lambda row: -abs(row[0]))
        return seen.listed(
            [
                seen.say("leads.weight", need=need, at=_whole(weight), mean=_whole(mean))
                for _, need, weight, mean in rows
            ]
        )

    more, less = told(1), told(-1)
    key = "both" if more and less else "more" if more else "less"
    return seen.say(f"leads.{key}", more=more, less=less)


def _whole(share: float) -> str:
    return figures.percent(share, 0)


def questions(seen: MatchedProfiles, found: BriefMatch, provider: str) -> tuple[BrandQuestion, ...]:
    """Three questions to ask *provider* on what the brief needs."""
    needs = set(found.brief.needs.names)
    nodes = frozenset(
        one.id
        for area, dimension, one in seen.framework.walk()
        if needs & {area.id, dimension.id, one.id}
    )
    return questions_on(seen.seen(provider), nodes)


def need_notes(seen: MatchedProfiles, score: NeedScore) -> str:
    """How a score of a need is to be read."""
    return seen.say("between.dot").join(seen.say(f"doubt.{one}") for one in score.doubts)


def unknown(seen: MatchedProfiles, one: MatchedProvider) -> Iterator[str]:
    """What nobody knows of *one*, kind by kind, then what is its own word."""
    for doubt in _UNKNOWN:
        needs = [seen.title(score.need) for score in one.scores if doubt in score.doubts]
        if needs:
            yield seen.say(f"unknown.{doubt}", needs=seen.listed(needs))
    if one.own_word:
        names = seen.listed([*map(seen.title, one.own_word)])
        yield seen.say("unknown.own_facts", names=names)
    if one.valid_until is not None and one.valid_until < seen.outcome.on:
        yield seen.say("unknown.lapsed", day=one.valid_until.isoformat())


def ranks(seen: MatchedProfiles, low: int, high: int) -> str:
    """A band of ranks, or the one rank that it is."""
    if low == high:
        return seen.say("rank.one", rank=low)
    return seen.say("rank.band", low=low, high=high)


def interval(seen: MatchedProfiles, score: NeedScore) -> str:
    """A score, or its lowest and highest."""
    low, high = seen.scale.score(score.low), seen.scale.score(score.high, up=True)
    exact = seen.scale.score(score.high)
    return exact if low == exact else f"{low}–{high}"


def share_of(seen: MatchedProfiles, found: MatchedProvider) -> str:
    """The share of the priorities that put it first; a little is not shown as nothing."""
    if 0 < found.share.first < _LITTLE:
        return seen.say("share.little")
    return figures.percent(found.share.first)
