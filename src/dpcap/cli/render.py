"""A profile rendered to each format wanted, to files or to stdout."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dpcap.cli.findings import line_of
from dpcap.cli.language import TALK, say
from dpcap.cli.write import PROFILE, STDOUT, put_out
from dpcap.errors import UsageError, chosen
from dpcap.intake.atomic_write import write_atomically
from dpcap.model.base import Language
from dpcap.model.benchmark import Benchmark
from dpcap.model.decision import GatesAndDecision
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.report.formats import FORMATS, profile_json, render_bytes
from dpcap.report.view_peers import fits
from dpcap.watchdog import limited

FRAMEWORKS = "frameworks"
OUT = Path("out")


@dataclass(frozen=True)
class Rendering:
    """What to render, in which language (None: the provider's), for whom, and where to.

    Without an audience the pages are the applicant's and the JSON is the whole profile: it is what
    everything else can be made from again. With one it is what the report carries (`report.json`).
    `made_on`: today, where pages are to say first how far off the day judged is.
    """

    formats: tuple[str, ...]
    language: Language | None
    audience: str | None
    templates: Path | None
    out: Path | None
    benchmark: Benchmark | None = None
    standing: GatesAndDecision | None = None
    made_on: date | None = None


def render_all(profile: Profile, framework: Framework, wanted: Rendering) -> None:
    """Print the terminal page and write the rest, the framework's words beside them.

    Says on stderr if the benchmark is of another framework.
    Raises UsageError if more than one format is to go to stdout, MissingError if no
    PDF can be made here.
    """
    if wanted.benchmark and not fits(wanted.benchmark, framework):
        print(line_of(_of_another(wanted.benchmark, framework), TALK), file=sys.stderr)
    if wanted.out == STDOUT:
        _to_stdout(profile, framework, wanted)
        return
    named = {name: _file_of(name, wanted) for name in wanted.formats}
    root = wanted.out or OUT
    for name, file in sorted(named.items(), key=lambda one: one[1] is not None):
        made = _rendered(profile, framework, wanted, name)
        if file is None:
            put_out(made)
            continue
        path = root / profile.provider.id / file
        write_atomically(path, made, durable=False)
        print(say(f"已写入 {path}", f"wrote {path}"), file=sys.stderr)
    if "json" in named:
        keep_framework(framework, root)


def _file_of(name: str, wanted: Rendering) -> str | None:
    """The file of a format (None: stdout). What an audience may see is not the profile's file."""
    if name == "json" and wanted.audience is None:
        return PROFILE
    return chosen(FORMATS, name).file


def _of_another(benchmark: Benchmark, framework: Framework) -> Finding:
    digests = {"found": benchmark.framework, "wanted": framework.digest}
    return Finding(
        code="DP839",
        node="--benchmark",
        params={key: digest[:8] for key, digest in digests.items()},
    )


def keep_framework(framework: Framework, root: Path) -> None:
    """The framework's words, once a digest, so that a stored profile can be rendered again."""
    path = root / FRAMEWORKS / f"{framework.digest}.json"
    if not path.exists():
        write_atomically(path, framework.json_text, durable=False)


def _to_stdout(profile: Profile, framework: Framework, wanted: Rendering) -> None:
    if len(wanted.formats) != 1:
        raise UsageError(
            say("--out - 只能配一个 --format", "--out - goes with exactly one --format")
        )
    put_out(_rendered(profile, framework, wanted, wanted.formats[0]))


def _rendered(profile: Profile, framework: Framework, wanted: Rendering, name: str) -> bytes:
    with limited(profile.provider.id):
        return _page(profile, framework, wanted, name)


def _page(profile: Profile, framework: Framework, wanted: Rendering, name: str) -> bytes:
    if name == "json" and wanted.audience is None:
        return profile_json(profile).encode()
    return render_bytes(
        profile,
        framework,
        format=name,
        language=wanted.language,
        audience=wanted.audience or "applicant",
        templates=wanted.templates,
        benchmark=wanted.benchmark,
        standing=wanted.standing,
        made_on=wanted.made_on,
        colour=name == "terminal" and wanted.out != STDOUT and in_colour(),
    )


def in_colour() -> bool:
    """Whether stdout is a terminal whose owner does not mind colours (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
