"""Rules about a framework's versions: what its migrations declare, and how far the number rises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from dpcap.intake.migrations import MIGRATIONS
from dpcap.intake.source_map import SourceMap
from dpcap.model.finding import Finding
from dpcap.model.framework_changes import framework_changes, numbers_of, rises_enough
from dpcap.model.migration import ChangeClass, MigrationStep, steps_from
from dpcap.model.two_languages import Params, TwoLanguages

_THREE = TwoLanguages(
    "版本号须是三段数字，如 2026.12.0", "a version is three numbers, such as 2026.12.0"
)
_ENOUGH: dict[ChangeClass, TwoLanguages] = {
    "none": TwoLanguages("后一版的号须更大", "the later number must be larger"),
    "wording": TwoLanguages("后一版的号须更大", "the later number must be larger"),
    "scoring": TwoLanguages(
        "计分变了，请升第二段（或第一段）", "scoring changes: raise the second number, or the first"
    ),
    "structure": TwoLanguages(
        "题目或答法变了，请升第二段（或第一段）",
        "what is asked changes: raise the second number, or the first",
    ),
}


def undeclared(origin: SourceMap) -> Iterator[Finding]:
    """An indicator reworded of which nobody says whether it means the same."""
    for step in _steps(origin):
        how = step.migration
        told = {*how.same_meaning, *how.asked_anew, *how.rescaled, *how.options}
        for node in framework_changes(step.old, step.new).reworded:
            if node not in told:
                yield _at(origin, step, "DP194", {"name": node})


def too_small(origin: SourceMap) -> Iterator[Finding]:
    """A version that does not rise enough for what it changes."""
    for step in _steps(origin):
        change = framework_changes(step.old, step.new).change
        then, now = step.old.version, step.new.version
        if rises_enough(then, now, change):
            continue
        three = numbers_of(then) and numbers_of(now)
        said = (_ENOUGH[change] if three else _THREE).params
        yield _at(origin, step, "DP197", {"then": then, "now": now, **said})


def _steps(origin: SourceMap) -> tuple[MigrationStep, ...]:
    history = origin.framework.history
    found = steps_from(origin.framework, history[0].framework.edition) if history else ()
    return found or ()


def _at(origin: SourceMap, step: MigrationStep, code: str, params: Params) -> Finding:
    """A finding in the migration file of *step*."""
    name = f"{step.old.version}-{step.new.version}.yaml"
    file = PurePosixPath(origin.head.shown).parent / MIGRATIONS / name
    return Finding(code=code, file=str(file), line=1, column=1, params=params)
