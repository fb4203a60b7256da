"""The course of a provider or a portfolio over the stored outputs of several batches."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from dpcap.batch.output_dir import PROFILE, ROWS
from dpcap.errors import InvalidInputError, UsageError
from dpcap.model.assessment import Fact, figure_of
from dpcap.model.base import Language, Text
from dpcap.model.change import Change
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.manager import normalised_number
from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.model.profile import Profile
from dpcap.model.scale import Figure
from dpcap.model.standing import Standing
from dpcap.model.trend import KpiValue, ProviderCourse, TrendOverview, TrendPoint, TrendStep
from dpcap.report.registry import PageSetup
from dpcap.report.table_page_formats import RenderedFile, as_file
from dpcap.report.trend.formats import TREND_FORMATS
from dpcap.report.trend.result import TrendResult
from dpcap.scoring.change_attribution import change
from dpcap.scoring.incentive_shares import held_on
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.standing_replay import Standings, replay
from dpcap.scoring.trend_course import (
    JudgedProfile,
    kpi_steps,
    portfolio_points,
    portfolio_steps,
    shop_kpis,
)
from dpcap.text_width import COLUMNS
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.select_rows import select_rows
from dpcap.workflow.standing_ledger import open_ledger
from dpcap.workflow.stored_profiles import LOST, blaming, framework_for

# A page holds no more, and each step of each provider is worked out five times.
MOST_OUTPUTS = 24
_FAILED, _NAMED = "DP694", 6
_UNREAD, _NOBODY, _TWICE, _UNSPLIT, _CHANGED = "DP690", "DP691", "DP692", "DP693", "DP426"


@dataclass(frozen=True)
class TrendRequest:
    """The output folders of batches, in any order; `providers`: these only (none: all).

    `ledger`: that of standing; else the setting's. `framework`: where the framework of the
    profiles does not lie beside them.
    """

    outs: Sequence[Path]
    providers: Sequence[str] = ()
    ledger: Path | None = None
    framework: Path | None = None


class BatchRow(NamedTuple):
    """A provider of a batch: the batch's day, where its profile lies, and the row."""

    day: date
    out: Path
    row: ScoredOutcome
    number: str | None

    @property
    def path(self) -> Path:
        """Its profile."""
        return self.out / self.row.provider / PROFILE


def provider_trend(
    request: TrendRequest, configuration: Configuration | None = None
) -> TrendResult:
    """The courses over the outputs of *request*, ordered by their days.

    An output that cannot be read is left out, and a finding says so. Raises UsageError: none can
    be read, too many, two of one day, nobody of an id; InvalidInputError for a damaged ledger.
    """
    if len(request.outs) > MOST_OUTPUTS:
        raise UsageError(
            f"{len(request.outs)} outputs are given, {MOST_OUTPUTS} is the most",
            f"给了 {len(request.outs)} 个输出目录，最多 {MOST_OUTPUTS} 个",
        )
    return _Tracker(request, configuration or Configuration()).result()


def render_trend(
    found: TrendResult,
    name: str,
    *,
    language: Language = "en",
    columns: int = COLUMNS,
    colour: bool = False,
) -> RenderedFile:
    """*found* in the format *name*; *columns* and *colour* are for a terminal only.

    The page is of one provider if one was asked for, else of all. Raises UsageError for an unknown
    format.
    """
    setup = PageSetup(language, columns, colour)
    return as_file(TREND_FORMATS.find("trend", name), found, setup)


class StoredBatch(NamedTuple):
    """One output: its folder, its day, its rows, and the digest of them."""

    out: Path
    day: date
    rows: tuple[ScoredOutcome, ...]
    digest: str


@dataclass(frozen=True)
class _Tracker:
    request: TrendRequest
    here: Configuration
    found: list[Finding] = field(default_factory=list)
    frameworks: dict[str, Framework] = field(default_factory=dict)

    def result(self) -> TrendResult:
        batches = self._batches()
        followed = _followed(row for batch in batches for row in self._rows(batch))
        wanted = self._wanted(followed)
        standings = self._standings()
        courses = tuple(
            sorted(
                (one for rows in wanted if (one := self._course(rows, standings))),
                key=lambda one: (one.provider, one.registration_number or ""),
            )
        )
        days = tuple(one.day for one in batches)
        points = [point for one in courses for point in one.points]
        editions = dict.fromkeys(one.edition for one in sorted(points, key=lambda one: one.day))
        overview = TrendOverview(
            days=days,
            editions=tuple(editions),
            providers=tuple(sorted(self.request.providers)),
            courses=courses,
            portfolio=portfolio_points(days, courses),
            portfolio_steps=portfolio_steps(days, courses),
            findings=tuple(self.found),
        )
        books = self.here.rule_books() if standings else None
        tiers = {name: one.title for name, one in books.tiers.tiers.items()} if books else {}
        return TrendResult(overview, self._words(courses), batches[-1].out, tiers)

    # ── which batches ────────────────────────────────────────────────────────────────────────────

    def _batches(self) -> list[StoredBatch]:
        """Those that can be read, by their days, each once. Raises UsageError."""
        read = [one for place in self._places() if (one := self._read(place))]
        once = {one.digest: one for one in reversed(read)}
        twice = (one for one in read if once[one.digest] is not one)
        self.found.extend(Finding(code=_TWICE, file=str(one.out)) for one in twice)
        batches = sorted(once.values(), key=lambda one: one.day)
        for one, other in pairwise(batches):
            if one.day == other.day:
                raise _same_day(one, other)
        if not batches:
            raise UsageError(
                "none of these folders holds results that can be read",
                "这些目录里都没有可读的评估结果",
            )
        return batches

    def _places(self) -> list[Path]:
        """The folders in an order that no argument's place changes."""
        return sorted(dict.fromkeys(self.request.outs), key=str)

    def _read(self, place: Path) -> StoredBatch | None:
        try:
            ((out, rows),) = select_rows((place,))
            digest = sha256((out / ROWS).read_bytes()).hexdigest()
        except (UsageError, OSError):
            self.found.append(Finding(code=_UNREAD, file=str(place)))
            return None
        scored = _scored(rows)
        if not scored:
            self.found.append(Finding(code=_NOBODY, file=str(place)))
            return None
        if failed := sorted(
            one.provider or one.folder for one in rows if isinstance(one, FailedOutcome)
        ):
            params: dict[str, str | int | float] = {
                "count": len(failed),
                "names": ", ".join(failed[:_NAMED]),
            }
            self.found.append(Finding(code=_FAILED, file=str(place), params=params))
        return StoredBatch(out, max(one.as_of for one in scored), scored, digest)

    def _rows(self, batch: StoredBatch) -> Iterator[BatchRow]:
        for row in batch.rows:
            path = batch.out / row.provider / PROFILE
            try:
                raw = _as_written(path, row)
                number = json.loads(raw)["provider"]["registration_number"]
            except (OSError, ValueError, KeyError, TypeError):
                self._changed(path, row.provider)
                continue
            known = normalised_number(number) if isinstance(number, str) else None
            yield BatchRow(batch.day, batch.out, row, known)

    def _changed(self, path: Path, provider: str) -> None:
        params: dict[str, str | int | float] = {"provider": provider}
        self.found.append(Finding(code=_CHANGED, file=path.as_posix(), params=params))

    def _wanted(self, followed: Iterable[list[BatchRow]]) -> list[list[BatchRow]]:
        """Those asked for. Raises UsageError if nobody is of an id."""
        every = [*followed]
        asked = set(self.request.providers)
        if not asked:
            return every
        unknown = asked - {one.row.provider for rows in every for one in rows}
        if unknown:
            names = ", ".join(sorted(unknown))
            raise UsageError(
                f"there is no provider {names} in any of the outputs",
                f"这些输出里都没有服务商 {names}",
            )
        return [rows for rows in every if asked & {one.row.provider for one in rows}]

    def _standings(self) -> Standings | None:
        ledger = self.here.ledger(self.request.ledger)
        return replay(open_ledger(ledger).rows) if ledger else None

    # ── one provider ─────────────────────────────────────────────────────────────────────────────

    def _course(self, rows: list[BatchRow], standings: Standings | None) -> ProviderCourse | None:
        """Its course; only two of its profiles are held at a time."""
        points: list[TrendPoint] = []
        steps: list[TrendStep] = []
        before: tuple[BatchRow, Profile] | None = None
        for one in rows:
            profile = self._profile(one)
            if profile is None:
                continue
            stands = standings.of(one.row.provider, one.number) if standings else None
            points.append(_point(one, profile, self._framework_of(one, profile), stands))
            if before is not None:
                steps.append(self._step(before, (one, profile)))
            before = one, profile
        if before is None:
            return None
        last = before[0]
        numbers = [one.number for one in rows if one.number]
        return ProviderCourse(
            provider=last.row.provider,
            registration_number=numbers[-1] if numbers else None,
            name=last.row.name,
            points=tuple(points),
            steps=tuple(steps),
        )

    def _profile(self, one: BatchRow) -> Profile | None:
        try:
            return Profile.model_validate_json(_as_written(one.path, one.row))
        except (OSError, ValueError, ValidationError):
            self._changed(one.path, one.row.provider)
            return None

    def _step(self, before: tuple[BatchRow, Profile], after: tuple[BatchRow, Profile]) -> TrendStep:
        (was, _), (now, _) = before, after
        one, other = self._judged(*before), self._judged(*after)
        return TrendStep(
            from_day=was.day,
            to_day=now.day,
            change=self._change(before, after),
            shop_kpis=kpi_steps(one, other) if one and other else (),
        )

    def _judged(self, one: BatchRow, profile: Profile) -> JudgedProfile | None:
        framework = self._framework_of(one, profile)
        return JudgedProfile(profile, framework) if framework else None

    def _change(
        self, before: tuple[BatchRow, Profile], after: tuple[BatchRow, Profile]
    ) -> Change | None:
        """What the step came from; None, and a finding, where the framework is lost."""
        (was, old), (now, new) = before, after
        framework = self._framework_of(now, new)
        if framework is None:
            params: dict[str, str | int | float] = {
                "provider": now.row.provider,
                "before": str(was.day),
                "after": str(now.day),
            }
            self.found.append(Finding(code=_UNSPLIT, file=str(now.path), params=params))
            return None
        with blaming((now.path, new, framework), (was.path, old, framework)):
            return change(old, was.row.profile, rebuild_case(framework, new), new)

    def _framework_of(self, one: BatchRow, profile: Profile) -> Framework | None:
        digest = profile.framework.digest
        if digest not in self.frameworks:
            try:
                made = framework_for(profile, one.path, self.here, self.request.framework)
            except InvalidInputError as error:
                if error.findings[0].code != LOST:
                    raise
                return None
            self.frameworks[digest] = made
        return self.frameworks[digest]

    def _words(self, courses: Sequence[ProviderCourse]) -> Framework:
        """The framework of the last day, else the one in force."""
        digests = [*self.frameworks]
        last = max((one.points[-1] for one in courses), key=lambda one: one.day, default=None)
        for digest in reversed(digests):
            if last is None or self.frameworks[digest].edition == last.edition:
                return self.frameworks[digest]
        return self.here.framework(self.request.framework)


def _scored(rows: Iterable[Outcome]) -> tuple[ScoredOutcome, ...]:
    found = (one for one in rows if isinstance(one, ScoredOutcome))
    return tuple(sorted(found, key=lambda one: one.provider))


def _same_day(one: StoredBatch, other: StoredBatch) -> UsageError:
    return UsageError(
        f"{one.out} and {other.out} are both of {one.day}: give one of them",
        f"{one.out} 与 {other.out} 都是 {one.day} 的结果，请只给一个",
    )


def _as_written(path: Path, row: ScoredOutcome) -> bytes:
    """The bytes of the profile at *path*. Raises ValueError if the batch wrote others."""
    raw = path.read_bytes()
    if sha256(raw).hexdigest() != row.profile:
        raise ValueError(path)
    return raw


def _followed(rows: Iterable[BatchRow]) -> list[list[BatchRow]]:
    """*rows*, which stand by their days, firm by firm: by the number, else by the id."""
    courses: list[list[BatchRow]] = []
    by_number: dict[str, list[BatchRow]] = {}
    by_id: dict[str, list[BatchRow]] = {}
    for one in rows:
        course = by_number.get(one.number or "") or _by_id(by_id, one)
        if course is None or course[-1].day == one.day:
            course = []
            courses.append(course)
        course.append(one)
        by_id[one.row.provider] = course
        if one.number:
            by_number[one.number] = course
    return courses


def _by_id(by_id: dict[str, list[BatchRow]], one: BatchRow) -> list[BatchRow] | None:
    """Whoever bore the id before, unless that is another firm by its number."""
    course = by_id.get(one.row.provider)
    numbers = {row.number for row in course or () if row.number}
    return course if not (one.number and numbers) else None


def _point(
    one: BatchRow, profile: Profile, framework: Framework | None, standing: Standing | None
) -> TrendPoint:
    level = profile.overall.level.proved
    return TrendPoint(
        day=one.day,
        provider=one.row.provider,
        edition=f"{profile.framework.id} {profile.framework.version}",
        role=profile.role.id,
        proved=profile.overall.proved,
        level=level.id,
        areas={area.id: area.proved for area in profile.areas},
        kpis=tuple(_kpis(profile, framework)) if framework else (),
        shop_kpis=shop_kpis(JudgedProfile(profile, framework)) if framework else (),
        certification=held_on(standing, "certification", one.day) if standing else None,
        tier=held_on(standing, "tier", one.day) if standing else None,
    )


def _kpis(profile: Profile, framework: Framework) -> Iterator[KpiValue]:
    """The hard facts of page one that are numbers."""
    nodes = {node.id: node for node in profile.indicators()}
    provider = profile.provider
    for name in dict.fromkeys(name for one in framework.page_one.hard_facts for name in one.show):
        node = nodes.get(name)
        value = figure_of(node.value) if node else _number(provider.facts.get(name))
        if value is not None:
            proved = node.kind is not None if node else name in provider.confirmed_facts
            unit = _unit(framework, name)
            yield KpiValue(id=name, value=value, unit=unit, confirmed=proved)


def _unit(framework: Framework, name: str) -> Text | None:
    """The unit of a fact, or of the scale of an indicator."""
    if name in framework.facts:
        return framework.facts[name].unit
    scale = framework.by_id[name].scale
    return scale.unit if isinstance(scale, Figure) else None


def _number(fact: Fact | None) -> float | None:
    value = fact.value if fact else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None  # type: ignore[arg-type]
