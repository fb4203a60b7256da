"""The formats of the course of a plan, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dpcap.report.registry import FormatRegistry, OutputFormat, PageSetup

if TYPE_CHECKING:
    from dpcap.report.plan.tracked_plan import TrackedPlan

PLAN_TRACK = "plan track"


def _text(found: TrackedPlan, setup: PageSetup) -> str:
    from dpcap.report.plan.terminal import plan_terminal  # noqa: PLC0415 - nor for help
    from dpcap.report.plan.view import plan_view  # noqa: PLC0415 - not for --help

    return plan_terminal(plan_view(found, setup.language), setup.columns, colour=setup.colour)


def _json(found: TrackedPlan, _: PageSetup) -> str:
    from dpcap.report.plan.data import plan_json  # noqa: PLC0415

    return plan_json(found)


def _markdown(found: TrackedPlan, setup: PageSetup) -> str:
    from dpcap.report.plan.page import plan_markdown  # noqa: PLC0415 - Jinja only where it is used
    from dpcap.report.plan.view import plan_view  # noqa: PLC0415

    return plan_markdown(plan_view(found, setup.language))


def _html(found: TrackedPlan, setup: PageSetup) -> str:
    from dpcap.report.plan.page import plan_html  # noqa: PLC0415
    from dpcap.report.plan.view import plan_view  # noqa: PLC0415

    return plan_html(plan_view(found, setup.language))


PLAN_FORMATS: FormatRegistry[Callable[[TrackedPlan, PageSetup], str]] = FormatRegistry(
    OutputFormat("text", _text, (PLAN_TRACK,), default_of=(PLAN_TRACK,)),
    OutputFormat("json", _json, (PLAN_TRACK,)),
    OutputFormat("md", _markdown, (PLAN_TRACK,)),
    OutputFormat("html", _html, (PLAN_TRACK,)),
)
