"""Rules about what is asked or listed for nothing: the same question twice, names never used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dpcap.intake.nearest import folded
from dpcap.intake.shared_scales import SCALES
from dpcap.intake.source_map import Location, SourceMap
from dpcap.model.expression import FACT_PREFIX, expression
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import Framework
from dpcap.model.scale import Figure
from dpcap.model.two_languages import TwoLanguages

_PERSON = TwoLanguages("答题人（people）", "person")
_REASON = TwoLanguages("不适用理由（reasons）", "reason for N/A")
_SCALE = TwoLanguages("共用量表（scales）", "shared scale")
_FACT = TwoLanguages("事实（facts）", "fact")


def asked_twice(origin: SourceMap) -> Iterator[Finding]:
    """A question put in the words of another; of two figures, with the same definition too."""
    seen: dict[tuple[str, str], str] = {}
    for spot in origin.spots:
        keys = list(_asked(spot))
        others = [seen[key] for key in keys if key in seen]
        if others:
            yield spot.finding("DP187", ("question",), {"other": others[0]}, key=True)
        for key in keys:
            seen.setdefault(key, spot.indicator.id)


def _asked(spot: Location) -> Iterator[tuple[str, str]]:
    """What is asked in each language: the question and, of a figure, what it is."""
    one = spot.indicator
    figure = one.scale.definition if isinstance(one.scale, Figure) else None
    for language in ("zh", "en"):
        question = getattr(one.question, language)
        if question:
            definition = getattr(figure, language) if figure else ""
            yield folded(question).rstrip("?？。."), folded(definition or "")


def unused(origin: SourceMap) -> Iterator[Finding]:
    """People whom nothing is asked of, reasons nobody may give, facts that nothing names."""
    framework = origin.framework
    every = framework.by_id.values()
    given = {reason for one in every for reason in one.not_applicable}
    yield from _idle(origin, _PERSON, "people", framework.people, {one.asked_of for one in every})
    yield from _idle(origin, _REASON, "reasons", framework.reasons, given)
    yield from _idle(origin, _FACT, "facts", framework.facts, _facts_used(framework))
    written = origin.head.data
    scales = written.get(SCALES) if isinstance(written, dict) else None
    if isinstance(scales, dict):
        yield from _idle(origin, _SCALE, SCALES, scales, {spot.shared for spot in origin.spots})


def scopes_without_questions(origin: SourceMap) -> Iterator[Finding]:
    """A scope that no indicator needs."""
    needed = {name for one in origin.framework.by_id.values() for name in one.scope or ()}
    for name in origin.framework.scopes:
        if name not in needed:
            yield origin.head.finding("DP172", ("scopes", name), {"name": name}, key=True)


def _idle(
    origin: SourceMap,
    what: TwoLanguages,
    key: str,
    listed: Iterable[str],
    used: Iterable[str | None],
) -> Iterator[Finding]:
    needed = set(used)
    for name in listed:
        if name not in needed:
            path: tuple[Step, ...] = (key, name)
            params = {"what_zh": what.zh, "what_en": what.en, "name": name}
            yield origin.head.finding("DP189", path, params, key=True)


def _facts_used(framework: Framework) -> set[str]:
    """Facts in a condition or on page one, and those that a group of their own presents."""
    sources = [one.when for one in framework.by_id.values() if one.when]
    sources += [rule.conflict for rule in framework.consistency]
    named = {name for source in sources for name in expression(source).names}
    page = framework.page_one
    shown = {*page.who, *(name for hard in page.hard_facts for name in hard.show)}
    return {
        name
        for name, spec in framework.facts.items()
        if FACT_PREFIX + name in named or name in shown or spec.group in framework.fact_groups
    }
