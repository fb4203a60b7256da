"""The file that a form exports: read within limits, each value with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from dpcap.errors import InvalidInputError
from dpcap.intake.form.form_data import FORMAT, VERSION
from dpcap.intake.key_typos import unknown_key
from dpcap.intake.sheet.about import MOST_ROUNDS, SheetAbout
from dpcap.intake.sheet.filled import CellValue, TypedCell
from dpcap.intake.source import bytes_up_to
from dpcap.intake.yaml_values import Plain
from dpcap.model.finding import Finding
from dpcap.model.two_languages import TwoLanguages

FORM_SUFFIX = ".json"
MAX_FORM = 8 * 1024 * 1024
MAX_DEPTH, MAX_STEPS = 12, 200_000
_SHOWN = 60
# More digits than any number that is answered or counted.
_DIGITS = 30
_BARE = re.compile(r"[A-Za-z_]\w*", re.ASCII)
# A text that does not end goes to the end of the file: nothing is looked through twice.
_TEXT = re.compile(rb'"(?:[^"\\]|\\.?)*+(?:"|\Z)', re.DOTALL)
_BRACKETS = re.compile(rb"[][{}]")
_SIGNS = re.compile(rb"[][{},]")

OBJECT = TwoLanguages("应为一组“键: 值”（{…}）", "must be an object ({…})")
_LARGE = TwoLanguages(
    "文件超过 {limit} MB，不是填写页导出的",
    "it is larger than {limit} MB: no form exports that much",
)
_NOT_JSON = TwoLanguages(
    "不是 JSON，或已损坏、不完整。请在填写页重新导出",
    "it is no JSON, or is damaged or cut short. Export it again",
)
_DEEP = TwoLanguages(
    "层数或项数太多，不是填写页导出的", "it is nested too deeply or too long: no form exports that"
)
_NOT_OURS = TwoLanguages(
    "不是 dpcap form 的填写页导出的文件。请用填写页的“导出”",
    "it is no export of a page that dpcap form wrote. Use “Export” on that page",
)
_NEWER = TwoLanguages(
    "是更新的 dpcap 的填写页导出的（第 {version} 版格式）。请升级 dpcap",
    "it was exported by the page of a later dpcap (format {version}). Upgrade dpcap",
)
_TWICE = TwoLanguages("“{key}”写了两次", "“{key}” stands twice")
_GAP = TwoLanguages("{place} 缺失或改坏了", "{place} is missing or damaged")


@dataclass
class FormFile:
    """What the file *shown* says; what is wrong with its shape goes to `found`."""

    data: dict[str, Plain]
    shown: str
    found: list[Finding] = field(default_factory=list)

    def mapping(self, *path: str) -> dict[str, Plain]:
        """The mapping at *path*; an empty one if there is none, or something else."""
        data: Plain = self.data
        for step in path:
            data = data.get(step) if isinstance(data, dict) else None
        if data is None:
            return {}
        if not isinstance(data, dict):
            self.wrong(path, OBJECT)
            return {}
        return data

    def known(
        self, given: Mapping[str, Plain], names: tuple[str, ...], path: tuple[str, ...]
    ) -> None:
        """An error for each key of *given*, which stands at *path*, but *names*."""
        for key, value in given.items():
            if key not in names:
                params = unknown_key(key, value, names)
                self.found.append(self.cell((*path, key)).finding("DP892", params))

    def cell(self, path: tuple[str | int, ...], value: CellValue = None) -> TypedCell:
        """The *value* at *path*."""
        return TypedCell(value, self.shown, "", json_path(path))

    def wrong(self, path: tuple[str | int, ...], problem: TwoLanguages) -> None:
        """An error at *path*."""
        self.found.append(self.cell(path).finding("DP891", problem.params))

    def text(self, path: tuple[str, ...]) -> str:
        """The text at *path*; nothing where there is none."""
        value = self.mapping(*path[:-1]).get(path[-1])
        if value is None or isinstance(value, str):
            return value or ""
        self.wrong(path, TwoLanguages("应为文字", "must be text"))
        return ""


def open_form(path: Path, shown: str) -> FormFile:
    """The exported file at *path*; *shown* is how messages name it. Raises InvalidInputError."""
    raw = bytes_up_to(path, shown, MAX_FORM)
    if len(raw) > MAX_FORM:
        raise _refused(shown, _LARGE.fill({"limit": MAX_FORM >> 20}))
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    _measure(raw, shown)
    try:
        data = json.loads(
            raw.decode(), parse_constant=_refuse, parse_int=_whole, object_pairs_hook=_once
        )
        json.dumps(data, ensure_ascii=False).encode()  # half a character is none
    except _TwiceError as error:
        raise _refused(shown, _TWICE.fill({"key": str(error)[:_SHOWN]})) from error
    except (ValueError, RecursionError) as error:
        raise _refused(shown, _NOT_JSON) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _refused(shown, _NOT_OURS)
    if data.get("version") != VERSION:
        raise _refused(shown, _NEWER.fill({"version": str(data.get("version"))[:_SHOWN]}))
    return FormFile(data, shown)


def about_form(form: FormFile) -> SheetAbout:
    """What the file says of itself. Raises InvalidInputError."""
    said = form.data.get("about")
    if not isinstance(said, dict):
        raise _refused(form.shown, _GAP.fill({"place": "about"}))
    texts: dict[str, str] = {}
    for name in ("sheet", "provider", "digest", "person", "framework", "who"):
        value = said.get(name, "")
        is_needed = name in ("sheet", "provider", "digest")
        if not isinstance(value, str) or (is_needed and not value) or len(value) > 200:  # noqa: PLR2004
            raise _refused(form.shown, _GAP.fill({"place": f"about.{name}"}))
        texts[name] = " ".join(value.split())
    generation = said.get("generation")
    if type(generation) is not int or not 0 < generation < MOST_ROUNDS:
        raise _refused(form.shown, _GAP.fill({"place": "about.generation"}))
    return SheetAbout(
        texts["sheet"],
        texts["provider"],
        texts["person"],
        texts["who"],
        texts["framework"],
        texts["digest"],
        generation,
    )


def json_path(path: tuple[str | int, ...]) -> str:
    """*path* as JSONPath writes it: `$.answers["LIV-1.4"].value`."""
    return "$" + "".join(_steps(path))


def _steps(path: tuple[str | int, ...]) -> Iterator[str]:
    for step in path:
        if isinstance(step, int):
            yield f"[{step}]"
        elif _BARE.fullmatch(step):
            yield f".{step}"
        else:
            yield f"[{json.dumps(step[:_SHOWN], ensure_ascii=False)}]"


def _measure(raw: bytes, shown: str) -> None:
    """Raises InvalidInputError if *raw* nests too deeply or has too many entries."""
    bare = _TEXT.sub(b"", raw)
    if len(_SIGNS.findall(bare)) > MAX_STEPS:
        raise _refused(shown, _DEEP)
    depth = 0
    for sign in _BRACKETS.findall(bare):
        depth += 1 if sign in b"[{" else -1
        if depth > MAX_DEPTH:
            raise _refused(shown, _DEEP)


def _refused(shown: str, problem: TwoLanguages) -> InvalidInputError:
    return InvalidInputError([Finding(code="DP890", file=shown, params=problem.params)])


def _whole(digits: str) -> Plain:
    """A whole number; one that no cell holds stays a text, which is told where it stands."""
    return int(digits) if len(digits) <= _DIGITS else digits


def _refuse(_: object) -> NoReturn:
    raise ValueError


class _TwiceError(Exception):
    pass


def _once(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for key, value in pairs:
        if key in found:
            raise _TwiceError(key)
        found[key] = value
    return found
