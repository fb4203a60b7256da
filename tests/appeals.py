"""Appeals written by hand, and a desk at which they are filed and answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from dpcap.intake.appeals import load_appeals
from dpcap.model.appeal import Appeal, AppealPoint, Appeals
from dpcap.workflow.appeal_answer import AnsweredAppeal, AppealAnswer, LetterPlace, answer_appeal
from dpcap.workflow.appeal_desk import AppealRequest
from dpcap.workflow.appeal_filing import FiledAppeal, WrittenAppeal, file_appeal
from dpcap.workflow.configuration import Configuration

FILED, WENT = date(2026, 12, 1), date(2026, 11, 27)
OPEN: dict[str, Any] = {
    "point": {"gate": "capital"},
    "ground": "漏算了一笔",
    "filed_on": "2026-12-01",
    "decided_by": "王敏",
}
ANSWER = {
    "outcome": "rejected",
    "answered_by": "李伟",
    "answered_on": "2026-12-08",
    "reason": "没有新证据",
}


def appeals_of(given: dict[str, dict[str, Any]], provider: str = "acme") -> Appeals:
    told = {"schema": "dpcap/appeal/1", "provider": provider, "appeals": given}
    return Appeals.model_validate(told)


def put_appeals(reviews: Path, provider: str, given: dict[str, dict[str, Any]]) -> Path:
    path = reviews / f"{provider}.appeal.yaml"
    reviews.mkdir(parents=True, exist_ok=True)
    told = {"schema": "dpcap/appeal/1", "provider": provider, "appeals": given}
    path.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), "utf-8")
    return path


class Office:
    """A directory of reviews, and what is filed and answered there."""

    def __init__(self, top: Path, framework: Path) -> None:
        self.reviews, self.drafts = top / "reviews", top / "drafts"
        self.reviews.mkdir(exist_ok=True)
        self.here = Configuration(environ={"DPCAP_FRAMEWORK": str(framework)})

    def request(self, *providers: str, on: date = FILED, **more: Any) -> AppealRequest:
        return AppealRequest(on=on, reviews=self.reviews, providers=providers, **more)

    def file(self, provider: str = "acme", **more: Any) -> WrittenAppeal:
        request = self.request(provider, **more.pop("request", {}))
        told = {"point": AppealPoint(gate="capital"), "ground": "漏算了一笔", "letter_on": WENT}
        return file_appeal(request, FiledAppeal(**{**told, **more}), self.here)

    def answer(self, by: str, provider: str = "acme", **more: Any) -> AnsweredAppeal:
        request = self.request(provider, **{"on": date(2026, 12, 8), **more.pop("request", {})})
        said = {"name": "a1", "outcome": "granted", "reason": "确有其事", "by": by, **more}
        return answer_appeal(request, AppealAnswer(**said), LetterPlace(self.drafts), self.here)

    def appeal(self, name: str = "a1", provider: str = "acme") -> Appeal:
        found = load_appeals(self.reviews, provider)
        assert found is not None
        return found.appeals[name]
