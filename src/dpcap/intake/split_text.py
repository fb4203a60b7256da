"""Texts that a comma ended too early: in braces YAML takes what follows for a key of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from yaml import MappingNode, Node, ScalarNode

from dpcap.intake.key_typos import YES_NO
from dpcap.intake.yaml_values import number
from dpcap.model.two_languages import TwoLanguages

_SHOWN = 120
_IN_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_COMMA = TwoLanguages(
    "它前面的逗号把一段文字断开了。请给整段文字加引号：{way}",
    "The comma before it ends the text. Put the whole text in double quotes: {way}",
)
_THOUSANDS = TwoLanguages(
    "它前面的逗号把一个数断开了：数字不写千分位，请写作 {way}",
    "The comma before it parts a number: write it without, {way}",
)


class SplitText(NamedTuple):
    """A text or a number in pieces: the key it stands under, and how it is to be written."""

    key: str
    way: str
    is_number: bool = False

    @property
    def hint(self) -> TwoLanguages:
        """What is wrong and what to write."""
        return (_THOUSANDS if self.is_number else _COMMA).fill({"way": self.way})


def split_texts(mapping: Node | None) -> dict[str, SplitText]:
    """By each key without value in *mapping* the text that it is a piece of.

    Keys are such pieces only in braces, behind a text without quotes.
    """
    found: dict[str, SplitText] = {}
    if not isinstance(mapping, MappingNode) or not mapping.flow_style:
        return found
    before: tuple[Node, Node] | None = None
    for is_bare, run in groupby(mapping.value, key=_bare):
        pairs = list(run)
        if is_bare and before is not None:
            pieces = [key for key, _ in pairs]
            text = _whole(before[0], [before[1], *pieces])
            found |= {str(piece.value): text for piece in pieces} if text else {}
        before = pairs[-1]
    return found


def _whole(key: Node, pieces: Sequence[Node]) -> SplitText | None:
    """The text or the number that *pieces* under *key* make; None: they are neither."""
    if _plain(pieces[0]):
        return _text(key, pieces)
    joined = _joined(pieces) if isinstance(pieces[0], ScalarNode) else ""
    if not _IN_THOUSANDS.fullmatch(joined):
        return None
    return SplitText(str(key.value), f"{key.value}: {joined.replace(',', '')}", is_number=True)


def _text(key: Node, pieces: Sequence[Node]) -> SplitText:
    whole = _joined(pieces).replace("\\", "\\\\").replace('"', '\\"')
    return SplitText(str(key.value), f'{key.value}: "{whole[:_SHOWN]}"')


def _bare(pair: tuple[Node, Node]) -> bool:
    """Whether a key has neither a colon nor a value behind it."""
    key, value = pair
    return isinstance(value, ScalarNode) and key.end_mark.index == value.end_mark.index


def _plain(node: Node) -> bool:
    """Whether *node* is some text without quotes, no number and no yes or no."""
    bare = isinstance(node, ScalarNode) and not node.style and bool(node.value)
    return bare and number(node.value) is None and node.value not in YES_NO


def _joined(pieces: Sequence[Node]) -> str:
    """The texts of *pieces* with the commas between them, and a blank where one was written."""
    whole = str(pieces[0].value)
    for before, piece in pairwise(pieces):
        near = piece.start_mark.index - before.end_mark.index <= 1
        whole += ("," if near else ", ") + str(piece.value)
    return whole
