"""`briefs/*.yaml`: what brands look for, held against the framework that profiles were made by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import UsageError
from dpcap.intake.model_errors import validate
from dpcap.intake.nearest import did_you_mean, hint_params
from dpcap.intake.source import Document, read_yaml
from dpcap.model.brief import MOST_NEEDS, NARROWEST, Brief, FactCondition
from dpcap.model.facts import FactSpec
from dpcap.model.finding import Finding, Step, has_errors
from dpcap.model.framework import Framework
from dpcap.model.two_languages import Params, TwoLanguages

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


# So many briefs are matched at once.
MOST_BRIEFS = 100
_ENDINGS = (".yaml", ".yml")
NEEDS, MUST = "needs", "must"
_ROLE, _LEVEL = TwoLanguages("角色", "a role"), TwoLanguages("等级", "a level")
_SCOPE = TwoLanguages("服务范围", "a scope")
_NODE = TwoLanguages("领域、维度或题目", "an area, a dimension or an indicator")
_NEED = TwoLanguages("领域、维度、题目或事实", "an area, a dimension, an indicator or a fact")


class BriefFile(NamedTuple):
    """A brief, and the file that it stands in."""

    document: Document
    brief: Brief


def brief_files(place: Path) -> tuple[Path, ...]:
    """The file *place*, or those of the folder in the order of their names. Raises UsageError."""
    if not place.is_dir():
        return (place,)
    found = sorted(one for one in place.iterdir() if one.suffix in _ENDINGS and one.is_file())
    if not found:
        raise UsageError(f"there is no brief in {place}", f"{place} 里没有需求书")
    if len(found) > MOST_BRIEFS:
        raise UsageError(
            f"{place} holds {len(found)} briefs; {MOST_BRIEFS} is the most at once",
            f"{place} 里有 {len(found)} 份需求书，一次最多 {MOST_BRIEFS} 份",
        )
    return tuple(found)


def read_brief(path: Path) -> BriefFile:
    """The brief at *path*, held against nothing yet. Raises InvalidInputError."""
    document = read_yaml(path)
    return BriefFile(document, validate(document, Brief))


def check_brief(read: BriefFile, framework: Framework) -> tuple[Finding, ...]:
    """What is wrong with a brief, held against *framework*, and what is doubtful about it."""
    found = [
        *_names(read, framework),
        *_counted(read),
        *_ranges(read),
        *check_facts(read.document, read.brief, framework),
    ]
    if has_errors(found):
        return tuple(found)
    return tuple(_nested(read, framework))


def _names(read: BriefFile, framework: Framework) -> Iterator[Finding]:
    """Ids that the framework has not."""
    must, needs = read.brief.must, read.brief.needs
    nodes = {*framework.groups, *framework.by_id}
    levels = {level.id for level in framework.levels}
    wanted: list[tuple[tuple[Step, ...], str, Collection[str], TwoLanguages]] = [
        *(((MUST, "roles", n), one, framework.roles, _ROLE) for n, one in enumerate(must.roles)),
        *(((MUST, "level"), one, levels, _LEVEL) for one in (must.level,) if one),
        *(
            ((MUST, "scopes", n), one, framework.scopes, _SCOPE)
            for n, one in enumerate(must.scopes)
        ),
        *(((MUST, "scores", one), one, nodes, _NODE) for one in must.scores),
        *(
            (path, one, nodes | framework.facts.keys(), _NEED)
            for path, one in _written(read)
            if one not in needs.facts
        ),
    ]
    for path, name, known, kind in wanted:
        if name not in known:
            yield read.document.finding(
                "DP664", path, partial(unknown_name, name, known, kind, framework)
            )


def _written(read: BriefFile) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Each need in the order and in the ranges, with its place."""
    needs = read.brief.needs
    for place, entry in enumerate(needs.order):
        if isinstance(entry, str):
            yield (NEEDS, "order", place), entry
        else:
            yield from (((NEEDS, "order", place, n), one) for n, one in enumerate(entry))
    yield from (((NEEDS, "ranges", name), name) for name in needs.ranges)


def _counted(read: BriefFile) -> Iterator[Finding]:
    """Too many needs, none, or one that stands twice in the order."""
    names = read.brief.needs.names
    if not names:
        yield read.document.finding("DP666", (NEEDS,))
    if len(names) > MOST_NEEDS:
        params: Params = {"count": len(names), "limit": MOST_NEEDS}
        yield read.document.finding("DP667", (NEEDS,), params)
    seen: Counter[str] = Counter()
    for path, name in _written(read):
        if path[1] == "order":
            seen[name] += 1
            if seen[name] > 1:
                yield read.document.finding("DP665", path, {"name": name})


def _ranges(read: BriefFile) -> Iterator[Finding]:
    for name, (low, high) in read.brief.needs.ranges.items():
        params: Params = {"name": name, "low": low, "high": high, "narrowest": NARROWEST}
        if high < low:
            yield read.document.finding("DP671", (NEEDS, "ranges", name), params)
        elif high - low < NARROWEST:
            yield read.document.finding("DP661", (NEEDS, "ranges", name), params)


def _nested(read: BriefFile, framework: Framework) -> Iterator[Finding]:
    """A need that is a part of another one."""
    names = set(read.brief.needs.names)
    holders: dict[str, set[str]] = {}
    for area, dimension, indicator in framework.walk():
        holders.setdefault(dimension.id, set()).add(area.id)
        holders.setdefault(indicator.id, set()).update((area.id, dimension.id))
    told: set[str] = set()
    for path, name in _written(read):
        outer = sorted((holders.get(name, set()) & names) - {name})
        if outer and name not in told:
            told.add(name)
            yield read.document.finding("DP674", path, {"inner": name, "outer": outer[0]})


def same_ids(read: Collection[BriefFile]) -> tuple[Finding, ...]:
    """A finding for each id that several briefs bear."""
    homes: dict[str, list[Document]] = {}
    for one in read:
        homes.setdefault(one.brief.id, []).append(one.document)
    return tuple(
        found[-1].finding(
            "DP673", ("id",), {"id": name, "places": ", ".join(each.shown for each in found)}
        )
        for name, found in homes.items()
        if len(found) > 1
    )
