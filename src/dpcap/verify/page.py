"""The text of a page: made again from what it carries, and compared to the byte."""

from __future__ import annotations

import re
from html import unescape
from itertools import zip_longest
from pathlib import Path
from typing import Literal, NamedTuple

from dpcap.errors import DpcapError, InvalidInputError
from dpcap.model.benchmark import Benchmark
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.statement import PageForm, Seal, SealHead, Statement
from dpcap.report.audience import load_audiences
from dpcap.report.data import STATEMENT_FILE, benchmark_digest, statement_json, template_digest
from dpcap.report.formats import render_bytes
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import clean
from dpcap.scoring.profile_check import check_profile
from dpcap.verify.seals import sealed_page
from dpcap.version import __version__

Obstacle = Literal["engine", "template", "framework", "benchmark", "pdf", "unsound"]
_NAME = STATEMENT_FILE
_SHOWN = 60
_TAG = re.compile(r"<[^<>]*>")


class PageSettings(NamedTuple):
    """What a page is made with, as far as it is at hand: framework, own templates, benchmark."""

    framework: Framework | None = None
    templates: Path | None = None
    benchmark: Benchmark | None = None


NOTHING = PageSettings()


class EditedPlace(NamedTuple):
    """The first line of a page (from 1) that is not as made, as words: there, and as made."""

    line: int
    shown: str
    made: str


def obstacle(said: Statement, assets: PageSettings) -> Obstacle | None:
    """What keeps the page of *said* from being made again with *assets*; None: nothing does."""
    framework, templates, benchmark = assets
    if said.audience not in load_audiences(own_reports()):
        return "unsound"
    if said.profile.engine_version != __version__:
        return "engine"
    if said.template != template_digest(own_reports(), templates, said.language):
        return "template"
    if framework is None or framework.digest != said.profile.framework.digest:
        return "framework"
    if said.benchmark != (benchmark_digest(benchmark) if benchmark else None):
        return "benchmark"
    return None


def bare_page(
    said: Statement, form: PageForm, head: SealHead | None, assets: PageSettings
) -> bytes:
    """The page of *said* in *form*, which names who signs it by *head*; there is no obstacle.

    That of a JSON report is its statement. Raises InvalidInputError if no page can be made of it:
    dpcap did not write it so.
    """
    assert assets.framework is not None  # noqa: S101 - else there is an obstacle
    check_profile(said.profile, assets.framework, _NAME)
    try:
        return _rendered(said, form, head, assets, assets.framework)
    except (DpcapError, ImportError):
        raise
    except Exception as error:  # what somebody wrote by hand may break a page anywhere
        raise InvalidInputError([_unsound()]) from error


def _unsound() -> Finding:
    return Finding(code="DP624", file=_NAME, params={"places": "-"})


def _rendered(
    said: Statement,
    form: PageForm,
    head: SealHead | None,
    assets: PageSettings,
    framework: Framework,
) -> bytes:
    if form == "json":
        return statement_json(said).encode()
    return render_bytes(
        said.profile,
        framework,
        format=form,
        language=said.language,
        audience=said.audience,
        templates=assets.templates,
        benchmark=assets.benchmark,
        standing=said.standing,
        seal=head,
        made_on=said.made_on,
        pages=said.pages,
    )


def made_again(said: Statement, seal: Seal | None, assets: PageSettings) -> bytes:
    """The HTML page of *said*, with its *seal*; there is no obstacle."""
    if seal is None:
        return bare_page(said, "html", None, assets)
    return sealed_page("html", bare_page(said, "html", seal.head, assets), seal) or b""


def edited(page: str, again: bytes) -> EditedPlace | None:
    """The first line in which *page* is not as it was made *again*; None: they are the same."""
    made = again.decode()
    if page == made:
        return None
    lines = zip_longest(page.split("\n"), made.split("\n"), fillvalue="")
    for number, (shown, right) in enumerate(lines, start=1):
        if shown != right:
            return EditedPlace(number, *_apart(shown, right))
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
