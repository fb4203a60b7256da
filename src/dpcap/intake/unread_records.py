"""Files in the manager's directory that look like those that are read there, but are called else.

A copy, a second download or a hidden extension would mean that nobody reviewed, or that the days of
the round are not known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from dpcap.intake.file_names import readable
from dpcap.intake.unread_files import (
    SHEETS,
    TEXTS,
    NearName,
    is_junk,
    plain,
    seen,
    way_out,
)
from dpcap.model.finding import Finding
from dpcap.model.two_languages import Params, TwoLanguages

# What is there once, by how people may begin its name.
_ONCE = {
    "round": "round.yaml",
    "draw": "draw.yaml",
    "draws": "draw.yaml",
    "peers": "peers.csv",
    "peer": "peers.csv",
    "standing": "standing.yaml",
    "reconciliation": "reconciliation.yaml",
}
_ONCE_ENDINGS = SHEETS | TEXTS
_YAML = frozenset(("yaml", "yml"))
# What is kept of a provider beside its review.
_PARTS = frozenset(("facts", "decision", "appeal"))
_PROVIDER = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
# Files of ours that nothing is read from here.
_OTHERS = frozenset(
    ("gates", "mail", "retention", "brief", "incentives", "tiers", "certification", "metrics")
)
_FOLDER = TwoLanguages(
    "它是文件夹，不是文件。请把里面的文件移到它的位置，命名为 {meant}",
    "It is a folder, no file. Put the file in it into its place, under the name {meant}",
)
_BROKEN = TwoLanguages(
    "它是链接，指向的文件不在。请把文件本身放在这里，命名为 {meant}",
    "It is a link to a file that is not there. Put the file itself here, under the name {meant}",
)


def record_meant(name: str) -> str | None:
    """Which of the manager's files the file *name* looks like, if any."""
    if is_junk(name) or name.startswith("."):
        return None
    stem, *endings = (plain(part) for part in seen(name).split("."))
    once = _ONCE.get(stem)
    if once is not None and set(endings) <= _ONCE_ENDINGS:
        return once
    cut = next((place for place, one in enumerate(endings) if one in _YAML), None)
    if cut is None or stem in _OTHERS or not _PROVIDER.fullmatch(stem):
        return None
    if stem not in unicodedata.normalize("NFKC", name).casefold():
        return None  # two words
    parts, behind = endings[:cut], endings[cut + 1 :]
    if not set(parts) <= _PARTS or len(parts) > 1 or not set(behind) <= TEXTS:
        return None
    return ".".join((stem, *parts, "yaml"))


def unread_records(directory: Path) -> Iterator[Finding]:
    """A warning for each file in the manager's *directory* whose name is nearly one that is read.

    Raises OSError.
    """
    files = {one.name: one for one in directory.iterdir()}
    for name in sorted(files):
        meant, is_file = record_meant(name), files[name].is_file()
        if meant is None or (is_file and meant == name):
            continue
        if not is_file and not is_no_record_file(files[name]):
            continue
        if is_file:
            said = way_out(NearName(name, meant), files.keys())
        else:
            said = _FOLDER if files[name].is_dir() else _BROKEN
        way = said.fill({"meant": meant})
        params: Params = {"name": readable(name), "way_zh": way.zh, "way_en": way.en}
        yield Finding(code="DP121", file=readable(files[name].as_posix()), params=params)


def is_no_record_file(path: Path) -> bool:
    """Whether *path* bears the name of a file of the manager's and is a folder or a lost link."""
    if path.suffix not in (".yaml", ".csv") or record_meant(path.name) is None:
        return False
    return path.is_dir() or (path.is_symlink() and not path.exists())
