"""JSON Schemas: one as text, or all as files that editors find."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from dpcap.errors import UsageError
from dpcap.intake.schema_files import KINDS, schema_text, write_schemas


def schema_or_files(what: str) -> str | tuple[Path, ...]:
    """The schema of the kind of file *what*; else all of them, written into the directory *what*.

    Raises UsageError if it is neither: a file, or what is no directory yet and a kind misspelt.
    """
    for kind in KINDS:
        if what == kind:
            return schema_text(kind).rstrip("\n")
    directory = Path(what)
    misspelt = not directory.exists() and get_close_matches(what, KINDS)
    if directory.is_file() or misspelt:
        kinds = ", ".join(KINDS)
        raise UsageError(
            f"{what} is no kind of file ({kinds}), and no directory. To make one: ./{what}",
            f"{what} 不是文件种类（{kinds}），也不是目录。要新建目录请写 ./{what}",
        )
    return write_schemas(directory)
