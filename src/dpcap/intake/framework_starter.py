"""A small framework to begin with: it lints clean, and a provider can be assessed by it at once."""

from __future__ import annotations

import re
from pathlib import Path

from dpcap.errors import UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.framework import FRAMEWORK_FILE
from dpcap.intake.layout import SCHEMA_DIR, schema_lines
from dpcap.intake.schema import SchemaKind
from dpcap.intake.schema_files import write_schemas
from dpcap.real_paths import real_path

_OURS = Path(__file__).with_name("new_framework")
_KINDS: tuple[SchemaKind, ...] = ("framework", "area")
_ID = re.compile("^id: my-framework ", re.MULTILINE)
_UNFIT = re.compile(r"[^A-Za-z0-9_.-]+")
_LONGEST = 64


def new_framework(directory: Path) -> tuple[Path, ...]:
    """Make *directory* with a small framework, which takes its name; returns the files made.

    The JSON Schemas that its files point to lie beside them, in `.schema`. Raises UsageError if
    one of the files is there already.
    """
    taken = [path.name for path in _sources() if (directory / path.name).exists()]
    if taken:
        names = ", ".join(taken)
        raise UsageError(
            f"{directory} holds {names} already; choose another folder",
            f"{directory} 里已有 {names}，请换一个目录",
        )
    made = tuple(_copied(path, directory) for path in _sources())
    return (*made, *write_schemas(directory / SCHEMA_DIR, _KINDS))


def _sources() -> list[Path]:
    return sorted(_OURS.glob("*.yaml"), key=lambda path: path.name != FRAMEWORK_FILE)


def _copied(source: Path, directory: Path) -> Path:
    kind = "framework" if source.name == FRAMEWORK_FILE else "area"
    text = source.read_text(encoding="utf-8")
    if name := framework_id(real_path(directory).name):
        text = _ID.sub(f"id: {name} ", text)
    directory.mkdir(parents=True, exist_ok=True)
    pointer = "\n".join(schema_lines(kind, f"{SCHEMA_DIR}/"))
    write_atomically(directory / source.name, f"{pointer}\n{text}")
    return directory / source.name


def framework_id(name: str) -> str:
    """*name* as an id of a framework; empty if no letter of it can begin one."""
    plain = _UNFIT.sub("-", name).lstrip("-_.0123456789").rstrip("-_.")
    return plain[:_LONGEST]
