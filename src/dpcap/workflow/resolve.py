"""Settling a cell on which several people's sheets disagree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.conflicts import OpenConflict, RivalValue, conflict_params
from dpcap.intake.envelope import Envelopes
from dpcap.intake.nearest import did_you_mean
from dpcap.intake.sheet.about import odd_name
from dpcap.intake.sheet.cell_reader import CellReader
from dpcap.intake.sheet.claims import SheetClaim
from dpcap.intake.sheet.filled import TypedCell
from dpcap.intake.sheet.fold import FolderDraft
from dpcap.intake.sheet.merge import resolving
from dpcap.intake.sheet.reply_cells import ReplyCell
from dpcap.lock import held, lock_for
from dpcap.model.base import LANGUAGES, LINE, Language
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.sheet_source import SheetSource, read_source


@dataclass(frozen=True)
class ResolveRequest:
    """Which conflict of a provider's folder is settled, how, and by whom.

    `node`, `shop` and `field` name it, as far as more than one is open. Either `take`, whose value
    it is to be, or `value`, as one would type it; an empty one leaves it unanswered.
    """

    provider: ProviderRequest
    node: str
    by: str
    today: date
    shop: str | None = None
    field: str | None = None
    take: str | None = None
    value: str | None = None


class ResolvedConflict(NamedTuple):
    """The conflict that was settled, the value that stands now, and the conflicts left."""

    conflict: OpenConflict
    value: str
    left: tuple[OpenConflict, ...]
    written: tuple[Path, ...]


def list_conflicts(
    request: ProviderRequest, language: Language, configuration: Configuration | None = None
) -> tuple[str, ...]:
    """A line on each open conflict of the folder of *request*. Raises InvalidInputError."""
    source = read_source(request, configuration or Configuration())
    return tuple(_line(one, source, language) for one in source.conflicts)


def resolve_conflict(
    request: ResolveRequest,
    configuration: Configuration | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> ResolvedConflict:
    """Write the value that *request* settles on, and who settled it, into the folder.

    Raises UsageError: no such conflict, more than one, nobody of that name, no value or two;
    InvalidInputError: the folder, or a value that cannot be.
    """
    if (request.take is None) == (request.value is None):
        raise UsageError(
            "give either --take WHO or --value VALUE", "请给出 --take 某人 或 --value 值，二选一"
        )
    by = " ".join(request.by.split())
    if not by or odd_name(by):
        raise UsageError(
            f"--by is the name of who settles it, at most {LINE} characters, none of them hidden",
            f"--by 写核定人的姓名，最多 {LINE} 个字，不含看不见的字符",
        )
    request = replace(request, by=by)
    with held(lock_for(request.provider.folder), on_wait):
        source = read_source(request.provider, configuration or Configuration())
        return _resolved(request, source)


def _resolved(request: ResolveRequest, source: SheetSource) -> ResolvedConflict:
    conflict = _named(request, source)
    cell = ReplyCell(conflict.node, conflict.shop or "", conflict.field)
    value = _taken(request, conflict, source)
    on = request.today.isoformat()
    rivals = [_claim(cell, one, source.claims) for one in conflict.values]
    left = [one for one in source.conflicts if one is not conflict]
    draft = FolderDraft(request.provider.folder, source.framework)
    draft.put_claims([*source.claims, *resolving(cell, rivals, value, request.by, on)])
    draft.put_conflicts(left)
    if source.cells.get(cell, "") != value:
        draft.put_answers({cell: value})
    files = list(draft.changed())
    for path, text in files:
        if text:
            write_atomically(path, text)
        else:
            path.unlink(missing_ok=True)
    return ResolvedConflict(conflict, value, tuple(left), tuple(path for path, _ in files))


def _named(request: ResolveRequest, source: SheetSource) -> OpenConflict:
    """The one conflict that *request* names. Raises UsageError."""
    nodes = list(dict.fromkeys(one.node for one in source.conflicts))
    found = [
        one
        for one in source.conflicts
        if one.node == request.node
        and request.shop in (None, one.shop)
        and request.field in (None, one.field)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        zh, en = ("\n".join(_line(one, source, each) for one in found) for each in LANGUAGES)
        raise UsageError(
            f"{request.node} has several; name one by --shop and --field:\n{en}",
            f"{request.node} 有几处，请用 --shop、--field 指明：\n{zh}",
        )
    if request.node in nodes:
        of_node = [one for one in source.conflicts if one.node == request.node]
        zh, en = ("\n".join(_line(one, source, each) for one in of_node) for each in LANGUAGES)
        raise UsageError(
            f"{request.node} has none of that --shop and --field; it has:\n{en}",
            f"{request.node} 没有这个 --shop、--field 的分歧；现有：\n{zh}",
        )
    hint = did_you_mean(request.node, nodes)
    listed = ", ".join(nodes)
    raise UsageError(
        f"no open conflict on {request.node}{hint.en}; there are: {listed or 'none'}",
        f"{request.node} 上没有待定的分歧{hint.zh}；现有：{listed or '没有'}",
    )


def _taken(request: ResolveRequest, conflict: OpenConflict, source: SheetSource) -> str:
    """The plain text of the value that is to stand. Raises UsageError, InvalidInputError."""
    if request.take is not None:
        return _of(request.take, conflict, source)
    indicator = source.framework.by_id[conflict.node]
    day = max(request.today, source.assessment.assessed_on)
    reader = CellReader(source.framework, Envelopes(source.framework, day))
    typed = TypedCell(request.value, "--value", conflict.node, conflict.field)
    text = reader.read(conflict.field, typed, indicator)
    if text is None:
        raise InvalidInputError(reader.found)
    return text


def _of(who: str, conflict: OpenConflict, source: SheetSource) -> str:
    """What *who* says, by id, title or the sheet's id. Raises UsageError."""
    people = source.framework.people
    names: dict[str, set[str]] = {}
    for one in conflict.values:
        title = people.get(one.who or "")
        for name in (one.who, one.sheet, *((title.zh, title.en) if title else ())):
            names.setdefault(name or "", set()).add(one.value)
    values = names.get(who, set())
    if len(values) == 1:
        return values.pop()
    said = ", ".join(one.who or one.sheet or "-" for one in conflict.values)
    raise UsageError(
        f"nobody named {who} has one value for it; there are: {said}",
        f"没有叫 {who} 的人给出唯一的值；有：{said}",
    )


def _claim(cell: ReplyCell, rival: RivalValue, claims: Sequence[SheetClaim]) -> SheetClaim:
    """The recorded claim of a *rival*; one that stands for it, where the record is lost."""
    value, sheet = rival.value, rival.sheet or ""
    mine = [c for c in claims if c.cell == cell and c.value == value and c.sheet == sheet]
    latest = max((one.generation for one in claims if one.cell == cell), default=0)
    return (mine or [SheetClaim(cell, "", value, "", "", sheet, latest)])[-1]


def _line(one: OpenConflict, source: SheetSource, language: Language) -> str:
    params = conflict_params(one, source.framework)
    title = source.framework.by_id[one.node].title.say(language)
    return f"{one.node} {title}{params['shop']} · {one.field}: {params[f'values_{language}']}"
