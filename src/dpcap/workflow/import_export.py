"""Exports of a back-end instead of typing: figures added up, shown beside the claims, written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake import edit
from dpcap.intake.column_units import is_rate
from dpcap.intake.envelope import PERIOD
from dpcap.intake.export_coverage import Gap, gaps, shown_days
from dpcap.intake.export_evidence import ImportedFile, reduced_csv
from dpcap.intake.export_hidden import hidden_parts
from dpcap.intake.export_sums import ExportSums, FigureSum, RowCounts, SharedDays
from dpcap.intake.export_table import ExportFile, ExportTable, open_export
from dpcap.intake.file_names import readable
from dpcap.intake.finding_limit import refused
from dpcap.intake.headings import known_headings
from dpcap.intake.mapping import MAPPINGS_DIR, load_mapping, mapping_files, named_mapping
from dpcap.intake.nearest import folded
from dpcap.intake.office import period_as_read
from dpcap.intake.yaml_values import Plain
from dpcap.model.assessment import Assessment
from dpcap.model.finding import Finding, has_errors
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.mapping import ExportMapping, MappedFigure
from dpcap.model.named_few import named_few
from dpcap.model.period import EXPECTED, fitting, last_period, span_of
from dpcap.model.scale import Numeric, Rate
from dpcap.model.two_languages import Params, TwoLanguages
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.imported_figures import REASONABLE, ImportedFigure, differing, doubted
from dpcap.workflow.provider import ProviderRequest, read_answers

# What reviewers must know of an import.
_KEPT_WITH_IT = frozenset(("DP908", "DP922", "DP927", "DP930", "DP935", "DP936"))
_PLACES = Decimal("0.000001")
_NO_ROWS = TwoLanguages(
    "；那几天后台确实没有数据的，每天补一行，数额留空",
    "; for days on which there was nothing add a row each, its amounts left blank",
)
_NOT_OPEN = TwoLanguages(
    "；那时还没营业的店，在映射文件的 only 里只取其他店",
    "; if a shop was not open yet, say with only in the mapping which others are meant",
)
_BY_MAPPING = TwoLanguages(
    "没有用 --mapping 指明映射，这是按最接近的一份（{mapping}）看的",
    "No mapping was named; this is by the one that is nearest, {mapping}",
)
_EDITABLE = TwoLanguages(
    "可编辑文件，由 dpcap import（映射 {mapping}）从导出汇总；原文件：{files}。",
    "Editable file, reduced by dpcap import (mapping {mapping}) from: {files}. ",
)


@dataclass(frozen=True)
class ImportRequest:
    """The provider's folder and the exports; `on`: the day on which they were taken.

    `mapping`: a name in the directory `mappings`, or a file; None: the one whose columns the files
    have. `period`: of the figures; None: that of the answers' defaults, else the last that was over
    on the day of assessment. `shop`: the one that files without a column of shops are of.
    """

    folder: Path
    files: tuple[Path, ...]
    on: date
    mapping: str | None = None
    mappings: Path = Path(MAPPINGS_DIR)
    period: str | None = None
    shop: str | None = None
    evidence_root: Path | None = None
    framework: Path | None = None


@dataclass(frozen=True)
class ImportPlan:
    """What an import would write, and all that is to be told before it does.

    `assessment` is the folder as it was read, `content` the reduced file, `note` what its evidence
    says of the originals.
    """

    request: ImportRequest
    framework: Framework
    assessment: Assessment
    mapping: ExportMapping
    figures: tuple[ImportedFigure, ...]
    coverage: RowCounts
    originals: tuple[ImportedFile, ...]
    content: bytes
    note: str
    findings: tuple[Finding, ...]
    root: Path | None

    @property
    def name(self) -> str:
        """What the reduced file is called."""
        periods = sorted({one.period.replace("/", "~") for one in self.figures})
        return " ".join([self.mapping.id, *periods[:2]])


def plan_import(request: ImportRequest, configuration: Configuration | None = None) -> ImportPlan:
    """The figures of the exports in *request*, beside what is claimed; nothing is written.

    Raises InvalidInputError with every finding, UsageError.
    """
    here = configuration or Configuration()
    asked = ProviderRequest(
        request.folder, evidence_root=request.evidence_root, framework=request.framework
    )
    framework, assessment = read_answers(asked, here)
    if assessment.past:
        raise UsageError(
            f"{request.folder} was answered under an earlier version: dpcap migrate --write first",
            f"{request.folder} 是按旧版作答的，请先运行 dpcap migrate --write",
        )
    if request.on > assessment.assessed_on:
        raise UsageError(
            f"the export is of {request.on}, the answers are of {assessment.assessed_on}: set"
            " assessed_on to the day of the export, or give that day with --on",
            f"导出日是 {request.on}，答卷的评估日是 {assessment.assessed_on}："
            "请把 assessed_on 改到导出日，或用 --on 写明导出日",
        )
    files = [open_export(one, readable(one.as_posix())) for one in request.files]
    mapping = _mapping(request, framework, files)
    return _Import(request, framework, assessment, mapping, here).planned(files)


def _mapping(
    request: ImportRequest, framework: Framework, files: list[ExportFile]
) -> ExportMapping:
    """The mapping named, or the only one whose columns all files have. Raises alike."""
    if request.mapping is not None:
        path = named_mapping(request.mapping, request.mappings)
        return load_mapping(path, framework, readable(path.as_posix()))
    known = mapping_files(request.mappings)
    read = [load_mapping(one, framework, readable(one.as_posix())) for one in known]
    fits = [one for one in read if all(_has_columns(file, one) for file in files)]
    if len(fits) == 1:
        return fits[0]
    names = ", ".join(one.id for one in fits)
    if fits:
        raise UsageError(
            f"several mappings fit ({names}): choose one with --mapping",
            f"有几份映射都合适（{names}），请用 --mapping 指明",
        )
    if (near := _nearest(read, files)) is not None:
        raise near
    raise UsageError(
        f"no mapping in {request.mappings} fits these files; make one: dpcap import --learn FILE",
        f"{request.mappings} 里没有合适的映射，请先制作：dpcap import --learn 文件",
    )


def _has_columns(file: ExportFile, mapping: ExportMapping) -> bool:
    return not _misfits(file, mapping)


def _misfits(file: ExportFile, mapping: ExportMapping) -> tuple[Finding, ...]:
    """Why *file* cannot be read by *mapping*; empty: it can."""
    try:
        file.table(mapping.columns, mapping.sheet)
    except InvalidInputError as error:
        return error.findings
    return ()


def _nearest(read: list[ExportMapping], files: list[ExportFile]) -> InvalidInputError | None:
    """Why the mapping does not fit of whose columns *files* have the most, and more than half."""
    found = [(sum(file.lacking(one.columns) for file in files), one) for one in read]
    lacking, nearest = min(found, key=itemgetter(0), default=(1, None))
    if nearest is None or 2 * lacking >= len(nearest.columns) * len(files):
        return None
    said = _BY_MAPPING.fill({"mapping": nearest.id})
    also: Params = {"also_zh": said.zh, "also_en": said.en}
    told = [one for file in files for one in _misfits(file, nearest)]
    return refused([one.model_copy(update={"params": {**one.params, **also}}) for one in told])


@dataclass(frozen=True)
class _Import:
    request: ImportRequest
    framework: Framework
    assessment: Assessment
    mapping: ExportMapping
    here: Configuration

    def planned(self, files: list[ExportFile]) -> ImportPlan:
        tables = [one.table(self.mapping.columns, self.mapping.sheet) for one in files]
        periods = {one.indicator: self._period(one) for one in self.mapping.figures}
        sums = ExportSums(
            self.mapping,
            shops=self._shops(),
            only_shop=self._only_shop(),
            periods={node: span_of(one) for node, one in periods.items()},
            whole=frozenset(
                one.indicator
                for one in self.mapping.figures
                if self._indicator(one).per == "provider"
            ),
            percent=frozenset(
                one.indicator for one in self.mapping.figures if self._is_in_per_cent(one)
            ),
        )
        for table in sorted(tables, key=attrgetter("digest")):  # whatever order they are given in
            sums.add(table)
        summed = sums.summed
        empty = [Finding(code="DP933", file=one.shown) for one in tables if not one.rows]
        found = [*empty, *sums.found, *self._several(summed), *sums.overlaps()]
        found += self._rates(summed)
        # Rows that cannot be read cover what nobody knows.
        if not has_errors([*empty, *sums.found]):
            found += self._covered(sums.coverage, periods)
        if has_errors(found):
            raise refused(found)
        found += [*_hidden(tables, self.mapping), *_shared(sums.shared), *sums.doubled()]
        found += self._told(summed)
        each = [self._figure(one, periods[one.indicator]) for one in summed]
        figures = [one for one in each if one is not None]
        found += [*doubted(figures, self.framework), *differing(figures)]
        if has_errors(found):
            raise refused(found)
        originals = tuple(sorted({ImportedFile(one.name, one.digest) for one in files}))
        return ImportPlan(
            self.request, self.framework, self.assessment, self.mapping, tuple(figures),
            sums.coverage, originals, reduced_csv(self.mapping, sums.reduced),
            self._note(originals, found), tuple(found),
            self.here.evidence_root(self.request.evidence_root),
        )  # fmt: skip

    def _is_in_per_cent(self, figure: MappedFigure) -> bool:
        scale = self._indicator(figure).scale
        return isinstance(scale, Numeric) and scale.percent

    def _indicator(self, figure: MappedFigure) -> Indicator:
        return self.framework.by_id[figure.indicator]

    def _period(self, figure: MappedFigure) -> str:
        """The period of a figure as it is written. Raises UsageError if it is of no use."""
        scale = self._indicator(figure).scale
        assert isinstance(scale, Numeric | Rate)  # noqa: S101 - the mapping was checked
        if self.request.period is not None:
            period = period_as_read(self.request.period)
            if fitting(period, scale.period, scale.periods) is None:
                said = EXPECTED[scale.period]
                raise UsageError(
                    f"--period {period} does not fit {figure.indicator}: it asks for {said.en}",
                    f"--period {period} 不合 {figure.indicator} 的要求：应为{said.zh}",
                )
            return period
        if self.mapping.date is None:
            raise UsageError(
                "the mapping has no column of days: give the period of the export with --period",
                "映射里没有日期列，请用 --period 写明导出的统计期",
            )
        area = self.framework.parents[figure.indicator][0].id
        default = edit.defaults_as_written(self.request.folder, area).get(PERIOD)
        if isinstance(default, str | int):
            period = period_as_read(str(default))
            if fitting(period, scale.period, scale.periods) is not None:
                return period
        return last_period(scale.period, self.assessment.assessed_on)

    def _shops(self) -> dict[str, str]:
        shops = self.assessment.provider.shops
        return {folded(name): one.id for one in shops for name in (one.name, one.id)}

    def _only_shop(self) -> str:
        """The shop of files that have no column of shops. Raises UsageError if it is not clear."""
        ids = [one.id for one in self.assessment.provider.shops]
        if self.request.shop is not None:
            if self.request.shop not in ids:
                raise UsageError(
                    f"no shop {self.request.shop} in provider.yaml; there are: {', '.join(ids)}",
                    f"provider.yaml 里没有店铺 {self.request.shop}，有：{'、'.join(ids)}",
                )
            return self.request.shop
        per_shop = any(self._indicator(one).per == "shop" for one in self.mapping.figures)
        if self.mapping.shop is None and per_shop and len(ids) != 1:
            raise UsageError(
                "the mapping has no column of shops: say with --shop whose files these are",
                "映射里没有店铺列，请用 --shop 写明这些文件是哪家店的",
            )
        return ids[0] if len(ids) == 1 and per_shop else ""

    def _covered(self, known: RowCounts, periods: Mapping[str, str]) -> Iterator[Finding]:
        """What each shop lacks of a period; shops that lack the same are one finding."""
        if self.mapping.date is None and known.spans:
            return
        shown = ", ".join(readable(one.as_posix()) for one in self.request.files)
        for period in sorted(set(periods.values())):
            for gap in gaps(known.spans, span_of(period)):
                params = self._lacking(gap, period)
                if gap.is_short:
                    yield Finding(code="DP921", file=shown, params=params)
                else:
                    yield Finding(code="DP922", params=params)

    def _lacking(self, gap: Gap, period: str) -> dict[str, str | int | float]:
        names = [one or self.assessment.provider.id for one in gap.shops or ("",)]
        way_out = _NO_ROWS.then(_NOT_OPEN) if self.mapping.shop else _NO_ROWS
        return {
            **named_few("shop", names),
            "period": period,
            "found": f"{gap.known.first} – {gap.known.last}" if gap.known else "—",
            "count": len(gap.missing),
            "days": shown_days(gap.missing),
            "or_zh": way_out.zh,
            "or_en": way_out.en,
        }

    def _several(self, summed: tuple[FigureSum, ...]) -> Iterator[Finding]:
        """Rows of several kinds for one figure; the kinds are one cause, whatever they disturb."""
        modes: dict[tuple[str, str], list[str]] = {}
        for one in summed:
            modes.setdefault((one.indicator, one.shop), []).append(one.mode)
        mixed: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for place, found in modes.items():
            if len(found) > 1:
                mixed.setdefault(tuple(found), []).append(place)
        for kinds, places in mixed.items():
            yield _finding("DP923", places, modes=", ".join(kinds))

    def _rates(self, summed: tuple[FigureSum, ...]) -> Iterator[Finding]:
        """Columns of rates or means of which several rows were added."""
        figures = {one.indicator: one for one in self.mapping.figures}
        told: dict[str, FigureSum] = {}
        for one in summed:
            figure = figures[one.indicator]
            for column in filter(None, (figure.top, figure.denominator)):
                if one.rows > 1 and is_rate(column):
                    told.setdefault(column, one)
        for column, one in told.items():
            yield _finding("DP939", [_place(one)], column=column, count=one.rows)

    def _told(self, summed: tuple[FigureSum, ...]) -> Iterator[Finding]:
        """What is to be known of the figures, those of several shops together."""
        for _, each in groupby(summed, attrgetter("indicator")):
            ours = tuple(each)
            if skipped := [one for one in ours if one.skipped]:
                count = sum(one.skipped for one in skipped)
                yield _finding("DP927", map(_place, skipped), count=count)
            if nothing := [one for one in ours if one.bottom == 0]:
                yield _finding("DP924", map(_place, nothing))
            if several := [one for one in ours if len(one.peers) > 1]:
                yield _finding("DP926", map(_place, several))

    def _figure(self, one: FigureSum, period: str) -> ImportedFigure | None:
        figure = next(each for each in self.mapping.figures if each.indicator == one.indicator)
        scale = self._indicator(figure).scale
        assert isinstance(scale, Numeric | Rate)  # noqa: S101 - the mapping was checked
        if one.bottom == 0 or not one.rows:
            return None
        top, bottom = _plain(one.top), "" if one.bottom is None else _plain(one.bottom)
        value = f"{top} {bottom}" if isinstance(scale, Rate) else _ratio(one, figure, scale)
        fields = {
            name: text for name, text in self.mapping.fields.items() if name in scale.envelope
        }
        if self.mapping.mode and self.mapping.mode.field in scale.envelope:
            fields[self.mapping.mode.field] = one.mode
        fields = {name: text for name, text in (fields | figure.fields).items() if name != PERIOD}
        peer = _plain(one.peers[0]) if len(one.peers) == 1 else ""
        claimed, claimed_peer = map(_as_text, self._claimed(one.indicator, one.shop))
        return ImportedFigure(
            one.indicator, one.shop, period, value, claimed, top, bottom, peer, claimed_peer, fields
        )

    def _claimed(self, node: str, shop: str) -> tuple[Plain, Plain]:
        """The value and the peer figure that the folder has today, as they are written."""
        if shop:
            known = known_headings(self.framework)
            row = edit.row_as_written(self.request.folder, shop, node, known)
            return row.get("value"), row.get("peer")
        answer = edit.answer_as_written(self.request.folder, node)
        return answer.get("value"), answer.get("peer")

    def _note(self, originals: tuple[ImportedFile, ...], found: list[Finding]) -> str:
        """What a reviewer must know of the piece, in the provider's language."""
        language = self.assessment.provider.language
        listed = "; ".join(f"{one.name} (SHA-256 {one.sha256})" for one in originals[:10])
        gaps = [one.message(language) for one in found if one.code in _KEPT_WITH_IT]
        head = _EDITABLE.fill({"mapping": self.mapping.id, "files": listed}).say(language)
        return (head + " ".join(gaps[:10]))[:2000]


def _hidden(tables: Iterable[ExportTable], mapping: ExportMapping) -> Iterator[Finding]:
    """What of the files the eye does not see, and that it counts or not."""
    for table in tables:
        if said := hidden_parts(table, mapping.columns):
            yield Finding(code="DP936", file=table.shown, params=said)


def _shared(known: SharedDays) -> Iterator[Finding]:
    """That files overlap in shops and days with rows that differ: they may be counted twice."""
    if known.places:
        params: dict[str, str | int | float] = {
            **named_few("files", sorted(known.files)),
            **named_few("shop", sorted({shop or "—" for shop, _ in known.places})),
            "days": f"{min(s.first for _, s in known.places)} – "
            f"{max(s.last for _, s in known.places)}",
        }
        yield Finding(code="DP930", params=params)


def _place(one: FigureSum) -> tuple[str, str]:
    return one.indicator, one.shop


def _finding(code: str, places: Iterable[tuple[str, str]], **params: str | int) -> Finding:
    """A finding about figures, each an indicator and a shop ("": the provider)."""
    each = [*places]
    nodes, shops = [node for node, _ in each], [shop or "—" for _, shop in each]
    said: dict[str, str | int | float] = {
        **named_few("node", nodes),
        **named_few("shop", shops),
        **params,
    }
    return Finding(code=code, node=nodes[0], params=said)


def _ratio(one: FigureSum, figure: MappedFigure, scale: Numeric | Rate) -> str:
    """The figure in the indicator's unit, to six decimals."""
    usual = 100 if scale.percent and one.bottom is not None else 1
    times = Decimal(repr(figure.times)) if figure.times is not None else Decimal(usual)
    top = REASONABLE.multiply(one.top, times)
    value = top if one.bottom is None else REASONABLE.divide(top, one.bottom)
    return _plain(value.quantize(_PLACES, context=REASONABLE))


def _as_text(written: Plain) -> str:
    """What a folder has at a value, as a table has it."""
    if isinstance(written, dict):
        return " ".join(str(written.get(key, "")) for key in ("cases", "base"))
    return "" if written is None else str(written)


def _plain(value: Decimal) -> str:
    """A number without zeros at its end."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
