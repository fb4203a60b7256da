"""Decisions taken since a batch, of which that batch, and all that rests on it, knows nothing."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from dpcap.batch.run_record import RunRecord, read_run_record
from dpcap.intake.decision import decision_file
from dpcap.intake.gates import presets
from dpcap.model.outcome import ScoredOutcome
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.select_rows import select_rows


class UnreadDecisions(NamedTuple):
    """The `providers` whose decision is another one than the batch knows; none: it knows all.

    `command`: that by which the batch is run again, its words; a place that nobody remembers is a
    word in capitals.
    """

    providers: tuple[str, ...]
    command: tuple[str, ...]


def unread_decisions(
    out: Path,
    reviews: Path | None,
    providers: tuple[str, ...] = (),
    configuration: Configuration | None = None,
) -> UnreadDecisions:
    """Those of the batch in *out*; of *providers* only, if any are named.

    *reviews*: where decisions lie, by default the configuration's, else where the batch found them.
    Raises UsageError, InvalidInputError for the batch.
    """
    here = configuration or Configuration()
    ((place, rows),) = select_rows((out,), providers)
    before = read_run_record(place)
    held = here.reviews(reviews, before.reviews)
    if held is None:
        return UnreadDecisions((), ())
    scored = (one for one in rows if isinstance(one, ScoredOutcome))
    unread = tuple(one.provider for one in scored if _lying(held, one.provider) != one.decided)
    return UnreadDecisions(unread, _command(place, held, before))


def _lying(reviews: Path, provider: str) -> str | None:
    """The SHA-256 of the decision's file; None: there is none that can be read."""
    try:
        return sha256(decision_file(reviews, provider).read_bytes()).hexdigest()
    except OSError:
        return None


def _command(out: Path, reviews: Path, before: RunRecord) -> tuple[str, ...]:
    """The call of the batch, as far as it is remembered."""
    words = ["dpcap", "batch", *(before.roots or ("PROVIDERS",)), "--out", str(out)]
    words += ["--reviews", str(reviews)]
    if before.gates is not None:
        words += ["--gates", before.gates.id if before.gates.id in presets() else "FILE"]
    if before.evidence_root is not None:
        words += ["--evidence-root", before.evidence_root]
    return tuple(words)
