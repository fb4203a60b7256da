"""What is worked out once a framework and then kept beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Derived(dict[object, Any]):
    """Results by the function that made them: no part of the value, never pickled with it."""

    def of(self, derive: Callable[..., T], owner: object, *more: object) -> T:
        """What *derive* makes of *owner* and *more*, made only once for each *more*."""
        key = (derive, *more)
        if key not in self:
            self[key] = derive(owner, *more)
        made: T = self[key]
        return made

    def __reduce__(self) -> tuple[type[Derived], tuple[()]]:
        return Derived, ()
