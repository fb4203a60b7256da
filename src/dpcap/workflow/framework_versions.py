"""The versions of a framework: kept when they are released, and held against each other."""

from __future__ import annotations

from pathlib import Path

from dpcap.errors import UsageError
from dpcap.intake.framework import load_framework, parse_framework
from dpcap.intake.migrations import keep_release
from dpcap.model.framework import Framework
from dpcap.model.framework_changes import FrameworkChanges, framework_changes
from dpcap.model.migration import earlier_versions
from dpcap.workflow.files import read_file


def diff_frameworks(before: str, after: str) -> FrameworkChanges:
    """What changed from *before* to *after*.

    Each is a framework's directory or a compiled one (`releases/<digest>.json`); *before* may also
    be the number of an earlier version that lies beside *after*. Raises InvalidInputError,
    UsageError.
    """
    new = _framework(after)
    old = next((one for one in earlier_versions(new) if one.version == before), None)
    return framework_changes(old or _framework(before), new)


def release_framework(directory: Path) -> tuple[Framework, Path]:
    """Keep the framework in *directory*, as it stands, among its releases; it, and the file.

    Raises InvalidInputError, OSError.
    """
    framework = load_framework(directory)
    return framework, keep_release(directory, framework)


def _framework(name: str) -> Framework:
    path = Path(name)
    if path.is_file():
        return parse_framework(read_file(path), path.as_posix())
    if not path.is_dir():
        raise UsageError(f"there is no framework {name}", f"没有框架 {name}")
    return load_framework(path)
