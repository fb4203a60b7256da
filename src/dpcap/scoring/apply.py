"""Applying: what a move puts in place, and the case as it stands once it is done.

What a move is said to gain is worked out from this, so that whoever does it gains just that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from dpcap.model.assessment import Answer, Evidence, Reply, Row, Value
from dpcap.model.profile import Move, MoveKind
from dpcap.model.scale import Numeric
from dpcap.model.trace import ShopScore
from dpcap.model.trusted import trusted
from dpcap.scoring.case import Case
from dpcap.scoring.figure import assumed_peers, envelope_of
from dpcap.scoring.gauge import Gauge, gauges
from dpcap.scoring.judged import Judged, judge_reply
from dpcap.scoring.normalise import TOLERANCE
from dpcap.scoring.peers import held_peer
from dpcap.scoring.proof import Prover, cap_of
from dpcap.scoring.scale_scoring import scale_scoring
from dpcap.scoring.shops import judge_shops
from dpcap.scoring.steps import at_ratio, within

_SILENT = Answer()
_answer, _row, _evidence = trusted(Answer), trusted(Row), trusted(Evidence)
_Due = list[tuple[Row, ShopScore]]


class Idea(NamedTuple):
    """A move before its gain is known; the fields are those of `Move`."""

    node: str
    kind: MoveKind
    step: Value | None
    proof: str | None
    ratio: float | None = None


class Done(NamedTuple):
    """What a move puts in place, with what is judged of it.

    A new piece of proof, and an answer or, of an indicator per shop, the rows that change.
    """

    piece: Evidence | None
    answer: tuple[Answer, Judged] | None = None
    rows: tuple[tuple[Row, Judged], ...] = ()


def apply_move(case: Case, move: Move | Idea) -> Case:
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
    gauge = case.framework.once(gauges)[move.node]
    shops = judge_shops(case, gauge, Prover(case)).shops if gauge.per_shop else ()
    return with_done(case, move.node, done_by(case, gauge, move, shops))


def with_done(case: Case, node: str, done: Done) -> Case:
    """*case* with what a move on *node* puts in place."""
    given, changed = case.assessment, dict[str, object]()
    if done.piece is not None:
        changed["evidence"] = given.evidence | {done.piece.id: done.piece}
    if done.answer is not None:
        changed["answers"] = given.answers | {node: done.answer[0]}
    if done.rows:
        rows = {
            row.shop: row for row in (*given.rows.get(node, ()), *(row for row, _ in done.rows))
        }
        changed["rows"] = given.rows | {node: tuple(rows.values())}
        # "Unknown" or "not applicable" for all shops at once would stand over the rows.
        changed["answers"] = {one: said for one, said in given.answers.items() if one != node}
    return replace(case, assessment=given.model_copy(update=changed))


def done_by(case: Case, gauge: Gauge, move: Move | Idea, shops: tuple[ShopScore, ...]) -> Done:
    """What *move* on the indicator of *gauge* puts in place; *shops*: how its due rows score."""
    piece = None if move.proof is None else _piece(case, gauge.id, move.proof)
    doing = _Doing(case, gauge, move, () if piece is None else (piece.id,), Prover(case, new=piece))
    if not gauge.per_shop:
        return Done(piece, answer=doing.answer())
    rows = {row.shop: row for row in case.assessment.rows.get(gauge.id, ())}
    due = [(rows.get(shop.shop) or Row(shop=shop.shop), shop) for shop in shops]
    change = doing.better_backed if move.kind == "better_proof" else doing.raised
    return Done(piece, rows=tuple(change(due)))


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
        state="ok",
    )


class _Doing(NamedTuple):
    """A move on one indicator of a case: `names` of the new proof, and who finds what it proves."""

    case: Case
    gauge: Gauge
    move: Move | Idea
    names: tuple[str, ...]
    prover: Prover

    def answer(self) -> tuple[Answer, Judged]:
        """The answer after the move; as it was if none would count."""
        answer = self.case.assessment.answers.get(self.gauge.id, _SILENT)
        if self.move.kind == "better_proof":
            backed = self._said(answer, answer.value, answer.peer, answer.envelope)
            return backed, self._judged(backed)
        envelope = envelope_of(self.case, self.gauge.indicator, (answer,))(answer)
        held = self._peer(answer, envelope)
        for value, peer in self._figures(held, ()):
            made = self._said(answer, value, peer, envelope)
            judged = self._judged(made)
            if judged.state == "answered":
                return made, judged
        return answer, self._judged(answer)

    def better_backed(self, due: _Due) -> Iterator[tuple[Row, Judged]]:
        """The rows of *due* that count with weaker proof, each with the new one."""
        method = self.case.framework.method
        cap = cap_of(method, self.move.proof or "")
        for row, now in due:
            if now.valid and cap_of(method, now.kind) < cap:
                made = self._filled(row, row.value, row.peer, row.envelope)
                yield made, self._judged(made)

    def raised(self, due: _Due) -> Iterator[tuple[Row, Judged]]:
        """The rows of *due* that score more with the value of the step, with it."""
        like = [row for row, _ in due]
        envelope = envelope_of(self.case, self.gauge.indicator, like)
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
        return held_peer(self.case, self.gauge, said) or was.peer

    def _judged(self, reply: Reply) -> Judged:
        return judge_reply(self.case, self.gauge, reply, self.prover, ())

    def _figures(
        self, peer: float | None, like: Iterable[Reply]
    ) -> Iterator[tuple[Value | None, float | None]]:
        """The values that the step may mean, each with its peer figure, likeliest first."""
        scale, step, ratio = self.gauge.indicator.scale, self.move.step, self.move.ratio
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
            envelope=envelope,
            evidence=was.evidence + self.names,
            note=was.note,
            unknown=False,
            not_applicable=None,
        )

    def _filled(
        self, was: Row, value: Value | None, peer: float | None, envelope: dict[str, str]
    ) -> Row:
        """*was* with a figure and the new proof."""
        return _row(
            value=value,
            peer=peer,
            envelope=envelope,
            evidence=was.evidence + self.names,
            note=was.note,
            shop=was.shop,
            line=was.line,
        )
