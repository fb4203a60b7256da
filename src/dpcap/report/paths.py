"""Where the words, templates and theme lie."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def own_reports() -> Path:
    """The folder shipped with dpcap: inside the wheel, or `reports/` of the checkout."""
    package = Path(__file__).parents[1]
    packed = package / "_data" / "reports"
    return packed if packed.is_dir() else package.parent.parent / "reports"
