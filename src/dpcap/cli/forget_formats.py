"""How what is held of somebody is printed: one entry a format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dpcap.workflow.forget_history import HeldHistory
    from dpcap.workflow.held_item import HeldItem


class ForgetPage(NamedTuple):
    """What is printed: what is held, and what git's history holds beside it.

    `is_applied`: it has been done. `is_due`: only what is past its last day was asked for.
    """

    items: Sequence[HeldItem]
    history: Sequence[HeldHistory] = ()
    is_applied: bool = False
    is_due: bool = False


def _text(page: ForgetPage) -> str:
    from dpcap.cli.forget_page import forget_text

    return forget_text(page)


def _json(page: ForgetPage) -> str:
    from dpcap.cli.forget_json import forget_json

    return forget_json(page)


FORGET_FORMATS: FormatRegistry[Callable[[ForgetPage], str]] = FormatRegistry(
    OutputFormat("text", _text, ("forget",), default_of=("forget",)),
    OutputFormat("json", _json, ("forget",)),
)
