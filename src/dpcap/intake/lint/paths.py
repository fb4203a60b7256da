"""What there is to lint at a path."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.file_names import readable
from dpcap.intake.framework import FRAMEWORK_FILE
from dpcap.intake.layout import ANSWERS_DIR, ANSWERS_FILE, KPIS_FILE, PROVIDER_FILE
from dpcap.intake.merchants import MERCHANTS_TABLE
from dpcap.intake.peers import PEERS_FILE
from dpcap.intake.unread_files import is_misnamed
from dpcap.model.finding import Finding

Kind = Literal[
    "framework",
    "folder",
    "reviews",
    "decisions",
    "appeals",
    "judgements",
    "reconciliation",
    "gates",
    "mail",
    "mapping",
    "round",
    "standing",
    "certification",
    "tiers",
    "ledger",
    "incentives",
    "incentive-proposal",
    "retention",
    "brief",
    "voice-wave",
    "merchants",
    "plan",
    "plan-metrics",
]

_SCHEMA = re.compile(
    rb"""^schema:\s*["']?dpcap/(framework|area|provider|answers|review|judgements|reconciliation|facts|draw|round|decision|appeal|gates|mail|mapping|conflicts|submission|standing|certification|tiers|retention|brief|incentives|voice-wave|merchants|plan-metrics|plan)/""",
    re.MULTILINE,
)
_HEAD = 4096
# What UTF-16 begins with.
_WIDE = (BOM_UTF16_LE, BOM_UTF16_BE)
# Files that are whole by themselves.
_LONE: dict[str, Kind] = {
    "review": "reviews",
    "judgements": "judgements",
    "reconciliation": "reconciliation",
    "facts": "reviews",
    "draw": "reviews",
    "round": "round",
    "decision": "decisions",
    "appeal": "appeals",
    "gates": "gates",
    "mail": "mail",
    "mapping": "mapping",
    "standing": "standing",
    "certification": "certification",
    "tiers": "tiers",
    "incentives": "incentives",
    "ledger": "ledger",
    "incentive-proposal": "incentive-proposal",
    "retention": "retention",
    "brief": "brief",
    "voice-wave": "voice-wave",
    "merchants": "merchants",
    "plan": "plan",
    "plan-metrics": "plan-metrics",
}
# Tables that are whole by themselves, by their names.
_TABLES: dict[str, Kind] = {PEERS_FILE: "reviews", MERCHANTS_TABLE: "merchants"}
# How each line of a ledger says what it is, wherever in the line.
LEDGER_MARK = b'"dpcap/standing-row/'
# What says in its head what it is, by the ending of its name.
_MARKED = {
    ".jsonl": ("ledger", LEDGER_MARK),
    ".json": ("incentive-proposal", b'"dpcap/incentive-proposal/'),
}


class LintTarget(NamedTuple):
    """Something to lint: a framework's directory, a provider's folder, or one of the lone files."""

    kind: Kind
    path: Path


def targets(path: Path) -> tuple[LintTarget, ...]:
    """All there is to lint at *path*: itself, or what the directories below it hold.

    Raises InvalidInputError if that is nothing.
    """
    found = tuple(_directory(path) if path.is_dir() else _file(path))
    if not found:
        shown = readable(path.as_posix())
        raise InvalidInputError([Finding(code="DP117", file=shown, params={"what": shown})])
    return found


def _directory(path: Path) -> Iterator[LintTarget]:
    if (path / FRAMEWORK_FILE).is_file():
        yield LintTarget("framework", path)
        return
    children = sorted(path.iterdir())
    if _is_provider(child.name for child in children):
        yield LintTarget("folder", path)
    else:
        for child in children:
            if child.is_dir() and not child.name.startswith(".") and not child.is_symlink():
                yield from _directory(child)
            elif kind := _TABLES.get(child.name):
                yield LintTarget(kind, child)
            elif schema := _LONE.get(_schema(child) or ""):
                yield LintTarget(schema, child)


def _is_provider(names: Iterable[str]) -> bool:
    return any(name in (PROVIDER_FILE, ANSWERS_FILE) or is_misnamed(name) for name in names)


def _file(path: Path) -> Iterator[LintTarget]:
    schema = _schema(path)
    parent = path.parent
    if schema in ("framework", "area"):
        yield LintTarget("framework", parent)
    elif schema in ("provider", "answers", "conflicts", "submission") or path.name == KPIS_FILE:
        yield LintTarget("folder", parent.parent if parent.name == ANSWERS_DIR else parent)
    elif kind := _TABLES.get(path.name):
        yield LintTarget(kind, path)
    elif schema in _LONE:
        yield LintTarget(_LONE[schema], path)


def _schema(path: Path) -> str | None:
    """The schema a YAML file, a ledger or a proposal names, by a look at its head."""
    if path.suffix not in (".yaml", ".yml", *_MARKED) or not path.is_file():
        return None
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if marked := _MARKED.get(path.suffix):
        kind, mark = marked
        return kind if mark in head else None
    text = head.decode("utf-16" if head.startswith(_WIDE) else "utf-8-sig", "ignore")
    match = _SCHEMA.search(text.encode())
    return match[1].decode() if match else None
