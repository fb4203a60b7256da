"""Whatever somebody may do to a piece of JSON: for tests of what reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

Path = tuple[str | int, ...]
STRANGE: tuple[Any, ...] = (
    None,
    True,
    "",
    "zz",
    "../../zz",
    "2026-13-45",
    "\ud7ff\U0001f600<!--",
    "x" * 5000,
    0,
    -1,
    5,
    -0.5,
    1e-320,
    1e308,
    10**40,
    [],
    [None],
    ["zz"],
    {},
    {"zz": 1},
)


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every value inside *value*."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inside:
        yield (*path, key)
        if isinstance(one, dict | list):
            yield from paths(one, (*path, key))


def mutated(data: Any, random: Random, places: list[Path] | None = None) -> Any:
    """*data* with one thing changed, taken out, put twice or called otherwise."""
    changed = json.loads(json.dumps(data))
    *above, last = random.choice(places or list(paths(data)))
    holder = changed
    for step in above:
        holder = holder[step]
    how = random.randrange(6)
    if how == 0:
        del holder[last]
    elif how == 1 and isinstance(holder, list):
        holder.insert(last, holder[last])
    elif how == 1:
        holder["zz"] = holder.pop(last)
    elif how == 2 and isinstance(holder[last], int | float) and not isinstance(holder[last], bool):
        holder[last] = holder[last] * random.choice((-1, 1000, 1e-9, 1e300))
    elif how == 3 and isinstance(holder[last], str):
        holder[last] += "z"
    else:
        holder[last] = random.choice(STRANGE)
    return changed
