"""Net promoter scores with their intervals as SVG: a line for each wave, and for each carrier."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from dpcap.report.charts import Chart
from dpcap.report.palette import SCREEN, Palette
from dpcap.text_width import short

_WIDTH, _LEFT, _RIGHT = 640, 190, 90
_ROW, _TOP = 26, 26
_LABEL = 24
_MARKS = (-100, -50, 0, 50, 100)


class NpsMark(NamedTuple):
    """One line: its label, what stands behind it, and the figures, if there are any.

    `inside`: it is a part of the line above it.
    """

    label: str
    said: str
    nps: float | None = None
    low: float | None = None
    high: float | None = None
    inside: bool = False


def nps_chart(marks: Sequence[NpsMark], title: str, *, palette: Palette = SCREEN) -> Chart:
    """The chart of *marks* from −100 to 100; one without a figure is a line without a dot."""
    height = _TOP + _ROW * len(marks) + 4
    drawn = "".join(_line(place, mark, palette) for place, mark in enumerate(marks))
    desc = "; ".join(f"{one.label}: {one.said}" for one in marks)
    made = Chart(
        f'<svg {palette.root or palette.of("nps-chart")} role="img"'
        f' viewBox="0 0 {_WIDTH} {height}"><title>{escape(title)}</title>'
        f"<desc>{escape(desc)}</desc>{_axis(height, palette)}{drawn}</svg>"
    )
    made.alt = f"{title}: {desc}"
    return made


def _x(value: float) -> float:
    return _LEFT + (value + 100) / 200 * (_WIDTH - _LEFT - _RIGHT)


def _axis(height: int, palette: Palette) -> str:
    lines = "".join(f"M{_x(mark):.1f} {_TOP - 6}V{height}" for mark in _MARKS)
    names = "".join(
        f'<text {palette.of("nps-tick")} x="{_x(mark):.1f}" y="12" text-anchor="middle">'
        f"{str(mark).replace('-', chr(0x2212))}</text>"
        for mark in _MARKS
    )
    zero = f'<path {palette.of("bar-target")} d="M{_x(0):.1f} {_TOP - 6}V{height}"/>'
    return f'<path {palette.of("radar-grid")} d="{lines}"/>{zero}{names}'


def _line(place: int, mark: NpsMark, palette: Palette) -> str:
    middle = _TOP + _ROW * place + _ROW / 2
    label = escape(short(mark.label, _LABEL))
    part, x = ("nps-inside", 16) if mark.inside else ("nps-label", 0)
    words = (
        f'<text {palette.of(part)} x="{x}" y="{middle + 4:.1f}">{label}</text>'
        f'<text {palette.of("bar-score")} x="{_WIDTH}" y="{middle + 4:.1f}">'
        f"{escape(short(mark.said, 16))}</text>"
    )
    if mark.nps is None or mark.low is None or mark.high is None:
        return words
    reach = f"M{_x(mark.low):.1f} {middle:.1f}H{_x(mark.high):.1f}"
    dot = f'cx="{_x(mark.nps):.1f}" cy="{middle:.1f}" r="{3.5 if mark.inside else 5}"'
    return (
        f'<path {palette.of("nps-range")} d="{reach}"/>'
        f"<circle {palette.of('bar-proved')} {dot}/>{words}"
    )
