"""What somebody typed, held to the limits of the files it goes into."""

from __future__ import annotations

from dpcap.errors import UsageError


def bounded(option: str, text: str, limit: int) -> str:
    """*text*, given with *option*. Raises UsageError if it has more than *limit* characters."""
    if len(text) > limit:
        raise UsageError(
            f"{option} has {len(text)} characters, {limit} is the most",
            f"{option} 有 {len(text)} 个字，最多 {limit} 个",
        )
    return text
