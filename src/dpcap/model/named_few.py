"""The names that a finding of one cause lists: the first few, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterable

MOST_NAMED = 6


def named_few(key: str, names: Iterable[str], most: int = MOST_NAMED) -> dict[str, str]:
    """The parameters `{key}_zh` and `{key}_en`: *names*, each once, in their order, cut short."""
    each = [*dict.fromkeys(names)]
    shown, left = each[:most], len(each) - most
    zh, en = "、".join(shown), ", ".join(shown)
    if left > 0:
        zh, en = f"{zh} 等 {len(each)} 个", f"{en} and {left} more"
    return {f"{key}_zh": zh, f"{key}_en": en}
