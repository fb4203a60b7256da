"""Briefs of brands matched with stored profiles. A person chooses; nothing is scored anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dpcap.batch.output_dir import PROFILE, ROWS
from dpcap.errors import InvalidInputError, UsageError
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.match import MatchOutcome
from dpcap.model.profile import Profile
from dpcap.model.statement import Statement
from dpcap.report.match.formats import MATCH_FORMATS, MatchPageSetup
from dpcap.report.match.matched_profiles import MatchedProfiles, matched_profiles
from dpcap.report.paths import own_reports
from dpcap.scoring.match import match_briefs
from dpcap.scoring.need_scores import ProfileReading
from dpcap.scoring.refused_proof import refused_scores
from dpcap.text_width import COLUMNS
from dpcap.workflow.briefs import open_briefs
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.select_rows import select_rows
from dpcap.workflow.standing_batch import read_profiles
from dpcap.workflow.stored_profiles import (
    blaming,
    framework_for,
    profile_at,
    read_stored,
)

_FOR_AN_AUDIENCE, _TWICE, _CLOSED = "DP640", "DP676", "DP675"
Entrant = tuple[Path, Profile, Framework]


@dataclass(frozen=True)
class MatchRequest:
    """A brief or a folder of briefs, and where stored profiles lie.

    `places`: output folders of `dpcap batch`, those of one provider in them, or files. `on`: the
    day on which briefs are open. `framework`: the one that the profiles name, where it does not lie
    beside them.
    """

    briefs: Path
    places: Sequence[Path]
    on: date
    framework: Path | None = None


class Match(NamedTuple):
    """What the briefs found, the profiles that it rests on, and what could not be read of them."""

    outcome: MatchOutcome
    stored: tuple[Entrant, ...]
    findings: tuple[Finding, ...]


class RenderedMatch(NamedTuple):
    """A page or data, and what its file is called (None: it is for a terminal)."""

    file: str | None
    text: str


def match_profiles(request: MatchRequest, configuration: Configuration | None = None) -> Match:
    """Which of the stored profiles fit each brief of *request*, and by which priorities they lead.

    Raises UsageError: no brief, no profile; InvalidInputError: a brief that is wrong or contradicts
    itself, a profile that is not whole, one provider twice.
    """
    here = configuration or Configuration()
    stored, left_out = _entrants(request, here)
    frameworks = {framework.digest: framework for _, _, framework in stored}
    read, doubts = open_briefs(request.briefs, frameworks.values())
    readings = []
    for path, profile, framework in stored:
        with blaming((path, profile, framework)):
            refused = refused_scores(profile, framework)
        readings.append(ProfileReading(profile, framework, refused))
    closed = (
        one.document.finding(_CLOSED, ("closes_on",), {"day": str(one.brief.closes_on)})
        for one in read
        if one.brief.closes_on and one.brief.closes_on < request.on
    )
    outcome = match_briefs([one.brief for one in read], readings, request.on)
    return Match(outcome, stored, (*left_out, *doubts, *closed))


def render_match(
    found: Match,
    name: str,
    *,
    audience: str = "brand",
    language: Language = "en",
    columns: int = COLUMNS,
    colour: bool = False,
) -> RenderedMatch:
    """*found* in the format *name*, as *audience* may see it.

    Raises UsageError for an unknown format or audience.
    """
    made = MATCH_FORMATS.find("match", name)
    with blaming(*found.stored):
        text = made.renderer(
            _as_seen(found, audience, language), MatchPageSetup(columns, colour=colour)
        )
    return RenderedMatch(made.file, text)


def _as_seen(found: Match, audience: str, language: Language) -> MatchedProfiles:
    pairs = [(profile, framework) for _, profile, framework in found.stored]
    return matched_profiles(found.outcome, pairs, own_reports(), audience, language)


def _entrants(
    request: MatchRequest, here: Configuration
) -> tuple[tuple[Entrant, ...], tuple[Finding, ...]]:
    """Whole profiles with their frameworks, by provider, and why others are left out."""
    if not request.places:
        raise UsageError("name where profiles lie", "请给出画像所在的目录")
    entrants: list[Entrant] = []
    left_out: list[Finding] = []
    known: dict[str, Framework] = {}
    for place in request.places:
        for path, profile in _profiles(place, left_out):
            digest = profile.framework.digest
            known[digest] = framework_for(profile, path, here, request.framework, known.get(digest))
            entrants.append((path, profile, known[digest]))
    homes: dict[str, list[str]] = {}
    for path, profile, _ in entrants:
        homes.setdefault(profile.provider.id, []).append(path.as_posix())
    twice = {name: places for name, places in homes.items() if len(places) > 1}
    if twice:
        raise InvalidInputError([*map(partial(_stands_twice, twice), twice)])
    if not entrants:
        if left_out:
            raise InvalidInputError(left_out)
        raise UsageError("there is no profile to match", "没有可配的画像")
    return tuple(sorted(entrants, key=lambda one: one[1].provider.id)), tuple(left_out)


def _stands_twice(homes: dict[str, list[str]], provider: str) -> Finding:
    params: dict[str, str | int | float] = {
        "provider": provider,
        "places": ", ".join(homes[provider]),
    }
    return Finding(code=_TWICE, params=params)


def _profiles(place: Path, left_out: list[Finding]) -> Iterator[tuple[Path, Profile]]:
    """The whole profiles at *place*: those of a batch, or the one that it is."""
    if place.is_dir() and (place / ROWS).is_file():
        ((out, rows),) = select_rows((place,))
        known, failed = read_profiles(out, rows)
        left_out.extend(failed)
        yield from ((out / one.row.provider / PROFILE, one.profile) for one in known)
        return
    path = profile_at(place)
    stored = read_stored(path)
    if isinstance(stored, Statement):
        raise InvalidInputError([Finding(code=_FOR_AN_AUDIENCE, file=path.as_posix())])
    yield path, stored
