"""What pages say of how a provider stands by the ledger: beside a profile, never in it."""

from dpcap.model.base import Day, Frozen, Id, Quarter, Text, Whole
from dpcap.model.certification import CertificationLabel, EndingKind
from dpcap.model.tiers import NO_TIER


class HeldStanding(Frozen):
    """How a provider stands: its certification, and the tier of the programme that it holds.

    `row`: the last row of the ledger that this rests on, so that it can be found again. `since`:
    the day from which `label` holds; `certified_to`: the last quarter passed. Of who has ended,
    `ended` says how (None: a reader may not know), and `returns_on` from when it may be invited
    again; `never_returns`: it may not. `tier_title` is None for a tier that the rules do not know.
    `watch`: the last quarter lay below the line to hold. `stopped`: a hard stop is in force.
    """

    row: Whole
    label: CertificationLabel = "none"
    since: Day | None = None
    certified_to: Quarter | None = None
    ended: EndingKind | None = None
    returns_on: Day | None = None
    never_returns: bool = False
    tier: Id = NO_TIER
    tier_title: Text | None = None
    tier_since: Day | None = None
    watch: bool = False
    stopped: bool = False

    @property
    def has_tier(self) -> bool:
        """Whether a tier is held."""
        return self.tier != NO_TIER

    @property
    def bare(self) -> "HeldStanding":
        """As a third party may have it: what somebody is, not why it ended or may end."""
        gone = {"ended": None, "returns_on": None, "never_returns": False}
        return self.model_copy(update={**gone, "watch": False, "stopped": False})
