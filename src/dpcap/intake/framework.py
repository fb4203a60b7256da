"""A framework's directory, read as it was kept when its files were read last, or anew."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path

from dpcap.intake.framework_cache import keep, kept, key_of
from dpcap.model.framework import Framework
from dpcap.model.migration import Release, with_history_json

FRAMEWORK_FILE = "framework.yaml"
# So many bytes a framework has at most as JSON.
MAX_STORED = 16 * 1024 * 1024


def load_framework(directory: Path) -> Framework:
    """The framework in *directory*. Raises InvalidInputError with the errors of all its files.

    Its YAML is read only where these very files were not read before; then its earlier versions
    are known to be sound, and are not read before they are asked for.
    """
    key = key_of(directory)
    parse = partial(_as_kept, directory)
    if key is not None and (known := kept(key, parse, MAX_STORED)) is not None:
        return known
    from dpcap.intake.framework_files import read_framework  # noqa: PLC0415 - seldom: it is kept

    framework = read_framework(directory).framework
    if key is not None and key == key_of(directory):  # no file changed meanwhile
        keep(key, framework)
    return framework


def _as_kept(directory: Path, raw: bytes, history: bytes) -> Framework:
    framework = Framework.model_validate_json(raw)
    return with_history_json(framework, history, partial(_earlier, directory, framework))


def _earlier(directory: Path, framework: Framework, raw: bytes) -> tuple[Release, ...]:
    """The earlier versions in *raw* as it was kept; if it is foreign, those in *directory*."""
    from dpcap.intake.history import with_history_in  # noqa: PLC0415 - seldom asked for
    from dpcap.intake.migrations import MIGRATIONS, with_earlier  # noqa: PLC0415

    with suppress(Exception):
        return with_history_in(raw, framework, MIGRATIONS).history
    return with_earlier(directory, framework).history
