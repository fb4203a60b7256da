"""A small batch of the examples as the command makes it, and its outputs in this process."""

from __future__ import annotations

import shutil
from contextlib import nullcontext
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from conftest import Dpcap
from dpcap.batch.outputs import outcomes_in
from dpcap.intake.framework import load_framework
from dpcap.intake.source import parse_yaml
from dpcap.model.base import Language
from dpcap.model.gate import Gates
from dpcap.model.outcome import Outcome
from dpcap.model.verdict import BatchVerdict
from dpcap.report.batch.outputs import put_out
from dpcap.report.batch_result import BatchOutcomes
from locations import PROVIDERS, QUESTIONNAIRES, REVIEWS
from portfolios import one

DAY = "2026-11-20"
FOLDERS = ("guoqi", "lanxing", "maodun", "xinya")
GATES = """schema: dpcap/gates/1
id: trial
title: {zh: 试用门槛, en: Trial gates}
rules:
  score:
    measure: proved.overall
    at_least: 60
    message: {zh: 实证总分不低于 60, en: Proved at least 60}
  live: {measure: proved.LIV_3, at_least: 30, message: {zh: 直播选品, en: Live selection}}
  team:
    measure: fact_headcount
    at_least: 30
    severity: warn
    message: {zh: 团队不少于 30 人, en: Thirty people or more}
  fall:
    measure: change.overall.total
    at_least: -1
    message: {zh: 不比基线低 1 分以上, en: No fall}
waivers:
  - {provider: guoqi, rule: score, owner: 示例·陈, reason: 新仓刚投产, expires_on: 2026-12-31}
  - {provider: lanxing, rule: score, owner: 示例·陈, reason: 去年签约, expires_on: 2026-12-31}
  - {provider: maodun, rule: score, owner: 示例·林, reason: 补材料中, expires_on: 2026-11-01}
"""


def run_small_batch(dpcap: Dpcap, top: Path, out: str = "out") -> Path:
    """The batch's output folder: four examples (one fell, one is new) and two broken folders."""
    for name in FOLDERS[:-1]:
        shutil.copytree(PROVIDERS / name, top / "providers" / name)
    shutil.copytree(REVIEWS, top / "reviews")
    (top / "gates.yaml").write_text(GATES, encoding="utf-8")
    common = ("batch", "providers", "--reviews", "reviews", "--on", DAY, "--reports", "none")
    before = dpcap(*common, "--out", "before", "--format", "jsonl", cwd=top)
    assert before.returncode == 0, before.stderr
    answers = next((top / "providers" / "lanxing" / "answers").glob("1-*.yaml"))
    text = answers.read_text(encoding="utf-8")
    assert "TRA-1.1: {value: 4" in text
    answers.write_text(text.replace("TRA-1.1: {value: 4", "TRA-1.1: {value: 0"), encoding="utf-8")
    shutil.copytree(PROVIDERS / "xinya", top / "providers" / "xinya")
    for name, broken in (("broken", "id: [\n"), ("=cmd|calc", "schema: dpcap/provider/1\n")):
        (top / "providers" / name).mkdir()
        (top / "providers" / name / "provider.yaml").write_text(broken, encoding="utf-8")
    gated = ("--gates", "gates.yaml", "--baseline", "before", "--out", out)
    ran = dpcap(*common, *gated, "--executor", "serial", cwd=top)
    assert ran.returncode == 4, ran.stderr
    return top / out


def harvest_of(out: Path, language: Language, **more: Any) -> BatchOutcomes:
    """What lies in *out*, as the command put it out."""
    verdict = BatchVerdict.model_validate_json((out / "verdict.json").read_bytes())
    rows = out / "results.jsonl"
    gates = _gates(out.parent / "gates.yaml")
    made = BatchOutcomes(
        framework=load_framework(QUESTIONNAIRES),
        head=verdict.head,
        gates=gates,
        language=language,
        outcomes=lambda: outcomes_in(rows),
        crossings=verdict.crossings,
        results=rows,
        digest=sha256(rows.read_bytes()).hexdigest(),
        reported=lambda _: False,
        locate=lambda _, findings: findings,
    )
    return replace(made, **more)


def _gates(path: Path) -> Gates:
    return Gates.model_validate(parse_yaml(path.read_text(encoding="utf-8"), path.name).data)


def put(batch_result: BatchOutcomes, name: str) -> bytes:
    """One output, whole."""
    pieces: list[bytes] = []
    failed = put_out(batch_result, [name], lambda _: nullcontext(pieces.append))
    assert failed == {}
    return b"".join(pieces)


def of(*outcomes: Outcome, language: Language = "en", **more: Any) -> BatchOutcomes:
    """The result of a batch of just these rows."""
    return one(*outcomes, language=language, **more)


def on_disk(batch_result: BatchOutcomes, folder: Path) -> BatchOutcomes:
    """*batch_result* with its rows in a file, for those who read them there."""
    path = folder / "results.jsonl"
    lines = [outcome.model_dump_json() for outcome in batch_result.outcomes()]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return replace(batch_result, results=path, digest=sha256(path.read_bytes()).hexdigest())
