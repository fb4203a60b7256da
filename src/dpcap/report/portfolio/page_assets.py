"""What the page wears: its style, its script, and the policy that lets nothing else act."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from dpcap.report.css import squeezed
from dpcap.report.portfolio.columns import PortfolioColumn, widths
from dpcap.report.portfolio.terms import PortfolioTerms

if TYPE_CHECKING:
    from jinja2 import Environment


class PortfolioAssets(NamedTuple):
    """Style and script as they stand in the page, and the content security policy over them."""

    style: str
    script: str
    policy: str


def dress(
    environment: Environment, theme: str, terms: PortfolioTerms, shown: tuple[PortfolioColumn, ...]
) -> PortfolioAssets:
    """The theme, the page's own style, what depends on framework and language; the script."""
    wide, narrow = widths(shown)
    own = (
        f":root{{--phone:{narrow}}}.map tr{{grid-template-columns:{wide}}}"
        f'.map [class^=k]::before{{content:"▾" / "{terms.say("map.below")} "}}'
    )
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
