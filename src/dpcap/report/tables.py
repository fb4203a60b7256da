"""What all tables share: heads in our words, and rows that fold away."""

from __future__ import annotations

from dpcap.report.context import PageContext
from dpcap.report.details_view import DetailTable

_SHOWN, _WORTH_FOLDING = 12, 6


def heads(ctx: PageContext, table: str, *columns: str) -> tuple[str, ...]:
    """The heads of *table*, in our words."""
    return tuple(ctx.say(f"{table}.{column}") for column in columns)


def folded(ctx: PageContext, table: DetailTable) -> DetailTable:
    """*table* with its later rows folded away if there are many."""
    hidden = table.rows[_SHOWN:]
    if len(hidden) < _WORTH_FOLDING:
        return table
    more = ctx.say("common.more", n=len(hidden))
    return table._replace(rows=table.rows[:_SHOWN], rest=hidden, more=more)
