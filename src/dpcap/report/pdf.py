"""The PDF report: what the HTML page shows, in the same order, set on A4 by Typst."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from dpcap.report.context import PageContext
from dpcap.report.data import attached
from dpcap.report.fonts import page_family
from dpcap.report.palette import paper
from dpcap.report.sanitize import plain
from dpcap.report.typesetting import typeset_pdf
from dpcap.report.typst_data import places, prepared
from dpcap.report.view import view


def render_pdf(ctx: PageContext) -> bytes:
    """The report of *ctx* as a tagged PDF (PDF/UA-1), its data and seal attached.

    The same bytes for the same profile, fonts and version of Typst. Nothing is loaded from
    outside. Characters that no font of this machine has are shown as 〓. Raises MissingError if
    Typst or a font for Chinese is not there.
    """
    family = page_family()
    on_paper = replace(ctx, palette=paper(family))
    return typeset_pdf("report.typ", pdf_data(on_paper, family), attached(ctx))


def pdf_data(ctx: PageContext, family: str) -> str:
    """All that the template is given, as JSON: what it was made from need not be kept."""
    report = prepared(view(ctx))
    shown = {
        "r": report,
        "places": dict.fromkeys(places(report["sections"]), True),
        "t": prepared(ctx.words.tree),
        "lang": ctx.language,
        "short": ctx.pages == "short",
        "font": family,
        "about": _about(ctx),
    }
    return json.dumps(shown, ensure_ascii=False)


def _about(ctx: PageContext) -> dict[str, Any]:
    """What the file says of itself: in lists of files and in searches."""
    profile, report = ctx.profile, view(ctx)
    day = profile.as_of
    return {
        "title": f"{report.name} · {report.title}",
        "author": profile.review.issuer or ctx.text(ctx.framework.title),
        "subject": plain(f"{report.audience} · {report.page.conclusion.first}"),
        "keywords": [
            report.title,
            plain(report.page.who.role),
            f"{profile.framework.id} {profile.framework.version}",
        ],
        "date": [day.year, day.month, day.day],
        "files": ctx.say("page.data"),
    }
