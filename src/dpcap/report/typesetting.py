"""Pages and pictures set by Typst: from one of our templates and data, the same bytes each time."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Literal

from dpcap.report.fonts import installed_fonts
from dpcap.report.paths import own_reports

if TYPE_CHECKING:
    from typst import Compiler

# What printers set where they lack a letter.
_GETA = "〓"
_LOST = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed with font')
_CODE = re.compile(r"\\u\{([0-9a-f]{1,6})\}|\\(.)")
# What our template says where page one runs over its sheet, and the sizes that are tried in turn.
_TOO_LONG = "page one is too long"
_SIZES = ("1", ".95", ".9", ".85", ".8", ".75", ".7", ".65")
# A letter that a font has alone may be lost beside others, so one look for them may not be enough.
_LOOKS = len(_SIZES) + 4
_ONE_AT_A_TIME = Lock()
# Pictures: pixels an inch, Typst's own measure being 72 points.
PPI = 144


def typeset_pdf(template: str, data: str, files: Mapping[str, str]) -> bytes:
    """*data* (JSON) set by our *template* as PDF/UA-1.

    *files*, by name, are attached. Characters that no font of this machine has become 〓.
    """
    from typst import TypstError  # noqa: PLC0415 - an extra

    inputs = {"data": data, "files": json.dumps(files)}
    sizes = iter(_SIZES)
    inputs["scale"] = next(sizes)
    for _ in range(_LOOKS):
        try:
            return _compiled(template, inputs, "pdf")
        except TypstError as error:
            if lost := lost_letters(error.diagnostic):
                inputs["data"] = inputs["data"].translate(dict.fromkeys(lost, _GETA))
            elif _TOO_LONG in error.diagnostic and (smaller := next(sizes, None)):
                inputs["scale"] = smaller
            else:
                raise RuntimeError(f"Typst on {template}: {error.diagnostic}") from error
    raise RuntimeError(f"{template} cannot be set in {_LOOKS} attempts")


def typeset_png(template: str, data: str) -> bytes:
    """*data* (JSON) set by our *template*, which makes one page of it, as a PNG."""
    return _compiled(template, {"data": data}, "png")


def lost_letters(diagnostic: str) -> frozenset[int]:
    """The code points for which Typst found no font, as its *diagnostic* quotes them."""
    quoted = "".join(_LOST.findall(diagnostic))
    said = _CODE.sub(lambda code: chr(int(code[1], 16)) if code[1] else code[2], quoted)
    return frozenset(map(ord, said))


def _compiled(template: str, inputs: dict[str, str], form: Literal["pdf", "png"]) -> bytes:
    """What Typst makes of *template*; a warning of it is a fault of ours."""
    with _ONE_AT_A_TIME:
        made, warnings = _compiler().compile_with_warnings(
            input=own_reports() / _SHELF / template,
            format=form,
            ppi=PPI,
            sys_inputs=inputs,
            pdf_standards=["ua-1"] if form == "pdf" else [],
            timestamp=datetime(1970, 1, 1, tzinfo=UTC),
        )
        _forget()
    if warnings:
        raise RuntimeError(f"Typst on {template}: {warnings[0].message}")
    if not isinstance(made, bytes):
        raise TypeError(f"{template} makes more than one page, or none")
    return made


def _forget() -> None:
    """Make Typst give up what it keeps of the last documents.

    It keeps that for ten more, some 70 MB each, and nothing of one report is of use to another.
    """
    for _ in range(_EMPTY_PAGES):
        _compiler().compile(input=b"", format="svg", sys_inputs={})


_SHELF = "typst"
_EMPTY_PAGES = 11


@lru_cache(maxsize=1)
def _compiler() -> Compiler:
    """The one compiler of this process; each more would keep some hundred MB of its own.

    Templates see no file outside their folder, and no packages: it has none.
    """
    from typst import Compiler  # noqa: PLC0415 - an extra

    root = own_reports() / _SHELF
    nothing = root / "packages"
    return Compiler(
        root=root,
        font_paths=installed_fonts(),
        package_path=nothing,
        package_cache_path=nothing,
    )
