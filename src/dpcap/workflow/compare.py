"""A few providers side by side, as a brand may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError, UsageError
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.report.compare.compared_profiles import (
    FEWEST,
    MOST,
    ComparedProfiles,
    ComparedProvider,
    doubts,
    plainly,
    sides_of,
)
from dpcap.report.compare.formats import COMPARE_FORMATS, ComparisonAssets, render_compare
from dpcap.report.paths import own_reports
from dpcap.report.words import language_of
from dpcap.text_width import COLUMNS
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.stored_profiles import blaming, framework_for, profile_at, read_profile


@dataclass(frozen=True)
class CompareRequest:
    """Two to five stored profiles: files, or the output folders of one provider each.

    `language`: None for the configuration's, else that of the first provider. `framework`: the
    directory of the framework they name, where it does not lie beside them. `templates`: a folder
    whose words go before ours.
    """

    profiles: Sequence[Path]
    language: Language | None = None
    framework: Path | None = None
    templates: Path | None = None


class Comparison(NamedTuple):
    """The providers as a brand may see them, and the stored profiles that they come from."""

    compared_profiles: ComparedProfiles
    stored: tuple[tuple[Path, Profile, Framework], ...]

    @property
    def language(self) -> Language:
        """The language it is rendered in."""
        return self.compared_profiles.words.language

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Why the providers cannot simply be held against each other, the gravest first."""
        with blaming(*self.stored):
            return tuple(plainly(finding) for finding in doubts(self.compared_profiles))


class RenderedComparison(NamedTuple):
    """A page or data, and what its file is called (None: it is for a terminal)."""

    file: str | None
    text: str


def compare_providers(
    request: CompareRequest, configuration: Configuration | None = None
) -> Comparison:
    """The comparison of the profiles of *request*.

    Raises UsageError unless there are two to five; InvalidInputError with what is wrong of each.
    """
    here = configuration or Configuration()
    spoken = here.language(request.language)
    entrants = _entrants(request, here)
    first = entrants[0]
    language = language_of(first.framework, spoken, first.profile.provider.language)
    stored = tuple(
        (path, *entrant) for path, entrant in zip(request.profiles, entrants, strict=True)
    )
    with blaming(*stored):
        return Comparison(sides_of(entrants, own_reports(), language, request.templates), stored)


def render_comparison(
    comparison: Comparison,
    name: str,
    *,
    templates: Path | None = None,
    columns: int = COLUMNS,
    colour: bool = False,
) -> RenderedComparison:
    """*comparison* in the format *name*; *columns* and *colour* are for a terminal only.

    *templates*: a directory whose templates go before ours. Raises UsageError for an unknown
    format, InvalidInputError if a stored profile was edited so that it cannot be rendered.
    """
    assets = ComparisonAssets(own_reports(), templates, columns, colour)
    with blaming(*comparison.stored):
        text = render_compare(comparison.compared_profiles, name, assets)
    return RenderedComparison(COMPARE_FORMATS.find("compare", name).file, text)


def _entrants(request: CompareRequest, configuration: Configuration) -> list[ComparedProvider]:
    """The profiles with their frameworks. Raises InvalidInputError with what is wrong of each."""
    paths = request.profiles
    if not FEWEST <= len(paths) <= MOST:
        raise UsageError(
            f"compare takes {FEWEST} to {MOST} profiles; {len(paths)} given",
            f"一次可比较 {FEWEST} 至 {MOST} 份画像，给了 {len(paths)} 份",
        )
    found: list[ComparedProvider] = []
    wrong: list[Finding] = []
    for path in map(profile_at, paths):
        try:
            profile = read_profile(path)
            framework = framework_for(profile, path, configuration, request.framework)
            found.append(ComparedProvider(profile, framework))
        except InvalidInputError as error:
            wrong += error.findings
    if wrong:
        raise InvalidInputError(wrong)
    return found
