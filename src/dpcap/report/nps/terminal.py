"""What waves and brands say, in a terminal."""

from __future__ import annotations

from dpcap.report.lines import BAD, SOFT, STRONG, TerminalPage, Words
from dpcap.report.nps.page import NpsView
from dpcap.report.sanitize import plain
from dpcap.report.table_terminal import text_table


def nps_terminal(view: NpsView, columns: int, *, colour: bool) -> str:
    """*view* as text, *columns* wide, without its chart."""
    out = TerminalPage(columns, colour=colour)
    out.panel(Words(view.title, STRONG), Words(" · ".join(view.strip), SOFT))
    for said in view.alerts:
        out.item("!", plain(said), BAD)
    for one in view.sections:
        out.heading(one.title)
        for line in one.lines:
            out.line(plain(line))
        for caption, table in one.tables:
            if caption:
                out.line(plain(caption), STRONG)
            rows = tuple(tuple(map(plain, row)) for row in table.rows)
            out.add(text_table(table._replace(rows=rows)))
    out.blank()
    for said in view.foot:
        out.line(said, SOFT)
    return out.text
