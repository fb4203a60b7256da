"""The page of a course, as ready strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from dpcap.model.change import PARTS
from dpcap.report import figures
from dpcap.report.finding_lines import finding_line
from dpcap.report.moved import divided, moved
from dpcap.report.sanitize import clean, own, plain
from dpcap.report.table_page import PagePart, TablePage
from dpcap.report.terms import signed
from dpcap.report.trend.course_chart import CourseLine, course_chart, course_panels
from dpcap.report.trend.kpis import KpiWriter
from dpcap.report.trend.wording import WORDS, TrendWriter

if TYPE_CHECKING:
    from dpcap.model.base import Language, Text
    from dpcap.model.trend import (
        PortfolioPoint,
        PortfolioStep,
        ProviderCourse,
        TrendPoint,
        TrendStep,
    )
    from dpcap.report.batch.grid import GridRow
    from dpcap.report.trend.result import TrendResult

# What of a change is a provider's own work, by their places among the parts.
_WORK = ("provider", "answers", "proof")
_SPLIT = ("ruler", "peers", "work", *_WORK)
_LISTED = 200
_DATA = ("day", "id", "name", "role", "edition", "score", "level", "certification", "tier")


def trend_page(found: TrendResult, language: Language) -> TablePage:
    """*found* as a page in *language*: of one provider if one was asked for, else of all."""
    writer = _PageWriter(found, language)
    courses = found.overview.courses
    one = len(found.overview.providers) == 1 and len(courses) == 1
    return writer.of_provider(courses[0]) if one else writer.of_portfolio()


def trend_table(found: TrendResult, language: Language) -> tuple[list[str], list[GridRow]]:
    """Heads, and a row for each provider in each batch, with the step that led there."""
    return _PageWriter(found, language).grid()


class _PageWriter(TrendWriter):
    def __init__(self, found: TrendResult, language: Language) -> None:
        super().__init__(found, language)
        self._said, self._of_kpis = found.overview, KpiWriter(found, language)

    # ── one provider ─────────────────────────────────────────────────────────────────────────────

    def of_provider(self, course: ProviderCourse) -> TablePage:
        name = own(course.name.say(self.language)) or clean(course.provider)
        strip = [clean(course.provider), *self._strip(len(course.points))]
        if len(course.ids) > 1:
            strip.append(self.say("ids", names=self.listed(map(clean, course.ids))))
        parts = [
            *self._warnings(),
            self._course(course),
            self._steps(course),
            *self._areas(course.points),
            *self._of_kpis.of_provider(course),
        ]
        return self._page(self.say("title.provider", name=name), strip, parts)

    def _course(self, course: ProviderCourse) -> PagePart:
        points = course.points
        shown = tuple(self.score_said(one.proved) for one in points)
        line = CourseLine(self.say("course"), tuple(one.proved for one in points))
        chart = course_chart([one.day for one in points], line, shown)
        ledger = any(one.certification or one.tier for one in points)
        rows = [self._point(one, ledger=ledger) for one in points]
        columns = ("day", "score", "level", "role", "edition")
        standing = ("certification", "tier") if ledger else ()
        table = self.table((*columns, *standing), rows, {1})
        return PagePart(self.say("course"), chart=chart, tables=(table,))

    def _point(self, one: TrendPoint, *, ledger: bool) -> tuple[str, ...]:
        role = self.framework.roles.get(one.role)
        title = clean(role.title.say(self.language)) if role else clean(one.role)
        cells = (str(one.day), self.score_said(one.proved), self._level(one.level), title)
        standing = (self._label(one.certification), self._tier(one.tier)) if ledger else ()
        return (*cells, clean(one.edition), *standing)

    def _steps(self, course: ProviderCourse) -> PagePart:
        if not course.steps:
            return PagePart(self.say("steps"), self.say("no_steps"))
        rows = [self._step(one) for one in course.steps]
        columns = ("to", "before", "after", "total", *_SPLIT)
        table = self.table(columns, rows, range(1, len(columns)))
        lines = tuple(
            self.say(
                "ruler_level",
                day=str(one.to_day),
                before=self._level(one.change.level_ruler.before),
                after=self._level(one.change.level_ruler.after),
            )
            for one in course.steps
            if one.change and one.change.level_ruler
        )
        lines = (self.say("steps_sum"), *lines)
        return PagePart(self.say("steps"), self.say("steps_intro"), tables=(table,), lines=lines)

    def _step(self, one: TrendStep) -> tuple[str, ...]:
        if one.change is None:
            return (str(one.to_day), *[self.say("unsplit")] * (3 + len(_SPLIT)))
        split, shown = one.change.overall, moved(one.change.overall)
        scores = self.score_said(split.before), self.score_said(split.after)
        parts = self._parts(shown.parts)
        return (str(one.to_day), *scores, signed(shown.total), *parts)

    def _parts(self, parts: Sequence[int]) -> tuple[str, ...]:
        """The five *parts* (tenths) with the work that three of them are."""
        by_name: dict[str, int] = dict(zip(PARTS, parts, strict=True))
        work = sum(by_name[name] for name in _WORK)
        named = {**by_name, "work": work}
        return tuple(signed(named[name]) for name in _SPLIT)

    def _areas(self, points: Sequence[TrendPoint]) -> Iterator[PagePart]:
        days = [str(one.day) for one in points]
        yield from self._area_part(days, [one.areas for one in points], points)

    def _area_part(
        self,
        days: Sequence[str],
        values: Sequence[dict[str, float | None]],
        points: Sequence[TrendPoint] | Sequence[PortfolioPoint],
    ) -> Iterator[PagePart]:
        names = [*dict.fromkeys(name for one in values for name in one)]
        if not names:
            return
        titles = [self.title_of(name) for name in names]
        rows = [
            (title, *(self.score_said(one.get(name)) for one in values))
            for name, title in zip(names, titles, strict=True)
        ]
        lines = [
            CourseLine(plain(title), tuple(one.get(name) for one in values))
            for name, title in zip(names, titles, strict=True)
        ]
        last = [self.score_said(line.values[-1]) for line in lines]
        chart = course_panels([one.day for one in points], lines, last, self.say("areas"))
        yield PagePart(self.say("areas"), chart=chart, tables=tuple(self.by_days(days, rows)))

    # ── the portfolio ────────────────────────────────────────────────────────────────────────────

    def of_portfolio(self) -> TablePage:
        said = self._said
        strip = [
            self.say("providers" if len(said.courses) > 1 else "provider", count=len(said.courses)),
            *self._strip(len(said.days)),
        ]
        points = said.portfolio
        parts = [
            *self._warnings(),
            self._means(points),
            self._portfolio_steps(said.portfolio_steps),
            *self._area_part(
                [str(one.day) for one in points], [one.areas for one in points], points
            ),
            *self._of_kpis.of_portfolio(points),
            *self._standings(points),
            self._each(said.courses),
        ]
        return self._page(self.say("title.portfolio"), strip, parts)

    def _means(self, points: Sequence[PortfolioPoint]) -> PagePart:
        shown = tuple(self.score_said(one.mean) for one in points)
        line = CourseLine(self.say("mean"), tuple(one.mean for one in points))
        chart = course_chart([one.day for one in points], line, shown)
        rows = [
            (
                str(one.day),
                self.say("share", part=one.scored, whole=one.providers),
                self.score_said(one.mean),
                self._counts(one.levels, self._level),
            )
            for one in points
        ]
        table = self.table(("day", "scored", "mean", "levels"), rows, {1, 2})
        return PagePart(self.say("mean"), chart=chart, tables=(table,))

    def _portfolio_steps(self, steps: Sequence[PortfolioStep]) -> PagePart:
        if not steps:
            return PagePart(self.say("steps"), self.say("no_steps"))
        rows = []
        for one in steps:
            points = [*(getattr(one.parts, name) for name in PARTS), one.members]
            shown = divided(one.before, one.after, points)
            counts = map(str, (one.both, one.joined, one.left))
            scores = self.score_said(one.before), self.score_said(one.after)
            *parts, members = shown.parts
            own_parts = self._parts(parts)
            rows.append(
                (
                    *(str(one.to_day), *counts, *scores, signed(shown.total)),
                    *(signed(members), *own_parts[:3]),
                )
            )
        columns = ("to", "both", "joined", "left", "before", "after", "total", "members")
        table = self.table((*columns, *_SPLIT[:3]), rows, range(1, len(columns) + 3))
        lines = (self.say("members_intro"),)
        return PagePart(self.say("steps"), self.say("steps_intro"), tables=(table,), lines=lines)

    def _standings(self, points: Sequence[PortfolioPoint]) -> Iterator[PagePart]:
        if not any(name for one in points for name in (*one.certifications, *one.tiers)):
            return
        rows = [
            (
                str(one.day),
                self._counts(one.certifications, self._label),
                self._counts(one.tiers, self._tier),
            )
            for one in points
        ]
        yield PagePart(
            self.say("standing"),
            tables=(self.table(("day", "certification", "tier"), rows, ()),),
        )

    def _each(self, courses: Sequence[ProviderCourse]) -> PagePart:
        rows = [self._whole(one) for one in courses[:_LISTED]]
        columns = ("id", "batches", "first", "last", "total", *_SPLIT[:3], "level")
        left = len(courses) - _LISTED
        lines = (self.say("more", count=left),) if left > 0 else ()
        return PagePart(
            self.say("each"), tables=(self.table(columns, rows, range(1, 9)),), lines=lines
        )

    def _whole(self, one: ProviderCourse) -> tuple[str, ...]:
        first, last = one.points[0], one.points[-1]
        levels = dict.fromkeys(self._level(each.level) for each in (first, last))
        cells = (clean(one.provider), str(len(one.points)))
        scores = (self.score_said(first.proved), self.score_said(last.proved))
        changes = [each.change.overall for each in one.steps if each.change]
        if len(changes) < len(one.steps):
            split: tuple[str, ...] = (self.say("unsplit"),) * 4
        else:
            points = [sum(getattr(each, name) for each in changes) for name in PARTS]
            shown = divided(first.proved, last.proved, points)
            split = (signed(shown.total), *self._parts(shown.parts)[:3])
        return (*cells, *scores, *split, " → ".join(levels))

    # ── data ─────────────────────────────────────────────────────────────────────────────────────

    def grid(self) -> tuple[list[str], list[GridRow]]:
        areas = [*dict.fromkeys(n for c in self._said.courses for p in c.points for n in p.areas)]
        points = [point for one in self._said.courses for point in one.points]
        kpis = [*dict.fromkeys(kpi.id for one in points for kpi in one.kpis)]
        of_shops = self._of_kpis.in_order([kpi.id for kpi in one.shop_kpis] for one in points)
        units: dict[str, Text | None] = {kpi.id: kpi.unit for one in points for kpi in one.kpis}
        units |= {kpi.id: kpi.unit for one in points for kpi in one.shop_kpis}
        heads = [self.say(f"column.{name}") for name in (*_DATA, "total", *PARTS)]
        heads += [plain(self.title_of(name)) for name in areas]
        heads += [self._with_unit(plain(self.kpi_title(name)), units[name]) for name in kpis]
        for name in of_shops:
            title = f"{name} {plain(self.title_of(name))}"
            heads += [self._with_unit(title, units[name]), self.say("head.shops", title=title)]
            heads.append(self._with_unit(self.say("head.peers", title=title), units[name]))
        rows: list[GridRow] = []
        for course in self._said.courses:
            for place, point in enumerate(course.points):
                step = course.steps[place - 1] if place else None
                more = (*_more(point, areas, kpis), *_shop_cells(point, of_shops))
                rows.append([*self._cells(course, point), *_tenths(step), *more])
        return heads, rows

    def _with_unit(self, title: str, unit: Text | None) -> str:
        said = plain(unit.say(self.language)) if unit else ""
        return self.say("head.unit", title=title, unit=said) if said else title

    def _cells(self, course: ProviderCourse, one: TrendPoint) -> GridRow:
        name = plain(course.name.say(self.language))
        score = None if one.proved is None else figures.truncated(one.proved)
        labels = (one.certification, one.tier)
        return [one.day, one.provider, name, one.role, one.edition, score, one.level, *labels]

    # ── words ────────────────────────────────────────────────────────────────────────────────────

    def _page(self, title: str, strip: Iterable[str], parts: Iterable[PagePart]) -> TablePage:
        return TablePage(self.language, title, tuple(strip), tuple(parts), (self.say("foot"),))

    def _strip(self, count: int) -> Iterator[str]:
        days = self._said.days
        yield self.say("outputs" if count > 1 else "output", count=count)
        key = "days" if len(days) > 1 else "one_day"
        yield self.say(key, first=str(days[0]), last=str(days[-1]))
        editions = self._said.editions
        key = "editions" if len(editions) > 1 else "edition"
        yield self.say(key, names=self.listed(map(clean, editions)))

    def _warnings(self) -> Iterator[PagePart]:
        if found := self._said.findings:
            wording = self.framework.wording
            lines = tuple(finding_line(one, self.language, wording) for one in found)
            yield PagePart(self.say("warnings"), lines=lines, warns=True)

    def _level(self, name: str | None) -> str:
        return clean(name) if name else self.say("no_level")

    def _label(self, name: str | None) -> str:
        if not name:
            return self.say("no_row")
        return self.say(f"label.{name}") if f"label.{name}" in WORDS else clean(name)

    def _tier(self, name: str | None) -> str:
        title = self.found.tiers.get(name) if name else None
        return clean(title.say(self.language)) if title else self._label(name)

    def _counts(self, counts: dict[str, int], word: object) -> str:
        said = word if callable(word) else str
        each = (self.say("counted", name=said(name), count=n) for name, n in counts.items())
        return self.listed(each)


def _tenths(step: TrendStep | None) -> GridRow:
    """The change that led here and its parts, in points with one decimal; None: there is none."""
    if step is None or step.change is None:
        return [None] * (1 + len(PARTS))
    shown = moved(step.change.overall)
    return [one / 10 for one in (shown.total, *shown.parts)]


def _more(one: TrendPoint, areas: Sequence[str], kpis: Sequence[str]) -> GridRow:
    known = {kpi.id: kpi.value for kpi in one.kpis}
    scores = (one.areas.get(name) for name in areas)
    cut = [None if each is None else figures.truncated(each) for each in scores]
    return [*cut, *(known.get(name) for name in kpis)]


def _shop_cells(one: TrendPoint, names: Sequence[str]) -> GridRow:
    """Of each figure of shops its value, of how many shops, and that of peers."""
    known = {kpi.id: kpi for kpi in one.shop_kpis}
    each = map(known.get, names)
    return [
        cell for kpi in each for cell in ((kpi.value, kpi.shops, kpi.peers) if kpi else (None,) * 3)
    ]
