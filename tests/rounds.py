"""A round, folders that are complete, and what the manager holds on them, written on the spot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from decided import rests_on
from folders import make_folder

OPENS, FROZEN, DUE, REVIEWED, DECIDED = (
    *("2026-11-02", "2026-11-05", "2026-11-23"),
    *("2026-12-04", "2026-12-11"),
)
ROUND: dict[str, Any] = {
    "schema": "dpcap/round/1",
    "id": "2026-Q4",
    "title": {"zh": "四季度评估", "en": "Assessment of Q4"},
    "opens_on": OPENS,
    "shops_frozen_on": FROZEN,
    "due_on": DUE,
    "review_ends_on": REVIEWED,
    "decision_on": DECIDED,
}


def put_round(path: Path, **changed: Any) -> Path:
    """The round at *path*, a key a line; keys *changed* to None are left out."""
    told = {key: value for key, value in {**ROUND, **changed}.items() if value is not None}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def complete_folder(folder: Path, **more: Any) -> Path:
    """As `make_folder` makes it, and whatever that leaves open is not known."""
    made = make_folder(folder, **more)
    path = made / "answers.yaml"
    said = yaml.safe_load(path.read_text("utf-8"))
    said["answers"] |= {node: {"unknown": True} for node in ("WRK-1.4", "WRK-1.5", "CAR-1.2")}
    path.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), "utf-8")
    return made


def put_review(reviews: Path, provider: str, **more: Any) -> Path:
    """A review of *provider* by hand, without rulings unless there are some in *more*."""
    path = reviews / f"{provider}.yaml"
    reviews.mkdir(parents=True, exist_ok=True)
    told = {"schema": "dpcap/review/2", "provider": provider, **more}
    path.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def put_decision(reviews: Path, provider: str, **more: Any) -> Path:
    """A decision on *provider* that rests on nothing that is there, unless *more* says on what."""
    path = reviews / f"{provider}.decision.yaml"
    reviews.mkdir(parents=True, exist_ok=True)
    told = {
        "schema": "dpcap/decision/2",
        "provider": provider,
        "decision": "admit",
        "by": "李某",
        "on": "2026-11-24",
        "reason": "看过",
        **rests_on(),
        **more,
    }
    path.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), "utf-8")
    return path
