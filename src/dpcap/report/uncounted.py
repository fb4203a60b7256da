"""What did not count: each piece or answer, why, and what its provider can do until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dpcap.model.decision import DAYS_TO_MEET, DecisionCondition
from dpcap.model.profile import EvidenceEntry
from dpcap.report.answers import kind_words
from dpcap.report.context import PageContext
from dpcap.report.lay_words import piece_name
from dpcap.report.sanitize import clean, own
from dpcap.text_width import short

# How a finding on one indicator's proof says that a piece does not count for it.
_STATES = {
    "DP344": "lapsed",
    "DP345": "undated",
    "DP346": "future",
    "DP347": "wrong_kind",
    "DP492": "wrong_kind",
    "DP904": "editable",
    "DP451": "refused",
}
# Findings of which the table of what did not count, or of what is contested, says all.
TOLD = frozenset((*_STATES, "DP562", "DP341", "DP342", "DP343", "DP371"))
_SILENT = frozenset(("counts", "unused"))
_REASON, _NODES = 120, 4


class UncountedEntry(NamedTuple):
    """A piece of evidence (or an answer refused), what it was to back, why not, what to do."""

    name: str
    backs: str
    why: str
    act: str


def uncounted(ctx: PageContext) -> tuple[UncountedEntry, ...]:
    """All that did not count, for whoever may see the provider's own files."""
    if not ctx.audience.files:
        return ()
    return (*_answers(ctx), *_pieces(ctx))


def answer_by(ctx: PageContext) -> date:
    """Until when it may be answered, as far as a report can tell.

    The first day on which an open condition of the decision falls due, else 30 days from the day
    on which proof was held to.
    """
    decision, day = ctx.standing.decision if ctx.standing else None, ctx.profile.as_of
    return first_due(decision.conditions if decision else (), day) or day + timedelta(DAYS_TO_MEET)


def first_due(conditions: tuple[DecisionCondition, ...], day: date) -> date | None:
    """The first day from *day* on, on which one of *conditions* that is open falls due."""
    days = (one.due_on for one in conditions if one.met_on is None and one.due_on >= day)
    return min(days, default=None)


def _answers(ctx: PageContext) -> Iterator[UncountedEntry]:
    """Answers that a reviewer refused on the spot."""
    for node in ctx.nodes.values():
        if node.review is not None and node.review.ruling == "refused":
            why = ctx.say("uncounted.why.refused", reason=_own(node.review.reason))
            act = ctx.say("uncounted.act.refused")
            yield UncountedEntry(_indicator(ctx, node.id), "", why, act)


def _pieces(ctx: PageContext) -> Iterator[UncountedEntry]:
    found = _by_finding(ctx)
    for piece in ctx.profile.evidence:
        each = found.get(piece.id, {})
        if not each and piece.used_by and piece.state not in _SILENT:
            each = {piece.state: list(piece.used_by)}
        for state, nodes in each.items():
            yield UncountedEntry(
                piece_name(ctx, piece),
                _backed(ctx, nodes),
                _why(ctx, piece, state, nodes),
                _act(ctx, state, nodes),
            )


def _by_finding(ctx: PageContext) -> dict[str, dict[str, list[str]]]:
    """Piece → why it does not count → the indicators for which it does not, each once."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in ctx.profile.findings:
        if one.code in _STATES and one.node is not None:
            states = found.setdefault(str(one.params.get("evidence")), {})
            nodes = states.setdefault(_STATES[one.code], [])
            if one.node not in nodes:
                nodes.append(one.node)
    return found


def _indicator(ctx: PageContext, node: str) -> str:
    """What an indicator is called; whoever reviews finds it by its id."""
    title = ctx.title(node)
    return f"{clean(node)} {title}" if ctx.is_reviewed_by_reader else title


def _backed(ctx: PageContext, nodes: list[str]) -> str:
    shown = ctx.listed([_indicator(ctx, node) for node in nodes[:_NODES]])
    return ctx.say("uncounted.more", nodes=shown) if len(nodes) > _NODES else shown


def _why(ctx: PageContext, piece: EvidenceEntry, state: str, nodes: list[str]) -> str:
    pattern = ctx.words.flat.get(f"uncounted.why.{state}")
    if pattern is None:
        return ctx.say(f"piece.{state}")
    return pattern.format(
        until=_lapsed(ctx, piece, nodes),
        on=str(piece.captured_on),
        kind=kind_words(ctx, piece.kind),
        counted=kind_words(ctx, piece.counts_as or piece.kind),
        reason=_own(_refusal(ctx, piece, nodes)),
    )


def _act(ctx: PageContext, state: str, nodes: list[str]) -> str:
    flat = ctx.words.flat
    pattern = flat.get(f"uncounted.act.{state}") or flat["uncounted.act.other"]
    specs = [ctx.specs[node] for node in nodes if node in ctx.specs]
    kinds = {kind: None for spec in specs if spec.proof for kind in spec.proof.kinds}
    return pattern.format(kinds=ctx.listed([kind_words(ctx, kind) for kind in kinds]))


def _lapsed(ctx: PageContext, piece: EvidenceEntry, nodes: list[str]) -> str:
    """The first day on which the piece ceased to count for one of *nodes*, less one."""
    proofs = [ctx.specs[node].proof for node in nodes if node in ctx.specs]
    spans = [proof.valid_days for proof in proofs if proof and proof.valid_days is not None]
    if piece.captured_on is None or not spans:
        return str(piece.valid_until or "")
    return str(piece.captured_on + timedelta(min(spans)))


def _refusal(ctx: PageContext, piece: EvidenceEntry, nodes: list[str]) -> str:
    """The reason of the ruling that refused the piece, everywhere or for one of *nodes*."""
    if piece.ruling is not None and piece.ruling.ruling == "refused":
        return piece.ruling.reason
    told = (
        str(one.params["reason"])
        for one in ctx.profile.findings
        if one.node in nodes and one.params.get("evidence") == piece.id and "reason" in one.params
    )
    return next(told, "")


def _own(text: str) -> str:
    return own(short(clean(text), _REASON))
