"""The formats of the changes between two versions of a framework: Markdown, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from dpcap.report.paths import own_reports
from dpcap.report.registry import FormatRegistry, OutputFormat
from dpcap.report.words import load_words

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.framework_changes import FrameworkChanges

_LISTS = ("added", "removed", "rescaled", "reworded", "guidance", "other")
_BOOK = "versions"


def _md(changes: FrameworkChanges, language: Language) -> str:
    return "\n".join(_lines(changes, language)) + "\n"


def _lines(changes: FrameworkChanges, language: Language) -> Iterator[str]:
    words = load_words(own_reports(), language, _BOOK)

    def say(key: str, **fields: str) -> str:
        return words.say(f"diff.{key}", **fields)

    yield f"# {changes.before} → {changes.after}"
    kinds = {key: say(getattr(changes, key)) for key in ("change", "computed", "declared")}
    yield "\n" + say("change_class", **kinds)
    if changes.renamed:
        yield f"\n## {say('renamed')}\n"
        yield from (f"- {was} → {now}" for was, now in changes.renamed)
    for key in _LISTS:
        if names := getattr(changes, key):
            yield f"\n## {say(key)}\n"
            yield from (f"- {name}" for name in names)
    if changes.reweighted:
        heads = " | ".join(say(key) for key in ("node", "role", "before", "after"))
        yield f"\n## {say('reweighted')}\n\n| {heads} |\n|---|---|---:|---:|"
        for one in changes.reweighted:
            yield f"| {one.node} | {one.role} | {one.before:.2%} | {one.after:.2%} |"


def _json(changes: FrameworkChanges, _language: Language) -> str:
    plain = {**changes._asdict(), "class": changes.change}
    plain["reweighted"] = [one._asdict() for one in changes.reweighted]
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


FRAMEWORK_DIFF = "framework diff"
FRAMEWORK_DIFF_FORMATS: FormatRegistry[Callable[[FrameworkChanges, Language], str]] = (
    FormatRegistry(
        OutputFormat("md", _md, (FRAMEWORK_DIFF,), default_of=(FRAMEWORK_DIFF,)),
        OutputFormat("json", _json, (FRAMEWORK_DIFF,)),
    )
)
