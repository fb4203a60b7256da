"""Files that still lie in a cloud: here is only what a cloud drive leaves in their place."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection
from pathlib import Path

from dpcap.intake.wording import of_system
from dpcap.model.two_languages import TwoLanguages

IN_CLOUD = TwoLanguages(
    "文件还在云端（iCloud），本机只有占位文件 {there}。请在访达里点它的下载图标，下载完再运行",
    "the file lies in iCloud, and here is only its placeholder {there}. Download it in the Finder"
    " first, then run again",
)
ON_DEMAND = TwoLanguages(
    "文件还在网盘（OneDrive 等），本机只有占位、没有下载下来。请在资源管理器里右键它，"
    "选“始终保留在此设备上”，等下载完再运行",
    "the file lies in a cloud drive (OneDrive or the like), and its content is not on this machine."
    " Right-click it in the Explorer, choose “Always keep on this device”, and run again once it is"
    " there",
)

_ENDING = ".icloud"
# What Windows says of a file whose content is elsewhere: offline, fetched when it is opened, and
# fetched when it is read (the standard library does not name the last two).
_ELSEWHERE = stat.FILE_ATTRIBUTE_OFFLINE | 0x0004_0000 | 0x0040_0000
# The errors ERROR_CLOUD_FILE_…: the drive does not run, has no network, or would not fetch it.
_REFUSED = range(358, 405)


def placeholder_of(path: str) -> str:
    """What iCloud leaves in place of the file at *path*: `a/.b.pdf.icloud` for `a/b.pdf`."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}.{name}{_ENDING}"


def stood_for(placeholder: str) -> str | None:
    """The path of the file that *placeholder* stands for; None: it is no placeholder."""
    folder, slash, name = placeholder.rpartition("/")
    if name.startswith(".") and name.endswith(_ENDING) and len(name) > len(_ENDING) + 1:
        return f"{folder}{slash}{name[1 : -len(_ENDING)]}"
    return None


def in_cloud(path: str, names: Collection[str]) -> TwoLanguages | None:
    """That the file at *path* lies in a cloud, if its placeholder is among *names*."""
    there = placeholder_of(path)
    return IN_CLOUD.fill({"there": there}) if there in names else None


def cloud_file(path: Path) -> TwoLanguages | None:
    """The same of a file on this machine."""
    there = path.with_name(placeholder_of(path.name))
    return IN_CLOUD.fill({"there": there.name}) if there.is_file() else None


def why_unread(error: OSError | ValueError, path: Path | None = None) -> TwoLanguages:
    """Why the file at *path*, or the one that *error* names, could not be read.

    On Windows a file that a cloud drive has not fetched is there to the eye; that it is not is said
    of one that could not be read, with the way out.
    """
    if getattr(error, "winerror", None) in _REFUSED or _is_elsewhere(error, path):
        return ON_DEMAND
    return of_system(error)


def _is_elsewhere(error: OSError | ValueError, path: Path | None) -> bool:
    """Whether Windows says that the content of the file is not on this machine."""
    named = path or getattr(error, "filename", None)
    if not isinstance(named, str | os.PathLike):
        return False
    try:
        found = Path(named).stat()
    except (OSError, ValueError):
        return False
    return bool(getattr(found, "st_file_attributes", 0) & _ELSEWHERE)
