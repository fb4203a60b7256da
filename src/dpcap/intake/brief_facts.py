"""What a brief asks of facts, held against what they are and who may see them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from dpcap.intake.nearest import did_you_mean, hint_params
from dpcap.intake.source import Document
from dpcap.intake.wording import Params, TwoLanguages
from dpcap.model.brief import Brief, FactCondition
from dpcap.model.facts import FactSpec
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import Framework

_FACT = TwoLanguages("事实", "a fact")
_NUMBER = "number"
_WORDS = ("any_of", "none_of")
# What can be asked of each kind of fact.
_FITS: dict[str, tuple[str, ...]] = {
    _NUMBER: ("at_least", "at_most"),
    "text": (*_WORDS, "overlaps"),
    "texts": (*_WORDS, "overlaps"),
    "boolean": ("is",),
    "choice": _WORDS,
}
_SORTS: dict[str, TwoLanguages] = {
    _NUMBER: TwoLanguages("数字", "a number"),
    "text": TwoLanguages("文字", "a text"),
    "texts": TwoLanguages("几段文字", "a list of texts"),
    "boolean": TwoLanguages("是或否", "a yes or no"),
    "choice": TwoLanguages("选项", "a choice"),
    "date": TwoLanguages("日期", "a date"),
    "link": TwoLanguages("链接", "a link"),
}
_NO_USE = TwoLanguages("别的事实", "another fact")
_CAPACITY, _WEIGHED = "capacity", "worst, best"


def unknown_name(
    name: str, known: Collection[str], kind: TwoLanguages, framework: Framework
) -> Params:
    """What is said of a *name* that is none of those *known*; *kind*: of what it is to be one."""
    return {
        "name": name,
        "framework": framework.edition,
        "kind_zh": kind.zh,
        "kind_en": kind.en,
        **hint_params(did_you_mean(name, known)),
    }


def check_facts(document: Document, brief: Brief, framework: Framework) -> Iterator[Finding]:
    """What is wrong with each fact that *brief* names: must-haves, capacity and needs."""
    for path, name, asked in _named(brief):
        spec = framework.facts.get(name)
        if spec is None:
            told = partial(unknown_name, name, framework.facts, _FACT, framework)
            yield document.finding("DP664", path, told)
        elif spec.private:
            yield document.finding("DP668", path, {"name": name})
        else:
            yield from _unfit(document, path, name, spec, asked)
    yield from _unread(document, brief, framework)
    for name, least in brief.must.capacity.items():
        yield from _off_band(document, ("must", "capacity", name), name, framework, (least,))
    for name, condition in brief.must.facts.items():
        marks = tuple(one for one in (condition.at_least, condition.at_most) if one is not None)
        yield from _off_band(document, ("must", "facts", name), name, framework, marks)


def _named(brief: Brief) -> Iterator[tuple[tuple[Step, ...], str, tuple[str, ...]]]:
    """Each fact with its place, and what is asked of it."""
    for name, condition in brief.must.facts.items():
        yield ("must", "facts", name), name, _asked(condition)
    for name in brief.must.capacity:
        yield ("must", _CAPACITY, name), name, (_CAPACITY,)
    for name in brief.needs.facts:
        yield ("needs", "facts", name), name, (_WEIGHED,)


def _asked(condition: FactCondition) -> tuple[str, ...]:
    fields = FactCondition.model_fields
    said = (name for name in fields if getattr(condition, name) != fields[name].default)
    return tuple(name.rstrip("_") for name in said)


def _unfit(
    document: Document, path: tuple[Step, ...], name: str, spec: FactSpec, asked: tuple[str, ...]
) -> Iterator[Finding]:
    """That a fact of its kind cannot be asked that."""
    fits = _FITS.get(spec.kind, ())
    if spec.kind == _NUMBER:
        fits = (*fits, _CAPACITY, _WEIGHED)
    if wrong := [one for one in asked if one not in fits]:
        sort = _SORTS[spec.kind]
        said = TwoLanguages("、".join(fits), ", ".join(fits)) if fits else _NO_USE
        yield document.finding(
            "DP670",
            path,
            {
                "name": name,
                "asked": wrong[0],
                "sort_zh": sort.zh,
                "sort_en": sort.en,
                "fits_zh": said.zh,
                "fits_en": said.en,
            },
        )


def _unread(document: Document, brief: Brief, framework: Framework) -> Iterator[Finding]:
    """A fact that is weighed, and nobody says what it is worth."""
    nodes = {*framework.groups, *framework.by_id}
    for name in brief.needs.names:
        if name in framework.facts and name not in nodes and name not in brief.needs.facts:
            yield document.finding("DP672", ("needs",), {"name": name})


def _off_band(
    document: Document,
    path: tuple[Step, ...],
    name: str,
    framework: Framework,
    marks: tuple[float, ...],
) -> Iterator[Finding]:
    """A mark between the limits of a fact that brands see as a band."""
    spec = framework.facts.get(name)
    if spec is None or not spec.bands or all(mark in spec.bands for mark in marks):
        return
    limits = ", ".join(f"{limit:g}" for limit in spec.bands)
    yield document.finding("DP669", path, {"name": name, "limits": limits})
