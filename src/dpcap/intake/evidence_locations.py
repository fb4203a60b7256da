"""Where the bytes of a piece of evidence are, when they are not in the file that it names."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from dpcap.intake.cloud_files import in_cloud, placeholder_of
from dpcap.intake.inventory import FolderInventory, inside
from dpcap.intake.unread_files import plain
from dpcap.intake.wording import Params, TwoLanguages

_SAME = TwoLanguages(
    "它在 {there}：内容与 sha256 一致。请把 file 改成这个路径，或把文件改回原名",
    "It is at {there}: the content has that sha256. Write that path as its file, or give the file"
    " its name again",
)
_LOOKS_SAME = TwoLanguages(
    "它在 {there}：内容与 sha256 一致，名字只是大小写或字符编码（NFC、NFD）不同。"
    "请从文件夹里复制文件名，粘贴到 file",
    "It is at {there}: the content has that sha256, and the name differs only in case or encoding"
    " (NFC, NFD). Copy the name from the folder into file",
)
_NAMESAKE = TwoLanguages(
    "它多半在 {there}：名字的大小写、空格或字符编码不同，或放在别的文件夹。"
    "若是它，请把 file 改成这个路径",
    "It most likely is at {there}: the name differs in case, blanks or encoding, or it lies in"
    " another folder. If so, write that path as its file",
)

Alike = Callable[[str], str]


@dataclass(frozen=True)
class EvidenceLocations:
    """The files in some folders of evidence, by what they hold and by what they are called.

    *named*: the paths that pieces of evidence name rightly; nobody looks for those.
    """

    folders: Sequence[FolderInventory]
    named: Collection[str]

    def of_content(self, sha256: str, file: str, but: str | None = None) -> Params | None:
        """Where the content of *file*, of that hash, lies if not at *but*: params of a finding."""
        there = next((path for path in self._by_content.get(sha256, ()) if path != but), None)
        if there is None:
            return None
        alike = _composed(there) == _composed(inside(file))
        return _params(_LOOKS_SAME if alike else _SAME, there)

    def in_cloud(self, file: str) -> Params | None:
        """That *file* lies in a cloud, by the placeholder that stands for it: as above."""
        path = inside(file)
        said = next((one for folder in self.folders if (one := in_cloud(path, folder.names))), None)
        there = placeholder_of(path)
        return {"there": there, "where_zh": said.zh, "where_en": said.en} if said else None

    def of_name(self, file: str) -> Params | None:
        """Where a file lies whose path, or else whose name, looks like *file*, as above."""
        wanted = inside(file)
        found = (self._by_name[alike].get(alike(wanted)) for alike in _ALIKE)
        there = next(filter(None, found), None)
        return None if there is None else _params(_NAMESAKE, there)

    @cached_property
    def _by_content(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for folder in self.folders:
            for path, one in folder.files.items():
                if one.sha256 is not None:
                    found.setdefault(one.sha256, []).append(path)
        return found

    @cached_property
    def _by_name(self) -> dict[Alike, dict[str, str]]:
        names = [name for folder in self.folders for name in folder.names]
        free = [name for name in names if name not in self.named]
        return {alike: {alike(name): name for name in reversed(free)} for alike in _ALIKE}


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _last_name(path: str) -> str:
    return plain(path.rpartition("/")[2])


# From what surely is the same file to what may be.
_ALIKE: tuple[Alike, ...] = (_composed, plain, _last_name)


def _params(problem: TwoLanguages, there: str) -> Params:
    said = problem.fill({"there": there})
    return {"there": there, "where_zh": said.zh, "where_en": said.en}
