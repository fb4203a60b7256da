"""Node graph to plain Python values, by the rules of YAML 1.2's core schema and no others.

Only `true`, `false`, `null` and decimal numbers are more than text. A number with a leading zero
(`010`), `no`, `on`, `12:30`, `1_000` and days stay text: nobody is surprised by what they became.
"""

from __future__ import annotations

import math
import re

from yaml import MappingNode, Mark, Node, ScalarNode, SequenceNode

from dpcap.intake.finding_limit import FindingLimit
from dpcap.intake.yaml_nodes import COLLECTION, PLAIN, TEXT
from dpcap.model.finding import Finding

Plain = bool | int | float | str | list["Plain"] | dict[str, "Plain"] | None

_WORDS: dict[str, Plain] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
}
_NUMBER = re.compile(
    r"[-+]?(?:(?P<whole>0|[1-9]\d*)|(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)", re.ASCII
)
# Under these keys stand ids that a person gives: digits will do.
_IDS_UNDER = frozenset(("evidence",))
_NUMBER_STARTS = frozenset("0123456789+-.")
# Controls but tab and line break, and the marks that make text run the other way.
_HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


def number(text: str) -> int | float | None:
    """The decimal number *text* says (perhaps infinite, if it is too large), or None."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    value = float(text)
    return int(text) if match["whole"] is not None and math.isfinite(value) else value


def harmful(text: str) -> str | None:
    """The first control or text-direction character in *text*, as U+XXXX."""
    if text.isprintable():
        return None
    found = _HARMFUL.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def harmless(text: str) -> str:
    """The beginning of *text*, fit to be shown in a message."""
    return _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", text)[:40]


class Builder:
    """Builds values; `findings` gathers what must not be built (None stands in its place)."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._ration = FindingLimit(shown)
        self.findings: list[Finding] = []

    def build(self, node: Node, *, ids: bool = False) -> Plain:
        """The value of *node*; with *ids* its keys are ids, which may be digits."""
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if node.tag != COLLECTION:
            self._report("DP114", node.start_mark, tag=_short(node.tag))
            return None
        if isinstance(node, MappingNode):
            return self._mapping(node, ids=ids)
        return (
            [self.build(child) for child in node.value] if isinstance(node, SequenceNode) else None
        )

    def _scalar(self, node: ScalarNode) -> Plain:
        text: str = node.value
        if not text.isprintable() and (char := harmful(text)):
            self._report("DP113", node.start_mark, field=harmless(text), char=char)
            return None
        if node.tag == PLAIN:
            return self._plain(node, text)
        if node.tag != TEXT:
            self._report("DP114", node.start_mark, tag=_short(node.tag))
            return None
        return text

    def _plain(self, node: ScalarNode, text: str) -> Plain:
        value: Plain = text
        if text in _WORDS:
            value = _WORDS[text]
        elif text[0] in _NUMBER_STARTS:
            figure = number(text)
            value = text if figure is None else figure
        if isinstance(value, float) and not math.isfinite(value):
            self._report("DP111", node.start_mark, field=text[:40])
            return None
        return value

    def _mapping(self, node: MappingNode, *, ids: bool) -> dict[str, Plain]:
        values: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, ids=ids, bare=_is_empty(value_node))
            if key is None:
                continue
            if key in values:
                self._report("DP102", key_node.start_mark, key=key)
                continue
            values[key] = self.build(value_node, ids=key in _IDS_UNDER)
        return values

    def _key(self, node: Node, *, ids: bool, bare: bool) -> str | None:
        """The key at *node*, as it is written if it is digits where *ids* are, or stands *bare*.

        Bare, in braces, it most likely is a value without its key: who reads the mapping says so.
        """
        if isinstance(node, ScalarNode) and node.tag == PLAIN and node.value == "<<":
            self._report("DP115", node.start_mark)
            return None
        before = len(self.findings)
        key = self.build(node)
        if isinstance(key, str):
            return key
        if isinstance(node, ScalarNode) and (
            (ids and type(key) is int) or (bare and key is not None)
        ):
            return str(node.value)
        if len(self.findings) == before:
            shown = node.value if isinstance(node, ScalarNode) else "[…]"
            self._report("DP116", node.start_mark, key=shown)
        return None

    def _report(self, code: str, mark: Mark, **params: str) -> None:
        def made() -> Finding:
            line, column = mark.line + 1, mark.column + 1
            return Finding(code=code, file=self._shown, line=line, column=column, params={**params})

        self.findings.append(self._ration.finding(code, made))


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == PLAIN and node.value == ""


def _short(tag: str) -> str:
    """*tag* as the file wrote it."""
    return tag.replace("tag:yaml.org,2002:", "!!")[:60]
