"""What is held of somebody as lines of text, and what git's history still holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dpcap.cli.language import TALK, say
from dpcap.model.retention import KeptKind
from dpcap.report.sanitize import printable
from dpcap.workflow.forget import ELSEWHERE
from dpcap.workflow.forget_folder import CHAINED, OPAQUE, STUCK

if TYPE_CHECKING:
    from dpcap.cli.forget_formats import ForgetPage
    from dpcap.workflow.forget_history import HeldHistory
    from dpcap.workflow.held_item import HeldItem

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


def forget_text(page: ForgetPage) -> str:
    """*page* as lines, none of which ends the last one."""
    return "\n".join(_lines(page))


def _lines(page: ForgetPage) -> Iterator[str]:
    for one in page.items:
        yield _due_line(one) if page.is_due else printable(_line(one, is_applied=page.is_applied))
    if not page.items and not page.is_due:
        yield say("没有查到。", "Nothing is held.")
    for history in page.history:
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
