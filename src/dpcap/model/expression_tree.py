"""Expressions as trees, for what has to be told of them beside whether they hold.

CEL and Python agree on how names, texts, numbers, lists, sums, comparisons and truths are written
and on what binds tighter than what, so Python's own parser reads those.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache

_WRITTEN = re.compile(r"""'[^'\\]*'|"[^"\\]*"|&&|\|\||!=|.""", re.DOTALL)
_PYTHON = {"&&": " and ", "||": " or ", "!": "~"}
TRUTHS = {"true": True, "false": False}


@lru_cache(maxsize=256)
def tree_of(source: str) -> ast.expr | None:
    """*source* as Python reads it; None: it does not (`a ? b : c`), or an escape could mislead."""
    if "\\" in source or "//" in source or "'''" in source or '"""' in source:
        return None
    python = "".join(_PYTHON.get(part, part) for part in _WRITTEN.findall(source))
    try:
        return ast.parse(python.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
