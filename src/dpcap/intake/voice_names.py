"""Files in a folder `voice/` that look like one that is read, and are not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dpcap.intake.file_names import readable
from dpcap.intake.reviews_layout import MERCHANTS_FILE, MERCHANTS_FILES, MERCHANTS_TABLE
from dpcap.intake.unread_files import NearName, is_junk, plain, way_out
from dpcap.model.finding import Finding
from dpcap.model.two_languages import Params, TwoLanguages

WAVE_FILE, ANSWERS = "wave.yaml", "answers"
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls")
_SHEETS = (*TABLES, ".et", ".numbers", ".ods")
_OF_BRANDS = ("merchant", "商家评价", "品牌评价")
_OF_WAVES = ("wave",)
_RENAME = TwoLanguages(
    "要算在内，请把文件夹改名为 {meant}", "To have it count, rename the folder to {meant}"
)
_INTO_WAVE = TwoLanguages(
    "答卷要放进这一期的文件夹，如 {meant}", "Put answers into the folder of their wave, as {meant}"
)
_NAME_IT = TwoLanguages(
    "是答卷就改名，以 answers 开头，如 {meant}；表格要存为 CSV 或 .xlsx",
    "If it holds answers, save it as CSV or .xlsx under a name that begins with answers, such as"
    " {meant}",
)


def unread_beside(folder: Path) -> Iterator[Finding]:
    """A warning for each folder that is called *folder* but for case, blanks and the like."""
    if not folder.parent.is_dir():
        return
    for one in sorted(folder.parent.iterdir()):
        if one.is_dir() and one.name != folder.name and _alike(one.name, folder.name):
            yield _told(folder.parent, one.name, _RENAME, folder.name)


def _alike(name: str, other: str) -> bool:
    one, two = ("".join(filter(str.isalnum, plain(each))).rstrip("s") for each in (name, other))
    return one == two


def unread_in_voice(folder: Path) -> Iterator[Finding]:
    """A warning for each file at the top of *folder* that may hold answers or what brands say."""
    names = _files(folder)
    for name in names:
        if name in MERCHANTS_FILES:
            continue
        if plain(name).startswith(_OF_BRANDS):
            meant = MERCHANTS_TABLE if Path(name).suffix.lower() in _SHEETS else MERCHANTS_FILE
            read = [one for one in MERCHANTS_FILES if one in names]
            yield _told(folder, name, way_out(NearName(name, meant), read), meant)
        elif Path(name).suffix.lower() in _SHEETS:
            yield _told(folder, name, _INTO_WAVE, f"2026-q3/{ANSWERS}.csv")


def unread_in_wave(folder: Path) -> Iterator[Finding]:
    """A warning for each table in the *folder* of a wave whose name is not that of answers."""
    for name in _files(folder):
        ending = Path(name).suffix.lower()
        is_read = name.casefold().startswith(ANSWERS) and ending in TABLES
        if ending in _SHEETS and not is_read and not plain(name).startswith(_OF_WAVES):
            yield _told(folder, name, _NAME_IT, f"{ANSWERS}-2.csv")


def wave_instead(folder: Path) -> TwoLanguages | None:
    """What to do where `wave.yaml` is not there, but a file of a like name is."""
    near = next((one for one in _files(folder) if plain(one).startswith(_OF_WAVES)), None)
    if near is None or (folder / WAVE_FILE).exists():
        return None
    way = way_out(NearName(near, WAVE_FILE), ()).fill({"meant": WAVE_FILE})
    return TwoLanguages(
        f"文件不存在，但有 {near}。{way.zh}", f"it is not there, but {near} is. {way.en}"
    )


def _files(folder: Path) -> list[str]:
    """The names of the files in *folder*, but for leftovers of systems and editors."""
    names = sorted(one.name for one in folder.iterdir() if one.is_file())
    return [one for one in names if not one.startswith(".") and not is_junk(one)]


def _told(folder: Path, name: str, way: TwoLanguages, meant: str) -> Finding:
    said = way.fill({"meant": meant})
    params: Params = {"name": readable(name), "way_zh": said.zh, "way_en": said.en}
    return Finding(code="DP121", file=readable((folder / name).as_posix()), params=params)
