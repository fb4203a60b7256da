"""What a PDF takes on this machine: WeasyPrint, its libraries, and a font with Chinese in it."""

from __future__ import annotations

from typing import Any

from dpcap.errors import UsageError
from dpcap.model.finding import Finding

_CHINESE = range(0x4E00, 0xA000)
# A good Chinese font may lack a rare character of a name; one that lacks more is no Chinese font.
_RARE = 3
_SHOWN = 8


class NoPdfError(UsageError):
    """No PDF can be made on this machine; the *finding* says why, and what to install."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(f"{finding.code}: {finding.message('en')}")


def import_weasyprint() -> Any:  # noqa: ANN401 - the module
    """WeasyPrint. Raises NoPdfError without it, or without the libraries that it opens."""
    try:
        import weasyprint  # noqa: PLC0415 - an extra, and heavy
    except ImportError as error:
        raise NoPdfError(Finding(code="DP621")) from error
    except OSError as error:
        raise NoPdfError(Finding(code="DP622", params={"problem": str(error)})) from error
    return weasyprint


def check_letters(lost: set[int]) -> None:
    """Raises NoPdfError if *lost*, which no font here has, means that none is for Chinese."""
    chinese = sorted(code for code in lost if code in _CHINESE)
    if len(chinese) > _RARE:
        shown = "".join(map(chr, chinese[:_SHOWN]))
        raise NoPdfError(Finding(code="DP623", params={"letters": shown}))
