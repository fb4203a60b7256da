"""A scored batch, and the settings beside it: for tests of what is done after scoring."""

from __future__ import annotations

import shutil
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import yaml

from dpcap.workflow.batch import score_batch
from dpcap.workflow.batch_request import BatchRequest
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.decide import DecideRequest, TakenDecision
from dpcap.workflow.send import SendRequest
from folders import ASSESSED, TINY, make_folder
from outbox_letters import noon

DECIDED, SENT = date(2026, 11, 25), date(2026, 11, 26)
ADMIT = TakenDecision("admit", "as the gates propose", "示例·复核甲")
NAME = {"zh": "复核组", "en": "Review desk"}
KINDS = {"admit": "admitted", "decline": "declined", "reassess": "reassess"}
GATES = """schema: dpcap/gates/1
id: trial
title: {zh: 试用, en: Trial}
rules:
  rung: {measure: WRK_1_1, at_least: 1, message: {zh: 至少一级。, en: One rung or more.}}
  high:
    measure: WRK_1_1
    at_least: 2
    severity: warn
    message: {zh: 最好两级。, en: Two rungs are better.}
"""
RUNGS = {"bad": 0, "fair": 1, "good": 2}
MAIL: dict[str, Any] = {
    "schema": "dpcap/mail/1",
    "id": "test",
    "occasion": "2026-Q4",
    "sender": {"name": NAME, "address": "desk@partners.example.com"},
    "letters": [
        {"template": letter, "when": f"decision == '{kind}'"} for kind, letter in KINDS.items()
    ],
    "objection": {"days": 15, "how": {"zh": "回复本邮件", "en": "reply to this mail"}},
    "sign_off": NAME,
    "attach": [],
}


class ScoredBatch:
    """Three providers, what a batch with gates made of them, reviews (empty) and mail.yaml."""

    def __init__(self, root: Path) -> None:
        self.root, self.out, self.reviews = root, root / "out", root / "reviews"
        self.providers, self.mail = root / "providers", root / "mail.yaml"
        self.framework = root / "framework"
        self.here = Configuration()

    def decide_request(self, **more: Any) -> DecideRequest:
        given = {"on": DECIDED, "reviews": self.reviews, "framework": self.framework}
        return DecideRequest(**{**given, "judged_on": DECIDED, **more})

    def send_request(self, *outs: Path, **more: Any) -> SendRequest:
        given = {"mail": self.mail, "today": SENT, "clock": noon, "reviews": self.reviews}
        given |= {"to_dir": self.root / "post"}
        return SendRequest(outs or (self.out,), **{**given, **more})

    def write_mail(self, **more: Any) -> None:
        text = yaml.safe_dump({**MAIL, **more}, allow_unicode=True)
        self.mail.write_text(text, encoding="utf-8")

    def posted(self) -> list[Path]:
        """The messages that were delivered."""
        return sorted((self.root / "post").glob("*.eml"))


def scored_batch(root: Path) -> ScoredBatch:
    """A scored batch of its own below *root*."""
    shutil.copytree(_scored(), root, dirs_exist_ok=True)
    return ScoredBatch(root)


@lru_cache(maxsize=1)
def _scored() -> Path:
    """Scored once a process; nobody writes here."""
    made = ScoredBatch(Path(mkdtemp(prefix="dpcap-scored-")))
    made.reviews.mkdir()
    made.write_mail()
    shutil.copytree(TINY, made.framework)
    method = made.framework / "framework.yaml"
    text = method.read_text(encoding="utf-8")
    method.write_text(text.replace("method:\n", "method:\n  min_coverage: 0.1\n"), "utf-8")
    (made.root / "gates.yaml").write_text(GATES, encoding="utf-8")
    for name, rung in RUNGS.items():
        folder = make_folder(made.providers / name, rung=rung)
        contact = yaml.safe_dump({"contact": {"email": f"{name}@applicant.example.com"}})
        with (folder / "provider.yaml").open("a", encoding="utf-8") as file:
            file.write(contact)
    found = score_batch(
        BatchRequest(
            roots=(str(made.providers),),
            today=SENT,
            on=date.fromisoformat(ASSESSED),
            out=made.out,
            gates=str(made.root / "gates.yaml"),
            reviews=made.reviews,
            executor="serial",
            formats=(),
            reports="none",
            framework=made.framework,
        )
    )
    assert found.fates["scored"] == len(RUNGS)
    return made.root
