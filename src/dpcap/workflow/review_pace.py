"""How many minutes reviewers take for one thing, by what they took so far."""

from __future__ import annotations

from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.judgements import judgements_in, read_judgements
from dpcap.model.framework import Framework


def review_pace(reviews: Path, framework: Framework) -> float | None:
    """Minutes for one ruling, over all that is noted in the directory *reviews*; None: nothing is.

    A file that is not sound says nothing here; `dpcap lint` tells of it.
    """
    minutes, ruled = 0.0, 0
    for path in judgements_in(reviews):
        try:
            one = read_judgements(path, framework)
        except (InvalidInputError, OSError):
            continue
        if one.minutes and one.ruled:
            minutes, ruled = minutes + one.minutes, ruled + one.ruled
    return minutes / ruled if ruled else None
