"""Writing what a reviewer thinks, each time at once: rulings, and blind judgements beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from dpcap.errors import OvertakenError, UsageError
from dpcap.intake.judgements import judgements_file, read_judgements, write_judgements
from dpcap.intake.write_rulings import ReviewFile
from dpcap.lock import held, lock_for
from dpcap.model.judgement import Judgements, PieceJudgement, PieceVerdict
from dpcap.model.review import (
    AnswerRuling,
    EvidenceRuling,
    ExemptionRuling,
    ReviewRemark,
    RoleRuling,
    SeenFile,
    SeenReason,
)
from dpcap.model.seen_today import seen_answer, seen_file
from dpcap.workflow.review_walk import ReviewWalk, WalkItem, content_key


class _Judged(NamedTuple):
    """A judgement that was written: under which name, over which one, and what it is."""

    name: str
    before: PieceJudgement | None
    after: PieceJudgement


class _Step(NamedTuple):
    """What one ruling wrote: into the review or not, and which judgement."""

    in_review: bool
    judged: _Judged | None = None


class WalkRecorder:
    """Writes what the reviewer of *walk* thinks, each time at once.

    *on_wait* is called once if another process writes there. Every change raises InvalidInputError
    for files that are not sound, UsageError, OSError; then nothing is written.
    """

    def __init__(self, walk: ReviewWalk, on_wait: Callable[[], None] = lambda: None) -> None:
        self._walk, self._on_wait = walk, on_wait
        provider = walk.assessment.provider
        self.review = ReviewFile(walk.reviews, provider, walk.framework, on_wait, walk.review)
        self.judgements = judgements_file(walk.reviews, provider.id, walk.request.reviewer)
        self._steps: list[_Step] = []

    def read_rungs(self, item: WalkItem, rungs: Mapping[str, int]) -> None:
        """Write the *rungs* that were read off the piece of *item*, before its claims are shown."""
        judgement = PieceJudgement(
            saw=_saw(item), drawn=item.drawn, verdict="open", rungs=dict(rungs)
        )
        self._judge(item, judgement)

    def rule(
        self,
        item: WalkItem,
        ruling: EvidenceRuling,
        rungs: Mapping[str, int] | None = None,
        *,
        judged: bool = True,
    ) -> bool:
        """Write the *ruling* on the piece of *item*, bound to what was seen; whether it stands.

        A second reviewer's is a judgement alone; one that is hidden, or drawn, is one as well, and
        alone where somebody else has ruled on it meanwhile. Then *rungs* are those read off it,
        None: those read before. Not *judged*: the judgement stays as it is, for this is the rest of
        what it was about.
        """
        bound = ruling.model_copy(
            update={"saw": _saw(item), "framework": self._walk.framework.edition}
        )
        kept = self._walk.request.second or item.is_kept or not self._ruled(item, bound)
        try:
            written = self._judged(item, ruling, rungs) if item.hidden and judged else None
        except BaseException:
            if not kept:  # both or neither
                self.review.undo()
            raise
        self._steps.append(_Step(not kept, written))
        return not kept

    def _ruled(self, item: WalkItem, bound: EvidenceRuling) -> bool:
        """Write a ruling into the review; False: there is one of somebody else's by now.

        What others say of a hidden piece is not told.
        """
        try:
            self.review.rule_on_piece(item.name, bound)
        except OvertakenError:
            if not item.hidden:
                raise
            return False
        return True

    def rule_on_exemption(self, item: WalkItem, ruling: ExemptionRuling) -> None:
        """Write the *ruling* on the N/A of *item*, bound to its reason."""
        seen = SeenReason(reason=item.reason or "")
        bound = ruling.model_copy(update={"saw": seen, "framework": self._walk.framework.edition})
        self.review.rule_on_exemption(item.name, bound)
        self._steps.append(_Step(in_review=True))

    def rule_on_answer(self, node: str, ruling: AnswerRuling) -> None:
        """Write the *ruling* on the answer to *node*, bound to its value, figures and rows."""
        walk = self._walk
        seen = {"saw": seen_answer(walk.assessment, node), "framework": walk.framework.edition}
        self.review.rule_on_answer(node, ruling.model_copy(update=seen))
        self._steps.append(_Step(in_review=True))

    def fix_role(self, role: str, reason: str) -> None:
        """Write that the provider is judged as *role*, and why."""
        request = self._walk.request
        by, on = request.reviewer.strip(), request.today
        self.review.fix_role(RoleRuling(id=role, by=by, on=on, reason=reason))
        self._steps.append(_Step(in_review=True))

    def remark(self, text: str, node: str | None) -> None:
        """Write a remark for reviewers."""
        request = self._walk.request
        by, on = request.reviewer.strip(), request.today
        self.review.add_remark(ReviewRemark(node=node, text=text, by=by, on=on))
        self._steps.append(_Step(in_review=True))

    def undo(self) -> None:
        """Take back what was written last; rungs that were read stay, as claims were shown since.

        Raises UsageError: there is nothing, or somebody changed it since.
        """
        if not self._steps:
            raise UsageError("there is nothing to take back", "没有可以撤销的")
        step = self._steps[-1]
        if step.in_review:
            self.review.undo()
        self._steps.pop()
        if step.judged:
            self._unjudge(step.judged)

    def add_minutes(self, minutes: float, ruled: int = 0) -> None:
        """Add *minutes* to those that the reviewer spent, in which so many things were *ruled*."""
        with held(lock_for(self._walk.reviews), self._on_wait):
            now = self._now()
            spent = round((now.minutes or 0) + minutes, 1)
            changed = {"minutes": spent, "ruled": max(0, now.ruled + ruled)}
            write_judgements(self.judgements, now.model_copy(update=changed))

    def _judged(
        self, item: WalkItem, ruling: EvidenceRuling, rungs: Mapping[str, int] | None
    ) -> _Judged:
        """Write *ruling* as a judgement; without *rungs* those that were read before stay."""
        verdict: PieceVerdict = "refuse" if ruling.ruling == "refused" else "accept"
        judgement = PieceJudgement(
            saw=_saw(item),
            drawn=item.drawn,
            verdict=verdict,
            reason=ruling.reason,
            on=ruling.on,
            rungs=dict(rungs or {}),
        )
        return self._judge(item, judgement, keep_rungs=rungs is None)

    def _judge(
        self, item: WalkItem, judgement: PieceJudgement, *, keep_rungs: bool = False
    ) -> _Judged:
        with held(lock_for(self._walk.reviews), self._on_wait):
            now = self._now()
            name = _name_for(item.name, judgement, now)
            before = now.pieces.get(name)
            if keep_rungs and before:
                judgement = judgement.model_copy(update={"rungs": before.rungs})
            self._write(now, {**now.pieces, name: judgement})
        return _Judged(name, before, judgement)

    def _unjudge(self, judged: _Judged) -> None:
        """Put back what was judged before, unless it was judged otherwise since."""
        with held(lock_for(self._walk.reviews), self._on_wait):
            now = self._now()
            if now.pieces.get(judged.name) != judged.after:
                return
            rest = {name: one for name, one in now.pieces.items() if name != judged.name}
            back = judged.before
            self._write(now, {**now.pieces, judged.name: back} if back else rest)

    def _write(self, now: Judgements, pieces: Mapping[str, PieceJudgement]) -> None:
        write_judgements(self.judgements, now.model_copy(update={"pieces": dict(pieces)}))

    def _now(self) -> Judgements:
        """The reviewer's judgements as they are, or new ones."""
        walk = self._walk
        if self.judgements.is_file():
            now = read_judgements(self.judgements, walk.framework)
        else:
            now = Judgements(
                schema_="dpcap/judgements/1",
                provider=walk.assessment.provider.id,
                reviewer=walk.request.reviewer.strip(),
                blind=True,
            )
        drawn = {"seed": walk.seed, "share": walk.share} if walk.seed else {}
        return now.model_copy(update={"framework": walk.framework.edition, **drawn})


def _saw(item: WalkItem) -> SeenFile:
    if item.piece is None:
        raise ValueError(item.name)
    return seen_file(item.piece)


def _name_for(piece: str, judgement: PieceJudgement, now: Judgements) -> str:
    """The name for a *judgement* on *piece*: other content that has it keeps it."""
    name, number = piece, 1
    while name in now.pieces and content_key(now.pieces[name].saw) != content_key(judgement.saw):
        number += 1
        name = f"{piece}.{number}"
    return name
