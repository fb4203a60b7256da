"""YAML text to node graph: one pass of the C parser, held to limits before anything is built."""

from __future__ import annotations

import re

from yaml import CBaseLoader, MappingNode, Mark, MarkedYAMLError, Node, ScalarNode, SequenceNode

MAX_DEPTH = 20
MAX_ALIASED = 10_000
MAX_NODES = 100_000

# The tags the composer writes on nodes that bear none: a plain scalar may be a number, a quoted
# one is text. Any other tag stood in the file.
PLAIN = "plain"
TEXT = "text"
COLLECTION = "collection"


# The parser's own limit on depth lies far above ours, but it looks ahead and may meet it first.
_TOO_DEEP = "exceeded maximum nesting depth"

# A line that begins with a percent sign speaks to the parser, which holds each against all before.
_PERCENT = re.compile("%")
_LINE_ENDS = frozenset("\n\r\x85\u2028\u2029\ufeff")


class DirectiveError(Exception):
    """The text gives orders to the parser; `offset` says where."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class LimitError(Exception):
    """A limit was passed at `mark`; `code` says which."""

    def __init__(self, code: str, limit: int, mark: Mark) -> None:
        super().__init__(code)
        self.code = code
        self.limit = limit
        self.mark = mark


def compose(text: str) -> Node | None:
    """The node graph of the one document in *text*; None if it is empty.

    Raises yaml.YAMLError if it is no YAML, DirectiveError if it gives orders to the parser,
    LimitError if it is too deep, has too many values, or its aliases expand to too much.
    """
    for match in _PERCENT.finditer(text):
        if match.start() == 0 or text[match.start() - 1] in _LINE_ENDS:
            raise DirectiveError(match.start())
    composer = _Composer(text)
    try:
        root: Node | None = composer.get_single_node()
    except MarkedYAMLError as error:
        if error.problem == _TOO_DEEP and error.problem_mark is not None:
            raise LimitError("DP107", MAX_DEPTH, error.problem_mark) from error
        raise
    finally:
        composer.dispose()
    if root is not None and "&" in text:
        _Weigher().weigh(root)
    return root


class _Composer(CBaseLoader):
    """The C parser without tag resolution: what a plain scalar means is decided while building."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0
        self._nodes = 0

    def resolve(self, kind: type[Node], _value: object, implicit: tuple[bool, bool] | bool) -> str:
        if kind is not ScalarNode:
            return COLLECTION
        return PLAIN if isinstance(implicit, tuple) and implicit[0] else TEXT

    def descend_resolver(self, parent: Node | None, _index: object) -> None:
        # The parser recurses in C: without this, ten thousand brackets end the process.
        self._depth += 1
        if self._depth > MAX_DEPTH and parent is not None:
            raise LimitError("DP107", MAX_DEPTH, parent.start_mark)
        self._nodes += 1
        if self._nodes > MAX_NODES and parent is not None:
            raise LimitError("DP119", MAX_NODES, parent.start_mark)

    def ascend_resolver(self) -> None:
        self._depth -= 1


class _Weigher:
    """Counts what aliases expand to. A node seen before is an alias: its whole weight is added."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[int, int]] = {}
        self._open: set[int] = set()
        self._aliased = 0

    def weigh(self, node: Node) -> tuple[int, int]:
        """Nodes in the expanded *node*, and how deep it goes."""
        if isinstance(node, ScalarNode):
            return 1, 1
        known = self._known.get(id(node))
        if known is not None:
            self._aliased += known[0]
            if self._aliased > MAX_ALIASED:
                raise LimitError("DP108", MAX_ALIASED, node.start_mark)
            return known
        return self._weigh_new(node)

    def _weigh_new(self, node: Node) -> tuple[int, int]:
        if id(node) in self._open:
            raise LimitError("DP108", MAX_ALIASED, node.start_mark)
        self._open.add(id(node))
        size = height = 1
        for child in _children(node):
            more, higher = self.weigh(child)
            size += more
            height = max(height, higher + 1)
        if height > MAX_DEPTH:
            raise LimitError("DP107", MAX_DEPTH, node.start_mark)
        self._open.discard(id(node))
        self._known[id(node)] = size, height
        return size, height


def _children(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []
