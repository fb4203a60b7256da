"""Charts as SVG that carry their text, drawn as a palette says."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin

from dpcap.report.palette import SCREEN, Palette
from dpcap.report.score_scale import ScoreScale
from dpcap.report.words import WordBook
from dpcap.text_width import short, width

Axis = tuple[str, float | None, float | None, float]
Bar = tuple[str, float | None, float | None]

_FEWEST, _MOST = 3, 12
_WIDTH, _HEIGHT = 264, 232
# What is named beside an axis to the side takes the room that the chart has elsewhere.
_RADIUS, _RADIUS_BESIDE = 78, 62
_BARS = 340
_RINGS = (25, 50, 75, 100)
_LABEL = 12
_SLOPE = 0.77
_ROW = 30
# A text bar has 20 cells of 5 points; a cell is filled if the score reaches its middle.
_CELLS, _CELL = 20, 2.5


class Chart(str):
    """A chart as SVG; `alt` says in words what it shows."""

    __slots__ = ("alt",)
    alt: str


def radar(
    axes: Sequence[Axis], *, words: WordBook, scale: ScoreScale, palette: Palette = SCREEN
) -> Chart:
    """Claimed, proved and target of each area on one axis each, 0 in the middle, 100 outside.

    *axes* are (title, claimed, proved, target). With fewer than three areas or more than twelve a
    radar says nothing, and bars are drawn.
    """
    title = words.say("charts.radar")
    if not _FEWEST <= len(axes) <= _MOST:
        rows = [(name, claimed, proved) for name, claimed, proved, _ in axes]
        return bars(rows, target=None, title=title, words=words, scale=scale, palette=palette)
    marks = "".join(
        [
            _rings(len(axes), palette),
            _polygon(palette.of("radar-target"), [target for *_, target in axes]),
            _polygon(palette.of("radar-claimed"), [claimed or 0.0 for _, claimed, _, _ in axes]),
            _polygon(palette.of("radar-proved"), [proved or 0.0 for _, _, proved, _ in axes]),
            *(
                _label(at, len(axes), axis, words, scale, palette=palette)
                for at, axis in enumerate(axes)
            ),
        ]
    )
    rows = [(name, claimed, proved) for name, claimed, proved, _ in axes]
    return _svg("radar", (_WIDTH, _HEIGHT), (title, told(rows, words, scale)), marks, palette)


def bars(
    rows: Sequence[Bar],
    *,
    target: float | None,
    title: str,
    words: WordBook,
    scale: ScoreScale,
    palette: Palette = SCREEN,
) -> Chart:
    """One bar a row: claimed as an outline, proved filled; a line marks the *target*."""
    bottom = len(rows) * _ROW + 2
    line = ""
    if target is not None:
        line = f'<path {palette.of("bar-target")} d="M{_bar_length(target)} 14V{bottom}"/>'
    marks = "".join(
        [
            *(_bar_text(place, row, words, scale, palette) for place, row in enumerate(rows)),
            _strokes(palette.of("bar-ground"), [100.0] * len(rows)),
            _strokes(palette.of("bar-claimed"), [claimed or 0.0 for _, claimed, _ in rows]),
            _strokes(palette.of("bar-proved"), [proved or 0.0 for _, _, proved in rows]),
            line,
        ]
    )
    return _svg("bars", (_BARS, bottom + 4), (title, told(rows, words, scale)), marks, palette)


def text_bar(proved: float | None, claimed: float | None, target: float) -> str:
    """One area in 21 characters: proved, what is claimed beyond it, and the target."""
    cells = [
        "█" if at < (proved or 0.0) else "▒" if at < (claimed or 0.0) else "░"
        for at in (_CELL * (2 * place + 1) for place in range(_CELLS))
    ]
    cells.insert(round(target / (2 * _CELL)), "│")
    return "".join(cells)


def _svg(
    kind: str, size: tuple[int, int], said: tuple[str, str], marks: str, palette: Palette
) -> Chart:
    title, desc = said
    made = Chart(
        f'<svg {palette.root or palette.of(kind)} role="img" viewBox="0 0 {size[0]} {size[1]}">'
        f"<title>{escape(title)}</title><desc>{escape(desc)}</desc>{marks}</svg>"
    )
    made.alt = f"{title}: {desc}"
    return made


def told(rows: Sequence[Bar], words: WordBook, scale: ScoreScale) -> str:
    """The chart in words."""
    said = [
        words.say("charts.told", name=name, proved=proved, claimed=claimed)
        for name, claimed, proved in (
            (name, _score(claimed, words, scale), _score(proved, words, scale))
            for name, claimed, proved in rows
        )
    ]
    return words.flat["common.semicolon"].join(said)


def _score(value: float | None, words: WordBook, scale: ScoreScale) -> str:
    return words.flat["common.no_score"] if value is None else scale.score(value)


def _radius(of: int) -> float:
    return _RADIUS if of % 4 else _RADIUS_BESIDE


def _point(place: int, of: int, radius: float) -> tuple[float, float]:
    angle = 2 * pi * place / of - pi / 2
    return _WIDTH / 2 + radius * cos(angle), _HEIGHT / 2 + radius * sin(angle)


def _points(values: Sequence[float]) -> str:
    spots = (_point(i, len(values), _radius(len(values)) * v / 100.0) for i, v in enumerate(values))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)


def _polygon(drawn: str, values: Sequence[float]) -> str:
    return f'<polygon {drawn} points="{_points(values)}"/>'


def _rings(of: int, palette: Palette) -> str:
    rings = "".join(_polygon(palette.of("radar-grid"), [float(ring)] * of) for ring in _RINGS)
    ends = (_point(place, of, _radius(of)) for place in range(of))
    spokes = "".join(f"M{_WIDTH / 2:g} {_HEIGHT / 2:g}L{x:.1f} {y:.1f}" for x, y in ends)
    return f'{rings}<path {palette.of("radar-grid")} d="{spokes}"/>'


def _label(
    place: int, of: int, axis: Axis, words: WordBook, scale: ScoreScale, *, palette: Palette
) -> str:
    """The title and the proved score at the end of an axis."""
    name, _, proved, _ = axis
    alone = 2 * place % of == 0  # above or below the chart, with its whole width
    lines = [short(name, _ALONE)] if alone else _wrapped(name)
    x, y, anchor = _stand(place, of, lines)
    spans = "".join(
        f'<tspan x="{x:.1f}" dy="{13 if row else 0}">{escape(line)}</tspan>'
        for row, line in enumerate(lines)
    )
    score = escape(_score(proved, words, scale))
    number = f'<tspan {palette.of("radar-score")} x="{x:.1f}" dy="13">{score}</tspan>'
    stand = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f"<text {palette.of('radar-label')} {stand}>{spans}{number}</text>"


def _stand(place: int, of: int, lines: Sequence[str]) -> tuple[float, float, str]:
    """Where *lines* and the score below them stand: above or below the end of the axis, or beside.

    Beside the slope of the chart a label has more room than beside its corner.
    """
    x, y = _point(place, of, _radius(of) + _LABEL)
    side, height = x - _WIDTH / 2, y - _HEIGHT / 2
    if abs(side) < 1:
        return x, y + (8 if height > 0 else 4 - 13 * len(lines)), "middle"
    anchor = "start" if side > 0 else "end"
    if abs(height) < 1:
        return x, y + 3 - 6 * len(lines), anchor
    x = _WIDTH / 2 + side * _SLOPE
    return x, y + (10 if height > 0 else -5 - 13 * len(lines)), anchor


_LINE, _ALONE = 11, 30


def _wrapped(name: str) -> list[str]:
    """*name* on one line, or on two cut at the blank nearest to its middle."""
    if width(name) <= _LINE or " " not in name:
        return [short(name, 2 * _LINE)]
    blanks = [place for place, char in enumerate(name) if char == " "]
    cut = min(blanks, key=lambda place: abs(place - len(name) / 2))
    return [short(line, _LINE + 3) for line in (name[:cut], name[cut + 1 :])]


def _bar_length(value: float) -> str:
    return f"{_BARS * min(max(value, 0.0), 100.0) / 100.0:.0f}"


def _bar_text(place: int, row: Bar, words: WordBook, scale: ScoreScale, palette: Palette) -> str:
    name, claimed, proved = row
    line = place * _ROW + 12
    said = f"{_score(proved, words, scale)} / {_score(claimed, words, scale)}"
    return (
        f'<text {palette.of("bar-label")} y="{line}">{escape(short(name, 42))}</text>'
        f'<text {palette.of("bar-score")} x="{_BARS}" y="{line}">{escape(said)}</text>'
    )


def _strokes(drawn: str, values: Sequence[float]) -> str:
    """One bar a row, all of one kind in one path."""
    bars = (
        f"M0 {place * _ROW + 18}h{_bar_length(value)}v7H0z" for place, value in enumerate(values)
    )
    return f'<path {drawn} d="{"".join(bars)}"/>'
