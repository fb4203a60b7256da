"""The formats a profile can be rendered in, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from dpcap.report.paths import own_reports
from dpcap.report.registry import FormatRegistry, OutputFormat
from dpcap.report.words import language_of
from dpcap.text_width import COLUMNS

if TYPE_CHECKING:
    from datetime import date

    from dpcap.model.base import Language
    from dpcap.model.benchmark import Benchmark
    from dpcap.model.decision import GatesAndDecision
    from dpcap.model.framework import Framework
    from dpcap.model.profile import Profile
    from dpcap.model.statement import Pages, SealHead
    from dpcap.report.context import PageContext


@dataclass(frozen=True, slots=True)
class PageAssets:
    """How a page is dressed: our templates, someone's own, and for a terminal width and colour."""

    reports: Path
    templates: Path | None
    colour: bool
    columns: int


def _html(ctx: PageContext, assets: PageAssets) -> str:
    from dpcap.report.html import render_html  # noqa: PLC0415 - Jinja only where it is used

    return render_html(ctx, assets.reports, assets.templates)


def _markdown(ctx: PageContext, assets: PageAssets) -> str:
    from dpcap.report.markdown import render_markdown  # noqa: PLC0415

    return render_markdown(ctx, assets.reports, assets.templates)


def _json(ctx: PageContext, _dress: PageAssets) -> str:
    from dpcap.report.data import embedded  # noqa: PLC0415 - only where it is used

    return embedded(ctx) + "\n"


def _terminal(ctx: PageContext, assets: PageAssets) -> str:
    from dpcap.report.terminal import render_terminal  # noqa: PLC0415

    return render_terminal(ctx, colour=assets.colour, columns=assets.columns)


def _pdf(ctx: PageContext, _assets: PageAssets) -> bytes:
    from dpcap.report.pdf import render_pdf  # noqa: PLC0415 - an extra

    return render_pdf(ctx)


def _card(ctx: PageContext, _assets: PageAssets) -> bytes:
    from dpcap.report.card import render_card  # noqa: PLC0415 - an extra

    return render_card(ctx)


# No --format, but they take reports too: what a batch writes for each provider, and what goes
# with a letter.
REPORTS_OF_BATCH, ATTACHED = "batch --reports", "mail.yaml attach"
PROFILE_FORMATS: FormatRegistry[Callable[[PageContext, PageAssets], str | bytes]] = FormatRegistry(
    OutputFormat("terminal", _terminal, ("assess", "report"), default_of=("assess",)),
    OutputFormat(
        "html",
        _html,
        ("assess", "report", REPORTS_OF_BATCH, ATTACHED),
        default_of=("assess", "report"),
        file="report.html",
        paged=True,
    ),
    OutputFormat(
        "md",
        _markdown,
        ("assess", "report", REPORTS_OF_BATCH),
        default_of=("assess", "report"),
        file="report.md",
        paged=True,
    ),
    OutputFormat("json", _json, ("assess", "report"), default_of=("assess",), file="report.json"),
    OutputFormat(
        "pdf",
        _pdf,
        ("assess", "report", ATTACHED),
        file="report.pdf",
        paged=True,
        binary=True,
        extra="pdf",
    ),
    OutputFormat("card", _card, ("assess", "report"), file="card.png", binary=True, extra="pdf"),
)


class RenderOptions(TypedDict, total=False):
    """What a page may be given beside its format; see `render`."""

    language: Language | None
    audience: str
    templates: Path | None
    reports: Path | None
    colour: bool
    columns: int
    benchmark: Benchmark | None
    standing: GatesAndDecision | None
    seal: SealHead | None
    made_on: date | None
    pages: Pages


def render(
    profile: Profile,
    framework: Framework,
    *,
    format: str = "html",  # noqa: A002 - the word of the command line
    **options: Unpack[RenderOptions],
) -> str:
    """*profile* as a page, in the words of *framework*.

    `format`: html, md, json or terminal. `language`: the provider's own by default. `audience`:
    who reads it (`audiences.yaml`), the applicant by default; what they may not see is in none of
    the formats, JSON included. `templates`: a folder looked in before ours. `reports`: a folder to
    use instead of the one shipped (words, audiences, templates, theme). `colour` and `columns`: for
    the terminal page only. `benchmark`: where the provider stands among its peers is shown as well;
    not in JSON. `standing`: the gates and the decision. `seal`: who will sign the report, which it
    then names. `made_on`: the day of making it, if it is to be said first how far off the day
    judged is.
    `pages`: page one alone (one), what one acts on (short), everything (full).

    Raises UsageError for an unknown format or audience.
    """
    made = PROFILE_FORMATS.named(format, binary=False).renderer(
        *_ready(profile, framework, options)
    )
    if isinstance(made, bytes):
        raise TypeError(f"the entry of format {format} does not say that it is binary")
    return made


def render_bytes(
    profile: Profile,
    framework: Framework,
    *,
    format: str = "pdf",  # noqa: A002 - the word of the command line
    **options: Unpack[RenderOptions],
) -> bytes:
    """*profile* as the content of a file: pdf, card, or any format of `render` in UTF-8.

    Raises UsageError as `render` does; MissingError, which is one, if no PDF can be made here.
    """
    made = PROFILE_FORMATS.named(format).renderer(*_ready(profile, framework, options))
    return made.encode() if isinstance(made, str) else made


def _ready(
    profile: Profile, framework: Framework, options: RenderOptions
) -> tuple[PageContext, PageAssets]:
    from dpcap.report.view import make_context  # noqa: PLC0415 - only a page needs it

    folder = options.get("reports") or own_reports()
    ctx = make_context(
        profile,
        framework,
        folder,
        language_of(framework, options.get("language"), profile.provider.language),
        options.get("audience", "applicant"),
        benchmark=options.get("benchmark"),
        standing=options.get("standing"),
        seal=options.get("seal"),
        made_on=options.get("made_on"),
        pages=options.get("pages", "full"),
        templates=options.get("templates"),
    )
    colour, columns = options.get("colour", False), options.get("columns", COLUMNS)
    return ctx, PageAssets(folder, options.get("templates"), colour, columns)


def profile_json(profile: Profile) -> str:
    """The profile as it is stored: JSON on one line, keys in the model's order, without moves.

    Those follow from the rest, and a batch works them out for pages only.
    """
    return (
        profile.model_copy(update={"moves": None, "plan": None, "refused": None}).model_dump_json()
        + "\n"
    )
