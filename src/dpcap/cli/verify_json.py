"""Verdicts on reports, and on the mails that brought them, for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dpcap.model.statement import Statement
from dpcap.verify.compare import FigureDifference
from dpcap.verify.mail_verdict import MailVerdict
from dpcap.verify.verdict import ReportVerdict


def as_json(mails: Sequence[MailVerdict], verdicts: Sequence[ReportVerdict]) -> str:
    """A list of objects: one a mail (`form` is "mail"), then one a report."""
    made = [*map(_mail, mails), *map(_report, verdicts)]
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _mail(one: MailVerdict) -> dict[str, Any]:
    return {
        "report": one.mail.name,
        "form": "mail",
        "outcome": one.outcome,
        "good": one.is_good,
        "parts": [
            {
                "name": part.name,
                "state": part.state,
                "code": part.problem.code if part.problem else None,
            }
            for part in one.mail.parts
        ],
        "letter": {
            "sealed": False,
            "state": one.letter,
            "matched": one.matched,
            "differs": [claim._asdict() for claim in one.claims],
        },
        "disagree": list(one.twins or ()),
    }


def _report(one: ReportVerdict) -> dict[str, Any]:
    report, found, page = one.report, one.data.difference, one.page
    profile, said = report.profile, report.said
    level, decision = profile.overall.level.proved, one.decided.decision
    return {
        "report": report.name,
        "on": one.on.isoformat(),
        "form": report.form,
        "outcome": one.outcome,
        "good": one.is_good,
        "provider": profile.provider.id,
        "audience": said.audience if isinstance(said, Statement) else None,
        "level": level.id if level.graded else None,
        "as_of": profile.as_of.isoformat(),
        "valid_until": profile.valid_until.isoformat() if profile.valid_until else None,
        "expired": one.is_expired,
        "exact": report.exact,
        "seal": _seal(one),
        "status": _status(one),
        "data": {
            "state": one.data.state,
            "gates_checked": not one.data.gates_left,
            **_ledger(one),
            "own_framework": not one.foreign,
            "values": found.values if found else 0,
            "reasons": list(found.reasons) if found else [],
            "first": _first(found.first) if found else None,
        },
        "decision": {
            "state": one.decided.state,
            "now": decision.decision if decision else None,
            "on": decision.on.isoformat() if decision else None,
        },
        "page": {
            "state": page.state,
            "as_issued": one.seal.as_issued,
            "obstacle": page.obstacle,
            "line": page.edited.line if page.edited else None,
        },
    }


def _ledger(one: ReportVerdict) -> dict[str, Any]:
    """Whether what the report says of standing was held to a ledger; nothing if it says nothing."""
    said = one.report.said
    standing = said.standing if isinstance(said, Statement) else None
    if standing is None or standing.ledger is None:
        return {}
    return {"ledger_checked": not one.data.ledger_left}


def _seal(one: ReportVerdict) -> dict[str, Any]:
    seal, found = one.report.seal, one.seal
    return {
        "state": found.state,
        "issuer": seal.issuer if seal else None,
        "on": seal.on.isoformat() if seal else None,
        "key": seal.fingerprint if seal else None,
        "life": found.life,
    }


def _status(one: ReportVerdict) -> dict[str, Any]:
    found, row = one.status, one.status.row
    return {
        "state": found.state,
        "why": found.why,
        "since": row.since.isoformat() if row else None,
        "reason": row.reason if row else None,
        "successor": row.successor if row else None,
    }


def _first(one: FigureDifference) -> dict[str, Any]:
    return {"path": list(one.path), "node": one.node, "report": one.shown, "anew": one.found}
