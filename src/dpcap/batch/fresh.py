"""Freshness: which outputs of an earlier run still say what this one would write."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from dpcap.batch.job import digest_of
from dpcap.batch.stamps import stamp_of
from dpcap.batch.store import HIDDEN, REPORTS, Store
from dpcap.report.batch.harvest import Harvest

_REMEMBERED = f"{HIDDEN}/outputs.json"


def outputs_key(harvest: Harvest) -> str:
    """The digest of all that the files beside the rows hang on: the rows, and what heads them.

    Which reports there are counts too, since pages link to them.
    """
    head = harvest.head.model_dump_json()
    with harvest.results.open("rb") as rows:
        of_rows = hashlib.file_digest(rows, "sha256").hexdigest()
    return digest_of(of_rows, head, harvest.language, *_reported(harvest.results.parent))


def _reported(out: Path) -> list[str]:
    page = REPORTS["html"]
    return sorted(one.name for one in out.iterdir() if (one / page).is_file())


def still_there(store: Store, key: str, files: Iterable[str]) -> frozenset[str]:
    """Those of *files* that were written under *key* and have not been touched since."""
    try:
        kept = json.loads(store.get(_REMEMBERED) or b"{}")
        stamps = kept["files"] if kept.get("key") == key else {}
    except (ValueError, AttributeError, KeyError):
        return frozenset()
    return frozenset(name for name in files if stamps.get(name) == _stamp(store, name))


def remember(store: Store, key: str, files: Iterable[str]) -> None:
    """Note that all *files* were written under *key*."""
    stamps = {name: _stamp(store, name) for name in files}
    store.put(_REMEMBERED, json.dumps({"key": key, "files": stamps}).encode())


def _stamp(store: Store, name: str) -> list[int]:
    return list(stamp_of(store.out / name) or ())
