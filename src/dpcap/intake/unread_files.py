"""Files that dpcap does not read: names nearly right, and what should not lie there.

Near names are mostly made by Windows: a hidden extension, a second download, a copy, a workbook
instead of text. Settings, reviews and frameworks have no say when they lie in a provider's folder;
links are followed, since it is the place that counts.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from dpcap.intake.cloud_files import IN_CLOUD, stood_for
from dpcap.intake.layout import (
    ANSWERS_DIR,
    ANSWERS_FILE,
    CONFLICTS_FILE,
    KPIS_FILE,
    PROVIDER_FILE,
    SUBMISSION_FILE,
)
from dpcap.model.finding import Finding
from dpcap.model.two_languages import Params, TwoLanguages

# Leftovers of systems and editors, which nobody put there.
_JUNK = re.compile(r"\._.*|~\$.*|\.~.*|\.#.*|\.ds_store|thumbs\.db|desktop\.ini", re.IGNORECASE)
# What file managers and clouds put into the names of copies; each run has its bounds, so that no
# name takes time with the square of its length.
_COPY = re.compile(
    r"[-_–—+.]{0,8}(?:[(（\[【]\d{1,3}[)）\]】]|的?副本|复件|拷贝|备份|新建|复制|copy(?:of)?|backup"
    r"|[(（\[](?=[^()（）\[\]]{0,120}?(?:conflict|冲突))[^()（）\[\]]{0,240}+[)）\]]"
    r"|-(?:desktop|laptop)-[0-9a-z]{1,32}+)\d{0,2}[-_]*"
)
_UNSEEN = re.compile("[\\s\u200b-\u200f\u2060\ufeff\xad]+")
_STEM = re.compile(r"(provider|answer|kpi|conflict|submission)s?(?![a-z])")
_MEANT = {
    "provider": PROVIDER_FILE,
    "answer": ANSWERS_FILE,
    "kpi": KPIS_FILE,
    "conflict": CONFLICTS_FILE,
    "submission": SUBMISSION_FILE,
}
# The folder of answers, and that of evidence, as people call them.
_ANSWERS = frozenset(("答案", "回答", "答卷"))
_EVIDENCE = frozenset(("evidence", "证据"))
SHEETS = frozenset(("xlsx", "xls", "xlsm", "xlsb", "et", "ods", "numbers"))
TEXTS = frozenset(
    ("", "yaml", "yml", "txt", "text", "csv", "tsv", "json", "md", "bak", "old", "orig", "tmp")
)
_ENDINGS = SHEETS | TEXTS | frozenset(("doc", "docx", "wps", "rtf"))

_LONGEST = 300

_RENAME = TwoLanguages("要算在内，请改名为 {meant}", "To have it count, rename it to {meant}")
_SHOW_ENDINGS = TwoLanguages(
    "要算在内，请改名为 {meant}（先在资源管理器的“查看”里勾选“文件扩展名”）",
    "To have it count, rename it to {meant} (first have Explorer show file name extensions)",
)
_AS_CSV = TwoLanguages(
    "请用表格软件另存为“CSV UTF-8”，命名为 {meant}",
    "Save it as “CSV UTF-8” in your spreadsheet, under the name {meant}",
)
_AS_TEXT = TwoLanguages(
    "内容请写成 YAML 文本，存为 {meant}", "Write its content as YAML text, under the name {meant}"
)
_MERGE = TwoLanguages(
    "已有 {meant}，读的是它：要算的内容请并进去，再移走这个文件",
    "There is {meant}, which is read: put into it what is to count, then move this file away",
)
_IN_ANSWERS = TwoLanguages(
    "answers/ 里只读 .yaml 文件，子文件夹不读：请改名为 {meant}",
    "In answers/ only .yaml files are read, and no folders: rename it to {meant}",
)
_MOVE_UP = TwoLanguages(
    "{meant} 只在最上层读，不在子文件夹里读。要算在内，请移到最上层",
    "{meant} is read at the top of the folder only. To have it count, move it there",
)


class NearName(NamedTuple):
    """A file that is not read: its path, and the path at which it would be."""

    name: str
    meant: str


def is_junk(path: str) -> bool:
    """Whether the file at *path* is a leftover of a system or an editor."""
    return _JUNK.fullmatch(path.rpartition("/")[2]) is not None


def plain(name: str) -> str:
    """*name* as `seen`, and without the marks of a copy."""
    return _COPY.sub("", seen(name[-_LONGEST:]))


def is_copy(name: str, other: str) -> bool:
    """Whether one of two different files is, by its name, a copy of the other."""
    ends = [one.rpartition("/")[2] for one in (name, other)]
    return plain(ends[0]) == plain(ends[1]) and name != other


def unread(names: Collection[str], read: Collection[str]) -> Iterator[Finding]:
    """A warning for each of the *names* in a folder that looks like one that is *read*."""
    told = _standing_in(ANSWERS_FILE, names) if _lacks_answers(names, read) else None
    yield from _in_cloud(names, read)
    for near in _near(names, read):
        if near == told or (near.meant in read and near.meant not in names):
            continue  # that it is missing is told with this name
        way = way_out(near, read).fill({"meant": near.meant})
        params: Params = {"name": near.name, "way_zh": way.zh, "way_en": way.en}
        yield Finding(code="DP121", path=("files", near.name), params=params)


def _in_cloud(names: Collection[str], read: Collection[str]) -> Iterator[Finding]:
    """A warning for each file of figures or answers of which only iCloud's placeholder is here."""
    for name in sorted(names):
        meant = stood_for(name)
        if meant is None or meant in names or meant in read:
            continue  # a file that must be there is told with this name
        if meant in (KPIS_FILE, ANSWERS_FILE) or meant.startswith(f"{ANSWERS_DIR}/"):
            way = IN_CLOUD.fill({"there": name})
            params: Params = {"name": meant, "way_zh": way.zh, "way_en": way.en}
            yield Finding(code="DP121", path=("files", name), params=params)


def instead_of(meant: str, names: Collection[str]) -> TwoLanguages | None:
    """The way out where *meant* is not there, but something like it is among *names*."""
    near = _standing_in(meant, names)
    if near is None:
        return None
    return TwoLanguages(
        f"文件不存在，但有 {near.name}。{way_out(near, ()).zh}",
        f"it is not there, but {near.name} is. {way_out(near, ()).en}",
    ).fill({"meant": near.meant})


def _standing_in(meant: str, names: Collection[str]) -> NearName | None:
    """What among *names* looks like *meant*; for the answers also what lies in their folder."""
    every = tuple(_near(names, ()))
    found = next((one for one in every if one.meant == meant), None)
    if found is None and meant == ANSWERS_FILE:
        inside = (one for one in every if one.meant.startswith(f"{ANSWERS_DIR}/"))
        found = next(inside, None)
    return found


def _lacks_answers(names: Collection[str], read: Collection[str]) -> bool:
    """Whether the one file of answers is looked for and is not there."""
    return ANSWERS_FILE in read and ANSWERS_FILE not in names


def is_misnamed(name: str) -> bool:
    """Whether a file *name* is that of a provider's `provider.yaml` but for a slip."""
    named = plain(name).startswith("provider.") and meant_by(name) == PROVIDER_FILE
    return named and name != PROVIDER_FILE and bool({"yaml", "yml"} & set(seen(name).split(".")))


def meant_by(name: str) -> str | None:
    """Which file of a provider's folder the file or folder *name* looks like, if any."""
    stem, *endings = seen(name).split(".")
    match = _STEM.match(_COPY.sub("", stem))
    if match is None or is_junk(name):
        return None
    if endings and not _ENDINGS & {_COPY.sub("", ending) for ending in endings}:
        return None
    return _MEANT[match[1]]


def _near(names: Collection[str], read: Collection[str]) -> Iterator[NearName]:
    for name in sorted(names):
        if name in read or is_junk(name) or stood_for(name):
            continue
        folder, inside, below = name.partition("/")
        if not inside:
            meant = meant_by(name)
            if meant is not None and name != meant:
                yield NearName(name, meant)
        elif _is_answers(folder) and _is_text(below):
            last = below.rpartition("/")[2].partition(".")[0]
            yield NearName(name, f"{ANSWERS_DIR}/{last}.yaml")
        elif below in (ANSWERS_FILE, KPIS_FILE) and not _is_apart(folder, names):
            yield NearName(name, below)


def _is_apart(folder: str, names: Collection[str]) -> bool:
    """Whether *folder* holds evidence, or is the folder of another provider."""
    return _is_proof(folder) or f"{folder}/{PROVIDER_FILE}" in names


def folders_below(names: Collection[str]) -> list[str]:
    """The folders of providers among the *names* in a folder that is none itself."""
    if not {PROVIDER_FILE, ANSWERS_FILE, KPIS_FILE}.isdisjoint(names):
        return []
    paths = (name.rpartition("/") for name in names)
    found = (folder for folder, _, last in paths if folder and last == PROVIDER_FILE)
    return sorted(one for one in found if not one.startswith(".") and not _is_proof(one))


def _is_proof(folder: str) -> bool:
    return seen(folder.partition("/")[0]) in _EVIDENCE


def _is_answers(folder: str) -> bool:
    if _COPY.sub("", seen(folder)) in _ANSWERS:
        return True
    return "." not in folder and meant_by(folder) == ANSWERS_FILE


def _is_text(name: str) -> bool:
    """Whether a file among the answers may hold some."""
    endings = seen(name.rpartition("/")[2]).split(".")[1:]
    return not endings or bool({"yaml", "yml", "txt"} & set(endings)) or endings[-1] in SHEETS


def way_out(near: NearName, read: Collection[str]) -> TwoLanguages:
    """What to do so that the file of a *near* name counts, where others are *read*."""
    endings = seen(near.name).split(".")[1:]
    if near.meant in read:
        return _MERGE
    if near.name.endswith(f"/{near.meant}"):
        return _MOVE_UP
    if near.meant.startswith(f"{ANSWERS_DIR}/"):
        return _IN_ANSWERS
    if endings and endings[-1] in _ENDINGS - TEXTS:
        return _AS_CSV if near.meant.endswith(".csv") else _AS_TEXT
    return _SHOW_ENDINGS if len(endings) > 1 else _RENAME


def seen(name: str) -> str:
    """*name* without what people do not see or mean: case, width, blanks."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", name).casefold())


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
