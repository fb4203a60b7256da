"""The charts' style for WeasyPrint, which lends an SVG in a page nothing of the page's style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

# What styles the inside of a chart: its classes, and its text.
_INSIDE = re.compile(r"\.(?:radar|bar)-|svg text\b")
_VALUE = re.compile(r"var\((--[a-z-]+)\)")


@lru_cache(maxsize=8)
def chart_rules(css: str) -> str:
    """The rules of the style sheet *css* for what is inside a chart, as they hold on paper.

    Variables are replaced by their values: those of `:root`, or of `:root` in `@media print`.
    """
    values: dict[str, str] = {}
    rules: list[str] = []
    for selector, body in _on_paper(css):
        if selector == ":root":
            values |= re.findall(r"(?<![a-z-])(--[a-z-]++):([^;]+)", body)
        elif all(_INSIDE.match(one.strip()) for one in selector.split(",")):
            rules.append(f"{selector}{{{body}}}")
    return _VALUE.sub(lambda found: values.get(found[1], "currentcolor"), "".join(rules))


def _on_paper(css: str) -> Iterator[tuple[str, str]]:
    """Every rule that holds on paper: its selector and what stands between its braces."""
    from tinycss2 import parse_rule_list, parse_stylesheet, serialize  # noqa: PLC0415 - an extra

    rules: list[Any] = []
    for rule in parse_stylesheet(css):
        if rule.type == "at-rule" and rule.lower_at_keyword == "media":
            if serialize(rule.prelude).strip() == "print":
                rules += parse_rule_list(rule.content)
        else:
            rules.append(rule)
    for rule in rules:
        if rule.type == "qualified-rule":
            yield serialize(rule.prelude).strip(), serialize(rule.content).strip()
