"""A course over days as SVG: a line with its figures, and small ones beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from dpcap.text_width import short

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 640, 230, 34, 4, 22, 32
# The first and the last day stand so far from the ends of the grid that their texts have room.
_INSET = 44
_PANEL_WIDTH, _PANEL_HEIGHT, _ACROSS = 200, 96, 3
_MARKS = (0, 25, 50, 75, 100)
_FEW = 5


class CourseLine(NamedTuple):
    """What a line is called, and its value (0..100) on each day; None: there is none."""

    title: str
    values: tuple[float | None, ...]


class _Frame(NamedTuple):
    """Where a chart's 0..100 and its days stand."""

    left: float
    right: float
    top: float
    bottom: float
    inset: float = 0.0

    def x(self, at: float) -> float:
        return self.left + self.inset + (self.right - self.left - 2 * self.inset) * at

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * min(max(value, 0.0), 100.0) / 100


def course_chart(days: Sequence[date], line: CourseLine, shown: Sequence[str]) -> str:
    """One line over *days*, each point with what is *shown* of it."""
    frame = _Frame(_LEFT, _WIDTH - _RIGHT, _TOP, _HEIGHT - _BOTTOM, _INSET)
    places = _places(days)
    marks = [_grid(frame), _line(frame, places, line.values)]
    every = max(1, -(-len(days) // _FEW))
    for n, (at, value, text) in enumerate(zip(places, line.values, shown, strict=True)):
        x = frame.x(at)
        if value is not None:
            y = frame.y(value)
            marks.append(f'<circle class="course-dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>')
            marks.append(_text("score", x, y - 7, text, "middle"))
        if n % every == 0:
            marks.append(_text("label", x, _HEIGHT - 8, str(days[n]), "middle"))
    return _svg(_WIDTH, _HEIGHT, line.title, _told(days, shown), "".join(marks))


def course_panels(
    days: Sequence[date], lines: Sequence[CourseLine], shown: Sequence[str], title: str
) -> str:
    """A small line for each of *lines*, with what is *shown* of its last value."""
    places = _places(days)
    marks = []
    for n, (line, last) in enumerate(zip(lines, shown, strict=True)):
        left = (n % _ACROSS) * (_PANEL_WIDTH + 20)
        top = (n // _ACROSS) * (_PANEL_HEIGHT + 14)
        frame = _Frame(left + 4, left + _PANEL_WIDTH - 4, top + 24, top + _PANEL_HEIGHT)
        marks.append(_text("label", left, top + 12, short(line.title, 20), "start"))
        marks.append(_text("score", left + _PANEL_WIDTH, top + 12, last, "end"))
        for value in (0, 50, 100):
            y = frame.y(value)
            marks.append(f'<path class="course-grid" d="M{frame.left} {y:.1f}H{frame.right}"/>')
        marks.append(_line(frame, places, line.values))
        for at, point in zip(places, line.values, strict=True):
            if point is not None:
                x, y = frame.x(at), frame.y(point)
                marks.append(f'<circle class="course-dot" cx="{x:.1f}" cy="{y:.1f}" r="2"/>')
    rows = -(-len(lines) // _ACROSS)
    width = min(len(lines), _ACROSS) * (_PANEL_WIDTH + 20)
    told = "; ".join(f"{one.title} {last}" for one, last in zip(lines, shown, strict=True))
    return _svg(width, rows * (_PANEL_HEIGHT + 14), title, told, "".join(marks))


def _places(days: Sequence[date]) -> list[float]:
    """Where each day stands between the first (0) and the last (1)."""
    length = (days[-1] - days[0]).days
    return [(day - days[0]).days / length if length else 0.5 for day in days]


def _grid(frame: _Frame) -> str:
    made = []
    for value in _MARKS:
        y = frame.y(value)
        made.append(f'<path class="course-grid" d="M{frame.left} {y:.1f}H{frame.right}"/>')
        made.append(_text("label", frame.left - 6, y + 4, str(value), "end"))
    return "".join(made)


def _line(frame: _Frame, places: Sequence[float], values: Sequence[float | None]) -> str:
    """The line between days in a row that have a value."""
    path, pen = [], "M"
    for at, value in zip(places, values, strict=True):
        if value is None:
            pen = "M"
        else:
            path.append(f"{pen}{frame.x(at):.1f} {frame.y(value):.1f}")
            pen = "L"
    return f'<path class="course-line" d="{"".join(path)}"/>' if path else ""


def _text(kind: str, x: float, y: float, text: str, anchor: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text class="course-{kind}" {place}>{escape(text)}</text>'


def _told(days: Sequence[date], shown: Sequence[str]) -> str:
    return "; ".join(f"{day} {text}" for day, text in zip(days, shown, strict=True))


def _svg(width: int, height: int, title: str, told: str, marks: str) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {width} {height}"><title>{escape(title)}</title>'
        f"<desc>{escape(told)}</desc>{marks}</svg>"
    )
