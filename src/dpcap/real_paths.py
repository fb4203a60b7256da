"""Where paths lead in the end."""

from __future__ import annotations

import os
from pathlib import Path


def real_path(path: Path) -> Path:
    """*path*, absolute and without links; of links that lead in a circle as far as they lead.

    `Path.resolve` has no answer to a circle: it raises, and not as the system does.
    """
    return Path(os.path.realpath(path))
