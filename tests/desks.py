"""A folder with some pieces of evidence, a directory of reviews, and a desk that is typed at."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256
from itertools import chain, repeat
from pathlib import Path
from shutil import copytree
from typing import Any, NamedTuple

import yaml
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.plain_text import PlainTextOutput

from dpcap.cli.interview.console import Console, StyledLine
from dpcap.cli.review_desk import ReviewDesk
from dpcap.model.base import Language
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.review_walk import ReviewWalk, WalkRequest, plan_walk
from dpcap.workflow.walk_recorder import WalkRecorder
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
    framework: Path = TINY

    def asked(self) -> ProviderRequest:
        return ProviderRequest(self.folder, reviews=self.reviews, framework=self.framework)

    def walk(self, by: str = LI, **more: Any) -> ReviewWalk:
        asked = self.asked()
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
    reviews.mkdir(parents=True)
    (here / "gates.yaml").write_text(GATES, "utf-8")
    return ReviewPlace(folder, reviews)


def put_wide_place(here: Path) -> ReviewPlace:
    """The same by a framework that says what is not enough, has scopes, and waits for brands.

    e2 is to be confirmed by the brand, e3 is to show that `ships` is not served, and s1 without
    `runs_live`; e4 is a reason why WRK-1.3 does not apply.
    """
    place = put_place(here)._replace(framework=here / "framework")
    copytree(TINY, place.framework)
    for name, changes in WIDE_FRAMEWORK.items():
        path = place.framework / name
        text = path.read_text("utf-8")
        text = text.replace("        asked_of", "        scope: []\n        asked_of")
        for old, new in changes:
            assert text.count(old) == 1
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    answers, provider = place.folder / "answers.yaml", place.folder / "provider.yaml"
    _change(answers, lambda said: said["evidence"]["e2"].update(kind="brand_confirmed"))
    _change(answers, lambda said: said["answers"].update(WIDE_ANSWERS))
    _change(provider, lambda said: said.update(facts=WIDE_PROVIDER))
    return place


WIDE_FRAMEWORK = {
    "framework.yaml": (
        ("own_document: 60,", "own_document: 60, brand_confirmed: 100,"),
        (
            "export: {zh: 导出",
            "brand_confirmed: {zh: 品牌确认件, en: By the brand}\n  export: {zh: 导出",
        ),
        ("levels:\n", "until_confirmed: {brand_confirmed: {counts_as: own_document}}\nlevels:\n"),
        (
            "facts:\n",
            """\
scopes: {ships: {kinds: [own_document]}, runs_live: {per: shop, kinds: [export]}}
facts:
  ships: {title: {zh: 发货, en: Shipping}, kind: boolean}
  runs_live: {title: {zh: 直播, en: Live rooms}, kind: boolean}
""",
        ),
    ),
    "work.yaml": (
        ("en: The sheet}", "en: The sheet}, insufficient: {zh: 只有口头安排, en: By mouth}"),
        ("en: A contract}", "en: A contract}, insufficient: {zh: 没有盖章, en: No seal}"),
        ("'maker'\"\n        scope: []", "'maker'\"\n        scope: [ships, runs_live]"),
    ),
    "care.yaml": (),
}
WIDE_ANSWERS = {
    "WRK-1.3": {"not_applicable": "out_of_contract", "evidence": ["e4"], "note": "合同附件二"}
}
WIDE_PROVIDER = {
    "ships": {"value": False, "evidence": ["e3"]},
    "runs_live": {"value": True, "without": {"s1": ["e3"]}},
}


def _change(path: Path, change: Callable[[Any], Any]) -> None:
    said = yaml.safe_load(path.read_text("utf-8"))
    change(said)
    path.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), "utf-8")


class Sat(NamedTuple):
    """What came of a sitting: whether the end was reached, the screen, the files opened.

    `lines`: all that was printed, prompts and bars included, as laid out.
    """

    whole: bool
    screen: str
    opened: tuple[Path, ...]
    lines: tuple[str, ...] = ()


class RecordedConsole(Console):
    """A console that keeps the lines that it lays out."""

    def __init__(self, *words: Any, **more: Any) -> None:
        super().__init__(*words, **more)
        self.lines: list[str] = []

    def show(self, lines: Iterable[StyledLine]) -> None:
        kept = list(lines)
        self.lines += [line.text for line in kept]
        super().show(kept)

    def line(self, prompt: str = "", toolbar: str = "") -> str:
        self.lines += [f"{prompt} › ", *toolbar.splitlines()]
        return super().line(prompt, toolbar)


def sit(
    walk: ReviewWalk,
    typed: Iterable[str],
    language: Language = "zh",
    seconds: float = 0,
    columns: int = 160,
) -> Sat:
    """Go through *walk*, typing the lines *typed* and Enter, all of which takes *seconds*."""
    out, opened, times = io.StringIO(), list[Path](), chain((0.0,), repeat(seconds))
    with create_pipe_input() as pipe:
        pipe.send_text("".join(f"{line}\r" for line in (*typed, "")))  # Enter ends it
        output = PlainTextOutput(out)
        output.get_size = lambda: Size(rows=40, columns=columns)  # type: ignore[method-assign]
        console = RecordedConsole(language, input=pipe, output=output)
        desk = ReviewDesk(
            walk,
            WalkRecorder(walk),
            console,
            opener=opened.append,
            clock=lambda: next(times),
        )
        whole = desk.run()
    return Sat(whole, out.getvalue(), tuple(opened), tuple(console.lines))
