"""The radar as a PNG, for mail programs that show no SVG."""

from __future__ import annotations

import re
from functools import lru_cache

from dpcap.model.base import Language
from dpcap.model.letter import LetterPicture
from dpcap.report.charts import Axis, radar, told
from dpcap.report.score_scale import ScoreScale
from dpcap.report.words import WordBook

# In pixels, and as shown: sharp on a phone, and most of what a letter costs is painted here.
_WIDTH, _SHOWN = 480, 264
_SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_TEXT = re.compile(r"<text\b(?:[^<]|<(?!/?text\b))*+</text>")
_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" '
# The theme's colours as such: the converter knows no CSS variables.
_STYLE = (
    ".rr{fill:none;stroke:#d9dee2;stroke-width:.7}"
    ".rp{fill:#0b5d6e;fill-opacity:.22;stroke:#0b5d6e;stroke-width:1.8}"
    ".rc{fill:none;stroke:#8fa3ab;stroke-width:1.2;stroke-dasharray:4 2.5}"
    ".rt{fill:none;stroke:#1b2126;stroke-width:.8;stroke-dasharray:.5 3;stroke-linecap:round}"
    ".rl,.bl,.bn{fill:#4d5861;font-size:11px}.bn{text-anchor:end}.rn{fill:#1b2126}"
    ".b0{fill:#e9ecef}.bp{fill:#0b5d6e}.bc{fill:none;stroke:#8fa3ab;stroke-width:1.2}"
    ".bt{stroke:#1b2126;stroke-width:1.2;stroke-dasharray:1 3}"
)
_CHINESE = (
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)
_LATIN = ("Helvetica Neue", "Segoe UI", "Arial", "Liberation Sans", "DejaVu Sans")
# Two characters that every fitting font draws, and draws differently.
_PROBES: dict[Language, tuple[str, str]] = {"zh": ("领", "域"), "en": ("a", "b")}


def picture(axes: list[Axis], words: WordBook, scale: ScoreScale) -> LetterPicture:
    """The radar of *axes* on white. Its labels are drawn only where a font has the characters.

    Raises ImportError without the extra `mail`.
    """
    svg = radar(axes, words=words, scale=scale)
    found = _SIZE.search(svg)
    width, height = (int(found[1]), int(found[2])) if found else (1, 1)
    fonts = _fonts(words.language)
    if fonts is None:
        svg = _TEXT.sub("", svg)
    rows = [(name, claimed, proved) for name, claimed, proved, _ in axes]
    return LetterPicture(
        png=_png(svg.replace("<svg ", _HEAD, 1), fonts or ""),
        alt=told(rows, words, scale),
        width=_SHOWN,
        height=round(height * _SHOWN / width),
    )


def _png(svg: str, fonts: str) -> bytes:
    from resvg_py import svg_to_bytes  # noqa: PLC0415 - an extra

    style = f"{_STYLE}text{{font-family:{fonts}}}" if fonts else _STYLE
    return bytes(svg_to_bytes(svg_string=svg, width=_WIDTH, background="#fff", style_sheet=style))


@lru_cache(maxsize=2)
def _fonts(language: Language) -> str | None:
    """The first family on this machine that has the characters; None if none has."""
    families = (*_CHINESE, *_LATIN) if language == "zh" else (*_LATIN, *_CHINESE)
    return next((f"'{family}'" for family in families if _draws(family, language)), None)


def _draws(family: str, language: Language) -> bool:
    """Whether *family* is there: without it nothing is drawn, or the same box for everything."""
    drawn = {
        _png(f'{_HEAD}viewBox="0 0 40 40"><text x="5" y="30">{char}</text></svg>', f"'{family}'")
        for char in (*_PROBES[language], " ")
    }
    return len(drawn) > len(_PROBES[language])
