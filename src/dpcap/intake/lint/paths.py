"""What there is to lint at a path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.file_names import readable
from dpcap.intake.framework import FRAMEWORK_FILE
from dpcap.intake.layout import ANSWERS_DIR, ANSWERS_FILE, KPIS_FILE, PROVIDER_FILE, YAML
from dpcap.intake.mapping import is_mapping_by_place
from dpcap.intake.peers import PEERS_FILE
from dpcap.intake.reviews_layout import MERCHANTS_TABLE
from dpcap.intake.source import encoding_of
from dpcap.intake.unread_files import is_junk, is_misnamed
from dpcap.intake.unread_records import is_no_record_file, record_meant, unread_records
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
    "records",
    "unnamed",
]

_SCHEMA = re.compile(
    rb"""^schema:\s*["']?dpcap/(framework|area|provider|answers|review|judgements|reconciliation|facts|draw|round|decision|appeal|gates|mail|mapping|conflicts|submission|standing|certification|tiers|retention|brief|incentives|voice-wave|merchants|plan-metrics|plan)/""",
    re.MULTILINE,
)
_HEAD = 4096
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
_OF_FOLDERS = ("provider", "answers", "conflicts", "submission")
# Tables that are whole by themselves, by their names.
_TABLES: dict[str, Kind] = {PEERS_FILE: "reviews", MERCHANTS_TABLE: "merchants"}
# How each line of a ledger says what it is, wherever in the line.
LEDGER_MARK = b'"dpcap/standing-row/'
# What says in its head what it is, by the ending of its name.
_MARKED = {
    ".jsonl": ("ledger", LEDGER_MARK),
    ".json": ("incentive-proposal", b'"dpcap/incentive-proposal/'),
}


# What shows that a directory is the manager's, where every file is one of dpcap's.
_RECORDS = frozenset(("reviews", "decisions", "appeals", "judgements", "round"))
# The line that says the kind, if not as it is to be written.
_MEANT = re.compile(r"schema[\s\"'“”]*[:：=]?[\s\"'“”]*dpcap\W", re.IGNORECASE)


class LintTarget(NamedTuple):
    """Something to lint: a framework's directory, a provider's folder, or one of the lone files.

    `records`: the manager's directory, of which only the names of files are looked at; `unnamed`: a
    file that does not say what it is.
    """

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
        yield from _lone_files(path, children)


def _lone_files(directory: Path, children: Sequence[Path]) -> Iterator[LintTarget]:
    """What the *children* of *directory* hold, which is neither a framework nor a folder."""
    files = {one: _kind(one) for one in children if not one.is_dir()}
    is_records = not _RECORDS.isdisjoint(one for one in files.values() if one)
    near = {one for one, kind in files.items() if is_records and _is_near(one, kind)}
    if near or (is_records and any(map(is_no_record_file, children))):
        yield LintTarget("records", directory)
    for child in children:
        if child.is_dir() and not child.name.startswith(".") and not child.is_symlink():
            yield from _directory(child)
        elif child in near:
            continue
        elif kind := files.get(child):
            yield LintTarget(kind, child)
        elif is_yaml(child) and (is_records or _says_dpcap(child)):
            yield LintTarget("unnamed", child)


def near_records(directory: Path) -> tuple[Finding, ...]:
    """A warning for each file of the manager's *directory* that is not read for its name.

    Decisions say themselves that they are called wrongly.
    """
    found = ((directory / str(one.params["name"]), one) for one in unread_records(directory))
    return tuple(one for path, one in found if path.is_dir() or _kind(path) != "decisions")


def _is_near(file: Path, kind: Kind | None) -> bool:
    return kind != "decisions" and record_meant(file.name) not in (None, file.name)


def _kind(file: Path) -> Kind | None:
    """What *file* is, by its name, its head or its place."""
    known = _TABLES.get(file.name) or _LONE.get(_schema(file) or "")
    return known or ("mapping" if is_mapping_by_place(file) else None)


def is_yaml(file: Path) -> bool:
    """Whether *file* is YAML by its name, and no leftover of a system."""
    return file.suffix in YAML and not is_junk(file.name) and file.is_file()


def _says_dpcap(file: Path) -> bool:
    """Whether *file* says that it is one of dpcap's, but not as that is to be written."""
    return _MEANT.search(_head(file)) is not None


def _is_provider(names: Iterable[str]) -> bool:
    return any(name in (PROVIDER_FILE, ANSWERS_FILE) or is_misnamed(name) for name in names)


def _file(path: Path) -> Iterator[LintTarget]:
    schema = _schema(path)
    parent = path.parent
    if schema in ("framework", "area") or path.name == FRAMEWORK_FILE:
        yield LintTarget("framework", parent)
    elif schema in _OF_FOLDERS or path.name in (KPIS_FILE, PROVIDER_FILE, ANSWERS_FILE):
        yield LintTarget("folder", parent.parent if parent.name == ANSWERS_DIR else parent)
    elif kind := _TABLES.get(path.name):
        yield LintTarget(kind, path)
    elif schema in _LONE:
        yield LintTarget(_LONE[schema], path)
    elif schema is None and is_mapping_by_place(path):
        yield LintTarget("mapping", path)
    elif schema is None and is_yaml(path):
        yield LintTarget("unnamed", path)


def _schema(path: Path) -> str | None:
    """The schema a YAML file, a ledger or a proposal names, by a look at its head."""
    if path.suffix not in (".yaml", ".yml", *_MARKED) or not path.is_file():
        return None
    if marked := _MARKED.get(path.suffix):
        kind, mark = marked
        return kind if mark in _head(path).encode() else None
    match = _SCHEMA.search(_head(path).encode())
    return match[1].decode() if match else None


def _head(path: Path) -> str:
    """The beginning of the file at *path*, whatever it is written in."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    return head.decode(encoding_of(head), "ignore")
