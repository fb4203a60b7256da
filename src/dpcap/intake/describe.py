"""An indicator in words: what may be answered and what makes its figure what it is."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.intake.envelope import BELOW, MANY, by_top
from dpcap.intake.phrases import labelled, phrase
from dpcap.model.base import Language
from dpcap.model.framework import DECLARED, Framework
from dpcap.model.indicator import Indicator, Proof
from dpcap.model.scale import ByPeer, Figure, Numeric, Scale


def needs_peer(scale: Scale | Figure) -> bool:
    """Whether a figure is read against a peer figure."""
    return isinstance(scale, Numeric) and isinstance(scale.score, ByPeer)


def figure_lines(scale: Figure, line: str, language: Language, **fields: str) -> Iterator[str]:
    """What the figure is: definition, formula, then unit, period and range.

    *line* names the phrase for unit and period, *fields* are what it says besides.
    """
    yield labelled("figure.definition", scale.definition.say(language), language)
    yield labelled("figure.formula", scale.formula.say(language), language)
    unit, period = scale.unit.say(language), phrase(f"period.{scale.period}", language)
    said = phrase(line, language, unit=unit, period=period, **fields)
    if scale.plausible is None:
        yield said
        return
    low, high = (f"{end:g}" for end in scale.plausible)
    yield f"{said} · {phrase('figure.range', language, low=low, high=high)}"


def envelope_lines(scale: Figure, framework: Framework, language: Language) -> Iterator[str]:
    """Each field the figure must carry, with the values it may take."""
    for field in scale.envelope:
        vocabulary = framework.envelope.get(field)
        title = vocabulary.title.say(language) if vocabulary else field
        known = vocabulary.values if vocabulary else {}
        ids = allowed_values(scale, field, framework)
        if len(ids) > MANY:
            yield f"{field} ({title}): {phrase('figure.listed', language)}"
            continue
        values = [f"{one} {known[one].say(language)}" if one in known else one for one in ids]
        yield f"{field} ({title}): {'; '.join(values) or phrase('figure.any', language)}"


def long_lists(framework: Framework, language: Language) -> Iterator[str]:
    """Each field that takes one of many values, and those, one first level a line."""
    for field, vocabulary in framework.envelope.items():
        if len(vocabulary.values) <= MANY:
            continue
        yield f"{field} ({vocabulary.title.say(language)}): {phrase('figure.levels', language)}"
        for top, below in framework.once(by_top, field).items():
            first = vocabulary.values[top].say(language)
            rest = (vocabulary.values[one].say(language) for one in below if one != top)
            names = [one.removeprefix(first).lstrip(f" {BELOW}") for one in rest]
            yield f"  {first} {BELOW} {' | '.join(names)}" if names else f"  {first}"


def allowed_values(scale: Figure, field: str, framework: Framework) -> tuple[str, ...]:
    """The values a field of the figure may take; none: any text."""
    allowed = scale.envelope[field]
    if allowed != "any":
        return allowed
    vocabulary = framework.envelope.get(field)
    return tuple(vocabulary.values) if vocabulary else ()


def proof_kinds(framework: Framework, proof: Proof) -> tuple[str, ...]:
    """The kinds of evidence that count for it, best cap first."""
    caps = framework.method.proof_caps
    kinds = proof.kinds or tuple(kind for kind in caps if kind not in (DECLARED, "verified"))
    return tuple(sorted(kinds, key=lambda kind: -caps.get(kind, 0.0)))


def proof_line(framework: Framework, proof: Proof, language: Language) -> str:
    """The kinds that count with their caps, and for how long."""
    caps, titles = framework.method.proof_caps, framework.proof_titles
    kinds = [
        f"{titles[kind].say(language) if kind in titles else kind} {caps.get(kind, 0.0):g}"
        for kind in proof_kinds(framework, proof)
    ]
    line = labelled("part.kinds", " · ".join(kinds), language)
    if proof.valid_days is None:
        return line
    return f"{line} · {phrase('part.valid', language, days=proof.valid_days)}"


def person(framework: Framework, indicator: Indicator, language: Language) -> str:
    """The title of whoever is asked."""
    title = framework.people.get(indicator.asked_of)
    return title.say(language) if title else indicator.asked_of
