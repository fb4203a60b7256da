"""One cell that was filled in, held against what may stand there."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from dpcap.intake.alike_rows import CELLS, AlikeRows
from dpcap.intake.envelope import PERIOD, Envelopes
from dpcap.intake.office import figure_as_read, no_data, tidy
from dpcap.intake.scale_input import scale_input
from dpcap.intake.sheet.cell_text import read_value
from dpcap.intake.sheet.filled import TypedCell
from dpcap.intake.sheet.reply_cells import EVIDENCE, NOTE, STATE_MARK, VALUE
from dpcap.intake.values import (
    ValueProblem,
    WrongValueError,
    no_figure,
    too_long,
    unit_of,
    wrong,
)
from dpcap.intake.yaml_inline import flow
from dpcap.intake.yaml_values import harmful
from dpcap.model.assessment import PEER_FIELDS
from dpcap.model.base import PROSE
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.period import CALENDAR
from dpcap.model.scale import Figure
from dpcap.model.two_languages import Params, TwoLanguages

_SHOWN = 60
_LIKE_A_NUMBER = TwoLanguages(
    "成了一个数，看不出是哪个月；请把格子设为“文本”，写成 2026-10",
    "became a number, and nobody can tell which month; make the cell text and write 2026-10",
)
_FIRST_OF_MONTH = re.compile(r"(\d{4}-\d{2})-01")


@dataclass
class CellReader:
    """Reads cells by *framework*; what is wrong with them is taken down, the same slip once.

    `texts`: the cells whose number is kept as a text.
    """

    framework: Framework
    envelopes: Envelopes
    slips: dict[tuple[str, ...], tuple[Finding, AlikeRows]] = field(default_factory=dict)
    texts: list[TypedCell] = field(default_factory=list)

    @property
    def found(self) -> tuple[Finding, ...]:
        """What is wrong: formulas once a tab, else each field of a question, by what was typed."""
        return tuple(rest.told(one, CELLS) for one, rest in self.slips.values())

    def read(self, name: str, cell: TypedCell, indicator: Indicator) -> str | None:
        """The plain text of the field *name* in *cell*, empty for a blank; None: it is wrong."""
        if cell.formula:
            self.refuse_formula(cell, name, indicator.id)
            return None
        text = cell.text
        if not text:
            return ""
        if sign := harmful(text.replace("\n", " ").replace("\t", " ")):
            params = {"field": f"{indicator.id}.{name}", "char": sign}
            self._tell(cell.finding("DP113", params), cell, name, indicator.id, text)
            return None
        try:
            return self._read(name, text, cell, indicator)
        except WrongValueError as error:
            problem = wrong("DP302", name, error.problem)
        except _WrongFieldError as error:
            problem = error.problem
        self._tell(_told(problem, name, text, cell, indicator), cell, name, indicator.id, text)
        return None

    def refuse_formula(self, cell: TypedCell, name: str, node: str) -> None:
        """Takes down that *cell*, which says *name* of the answer to *node*, is a formula."""
        self._tell(cell.finding("DP875", {"node": node, "field": name}), cell)

    def _tell(self, finding: Finding, cell: TypedCell, *slip: str) -> None:
        """Takes down *finding*, or one more cell for the same *slip* in the same tab."""
        cause = finding.code, cell.file, cell.tab, *slip
        if cause in self.slips:
            self.slips[cause][1].add(cell.place)
        else:
            self.slips[cause] = finding, AlikeRows()

    def notes(self) -> Iterator[Finding]:
        """The note on numbers kept as text, one a tab."""
        by_tab: dict[tuple[str, str], list[TypedCell]] = {}
        for cell in self.texts:
            by_tab.setdefault((cell.file, cell.tab), []).append(cell)
        for cells in by_tab.values():
            yield cells[0].finding("DP876", {"count": len(cells), "first": cells[0].place})

    def _read(self, name: str, text: str, cell: TypedCell, indicator: Indicator) -> str:
        if name == VALUE:
            value = read_value(text, indicator, self.framework)
            is_one = scale_input(indicator.scale).figures() == 1
            if is_one and not value.startswith(STATE_MARK):
                self._say_text(cell)
            return value
        if name in PEER_FIELDS:
            self._say_text(cell)
            return _figure(text, indicator)
        if name == NOTE:
            if len(text) > PROSE:
                raise _WrongFieldError(too_long(name, text, PROSE))
            return text
        if name == EVIDENCE:
            return text
        if name == PERIOD:
            text = _period(text, cell, indicator)
        said = self.envelopes.read(name, text, indicator)
        if isinstance(said, ValueProblem):
            raise _WrongFieldError(said)
        return said

    def _say_text(self, cell: TypedCell) -> None:
        if isinstance(cell.value, str):
            self.texts.append(cell)


class _WrongFieldError(Exception):
    def __init__(self, problem: ValueProblem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def _figure(text: str, indicator: Indicator) -> str:
    unit = unit_of(indicator.scale)
    value = figure_as_read(text, unit)
    if value is None or not math.isfinite(value):
        raise WrongValueError(no_data(text) or no_figure("" if value else text, unit))
    return flow(float(value))


def _period(text: str, cell: TypedCell, indicator: Indicator) -> str:
    """The period that *text* says, also where the spreadsheet made a day or a number of it."""
    scale = indicator.scale
    if isinstance(cell.value, float) and not cell.value.is_integer():
        raise WrongValueError(_LIKE_A_NUMBER)
    by_calendar = isinstance(scale, Figure) and scale.period in CALENDAR
    found = _FIRST_OF_MONTH.fullmatch(text) if isinstance(cell.value, date | datetime) else None
    return found[1] if found and by_calendar else text


def _told(
    problem: ValueProblem, name: str, text: str, cell: TypedCell, indicator: Indicator
) -> Finding:
    """*problem* as a finding at *cell*."""
    said: Params = problem.said
    if problem.code != "DP302":
        return cell.finding(problem.code, {"node": indicator.id, **said}, indicator.id)
    params = {"node": indicator.id, "field": name, "typed": tidy(text)[:_SHOWN], **said}
    both = {f"{key}_{one}": value for key, value in params.items() for one in ("zh", "en")}
    both |= {key: value for key, value in said.items() if key.endswith(("_zh", "_en"))}
    return cell.finding("DP874", both, indicator.id)
