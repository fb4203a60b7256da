"""The list of what is still to collect, laid out for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from dpcap.cli.findings import printable
from dpcap.intake.todo import NO_SHOPS, PENDING
from dpcap.intake.wording import Book, TwoLanguages
from dpcap.model.base import Language
from dpcap.text_width import short, width, wrap

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
    "shop": TwoLanguages("缺这$part_n$part_short的数字", "this $part's figure is missing"),
    "reason": TwoLanguages("“不适用”请写明原因", "N/A: say why in a note"),
    "renew": TwoLanguages("证据已过期，请更新", "proof has lapsed: renew it"),
    "proof": TwoLanguages("没有证据", "no proof"),
    "critical": TwoLanguages("红线项", "critical"),
    NO_SHOPS: TwoLanguages(
        "按$part填写，而 provider.yaml 还没有登记$part",
        "asked per $part, and provider.yaml lists none yet",
    ),
    PENDING: TwoLanguages(
        "抽签待定：再任填 {count} $part_n$part_short的数字",
        "draw pending: figures of any {count} more $parts",
    ),
    "pending": TwoLanguages(
        "抽签待定：绑定 {number} $part_n$part_short，每项任填 {rows} $part_n或更多，"
        "$part指标证据封顶 {cap}。",
        "Draw pending: {number} $parts are bound; give each figure of any {rows} or more,"
        " what $part figures prove is capped at {cap}.",
    ),
    "screen": TwoLanguages("看 {screen}", "see {screen}"),
}


def page(
    groups: tuple[TodoGroup, ...],
    framework: Framework,
    profile: Profile,
    language: Language,
    columns: int,
) -> str:
    """The whole list in lines of at most *columns* columns."""
    say = partial(Book(_WORDS).say, language=language, wording=framework.wording)
    name = printable(profile.provider.name.say(language))
    count = sum(len(group.rows) for group in groups)
    open_scopes = _scopes(profile, framework, language, columns)
    if not count:
        return "\n".join([say("done", name=name), *open_scopes])
    minutes = _short(sum(group.minutes for group in groups))
    lines = wrap(say("head", name=name, count=count, minutes=minutes), columns)
    if profile.shops.draw == "pending":
        number, rows = len(profile.provider.shops), profile.shops.rows
        cap = _short(framework.method.own_draw_cap)
        lines += ["", *wrap(say("pending", number=number, rows=rows, cap=cap), columns)]
    lines += open_scopes
    for group in groups:
        title = group.title.say(language) if group.title else group.key or say("no_screen")
        head = say("group", title=title, count=len(group.rows), minutes=_short(group.minutes))
        lines += ["", *wrap(head, columns), "─" * columns]
        for row in group.rows:
            where = _where(row, group, framework, language, say)
            lines += _row(row, where, framework, profile, language, columns, say)
    return "\n".join(lines)


def _scopes(profile: Profile, framework: Framework, language: Language, columns: int) -> list[str]:
    """What is still to be said or proved of the scopes, a paragraph each."""
    told = [one for one in profile.findings if one.code in _SCOPE_CODES]
    texts = (one.message(language, framework.wording) for one in told)
    return [line for text in texts for line in ("", *wrap(text, columns))]


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
    columns: int,
    say: Say,
) -> Iterator[str]:
    """The indicator with its minutes, and under it what is missing and where to look."""
    title = framework.by_id[row.node].title.say(language)
    if row.critical:
        title += f" [{say('critical')}]"
    shops = {shop.id: shop.name for shop in profile.provider.shops}
    if row.shop:
        title += f" · {printable(shops.get(row.shop, row.shop))}"
    room = columns - _ID - _MINUTES - _GAP
    shown = short(title, room)
    minutes = say("minutes", minutes=_short(row.minutes))
    pad = " " * (columns - _ID - width(shown) - width(minutes))
    yield f"{row.node:<{_ID}}{shown}{pad}{minutes}"
    own = row.code in (NO_SHOPS, PENDING)
    why = say(row.code if row.code and own else row.need, count=row.count)
    if row.code and not own:
        why += f" ({row.code})"
    if where:
        why += f" · {where}"
    yield from wrap(why, columns, first=" " * _ID)


def _short(minutes: float) -> str:
    return f"{minutes:g}"
