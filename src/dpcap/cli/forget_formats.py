"""How what is held of somebody is printed: one entry a format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dpcap.workflow.forget_history import HeldHistory
    from dpcap.workflow.held_item import HeldItem


SCHEMA = "dpcap/forget/1"


class ForgetPage(NamedTuple):
    """What is printed: what is held, and what git's history holds beside it.

    `is_applied`: it has been done. `is_due`: only what is past its last day was asked for.
    """

    items: Sequence[HeldItem]
    history: Sequence[HeldHistory] = ()
    is_applied: bool = False
    is_due: bool = False


def _text(page: ForgetPage) -> str:
    from dpcap.cli.forget_page import forget_text

    return forget_text(page)


def _json(page: ForgetPage) -> str:
    """*page* for machines: paths with forward slashes, days as they are written, no content."""
    import json

    said = {
        "schema": SCHEMA,
        "applied": page.is_applied,
        "due_only": page.is_due,
        "going": sum(one.goes for one in page.items) if not page.is_due else 0,
        "items": [_item(one) for one in page.items],
        "history": [_history(one) for one in page.history],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _item(one: HeldItem) -> dict[str, object]:
    return {
        "action": one.action,
        "kind": one.kind,
        "path": one.path.as_posix(),
        "provider": one.provider,
        "since": one.since.isoformat(),
        "until": one.until.isoformat() if one.until else None,
        "places": one.places,
        "letters": sorted(one.letters),
        "in_outbox": one.in_outbox,
        "why": one.why or None,
    }


def _history(held: HeldHistory) -> dict[str, object]:
    from dpcap.cli.findings import WORDING
    from dpcap.cli.language import TALK

    problem = held.problem
    return {
        "top": held.top.as_posix(),
        "problem": WORDING.message(problem.finding, TALK) if problem is not None else None,
        "commits": [{"id": one.oid, "day": one.day} for one in held.commits],
        "paths": list(held.paths),
        "commands": list(held.commands),
        "expressions": list(held.expressions),
    }


FORGET_FORMATS: FormatRegistry[Callable[[ForgetPage], str]] = FormatRegistry(
    OutputFormat("text", _text, ("forget",), default_of=("forget",)),
    OutputFormat("json", _json, ("forget",)),
)
