"""A folder `voice/`: the waves of a survey with their answers, and what brands say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.file_names import readable
from dpcap.intake.finding_limit import summed
from dpcap.intake.merchants import both_merchants, parse_merchants
from dpcap.intake.model_errors import validate
from dpcap.intake.reviews_layout import MERCHANTS_FILES, VOICE_DIR
from dpcap.intake.source import Document, read_bytes, read_yaml, unreadable
from dpcap.intake.unread_files import is_junk
from dpcap.intake.voice_names import (
    ANSWERS,
    TABLES,
    WAVE_FILE,
    unread_beside,
    unread_in_voice,
    unread_in_wave,
    wave_instead,
)
from dpcap.intake.voice_rows import AnswerRows
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.two_languages import TwoLanguages
from dpcap.model.voice import MerchantsFile, ReadWave, VoiceWave

MOST_WAVES, MOST_WAVE_FILES = 100, 20
_LONGEST_NAME = 64
_ORDER = TwoLanguages("最后一天 until 早于第一天 from", "until lies before from")
_MORE_ANSWERED = TwoLanguages(
    "回收 answered 多于送达 delivered", "more answered than the question was delivered to"
)
_MORE_DELIVERED = TwoLanguages("送达 delivered 多于发出 invited", "more delivered than invited")
_NAME = TwoLanguages(
    f"这一期的文件夹名超过 {_LONGEST_NAME} 字",
    f"the name of the wave is longer than {_LONGEST_NAME} characters",
)


@dataclass(frozen=True)
class VoiceFolder:
    """What a folder `voice/` holds; `found`: what is wrong with it, errors too."""

    waves: tuple[ReadWave, ...] = ()
    merchants: MerchantsFile | None = None
    found: tuple[Finding, ...] = ()


def read_voice(folder: Path, framework: Framework | None = None) -> VoiceFolder:
    """All that *folder* holds; empty if it is not there. A wave with an error is left out.

    With a *framework* the indicators that brands name are held against it.
    """
    found: list[Finding] = []
    waves: list[ReadWave] = []
    if not folder.is_dir():
        return VoiceFolder(found=tuple(unread_beside(folder)))
    for path in _wave_folders(folder, found):
        try:
            waves.append(read_wave(path, found))
        except InvalidInputError as error:
            found += error.findings
    merchants = _merchants(folder, framework, found)
    found += unread_in_voice(folder)
    return VoiceFolder(tuple(waves), merchants, tuple(summed(found)))


def read_wave(folder: Path, found: list[Finding]) -> ReadWave:
    """The wave in *folder*; warnings go to *found*. Raises InvalidInputError."""
    path = folder / WAVE_FILE
    if path.is_symlink():
        raise InvalidInputError([_leaves(path)])
    if instead := wave_instead(folder):
        raise unreadable(readable(path.as_posix()), instead)
    document = read_yaml(path)
    wave = validate(document, VoiceWave)
    if wrong := list(_wrong(document, wave, folder.name)):
        raise InvalidInputError(wrong)
    rows = AnswerRows(wave)
    for table in _tables(folder):
        rows.add(table, readable(table.as_posix()))
    found += [*rows.found, *unread_in_wave(folder)]
    if wave.answered is not None and wave.answered != rows.rows:
        params = {"answered": wave.answered, "rows": rows.rows}
        found.append(document.finding("DP556", ("answered",), params))
    return ReadWave(
        readable(folder.name), wave, tuple(rows.answers), rows.left_out, tuple(sorted(rows.names))
    )


def read_merchants(path: Path, framework: Framework | None = None) -> MerchantsFile:
    """What brands say, in the file at *path*. Raises InvalidInputError."""
    shown = readable(path.as_posix())
    return parse_merchants(read_bytes(path, shown), shown, framework).made


def _wave_folders(folder: Path, found: list[Finding]) -> list[Path]:
    """The folders of waves in *folder*, in the order of their names."""
    inside = sorted(one for one in folder.iterdir() if not one.name.startswith("."))
    waves = [one for one in inside if one.is_dir() and not is_junk(one.name)]
    found += [_leaves(one) for one in waves if one.is_symlink()]
    if len(waves) > MOST_WAVES:
        found.append(_crowded(folder, TwoLanguages("期数", "waves"), len(waves), MOST_WAVES))
        return []
    return [one for one in waves if not one.is_symlink() and one.name not in MERCHANTS_FILES]


def _tables(folder: Path) -> list[Path]:
    """The tables of answers in *folder*. Raises InvalidInputError if there is none."""
    inside = (one for one in folder.iterdir() if one.name.casefold().startswith(ANSWERS))
    tables = sorted(one for one in inside if one.suffix.lower() in TABLES)
    if not tables:
        raise InvalidInputError([Finding(code="DP560", file=readable(folder.as_posix()))])
    if links := [_leaves(one) for one in tables if one.is_symlink()]:
        raise InvalidInputError(links)
    if len(tables) > MOST_WAVE_FILES:
        what = TwoLanguages("答卷文件", "files of answers")
        raise InvalidInputError([_crowded(folder, what, len(tables), MOST_WAVE_FILES)])
    return tables


def _merchants(
    folder: Path, framework: Framework | None, found: list[Finding]
) -> MerchantsFile | None:
    """What brands say in *folder*; None: nothing, or what is wrong went to *found*."""
    there = [folder / name for name in MERCHANTS_FILES]
    there = [one for one in there if one.is_symlink() or one.exists()]
    if len(there) > 1:
        found.append(both_merchants(readable(one.as_posix()) for one in there))
        return None
    for path in there:
        return _one_of_merchants(path, framework, found)
    return None


def _one_of_merchants(
    path: Path, framework: Framework | None, found: list[Finding]
) -> MerchantsFile | None:
    if path.is_symlink():
        found.append(_leaves(path))
        return None
    try:
        return read_merchants(path, framework)
    except InvalidInputError as error:
        found += error.findings
    return None


def _wrong(document: Document, wave: VoiceWave, name: str) -> Iterator[Finding]:
    if len(name) > _LONGEST_NAME:
        yield document.finding("DP557", (), _problem(_NAME))
    if wave.until < wave.from_:
        yield document.finding("DP557", ("until",), _problem(_ORDER))
    reached = wave.delivered if wave.delivered is not None else wave.invited
    if wave.answered is not None and reached is not None and wave.answered > reached:
        yield document.finding("DP557", ("answered",), _problem(_MORE_ANSWERED))
    if (wave.delivered or 0) > (wave.invited if wave.invited is not None else 10**9):
        yield document.finding("DP557", ("delivered",), _problem(_MORE_DELIVERED))


def _problem(said: TwoLanguages) -> dict[str, str | int | float]:
    return {"problem_zh": said.zh, "problem_en": said.en}


def _leaves(path: Path) -> Finding:
    return Finding(
        code="DP112", file=readable(path.as_posix()), params={"path": readable(path.name)}
    )


def _crowded(folder: Path, what: TwoLanguages, count: int, limit: int) -> Finding:
    params: dict[str, str | int | float] = {"what_zh": what.zh, "what_en": what.en}
    params |= {"count": count, "limit": limit}
    return Finding(code="DP558", file=readable(folder.as_posix()), params=params)


def voice_findings(folder: Path, framework: Framework | None = None) -> tuple[Finding, ...]:
    """What is wrong in the folder `voice/` inside *folder*."""
    place = folder / VOICE_DIR
    if place.is_symlink():
        return (_leaves(place),)
    return read_voice(place, framework).found


def merchants_findings(path: Path, framework: Framework) -> tuple[Finding, ...]:
    """What is wrong with what brands say in the file at *path*."""
    found: list[Finding] = []
    _merchants(path.parent, framework, found)
    return tuple(summed(found))


def wave_findings(path: Path) -> tuple[Finding, ...]:
    """What is wrong with the wave whose `wave.yaml` is at *path*."""
    found: list[Finding] = []
    try:
        read_wave(path.parent, found)
    except InvalidInputError as error:
        found += error.findings
    return tuple(summed(found))
