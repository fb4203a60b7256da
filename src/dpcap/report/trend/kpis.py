"""The parts of the page of a course on hard facts and on figures of shops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from dpcap.model.trend import RULER_CAUSES
from dpcap.report.sanitize import clean
from dpcap.report.scale_words import measured, scale_words
from dpcap.report.table_page import PagePart, PartTable
from dpcap.report.trend.wording import CellTexts, TrendWriter
from dpcap.text_width import width

if TYPE_CHECKING:
    from dpcap.model.base import Text
    from dpcap.model.trend import (
        KpiCause,
        KpiMedian,
        KpiStep,
        KpiValue,
        PortfolioPoint,
        ProviderCourse,
        ShopKpi,
        ShopKpiMedian,
    )

# Steps that a page lists; trend.json has all.
_LISTED = 200
# A unit that is wider than this stands beside the title.
_LONG = 10


class KpiWriter(TrendWriter):
    """Hard facts and figures of shops, day by day, and what moved them."""

    def of_provider(self, course: ProviderCourse) -> Iterator[PagePart]:
        """Those of one provider."""
        yield from self._kpis(course)
        yield from self._shop_kpis(course)
        yield from self._kpi_steps(course)

    def of_portfolio(self, points: Sequence[PortfolioPoint]) -> Iterator[PagePart]:
        """Their medians over all."""
        yield from self._medians(points)
        yield from self._shop_medians(points)

    def _kpis(self, course: ProviderCourse) -> Iterator[PagePart]:
        names = [*dict.fromkeys(kpi.id for one in course.points for kpi in one.kpis)]
        if not names:
            return
        known = [{kpi.id: kpi for kpi in one.kpis} for one in course.points]
        rows = []
        for name in names:
            each = [one.get(name) for one in known]
            rows.append((self._unit_titled(name, each), *map(self._kpi, each)))
        tables = tuple(self.by_days([str(one.day) for one in course.points], rows))
        yield PagePart(self.say("kpis"), self.say("kpis_intro"), tables=tables)

    def _kpi(self, kpi: KpiValue | None) -> str:
        if kpi is None:
            return self.say("none")
        shown = self._measured(kpi.id, kpi.value, kpi.unit)
        return shown if kpi.confirmed else f"{shown} *"

    def _shop_kpis(self, course: ProviderCourse) -> Iterator[PagePart]:
        known = [{kpi.id: kpi for kpi in one.shop_kpis} for one in course.points]
        rows = {name: [*self._kpi_rows(name, known)] for name in self.in_order(known)}
        days = [str(one.day) for one in course.points]
        yield from self._by_areas(days, rows, "shop_kpis_intro")

    def in_order(self, known: Iterable[Iterable[str]]) -> list[str]:
        """The ids that are *known* of any day, in the order in which they are asked."""
        names = dict.fromkeys(name for one in known for name in one)
        asked = {one.id: place for place, (*_, one) in enumerate(self.framework.walk())}
        return sorted(names, key=lambda name: (asked.get(name, len(asked)), name))

    def _kpi_rows(self, name: str, known: Sequence[dict[str, ShopKpi]]) -> Iterator[CellTexts]:
        each = [one.get(name) for one in known]
        yield self._unit_titled(name, each), *(self._of_shops(one) for one in each)
        peers = [self._peers(one) for one in each]
        if any(peers):
            yield self.say("of_peers"), *(one or self.say("none") for one in peers)

    def _of_shops(self, kpi: ShopKpi | None) -> str:
        if kpi is None:
            return self.say("none")
        return self.say("of_shops", figure=self._figure(kpi), shops=kpi.shops)

    def _figure(self, kpi: ShopKpi) -> str:
        return (
            self.say("none") if kpi.value is None else self._measured(kpi.id, kpi.value, kpi.unit)
        )

    def _peers(self, kpi: ShopKpi | None) -> str:
        """The figure of peers, cut so that the one of the shops looks no better beside it."""
        if kpi is None or kpi.peers is None:
            return ""
        up = not self._worse_above(kpi.id, kpi.peers)
        return measured(kpi.peers, self._beside(kpi.unit), up=up)

    def _by_areas(
        self, days: Sequence[str], rows: dict[str, list[CellTexts]], intro: str
    ) -> Iterator[PagePart]:
        """*rows* of each figure of shops under the area that it is asked in."""
        areas: dict[str, list[CellTexts]] = {}
        of = {one.id: area.id for area, _, one in self.framework.walk()}
        for name, each in rows.items():
            areas.setdefault(of.get(name, ""), []).extend(each)
        tables: list[PartTable] = []
        for area, each in areas.items():
            first, *others = self.by_days(days, each)
            tables += (first._replace(title=self.title_of(area) if area else ""), *others)
        if tables:
            yield PagePart(self.say("shop_kpis"), self.say(intro), tables=tuple(tables))

    def _kpi_steps(self, course: ProviderCourse) -> Iterator[PagePart]:
        rows = [*self._kpi_step_rows(course)]
        if not rows:
            return
        columns = ("to", "kpi", "figure", "peer_figure", "kpi_score", "kpi_ruler", "kpi_work")
        left = len(rows) - _LISTED
        lines = (self.say("more_rows", count=left),) if left > 0 else ()
        table = self.table(columns, rows[:_LISTED], ())
        title, intro = self.say("kpi_steps"), self.say("kpi_steps_intro")
        yield PagePart(title, intro, tables=(table,), lines=lines)

    def _kpi_step_rows(self, course: ProviderCourse) -> Iterator[CellTexts]:
        none = self.say("none")
        for place, step in enumerate(course.steps, 1):
            both = [{kpi.id: kpi for kpi in one.shop_kpis} for one in course.points[place - 1 :]]
            for one in step.shop_kpis:
                was, now = both[0][one.id], both[1][one.id]
                said = [self.listed(map(self._cause, each)) or none for each in _sides(one)]
                yield (
                    *(str(step.to_day), self._unit_titled(one.id, (was, now))),
                    _from_to(self._figure(was), self._figure(now)),
                    _from_to(self._peers(was) or none, self._peers(now) or none),
                    _from_to(self.score_said(was.proved), self.score_said(now.proved)),
                    *said,
                )

    def _cause(self, cause: KpiCause) -> str:
        return self.say(f"cause.{cause}")

    def _measured(self, name: str, value: float, unit: Text | None) -> str:
        return measured(value, self._beside(unit), up=self._worse_above(name, value))

    def _beside(self, unit: Text | None) -> str:
        """What of *unit* stands beside a figure: all of it, unless it is long."""
        said = clean(unit.say(self.language)) if unit else ""
        return said if width(said) <= _LONG else ""

    def _unit_titled(
        self, name: str, each: Iterable[KpiValue | ShopKpi | KpiMedian | ShopKpiMedian | None]
    ) -> str:
        """The title of a figure, with the unit that is too long to stand beside each value."""
        title = self.kpi_title(name)
        units = {clean(one.unit.say(self.language)) for one in each if one and one.unit}
        said = self.listed(sorted(one for one in units if width(one) > _LONG))
        is_in_title = said.casefold() in title.casefold()
        return title if is_in_title else self.say("head.unit", title=title, unit=said)

    def _worse_above(self, name: str, value: float) -> bool:
        spec = self.framework.by_id.get(name)
        return spec is not None and scale_words(spec.scale).worse_above(value)

    def _medians(self, points: Sequence[PortfolioPoint]) -> Iterator[PagePart]:
        names = [*dict.fromkeys(kpi.id for one in points for kpi in one.kpis)]
        if not names:
            return
        none = self.say("none")
        known = [{kpi.id: kpi for kpi in one.kpis} for one in points]
        rows = []
        for name in names:
            each = [one.get(name) for one in known]
            cells = (self._median(one) if one else none for one in each)
            rows.append((self._unit_titled(name, each), *cells))
        tables = tuple(self.by_days([str(one.day) for one in points], rows))
        yield PagePart(self.say("kpis"), self.say("kpi_medians"), tables=tables)

    def _median(self, kpi: KpiMedian) -> str:
        figure = self._measured(kpi.id, kpi.median, kpi.unit)
        return self.say("of_known", figure=figure, known=kpi.known)

    def _shop_medians(self, points: Sequence[PortfolioPoint]) -> Iterator[PagePart]:
        known = [{kpi.id: kpi for kpi in one.shop_kpis} for one in points]
        rows, none = {}, self.say("none")
        for name in self.in_order(known):
            each = [one.get(name) for one in known]
            cells = (self._shop_median(one) if one else none for one in each)
            rows[name] = [(self._unit_titled(name, each), *cells)]
        yield from self._by_areas([str(one.day) for one in points], rows, "shop_medians_intro")

    def _shop_median(self, kpi: ShopKpiMedian) -> str:
        figure = self._measured(kpi.id, kpi.median, kpi.unit)
        return self.say("of_known_shops", figure=figure, known=kpi.known, shops=kpi.shops)


def _sides(one: KpiStep) -> tuple[list[KpiCause], list[KpiCause]]:
    """What of the causes is the ruler, and what is work."""
    ruler = [cause for cause in one.causes if cause in RULER_CAUSES]
    return ruler, [cause for cause in one.causes if cause not in RULER_CAUSES]


def _from_to(was: str, now: str) -> str:
    return now if was == now else f"{was} → {now}"
