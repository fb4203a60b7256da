"""Answers, facts and proof in words."""

from __future__ import annotations

from dpcap.model.acceptance import awaits_acceptance
from dpcap.model.assessment import Fact, Value
from dpcap.model.facts import FactSpec
from dpcap.model.framework import DECLARED
from dpcap.model.indicator import Indicator
from dpcap.model.profile import EvidenceEntry
from dpcap.model.trace import IndicatorNode
from dpcap.report import figures
from dpcap.report.context import PageContext
from dpcap.report.redact_parts import UNNAMED
from dpcap.report.sanitize import clean, own
from dpcap.report.scale_words import joined, scale_words

VERIFIED = "verified"


def answer_words(ctx: PageContext, node: IndicatorNode) -> str:
    """The answer of *node*: its value in words, or its state."""
    if node.value is None:
        return _without_value(ctx, node)
    spec = ctx.specs.get(node.id)
    return value_words(ctx, spec, node.value) if spec else own(str(node.value))


def _without_value(ctx: PageContext, node: IndicatorNode) -> str:
    if node.state == "not_applicable" and node.reason:
        reason = ctx.framework.reasons.get(node.reason)
        return ctx.say(
            "state.not_applicable_because", reason=ctx.text(reason) if reason else own(node.reason)
        )
    if node.state == "not_applicable" and node.scope:
        return ctx.say("state.scope_unproved")
    if node.state == "answered":
        asked = [row for row in node.shops if not row.out]
        given = sum(row.valid for row in asked)
        other = _is_otherwise_joined(ctx, node)
        if given < len(asked):
            key = "shops.lacking_other" if other else "shops.lacking"
            return ctx.say(key, n=given, of=len(asked))
        return ctx.say("shops.mixed_other" if other else "shops.mixed")
    return ctx.say(f"state.{node.state}")


def _is_otherwise_joined(ctx: PageContext, node: IndicatorNode) -> bool:
    """Whether the figure of all shops is no median."""
    spec = ctx.specs.get(node.id)
    return spec is not None and spec.across in ("min", "mean")


def value_words(ctx: PageContext, spec: Indicator, value: Value) -> str:
    """*value* on the scale of *spec*; a value that does not fit the scale is shown as written."""
    if value == UNNAMED:
        return ctx.say("facts.withheld")
    return scale_words(spec.scale).value(ctx, value) or own(str(value))


def fact_words(ctx: PageContext, spec: FactSpec | None, fact: Fact) -> str:
    """The value of a fact in words."""
    value = fact.value
    if isinstance(value, bool):
        return ctx.say("common.true" if value else "common.false")
    unit = ctx.text(spec.unit) if spec and spec.unit else ""
    if isinstance(value, int | float):
        return joined(figures.written(value), unit)
    options = spec.options if spec else {}
    items = [value] if isinstance(value, str) else list(value)
    said = ctx.listed([ctx.text(options[i]) if i in options else own(i) for i in items])
    return joined(said, unit) if spec and spec.kind == "number" else said


def envelope_words(ctx: PageContext, field: str, value: str) -> str:
    """One field of an envelope: the framework's title for the value, else as written."""
    vocabulary = ctx.framework.envelope.get(field)
    title = vocabulary.values.get(value) if vocabulary else None
    return ctx.text(title) if title else own(value)


def proof_words(ctx: PageContext, node: IndicatorNode) -> str:
    """What backs *node*: the best kind that counts, else why nothing does."""
    if node.state != "answered":
        return ctx.say(f"state.{node.state}")
    spec = ctx.specs.get(node.id)
    if spec and spec.evidence == "none_needed":
        return ctx.say("proof.none_needed")
    kinds = counting_kinds(node)
    if kinds:
        return ctx.listed([counting_words(ctx, node, kind) for kind in kinds])
    return lacking_words(ctx, node)


def counting_kinds(node: IndicatorNode) -> list[str]:
    """The kinds of proof that count for *node*: its best one, or those of its shops."""
    if node.kind and node.kind != DECLARED:
        return [node.kind]
    kinds = (row.kind for row in node.shops if row.valid and row.kind != DECLARED)
    return list(dict.fromkeys(kinds))


def kind_words(ctx: PageContext, kind: str) -> str:
    """The title of a kind of proof."""
    if kind == VERIFIED:
        return ctx.say("proof.verified")
    title = ctx.framework.proof_titles.get(kind)
    return ctx.text(title) if title else clean(kind)


def piece_kind_words(ctx: PageContext, piece: EvidenceEntry) -> str:
    """The title of the kind of *piece*; of an editable file, what it counts as for now."""
    kind = kind_words(ctx, piece.kind)
    if not awaits_acceptance(ctx.framework, piece):
        return kind
    counted = kind_words(ctx, piece.counts_as or piece.kind)
    return ctx.say("proof.editable_piece", kind=kind, counted=counted)


def counting_words(ctx: PageContext, node: IndicatorNode, kind: str) -> str:
    """The title of a *kind* that counts for *node*, or that only editable files count as it."""
    pieces = [ctx.pieces[name] for name in evidence_of(node) if name in ctx.pieces]
    counting = [piece for piece in pieces if piece.state == "counts"]
    if any(piece.kind == kind for piece in counting):
        return kind_words(ctx, kind)
    waiting = ctx.framework.until_confirmed
    for piece in counting:
        if awaits_acceptance(ctx.framework, piece) and kind in waiting[piece.kind].lesser:
            return ctx.say("proof.editable")
    return kind_words(ctx, kind)


def lacking_words(ctx: PageContext, node: IndicatorNode) -> str:
    """Why nothing but the provider's word counts for *node*."""
    for name in evidence_of(node):
        piece = ctx.pieces.get(name)
        if piece and piece.state not in {"counts", "unused"}:
            return state_words(ctx, piece)
    return ctx.say("proof.none")


def state_words(ctx: PageContext, piece: EvidenceEntry) -> str:
    """Whether *piece* counts, or why not."""
    waits = piece.state == "wrong_kind" and awaits_acceptance(ctx.framework, piece)
    return ctx.say("piece.editable" if waits else f"piece.{piece.state}")


def evidence_of(node: IndicatorNode) -> tuple[str, ...]:
    """The evidence ids of *node* and its shops, each once, in order."""
    named = dict.fromkeys(node.evidence)
    for row in node.shops:
        named |= dict.fromkeys(row.evidence)
    return tuple(named)


def missing_words(ctx: PageContext, node: IndicatorNode) -> str | None:
    """What keeps *node* from proving more, in a few words; None if nothing does."""
    if node.state in {"missing", "unknown"}:
        return ctx.say(f"state.{node.state}")
    if node.state != "answered" or node.claimed is None or node.proved is None:
        return None
    if node.proved + figures.TOLERANCE >= node.claimed:
        return None
    kinds = counting_kinds(node)
    if not kinds:
        return lacking_words(ctx, node)
    if any(row.valid and row.kind == DECLARED for row in node.shops):
        return ctx.say("proof.some_shops")
    told = ctx.listed([counting_words(ctx, node, kind) for kind in kinds])
    return ctx.say("proof.only", kind=told)
