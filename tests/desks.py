"""A folder with some pieces of evidence, a directory of reviews, and a desk that is typed at."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.plain_text import PlainTextOutput

from dpcap.cli.interview.console import Console
from dpcap.cli.review_desk import ReviewDesk
from dpcap.model.base import Language
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.review_walk import ReviewWalk, WalkRecorder, WalkRequest, plan_walk
from folders import TINY, make_folder

GATES = """\
schema: dpcap/gates/1
id: ours
title: {zh: 门槛, en: Gates}
rules:
  critical: {measure: critical.passed, at_least: 1, message: {zh: 红线, en: Critical}}
"""
LI, WANG, TODAY, SEED = "示例·李强", "示例·王敏", date(2026, 11, 25), "一串别人猜不到的字"


class ReviewPlace(NamedTuple):
    """A provider's folder and the manager's directory."""

    folder: Path
    reviews: Path

    def walk(self, by: str = LI, **more: Any) -> ReviewWalk:
        asked = ProviderRequest(self.folder, reviews=self.reviews, framework=TINY)
        gates = self.folder.parent / "gates.yaml"
        return plan_walk(WalkRequest(asked, by, TODAY, gates=gates, **more))

    def review(self) -> dict[str, Any]:
        loaded: dict[str, Any] = yaml.safe_load((self.reviews / "acme.yaml").read_text("utf-8"))
        return loaded

    def judgements(self, by: str = LI) -> dict[str, Any]:
        path = self.reviews / f"acme.judgements.{by}.yaml"
        loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        return loaded


def put_place(here: Path, pieces: int = 4) -> ReviewPlace:
    """A folder with *pieces* of evidence: e1 proves what is critical, the others all the same."""
    folder = make_folder(here / "acme")
    path = folder / "answers.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    for number in range(2, pieces + 1):
        data = f"piece {number}".encode()
        (folder / "evidence" / f"e{number}.txt").write_bytes(data)
        content["evidence"][f"e{number}"] = {
            "file": f"evidence/e{number}.txt",
            "kind": "own_document",
            "captured_on": "2026-11-02",
            "sha256": sha256(data).hexdigest(),
        }
    more = [f"e{number}" for number in range(2, pieces + 1)]
    content["answers"]["WRK-1.2"] = {"value": True, "evidence": more}
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    reviews = here / "reviews"
    reviews.mkdir()
    (here / "gates.yaml").write_text(GATES, "utf-8")
    return ReviewPlace(folder, reviews)


class Sat(NamedTuple):
    """What came of a sitting: whether the end was reached, the screen, the files opened."""

    whole: bool
    screen: str
    opened: tuple[Path, ...]


def sit(
    walk: ReviewWalk, typed: Iterable[str], language: Language = "zh", seconds: float = 0
) -> Sat:
    """Go through *walk*, typing the lines *typed*; each look at the clock takes *seconds*."""
    out, opened, times = io.StringIO(), list[Path](), iter((0.0, seconds))
    with create_pipe_input() as pipe:
        pipe.send_text("".join(f"{line}\r" for line in typed))
        console = Console(language, input=pipe, output=PlainTextOutput(out))
        desk = ReviewDesk(
            walk,
            WalkRecorder(walk),
            console,
            opener=opened.append,
            clock=lambda: next(times),
        )
        whole = desk.run()
    return Sat(whole, out.getvalue(), tuple(opened))
