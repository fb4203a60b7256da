"""`dpcap diff`: what changed between two profiles of one provider, and where it came from."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import FrameworkOption, LangOption

if TYPE_CHECKING:
    from dpcap.model.framework import Framework
    from dpcap.model.profile import Profile
    from dpcap.report.diff_view import DiffSide

PROFILE = "profile.json"
_SAME = 1e-9
_NARROWEST, _WIDEST = 80, 120


class Shape(StrEnum):
    """How the change is printed."""

    terminal = "terminal"
    md = "md"
    json = "json"


Stored = Annotated[
    Path,
    typer.Argument(
        metavar="PROFILE",
        help=say(
            "profile.json，或只含一家服务商的输出目录",
            "a profile.json, or the output folder of one provider",
        ),
    ),
]


def diff(
    before: Stored,
    after: Stored,
    shape: Annotated[
        Shape, typer.Option("--format", help=say("输出形式", "how it is printed"))
    ] = Shape.terminal,
    lang: LangOption = None,
    framework: FrameworkOption = None,
) -> None:
    """Print what changed from *before* to *after*, in five parts."""
    import shutil
    from hashlib import sha256

    from dpcap.cli.render import in_colour
    from dpcap.cli.stored import blaming, framework_for
    from dpcap.cli.write import print_out
    from dpcap.report.diff import ProfileDiff, render_diff
    from dpcap.report.diff_view import DiffSide
    from dpcap.scoring.change_attribution import change
    from dpcap.scoring.rebuild_case import rebuild_case

    old, new = profile_at(before), profile_at(after)
    was, now = _profiles(old, new)
    present = framework_for(now, new, framework)
    own = _own_framework(was, old, present)
    language = lang.value if lang else now.provider.language
    width = min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size().columns))
    with blaming((new, now, present), (old, was, own or present)):
        found = change(was, sha256(old.read_bytes()).hexdigest(), rebuild_case(present, now), now)
        earlier = _side(was, own) if own else DiffSide(was, present, whole=True)
        compared_profiles = ProfileDiff(found, earlier, _side(now, present))
        text = render_diff(
            compared_profiles, shape.value, language, columns=width, colour=in_colour()
        )
    print_out(text)


def profile_at(path: Path) -> Path:
    """The one profile that *path* names, itself or in the folder. Raises UsageError."""
    from dpcap.errors import UsageError

    if not path.is_dir():
        return path
    here = path / PROFILE
    found = [here] if here.is_file() else sorted(path.glob(f"*/{PROFILE}"))
    if len(found) == 1:
        return found[0]
    shown = ", ".join(str(one.parent) for one in found[:3])
    if found:
        raise UsageError(
            say(
                f"{path} 里有 {len(found)} 份画像，请指明一家，如 {shown}",
                f"{path} holds {len(found)} profiles: name one, such as {shown}",
            )
        )
    raise UsageError(say(f"{path} 里没有 {PROFILE}", f"there is no {PROFILE} in {path}"))


def _profiles(old: Path, new: Path) -> tuple[Profile, Profile]:
    """Those at *old* and *new*. Raises UsageError if they are of two providers."""
    from dpcap.cli.stored import read_profile
    from dpcap.errors import UsageError

    was, now = read_profile(old), read_profile(new)
    if was.provider.id != now.provider.id:
        one, other = was.provider.id, now.provider.id
        raise UsageError(
            say(
                f"两份画像属于不同服务商：{one} 与 {other}。比较不同服务商请用 dpcap compare",
                f"the profiles are of two providers, {one} and {other}: use dpcap compare",
            )
        )
    return was, now


def _own_framework(profile: Profile, path: Path, present: Framework) -> Framework | None:
    """The framework of the earlier *profile*; None if it is lost: then the present one serves."""
    from dpcap.cli.stored import LOST, framework_for
    from dpcap.errors import InvalidInputError

    try:
        same = profile.framework.digest == present.digest
        return framework_for(profile, path, None, present if same else None)
    except InvalidInputError as error:
        if error.findings[0].code != LOST:
            raise
        return None


def _side(profile: Profile, framework: Framework) -> DiffSide:
    """*profile* with whether it can be scored again from itself."""
    from dpcap.report.diff_view import DiffSide
    from dpcap.scoring.rebuild_case import rebuild_case
    from dpcap.scoring.score import profile_of

    again = profile_of(rebuild_case(framework, profile)).overall
    pairs = ((again.claimed, profile.overall.claimed), (again.proved, profile.overall.proved))
    whole = all(abs((one or 0.0) - (other or 0.0)) <= _SAME for one, other in pairs)
    return DiffSide(profile, framework, whole)
