"""What lies below a folder, links not followed, and of which day a file is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from dpcap.errors import DpcapError, UsageError
from dpcap.intake.source import MAX_BYTES, parse_yaml, text_of
from dpcap.intake.typed_values import as_typed
from dpcap.intake.yaml_values import Plain

MOST_HELD = 200_000
_YAML = frozenset((".yaml", ".yml"))
# Keys under which a file says of which day it is; last days and days to come are none.
_DAYS = frozenset(("on", "assessed_on", "captured_on", "set_on", "decided_on", "filed_on"))


def files_below(root: Path) -> Iterator[Path]:
    """Every file and link below *root*, or *root* itself; no `.git`, no link is followed.

    Raises UsageError where there are too many, OSError.
    """
    if root.is_symlink() or not root.is_dir():
        yield from (root,) if os.path.lexists(root) else ()
        return
    waiting, count = [root], 0
    while waiting:
        with os.scandir(waiting.pop()) as listed:
            entries = sorted(listed, key=lambda one: one.name)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != ".git":
                    waiting.append(Path(entry.path))
                continue
            count += 1
            if count > MOST_HELD:
                raise UsageError(
                    f"{root}: more than {MOST_HELD} files; name a smaller folder",
                    f"{root}：文件超过 {MOST_HELD} 个，请指定小一些的文件夹",
                )
            yield Path(entry.path)


def is_plain_file(path: Path) -> bool:
    """Whether *path* is an ordinary file, and no link to one."""
    return path.is_file() and not path.is_symlink()


def yaml_in(path: Path) -> Plain:
    """What the YAML file at *path* says; None if it is none, or cannot be read."""
    if path.suffix not in _YAML or not is_plain_file(path) or path.stat().st_size > MAX_BYTES:
        return None
    try:
        return parse_yaml(text_of(path.read_bytes(), path.name), path.name).data
    except (DpcapError, OSError):
        return None


def day_of_file(path: Path) -> date:
    """The day on which the file at *path* was last written. Raises OSError."""
    return datetime.fromtimestamp(path.lstat().st_mtime, UTC).date()


def latest_day(data: Plain) -> date | None:
    """The latest day that *data* gives as its own or that of something in it."""
    return max(_days(data), default=None)


def _days(data: Plain) -> Iterator[date]:
    if isinstance(data, list):
        for one in data:
            yield from _days(one)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in _DAYS and (day := _day(value)):
                yield day
            else:
                yield from _days(value)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(as_typed("day_form", value) or value))
    except ValueError:
        return None
