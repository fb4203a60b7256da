"""How a plan goes, as ready strings, and the page and the Markdown that are made of them."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.base import Language
from dpcap.report.charts import Chart
from dpcap.report.html import html_page
from dpcap.report.markdown import markdown_page
from dpcap.report.paths import own_reports


class PlanTable(NamedTuple):
    """A table; `whole`: columns that are not broken.

    `bad`: rows to look at. `least`: the columns that a terminal has room for; none: all.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    whole: frozenset[int] = frozenset()
    bad: frozenset[int] = frozenset()
    least: tuple[int, ...] = ()

    @property
    def narrow(self) -> PlanTable:
        """The table of the columns in `least`."""
        kept = self.least or tuple(range(len(self.heads)))
        return PlanTable(
            tuple(self.heads[at] for at in kept),
            tuple(tuple(row[at] for at in kept) for row in self.rows),
            frozenset(place for place, at in enumerate(kept) if at in self.whole),
            self.bad,
        )


class PlanView(NamedTuple):
    """The whole page. `chart`: None where there is nothing to draw."""

    language: Language
    title: str
    strip: tuple[str, ...]
    value: str
    warnings_head: str
    warnings: tuple[str, ...]
    goals_head: str
    goals: PlanTable
    rule: str
    milestones_head: str
    milestones: PlanTable
    flywheel_head: str
    flywheel_lines: tuple[str, ...]
    chart: Chart | None


def plan_html(view: PlanView) -> str:
    """*view* as one page that needs nothing beside it."""
    from markupsafe import Markup  # noqa: PLC0415 - only pages need it

    chart = Markup(view.chart) if view.chart else None  # noqa: S704 - its texts are escaped
    return html_page("plan.html.j2", own_reports(), p=view, chart=chart)


def plan_markdown(view: PlanView) -> str:
    """*view* as Markdown."""
    return markdown_page("plan.md.j2", own_reports(), p=view)
