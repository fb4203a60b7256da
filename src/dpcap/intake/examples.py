"""The invented examples that come with dpcap, copied to where somebody tries it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dpcap.errors import SlipError, UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.layout import SCHEMA_DIR
from dpcap.intake.lookup import shipped
from dpcap.intake.schema_files import write_schemas
from dpcap.intake.starter import GIT_FILE
from dpcap.intake.unread_files import refused

EXAMPLES = "examples"
PROVIDERS, REVIEWS = "providers", "reviews"
# In a checkout the schemas lie in `docs` beside the examples, in a copy in the copy itself.
_POINTERS = (b"../docs/schema/", f"{SCHEMA_DIR}/".encode())
# What the examples say of themselves names their paths from above the folder `examples`.
_PATHS = (f"{EXAMPLES}/".encode(), b"")
# Evidence is known by its bytes: git is to leave line ends alone.
_UNCHANGED = f"{PROVIDERS}/** -text\n"


def copy_examples(directory: Path, *further: str) -> tuple[Path, ...]:
    """Copy the example providers, and the reviews of them, into *directory*; returns their paths.

    Editors find the JSON Schemas in `.schema` there, and `.gitattributes` keeps git from changing
    the evidence. The names *further* must not be there yet either.

    Raises UsageError if one of the names is taken, and then nothing is written; SlipError if
    *directory* lies in a provider's folder; OSError.
    """
    if wrong := refused(directory):
        raise SlipError(wrong)
    names = (PROVIDERS, REVIEWS, SCHEMA_DIR, GIT_FILE, *further)
    if taken := [name for name in names if os.path.lexists(directory / name)]:
        raise UsageError(
            f"{directory} holds {', '.join(taken)} already; nothing is written there. "
            "Name another folder for the examples",
            f"{directory} 里已有 {'、'.join(taken)}，没有写入任何文件。请为示例另起一个文件夹名",
        )
    made = tuple(_copied(source, directory / name) for source, name in _sources())
    write_atomically(directory / GIT_FILE, _UNCHANGED)
    return (*made, *write_schemas(directory / SCHEMA_DIR))


def _sources() -> Iterator[tuple[Path, Path]]:
    """Each file that is copied, and its path in the copy."""
    root = shipped(EXAMPLES)
    for name in (PROVIDERS, REVIEWS):
        found = sorted(path for path in (root / name).rglob("*") if path.is_file())
        yield from ((path, path.relative_to(root)) for path in found)


def _copied(source: Path, target: Path) -> Path:
    data = source.read_bytes()
    if source.suffix == ".yaml":
        data = data.replace(*_POINTERS, 1)
    elif source.name == "README.md":
        data = data.replace(*_PATHS)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, data, durable=False)
    return target
