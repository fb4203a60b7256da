"""The formats a profile can be rendered in, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dpcap.errors import UsageError
from dpcap.model.base import Language
from dpcap.model.benchmark import Benchmark
from dpcap.model.decision import Standing
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.model.statement import Seal
from dpcap.report.context import Context
from dpcap.report.places import own_reports
from dpcap.report.view import make_context


@dataclass(frozen=True, slots=True)
class Dress:
    """How a page is dressed: our templates, someone's own, colours (on a terminal only)."""

    reports: Path
    templates: Path | None
    colour: bool


Renderer = Callable[[Context, Dress], str]


def _html(ctx: Context, dress: Dress) -> str:
    from dpcap.report.html import render_html  # noqa: PLC0415 - Jinja only where it is used

    return render_html(ctx, dress.reports, dress.templates)


def _markdown(ctx: Context, dress: Dress) -> str:
    from dpcap.report.markdown import render_markdown  # noqa: PLC0415

    return render_markdown(ctx, dress.reports, dress.templates)


def _json(ctx: Context, _dress: Dress) -> str:
    from dpcap.report.data import embedded, sealed_json  # noqa: PLC0415 - only where it is used

    text = embedded(ctx)
    return (sealed_json(ctx.seal, text) if ctx.seal else text) + "\n"


def _terminal(ctx: Context, dress: Dress) -> str:
    from dpcap.report.terminal import render_terminal  # noqa: PLC0415

    return render_terminal(ctx, colour=dress.colour)


FORMATS: dict[str, Renderer] = {
    "html": _html,
    "md": _markdown,
    "json": _json,
    "terminal": _terminal,
}


def render(
    profile: Profile,
    framework: Framework,
    *,
    format: str = "html",  # noqa: A002 - the word of the command line
    language: Language | None = None,
    audience: str = "applicant",
    templates: Path | None = None,
    reports: Path | None = None,
    colour: bool = False,
    benchmark: Benchmark | None = None,
    standing: Standing | None = None,
    seal: Seal | None = None,
) -> str:
    """*profile* as a page, in the words of *framework*.

    `format`: html, md, json or terminal. `language`: the provider's own by default. `audience`:
    who reads it (`audiences.yaml`); what they may not see is in none of the formats, JSON
    included. `templates`: a folder looked in before ours. `reports`: a folder to use instead of
    the one shipped (words, audiences, templates, theme). `colour`: for the terminal page only.
    `benchmark`: where the provider stands among its peers is shown as well; not in JSON.
    `standing`: the gates and the decision. `seal`: that of the statement, on a signed report.

    Raises UsageError for an unknown format or audience.
    """
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}: choose one of {', '.join(FORMATS)}")
    folder = reports or own_reports()
    spoken = language or profile.provider.language
    ctx = make_context(
        profile,
        framework,
        folder,
        spoken,
        audience,
        benchmark=benchmark,
        standing=standing,
        seal=seal,
        templates=templates,
    )
    return FORMATS[format](ctx, Dress(folder, templates, colour))


def profile_json(profile: Profile) -> str:
    """The profile as JSON, keys in the model's order, indented, with a line end."""
    return profile.model_dump_json(indent=2) + "\n"
