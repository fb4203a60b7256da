"""The README's lines, run one after the other in a directory where each finds what it is about."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from locations import ROOT
from pages import tour

# Not in the README: the other ways into an extra.
MORE = [
    ["batch", "providers", "--executor", "dask", "--jobs", "1", "--out", "out-dask"],
    ["batch", "zip://providers::all.zip", "--out", "out-remote"],
    ["lint", "mail.yaml"],
    ["keygen", "more-keys"],
    ["sign", "out/acme/report.html", "--key", "keys/dpcap-key.pem", "--issuer", "Example"],
    ["sign", "out/acme/report.pdf", "--key", "keys/dpcap-key.pem", "--issuer", "Example"],
    ["verify", "out/acme/report.html", "--key", "keys/dpcap-key.pub.pem"],
    ["verify", "out/acme/report.pdf"],
    ["assess", "providers/acme", "--no-input", "--format", "pdf"],
    ["batch", "providers", "--format", "parquet", "--out", "out-parquet"],
]
EXTRAS = ("analytics", "dask", "fast", "mail", "pdf", "remote", "sign")
OURS = Path(sys.executable).with_name("dpcap")
_EMAIL = re.compile(r"(?m)^  #email:.*$")


def needed(words: Sequence[str]) -> set[str]:
    """The extras that a line takes."""
    line = " ".join(words)
    found = {
        "analytics": words[0] == "query" or "--format parquet" in line,
        "dask": "--executor dask" in line,
        "mail": words[0] == "send" or "mail.yaml" in words,
        # The example's letters have a PDF attached.
        "pdf": "--format pdf" in line
        or words[0] == "send"
        or line.startswith("sign out/acme/report.pdf"),
        "remote": "://" in line,
        "sign": words[0] in {"sign", "keygen"}
        or "--key" in words
        or line.startswith("verify out/acme/report.pdf"),
    }
    return {extra for extra, takes in found.items() if takes}


class Ran(NamedTuple):
    code: int
    said: str


class Tour:
    """All lines in the directory *here*, each by the same *program*."""

    def __init__(self, here: Path, *program: str | Path) -> None:
        self.here, self.program = here, program

    def run(self, words: Sequence[str], env: Mapping[str, str] = {}) -> Ran:
        """One line; each time *keygen* finds no keys."""
        shutil.rmtree(self.here / "more-keys", ignore_errors=True)
        return self._run(self.program, words, env)

    def lines(self) -> Iterator[list[str]]:
        """Each line, once all that it starts from is laid out. The one before it was run."""
        for words in [*tour(), *MORE]:
            self._lay_out(words)
            yield words
            if words[:2] == ["new", "providers/acme"]:
                file = self.here / "providers" / "acme" / "provider.yaml"
                text = file.read_text("utf-8")
                assert _EMAIL.search(text)
                file.write_text(_EMAIL.sub("  email: a@applicant.example.com", text), "utf-8")

    def _lay_out(self, words: list[str]) -> None:
        if "--reviews" in words:
            (self.here / "reviews").mkdir(exist_ok=True)
        ways = {"batch": self._batch, "diff": self._diff, "send": self._send}
        if words[0] in ways:
            ways[words[0]](words)
        if words[0] == "compare":
            shutil.copytree(self.here / "out" / "acme", self.here / "out" / "bravo")
        if words[0] == "keygen":
            self._whole("keygen", "keys")
        pdf = "out/acme/report.pdf"
        if pdf in words and not (self.here / pdf).exists():
            self._whole("report", "out/acme/profile.json", "--format", "pdf")

    def _batch(self, words: list[str]) -> None:
        if "--baseline" in words:
            who = ("-c", "user.name=t", "-c", "user.email=t@example.com")
            for git in (["init", "-q", "-b", "main"], ["add", "."], [*who, "commit", "-qm", "a"]):
                subprocess.run(["git", *git], cwd=self.here, check=True)
        if "zip://" in words[1]:
            shutil.make_archive(str(self.here / "all"), "zip", self.here, "providers")

    def _diff(self, words: list[str]) -> None:
        for name in words[1:]:
            shutil.copytree(self.here / "out" / "acme", (self.here / name).parent)

    def _send(self, _: list[str]) -> None:
        shutil.copy(ROOT / "examples" / "mail.yaml", self.here)
        who = ("--reason", "a", "--by", "b", "--reviews", "reviews")
        self._whole("decide", "out/acme", "--as", "reassess", *who)

    def _whole(self, *words: str) -> None:
        """What is laid out takes all extras, whatever the lines have."""
        ran = self._run((OURS,), words, {})
        assert ran.code == 0, (words, ran)

    def _run(
        self, program: Sequence[str | Path], words: Sequence[str], env: Mapping[str, str]
    ) -> Ran:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("DPCAP_", "LC_", "LANG"))}
        done = subprocess.run(
            [*program, *words],
            cwd=self.here,
            env={**clean, "DPCAP_LANG": "en", "PYTHONUTF8": "1", **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Ran(done.returncode, done.stderr)
