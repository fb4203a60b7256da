"""The formats of the changes between two versions of a framework: Markdown, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.framework_changes import FrameworkChanges

_LISTS = ("added", "removed", "rescaled", "reworded", "guidance", "other")
_WORDS: dict[str, tuple[str, str]] = {
    "class": (
        "**变更级别：{change}**（按内容判定：{computed}；作者声明：{declared}）",
        "**Change class: {change}** (computed: {computed}; declared: {declared})",
    ),
    "none": ("无变化", "none"),
    "wording": ("文字", "wording"),
    "scoring": ("计分", "scoring"),
    "structure": ("结构", "structure"),
    "added": ("新增的题", "Added"),
    "removed": ("去掉的题", "Removed"),
    "renamed": ("改了编号", "Renamed"),
    "reweighted": ("权重变化（占该角色总分的百分比）", "Reweighted (per cent of a role's whole)"),
    "rescaled": ("答法或计分改了", "Rescaled"),
    "reworded": ("题面改了", "Reworded"),
    "guidance": ("说明文字改了", "Guidance reworded"),
    "other": ("framework.yaml 与领域里改了的部分", "Other parts"),
    "node": ("题", "Indicator"),
    "role": ("角色", "Role"),
    "before": ("之前", "Before"),
    "after": ("之后", "After"),
}


def _md(changes: FrameworkChanges, language: Language) -> str:
    return "\n".join(_lines(changes, language)) + "\n"


def _lines(changes: FrameworkChanges, language: Language) -> Iterator[str]:
    def say(key: str) -> str:
        return _WORDS[key][language == "en"]

    yield f"# {changes.before} → {changes.after}"
    kinds = {key: say(getattr(changes, key)) for key in ("change", "computed", "declared")}
    yield "\n" + say("class").format_map(kinds)
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
