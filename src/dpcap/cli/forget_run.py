"""`dpcap forget` on a terminal: what is held, what was done, what git's history still holds."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dpcap.cli.configuration import configuration
from dpcap.cli.findings import printable
from dpcap.cli.language import TALK, say
from dpcap.cli.write import print_out
from dpcap.errors import UsageError
from dpcap.model.retention import KeptKind
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.forget import (
    ELSEWHERE,
    ForgetPlan,
    ForgetRequest,
    HeldPlaces,
    apply_forget,
    plan_forget,
)
from dpcap.workflow.forget_folder import CHAINED, OPAQUE, STUCK
from dpcap.workflow.forget_history import HeldHistory
from dpcap.workflow.held_item import HeldAction, HeldItem
from dpcap.workflow.retention_due import list_due
from dpcap.workflow.subject import ForgottenSubject

_PAST, _STUCK = 1, 3
_COMMITS, _PATHS = 10, 20
_KINDS: dict[KeptKind, str] = {
    "evidence": say("证据", "evidence"),
    "exports": say("表格与导出", "exports"),
    "answers": say("自评", "answers"),
    "reviews": say("复核", "reviews"),
    "decisions": say("结论", "decisions"),
    "letters": say("信件", "letters"),
    "outputs": say("输出", "outputs"),
    "caches": say("缓存", "caches"),
}
_LOOK = {
    OPAQUE: say(
        "图片、PDF 等无法搜索，请打开看一眼", "cannot be searched (picture, PDF …): open it and see"
    ),
    STUCK: say("DP985 无法自动删改，请手工处理", "DP985 cannot be changed here: edit it by hand"),
    CHAINED: say(
        "认证台账各行前后相扣，删一行就会读成伪造：原样保留，要删请整本另存后删除",
        "the rows of a ledger are chained, and without one the rest would read as forged: it stays"
        " as it is; to end it, keep a copy elsewhere and remove the whole",
    ),
    ELSEWHERE: say(
        "属于别人或不认识的文件，也写到了：请人工处理",
        "somebody else's, or no file of ours, and names it too: see to it by hand",
    ),
}


def run_forget(
    subject: ForgottenSubject,
    places: HeldPlaces,
    retention: Path | None,
    on: date,
    *,
    is_applied: bool,
) -> int:
    """List what is held of *subject*; if *is_applied*, remove it. The exit code."""
    _one_subject(subject)
    here = configuration()
    plan = plan_forget(ForgetRequest(subject, places, on, here.retention(retention)), _wait)
    if is_applied:
        apply_forget(plan, _wait)
    print_out("\n".join(_lines(plan, is_applied=is_applied)))
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
    if due:
        print_out("\n".join(_due_line(one) for one in due))
    _say_unseen(places, here)
    told = say(f"{on}：过了保存期限的有 {len(due)} 项。", f"{on}: {len(due)} past their last day.")
    print(told, file=sys.stderr)
    return _PAST if due else 0


def _one_subject(subject: ForgottenSubject) -> None:
    named = [one for one in (subject.brand, subject.shop) if one]
    if len(named) > 1 or not (named or subject.provider):
        raise UsageError(
            "say who: --provider ID, --brand NAME or --shop ID; the last two may bear --provider",
            "请说明删谁：--provider、--brand、--shop 三选一；后两个可再加 --provider",
        )


def _wait() -> None:
    print(say("发件箱正被占用，等待中……", "waiting for the outbox …"), file=sys.stderr)


def _lines(plan: ForgetPlan, *, is_applied: bool) -> Iterator[str]:
    for one in plan.items:
        yield printable(_line(one, is_applied=is_applied))
    if not plan.items:
        yield say("没有查到。", "Nothing is held.")
    for history in plan.history:
        yield ""
        yield from (printable(line) for line in _history(history))


def _line(one: HeldItem, *, is_applied: bool) -> str:
    said = f"{_done(one, is_applied=is_applied)} · {_KINDS[one.kind]} · {one.since} · {one.path}"
    if one.letters:
        said += f" #{min(one.letters)}"
    if one.action == "keep":
        until = one.until or say("不限期", "without end")
        return f"{said} · {say(f'须保存至 {until}', f'kept until {until}')}: {one.why}"
    return f"{said} · {_LOOK[one.why]}" if one.action == "look" else said


def _done(one: HeldItem, *, is_applied: bool) -> str:
    if one.action == "keep":
        return say("保留", "kept")
    if one.action == "look":
        return say("请看", "look")
    if one.action == "remove":
        return say("已删除", "removed") if is_applied else say("删除", "remove")
    count = say(f"（{one.places} 处）", f" ({one.places})")
    return (say("已改写", "redacted") if is_applied else say("改写", "redact")) + count


def _due_line(one: HeldItem) -> str:
    number = f" #{min(one.letters)}" if one.letters else ""
    last = say(f"到 {one.until} 为止", f"until {one.until}")
    return printable(f"{_KINDS[one.kind]} · {one.since} · {last} · {one.path}{number}")


def _history(held: HeldHistory) -> Iterator[str]:
    if held.problem is not None:
        yield held.problem.finding.message(TALK)
        return
    first, last = held.commits[-1].day, held.commits[0].day
    yield say(
        f"git 历史 {held.top}：{len(held.commits)} 个提交（{first} 至 {last}）里还有。",
        f"git history of {held.top}: {len(held.commits)} commits ({first} to {last}) still hold"
        " it.",
    )
    yield from (f"  {one.oid[:12]} {one.day}" for one in held.commits[:_COMMITS])
    yield from _more(len(held.commits) - _COMMITS)
    yield from (f"  {one}" for one in held.paths[:_PATHS])
    yield from _more(len(held.paths) - _PATHS)
    yield say(
        "要从历史里删去：先提交这次的改动，另外克隆一份，在那一份里运行"
        "（git-filter-repo 须另装）：",
        "To take it out of the history, commit this change, make a fresh clone and run there"
        " (git-filter-repo is installed apart):",
    )
    yield from (f"  {one}" for one in held.commands)
    if held.terms:
        yield say(
            "其中 forget.txt 的内容如下；写到它的整行都会清空，运行前请看一遍会碰到哪些文件：",
            "with this in forget.txt; every line that names it becomes empty, so see first which"
            " files that hits:",
        )
        yield from (f"  {one}" for one in held.expressions)
    yield say(
        "然后强制推送，并请每个有克隆的人重新克隆；托管方的缓存和合并请求也要请其清理。",
        "Then force-push, have everybody clone anew, and ask whoever hosts it to clear caches and"
        " pull requests.",
    )


def _more(count: int) -> Iterator[str]:
    if count > 0:
        yield say(f"  ……另有 {count} 个", f"  … and {count} more")


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
