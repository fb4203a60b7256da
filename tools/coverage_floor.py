"""Whether the tests ran enough of the package's lines: coverage_floor.py FILE.

FILE is what slipcover wrote. Lines that only a command of its own process runs are not counted, so
the floor is what the tests' own processes reach. Nothing is printed while it holds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FLOOR = 95.0
LISTED = 20


def shortfall(coverage: Mapping[str, Any], floor: float = FLOOR) -> list[str]:
    """Lines that say by how much *coverage* misses *floor* (percent), and where; none if it holds.

    *coverage* is slipcover's: `files`, each with `missing_lines`, and `summary.percent_covered`.
    """
    percent = coverage["summary"]["percent_covered"]
    if percent >= floor:
        return []
    missed = {name: len(one["missing_lines"]) for name, one in coverage["files"].items()}
    most = sorted(missed, key=lambda name: (-missed[name], name))[:LISTED]
    return [
        f"The tests ran {percent:.2f} % of the package's lines; the floor is {floor} %.",
        "Most lines without a test:",
        *(f"  {missed[name]:5}  {name}" for name in most if missed[name]),
    ]


if __name__ == "__main__":
    told = shortfall(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    sys.exit("\n".join(told) or 0)
