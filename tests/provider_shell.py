"""Commands of dpcap in the tests' own process, on one provider of the tiny framework."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpcap.cli.main_guard import run
from folders import TINY, make_folder


class ProviderShell:
    """The folder of `acme`, its reviews, and what the last command wrote: `printed` and `said`."""

    def __init__(self, capfd: pytest.CaptureFixture[str], top: Path) -> None:
        self._capfd, self.folder, self.reviews = capfd, top / "acme", top / "reviews"
        self.printed = self.said = ""
        make_folder(self.folder)
        self.reviews.mkdir()
        (top / "dpcap.toml").write_text(f'framework = "{TINY}"\nreviews = "reviews"\n', "utf-8")

    def __call__(self, *words: str | Path) -> int:
        with pytest.raises(SystemExit) as left:
            run([str(one) for one in words])
        self.printed, self.said = self._capfd.readouterr()
        return int(left.value.code or 0)
