"""The text of a page: made again from what it carries, and compared to the byte."""

from __future__ import annotations

import re
from html import unescape
from itertools import zip_longest
from pathlib import Path
from typing import Literal, NamedTuple

from dpcap import __version__
from dpcap.model.benchmark import Benchmark
from dpcap.model.framework import Framework
from dpcap.model.statement import Seal, Statement
from dpcap.report.clean import clean
from dpcap.report.data import benchmark_digest
from dpcap.report.formats import render_bytes
from dpcap.report.origins import template_digest
from dpcap.report.places import own_reports

Obstacle = Literal["engine", "template", "framework", "benchmark", "pdf"]
_SHOWN = 60
_TAG = re.compile(r"<[^<>]*>")


class Edited(NamedTuple):
    """The first line of a page (from 1) that is not as made, as words: there, and as made."""

    line: int
    shown: str
    made: str


def obstacle(
    said: Statement,
    framework: Framework | None,
    templates: Path | None,
    benchmark: Benchmark | None,
) -> Obstacle | None:
    """What keeps the page of *said* from being made again here; None: nothing does.

    *framework*, *templates* and *benchmark* are what is at hand.
    """
    if said.profile.engine_version != __version__:
        return "engine"
    if said.template != template_digest(own_reports(), templates, said.language):
        return "template"
    if framework is None or framework.digest != said.profile.framework.digest:
        return "framework"
    if said.benchmark != (benchmark_digest(benchmark) if benchmark else None):
        return "benchmark"
    return None


def made_again(
    said: Statement,
    seal: Seal | None,
    framework: Framework,
    templates: Path | None = None,
    benchmark: Benchmark | None = None,
    *,
    format: str = "html",  # noqa: A002 - as `render` has it
) -> bytes:
    """The report of *said*, with its *seal*, in *format*; there is no obstacle."""
    return render_bytes(
        said.profile,
        framework,
        format=format,
        language=said.language,
        audience=said.audience,
        templates=templates,
        benchmark=benchmark,
        standing=said.standing,
        seal=seal,
        made_on=said.made_on,
    )


def edited(page: str, again: bytes) -> Edited | None:
    """The first line in which *page* is not as it was made *again*; None: they are the same."""
    made = again.decode()
    if page == made:
        return None
    lines = zip_longest(page.split("\n"), made.split("\n"), fillvalue="")
    for number, (shown, right) in enumerate(lines, start=1):
        if shown != right:
            return Edited(number, *_apart(shown, right))
    return None


def _apart(shown: str, made: str) -> tuple[str, str]:
    """What the two lines say from where they part, without tags and made harmless."""
    words, right = _words(shown), _words(made)
    if words == right:  # what differs is inside a tag
        words, right = clean(shown), clean(made)
    start = next(
        (at for at, pair in enumerate(zip(words, right, strict=False)) if pair[0] != pair[1]),
        min(len(words), len(right)),
    )
    start = max(0, start - _SHOWN // 3)
    return words[start : start + _SHOWN], right[start : start + _SHOWN]


def _words(line: str) -> str:
    return clean(unescape(_TAG.sub(" ", line)))
