"""JSON Schemas as files, so that editors find them without a network, wherever a folder goes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.layout import SCHEMA_DIR
from dpcap.intake.schema import SchemaKind, schema_of
from dpcap.real_paths import real_path

KINDS: tuple[SchemaKind, ...] = get_args(SchemaKind)
_HIGHEST = 2


def schema_name(kind: str) -> str:
    """The name of the schema file of *kind*."""
    return f"{kind}.schema.json"


def schema_text(kind: SchemaKind) -> str:
    """The schema of *kind* as a file holds it."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=1) + "\n"


def write_schemas(directory: Path, kinds: Iterable[SchemaKind] = KINDS) -> tuple[Path, ...]:
    """Write the schemas of *kinds* into *directory*, over older ones; returns their paths."""
    directory.mkdir(parents=True, exist_ok=True)
    made = {directory / schema_name(kind): schema_text(kind) for kind in kinds}
    for path, text in made.items():
        write_atomically(path, text.encode())
    return tuple(made)


def schemas_from(directory: Path, framework: Path) -> str | None:
    """Where the JSON Schemas lie, seen from *directory*; None: nowhere near.

    In `docs/schema` beside the *framework*, if *directory* lies in the same repository; else in
    `.schema` of *directory* or the two above it. So they move together, and the path still holds.
    """
    here, root = real_path(directory), real_path(framework).parent
    beside = (root / "docs" / "schema",) if here.is_relative_to(root) else ()
    above = (one / SCHEMA_DIR for one in (here, *here.parents[:_HIGHEST]))
    for schemas in (*beside, *above):
        if (schemas / schema_name("answers")).is_file():
            return Path(os.path.relpath(schemas, here)).as_posix() + "/"
    return None
