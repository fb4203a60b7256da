"""Which questions are asked: the whole set of the role, or the core set alone."""

from typing import Literal

AskedSet = Literal["role", "core"]


def decides(asked: AskedSet, needed: AskedSet) -> bool:
    """Whether gates, decisions and seals, which need the set *needed*, may rest on *asked*."""
    return asked == "role" or needed == "core"
