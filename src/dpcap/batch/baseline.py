"""Baselines: where the profiles come from that a batch is compared with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

from dpcap.batch.output_dir import PROFILE, ROWS
from dpcap.model.finding import Finding

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)


class Baseline(Protocol):
    """Earlier profiles, each fetched when it is asked for.

    `found`: warnings that turned up on the way, to be shown when the batch is done.
    """

    found: list[Finding]

    def profile_of(self, provider: str) -> bytes | None:
        """The bytes of the earlier `profile.json` of *provider*; None: it is new."""
        ...


class BaselineError(Exception):
    """What was named is no baseline; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message("en"))


class FolderBaseline:
    """The output folder of an earlier batch, or of single assessments."""

    def __init__(self, out: Path) -> None:
        """The folder *out*. Raises BaselineError if it holds no profiles."""
        self._out = out
        self.found: list[Finding] = []
        if not (out / ROWS).is_file() and next(out.glob(f"*/{PROFILE}"), None) is None:
            raise BaselineError(Finding(code="DP751", params={"path": str(out)}))

    def profile_of(self, provider: str) -> bytes | None:
        """As `Baseline` has it."""
        if not _ID.fullmatch(provider):
            return None
        try:
            return (self._out / provider / PROFILE).read_bytes()
        except OSError:
            return None
