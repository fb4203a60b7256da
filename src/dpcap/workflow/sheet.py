"""A provider's open questions as a workbook to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dpcap.errors import UsageError
from dpcap.intake.nearest import did_you_mean
from dpcap.intake.sheet.content import SheetContent, SheetShop
from dpcap.intake.sheet.write_sheet import workbook_of
from dpcap.model.base import Language, Text
from dpcap.model.framework import Framework
from dpcap.model.framework_outline import names_of
from dpcap.model.indicator import Indicator
from dpcap.model.two_languages import TwoLanguages
from dpcap.scoring.case import Case
from dpcap.scoring.evaluate import evaluate
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderInput, ProviderRequest, read_records
from dpcap.workflow.sheet_source import SheetSource, read_source


@dataclass(frozen=True)
class SheetRequest:
    """Whose questions go into a sheet, and which of them.

    `provider`: the folder, and how it is looked at. `today`: the day written on it. `language`:
    None for the provider's. `person` and `area`: ids; None: everybody's, every area's. `due`: when
    it is to be handed in.
    """

    provider: ProviderRequest
    today: date
    language: Language | None = None
    person: str | None = None
    area: str | None = None
    due: date | None = None


class WrittenSheet(NamedTuple):
    """A workbook: its `.xlsx` as bytes, a name for the file, how much it asks, and of whom."""

    data: bytes
    name: str
    questions: int
    figures: int
    person: str | None = None


def write_sheet(request: SheetRequest, configuration: Configuration | None = None) -> WrittenSheet:
    """The sheet of *request*; the same folder, framework and request give the same bytes.

    Raises UsageError: no such person or area, nothing to ask; InvalidInputError with every finding
    of the folder.
    """
    return _written(asked_sheet(request, configuration or Configuration()), request)


def write_sheets(
    request: SheetRequest, configuration: Configuration | None = None
) -> tuple[WrittenSheet, ...]:
    """A sheet for each person who has something to fill in. Raises as `write_sheet` does."""
    asked = asked_sheet(request, configuration or Configuration())
    people = dict.fromkeys(one.asked_of for one in asked.indicators)
    named = [person for person in asked.framework.people if person in people]
    return tuple(_written(asked, request, person) for person in named)


class AskedSheet(NamedTuple):
    """What a sheet may ask of a provider: the case, its indicators, what the folder holds."""

    case: Case
    indicators: tuple[Indicator, ...]
    source: SheetSource

    @property
    def framework(self) -> Framework:
        """The framework that the folder was begun under."""
        return self.case.framework


def asked_sheet(request: SheetRequest, configuration: Configuration) -> AskedSheet:
    """What *request* asks. Raises UsageError, InvalidInputError."""
    source = read_source(request.provider, configuration)
    case = _case(source, request.provider, configuration)
    areas = {area.id: area.title for area in case.framework.areas}
    _known(request.area, areas, TwoLanguages("领域", "area"))
    _known(request.person, case.framework.people, TwoLanguages("岗位", "person"))
    area = request.area
    indicators = tuple(
        one
        for one in _open_to(case)
        if area is None or case.framework.parents[one.id][0].id == area
    )
    return AskedSheet(case, indicators, source)


def _case(source: SheetSource, request: ProviderRequest, configuration: Configuration) -> Case:
    reviews = configuration.reviews(request.reviews)
    assessment, framework = source.assessment, source.framework
    records = read_records(reviews, request.folder, assessment, framework) if reviews else None
    return ProviderInput(framework, assessment, records).case(request)


def _open_to(case: Case) -> Iterator[Indicator]:
    """What is asked, or may be once another answer changes."""
    judged = evaluate(case)
    for node, indicator in case.asked.items():
        state = judged[node].state
        hangs = any(name in case.framework.outline.nodes for name in names_of(indicator))
        if state == "out_of_scope" or (state == "not_asked" and not hangs):
            continue
        yield indicator


def _known(name: str | None, titles: Mapping[str, Text], what: TwoLanguages) -> None:
    """Raises UsageError if there is no such person or area."""
    if name is None or name in titles:
        return
    hint = did_you_mean(name, titles)
    en = ", ".join(f"{one} ({title.en})" for one, title in titles.items())
    zh = "、".join(f"{one}（{title.zh}）" for one, title in titles.items())
    raise UsageError(
        f"no {what.en} {name}{hint.en}; there are {en}", f"没有{what.zh} {name}{hint.zh}；有：{zh}"
    )


def _written(asked: AskedSheet, request: SheetRequest, person: str | None = None) -> WrittenSheet:
    content = sheet_content(asked, request, person)
    by_shop = sum(one.per == "shop" for one in content.indicators)
    return WrittenSheet(
        workbook_of(content),
        sheet_name(content, request) + ".xlsx",
        len(content.nodes) - by_shop,
        by_shop * len(content.shops),
        content.person,
    )


def sheet_name(content: SheetContent, request: SheetRequest) -> str:
    """The name of the file, without its suffix."""
    area = [request.area] if request.area else []
    return "-".join([content.provider.id, content.person or "all", *area])


def sheet_content(
    asked: AskedSheet, request: SheetRequest, person: str | None = None
) -> SheetContent:
    """What goes into the sheet of *person*, else of the one *request* names.

    Raises UsageError: nothing is asked.
    """
    case, person = asked.case, person or request.person
    nodes = [one.id for one in asked.indicators if person in (None, one.asked_of)]
    if not nodes:
        raise UsageError("there is nothing to ask", "没有要填的题")
    assessment, draw = case.assessment, case.draw
    return SheetContent(
        framework=case.framework,
        provider=assessment.provider,
        language=request.language or assessment.provider.language,
        nodes=tuple(nodes),
        shops=tuple(SheetShop(shop.id, shop.name) for shop in case.due),
        cells=asked.source.undisputed,
        pieces=assessment.evidence,
        written=request.today,
        rows=draw.rows if draw.state == "pending" else None,
        out=case.scope.shops_out,
        person=person,
        due=request.due,
        generation=asked.source.generation,
    )
