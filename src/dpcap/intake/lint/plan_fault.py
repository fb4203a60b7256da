"""What a rule of plans found: its code, its place, what fills its message."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.finding import KeyPath
from dpcap.model.two_languages import Params


class PlanFault(NamedTuple):
    """What is wrong at *path* of the plan; `params` fill the message of `code`."""

    code: str
    path: KeyPath
    params: Params
