"""Freshness: what an earlier run found or wrote that still holds, since the rows are the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dpcap.batch.file_stamps import file_stamp
from dpcap.batch.job import digest_of
from dpcap.batch.output_dir import HIDDEN, REPORTS, OutputDir
from dpcap.model.outcome import CrossFinding
from dpcap.report.batch.batch_result import BatchResult
from dpcap.scoring.cross_provider_checks import FORGERY

_REMEMBERED = f"{HIDDEN}/outputs.json"


def outputs_key(harvest: BatchResult, out: Path) -> str:
    """The digest of all that the files in *out* hang on: rows, crossings, and the head.

    Which reports there are counts too, since pages link to them.
    """
    head = harvest.head.model_dump_json()
    crossed = _crossings().dump_json(harvest.crossings).decode()
    rows = digest_of_rows(harvest.results)
    return digest_of(rows, head, crossed, harvest.language, *_reported(out))


def digest_of_rows(results: Path) -> str:
    """The SHA-256 (hex) of the file *results*. Raises OSError."""
    with results.open("rb") as rows:
        return hashlib.file_digest(rows, "sha256").hexdigest()


def _reported(out: Path) -> list[str]:
    page = REPORTS["html"]
    return sorted(one.name for one in out.iterdir() if (one / page).is_file())


def known_crossings(
    store: OutputDir, rows: str, find: Callable[[], tuple[CrossFinding, ...]]
) -> tuple[CrossFinding, ...]:
    """The crossings of the rows with this digest: those of the last run, or what *find* finds."""
    kept = _kept(store)
    if kept.get("rows") != rows:
        return find()
    try:
        return _crossings().validate_python(kept.get("crossings"))
    except ValidationError:
        return find()


def still_there(store: OutputDir, key: str, files: Iterable[str]) -> frozenset[str]:
    """Those of *files* that were written under *key* and have not been touched since."""
    kept = _kept(store)
    stamps = kept.get("files") if kept.get("key") == key else None
    if not isinstance(stamps, dict):
        return frozenset()
    return frozenset(name for name in files if stamps.get(name) == _stamp(store, name))


def remember(store: OutputDir, key: str, files: Iterable[str], harvest: BatchResult) -> None:
    """Note that all *files* were written of *harvest* under *key*."""
    # What reviews say of files hangs on the reviews, not on the rows: it is found anew each time.
    crossed = tuple(one for one in harvest.crossings if one.finding.code != FORGERY)
    content = {
        "key": key,
        "files": {name: _stamp(store, name) for name in files},
        "rows": digest_of_rows(harvest.results),
        "crossings": _crossings().dump_python(crossed, mode="json"),
    }
    store.put(_REMEMBERED, json.dumps(content).encode())


def forget(store: OutputDir) -> None:
    """Trust nothing that an earlier run wrote."""
    store.drop((_REMEMBERED,))


def _kept(store: OutputDir) -> dict[str, Any]:
    try:
        kept = json.loads(store.get(_REMEMBERED) or b"{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


@lru_cache(maxsize=1)
def _crossings() -> TypeAdapter[tuple[CrossFinding, ...]]:
    return TypeAdapter(tuple[CrossFinding, ...])


def _stamp(store: OutputDir, name: str) -> list[int]:
    return list(file_stamp(store.out / name) or ())
