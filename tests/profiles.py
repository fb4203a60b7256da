"""Whole profiles over the shipped framework, drawn from a seed: for tests of pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from dpcap.intake.framework import load_framework
from dpcap.model.assessment import (
    Answer,
    Assessment,
    Assessor,
    Client,
    Contact,
    Evidence,
    Fact,
    Provider,
    Shop,
    ShopRow,
    Value,
)
from dpcap.model.base import Name
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.manager import ManagerRecords
from dpcap.model.period import last_period
from dpcap.model.profile import Profile
from dpcap.model.review import EvidenceRuling, Review, ReviewRemark, RoleRuling
from dpcap.model.seen_today import seen_file
from dpcap.model.submission import SignOff
from dpcap.report.formats import PROFILE_FORMATS
from dpcap.scoring.case import make_case
from dpcap.scoring.sensitivity import full_profile
from locations import QUESTIONNAIRES

TEXT_FORMATS = [one.name for one in PROFILE_FORMATS.formats if not one.binary]
# What is data says no sentence; whatever else is text says all that every page says.
DATA_FORMATS = ["json"]
PAGE_FORMATS = [name for name in TEXT_FORMATS if name not in DATA_FORMATS]

DAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Wish:
    """What kind of provider to draw. `own` is put wherever a provider writes its own words."""

    seed: int = 1
    role: str = "full_service"
    good: float = 0.7
    proof: float = 0.8
    answered: float = 0.95
    shops: int = 3
    reviewed: float = 0.0
    issuer: str | None = None
    name: str = "兰杏数字科技"
    name_en: str | None = "Lanxing Digital"
    own: str = "自己的话"


@lru_cache(maxsize=1)
def shipped() -> Framework:
    return load_framework(QUESTIONNAIRES)


@lru_cache(maxsize=32)
def profile(wish: Wish = Wish()) -> Profile:
    """The profile of a provider as wished for."""
    framework = shipped()
    drawn = Draw(framework, wish)
    assessment = drawn.assessment()
    records = ManagerRecords(review=drawn.review()) if wish.reviewed else None
    return full_profile(make_case(framework, assessment, records=records))


class Draw:
    """Draws one provider's folder."""

    def __init__(self, framework: Framework, wish: Wish) -> None:
        self.framework, self.wish = framework, wish
        self.random = Random(wish.seed)
        self.evidence: dict[str, Evidence] = {}
        self.shops = tuple(
            Shop(id=f"s{n}", name=f"{wish.own} S{n}", consent=n % 2 == 1)
            for n in range(1, wish.shops + 1)
        )

    def assessment(self) -> Assessment:
        wish = self.wish
        answers: dict[str, Answer] = {}
        rows: dict[str, tuple[ShopRow, ...]] = {}
        for _, _, indicator in self.framework.walk():
            self.reply(indicator, answers, rows)
        provider = Provider(
            schema_="dpcap/provider/1",
            id="lanxing",
            name=Name(zh=wish.name, en=wish.name_en),
            registration_number="91330106MA2XXXXX1K",
            role=wish.role,
            contact=Contact(name=wish.own, email="someone@example.com", phone="13800000000"),
            shops=self.shops,
            clients=tuple(
                Client(name=f"{wish.own} C{n}", consent=n == 1, category=wish.own) for n in (1, 2)
            ),
            facts=self.facts(),
        )
        return Assessment(
            provider=provider,
            assessed_on=DAY,
            assessor=Assessor(name=wish.own, title=wish.own),
            answers=answers,
            rows=rows,
            evidence=self.evidence,
            submission=SignOff(
                by=wish.own,
                title=wish.own,
                on=DAY,
                framework=self.framework.edition,
                digest="0" * 64,
                changed=True,
            ),
        )

    def reply(
        self, indicator: Indicator, answers: dict[str, Answer], rows: dict[str, tuple[ShopRow, ...]]
    ) -> None:
        if self.random.random() > self.wish.answered:
            if self.random.random() < 0.5:
                answers[indicator.id] = Answer(unknown=True, note=self.wish.own)
        elif indicator.not_applicable and self.random.random() < 0.2:
            reason = indicator.not_applicable[0]
            answers[indicator.id] = Answer(not_applicable=reason, note=self.wish.own)
        elif indicator.per == "shop":
            rows[indicator.id] = tuple(
                ShopRow(shop=shop.id, **self.fields(indicator)) for shop in self.shops
            )
        else:
            answers[indicator.id] = Answer(**self.fields(indicator))

    def fields(self, indicator: Indicator) -> dict[str, Any]:
        scale: Any = indicator.scale
        envelope = {}
        for name, allowed in getattr(scale, "envelope", {}).items():
            values = list(self.framework.envelope[name].values) if allowed == "any" else allowed
            last = last_period(scale.period, DAY) if name == "period" else None
            envelope[name] = last or (values or [self.wish.own])[0]
        by_peer = scale.kind == "number" and scale.score.by == "peer"
        return {
            "value": self.value(scale),
            "peer": float(scale.typical or 1.0) if by_peer else None,
            "envelope": envelope,
            "evidence": self.proof(indicator),
            "note": self.wish.own if self.random.random() < 0.1 else None,
        }

    def value(self, scale: Any) -> Value:  # noqa: PLR0911 - one for each kind
        draw, good = self.random, self.wish.good
        match scale.kind:
            case "rubric":
                top = len(scale.levels) - 1
                return float(min(top, max(0, round(draw.gauss(good * (top + 1), 1)))))
            case "boolean":
                return draw.random() < good
            case "choice":
                return str(draw.choice(scale.options).id)
            case "checklist":
                ticked = tuple(o.id for o in scale.options if draw.random() < good)
                return ticked or ("none",)
            case "nps":
                return 40.0
            case "rate":
                return float(scale.points[-1][0])
            case "number":
                low, high = scale.plausible or (0.0, 1e9)
                typical = scale.typical or 1.0
                return float(round(min(high, max(low, typical * draw.uniform(0.7, 1.4))), 2))
        raise AssertionError(scale.kind)

    def proof(self, indicator: Indicator) -> tuple[str, ...]:
        if self.random.random() > self.wish.proof:
            return ()
        allowed = indicator.proof.kinds if indicator.proof else ()
        return (self.piece(allowed),)

    def piece(self, allowed: tuple[str, ...] = ()) -> str:
        """A piece of one of the kinds *allowed*; after forty old ones are used again."""
        fitting = [name for name, p in self.evidence.items() if not allowed or p.kind in allowed]
        if len(self.evidence) >= 40 and fitting:
            return self.random.choice(fitting)
        kind = self.random.choice(allowed or ("screenshot", "export", "own_document"))
        name = f"e{len(self.evidence) + 1}"
        self.evidence[name] = Evidence(
            id=name,
            kind=kind,
            file=f"evidence/{self.wish.own} {name}.png",
            captured_on=DAY - timedelta(days=self.random.randint(1, 100)),
            sha256=f"{len(self.evidence):064x}",
            note=self.wish.own,
            state="ok",
        )
        return name

    def facts(self) -> dict[str, Fact]:
        own = self.wish.own
        made: dict[str, Fact] = {}
        for name, spec in self.framework.facts.items():
            value: Any = {
                "number": float(self.random.randint(1, 900)),
                "boolean": True,
                "texts": (own, own),
                "date": "2019-05-01",
                "link": "https://live.douyin.com/745964462470",
                "text": own,
                "choice": next(iter(spec.options), own),
            }[spec.kind]
            made[name] = Fact(
                value=value, on=DAY, period=own, shops=2, note=own, evidence=(self.piece(),)
            )
        return made

    def review(self) -> Review:
        own = self.wish.own
        seen = [name for name in self.evidence if self.random.random() < self.wish.reviewed]
        return Review(
            schema_="dpcap/review/2",
            provider="lanxing",
            issuer=self.wish.issuer,
            contested=own,
            role=RoleRuling(id=self.wish.role, by=own, on=DAY, reason=own),
            evidence={
                name: EvidenceRuling(
                    ruling="refused" if self.random.random() < 0.1 else "accepted",
                    by=own,
                    on=DAY,
                    reason=own,
                    saw=seen_file(self.evidence[name]),
                )
                for name in seen
            },
            remarks=(
                ReviewRemark(node="traffic", text=f"{own} for all", by=own, on=DAY, audience="all"),
                ReviewRemark(text=f"{own} for reviewers", by=own, on=DAY),
            ),
        )
