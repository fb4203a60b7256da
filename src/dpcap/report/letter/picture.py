"""The radar as a PNG, for mail programs that show no SVG."""

from __future__ import annotations

import json
import re

from dpcap.errors import MissingError
from dpcap.model.letter import LetterPicture
from dpcap.report.charts import Axis, radar, told
from dpcap.report.fonts import chinese_family
from dpcap.report.palette import mail
from dpcap.report.score_scale import ScoreScale
from dpcap.report.typesetting import PPI, typeset_png
from dpcap.report.words import WordBook

# In pixels, and as shown: sharp on a phone, and most of what a letter costs is painted here.
_WIDTH, _SHOWN = 480, 264
_SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_TEXT = re.compile(r"<text\b(?:[^<]|<(?!/?text\b))*+</text>")


def picture(axes: list[Axis], words: WordBook, scale: ScoreScale) -> LetterPicture:
    """The radar of *axes* on white. Its labels are drawn only where a font has the characters.

    Raises ImportError without the extra `mail`.
    """
    family = _family()
    svg: str = radar(axes, words=words, scale=scale, palette=mail(family or ""))
    found = _SIZE.search(svg)
    width, height = (int(found[1]), int(found[2])) if found else (1, 1)
    if family is None:
        svg = _TEXT.sub("", svg)
    rows = [(name, claimed, proved) for name, claimed, proved, _ in axes]
    return LetterPicture(
        png=typeset_png("picture.typ", json.dumps({"svg": svg, "width": _WIDTH * 72 / PPI})),
        alt=told(rows, words, scale),
        width=_SHOWN,
        height=round(height * _SHOWN / width),
    )


def _family() -> str | None:
    try:
        return chinese_family()
    except MissingError:
        return None
