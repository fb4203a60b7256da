"""Files of judgements, written on the spot: what reviewers thought of pieces of many providers."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

LI, WANG = "示例·李强", "示例·王敏"
SEED = "2026-Q4 一串别人猜不到的字"
Pieces = Mapping[str, Mapping[str, Any]]


def digest(provider: str, piece: str) -> str:
    return sha256(f"{provider} {piece}".encode()).hexdigest()


def judged(provider: str, piece: str, verdict: str = "accept", **more: Any) -> dict[str, Any]:
    """A judgement of a piece that was drawn, as a file has it."""
    why = {"reason": "看不出是谁签的"} if verdict == "refuse" else {}
    saw = {"sha256": digest(provider, piece), "kind": "contract"}
    return {"saw": saw, "drawn": True, "verdict": verdict, **why, **more}


def put_judgements(
    reviews: Path, provider: str, reviewer: str, pieces: Pieces, **more: Any
) -> Path:
    reviews.mkdir(parents=True, exist_ok=True)
    path = reviews / f"{provider}.judgements.{reviewer}.yaml"
    content = {
        "schema": "dpcap/judgements/1",
        "provider": provider,
        "reviewer": reviewer,
        "blind": True,
        "seed": SEED,
        "share": 0.1,
        "minutes": 12,
        "pieces": dict(pieces),
        **more,
    }
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def put_round(reviews: Path, providers: int) -> None:
    """Two reviewers of *providers*: of three pieces each, they differ on every fourth provider."""
    for number in range(providers):
        provider = f"p{number:02}"
        bad = number % 2 == 0
        shared = {
            "e1": judged(provider, "e1", rungs={"WRK-1.1": number % 3}),
            "e2": judged(provider, "e2", "refuse" if bad else "accept"),
        }
        put_judgements(reviews, provider, LI, {**shared, "e3": judged(provider, "e3")})
        strict = "refuse" if number % 4 == 0 else "accept"
        other = {"WRK-1.1": min(2, number % 3 + (number % 4 == 0))}
        theirs = {**shared, "e1": judged(provider, "e1", rungs=other)}
        put_judgements(reviews, provider, WANG, {**theirs, "e3": judged(provider, "e3", strict)})
