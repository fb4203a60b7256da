"""The evidence register."""

from __future__ import annotations

from dpcap.model.profile import EvidenceEntry
from dpcap.report.answers import kind_words
from dpcap.report.context import PageContext
from dpcap.report.details_view import DetailRow, DetailTable
from dpcap.report.sanitize import clean, own
from dpcap.report.tables import folded, heads


def evidence_table(ctx: PageContext) -> DetailTable:
    """The register: kind, file, date, validity, hash, what it backs, whether it was reviewed."""
    columns = ["id", "kind", "captured", "valid", "state", "backs", "reviewed"]
    if ctx.audience.files:
        columns.insert(2, "file")
        columns.insert(6, "hash")
    pieces = ctx.profile.evidence
    rows = tuple(_evidence_row(ctx, piece) for piece in pieces)
    head = heads(ctx, "evidence", *columns)
    style = "wide k1 k4 k5 k6" if ctx.audience.files else "wide k1 k3 k4 k5"
    return folded(
        ctx, DetailTable("evidence-table", ctx.say("evidence.caption"), head, rows, style)
    )


def _evidence_row(ctx: PageContext, piece: EvidenceEntry) -> DetailRow:
    ruling = ctx.say("evidence.unreviewed")
    if piece.ruling is not None:
        ruling = ctx.say(
            "evidence.ruled",
            ruling=ctx.say(f"ruling.{piece.ruling.ruling}"),
            by=own(piece.ruling.by),
            on=str(piece.ruling.on),
        )
        if ctx.audience.files and piece.ruling.ruling == "refused":
            ruling += ctx.say("evidence.because", reason=own(piece.ruling.reason))
    dash = "–"
    cells = [
        kind_words(ctx, piece.kind),
        str(piece.captured_on) if piece.captured_on else ctx.say("common.not_provided"),
        str(piece.valid_until) if piece.valid_until else dash,
        ctx.say(f"piece.{piece.state}"),
        ctx.say("common.blank").join(piece.used_by) or dash,
        ruling,
    ]
    if ctx.audience.files:
        cells.insert(1, own(piece.file or piece.url or "") or dash)
        cells.insert(5, piece.sha256[:8] if piece.sha256 else dash)
    return DetailRow(clean(piece.id), tuple(cells))
