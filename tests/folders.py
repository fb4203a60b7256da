"""Small provider folders for the tiny framework, written on the spot, and what a run left."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from locations import ROOT

TINY = ROOT / "tests" / "examples" / "frameworks" / "tiny"
CAPTURED, ASSESSED = "2026-11-02", "2026-11-20"
# The last day of a piece captured then, where an indicator takes it for 90 days.
LAST_DAY, LAPSED = "2027-01-31", "2027-02-01"
# The last day of a figure of October.
LAST_FIGURE, TOO_OLD = "2027-02-28", "2027-03-01"
HIDDEN = ".dpcap"


def make_folder(folder: Path, provider: str | None = None, **more: Any) -> Path:
    """A provider folder with three answers, shop rows and one file of evidence.

    `rung` is the answer to WRK-1.1, `role` the provider's, `proof` what the file says.
    """
    folder.mkdir(parents=True, exist_ok=True)
    proof = str(more.get("proof", f"roster of {provider or folder.name}")).encode()
    (folder / "evidence").mkdir(exist_ok=True)
    (folder / "evidence" / "roster.txt").write_bytes(proof)
    _dump(
        folder / "provider.yaml",
        {
            "schema": "dpcap/provider/1",
            "id": provider or folder.name,
            "name": {"zh": f"某某{folder.name}"},
            "role": more.get("role", "maker"),
            "shops": [{"id": "s1", "name": "一店"}],
        },
    )
    piece = {"file": "evidence/roster.txt", "kind": "own_document", "captured_on": CAPTURED}
    _dump(
        folder / "answers.yaml",
        {
            "schema": "dpcap/answers/1",
            "assessed_on": more.get("assessed_on", ASSESSED),
            "defaults": {"period": "2026-10", "basis": "paid"},
            "evidence": {"e1": {**piece, "sha256": sha256(proof).hexdigest()}},
            "answers": {
                "WRK-1.1": {"value": more.get("rung", 2), "evidence": ["e1"]},
                "WRK-1.2": True,
                "WRK-1.3": "weekly",
            },
        },
    )
    rows = "shop,indicator,value,peer,evidence\ns1,CAR-1.1,8,10,e1\n"
    (folder / "kpis.csv").write_text(rows, encoding="utf-8")
    return folder


def _dump(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def left_by(out: Path) -> dict[str, bytes]:
    """Every file that a run left in *out*, but what it only remembers."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and HIDDEN not in path.relative_to(out).parts
    }


def touch(path: Path) -> None:
    """Give the file at *path* another time and the same bytes."""
    found = path.stat()
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns + 10**9))
