"""The growth flywheel as a chart: up to four lines over days, each beginning at 100."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from dpcap.report.charts import Chart
from dpcap.report.figures import number

_WIDTH, _HEIGHT = 640, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 172, 12, 28
_GAP = 15
_MARKS = 4
_START = 100.0


class FlywheelSeries(NamedTuple):
    """One line: what it is called, and its points."""

    key: str
    name: str
    points: tuple[tuple[date, float], ...]


def flywheel_chart(series: Sequence[FlywheelSeries], title: str, told: str) -> Chart | None:
    """All *series* in one chart, called *title* and said in words as *told*; None without any."""
    drawn = [one for one in series if one.points]
    if not drawn:
        return None
    frame = _Frame.around(drawn)
    marks = "".join(
        [
            *frame.grid(),
            *(_line(one, frame) for one in drawn),
            *_names(drawn, frame),
        ]
    )
    made = Chart(
        f'<svg class="flywheel" role="img" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>{marks}</svg>"
    )
    made.alt = f"{title}: {told}"
    return made


class _Frame(NamedTuple):
    """Which days and figures the chart reaches over."""

    first: date
    last: date
    low: float
    high: float

    @classmethod
    def around(cls, series: Sequence[FlywheelSeries]) -> _Frame:
        days = [day for one in series for day, _ in one.points]
        values = [value for one in series for _, value in one.points]
        low, high = min(*values, _START), max(*values, _START)
        room = (high - low) * 0.05 or 1.0
        return cls(min(days), max(days), low - room, high + room)

    def x(self, day: date) -> float:
        whole = max(1, (self.last - self.first).days)
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (day - self.first).days / whole

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * share

    def grid(self) -> Iterator[str]:
        """A line for each of a few figures, that of 100 stronger; the days at the ends."""
        step = _step(self.high - self.low)
        at = -(-self.low // step) * step
        while at <= self.high:
            kind = "flywheel-start" if abs(at - _START) < step / 1000 else "flywheel-grid"
            y = self.y(at)
            yield f'<path class="{kind}" d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}"/>'
            yield (
                f'<text class="flywheel-mark" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">'
                f"{escape(number(at))}</text>"
            )
            at += step
        for day, anchor in ((self.first, "start"), (self.last, "end")):
            yield (
                f'<text class="flywheel-mark" x="{self.x(day):.1f}" y="{_HEIGHT - 8}"'
                f' text-anchor="{anchor}">{day.isoformat()}</text>'
            )


def _step(span: float) -> float:
    """A round figure of which a few make *span*."""
    size = 10.0 ** len(str(int(span // _MARKS))) / 10 if span >= _MARKS else 1.0
    return next(one for one in (size, 2 * size, 5 * size, 10 * size) if span / one <= _MARKS + 1)


def _line(one: FlywheelSeries, frame: _Frame) -> str:
    spots = [(frame.x(day), frame.y(value)) for day, value in one.points]
    way = "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6"/>' for x, y in spots)
    return f'<g class="flywheel-{one.key}"><path d="M{way}"/>{dots}</g>'


def _names(series: Sequence[FlywheelSeries], frame: _Frame) -> Iterator[str]:
    """Each name beside the end of its line, none over another one."""
    ends = sorted((frame.y(one.points[-1][1]), place) for place, one in enumerate(series))
    lowest = _HEIGHT - _BOTTOM - _GAP * (len(ends) - 1)
    at = float(_TOP)
    for rank, (wanted, place) in enumerate(ends):
        at = max(min(wanted, lowest + rank * _GAP), at)
        one = series[place]
        yield (
            f'<text class="flywheel-name flywheel-{one.key}" x="{_WIDTH - _RIGHT + 8}"'
            f' y="{at + 4:.1f}">{escape(one.name)} {escape(number(one.points[-1][1], 0))}</text>'
        )
        at += _GAP
