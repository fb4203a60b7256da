"""What a decision rests on, told by its content alone, and what of it has changed since.

No day, version, text or name is part of it: the same folder judged tomorrow, in other words or by
another dpcap, rests on the same as long as nothing counts otherwise.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from dpcap.model.base import Digest, Frozen, Id
from dpcap.model.gate import GateState

Aspect = Literal["answers", "rulings", "proof", "scores"]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
# Enough to tell one answer from the next; that nothing changed is told by whole digests only.
_SHORT = 4
Mark = Annotated[str, Field(pattern=rf"^[0-9a-f]{{{_SHORT * len(ASPECTS)}}}$")]


class BasisChanges(Frozen):
    """What of a decision's substance is no longer so; all empty: something that is not known.

    Of indicators the ids, each under the first aspect in which it changed; of gates the rules.
    """

    provider: bool = False
    role: bool = False
    framework: bool = False
    answers: tuple[str, ...] = ()
    rulings: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()


class BasisDigest(Frozen):
    """The parts of a substance, as a decision's file keeps them to say later what has changed.

    `gates`: how each rule turned out (None: the profile was held to none). `marks`: for each
    indicator asked, the heads of the digests of its `ASPECTS`.
    """

    provider: Digest
    role: Digest
    framework: Digest
    indicators: Digest
    gates: dict[Id, GateState] | None = None
    marks: dict[Id, Mark] = {}

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of all parts; the marks follow from them."""
        return digest_of(self.model_dump(exclude={"marks"}))

    def changes(self, now: "BasisDigest") -> BasisChanges | None:
        """What is no longer so in *now*; None: it is all the same.

        Gates are compared only if *now* was held to some: a page without them cannot tell.
        """
        gates = () if now.gates is None else _apart(self.gates or {}, now.gates)
        parts = ("provider", "role", "framework", "indicators")
        differ = {part for part in parts if getattr(self, part) != getattr(now, part)}
        if not gates and not differ:
            return None
        marks: dict[Aspect, tuple[str, ...]] = {}
        if "indicators" in differ and self.marks:
            marks = _by_aspect(self.marks, now.marks)
        return BasisChanges(
            provider="provider" in differ,
            role="role" in differ,
            framework="framework" in differ,
            answers=marks.get("answers", ()),
            rulings=marks.get("rulings", ()),
            proof=marks.get("proof", ()),
            # By another framework all scores may differ; that is told already.
            scores=() if "framework" in differ else marks.get("scores", ()),
            gates=gates,
        )


@dataclass(frozen=True)
class DecisionBasis:
    """What a decision rests on: who was judged, in what, by which scoring, and how it came out.

    `indicators`: for each indicator asked, its `ASPECTS` in plain.
    """

    provider: tuple[str, str | None]
    role: tuple[str, bool, str]
    framework: tuple[str, str]
    indicators: dict[str, dict[Aspect, Any]]
    gates: dict[str, GateState] | None = None

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the whole."""
        return self._parts().digest

    @cached_property
    def footing(self) -> BasisDigest:
        """Its parts by their digests."""
        return self._parts({node: _mark(said) for node, said in self.indicators.items()})

    def _parts(self, marks: dict[str, str] | None = None) -> BasisDigest:
        return BasisDigest(
            provider=digest_of(self.provider),
            role=digest_of(self.role),
            framework=digest_of(self.framework),
            indicators=digest_of(self.indicators),
            gates=self.gates,
            marks=marks or {},
        )


def digest_of(plain: Any) -> str:  # noqa: ANN401 - any JSON
    """SHA-256 (hex) of plain data, in whatever order its keys stand."""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _mark(said: dict[Aspect, Any]) -> str:
    return "".join(digest_of(said[aspect])[:_SHORT] for aspect in ASPECTS)


def _by_aspect(before: dict[str, str], now: dict[str, str]) -> dict[Aspect, tuple[str, ...]]:
    """The indicators whose marks differ, each under the first aspect that does."""
    found: dict[Aspect, list[str]] = {}
    for node in _apart(before, now):
        pairs = zip(_cut(before.get(node)), _cut(now.get(node)), strict=True)
        places = (place for place, (one, other) in enumerate(pairs) if one != other)
        found.setdefault(ASPECTS[next(places)], []).append(node)
    return {aspect: tuple(nodes) for aspect, nodes in found.items()}


def _cut(mark: str | None) -> list[str]:
    whole = mark or " " * _SHORT * len(ASPECTS)
    return [whole[at : at + _SHORT] for at in range(0, len(whole), _SHORT)]


def _apart(before: dict[str, Any], now: dict[str, Any]) -> tuple[str, ...]:
    """The keys under which the two say different things."""
    return tuple(key for key in {**before, **now} if before.get(key) != now.get(key))
