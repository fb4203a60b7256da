"""A mapping: which columns of a platform's export are which figures. One firm's own, shareable."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dpcap.model.base import FEW, FileOrUrl, Frozen, Id, Line, Number


class MappedMode(Frozen):
    """The column that tells rows of one kind from those of another, such as the delivery mode.

    `field`: the field of the envelope that it fills; `values`: its values by what the cells say.
    """

    column: Line
    field: Id
    values: Annotated[dict[Line, Line], Field(min_length=1, max_length=FEW)]


class MappedFigure(Frozen):
    """One indicator's figure: the `sum` of a column, or the sum of one over that of another.

    `times`: by what the result is multiplied (100 where the unit is per cent, else 1). `peer`: the
    column of the peers' figure, taken where all its cells agree. `fields`: of the envelope.
    """

    indicator: Id
    sum: Line | None = None
    numerator: Line | None = None
    denominator: Line | None = None
    times: Annotated[Number, Field(ge=1e-9, le=1e9)] | None = None
    peer: Line | None = None
    fields: dict[Id, Line] = {}

    @model_validator(mode="after")
    def _one_way_to_reckon(self) -> Self:
        ratio = (self.numerator is None, self.denominator is None)
        if ratio not in ((True, True), (False, False)) or (self.sum is None) is ratio[0]:
            raise PydanticCustomError("DP911", "either sum, or numerator and denominator")
        return self

    @property
    def top(self) -> str:
        """The column that is summed, or summed above the line."""
        return self.sum or self.numerator or ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns with figures that it takes."""
        return tuple(one for one in (self.top, self.denominator, self.peer) if one)


class ExportMapping(Frozen):
    """`mappings/<name>.yaml`: how an export of a back-end becomes figures.

    `shop`, `date`: their columns; `totals`: what stands there in rows that sum others up. `only`:
    by column, the cells of rows that count. `fields`: of the envelope, for every figure. `source`:
    the public address at which the headings stand. `sheet`: of a workbook.
    """

    schema_: Annotated[Literal["dpcap/mapping/1"], Field(alias="schema")]
    id: Id
    source: FileOrUrl | None = None
    sheet: Line | None = None
    shop: Line | None = None
    date: Line | None = None
    mode: MappedMode | None = None
    only: Annotated[
        dict[Line, Annotated[tuple[Line, ...], Field(min_length=1, max_length=FEW)]],
        Field(max_length=FEW),
    ] = {}
    totals: Annotated[tuple[Line, ...], Field(max_length=FEW)] = ()
    fields: dict[Id, Line] = {}
    figures: Annotated[tuple[MappedFigure, ...], Field(min_length=1, max_length=FEW)]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns with figures, each once."""
        return tuple(dict.fromkeys(one for figure in self.figures for one in figure.columns))

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, each once."""
        mode = self.mode.column if self.mode else None
        texts = [one for one in (self.shop, self.date, mode, *self.only) if one]
        return tuple(dict.fromkeys((*texts, *self.numbers)))
