"""`conflicts.yaml`: cells on which several sheets disagree, open until somebody settles it.

It stands beside `provider.yaml`. While a cell is in it, the reply it is of counts as missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from dpcap.errors import InvalidInputError
from dpcap.intake.layout import CONFLICTS_FILE
from dpcap.intake.model_errors import validate
from dpcap.intake.nearest import NO_HINT, hint_params, nearest
from dpcap.intake.scale_input import scale_input
from dpcap.intake.sheet.cell_text import shown_value
from dpcap.intake.sheet.words import phrase
from dpcap.intake.source import Document, clipped
from dpcap.intake.yaml_inline import flow
from dpcap.model.base import FEW, MANY, PROSE, Frozen, Id, Language, Line, OwnId
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.scale import Rubric
from dpcap.model.two_languages import TwoLanguages

# The first step of a path into a file of the folder.
FILES = "files"
_ANSWERED = ("value", "unknown", "not_applicable")
_Value = Annotated[str, Field(max_length=PROSE)]
_HEAD = """\
# 几位填写人在同一格里写得不一样。核实之前，这些题按没有回答算。
# 两种定法：运行 dpcap resolve；或者在答案里写上正确的值，再删去这里的那一条。
# Several people gave different values for these. Until that is settled they count as not answered.
# To settle one run dpcap resolve, or write the right value into the answers and remove it here.
schema: dpcap/conflicts/1
"""
_BLANK = TwoLanguages("（空）", "(blank)")
_FOLDER = TwoLanguages("文件夹原有", "already in the folder")
_UNSIGNED = TwoLanguages("未署名", "unsigned")


class RivalValue(Frozen):
    """What one of those who disagree says; without `sheet` it stood in the folder."""

    value: _Value
    who: Line | None = None
    on: Line | None = None
    sheet: Line | None = None


class OpenConflict(Frozen):
    """One field of one reply, with what is said of it."""

    node: Id
    shop: OwnId | None = None
    field: Id
    values: Annotated[tuple[RivalValue, ...], Field(min_length=1, max_length=FEW)]


class ConflictsFile(Frozen):
    """The file."""

    schema_: Annotated[Literal["dpcap/conflicts/1"], Field(alias="schema")]
    conflicts: Annotated[tuple[OpenConflict, ...], Field(max_length=MANY)] = ()


def read_conflicts(
    document: Document | None, framework: Framework, found: list[Finding]
) -> tuple[OpenConflict, ...]:
    """The conflicts in *document*, a warning for each and what is wrong with others in *found*."""
    if document is None:
        return ()
    try:
        file = validate(document, ConflictsFile)
    except InvalidInputError as error:
        found.extend(error.findings)
        return ()
    sound = []
    for place, one in enumerate(file.conflicts):
        path = ("conflicts", place, "node")
        if one.node in framework.by_id:
            sound.append(one)
            params = conflict_params(one, framework)
            where = (FILES, CONFLICTS_FILE, *document.place(path))
            found.append(Finding(code="DP878", node=one.node, path=where, params=clipped(params)))
        else:
            found.append(document.finding("DP879", path, unknown_node(one.node, framework)))
    return tuple(sound)


def unknown_node(name: str, framework: Framework) -> dict[str, str | int | float]:
    """The parameters of the message that *name* is no indicator's id."""
    titles = {node: each.title for node, each in framework.by_id.items()}
    near = nearest(name, titles)
    hint = TwoLanguages(f"（是不是 {near}？）", f" (is {near} meant?)") if near else NO_HINT
    what = {"what_zh": "编号", "what_en": "the id"}
    return {"name_zh": name, "name_en": name, **what, **hint_params(hint)}


def conflict_params(one: OpenConflict, framework: Framework) -> dict[str, str | int | float]:
    """The parameters of the message about *one*."""
    shop = f" {one.shop}" if one.shop else ""
    params: dict[str, str | int | float] = {"node": one.node, "shop": shop, "field": one.field}
    for language in ("zh", "en"):
        said = (
            f"{in_words(one.node, one.field, each.value, framework, language)}"
            f" ({_who(each, framework).say(language)})"
            for each in one.values
        )
        params[f"values_{language}"] = "；".join(said) if language == "zh" else "; ".join(said)
    return params


def in_words(node: str, field: str, text: str, framework: Framework, language: Language) -> str:
    """The plain *text* of a *field* of the reply to *node* for people, options by their titles."""
    if not text:
        return _BLANK.say(language)
    if field != "value":
        return text
    indicator = framework.by_id[node]
    titles = dict(scale_input(indicator.scale).choices(language))
    words = text.split()
    if isinstance(indicator.scale, Rubric) or not all(word in titles for word in words):
        return shown_value(text, indicator, language)
    return phrase("mark.list", language).join(titles[word] for word in words)


def _who(one: RivalValue, framework: Framework) -> TwoLanguages:
    if one.sheet is None and not one.who:
        return _FOLDER
    title = framework.people.get(one.who or "")
    named = TwoLanguages(title.zh, title.en) if title else None
    told = named or (TwoLanguages(one.who, one.who) if one.who else _UNSIGNED)
    return told.then(TwoLanguages(f"，{one.on}", f", {one.on}")) if one.on else told


def leave_open(
    conflicts: Iterable[OpenConflict],
    answers: Mapping[str, dict[str, Any]],
    rows: Mapping[str, list[dict[str, Any]]],
) -> None:
    """Takes what is answered out of the *answers* and *rows* that are in conflict."""
    for one in conflicts:
        if one.shop is None:
            entries = [answers[one.node]] if one.node in answers else []
        else:
            entries = [row for row in rows.get(one.node, ()) if row["shop"] == one.shop]
        for entry in entries:
            for key in _ANSWERED:
                entry.pop(key, None)


def text_of_conflicts(conflicts: Iterable[OpenConflict]) -> str:
    """The file with *conflicts* in it; nothing where there are none."""
    lines = []
    for one in conflicts:
        lines.append(f"  - node: {flow(one.node)}")
        if one.shop:
            lines.append(f"    shop: {flow(one.shop)}")
        lines += [f"    field: {flow(one.field)}", "    values:"]
        for each in one.values:
            said = each.model_dump(exclude_none=True)
            lines.append(f"      - {flow(said)}")
    return f"{_HEAD}conflicts:\n" + "\n".join(lines) + "\n" if lines else ""
