"""What a sheet says of itself: whose it is, for which questions, and what its cells held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.nearest import folded
from dpcap.intake.sheet.filled import Row, Tab, heads_in, id_in, label_of, said_of
from dpcap.intake.sheet.reply_cells import Cells, ReplyCell
from dpcap.intake.yaml_values import harmful
from dpcap.model.base import LINE
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.two_languages import TwoLanguages

# The labels by which the cover and the tab of what the cells held are known.
SHEET, DIGEST, ROWS = "sheet", "digest", "rows"
_NEEDED = (SHEET, "provider", DIGEST, "generation")
_NO_COVER = TwoLanguages(
    "没有找到“这份表的标识”（表号、问卷指纹等）", "what it says of itself is not there"
)
_GAP = TwoLanguages("“这份表的标识”里缺了或改坏了 {name}", "its {name} is missing or damaged")
_ODD = TwoLanguages(
    f"{{name}} 超过 {LINE} 个字，或含有控制字符、改变文字方向的字符",
    f"its {{name}} has more than {LINE} characters, or control or text-direction characters",
)
MOST_ROUNDS = 10**6


class SheetAbout(NamedTuple):
    """What the cover says. `who`: who filled in all of it; nothing if nobody signs for it all."""

    sheet: str
    provider: str
    person: str
    who: str
    edition: str
    digest: str
    generation: int


def read_about(tabs: Mapping[str, Tab], shown: str) -> SheetAbout:
    """What the sheet *shown* says of itself. Raises InvalidInputError."""
    for tab in tabs.values():
        said = _labels(tab)
        if {SHEET, DIGEST} <= said.keys():
            _refuse_formulas(tab, shown)
            return _about(said, shown)
    raise InvalidInputError([_finding(shown, _NO_COVER)])


def check_about(about: SheetAbout, provider: str, framework: Framework, shown: str) -> None:
    """Raises InvalidInputError if the sheet is of another provider or other questions."""
    found = [
        _finding(shown, _ODD.fill({"name": name}))
        for name in (SHEET, "person", "who")
        if odd_name(getattr(about, name))
    ]
    if about.provider != provider:
        params = {"other": about.provider, "provider": provider}
        found.append(Finding(code="DP871", file=shown, params=dict(params)))
    if about.digest != framework.digest:
        then = f"{about.edition} ({about.digest[:8]})"
        now = f"{framework.edition} ({framework.digest[:8]})"
        found.append(Finding(code="DP872", file=shown, params={"then": then, "now": now}))
    if found:
        raise InvalidInputError(found)


def odd_name(said: str) -> bool:
    """Whether *said* can be no name: too long, or with signs that nobody sees."""
    return len(said) > LINE or harmful(said) is not None


def person_named(framework: Framework, typed: str) -> str:
    """Who *typed* is: the id of a post if it names one, else as it stands."""
    for one, title in framework.people.items():
        if folded(typed) in {folded(one), folded(title.zh), folded(title.en)}:
            return one
    return " ".join(typed.split())


def read_base(tabs: Mapping[str, Tab]) -> Cells | None:
    """What each cell held when the sheet was written; None: it does not say, or not all of it."""
    for tab in tabs.values():
        for at, row in enumerate(tab):
            heads = heads_in(row)
            if {"node", "field", "base"} <= heads.keys():
                return _base(tab[at + 1 :], heads, _labels(tab).get(ROWS, ""))
    return None


def is_cover(tab: Tab) -> bool:
    """Whether *tab* says what the sheet is."""
    return DIGEST in map(label_of, tab)


def is_base(tab: Tab) -> bool:
    """Whether *tab* says what each cell held."""
    return ROWS in map(label_of, tab)


def _base(rows: Sequence[Row], heads: Mapping[str, int], count: str) -> Cells | None:
    base: Cells = {}
    for row in rows:
        node, shop, field, text = (
            said_of(row, heads.get(name)) for name in ("node", "shop", "field", "base")
        )
        if node and field and text:
            base[ReplyCell(node, shop, field)] = text
    return base if str(len(base)) == count else None


def _labels(tab: Tab) -> dict[str, str]:
    """What stands right of each label with an id, the first one of each."""
    found: dict[str, str] = {}
    for row in tab:
        columns = sorted(row)
        name = id_in(row[columns[0]]) if columns else ""
        if name:
            texts = (row[column].text for column in columns[1:])
            found.setdefault(name, next((text for text in texts if text), ""))
    return found


def _about(said: Mapping[str, str], shown: str) -> SheetAbout:
    for name in _NEEDED:
        if not said.get(name):
            raise InvalidInputError([_finding(shown, _GAP.fill({"name": name}))])
    generation = said["generation"]
    if not generation.isdecimal() or not 0 < int(generation[:9]) < MOST_ROUNDS:
        raise InvalidInputError([_finding(shown, _GAP.fill({"name": "generation"}))])
    return SheetAbout(
        said[SHEET],
        said["provider"],
        said.get("person", ""),
        said.get("who", ""),
        said.get("framework", ""),
        said[DIGEST],
        int(generation),
    )


def _refuse_formulas(tab: Tab, shown: str) -> None:
    for row in tab:
        name = label_of(row)
        if name and any(cell.formula for cell in row.values()):
            raise InvalidInputError([_finding(shown, _GAP.fill({"name": name}))])


def _finding(shown: str, what: TwoLanguages) -> Finding:
    return Finding(code="DP870", file=shown, params={"what_zh": what.zh, "what_en": what.en})
