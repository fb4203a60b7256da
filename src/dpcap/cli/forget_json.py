"""What is held of somebody, for machines: the same as on a terminal, nothing of any content."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dpcap.cli.findings import WORDING
from dpcap.cli.language import TALK

if TYPE_CHECKING:
    from dpcap.cli.forget_formats import ForgetPage
    from dpcap.workflow.forget_history import HeldHistory
    from dpcap.workflow.held_item import HeldItem

SCHEMA = "dpcap/forget/1"


def forget_json(page: ForgetPage) -> str:
    """*page* as JSON; paths with forward slashes, days as they are written."""
    said = {
        "schema": SCHEMA,
        "applied": page.is_applied,
        "due_only": page.is_due,
        "going": sum(one.goes for one in page.items) if not page.is_due else 0,
        "items": [_item(one) for one in page.items],
        "history": [_history(one) for one in page.history],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _item(one: HeldItem) -> dict[str, Any]:
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


def _history(held: HeldHistory) -> dict[str, Any]:
    problem = held.problem
    return {
        "top": held.top.as_posix(),
        "problem": WORDING.message(problem.finding, TALK) if problem is not None else None,
        "commits": [{"id": one.oid, "day": one.day} for one in held.commits],
        "paths": list(held.paths),
        "commands": list(held.commands),
        "expressions": list(held.expressions),
    }
