"""How the parts of a chart are drawn: on a page of HTML, on paper, in a mail."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

_XMLNS = "http://www.w3.org/2000/svg"
_NO_STYLES: Mapping[str, str] = {}


class Palette(NamedTuple):
    """The attributes of a chart's parts, by the part's name, and those of the chart itself.

    A part without attributes bears its name as a class, which a style sheet gives its colours.
    """

    parts: Mapping[str, str] = _NO_STYLES
    root: str = ""

    def of(self, part: str) -> str:
        """What is written into the element that draws *part*."""
        return self.parts.get(part, f'class="{part}"')


# The theme gives the colours, so that dark screens and somebody's own theme have theirs.
SCREEN = Palette()


def _plain(line: str, ground: str) -> dict[str, str]:
    accent, claim, ink, soft = "#0b5d6e", "#8fa3ab", "#1b2126", "#4d5861"
    outline = f'fill="none" stroke="{claim}" stroke-width="1.2"'
    return {
        "radar-grid": f'fill="none" stroke="{line}" stroke-width=".7"',
        "radar-proved": f'fill="{accent}" fill-opacity=".22" stroke="{accent}" stroke-width="1.8"',
        "radar-claimed": f'{outline} stroke-dasharray="4 2.5"',
        "radar-target": f'fill="none" stroke="{ink}" stroke-width=".8" stroke-dasharray=".5 3"'
        ' stroke-linecap="round"',
        "radar-label": f'fill="{soft}"',
        "radar-score": f'fill="{ink}" font-weight="700"',
        "bar-label": f'fill="{soft}"',
        "bar-score": f'fill="{soft}" text-anchor="end"',
        "bar-ground": f'fill="{ground}"',
        "bar-claimed": outline,
        "bar-proved": f'fill="{accent}"',
        "bar-target": f'stroke="{ink}" stroke-width="1.2" stroke-dasharray="1 3"',
    }


def paper(family: str) -> Palette:
    """For print: colours as such, text in the font *family*."""
    return Palette(_plain("#cfd5d9", "#e3e7ea"), _root(family))


def mail(family: str) -> Palette:
    """For a picture in a mail, shown small on a white ground: lines a shade lighter."""
    return Palette(_plain("#d9dee2", "#e9ecef"), _root(family))


def _root(family: str) -> str:
    return f'xmlns="{_XMLNS}" font-family="{escape(family)}" font-size="11"'
