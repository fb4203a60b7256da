"""`dpcap compare`: a few providers side by side, as a brand may see them."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    FrameworkOption,
    LangOption,
    OutOption,
    TemplatesOption,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dpcap.report.compare.compared_profiles import ComparedProfiles, ComparedProvider
    from dpcap.report.compare.formats import ComparisonAssets


class CompareFormat(StrEnum):
    """What a comparison can be rendered to."""

    terminal = "terminal"
    html = "html"
    md = "md"
    json = "json"


DEFAULT_FORMATS = [CompareFormat.terminal, CompareFormat.html]
_NARROWEST, _WIDEST = 80, 140


def compare(
    profiles: Annotated[
        list[Path],
        typer.Argument(
            metavar="PROFILE",
            help=say(
                "2 至 5 份 profile.json，或各服务商的输出目录",
                "two to five: a profile.json, or the output folder of a provider",
            ),
        ),
    ],
    formats: Annotated[
        list[CompareFormat] | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=say("输出格式，可重复：", "what to write, may be repeated: ")
            + ", ".join(CompareFormat),
        ),
    ] = None,
    lang: LangOption = None,
    out: OutOption = None,
    framework: FrameworkOption = None,
    templates: TemplatesOption = None,
) -> None:
    """Print the providers side by side, the widest differences first, and write the page."""
    from dataclasses import replace

    from dpcap.cli.load import settings
    from dpcap.cli.render import OUT, in_colour
    from dpcap.cli.stored import blaming
    from dpcap.cli.write import STDOUT
    from dpcap.report.compare.compared_profiles import sides_of
    from dpcap.report.compare.formats import ComparisonAssets
    from dpcap.report.paths import own_reports

    here, entrants = settings(), _entrants(profiles, framework)
    spoken = lang.value if lang else here.lang
    language = spoken or entrants[0].profile.provider.language
    root = out or here.out or OUT
    assets = ComparisonAssets(own_reports(), templates)
    if root != STDOUT:
        assets = replace(assets, columns=_columns(), colour=in_colour())
    stored = [(path, *entrant) for path, entrant in zip(profiles, entrants, strict=True)]
    with blaming(*stored):
        compared_profiles = sides_of(entrants, own_reports(), language)
        _put_out(compared_profiles, assets, [one.value for one in formats or DEFAULT_FORMATS], root)


def _entrants(paths: Sequence[Path], option: Path | None) -> list[ComparedProvider]:
    """The profiles with their frameworks. Raises InvalidInputError with what is wrong of each."""
    from dpcap.cli.diff import profile_at
    from dpcap.cli.stored import framework_for, read_profile
    from dpcap.errors import InvalidInputError, UsageError
    from dpcap.model.finding import Finding
    from dpcap.report.compare.compared_profiles import FEWEST, MOST, ComparedProvider

    if not FEWEST <= len(paths) <= MOST:
        raise UsageError(
            say(
                f"一次可比较 {FEWEST} 至 {MOST} 份画像，给了 {len(paths)} 份",
                f"compare takes {FEWEST} to {MOST} profiles; {len(paths)} given",
            )
        )
    found: list[ComparedProvider] = []
    wrong: list[Finding] = []
    for path in map(profile_at, paths):
        try:
            profile = read_profile(path)
            found.append(ComparedProvider(profile, framework_for(profile, path, option)))
        except InvalidInputError as error:
            wrong += error.findings
    if wrong:
        raise InvalidInputError(wrong)
    return found


def _put_out(
    compared_profiles: ComparedProfiles, assets: ComparisonAssets, formats: list[str], out: Path
) -> None:
    from dpcap.cli.write import STDOUT, print_out
    from dpcap.errors import UsageError
    from dpcap.intake.atomic_write import write_atomically
    from dpcap.report.compare.formats import FORMATS, render_compare

    if out == STDOUT and len(formats) != 1:
        raise UsageError(
            say("--out - 只能配一个 --format", "--out - goes with exactly one --format")
        )
    if "terminal" not in formats:
        _say_doubts(compared_profiles)
    for name in formats:
        text, file = render_compare(compared_profiles, name, assets), FORMATS[name].file
        if file is None or out == STDOUT:
            print_out(text)
            continue
        path = out / file
        write_atomically(path, text, durable=False)
        print(say(f"已写入 {path}", f"wrote {path}"), file=sys.stderr)


def _say_doubts(compared_profiles: ComparedProfiles) -> None:
    """What the terminal page would have said first, in the page's language: it quotes its words."""
    from dpcap.cli.findings import line_of
    from dpcap.report.compare.compared_profiles import doubts, plainly

    language = compared_profiles.words.language
    for finding in doubts(compared_profiles):
        print(line_of(plainly(finding), language).strip(), file=sys.stderr)


def _columns() -> int:
    import shutil

    return min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size().columns))
