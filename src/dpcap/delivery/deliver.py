"""Letters out of an outbox: each as often as it takes, and never again once it has gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from dpcap.delivery.outbox import Outbox
from dpcap.delivery.transport import DeliveryResult, OutgoingMessage, ServerError, Transport
from dpcap.model.outbox import OutboxEntry, QueueState

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


# Seconds before what was put off is tried again: 1, 4 and 15 minutes. Who greylists asks for
# one to five.
_PAUSES = (60, 240, 900)


class RetryPolicy(NamedTuple):
    """How often a letter is tried in one run, and what waits in between."""

    attempts: int
    sleep: Callable[[float], None]


class DeliveryReport(NamedTuple):
    """What became of a letter in one attempt; `will_retry`: it is tried again in this run."""

    entry: OutboxEntry
    state: QueueState
    will_retry: bool


def deliver(
    outbox: Outbox,
    letters: Iterable[OutboxEntry],
    transport: Transport,
    rate_limit: RateLimit,
    patience: RetryPolicy,
    *,
    on_told: Callable[[DeliveryReport], None],
) -> Counter[QueueState]:
    """Send *letters*, and keep in *outbox* what becomes of each; how many ended in which state.

    What is put off is tried again when all others have had their turn. Raises ServerError if the
    server as such takes nothing; all that is left then waits, with that reason.
    """
    ended: Counter[QueueState] = Counter()
    waiting = list(letters)
    for attempt in range(1, patience.attempts + 1):
        last = attempt == patience.attempts
        put_off: list[OutboxEntry] = []
        try:
            while waiting:
                rate_limit.wait()
                outcome = _attempt(outbox, waiting[0], transport)
                entry = waiting.pop(0)
                state = outbox.settle(entry.id, outcome.state, outcome.reason)
                again = outcome.state == "queued" and not last
                put_off += [entry] if again else []
                ended.update([] if again else [state])
                on_told(DeliveryReport(entry, state, again))
        except ServerError as error:
            put_off += waiting
            outbox.remark([entry.id for entry in put_off], error.reason)
            if error.lasting or last:
                raise
        if not put_off:
            break
        waiting = put_off
        patience.sleep(_PAUSES[min(attempt, len(_PAUSES)) - 1])
    return ended


def _attempt(outbox: Outbox, entry: OutboxEntry, transport: Transport) -> DeliveryResult:
    post = OutgoingMessage(entry.sender, entry.recipient, outbox.content(entry.id))
    return transport.send(post, partial(outbox.begin, entry.id))
