"""What of an export is kept in the provider's folder: amounts by shop and day, and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from dpcap.intake.attach_evidence import attach, safe_name
from dpcap.intake.export_sums import ReducedRow
from dpcap.intake.yaml_values import Plain
from dpcap.model.framework import DECLARED, Framework
from dpcap.model.mapping import ExportMapping
from dpcap.real_paths import real_path

# What anybody can edit counts as this where the framework says nothing of such files.
_SCREENSHOT = "screenshot"
_SIGNS = ("=", "+", "-", "@")


class ImportedFile(NamedTuple):
    """A file that was imported and stays where it is: its name and its SHA-256."""

    name: str
    sha256: str


def reduced_csv(mapping: ExportMapping, rows: Sequence[ReducedRow]) -> bytes:
    """The rows that counted as CSV: shop, days, mode and the mapped amounts."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    mode = [mapping.mode.field] if mapping.mode else []
    writer.writerow(["shop", "days", *mode, *map(_title, mapping.numbers)])
    if mode:
        writer.writerows((row.shop, row.days, row.mode, *row.amounts) for row in rows)
    else:
        writer.writerows((row.shop, row.days, *row.amounts) for row in rows)
    return out.getvalue().encode()


def _title(heading: str) -> str:
    return f"'{heading}" if heading.startswith(_SIGNS) else heading


def kind_of_import(framework: Framework) -> str:
    """The kind of evidence that an imported file is: the framework's for files that can be edited.

    Such a kind counts as less until a reviewer accepts the piece. Where the framework has none, it
    is a kind that counts no more than a picture does.
    """
    caps = framework.method.proof_caps
    editable = [kind for kind, needs in framework.until_confirmed.items() if needs.editable]
    if editable:
        return max(editable, key=lambda one: caps.get(one, 0.0))
    if _SCREENSHOT in caps:
        return _SCREENSHOT
    return min(
        (one for one in caps if one != DECLARED), key=lambda one: caps[one], default=DECLARED
    )


def free_id(taken: Collection[str]) -> str:
    """The first of e1, e2, … that is not *taken*."""
    number = 1
    while f"e{number}" in taken:
        number += 1
    return f"e{number}"


def keep(
    folder: Path, name: str, content: bytes, *, kind: str, day: date, note: str, root: Path | None
) -> dict[str, Plain]:
    """Put *content* into the evidence of *folder* (of *root*) under *name*; its entry."""
    with TemporaryDirectory(prefix="dpcap-import-") as place:
        source = real_path(Path(place)) / safe_name(f"{name}.csv")
        source.write_bytes(content)
        return attach(folder, source, kind=kind, captured_on=day, root=root, note=note)
