"""The stage of a demo: a directory, numbered steps, and commands shown with what they say."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from dpcap.cli.language import say

DPCAP = str(Path(sys.executable).with_name("dpcap"))


class Stage:
    """The directory in which all of it happens, and the steps, numbered."""

    def __init__(self, home: Path) -> None:
        self.home, self._number = home, 0
        self.reviews = home / "reviews"

    def step(self, zh: str, en: str) -> None:
        """Say who does what now."""
        self._number += 1
        self.show(f"\n── {self._number}. {say(zh, en)}")

    def tell(self, zh: str, en: str) -> None:
        """Say what is done without dpcap."""
        self.show(say(f"（{zh}）", f"({en})"))

    def show(self, text: str) -> None:
        """Print *text*."""
        print(text, flush=True)

    def dpcap(self, *words: str, codes: Iterable[int] = (0,), into: str = "") -> None:
        """Show `dpcap WORDS`, and what it says; a word with `*` is all files that it fits.

        *into* takes what it prints on stdout. Exits if the exit code is none of *codes*.
        """
        self.show(f"\n$ dpcap {shown(words)}{f' > {into}' if into else ''}")
        with ExitStack() as stack:
            out = stack.enter_context((self.home / into).open("wb")) if into else None
            done = subprocess.run(
                [DPCAP, *self.fitted(words)],
                cwd=self.home,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
                stdout=out,
                stderr=None if into else subprocess.STDOUT,  # in the order in which it is said
                check=False,
            )
        if done.returncode not in codes:
            raise SystemExit(done.returncode)

    def write(self, path: Path, text: str) -> None:
        """Write *text* as somebody does in an editor."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        name = path.relative_to(self.home).as_posix()
        self.tell(f"在编辑器里写好 {name}", f"{name} is written in an editor")

    def fitted(self, words: Iterable[str]) -> list[str]:
        """*words*, each with `*` replaced by the files that it fits."""
        return [one for word in words for one in self._fitting(word)]

    def _fitting(self, word: str) -> Iterator[str]:
        if "*" not in word:
            yield word
            return
        for path in sorted(self.home.glob(word)):
            yield path.relative_to(self.home).as_posix()


def shown(words: Iterable[str]) -> str:
    """*words* as they are typed."""
    return " ".join(f'"{word}"' if " " in word else word for word in words)


def emptied(home: Path, mark: str) -> Path:
    """*home* as an empty directory. Exits if what is there is not an earlier run's, with *mark*."""
    if home.exists() and any(home.iterdir()):
        if not (home / mark).is_file():
            raise SystemExit(say(f"{home} 里有别的东西，请另选文件夹", f"{home} is not empty"))
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    return home.resolve()
