"""What is typed on the command line, held to the limits of the files it goes into."""

from __future__ import annotations

from dpcap.cli.language import say
from dpcap.errors import UsageError


def bounded(option: str, text: str, limit: int) -> str:
    """*text*, given with *option*. Raises UsageError if it has more than *limit* characters."""
    if len(text) > limit:
        zh = f"{option} 有 {len(text)} 个字，最多 {limit} 个"
        raise UsageError(say(zh, f"{option} has {len(text)} characters, {limit} is the most"))
    return text
