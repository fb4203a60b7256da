"""`dpcap forget` on a terminal: what is held, what was done, what git's history still holds."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path

from dpcap.cli.configuration import configuration
from dpcap.cli.forget_formats import FORGET_FORMATS, ForgetPage
from dpcap.cli.language import say
from dpcap.cli.write import print_out
from dpcap.errors import UsageError
from dpcap.report.sanitize import printable
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.forget import (
    ForgetPlan,
    ForgetRequest,
    HeldPlaces,
    apply_forget,
    plan_forget,
)
from dpcap.workflow.forget_folder import STUCK
from dpcap.workflow.held_item import HeldAction
from dpcap.workflow.retention_due import list_due
from dpcap.workflow.subject import ForgottenSubject

_PAST, _STUCK = 1, 3


def run_forget(
    subject: ForgottenSubject,
    places: HeldPlaces,
    retention: Path | None,
    on: date,
    *,
    is_applied: bool,
    shape: str,
) -> int:
    """List what is held of *subject*; if *is_applied*, remove it. The exit code."""
    _one_subject(subject)
    here = configuration()
    plan = plan_forget(ForgetRequest(subject, places, on, here.retention(retention)), _wait)
    if is_applied:
        apply_forget(plan, _wait)
    print_out(_rendered(ForgetPage(plan.items, plan.history, is_applied=is_applied), shape))
    _say_unseen(places, here)
    print(_summary(plan, is_applied=is_applied), file=sys.stderr)
    return _STUCK if any(one.why == STUCK for one in plan.items) else 0


def run_due(
    subject: ForgottenSubject,
    places: HeldPlaces,
    retention: Path | None,
    on: date,
    *,
    is_applied: bool,
    shape: str,
) -> int:
    """List what is past its last day on the day *on*. The exit code: 1 if anything is."""
    if is_applied or any(subject):
        raise UsageError(
            "--due only lists, for all: leave out --apply, --provider, --brand, --shop and --also",
            "--due 只列出、不分对象：请去掉 --apply、--provider、--brand、--shop 和 --also",
        )
    here = configuration()
    rules = here.retention(retention)
    if rules is None:
        raise UsageError(
            "--due needs --retention FILE, or retention in dpcap.toml",
            "--due 须有 --retention 文件，或在 dpcap.toml 里写 retention",
        )
    due = list_due(places, rules, on, _wait)
    if text := _rendered(ForgetPage(due, is_due=True), shape):
        print_out(text)
    _say_unseen(places, here)
    told = say(f"{on}：过了保存期限的有 {len(due)} 项。", f"{on}: {len(due)} past their last day.")
    print(told, file=sys.stderr)
    return _PAST if due else 0


def _rendered(page: ForgetPage, shape: str) -> str:
    return FORGET_FORMATS.find("forget", shape).renderer(page)


def _one_subject(subject: ForgottenSubject) -> None:
    named = [one for one in (subject.brand, subject.shop) if one]
    if len(named) > 1 or not (named or subject.provider):
        raise UsageError(
            "say who: --provider ID, --brand NAME or --shop ID; the last two may bear --provider",
            "请说明删谁：--provider、--brand、--shop 三选一；后两个可再加 --provider",
        )


def _wait() -> None:
    print(say("发件箱正被占用，等待中……", "waiting for the outbox …"), file=sys.stderr)


def _say_unseen(places: HeldPlaces, here: Configuration) -> None:
    """Say which places the settings name that nobody gave: they are not looked at."""
    settings = here.settings
    given = {
        "--reviews": (settings.reviews, places.reviews),
        "--evidence-root": (settings.evidence_root, places.evidence_root),
        "--out": (settings.out, places.outs),
    }
    for option, (setting, named) in given.items():
        if setting is not None and not named:
            told = say(
                f"没有查 dpcap.toml 里的 {setting}；要查请加 {option}。",
                f"{setting} of dpcap.toml was not looked at; add {option}.",
            )
            print(printable(told), file=sys.stderr)


def _summary(plan: ForgetPlan, *, is_applied: bool) -> str:
    counts = Counter(one.action for one in plan.items)
    going = len(plan.going)
    told = _counted(counts)
    if is_applied:
        return say(f"已处理 {going} 项{told}。", f"{going} done{told}.")
    if not going:
        return say(f"没有要删改的{told}。", f"Nothing to remove{told}.")
    return say(
        f"要删改 {going} 项{told}。以上只是试运行，没有改动；加 --apply 才会删改。",
        f"{going} to remove or redact{told}. This was a dry run: add --apply to do it.",
    )


def _counted(counts: Counter[HeldAction]) -> str:
    keep, look = counts["keep"], counts["look"]
    kept = say(f"，须保留 {keep} 项", f", {keep} kept") if keep else ""
    return kept + (say(f"，请人看 {look} 项", f", {look} to look at") if look else "")
