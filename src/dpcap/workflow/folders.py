"""The provider folders that a call names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dpcap.batch.discover import DiscoveredFolder, find_folders
from dpcap.errors import UsageError
from dpcap.intake.remote import NotInstalledError, is_there
from dpcap.workflow.extras import not_installed


def folders_below(roots: Sequence[str], out: Path | None = None) -> tuple[DiscoveredFolder, ...]:
    """Every provider folder below *roots*, but for what lies in *out*.

    Raises UsageError: a root is no folder, nothing here reads such addresses, no folder is found.
    """
    try:
        for root in roots:
            if Path(root).is_file():
                raise UsageError(
                    f"{root} is a file. Unpack an archive first, then name the folder",
                    f"{root} 是文件，不是文件夹。压缩包请先解压，再给解压出的文件夹",
                )
            if not is_there(root):
                raise UsageError(f"there is no folder {root}", f"没有目录 {root}")
        folders = find_folders(roots, out)
    except NotInstalledError as error:
        raise not_installed(error) from error
    if not folders:
        places = ", ".join(roots)
        raise UsageError(
            f"no provider folder in {places} (one that holds provider.yaml)",
            f"{places} 下没有服务商文件夹（其中应有 provider.yaml）",
        )
    return folders
