"""Where the framework lies, if nobody says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dpcap.intake.framework import FRAMEWORK_FILE
from dpcap.intake.settings import load_settings
from dpcap.intake.unread_files import passed_over

VARIABLE = "DPCAP_FRAMEWORK"
QUESTIONNAIRES = "questionnaires"

_EMPTY: Mapping[str, str] = {}


def find_framework(
    option: Path | None = None, environ: Mapping[str, str] = _EMPTY, cwd: Path | None = None
) -> Path:
    """The framework's directory.

    The first of: *option*; `DPCAP_FRAMEWORK` in *environ*; `framework` in `dpcap.toml`;
    `questionnaires` in *cwd* (here, if not given), if it holds a framework and lies in no
    provider's folder; the copy that came with dpcap. Raises InvalidInputError if the settings are
    wrong. Whether a framework lies there is not asked.
    """
    here = Path.cwd() if cwd is None else cwd
    if option is not None:
        return option
    if environ.get(VARIABLE):
        return Path(environ[VARIABLE])
    configured = load_settings(here).framework
    if configured is not None:
        return configured
    beside = framework_beside(here)
    return beside if beside and passed_over(beside) is None else shipped(QUESTIONNAIRES)


def framework_beside(here: Path) -> Path | None:
    """`questionnaires` in *here*, if it holds a framework."""
    beside = here / QUESTIONNAIRES
    return beside if (beside / FRAMEWORK_FILE).is_file() else None


def shipped(name: str) -> Path:
    """A directory that came with dpcap: inside the wheel, or beside `src` in a checkout."""
    package = Path(__file__).parents[1]
    packed = package / "_data" / name
    return packed if packed.is_dir() else package.parent.parent / name
