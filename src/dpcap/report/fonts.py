"""The font that pages are set in: the first family on this machine that has Chinese."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dpcap.errors import MissingError
from dpcap.model.finding import Finding

if TYPE_CHECKING:
    from typst import Fonts

# Free ones first. An unknown family is passed over in silence and leaves the Chinese out, and
# Typst's own choice may be a face with Japanese forms: so one of these is named, or nothing is set.
FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "Hiragino Sans GB",
    "PingFang SC",
)


@lru_cache(maxsize=1)
def installed_fonts() -> Fonts:
    """The fonts of this machine, looked up once, and those that come with Typst.

    Raises ImportError without Typst.
    """
    from typst import Fonts  # noqa: PLC0415 - an extra

    return Fonts()


def page_family() -> str:
    """The family that a PDF or a card is set in. Raises MissingError without it or Typst."""
    try:
        return chinese_family()
    except ImportError as error:
        raise MissingError(Finding(code="DP621")) from error


def chinese_family() -> str:
    """The family to set in.

    Raises MissingError, which says what to install, if there is none; ImportError without Typst.
    """
    here = set(installed_fonts().families())
    found = next((family for family in FAMILIES if family in here), None)
    if found is None:
        raise MissingError(Finding(code="DP623", params={"families": ", ".join(FAMILIES)}))
    return found
