"""`mappings/<name>.yaml`: read, and held against the framework whose indicators it names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dpcap.errors import UsageError
from dpcap.intake.column_units import seconds_of, seconds_of_unit, times_of, times_of_unit
from dpcap.intake.envelope import PERIOD, Envelopes, knows
from dpcap.intake.finding_limit import refused
from dpcap.intake.headings import unknown_indicator
from dpcap.intake.model_errors import validate
from dpcap.intake.nearest import folded
from dpcap.intake.private_columns import is_private
from dpcap.intake.source import Document, read_yaml
from dpcap.intake.values import ValueProblem, unit_of
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.mapping import ExportMapping, MappedFigure
from dpcap.model.scale import Figure, Numeric, Rate
from dpcap.model.two_languages import TwoLanguages

MAPPINGS_DIR = "mappings"
_SUFFIX = ".yaml"
_SUFFIXES = (_SUFFIX, ".yml")

_NO_FIGURE = TwoLanguages(
    "这一题的答案不是数字，不能由导出得出", "its answer is no figure that an export could give"
)
_NO_RATE = TwoLanguages(
    "这一题要两个计数：请写 numerator 与 denominator，不写 times",
    "it asks for two counts: write numerator and denominator, and no times",
)
_UNITS = TwoLanguages(
    "“{column}”与分母或本题的单位不同（如万元对元、秒对分钟），请写 times: {times}，或换同单位的列",
    "“{column}” is in another unit than the denominator or the indicator: write times: {times}, or"
    " map columns of one unit",
)
_TWICE = TwoLanguages("写了两次，请只留一个", "stands twice. Keep one")
_NO_PERIOD = TwoLanguages(
    "统计期不写在映射里，请在导入时用 --period 写明",
    "the period is not given in a mapping: say it with --period as you import",
)
_TWO_PARTS = TwoLanguages(
    "同一列用在了两处（分子与分母，或数额与店铺、日期、口径），请换一列",
    "one column serves twice (above and below the line, or as an amount and as shop, day or mode):"
    " map another",
)
_NO_FIELD = TwoLanguages(
    "没有这个口径字段，或这一题不问它", "there is no such field of the envelope, or it is not asked"
)


def load_mapping(path: Path, framework: Framework, shown: str) -> ExportMapping:
    """The mapping at *path*, made for *framework*. Raises InvalidInputError with every error."""
    document = read_yaml(path, shown)
    mapping = validate(document, ExportMapping)
    found = [
        *_figures(document, mapping, framework),
        *_mode(document, mapping, framework),
        *_roles(document, mapping),
        *_columns(document, mapping),
    ]
    if found:
        raise refused(list({(one.code, one.path): one for one in found}.values()))
    return mapping


def named_mapping(name: str, directory: Path) -> Path:
    """The file of the mapping *name*, which may be a path. Raises UsageError if there is none."""
    given = Path(name)
    named = [directory / f"{name}{suffix}" for suffix in _SUFFIXES]
    paths = [given] if given.suffix in _SUFFIXES else named
    path = next((one for one in paths if one.is_file()), paths[0])
    if path.is_file():
        return path
    known = ", ".join(one.stem for one in mapping_files(directory))
    raise UsageError(
        f"there is no mapping {path}" + (f"; there are: {known}" if known else ""),
        f"没有映射文件 {path}" + (f"；已有：{known}" if known else ""),
    )


def mapping_files(directory: Path) -> tuple[Path, ...]:
    """The mappings in *directory*, by name."""
    if not directory.is_dir():
        return ()
    return tuple(sorted(one for suffix in _SUFFIXES for one in directory.glob(f"*{suffix}")))


def is_mapping_by_place(path: Path) -> bool:
    """Whether *path* lies where mappings do, whatever it says of itself."""
    return path.parent.name == MAPPINGS_DIR and path.suffix in _SUFFIXES


def _figures(document: Document, mapping: ExportMapping, framework: Framework) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, figure in enumerate(mapping.figures):
        at = ("figures", place, "indicator")
        indicator = framework.by_id.get(figure.indicator)
        if indicator is None:
            yield document.finding("DP301", at, unknown_indicator(framework, figure.indicator))
            continue
        if (problem := _problem(figure, indicator, seen)) or (
            problem := _unlike_units(figure, indicator)
        ):
            yield document.finding("DP910", at, {"what": figure.indicator, **problem.params})
        seen.add(figure.indicator)
        yield from _fields(document, mapping, place, indicator, framework)


def _problem(figure: MappedFigure, indicator: Indicator, seen: set[str]) -> TwoLanguages | None:
    if not isinstance(indicator.scale, Numeric | Rate):
        return _NO_FIGURE
    if indicator.scale.kind == "rate" and (figure.sum or figure.times):
        return _NO_RATE
    return _TWICE if figure.indicator in seen else None


def _unlike_units(figure: MappedFigure, indicator: Indicator) -> TwoLanguages | None:
    """What is wrong with a figure whose columns, by their headings, are in units unlike its own."""
    if figure.times is not None:
        return None
    unit = unit_of(indicator.scale)
    if figure.denominator is None:
        has, needs = times_of(figure.top), times_of_unit(unit)
    else:
        has, needs = times_of(figure.top), times_of(figure.denominator)
    seconds, of_unit = seconds_of(figure.top), seconds_of_unit(unit)
    if seconds is not None and of_unit is not None:
        has, needs = has * seconds, needs * of_unit  # type: ignore[assignment]
    if has == needs:
        return None
    in_hundreds = isinstance(indicator.scale, Numeric) and indicator.scale.percent
    usual = 100 if in_hundreds and figure.denominator else 1
    return _UNITS.fill({"column": figure.top, "times": f"{usual * has / needs:.12g}"})


def _fields(
    document: Document,
    mapping: ExportMapping,
    place: int,
    indicator: Indicator,
    framework: Framework,
) -> Iterator[Finding]:
    """What is wrong with the values of the envelope that a figure is given."""
    reader = Envelopes(framework, None)
    asked = indicator.scale.envelope if isinstance(indicator.scale, Figure) else {}
    figure = mapping.figures[place]
    given = [(("figures", place, "fields"), key, one) for key, one in figure.fields.items()]
    given += [(("fields",), key, one) for key, one in mapping.fields.items() if key in asked]  # type: ignore[misc]
    for path, field, value in given:
        at = (*path, field)
        if field == PERIOD:
            yield document.finding("DP910", at, {"what": field, **_NO_PERIOD.params}, key=True)
        elif not knows(framework, field) or field not in asked:
            yield document.finding("DP910", at, {"what": field, **_NO_FIELD.params}, key=True)
        elif isinstance(read := reader.read(field, value, indicator), ValueProblem):
            yield document.finding(read.code, at, {"node": indicator.id, **read.said})


def _mode(document: Document, mapping: ExportMapping, framework: Framework) -> Iterator[Finding]:
    """What is wrong with the field that the mode fills, and with what its cells mean."""
    if mapping.mode is None:
        return
    field = mapping.mode.field
    indicators = [framework.by_id.get(one.indicator) for one in mapping.figures]
    asked = [
        one
        for one in indicators
        if one and isinstance(one.scale, Figure) and field in one.scale.envelope
    ]
    if field == PERIOD or not knows(framework, field) or not asked:
        at = ("mode", "field")
        yield document.finding("DP910", at, {"what": field, **_NO_FIELD.params})
        return
    reader = Envelopes(framework, None)
    for cell, value in mapping.mode.values.items():
        read = reader.read(field, value, asked[0])
        if isinstance(read, ValueProblem):
            at_value = ("mode", "values", cell)
            yield document.finding(read.code, at_value, {"node": asked[0].id, **read.said})


def _roles(document: Document, mapping: ExportMapping) -> Iterator[Finding]:
    """Columns that are given two parts: one over itself, amounts where shops or days stand."""
    mode = mapping.mode.column if mapping.mode else None
    texts = {folded(one): one for one in (mapping.shop, mapping.date, mode) if one}
    if mapping.shop and mapping.date and folded(mapping.shop) == folded(mapping.date):
        yield document.finding("DP910", ("date",), {"what": mapping.date, **_TWO_PARTS.params})
    for place, figure in enumerate(mapping.figures):
        for key in ("sum", "numerator", "denominator", "peer"):
            column = getattr(figure, key)
            if column is None:
                continue
            over_itself = key == "denominator" and folded(column) == folded(figure.top)
            if over_itself or folded(column) in texts:
                at = ("figures", place, key)
                yield document.finding("DP910", at, {"what": column, **_TWO_PARTS.params})


def _columns(document: Document, mapping: ExportMapping) -> Iterator[Finding]:
    """Columns that say who somebody is are not read, whatever they are called."""
    for column in mapping.columns:
        if is_private(column) and folded(column) != folded(mapping.shop or ""):
            yield document.finding("DP913", (), {"column": column})
