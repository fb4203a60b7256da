"""The PDF report: the HTML page as WeasyPrint lays it out, the same bytes for the same profile."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpcap.report.context import PageContext
from dpcap.report.data import attached
from dpcap.report.html import render_html
from dpcap.report.pdf_charts import chart_rules
from dpcap.report.pdf_needs import check_letters, import_weasyprint
from dpcap.report.templates import THEME, read_style

if TYPE_CHECKING:
    from weasyprint import Attachment, Document

SHEETS = (THEME, "pdf.css")
_CHART = re.compile(r'<svg class="[^"<>]*"[^<>]*>')
# What printers set where they lack a letter.
_GETA = "〓"


def render_pdf(ctx: PageContext, reports: Path, templates: Path | None = None) -> bytes:
    """The report of *ctx* as a tagged PDF (PDF/UA-1), its data and seal attached.

    Nothing is loaded from outside. Characters that no font of this machine has are shown as 〓.
    Raises MissingError if WeasyPrint, one of its libraries or a font for Chinese is not there.
    """
    import_weasyprint()  # before anything that comes with it
    page = pdf_page(ctx, reports, templates)
    made, lost = _written(ctx, page)
    if lost:
        check_letters(lost)
        made, _ = _written(ctx, page.translate(dict.fromkeys(lost, _GETA)))
    return made


def pdf_page(ctx: PageContext, reports: Path, templates: Path | None = None) -> str:
    """The HTML page that the PDF is made of."""
    page = render_html(ctx, reports, templates, SHEETS)
    rules = chart_rules("".join(read_style(reports, templates, sheet) for sheet in SHEETS))
    return _CHART.sub(lambda found: f"{found[0]}<style>{rules}</style>", page)


def _written(ctx: PageContext, page: str) -> tuple[bytes, set[int]]:
    """*page* as a PDF, and the characters in it for which no font was found."""
    weasyprint = import_weasyprint()
    lost: set[int] = set()

    def look(document: Document, _: object) -> None:
        for font in document.fonts.values():
            lost.update(font.missing)

    made = weasyprint.HTML(string=page, url_fetcher=_refusing(weasyprint)).write_pdf(
        finisher=look,
        attachments=[_attachment(weasyprint, ctx, *file) for file in attached(ctx).items()],
        pdf_variant="pdf/ua-1",
        pdf_identifier=sha256(page.encode()).hexdigest()[:32].encode(),
    )
    return bytes(made), lost


def _refusing(weasyprint: Any) -> Any:  # noqa: ANN401 - the module, and a class of it
    """Fetches no address: neither network nor files. What the page needs it has inside."""
    return weasyprint.urls.URLFetcher(allowed_protocols=("data",))


def _attachment(weasyprint: Any, ctx: PageContext, name: str, text: str) -> Attachment:  # noqa: ANN401
    day = datetime.combine(ctx.profile.as_of, time(), UTC)
    made: Attachment = weasyprint.Attachment(
        file_obj=BytesIO(text.encode()),
        name=name,
        description=ctx.say("page.data"),
        created=day,
        modified=day,
        relationship="Data",
    )
    return made
