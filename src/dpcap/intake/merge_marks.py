"""The marks that git leaves in a file which two people changed at the same place."""

from __future__ import annotations

import re

from dpcap.model.two_languages import TwoLanguages

_MARK = re.compile(r"^(?:<<<<<<<|>>>>>>>) ", re.MULTILINE)
MERGED = TwoLanguages(
    "这是 git 合并冲突的记号。请留下要的内容，删去 <<<<<<<、=======、>>>>>>> 这三行",
    "this is a mark of a merge conflict of git: keep what is right and remove the lines <<<<<<<,"
    " ======= and >>>>>>>",
)


def merge_mark(text: str) -> int | None:
    """The first line (from 1) of *text* that is such a mark; None: there is none."""
    found = _MARK.search(text)
    return None if found is None else len(text[: found.start()].splitlines()) + 1
