"""Fields that several tabs have cells for: what a figure is, and its evidence."""

from __future__ import annotations

from collections.abc import Iterable

from dpcap.intake.describe import allowed_values
from dpcap.intake.envelope import PERIOD, ids_by_title
from dpcap.intake.nearest import folded
from dpcap.intake.sheet.page import MARK
from dpcap.intake.sheet.reply_cells import EVIDENCE, NOTE
from dpcap.intake.sheet.words import phrase
from dpcap.model.assessment import PEER_FIELDS
from dpcap.model.base import LANGUAGES, Language
from dpcap.model.framework import DECLARED, Framework
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Figure
from dpcap.model.two_languages import TwoLanguages

_PERIOD = TwoLanguages("周期", "Period")
_NOT_OFFERED = frozenset((DECLARED, "verified"))

_OWN_FIELDS = {
    "value": TwoLanguages("答案", "answer"),
    "peer": TwoLanguages("同行值", "peer figure"),
    "benchmark": TwoLanguages("标杆值", "best peers"),
    "evidence": TwoLanguages("证据", "proof"),
    "note": TwoLanguages("备注", "note"),
    "period": TwoLanguages("周期", "period"),
}


def field_named(framework: Framework, field: str, language: Language) -> str:
    """What people call *field*."""
    own, asked = _OWN_FIELDS.get(field), framework.envelope.get(field)
    if own is not None:
        return own.say(language)
    return asked.title.say(language) if asked else field


def field_title(framework: Framework, name: str, language: Language) -> str:
    """What the field *name* is called, with its id."""
    known = framework.envelope.get(name)
    title = known.title.say(language) if known else _PERIOD.say(language)
    return f"{title}{MARK}{name}"


def value_title(framework: Framework, name: str, value: str, language: Language) -> str:
    """A *value* of the field *name* by its title, where that says which it is."""
    vocabulary = framework.envelope.get(name)
    title = vocabulary.values.get(value) if vocabulary else None
    if title is None:
        return value
    said = " ".join(title.say(language).split())
    is_clear = framework.once(_titles, name).get(folded(said)) == value
    return said if is_clear else value


def _titles(framework: Framework, name: str) -> dict[str, str]:
    return {folded(words): one for words, one in framework.once(ids_by_title, name).items()}


def shown_field(framework: Framework, name: str, text: str, language: Language) -> str:
    """The plain *text* of a field other than the value as a cell shows it."""
    if name == EVIDENCE:
        return phrase("mark.list", language).join(text.split())
    if name in PEER_FIELDS or name == NOTE or not text:
        return text
    return value_title(framework, name, text, language)


def values_offered(
    framework: Framework, indicator: Indicator, name: str, language: Language
) -> tuple[str, ...]:
    """What a field of a figure offers to pick from."""
    scale = indicator.scale
    if not isinstance(scale, Figure) or name not in scale.envelope or name == PERIOD:
        return ()
    allowed = allowed_values(scale, name, framework)
    return tuple(value_title(framework, name, one, language) for one in allowed)


def all_values(framework: Framework, name: str, language: Language) -> tuple[str, ...]:
    """All that a field may hold, where there is a list."""
    vocabulary = framework.envelope.get(name)
    return tuple(
        value_title(framework, name, one, language)
        for one in (vocabulary.values if vocabulary else ())
    )


def kinds_offered(
    framework: Framework, kinds: Iterable[str], language: Language
) -> tuple[str, ...]:
    """The *kinds* of evidence as a cell offers them."""
    titles = framework.proof_titles
    return tuple(titles[one].say(language) if one in titles else one for one in kinds)


def every_kind(framework: Framework) -> tuple[str, ...]:
    """The kinds of evidence that a file may be."""
    return tuple(one for one in framework.method.proof_caps if one not in _NOT_OFFERED)


def kind_named(framework: Framework, typed: str) -> str | None:
    """The kind of evidence that *typed* names by its id or title."""
    for one in every_kind(framework):
        title = framework.proof_titles.get(one)
        names = {one} | ({title.say(language) for language in LANGUAGES} if title else set())
        if folded(typed) in map(folded, names):
            return one
    return None
