"""Whether new and changed rules are announced early enough before their first day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from dpcap.model.gate import Gate, Gates
from dpcap.model.whatif import RuleNotice

# E-Commerce Law of the PRC (《电子商务法》), article 34: 修改内容应当至少在实施前七日予以公示.
# The sentence as quoted before articles 35 to 38 at flyzzx.com/article/280311.html; the law's dates
# at appinchina.co, "E-commerce Law of the People's Republic of China". The official text was not
# at hand.
LEGAL_NOTICE_DAYS = 7


class NoticeCount(NamedTuple):
    """How many days lie between two days, and what that comes to."""

    state: Literal["enough", "short", "untold", "undated"]
    days: int | None
    announce_by: date | None


def rule_notices(before: Gates | None, after: Gates | None) -> tuple[RuleNotice, ...]:
    """The versions of rules that *after* has and *before* has not, each with its notice.

    A version that is off needs none.
    """
    if after is None:
        return ()
    needed = LEGAL_NOTICE_DAYS if after.notice_days is None else after.notice_days
    known = before.rules if before else {}
    return tuple(
        _notice(name, version, needed)
        for name, rule in after.rules.items()
        for version in _unknown(known.get(name), rule)
        if version.severity != "off"
    )


def notice_count(since: date | None, announced: date | None, needed: int) -> NoticeCount:
    """How a version that begins on *since* and is *announced* on a day stands to *needed* days."""
    if since is None:
        return NoticeCount("undated", None, None)
    by = since - timedelta(days=needed)
    if announced is None:
        return NoticeCount("untold", None, by)
    days = (since - announced).days
    return NoticeCount("enough" if days >= needed else "short", days, by)


def _unknown(old: Gate | None, new: Gate) -> Iterator[Gate]:
    """The versions of *new* that *old* does not have in the very same words."""
    had = [_content(one) for one in old.each] if old else []
    return (one for one in new.each if _content(one) not in had)


def _content(version: Gate) -> dict[str, Any]:
    """What makes a version of a rule another one.

    Not when it is told, nor where it is written, nor its last day: what it ends for is another one.
    """
    told = {"warn_from", "clause", "source", "message", "until", "versions"}
    return version.model_dump(exclude=told)


def _notice(name: str, version: Gate, needed: int) -> RuleNotice:
    found = notice_count(version.from_, version.warn_from, needed)
    return RuleNotice(
        rule=name,
        since=version.from_,
        announced=version.warn_from,
        days=found.days,
        needed=needed,
        state=found.state,
        announce_by=found.announce_by,
    )
