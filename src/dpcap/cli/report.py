"""`dpcap report`: a stored profile, rendered again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    AudienceOption,
    BenchmarkOption,
    Format,
    FormatOption,
    FrameworkOption,
    LangOption,
    OutOption,
    ReviewsOption,
    TemplatesOption,
)

DEFAULT_FORMATS = [Format.html, Format.md]


def report(
    profile: Annotated[
        Path,
        typer.Argument(metavar="PROFILE.json", help=say("profile.json 文件", "a stored profile")),
    ],
    framework: FrameworkOption = None,
    lang: LangOption = None,
    formats: FormatOption = None,
    out: OutOption = None,
    audience: AudienceOption = None,
    templates: TemplatesOption = None,
    benchmark: BenchmarkOption = None,
    reviews: ReviewsOption = None,
) -> None:
    """Render *profile* with the words of the framework it names."""
    from dpcap.cli.load import standing_of
    from dpcap.cli.render import Rendering, render_all
    from dpcap.cli.stored import blaming, framework_for, read_benchmark, read_stored
    from dpcap.model.profile import Profile
    from dpcap.scoring.sensitivity import with_moves

    found = read_stored(profile)
    stored = found if isinstance(found, Profile) else found.profile
    in_force = framework_for(stored, profile, framework)
    rendering = Rendering(
        formats=tuple(one.value for one in formats or DEFAULT_FORMATS),
        language=lang.value if lang else None,
        audience=audience.value if audience else None,
        templates=templates,
        out=out,
        benchmark=read_benchmark(benchmark) if benchmark else None,
        # What was cut for a reader cannot tell what a decision rests on; it says how it stood.
        standing=standing_of(found, in_force, reviews)
        if isinstance(found, Profile)
        else found.standing,
    )
    with blaming((profile, stored, in_force)):
        render_all(with_moves(in_force, stored), in_force, rendering)
