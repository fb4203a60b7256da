"""What buyers and brands say: a wave of answers, one answer, and what brands say of a provider."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import Field

from dpcap.model.base import FEW, MANY, Day, Flag, Frozen, Id, OwnId, Prose, Whole

# Who ran a survey and has its answers: how much its figures can prove depends on it.
SurveyHolder = Literal["platform", "brand", "provider"]
# Where buyers were asked: the platform's own survey, the order's session, the brand's members.
SurveyChannel = Literal["platform", "feige", "member"]
# Through what a buyer came to the order.
OrderCarrier = Literal["live", "video", "card", "search", "other", "unknown"]
BuyerPart = Literal["product", "logistics", "service", "content"]
ORDER_CARRIERS: tuple[OrderCarrier, ...] = get_args(OrderCarrier)
BUYER_PARTS: tuple[BuyerPart, ...] = get_args(BuyerPart)

_Sent = Annotated[Whole, Field(ge=0, le=10**9)]


class VoiceWave(Frozen):
    """`voice/<wave>/wave.yaml`: who asked whom, when, and how many answered.

    `from` and `until`: the first and the last day on which answers came in. `invited`, `delivered`,
    `answered`: how many; without them nobody knows who did not answer. `promo`: it lies in the days
    of a big promotion, and is compared with no other wave.
    """

    schema_: Annotated[Literal["dpcap/voice-wave/1"], Field(alias="schema")]
    held_by: SurveyHolder
    from_: Annotated[Day, Field(alias="from")]
    until: Day
    invited: _Sent | None = None
    delivered: _Sent | None = None
    answered: _Sent | None = None
    promo: Flag = False
    note: Prose | None = None

    @property
    def response(self) -> float | None:
        """Which share of those whom the question reached answered; None: nobody knows."""
        reached = self.delivered if self.delivered is not None else self.invited
        if not reached or self.answered is None:
            return None
        return min(1.0, self.answered / reached)


class VoiceAnswer(NamedTuple):
    """One buyer's answer: how likely to recommend, 0 to 10, and what else was asked.

    `parts`: 0 to 10 for each of `BUYER_PARTS`, None where it was not answered. `tags`: the reasons
    given, sorted.
    """

    day: date
    buyer: str
    mark: int
    channel: SurveyChannel
    carrier: OrderCarrier = "unknown"
    parts: tuple[int | None, ...] = (None, None, None, None)
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadWave:
    """One wave as it lies there: its answers, why rows do not count, the files by name and hash."""

    id: str
    wave: VoiceWave
    answers: tuple[VoiceAnswer, ...]
    left_out: dict[str, int]
    files: tuple[tuple[str, str], ...]


class MerchantVoice(Frozen):
    """What the brand of one contract says: a rating, 1 to 5, and how often it complained.

    `about`: the indicators whose answers it speaks against.
    """

    on: Day
    rating: Annotated[Whole, Field(ge=1, le=5)] | None = None
    complaints: Annotated[Whole, Field(ge=0, le=10_000)] | None = None
    about: Annotated[tuple[Id, ...], Field(max_length=FEW)] = ()
    note: Prose | None = None

    @property
    def speaks_against(self) -> bool:
        """Whether it is a low rating (1 or 2), or a complaint."""
        return bool(self.complaints) or (self.rating is not None and self.rating <= _LOW)


_LOW = 2


class MerchantsFile(Frozen):
    """`voice/merchants.yaml`: one entry for each contract, by a number that names nobody."""

    schema_: Annotated[Literal["dpcap/merchants/1"], Field(alias="schema")]
    held_by: SurveyHolder
    merchants: Annotated[dict[OwnId, MerchantVoice], Field(max_length=MANY)]
