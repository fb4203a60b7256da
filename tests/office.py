"""Workbooks saved again by LibreOffice, as somebody's spreadsheet would."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path


def saved_again(paths: Iterable[Path], home: Path) -> list[Path]:
    """*paths* opened and saved by one LibreOffice that has a profile of its own under *home*."""
    out, every = home / "saved", list(paths)
    done = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
            *map(str, every),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    made = [out / path.name for path in every]
    assert all(path.is_file() for path in made), done.stderr
    return made
