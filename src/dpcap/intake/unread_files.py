"""Apart: what lies in a provider's folder has no say over a provider.

Settings, reviews, frameworks and evidence kept by the manager are looked for by whoever runs dpcap,
often from a folder that the provider sent. Links are followed: it is the place that counts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dpcap.intake.layout import PROVIDER_FILE
from dpcap.model.finding import Finding


def provider_folder_of(path: Path) -> Path | None:
    """The provider's folder that *path* lies in or is; None if there is none."""
    real = Path(os.path.realpath(path))
    folders = (folder for folder in (real, *real.parents) if (folder / PROVIDER_FILE).is_file())
    return next(folders, None)


def passed_over(path: Path) -> Finding | None:
    """The warning that *path*, which nobody named, is passed over; None if it may speak."""
    return _inside("DP155", path)


def refused(path: Path) -> Finding | None:
    """The error that *path*, which somebody named, lies in a provider's folder, or what it holds.

    None if neither does.
    """
    return _inside("DP156", path) or next(_linked(path), None)


def _linked(directory: Path) -> Iterator[Finding]:
    """An error for each link in *directory* that leads into a provider's folder."""
    try:
        with os.scandir(directory) as entries:
            links = sorted(entry.path for entry in entries if entry.is_symlink())
    except OSError:
        return
    for link in links:
        wrong = _inside("DP156", Path(link))
        if wrong is not None:
            yield wrong


def _inside(code: str, path: Path) -> Finding | None:
    folder = provider_folder_of(path)
    if folder is None:
        return None
    params = {"path": path.as_posix(), "folder": folder.as_posix()}
    return Finding(code=code, file=path.as_posix(), params=dict(params))
