"""`<reviews>/round.yaml`: the days of a round, read and checked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from dpcap.intake.decision import ENDING as DECISION
from dpcap.intake.finding_limit import refused
from dpcap.intake.model_errors import validate
from dpcap.intake.nearest import NO_HINT, did_you_mean, hint_params
from dpcap.intake.reviews_layout import (
    APPEAL_ENDING,
    DRAW_FILE,
    FACTS_ENDING,
    REVIEW_ENDING,
    ROUND_FILE,
)
from dpcap.intake.source import Document, read_yaml
from dpcap.intake.standing_rules import STANDING_FILE
from dpcap.model.finding import Finding, has_errors
from dpcap.model.round import Round
from dpcap.model.two_languages import Params

_ENDING = re.compile(
    "(?:" + "|".join(map(re.escape, (DECISION, FACTS_ENDING, APPEAL_ENDING, REVIEW_ENDING))) + ")$"
)
# A round is over within a year; a longer one is a slip in a year.
_LONGEST = 366


class OpenedRound(NamedTuple):
    """A sound round, the file that it was read from, and the warnings about it."""

    round: Round
    document: Document
    findings: tuple[Finding, ...]

    def unknown(self, known: Collection[str], *, whole: bool) -> tuple[Finding, ...]:
        """A warning for each extension of a provider whom none of *known* is.

        Unless *known* is the *whole* of them, only for those that look like one of them.
        """
        hints = {name: did_you_mean(name, known) for name in self.round.extensions}
        return tuple(
            self.document.finding(
                "DP482",
                ("extensions", name),
                {"provider": name, **hint_params(hint)},
                key=True,
            )
            for name, hint in hints.items()
            if name not in known and (whole or hint != NO_HINT)
        )


def held_providers(reviews: Path) -> frozenset[str]:
    """The ids of the providers on whom the directory *reviews* holds a file."""
    others = {ROUND_FILE, DRAW_FILE, STANDING_FILE}
    names = {path.name for path in reviews.glob("*.yaml")} - others
    return frozenset(_ENDING.sub("", name) for name in names)


def open_round(path: Path) -> OpenedRound:
    """The round in the file at *path*, with what else there is to say of it.

    Raises InvalidInputError.
    """
    document = read_yaml(path)
    made = validate(document, Round)
    found = (*_order(document, made), *_extensions(document, made), *_span(document, made))
    if has_errors(found):
        raise refused(found)
    return OpenedRound(made, document, found)


def _order(document: Document, made: Round) -> Iterator[Finding]:
    for (before, first), (after, second) in pairwise(made.days):
        if second < first:
            params: Params = {"field": after, "day": str(second)}
            params |= {"other": before, "before": str(first)}
            yield document.finding("DP480", (after,), params)


def _extensions(document: Document, made: Round) -> Iterator[Finding]:
    last = made.decision_on or made.review_ends_on
    for name, one in made.extensions.items():
        path = ("extensions", name, "due_on")
        params: Params = {"provider": name, "day": str(one.due_on)}
        if one.due_on <= made.due_on:
            yield document.finding("DP481", path, {**params, "due": str(made.due_on)})
        elif last is not None and one.due_on > last:
            yield document.finding("DP483", path, {**params, "last": str(last)})


def _span(document: Document, made: Round) -> Iterator[Finding]:
    (_, first), *_, (name, last) = made.days
    if (days := (last - first).days) > _LONGEST:
        params: Params = {"days": days, "first": str(first), "last": str(last)}
        yield document.finding("DP484", (name,), params)
