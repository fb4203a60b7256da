"""What a move puts in place, and the case as it stands once it is done.

What a move is said to gain is worked out from this, so that whoever does it gains just that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from dpcap.model.assessment import Answer, Evidence, Reply, ShopRow, Value
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.period import last_period
from dpcap.model.plan import Move, MoveKind
from dpcap.model.scale import Figure, Numeric
from dpcap.model.trace import ShopScore
from dpcap.model.unchecked import trusted
from dpcap.scoring.case import Case
from dpcap.scoring.compiled_indicator import CompiledIndicator, compiled_indicators
from dpcap.scoring.evidence import new_caps
from dpcap.scoring.evidence_cap import EvidenceCaps, cap_of
from dpcap.scoring.indicator_result import IndicatorResult, evaluate_reply
from dpcap.scoring.normalise import TOLERANCE
from dpcap.scoring.peer_figures import held_peers
from dpcap.scoring.plausibility import PERIOD
from dpcap.scoring.scale_scoring import scale_scoring
from dpcap.scoring.scale_steps import at_ratio, within
from dpcap.scoring.shops import evaluate_shops


def envelope_of(
    case: Case, indicator: Indicator, like: Iterable[Reply]
) -> Callable[[Reply], dict[str, str]]:
    """What gives a reply its envelope once its figure is measured anew before the day of *case*.

    What it lacks is taken from the replies *like* it, else it is the first that is allowed.
    """
    scale = indicator.scale
    if not isinstance(scale, Figure) or not scale.envelope:
        return lambda reply: reply.envelope
    known = {field: word for one in like for field, word in one.envelope.items()}
    fill, fresh = dict[str, str](), dict[str, str]()
    for field in scale.envelope:
        options = _options(case.framework, scale, field)
        if field == PERIOD and not options:
            fresh[field] = last_period(scale.period, case.as_of)
        else:
            fill[field] = known.get(field) or next(iter(options), field)
    return lambda reply: {**fill, **reply.envelope, **fresh}


def _options(framework: Framework, scale: Figure, field: str) -> tuple[str, ...]:
    """The words that *field* may hold; none: any."""
    allowed, vocabulary = scale.envelope[field], framework.envelope.get(field)
    if allowed != "any":
        return allowed
    return tuple(vocabulary.values) if vocabulary else ()


def assumed_peers(scale: Numeric, like: Iterable[Reply]) -> Iterator[float]:
    """Peer figures that may be assumed where none is known: those *like* it, then plausible."""
    low, high = scale.plausible or (0.0, 0.0)
    guesses = (*(one.peer for one in like), scale.typical, 1.0, (low + high) / 2, low, high)
    return (peer for peer in guesses if peer is not None and peer > 0)


_SILENT = Answer.model_construct()
_answer, _row, _evidence = trusted(Answer), trusted(ShopRow), trusted(Evidence)
_Due = list[tuple[ShopRow, ShopScore]]


class MoveDraft(NamedTuple):
    """A move before its gain is known; the fields are those of `Move`."""

    node: str
    kind: MoveKind
    step: Value | None
    proof: str | None
    ratio: float | None = None


class AppliedMove(NamedTuple):
    """What a move puts in place, with what is judged of it.

    A new piece of proof, and an answer or, of an indicator per shop, the rows that change.
    """

    piece: Evidence | None
    answer: tuple[Answer, IndicatorResult] | None = None
    rows: tuple[tuple[ShopRow, IndicatorResult], ...] = ()


def apply_move(case: Case, move: Move | MoveDraft) -> Case:
    """*case* once *move* is done, and nothing beside it.

    The proof is one new piece of its kind, taken on the day of the case, not ruled on, and named
    beside what is named already.

    New work: the answer takes the value of the step. A figure is measured anew, in the last period
    before the day; where the step is a ratio to peer figures it takes the value at that ratio. If
    there is no peer figure one is assumed; which makes no difference to the score. Of an indicator
    per shop each due row that scores less is raised so, and a due shop without a row gets one.

    Better proof: it goes to the answer, or to each due row that counts with weaker proof.

    An answer or row that cannot be made so that it counts stays as it is. Raises KeyError if the
    framework has no such indicator.
    """
    compiled = case.framework.once(compiled_indicators)[move.node]
    shops = evaluate_shops(case, compiled, EvidenceCaps(case)).shops if compiled.per_shop else ()
    return with_done(case, move.node, done_by(case, compiled, move, shops))


def with_done(case: Case, node: str, done: AppliedMove) -> Case:
    """*case* with what a move on *node* puts in place."""
    given, changed, same = case.assessment, dict[str, object](), True
    if done.piece is not None:
        changed["evidence"] = given.evidence | {done.piece.id: done.piece}
    if done.answer is not None:
        changed["answers"] = given.answers | {node: done.answer[0]}
    if done.rows:
        was = {row.shop: row for row in given.rows.get(node, ())}
        new = {row.shop: row for row, _ in done.rows}
        changed["rows"] = given.rows | {node: tuple((was | new).values())}
        same = all(shop in was and was[shop].value == row.value for shop, row in new.items())
        # "Unknown" or "not applicable" for all shops at once would stand over the rows.
        changed["answers"] = {one: said for one, said in given.answers.items() if one != node}
    return case.with_replies(given.model_copy(update=changed), node=node, same_figures=same)


def done_by(
    case: Case, compiled: CompiledIndicator, move: Move | MoveDraft, shops: tuple[ShopScore, ...]
) -> AppliedMove:
    """What *move* on the indicator of *compiled* puts in place; *shops*: how its due rows score."""
    piece = None if move.proof is None else _piece(case, compiled.id, move.proof)
    doing = _Doing(
        case, compiled, move, () if piece is None else (piece.id,), EvidenceCaps(case, new=piece)
    )
    if not compiled.per_shop:
        return AppliedMove(piece, answer=doing.answer())
    rows = {row.shop: row for row in case.assessment.rows.get(compiled.id, ())}
    due = [(rows.get(shop.shop) or ShopRow(shop=shop.shop), shop) for shop in shops if not shop.out]
    change = doing.better_backed if move.kind == "better_proof" else doing.raised
    return AppliedMove(piece, rows=tuple(change(due)))


def _piece(case: Case, node: str, kind: str) -> Evidence:
    """A new piece of *kind* for *node*, under a name that is not taken."""
    name = f"move-{node}"
    while name in case.assessment.evidence:
        name += "-"
    return _evidence(
        id=name,
        kind=kind,
        file=f"evidence/{name}",
        url=None,
        captured_on=case.as_of,
        sha256=sha256(name.encode()).hexdigest(),
        note=None,
        signature=None,
        state="ok",
        copied=False,
    )


class _Doing(NamedTuple):
    """A move on one indicator of a case: `names` of the new proof, and who finds what it proves."""

    case: Case
    compiled: CompiledIndicator
    move: Move | MoveDraft
    names: tuple[str, ...]
    evidence_caps: EvidenceCaps

    def answer(self) -> tuple[Answer, IndicatorResult]:
        """The answer after the move; as it was if none would count."""
        answer = self.case.assessment.answers.get(self.compiled.id, _SILENT)
        if self.move.kind == "better_proof":
            backed = self._said(answer, answer.value, answer.peer, answer.envelope)
            return backed, self._judged(backed)
        envelope = envelope_of(self.case, self.compiled.indicator, (answer,))(answer)
        held = self._peer(answer, envelope)
        for value, peer in self._figures(held, ()):
            made = self._said(answer, value, peer, envelope)
            judged = self._judged(made)
            if judged.state == "answered":
                return made, judged
        return answer, self._judged(answer)

    def better_backed(self, due: _Due) -> Iterator[tuple[ShopRow, IndicatorResult]]:
        """The rows of *due* that count with weaker proof, each with the new one."""
        caps = self.case.framework.caps_of(self.compiled.id)
        cap = new_caps(self.case.framework, self.compiled.id).get(self.move.proof or "", 0.0)
        for row, now in due:
            if now.valid and cap_of(caps, now.kind) < cap:
                made = self._filled(row, row.value, row.peer, row.envelope)
                yield made, self._judged(made)

    def raised(self, due: _Due) -> Iterator[tuple[ShopRow, IndicatorResult]]:
        """The rows of *due* that score more with the value of the step, with it."""
        like = [row for row, _ in due]
        envelope = envelope_of(self.case, self.compiled.indicator, like)
        for row, now in due:
            said = envelope(row)
            for value, peer in self._figures(self._peer(row, said), like):
                made = self._filled(row, value, peer, said)
                judged = self._judged(made)
                if judged.state == "answered":
                    if (judged.claimed or 0.0) > now.claimed + TOLERANCE:
                        yield made, judged
                    break

    def _peer(self, was: Reply, envelope: dict[str, str]) -> float | None:
        """The peer figure in force for *was* under *envelope*: the manager's, else its own."""
        said = was.model_copy(update={"envelope": envelope})
        held = held_peers(self.case, self.compiled, said)
        return held.median if held else was.peer

    def _judged(self, reply: Reply) -> IndicatorResult:
        return evaluate_reply(self.case, self.compiled, reply, self.evidence_caps, ())

    def _figures(
        self, peer: float | None, like: Iterable[Reply]
    ) -> Iterator[tuple[Value | None, float | None]]:
        """The values that the step may mean, each with its peer figure, likeliest first."""
        scale, step, ratio = self.compiled.indicator.scale, self.move.step, self.move.ratio
        if ratio is None or not isinstance(scale, Numeric):
            yield scale_scoring(scale).answer(step), peer
            return
        if peer is not None and peer > 0:
            yield within(scale, at_ratio(scale, ratio, peer)), peer
        for other in assumed_peers(scale, like):
            yield at_ratio(scale, ratio, other), other

    def _said(
        self, was: Answer, value: Value | None, peer: float | None, envelope: dict[str, str]
    ) -> Answer:
        """*was* with a figure and the new proof."""
        return _answer(
            value=value,
            peer=peer,
            benchmark=was.benchmark,
            envelope=envelope,
            evidence=was.evidence + self.names,
            note=was.note,
            unknown=False,
            not_applicable=None,
        )

    def _filled(
        self, was: ShopRow, value: Value | None, peer: float | None, envelope: dict[str, str]
    ) -> ShopRow:
        """*was* with a figure and the new proof."""
        return _row(
            value=value,
            peer=peer,
            benchmark=was.benchmark,
            envelope=envelope,
            evidence=was.evidence + self.names,
            note=was.note,
            shop=was.shop,
            line=was.line,
        )
