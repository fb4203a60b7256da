"""How fast messages may follow each other."""

from __future__ import annotations

from collections.abc import Callable

_MINUTE = 60.0


class RateLimit:
    """Spaces messages evenly, *per_minute* of them at most (None: as fast as they are taken)."""

    def __init__(
        self,
        per_minute: int | None,
        monotonic: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self._gap = _MINUTE / per_minute if per_minute else 0.0
        self._monotonic, self._sleep = monotonic, sleep
        self._next = monotonic()

    def wait(self) -> None:
        """Come back when the next message may go."""
        if not self._gap:
            return
        left = self._next - self._monotonic()
        if left > 0:
            self._sleep(left)
        self._next = max(self._next, self._monotonic()) + self._gap
