"""`briefs/*.yaml`: what brands look for, held against the framework that profiles were made by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import UsageError
from dpcap.intake.brief_facts import check_facts, unknown_name
from dpcap.intake.model_errors import validate
from dpcap.intake.source import Document, read_yaml
from dpcap.intake.wording import Params, TwoLanguages
from dpcap.model.brief import MOST_NEEDS, NARROWEST, Brief
from dpcap.model.finding import Finding, Step, has_errors
from dpcap.model.framework import Framework

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
