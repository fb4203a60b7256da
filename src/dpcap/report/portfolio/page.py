"""The portfolio page as HTML: one file, nothing loaded from outside, written piece by piece."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dpcap.model.outcome import SOON_DAYS, Outcome
from dpcap.report.batch_result import BatchOutcomes
from dpcap.report.css import squeezed
from dpcap.report.paths import own_reports
from dpcap.report.portfolio import view_models
from dpcap.report.portfolio.all_parts import MOST_ROWS, PortfolioCounts
from dpcap.report.portfolio.head import head
from dpcap.report.portfolio.row_summary import STATES
from dpcap.report.portfolio.score_table import PortfolioColumn, columns
from dpcap.report.portfolio.view_models import PortfolioHead
from dpcap.report.sanitize import CLOSE, OPEN, plain
from dpcap.report.templates import make_environment, read_style
from dpcap.report.terms import PortfolioTerms, field_of, wording_of
from dpcap.report.words import load_words

if TYPE_CHECKING:
    from jinja2 import Environment


# In rem; the first column takes what is left over.
_WIDTHS = {
    "name": 10.8,
    "level": 3.6,
    "proved": 4.6,
    "change": 3.6,
    "area": 4.6,
    "coverage": 4.0,
    "critical": 4.1,
    "gates": 5.2,
    "decision": 5.6,
    "standing": 5.6,
    "reviewed": 4.8,
    "todo": 7.0,
}
# What a rem is, and what stands beside the table in the page, in pixels.
_REM, _BESIDE = 15, 56
# Those beside the name in a stacked row, and those whose values say by themselves what they are.
_BESIDE_NAME = ("level", "proved", "change")
_SPEAKING = ("gates", "decision", "standing", "todo")
# A stacked row is a line that breaks.
_STACK = (
    ".map tr{display:flex;flex-wrap:wrap;align-items:baseline;padding:.3rem 0}"
    ".map th:first-child{position:static;border:0}"
    ".map tbody td{border:0}.map .e th:first-child,.map .e td{flex:1 1 100%}"
    ".map thead th{word-break:normal;text-wrap:balance}.map button{min-height:24px}"
)


def layout(shown: tuple[PortfolioColumn, ...]) -> str:
    """The rules for the columns *shown*.

    On a screen too narrow for them each row is stacked, so that no column is cut off: who, level
    and score, then the areas in one line, then the rest, each with its title.
    """
    first, *others = (_WIDTHS[column.kind] for column in shown)
    wide = " ".join((f"minmax({first:g}rem,1fr)", *(f"{one:g}rem" for one in others)))
    fits = round((first + sum(others)) * _REM) + _BESIDE
    return (
        f"@media screen and (min-width:{fits + 1}px)"
        f"{{.map tr{{display:grid;grid-template-columns:{wide}}}}}"
        f"@media screen and (max-width:{fits}px){{{_STACK}{''.join(_stacked(shown))}}}"
    )


def _stacked(shown: tuple[PortfolioColumn, ...]) -> Iterator[str]:
    beside = sum(_WIDTHS[column.kind] for column in shown if column.kind in _BESIDE_NAME)
    yield f".map tr:not(.e)>:first-child{{flex:0 0 calc(100% - {beside:g}rem)}}"
    areas = sum(column.kind == "area" for column in shown)
    for place, column in enumerate(shown[1:], 2):
        cells = f".map tr:not(.e)>:nth-child({place})"
        if column.kind in _BESIDE_NAME:
            yield f"{cells}{{flex:0 0 {_WIDTHS[column.kind]:g}rem}}"
        elif column.kind == "area":
            yield f"{cells}{{flex:0 0 {_floor(100 / areas):g}%;text-align:center}}"
            yield f".map thead th:nth-child({place}){{padding-left:1px;padding-right:1px}}"
        else:
            yield from _below(place, column, cells)


def _below(place: int, column: PortfolioColumn, cells: str) -> Iterator[str]:
    """What stands below the areas: its head is said beside each value, if it needs one."""
    yield f".map thead th:nth-child({place}),{cells}:empty{{display:none}}"
    if column.kind in _SPEAKING:
        yield f"{cells} i{{display:inline;margin-right:.5em}}"
    else:
        yield f'{cells}::before{{content:"{_quoted(column.title)} ";color:var(--faint)}}'


def _floor(share: float) -> float:
    """A share in per cent that so many of them surely fit on one line."""
    return int(share * 100) / 100


def _quoted(text: str) -> str:
    """*text* inside quotes in CSS, whatever it holds."""
    return "".join(char if char.isalnum() else f"\\{ord(char):x} " for char in text)


class PortfolioAssets(NamedTuple):
    """Style and script as they stand in the page, and the content security policy over them."""

    style: str
    script: str
    policy: str


def make_assets(
    environment: Environment, theme: str, terms: PortfolioTerms, shown: tuple[PortfolioColumn, ...]
) -> PortfolioAssets:
    """The theme, the page's own style, what depends on framework and language; the script."""
    below = terms.say("map.below")
    held = _HELD_STYLE if terms.standing else ""
    own = f'{layout(shown)}{held}.map [class^=k]::before{{content:"▾" / "{below} "}}'
    style = theme + squeezed(_source(environment, "portfolio/page.css")) + own
    script = _lean(_source(environment, "portfolio/page.js"))
    return PortfolioAssets(style, script, _policy(style, script))


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded, and nothing but our own style and script may act."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _lean(script: str) -> str:
    """*script* without indentation, empty lines and lines of comment."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _source(environment: Environment, name: str) -> str:
    loader = environment.loader
    return loader.get_source(environment, name)[0] if loader else ""


# Of the column of standing; what only filters and sorting read is not shown.
_HELD_STYLE = ".map thead [data-k=standing]{text-align:left}.map [hidden]{display:none!important}"
# Rows of one body of the table; the browser lays out only the bodies in sight.
_CHUNK = 50
# With nothing scored there is nothing to say about levels, gates and the rest.
_ALWAYS = ("map", "week")
_PARTS = (
    "map",
    "week",
    "counts",
    "spread",
    "gates",
    "lapsed",
    "movers",
    "coverage",
    "doubts",
    "stakes",
)


class PortfolioPage:
    """The page under way: rows go in one by one, and the page comes out at the end.

    `reports`: a folder to use instead of the one shipped; `templates`: looked in before ours.
    """

    def __init__(
        self,
        batch_result: BatchOutcomes,
        reports: Path | None = None,
        templates: Path | None = None,
    ) -> None:
        folder = reports or own_reports()
        self._batch_result = batch_result
        self._terms = _terms(batch_result, folder)
        self._columns = columns(self._terms)
        self._tally = PortfolioCounts(self._terms, len(self._columns))
        self._environment = _environment(folder, templates)
        self._theme = read_style(folder, templates)

    def add(self, outcome: Outcome) -> bytes:
        """Take the next row in; nothing can be written before the last."""
        self._tally.add(outcome)
        return b""

    def end(self) -> Iterator[bytes]:
        """The page in UTF-8, piece by piece."""
        assets = make_assets(self._environment, self._theme, self._terms, self._columns)
        yield self._render("portfolio/head.html.j2", assets, self._above())
        yield from _bodies(self._tally)
        yield self._render("portfolio/tail.html.j2", assets, self._below())

    def _render(self, name: str, assets: PortfolioAssets, values: dict[str, Any]) -> bytes:
        """A template's text; the marks around somebody's own words become an element."""
        from markupsafe import Markup  # noqa: PLC0415 - only pages need it

        ours = {
            "style": Markup(assets.style),  # noqa: S704 - our own file
            "script": Markup(assets.script),  # noqa: S704 - our own file
            "policy": assets.policy,
            "t": self._terms.words.tree,
            "scored": self._tally.scored,
            "language": self._terms.language,
            "groups": tuple((field_of(name), title) for name, title in self._terms.groups),
            "standing_groups": _standing_groups(self._terms),
        }
        text = self._environment.get_template(name).render({**ours, **values}).lstrip()
        return text.replace(OPEN, "<bdi lang>").replace(CLOSE, "</bdi>").encode()

    @cached_property
    def _head(self) -> PortfolioHead:
        return head(self._batch_result.head, self._tally, self._terms)

    def _above(self) -> dict[str, Any]:
        told, terms = self._tally, self._terms
        rest = told.scored - MOST_ROWS
        disclaimer = terms.framework.disclaimer
        return {
            "head": self._head,
            "columns": self._columns,
            "over": terms.say("head.over", shown=MOST_ROWS, rest=rest) if rest > 0 else "",
            "gates": terms.gates is not None,
            "decisions": terms.decisions,
            "states": tuple(STATES.items()),
            "todo": (*told.week.kinds(terms).items(), ("failed", "e")),
            "days": SOON_DAYS,
            "disclaimer": terms.text(disclaimer) if disclaimer else "",
        }

    def _below(self) -> dict[str, Any]:
        told, terms = self._tally, self._terms
        return {
            "head": self._head,
            "week": told.week.view(told.failures.count, terms),
            "failures": told.failures.view(terms),
            "failed": told.failures.count,
            "counts": told.counts.view(terms),
            "contents": _contents(told, terms),
            "spreads": told.spreads.view(terms),
            "rules": told.rules.view(terms),
            "lapsed": told.lapsed.view(terms),
            "movers": told.movers.view(terms),
            "coverage": told.coverage.view(terms),
            "bands": tuple(told.coverage.bands()),
            "doubts": told.doubts.view(self._batch_result.crossings, terms),
            "stakes": told.stakes.view(terms),
        }


def _terms(batch_result: BatchOutcomes, folder: Path) -> PortfolioTerms:
    return PortfolioTerms(
        framework=batch_result.framework,
        gates=batch_result.gates,
        baseline=batch_result.head.baseline is not None,
        words=load_words(
            folder,
            batch_result.language,
            "portfolio",
            wording=wording_of(batch_result.framework, batch_result.gates),
        ),
        reported=batch_result.reported,
        decisions=batch_result.decisions,
        standing=batch_result.standing,
    )


def _standing_groups(terms: PortfolioTerms) -> tuple[tuple[str, str], ...]:
    """By what of the ledger rows of the table may be kept or gathered: field and title.

    No fact has a name with a full stop in it, so none has the name of one of these fields.
    """
    if not terms.standing:
        return ()
    titles = {"standing": terms.say("standing.title"), "tier": terms.say("standing.tier")}
    return tuple((field_of(f"ledger.{name}"), title) for name, title in titles.items())


def _contents(told: PortfolioCounts, terms: PortfolioTerms) -> tuple[tuple[str, str], ...]:
    shown = _PARTS if told.scored else _ALWAYS
    return tuple((part, terms.say(f"{part}.title")) for part in shown)


def _bodies(told: PortfolioCounts) -> Iterator[bytes]:
    """The rows, best proved score first, in bodies that the browser can skip out of sight."""
    rows = sorted(told.rows)
    for start in range(0, len(rows), _CHUNK):
        yield b"<tbody>\n" + b"".join(row for _, _, row in rows[start : start + _CHUNK])


@lru_cache(maxsize=4)
def _environment(reports: Path, templates: Path | None) -> Environment:
    environment = make_environment(reports, templates, autoescape=True, views=(view_models,))
    environment.filters["plain"] = plain
    return environment
