"""What changed between two profiles of one provider, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError, UsageError
from dpcap.model.base import Language
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.report.diff import DiffInputs, render_diff
from dpcap.report.diff_view import DiffSide
from dpcap.report.words import language_of
from dpcap.scoring.change_attribution import change
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.score import profile_of
from dpcap.text_width import COLUMNS
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.stored_profiles import (
    LOST,
    blaming,
    framework_for,
    profile_at,
    read_profile,
)

_SAME = 1e-9


@dataclass(frozen=True)
class DiffRequest:
    """Two stored profiles of one provider, each a file or an output folder with one provider.

    `framework`: the directory of the framework of the later one, where it does not lie beside it.
    """

    before: Path
    after: Path
    framework: Path | None = None


class ProfileDiff(NamedTuple):
    """The change with both sides of it, and the stored profiles that they come from."""

    difference: DiffInputs
    stored: tuple[tuple[Path, Profile, Framework], ...]


def diff_profiles(request: DiffRequest, configuration: Configuration | None = None) -> ProfileDiff:
    """What changed from one profile of *request* to the other, by where it came from.

    Where the framework of the earlier one is lost, the later one's serves. Raises UsageError: not
    one profile there, two providers; InvalidInputError for a profile that cannot be read.
    """
    here = configuration or Configuration()
    old, new = profile_at(request.before), profile_at(request.after)
    was, now = _profiles(old, new)
    present = framework_for(now, new, here, request.framework)
    own = _own_framework(was, old, here, present)
    stored = ((new, now, present), (old, was, own or present))
    with blaming(*stored):
        found = change(was, sha256(old.read_bytes()).hexdigest(), rebuild_case(present, now), now)
        earlier = _side(was, own) if own else DiffSide(was, present, whole=True)
        return ProfileDiff(DiffInputs(found, earlier, _side(now, present)), stored)


def render_profile_diff(
    diff: ProfileDiff,
    name: str,
    *,
    language: Language | None = None,
    columns: int = COLUMNS,
    colour: bool = False,
) -> str:
    """*diff* in the format *name*; *columns* and *colour* are for a terminal only.

    *language*: by default the provider's. Raises UsageError for an unknown format,
    InvalidInputError if a stored profile was edited so that it cannot be rendered.
    """
    after = diff.difference.after
    spoken = language_of(after.framework, language, after.profile.provider.language)
    with blaming(*diff.stored):
        return render_diff(diff.difference, name, spoken, columns=columns, colour=colour)


def _profiles(old: Path, new: Path) -> tuple[Profile, Profile]:
    """Those at *old* and *new*. Raises UsageError if they are of two providers."""
    was, now = read_profile(old), read_profile(new)
    if was.provider.id != now.provider.id:
        one, other = was.provider.id, now.provider.id
        raise UsageError(
            f"the profiles are of two providers, {one} and {other}: use dpcap compare",
            f"两份画像属于不同服务商：{one} 与 {other}。比较不同服务商请用 dpcap compare",
        )
    return was, now


def _own_framework(
    profile: Profile, path: Path, configuration: Configuration, present: Framework
) -> Framework | None:
    """The framework of the earlier *profile*; None if it is lost: then the present one serves."""
    same = profile.framework.digest == present.digest
    try:
        return framework_for(profile, path, configuration, known=present if same else None)
    except InvalidInputError as error:
        if error.findings[0].code != LOST:
            raise
        return None


def _side(profile: Profile, framework: Framework) -> DiffSide:
    """*profile* with whether it can be scored again from itself."""
    again = profile_of(rebuild_case(framework, profile)).overall
    pairs = ((again.claimed, profile.overall.claimed), (again.proved, profile.overall.proved))
    whole = all(abs((one or 0.0) - (other or 0.0)) <= _SAME for one, other in pairs)
    return DiffSide(profile, framework, whole)
