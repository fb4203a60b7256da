"""What the waves of a survey come to: figures with their intervals, and what moved them."""

from typing import Literal

from dpcap.model.base import Day, Frozen, Prose, Text, unless_empty
from dpcap.model.voice import BuyerPart, OrderCarrier, SurveyHolder, VoiceWave

# How far a figure can be read: not at all, as a hint, or as a figure.
NpsStanding = Literal["none", "indicative", "reportable"]
NpsDirection = Literal["up", "down", "unclear"]
_FEW_TOLD = 3


class NpsFigure(Frozen):
    """A net promoter score, −100..100, with its 95 % interval; None below 30 answers."""

    answers: int
    standing: NpsStanding
    nps: float | None = None
    low: float | None = None
    high: float | None = None


class NpsChange(Frozen):
    """The later score less the earlier one, with the 95 % interval of the difference.

    `adjusted`: the difference around which the interval lies. `direction` is up or down where the
    interval leaves zero out.
    """

    difference: float
    adjusted: float
    low: float
    high: float
    direction: NpsDirection


class SameMixChange(Frozen):
    """The change had both waves had the same mix of carriers, and what the mix did.

    `within` and `mix` add up to the plain difference. `turned`: they point to opposite sides, so
    that the mix alone turns the sign. `joined`: carriers too small to stand alone, taken together.
    """

    within: float
    mix: float
    low: float
    high: float
    direction: NpsDirection
    turned: bool
    joined: tuple[OrderCarrier, ...]


class DetractorReason(Frozen):
    """How many of the detractors gave a reason, and which share of them that is."""

    reason: str
    count: int
    share: float


class PartCorrelation(Frozen):
    """How marks of a part go with the mark itself: Pearson's r over so many answers, or None."""

    part: BuyerPart
    answers: int
    r: float | None


class WaveSummary(Frozen):
    """One wave: what came in, what counts, and what it comes to.

    `by_manager`: it lies with the manager. `left_out`: why answers do not count, and how many.
    `asked_few`: less than a tenth answered, or nobody knows. `detractors`: None where there is no
    figure. `ranked`: enough answered to put reasons and parts in order; else they stand by name.
    """

    id: str
    wave: VoiceWave
    by_manager: bool
    left_out: dict[str, int]
    asked_few: bool
    whole: NpsFigure
    carriers: dict[OrderCarrier, NpsFigure]
    parts: dict[BuyerPart, NpsFigure]
    detractors: int | None
    reasons: tuple[DetractorReason, ...]
    reason_names: tuple[str, ...]
    correlations: tuple[PartCorrelation, ...]
    ranked: bool


class WaveComparison(Frozen):
    """Two waves, the later against the earlier; None: too few answered for a figure.

    `same_mix` is None too where a carrier has too few answers in one of them. `other_holder`: they
    were held by different hands.
    """

    before: str
    after: str
    change: NpsChange | None
    carriers: dict[OrderCarrier, NpsChange]
    same_mix: SameMixChange | None
    other_holder: bool


class ContestedAnswer(Frozen):
    """An answer that what others say speaks against, until a reviewer rules on it.

    `contracts`: by which contracts; `brands`: how many those are, whoever may read which; `lowest`:
    the lowest rating; `complaints`: of all of them; `notes`: in the brands' words; `last_on`: the
    last day on which one of them spoke. `ruling`: what the review has said of the answer since.
    """

    node: str
    contracts: tuple[str, ...]
    brands: int
    lowest: int | None
    complaints: int
    notes: tuple[Prose, ...] = unless_empty(())
    last_on: Day
    held_by: SurveyHolder
    ruling: Literal["verified", "refused"] | None = None

    @property
    def told(self) -> str:
        """The indicator, the contracts and what was said, in one line."""
        words = ", ".join(self.contracts[:_FEW_TOLD])
        notes = " / ".join(self.notes[:_FEW_TOLD])
        return ": ".join(part for part in (self.node, words, notes) if part)


class ValueMove(Frozen):
    """A figure of users' experience or of merchants' benefit, now and before.

    `better`: which way is the better one. `moved`: 1 better, −1 worse, 0 neither or not known.
    """

    name: Text
    node: str
    better: Literal["higher", "lower"]
    before: float | None
    after: float | None
    moved: int


class TwoValues(Frozen):
    """Users' experience and merchants' benefit side by side, and where they pull apart."""

    experience: tuple[ValueMove, ...]
    benefit: tuple[ValueMove, ...]
    apart: tuple[tuple[str, str], ...]
