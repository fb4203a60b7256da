"""The change between two profiles of one provider, and what it came from.

Scores are proved scores on 0..100; parts are points and may be negative. Nothing is rounded.
"""

from typing import Literal

from dpcap.model.base import Day, Frozen, unless_empty
from dpcap.model.trace import State

PartName = Literal["ruler", "provider", "peers", "answers", "proof"]
PARTS: tuple[PartName, ...] = ("ruler", "provider", "peers", "answers", "proof")


class ChangeParts(Frozen):
    """What one score changed by, in five parts that add up to `after - before`.

    `ruler`: framework, method, engine; `provider`: role, asked set and facts; `peers`: peer
    figures; `answers`: answers and rows of shops whose value or state changed, each with its new
    proof; `proof`: the rest, that is proof gained, lapsed or reviewed. A score that is missing on
    either side counts as 0 in the parts; `before` and `after` say so.
    """

    before: float | None
    after: float | None
    ruler: float
    provider: float
    peers: float
    answers: float
    proof: float

    @property
    def total(self) -> float:
        """The points gained: the sum of the parts."""
        return self.ruler + self.provider + self.peers + self.answers + self.proof


class AnswerChange(Frozen):
    """One indicator whose value or state changed.

    `given`: the answer itself says something else; otherwise only its state changed, with the
    questions asked, with what its `when` names, or with a review. `node_before`: what it was called
    in the earlier framework, if that is another id.
    """

    node: str
    given: bool
    state_before: State
    state_after: State
    proved_before: float | None
    proved_after: float | None
    node_before: str | None = unless_empty(None)


class LevelMove(Frozen):
    """From one proved level to another; None: none was reached."""

    before: str | None
    after: str | None


class Change(Frozen):
    """What changed between an earlier profile (`before_*`) and a later one of one provider.

    `level_ruler`: the level of the earlier answers by the earlier framework and by the later one,
    where these are not the same: that step is the ruler's, not the provider's.
    """

    before_digest: str
    before_as_of: Day
    before_assessed_on: Day
    before_framework: str
    before_role: str
    level_before: str | None
    level_after: str | None
    overall: ChangeParts
    areas: dict[str, ChangeParts]
    answers: tuple[AnswerChange, ...] = ()
    level_ruler: LevelMove | None = unless_empty(None)
