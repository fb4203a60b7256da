"""A scored provider as pages and data: from its profile, or from one that was stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.intake.atomic_write import write_atomically
from dpcap.model.base import Language
from dpcap.model.benchmark import Benchmark
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.model.statement import Pages
from dpcap.report.formats import PROFILE_FORMATS, profile_json, render_bytes
from dpcap.report.view_peers import fits
from dpcap.scoring.sensitivity import with_moves
from dpcap.text_width import COLUMNS
from dpcap.watchdog import limited
from dpcap.workflow.assess import ScoredProvider
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.extras import needing
from dpcap.workflow.provider import held_standing_of
from dpcap.workflow.stored_profiles import (
    FRAMEWORKS,
    PROFILE,
    blaming,
    framework_for,
    read_stored,
)


@dataclass(frozen=True)
class ReportRequest:
    """What to render, in which language (None: the provider's), for whom.

    Without an audience the pages are the applicant's and the JSON is the whole profile: it is what
    everything else can be made from again. With one it is what the report carries (`report.json`).
    `templates`: a directory whose templates go before ours. `made_on`: today, where pages are to
    say first how far off the day judged is. `pages`: how much of the report. `columns`, `colour`:
    of a terminal page.
    """

    formats: Sequence[str] = ("html", "md")
    language: Language | None = None
    audience: str | None = None
    templates: Path | None = None
    benchmark: Benchmark | None = None
    made_on: date | None = None
    pages: Pages = "full"
    colour: bool = False
    columns: int = COLUMNS


class RenderedFormat(NamedTuple):
    """One format: what its file is called (None: it is for a terminal), and its bytes."""

    name: str
    file: str | None
    data: bytes


def render_formats(scored: ScoredProvider, request: ReportRequest) -> Iterator[RenderedFormat]:
    """Each format of *request*, rendered when it is asked for, those for a terminal first.

    Raises UsageError for an unknown format, MissingError where no PDF can be made.
    """
    files = {name: _file_of(name, request) for name in request.formats}
    for name in sorted(files, key=lambda one: files[one] is not None):
        yield RenderedFormat(name, files[name], render_format(scored, request, name))


def render_format(scored: ScoredProvider, request: ReportRequest, name: str) -> bytes:
    """The format *name* alone. Raises as `render_formats` does."""
    extra = PROFILE_FORMATS.named(name).extra
    needed = needing(extra, f"--format {name}") if extra else nullcontext()
    with limited(scored.profile.provider.id), needed:
        if name == "json" and request.audience is None:
            return profile_json(scored.profile).encode()
        return render_bytes(
            scored.profile,
            scored.framework,
            format=name,
            language=request.language,
            audience=request.audience or "applicant",
            templates=request.templates,
            benchmark=request.benchmark,
            standing=scored.standing,
            made_on=request.made_on,
            pages=request.pages,
            colour=name == "terminal" and request.colour,
            columns=request.columns,
        )


def write_report(
    scored: ScoredProvider,
    request: ReportRequest,
    out: Path,
    *,
    on_page: Callable[[bytes], object] = lambda _: None,
    on_file: Callable[[Path], object] = lambda _: None,
) -> tuple[Path, ...]:
    """Write the formats of *request* to `out/<provider id>/`; the files written.

    Beside the whole profile go the words of its framework, so that it can be rendered again.
    *on_page* is given a page for a terminal, *on_file* hears of each file once it is there. Raises
    as `render_formats` does; OSError.
    """
    written: list[Path] = []
    for _, file, data in render_formats(scored, request):
        if file is None:
            on_page(data)
            continue
        path = out / scored.profile.provider.id / file
        write_atomically(path, data, durable=False)
        written.append(path)
        on_file(path)
    if "json" in request.formats:
        _keep_framework(scored.framework, out)
    return tuple(written)


def read_report(
    path: Path,
    *,
    framework: Path | None = None,
    reviews: Path | None = None,
    ledger: Path | None = None,
    configuration: Configuration | None = None,
) -> ScoredProvider:
    """The profile stored at *path*, its moves priced anew, with the framework it names.

    *path* is a `profile.json` or a `report.json`. What was cut for a reader cannot tell what a
    decision rests on; it says how it stood. *ledger*: the ledger of standing, by default the
    configuration's. Raises InvalidInputError, UsageError.
    """
    here = configuration or Configuration()
    found = read_stored(path)
    stored = found if isinstance(found, Profile) else found.profile
    words = framework_for(stored, path, here, framework)
    standing = (
        held_standing_of(found, words, here, reviews, ledger)
        if isinstance(found, Profile)
        else found.standing
    )
    with blaming((path, stored, words)):
        return ScoredProvider(with_moves(words, stored), words, standing)


def benchmark_finding(benchmark: Benchmark | None, framework: Framework) -> Finding | None:
    """That *benchmark* is of another framework than *framework*, so that pages leave it out."""
    if benchmark is None or fits(benchmark, framework):
        return None
    digests = {"found": benchmark.framework, "wanted": framework.digest}
    return Finding(
        code="DP839",
        node="--benchmark",
        params={key: digest[:8] for key, digest in digests.items()},
    )


def _file_of(name: str, request: ReportRequest) -> str | None:
    """The file of a format (None: stdout). What an audience may see is not the profile's file."""
    if name == "json" and request.audience is None:
        return PROFILE
    return PROFILE_FORMATS.named(name).file


def _keep_framework(framework: Framework, root: Path) -> None:
    """The framework's words, once a digest, so that a stored profile can be rendered again."""
    path = root / FRAMEWORKS / f"{framework.digest}.json"
    if not path.exists():
        write_atomically(path, framework.json_text, durable=False)
