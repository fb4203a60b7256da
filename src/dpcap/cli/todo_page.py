"""The list of what is still to collect, laid out for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from dpcap.cli.findings import printable
from dpcap.intake.todo import NO_SHOPS, PENDING
from dpcap.intake.wording import TwoLanguages
from dpcap.intake.wrapping import columns, fit, wrap
from dpcap.model.base import Language

if TYPE_CHECKING:
    from dpcap.intake.todo import TodoGroup, TodoRow
    from dpcap.model.framework import Framework
    from dpcap.model.profile import Profile

_ID, _MINUTES, _GAP = 9, 6, 2
# A scope that is answered no without proof, for some shops so, or not answered.
_SCOPE_CODES = frozenset({"DP173", "DP177", "DP178"})
Say = Callable[..., str]

_WORDS: dict[str, TwoLanguages] = {
    "head": TwoLanguages(
        "{name} · 还要收集 {count} 项，约 {minutes} 分钟",
        "{name} · {count} still to collect, about {minutes} minutes",
    ),
    "done": TwoLanguages("{name} · 没有要收集的了", "{name} · nothing left to collect"),
    "group": TwoLanguages(
        "{title} · {count} 项 · {minutes} 分钟", "{title} · {count} · {minutes} min"
    ),
    "no_screen": TwoLanguages("不在后台页面上", "Not on a screen"),
    "minutes": TwoLanguages("{minutes} 分", "{minutes} min"),
    "answer": TwoLanguages("未答", "to answer"),
    "find_out": TwoLanguages("答了“不清楚”，请查明", "answered “unknown”: find out"),
    "correct": TwoLanguages("答案不计，请改正", "does not count: correct it"),
    "shop": TwoLanguages("缺这家店的数字", "this shop's figure is missing"),
    "reason": TwoLanguages("“不适用”请写明原因", "N/A: say why in a note"),
    "renew": TwoLanguages("证据已过期，请更新", "proof has lapsed: renew it"),
    "proof": TwoLanguages("没有证据", "no proof"),
    "critical": TwoLanguages("红线项", "critical"),
    NO_SHOPS: TwoLanguages(
        "按店铺填写，而 provider.yaml 还没有登记店铺",
        "asked per shop, and provider.yaml lists none yet",
    ),
    PENDING: TwoLanguages(
        "抽签待定：再任填 {count} 家店的数字", "draw pending: figures of any {count} more shops"
    ),
    "pending": TwoLanguages(
        "抽签待定：绑定 {number} 家店，每项任填 {rows} 家或更多，店铺指标举证封顶 {cap}。",
        "Draw pending: {number} shops are bound; give each figure of any {rows} or more,"
        " what shop figures prove is capped at {cap}.",
    ),
    "screen": TwoLanguages("看 {screen}", "see {screen}"),
}


def page(
    groups: tuple[TodoGroup, ...],
    framework: Framework,
    profile: Profile,
    language: Language,
    width: int,
) -> str:
    """The whole list in lines of at most *width* columns."""

    def say(key: str, **fields: str | int) -> str:
        both = _WORDS[key]
        return (both.zh if language == "zh" else both.en).format_map(fields)

    name = printable(profile.provider.name.say(language))
    count = sum(len(group.rows) for group in groups)
    open_scopes = _scopes(profile, language, width)
    if not count:
        return "\n".join([say("done", name=name), *open_scopes])
    minutes = _short(sum(group.minutes for group in groups))
    lines = wrap(say("head", name=name, count=count, minutes=minutes), width)
    if profile.shops.draw == "pending":
        number, rows = len(profile.provider.shops), profile.shops.rows
        cap = _short(framework.method.own_draw_cap)
        lines += ["", *wrap(say("pending", number=number, rows=rows, cap=cap), width)]
    lines += open_scopes
    for group in groups:
        title = group.title.say(language) if group.title else group.key or say("no_screen")
        head = say("group", title=title, count=len(group.rows), minutes=_short(group.minutes))
        lines += ["", *wrap(head, width), "─" * width]
        for row in group.rows:
            where = _where(row, group, framework, language, say)
            lines += _row(row, where, framework, profile, language, width, say)
    return "\n".join(lines)


def _scopes(profile: Profile, language: Language, width: int) -> list[str]:
    """What is still to be said or proved of the scopes, a paragraph each."""
    told = [one.message(language) for one in profile.findings if one.code in _SCOPE_CODES]
    return [line for text in told for line in ("", *wrap(text, width))]


def _where(
    row: TodoRow, group: TodoGroup, framework: Framework, language: Language, say: Say
) -> str:
    """Where to look; in a screen's own group, whom to ask."""
    if group.key != row.asked_of:
        title = framework.people.get(row.asked_of)
        return title.say(language) if title else row.asked_of
    return say("screen", screen=row.screen.say(language)) if row.screen else ""


def _row(
    row: TodoRow,
    where: str,
    framework: Framework,
    profile: Profile,
    language: Language,
    width: int,
    say: Say,
) -> Iterator[str]:
    """The indicator with its minutes, and under it what is missing and where to look."""
    title = framework.by_id[row.node].title.say(language)
    if row.critical:
        title += f" [{say('critical')}]"
    shops = {shop.id: shop.name for shop in profile.provider.shops}
    if row.shop:
        title += f" · {printable(shops.get(row.shop, row.shop))}"
    room = width - _ID - _MINUTES - _GAP
    shown = fit(title, room)
    minutes = say("minutes", minutes=_short(row.minutes))
    pad = " " * (width - _ID - columns(shown) - columns(minutes))
    yield f"{row.node:<{_ID}}{shown}{pad}{minutes}"
    own = row.code in (NO_SHOPS, PENDING)
    why = say(row.code if row.code and own else row.need, count=row.count)
    if row.code and not own:
        why += f" ({row.code})"
    if where:
        why += f" · {where}"
    yield from wrap(why, width, first=" " * _ID)


def _short(minutes: float) -> str:
    return f"{minutes:g}"
