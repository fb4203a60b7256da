"""What to do next: single moves, and the plan made of them."""

from typing import Literal

from dpcap.model.assessment import Value
from dpcap.model.base import Frozen, unless_empty
from dpcap.model.indicator import Effort
from dpcap.model.trace import UnmetLevelRule

MoveKind = Literal["new_work", "better_proof"]


class Move(Frozen):
    """One step, or in a plan several at once, that would raise the score of an indicator.

    `kind`: `new_work` (a higher step of the answer, with proof that supports it) or `better_proof`
    (the same answer, better proof). `step` is the value the answer would take (of an NPS the NPS;
    None where it depends on peer figures that differ by shop or are not known: then `ratio` is the
    ratio to them); `proof` the kind of evidence it takes; `gain` the points that the proved overall
    rises by it, `claimed_gain` those of the claimed, each if nothing else is done. `effort` is the
    indicator's for new work, S for better proof. `steps`: how many single moves it takes at once.
    """

    node: str
    kind: MoveKind
    step: Value | None
    proof: str | None
    gain: float
    claimed_gain: float
    effort: Effort | None
    asked_of: str | None
    ratio: float | None = None
    steps: int = unless_empty(1)


class OpenQuestion(Frozen):
    """An indicator asked and not answered: who answers it, and the minutes that takes."""

    node: str
    asked_of: str | None
    minutes: float


class Plan(Frozen):
    """What to do first, and the level that results if all of it is done.

    `target`: the level above the proved one; the lowest where nothing is graded; None at the top.

    `questions`: where too little is answered for a level, all that is open, those first that bring
    the most for the minute; the first `enough` will do (0: even all do not).
    `contradictions`: the serious consistency rules that are in conflict, or hold the level back.
    `scopes`, `exemptions`: what is answered no, or N/A, and must be proved, or confirmed by a
    reviewer, because more than may be is N/A.
    `moves`: those after which the target is reached, none of which can be left out; where the
    target is too far, those that lead farthest. `critical`: what else to do about critical
    indicators that failed or are not proved, though the target does not ask for it.

    `graded`, `level`, `score` (proved): what results once questions (whatever the answers),
    contradictions, scopes, exemptions and moves are done, found by scoring anew. `remaining`: what
    then is still unmet of the target.
    """

    target: str | None
    questions: tuple[OpenQuestion, ...] = ()
    enough: int = 0
    contradictions: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    exemptions: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    critical: tuple[Move, ...] = ()
    graded: bool = False
    level: str | None = None
    score: float | None = None
    remaining: tuple[UnmetLevelRule, ...] = ()

    @property
    def is_enough(self) -> bool:
        """Whether the target is reached."""
        return not self.remaining


class RefusedProof(Frozen):
    """What a refusal of proof that nobody has reviewed would do to the proved overall.

    `pieces`: how many there are; `median`, `worst`: the points lost by the refusal of one of them;
    `score`, `level`, `graded`: what is left if all are refused.
    """

    pieces: int
    median: float
    worst: float
    score: float | None
    level: str | None
    graded: bool
