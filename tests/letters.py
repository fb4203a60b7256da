"""Letters about example providers: one of every kind, each with the decision it tells of."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import get_args

from dpcap.intake.folder import load_assessment
from dpcap.intake.gates import load_gates
from dpcap.intake.mail import load_mail
from dpcap.intake.records import load_records
from dpcap.model.base import Language
from dpcap.model.decision import (
    Decision,
    DecisionCondition,
    DecisionKind,
    GatesAndDecision,
    ReplacedDecision,
)
from dpcap.model.gate import Gates
from dpcap.model.letter import Letter
from dpcap.model.mail import TELLS, LetterKind, MailSettings
from dpcap.model.profile import Profile
from dpcap.report.letter.write import write_letter
from dpcap.scoring.case import make_case
from dpcap.scoring.decision_basis import gates_and_decision, substance_of
from dpcap.scoring.gates import judge_gates
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.sensitivity import full_profile
from locations import PROVIDERS, REVIEWS, ROOT
from profiles import shipped

LETTERS: tuple[LetterKind, ...] = get_args(LetterKind)
DECIDED = date(2026, 11, 24)
TODAY = date(2026, 12, 16)
WHO: dict[LetterKind, str] = {
    "admitted": "lanxing",
    "conditional": "qiushi-live",
    "declined": "haidao-cross",
    "reassess": "xinya",
    "reminder": "qiushi-live",
}
REASONS: dict[Language, dict[LetterKind, str]] = {
    "zh": {
        "admitted": "六个领域均有凭据，红线项全部通过，四家门店的数据已逐项复核。",
        "conditional": "直播能力扎实，凭据齐全；一份到期的合同须先续签。",
        "declined": "一条红线项如实答“否”，整改前不能准入；其余材料清楚、真实。",
        "reassess": "只答了约一半，尚不足以评级。",
    },
    "en": {
        "admitted": "All six areas are proved and every critical indicator is passed.",
        "conditional": "Strong in live streaming; a lapsed contract has to be renewed first.",
        "declined": "A critical indicator was answered no. The rest is clear and truthful.",
        "reassess": "About half is answered, which is not enough for a level.",
    },
}
CONDITIONS: dict[Language, tuple[str, str, str]] = {
    "zh": (
        "补交续签后的主播服务合同（盖章扫描件）",
        "把团队人数补足到20人，并提交最近一个月的社保汇总页（遮盖个人信息）",
        "补齐品控抽检记录，至少连续四周",
    ),
    "en": (
        "Hand in the renewed contract with the hosts (stamped scan)",
        "Bring the team to 20 people and hand in last month's social insurance, names masked",
        "Hand in records of quality checks for four weeks in a row",
    ),
}


def mail() -> MailSettings:
    return load_mail(ROOT / "examples" / "mail.yaml")


@lru_cache(maxsize=1)
def rules() -> Gates:
    return load_gates("admission", shipped()).on(DECIDED)


@lru_cache(maxsize=8)
def example(name: str) -> Profile:
    given = load_assessment(PROVIDERS / name, shipped())
    records = load_records(REVIEWS, given, shipped())
    return full_profile(make_case(shipped(), given, records=records))


def standing(profile: Profile, decision: Decision | None) -> GatesAndDecision:
    """The gates of admission held against *profile*, and *decision*."""
    results, _ = judge_gates(rules(), shipped(), profile)
    return gates_and_decision(rebuild_case(shipped(), profile), profile, decision, rules(), results)


def conditions(language: Language) -> tuple[DecisionCondition, ...]:
    """One met, one past its day (on `TODAY`), one still to come."""
    contract, team, checks = CONDITIONS[language]
    return (
        DecisionCondition(text=contract, due_on=date(2026, 12, 5), met_on=date(2026, 12, 1)),
        DecisionCondition(text=team, due_on=date(2026, 12, 15)),
        DecisionCondition(text=checks, due_on=date(2027, 1, 15)),
    )


def decision(profile: Profile, kind: LetterKind, language: Language) -> Decision:
    told: DecisionKind = TELLS.get(kind, "conditional")
    as_written = kind if kind in TELLS else "conditional"
    given = conditions(language) if told == "conditional" else ()
    if kind == "conditional":
        given = tuple(one.model_copy(update={"met_on": None}) for one in given)
    results, _ = judge_gates(rules(), shipped(), profile)
    footing = substance_of(rebuild_case(shipped(), profile), profile, results).footing
    earlier = ReplacedDecision(decision="conditional", on=DECIDED - timedelta(60), digest="0" * 64)
    return Decision(
        schema_="dpcap/decision/2",
        provider=profile.provider.id,
        decision=told,
        by="林复（生态组）" if language == "zh" else "Lin Fu (programme team)",
        on=DECIDED,
        reason=REASONS[language][as_written],
        conditions=given,
        substance=footing.digest,
        rests_on=footing,
        replaces=earlier if kind == "admitted" else None,
    )


def before(profile: Profile, language: Language) -> Decision:
    """The decision that an admission replaces: two conditions, one of them met."""
    whole = decision(profile, "conditional", language)
    kept = tuple(
        one.model_copy(update={"met_on": DECIDED if place == 0 else None})
        for place, one in enumerate(whole.conditions[:2])
    )
    return whole.model_copy(update={"conditions": kept})


@lru_cache(maxsize=16)
def letter(kind: LetterKind, language: Language) -> Letter:
    profile = example(WHO[kind])
    decided = decision(profile, kind, language)
    return write_letter(
        profile,
        shipped(),
        standing(profile, decided),
        mail(),
        kind,
        language=language,
        today=TODAY if kind == "reminder" else DECIDED,
        gates=rules(),
        replaced=before(profile, language) if kind == "admitted" else None,
    )
