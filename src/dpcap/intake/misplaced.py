"""Keys that stand at the left margin of a file and belong under another key of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from dpcap.intake.linefaults import WIDE_BLANKS
from dpcap.intake.source import Document
from dpcap.intake.yaml_values import Plain
from dpcap.model.finding import Finding
from dpcap.model.two_languages import TwoLanguages

EVIDENCE = "evidence"
_FEW = 5
_PIECE = frozenset(("kind", "file", "url", "captured_on", "sha256"))
_BLANKS = re.compile(f"[{WIDE_BLANKS}]+")
_MARGIN = TwoLanguages(
    "它属于 {home}：请移到 {home}: 下面，行首加两个空格",
    "It belongs under {home}: move it there and indent it by two blanks",
)
_WIDE = TwoLanguages(
    "行首是全角或特殊空格，不算缩进。它属于 {home}：请换成两个半角空格",
    "The blanks before it are no ordinary ones and do not indent. It belongs under {home}: write"
    " two plain blanks",
)


def without_misplaced(
    document: Document, own: Collection[str], homes: Mapping[str, str], found: list[Finding]
) -> Plain:
    """What *document* says without the keys that belong under another; these go to *found*.

    *own* are the keys that stand at the margin, *homes* says where others belong.
    """
    data = document.data
    if not isinstance(data, dict):
        return data
    strays = dict(_strays(data, own, homes))
    alike: dict[tuple[bool, str], list[str]] = {}
    for key, home in strays.items():
        alike.setdefault((_BLANKS.match(key) is not None, home), []).append(key)
    for (_, home), keys in alike.items():
        hint = belongs_under(home, keys)
        params = {"field": in_sight(keys[0]), "hint_zh": hint.zh, "hint_en": hint.en}
        found.append(document.finding("DP106", (keys[0],), params, key=True))
    return {key: value for key, value in data.items() if key not in strays}


def belongs_under(home: str, keys: list[str]) -> TwoLanguages:
    """What to say of *keys*, which stand as far out as *home* and belong under it."""
    said = _WIDE if _BLANKS.match(keys[0]) else _MARGIN
    return _with_others(said.fill({"home": home}), keys[1:])


def _with_others(hint: TwoLanguages, others: list[str]) -> TwoLanguages:
    """*hint*, which holds for *others* as well."""
    if not others:
        return hint
    shown = "、".join(map(in_sight, others[:_FEW])) + ("…" if len(others) > _FEW else "")
    count = len(others)
    more = TwoLanguages(
        f"。同样的还有 {count} 处：{shown}", f". The same holds for {count} more: {shown}"
    )
    return TwoLanguages(hint.zh + more.zh, hint.en + more.en)


def in_sight(key: str) -> str:
    """*key* without wide blanks at its ends."""
    return key.strip() or key


def is_piece(raw: Plain) -> bool:
    """Whether *raw* looks like a piece of evidence."""
    return isinstance(raw, dict) and not _PIECE.isdisjoint(raw)


def _strays(
    data: Mapping[str, Plain], own: Collection[str], homes: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for key, raw in data.items():
        if key in own:
            continue
        if (home := homes.get(in_sight(key))) is not None:
            yield key, home
        elif EVIDENCE in own and is_piece(raw):
            yield key, EVIDENCE
