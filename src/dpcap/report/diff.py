"""The formats of a change between two profiles, by name: terminal, Markdown, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from dpcap.report.paths import own_reports
from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.change import Change
    from dpcap.model.profile import Profile
    from dpcap.report.diff_view import DiffSide


class DiffInputs(NamedTuple):
    """What is rendered: the change, and both sides of it."""

    change: Change
    before: DiffSide
    after: DiffSide


def render_diff(
    difference: DiffInputs,
    format: str,  # noqa: A002 - the word of the command line
    language: Language,
    *,
    columns: int,
    colour: bool = False,
) -> str:
    """*difference* as a page in *format* (terminal, md or json) and *language*.

    `columns` and `colour` are for the terminal only. Raises UsageError for an unknown format.
    """
    return DIFF_FORMATS.find("diff", format).renderer(difference, Screen(language, columns, colour))


class Screen(NamedTuple):
    """The language of a page, and for a terminal its width and whether there are colours."""

    language: Language
    columns: int
    colour: bool


def _terminal(difference: DiffInputs, screen: Screen) -> str:
    from dpcap.report.diff_terminal import render_diff_terminal  # noqa: PLC0415 - not for --help
    from dpcap.report.diff_view import diff_view  # noqa: PLC0415

    page = diff_view(*difference, own_reports(), screen.language)
    return render_diff_terminal(page, screen.columns, colour=screen.colour)


def _md(difference: DiffInputs, screen: Screen) -> str:
    from dpcap.report.diff_view import diff_view  # noqa: PLC0415
    from dpcap.report.markdown import markdown_page  # noqa: PLC0415 - Jinja only where it is used

    page = diff_view(*difference, own_reports(), screen.language)
    return markdown_page("diff.md.j2", own_reports(), page=page, t=page.words.tree)


def _json(difference: DiffInputs, _screen: Screen) -> str:
    return diff_json(difference)


DIFF_FORMATS: FormatRegistry[Callable[[DiffInputs, Screen], str]] = FormatRegistry(
    OutputFormat("terminal", _terminal, ("diff",), default_of=("diff",)),
    OutputFormat("md", _md, ("diff",)),
    OutputFormat("json", _json, ("diff",)),
)


def diff_json(difference: DiffInputs) -> str:
    """The change as data: points unrounded, evidence by what became of it."""
    from dpcap.report.diff_view import FATES, turns  # noqa: PLC0415

    change, before, after = difference
    found = turns(before.profile, after.profile)
    content = {
        "provider": after.profile.provider.id,
        "before": _summary(before),
        "after": _summary(after),
        "change": change.model_dump(mode="json"),
        "evidence": {
            fate: [turn.piece.id for turn in found if turn.fate == fate] for fate in FATES
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _summary(side: DiffSide) -> dict[str, object]:
    profile: Profile = side.profile
    return {
        "assessed_on": str(profile.assessed_on),
        "as_of": str(profile.as_of),
        "framework": profile.framework.model_dump(),
        "engine": profile.engine_version,
        "role": profile.role.id,
        "asked": profile.asked,
        "claimed": profile.overall.claimed,
        "proved": profile.overall.proved,
        "claimed_level": profile.overall.level.claimed.id,
        "proved_level": profile.overall.level.proved.id,
        "reviewed": profile.review.reviewed,
        "pieces": profile.review.pieces,
        "whole": side.whole,
    }
