"""How the table of capabilities is laid out, as CSS: side by side where it fits, else stacked."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.report.portfolio.score_table import PortfolioColumn

# In rem; the first column takes what is left over.
_WIDTHS = {
    "name": 10.8,
    "level": 3.6,
    "proved": 4.6,
    "change": 3.6,
    "area": 4.6,
    "coverage": 4.0,
    "critical": 4.1,
    "gates": 5.2,
    "decision": 5.6,
    "standing": 5.6,
    "reviewed": 4.8,
    "todo": 7.0,
}
# What a rem is, and what stands beside the table in the page, in pixels.
_REM, _BESIDE = 15, 56
# Those beside the name in a stacked row, and those whose values say by themselves what they are.
_BESIDE_NAME = ("level", "proved", "change")
_SPEAKING = ("gates", "decision", "standing", "todo")
# A stacked row is a line that breaks.
_STACK = (
    ".map tr{display:flex;flex-wrap:wrap;align-items:baseline;padding:.3rem 0}"
    ".map th:first-child{position:static;border:0}"
    ".map tbody td{border:0}.map .e th:first-child,.map .e td{flex:1 1 100%}"
    ".map thead th{word-break:normal;text-wrap:balance}.map button{min-height:24px}"
)


def layout(shown: tuple[PortfolioColumn, ...]) -> str:
    """The rules for the columns *shown*.

    On a screen too narrow for them each row is stacked, so that no column is cut off: who, level
    and score, then the areas in one line, then the rest, each with its title.
    """
    first, *others = (_WIDTHS[column.kind] for column in shown)
    wide = " ".join((f"minmax({first:g}rem,1fr)", *(f"{one:g}rem" for one in others)))
    fits = round((first + sum(others)) * _REM) + _BESIDE
    return (
        f"@media screen and (min-width:{fits + 1}px)"
        f"{{.map tr{{display:grid;grid-template-columns:{wide}}}}}"
        f"@media screen and (max-width:{fits}px){{{_STACK}{''.join(_stacked(shown))}}}"
    )


def _stacked(shown: tuple[PortfolioColumn, ...]) -> Iterator[str]:
    beside = sum(_WIDTHS[column.kind] for column in shown if column.kind in _BESIDE_NAME)
    yield f".map tr:not(.e)>:first-child{{flex:0 0 calc(100% - {beside:g}rem)}}"
    areas = sum(column.kind == "area" for column in shown)
    for place, column in enumerate(shown[1:], 2):
        cells = f".map tr:not(.e)>:nth-child({place})"
        if column.kind in _BESIDE_NAME:
            yield f"{cells}{{flex:0 0 {_WIDTHS[column.kind]:g}rem}}"
        elif column.kind == "area":
            yield f"{cells}{{flex:0 0 {_floor(100 / areas):g}%;text-align:center}}"
            yield f".map thead th:nth-child({place}){{padding-left:1px;padding-right:1px}}"
        else:
            yield from _below(place, column, cells)


def _below(place: int, column: PortfolioColumn, cells: str) -> Iterator[str]:
    """What stands below the areas: its head is said beside each value, if it needs one."""
    yield f".map thead th:nth-child({place}),{cells}:empty{{display:none}}"
    if column.kind in _SPEAKING:
        yield f"{cells} i{{display:inline;margin-right:.5em}}"
    else:
        yield f'{cells}::before{{content:"{_quoted(column.title)} ";color:var(--faint)}}'


def _floor(share: float) -> float:
    """A share in per cent that so many of them surely fit on one line."""
    return int(share * 100) / 100


def _quoted(text: str) -> str:
    """*text* inside quotes in CSS, whatever it holds."""
    return "".join(char if char.isalnum() else f"\\{ord(char):x} " for char in text)
