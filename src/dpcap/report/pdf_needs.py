"""What a PDF takes on this machine: WeasyPrint, its libraries, and a font with Chinese in it."""

from __future__ import annotations

from typing import Any

from dpcap.errors import MissingError
from dpcap.model.finding import Finding

_CHINESE = range(0x4E00, 0xA000)
# A good Chinese font may lack a rare character of a name; one that lacks more is no Chinese font.
_RARE = 3
_SHOWN = 8


def import_weasyprint() -> Any:  # noqa: ANN401 - the module
    """WeasyPrint. Raises MissingError without it, or without the libraries that it opens."""
    try:
        import weasyprint  # noqa: PLC0415 - an extra, and heavy
    except ImportError as error:
        raise MissingError(Finding(code="DP621")) from error
    except OSError as error:
        raise MissingError(Finding(code="DP622", params={"problem": str(error)})) from error
    return weasyprint


def check_letters(lost: set[int]) -> None:
    """Raises MissingError if *lost*, which no font here has, means that none is for Chinese."""
    chinese = sorted(code for code in lost if code in _CHINESE)
    if len(chinese) > _RARE:
        shown = "".join(map(chr, chinese[:_SHOWN]))
        raise MissingError(Finding(code="DP623", params={"letters": shown}))
