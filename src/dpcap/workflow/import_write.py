"""What a planned import writes: the reduced file as evidence, and each figure where it belongs.

The files keep their comments and their order; only the figures' own places change.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dpcap.intake import edit
from dpcap.intake.export_evidence import free_id, keep, kind_of_import
from dpcap.intake.headings import known_headings
from dpcap.intake.starter import kpi_columns
from dpcap.intake.values import listed
from dpcap.intake.yaml_values import Plain
from dpcap.lock import held, lock_for
from dpcap.model.framework import Framework
from dpcap.workflow.import_export import ImportPlan
from dpcap.workflow.imported_figures import ImportedFigure

_STATES = ("unknown", "not_applicable")


def write_import(plan: ImportPlan) -> tuple[Path, ...]:
    """Write the figures of *plan* with their evidence; returns the files changed.

    Raises OSError, InvalidInputError and UsageError where a file cannot be changed.
    """
    if not plan.figures:
        return ()
    with held(lock_for(plan.request.folder), lambda: None):
        return tuple(dict.fromkeys(_written(plan)))


def _written(plan: ImportPlan) -> Iterator[Path]:
    request, framework = plan.request, plan.framework
    piece, changed = _piece(plan)
    if changed is not None:
        yield changed
    for one in plan.figures:
        if one.shop:
            yield _write_row(request.folder, framework, one, piece)
        else:
            area = framework.parents[one.indicator][0].id
            yield _write_answer(request.folder, area, one, piece)


def _piece(plan: ImportPlan) -> tuple[str, Path | None]:
    """The id under which the reduced file is listed, and the file in which that was written."""
    request, provider = plan.request, plan.assessment.provider.id
    entry = keep(
        request.folder,
        plan.name,
        plan.content,
        kind=kind_of_import(plan.framework),
        day=request.on,
        note=plan.note,
        root=plan.root / provider if plan.root else None,
    )
    pieces = plan.assessment.evidence
    same = [one.id for one in pieces.values() if one.sha256 == entry["sha256"]]
    if same:
        return same[0], None
    piece = free_id(pieces)
    area = plan.framework.parents[plan.figures[0].indicator][0].id
    return piece, edit.save_evidence(request.folder, area, piece, entry)


def _write_row(folder: Path, framework: Framework, one: ImportedFigure, piece: str) -> Path:
    known = known_headings(framework)
    old = edit.row_as_written(folder, one.shop, one.indicator, known)
    named = list(dict.fromkeys([*map(str, listed(old.get("evidence", ""))), piece]))
    cells = {**old, **one.cells, "value": one.figure, "evidence": " ".join(filter(None, named))}
    row = (one.shop, one.indicator)
    return edit.save_row(folder, kpi_columns(framework), row, cells, known)


def _write_answer(folder: Path, area: str, one: ImportedFigure, piece: str) -> Path:
    old = edit.answer_as_written(folder, one.indicator)
    entry = {key: value for key, value in old.items() if key not in _STATES}
    named = entry.get("evidence")
    before = listed(named) if isinstance(named, str | list) else []
    evidence: list[Plain] = [*dict.fromkeys([*map(str, before), piece])]
    entry |= {key: _number(text) if key == "peer" else text for key, text in one.cells.items()}
    entry = {"value": _value(one), **{k: v for k, v in entry.items() if k != "value"}}
    entry["evidence"] = evidence
    return edit.save_answer(folder, area, one.indicator, entry)


def _value(one: ImportedFigure) -> Plain:
    if " " in one.figure:
        cases, base = one.figure.split()
        return {"cases": _number(cases), "base": _number(base)}
    return _number(one.figure)


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
