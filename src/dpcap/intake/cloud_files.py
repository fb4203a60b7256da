"""Files that still lie in a cloud: here is only what a cloud drive leaves in their place."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from dpcap.intake.wording import TwoLanguages

IN_CLOUD = TwoLanguages(
    "文件还在云端（iCloud），本机只有占位文件 {there}。请在访达里点它的下载图标，下载完再运行",
    "the file lies in iCloud, and here is only its placeholder {there}. Download it in the Finder"
    " first, then run again",
)

_ENDING = ".icloud"


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
