"""The ledger of standing as the use cases read it, and what lint says of it and of its rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dpcap.intake.file_names import readable
from dpcap.intake.finding_limit import refused
from dpcap.intake.source import Document
from dpcap.intake.standing_ledger import LedgerFile, read_ledger
from dpcap.intake.standing_rules import (
    open_tiers,
    read_certification,
    read_standing_records,
    standing_records,
)
from dpcap.model.finding import Finding
from dpcap.model.tiers import TierRules
from dpcap.scoring.held_standing import StandingLookup
from dpcap.scoring.standing_replay import UnfitRow, unfit_rows
from dpcap.scoring.tier_steps import SteadinessRow, steadiness
from dpcap.workflow.configuration import Configuration

_INSIDE = {True: ("在这一级内", "inside it"), False: ("在这一级下", "below it")}


def open_ledger(path: Path) -> LedgerFile:
    """The ledger at *path*, every row following from those before it; empty if there is none.

    Raises InvalidInputError.
    """
    ledger = read_ledger(path)
    shown = readable(path.as_posix())
    if found := [_unfit(one, shown) for one in unfit_rows(ledger.rows)]:
        raise refused(found)
    return ledger


def standing_lookup(
    configuration: Configuration, ledger: Path | None = None, reviews: Path | None = None
) -> StandingLookup | None:
    """How all stand by the ledger named, else by the configuration's; None: there is none.

    *reviews*: where the manager's `standing.yaml` lies. Raises UsageError, InvalidInputError.
    """
    path = configuration.ledger(ledger)
    if path is None:
        return None
    records = standing_records(configuration.reviews(reviews))
    return StandingLookup(open_ledger(path).rows, configuration.rule_books(), records)


def lint_ledger(path: Path) -> tuple[Finding, ...]:
    """Nothing, for a sound ledger at *path*. Raises InvalidInputError for any other."""
    open_ledger(path)
    return ()


def lint_certification(path: Path) -> tuple[Finding, ...]:
    """Nothing, for sound rules of certification at *path*. Raises InvalidInputError."""
    read_certification(path)
    return ()


def lint_standing_records(path: Path) -> tuple[Finding, ...]:
    """Nothing, for a sound `standing.yaml` of the manager's at *path*. Raises InvalidInputError."""
    read_standing_records(path)
    return ()


def lint_tiers(path: Path) -> tuple[Finding, ...]:
    """How steady each tier in the file at *path* is; a warning where it is not steady enough.

    Raises InvalidInputError.
    """
    document, rules = open_tiers(path)
    return tuple(_told(document, rules, row) for row in steadiness(rules))


def _unfit(wrong: UnfitRow, shown: str) -> Finding:
    row = wrong.row
    params: dict[str, str | int | float] = {
        "row": row.row,
        "provider": row.provider,
        "origin": row.from_,
        "target": row.to,
        "event": row.event,
        "stands": wrong.stands,
        "corrects": row.corrects or 0,
    }
    return Finding(code=wrong.code, file=shown, line=row.row, column=1, params=params)


def _told(document: Document, rules: TierRules, row: SteadinessRow) -> Finding:
    asked = rules.steadiness
    weak = row.noise == asked.noise[0] and row.chance < asked.at_least
    inside_zh, inside_en = _INSIDE[row.inside]
    params: dict[str, str | int | float] = {
        "tier": row.tier,
        "noise": row.noise,
        "quarters": asked.quarters,
        "changes": asked.most_changes,
        # Never rounded up: what is printed as met is met.
        "chance": int(row.chance * 1000) / 10,
        "needed": round(asked.at_least * 100, 1),
        "score": row.score,
        "inside_zh": inside_zh,
        "inside_en": inside_en,
    }
    return document.finding("DP795" if weak else "DP794", ("tiers", row.tier), params, key=True)


# What lint does with each kind of file of standing.
STANDING_CHECKS: dict[str, Callable[[Path], tuple[Finding, ...]]] = {
    "standing": lint_standing_records,
    "certification": lint_certification,
    "tiers": lint_tiers,
    "ledger": lint_ledger,
}
