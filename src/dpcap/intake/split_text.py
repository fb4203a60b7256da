"""Texts that a comma ended too early: in braces YAML takes what follows for a key of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from yaml import MappingNode, Node, ScalarNode

from dpcap.intake.key_typos import YES_NO
from dpcap.intake.wording import TwoLanguages
from dpcap.intake.yaml_values import number

_SHOWN = 120
_COMMA = TwoLanguages(
    "它前面的逗号把一段文字断开了。请给整段文字加引号：{way}",
    "The comma before it ends the text. Put the whole text in double quotes: {way}",
)


class SplitText(NamedTuple):
    """A text in pieces: the key it stands under, and how it is to be written."""

    key: str
    way: str

    @property
    def hint(self) -> TwoLanguages:
        """What is wrong and what to write."""
        return _COMMA.fill({"way": self.way})


def split_text(mapping: Node | None, piece: str) -> SplitText | None:
    """The text that *piece*, a key without value in *mapping*, is a part of; None: of none.

    That is so only in braces, behind a text without quotes.
    """
    if not isinstance(mapping, MappingNode) or not mapping.flow_style:
        return None
    pairs = mapping.value
    place = next((at for at, (key, _) in enumerate(pairs) if key.value == piece), 0)
    first = next((at for at in range(place - 1, -1, -1) if not _bare(pairs[at])), None)
    if first is None or not _bare(pairs[place]) or not _plain(pairs[first][1]):
        return None
    last = next((at for at in range(place, len(pairs)) if not _bare(pairs[at])), len(pairs))
    key, text = pairs[first]
    pieces = [text, *(each for each, _ in pairs[first + 1 : last])]
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
