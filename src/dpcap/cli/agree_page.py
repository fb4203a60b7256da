"""The agreement of reviewers, for people on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.analysis.agreement_study import (
    ACCEPTED,
    ENOUGH_PROVIDERS,
    REFUSED,
    Estimate,
    PairAgreement,
    RungAgreement,
    VerdictAgreement,
)
from dpcap.model.base import Language
from dpcap.model.counted_words import filled
from dpcap.model.two_languages import TwoLanguages
from dpcap.report.sanitize import printable
from dpcap.workflow.agree import ReviewAgreement

_WORDS = {
    "head": TwoLanguages(
        "{files} 份判断，复核人：{people}；共 {judged} 件次",
        "{files:file|files} of judgements by {people}: {judged:judgement|judgements} of pieces",
    ),
    "left": TwoLanguages(
        "不计入：{not_blind} 件次不是盲审，{not_drawn} 件次不是抽中的，{alone} 件次只有一人看过",
        "not used: {not_blind} not blind, {not_drawn} not drawn by the seed, {alone} judged by "
        "one reviewer alone",
    ),
    "verdicts": TwoLanguages(
        "采纳或不采纳：{items} 件，{providers} 家", "accept or refuse: {items} of {providers}"
    ),
    "rungs": TwoLanguages(
        "重新定档：{items} 题次，{providers} 家", "rungs read again: {items} of {providers}"
    ),
    "few": TwoLanguages(
        "  不足 {enough} 家，只列件数，不算一致程度。",
        "  fewer than {enough} providers: only counts are told, how far they agree is not.",
    ),
    "raw": TwoLanguages("意见一致的比例", "agreement"),
    "refusals": TwoLanguages("不采纳上的一致", "agreement on refusals"),
    "alpha": TwoLanguages("Krippendorff alpha（按类）", "Krippendorff's alpha, nominal"),
    "ordinal": TwoLanguages("Krippendorff alpha（按序）", "Krippendorff's alpha, ordinal"),
    "kappa": TwoLanguages("加权 kappa（平方）", "weighted kappa, quadratic"),
    "undefined": TwoLanguages("无法计算（意见没有差别）", "not defined: no two values differ"),
    "both": TwoLanguages(
        "  {a}、{b}：都采纳 {accepted}，都不采纳 {refused}，只有{a}采纳 {first}，"
        "只有{b}采纳 {second}",
        "  {a}, {b}: both accept {accepted}, both refuse {refused}, only {a} accepts {first}, "
        "only {b} accepts {second}",
    ),
    "steps": TwoLanguages(
        "  {a}、{b}：档位相同 {same}，差一档 {near}，差两档以上 {far}",
        "  {a}, {b}: the same rung {same}, one apart {near}, further apart {far}",
    ),
    "lenient": TwoLanguages("{a} 比 {b} 宽", "{a} more lenient than {b} by"),
    "interval": TwoLanguages(
        "括号内为 95 % 区间：按服务商重抽 {draws} 次。",
        "In brackets 95 % intervals: providers drawn anew {draws} times.",
    ),
    "differ": TwoLanguages("判断不一：{count} 处", "disagreements: {count}"),
    "written": TwoLanguages(
        "，已写入 {file}，其中已商定 {settled} 处", ", in {file}; settled there: {settled}"
    ),
}


def agree_page(found: ReviewAgreement, language: Language) -> Iterator[str]:
    """The lines that say how far the reviewers of *found* agree."""
    people = (", " if language == "en" else "、").join(found.reviewers)
    yield _say("head", language, files=found.files, people=people, judged=found.judged)
    if any(found.left_out):
        yield _say("left", language, **found.left_out._asdict())
    yield ""
    yield from _verdicts(found.verdicts, language)
    yield ""
    yield from _rungs(found.rungs, language)
    yield ""
    if found.resampled:
        yield _say("interval", language, draws=f"{found.resampled.draws:,}")
    yield _differ(found, language)


def _verdicts(found: VerdictAgreement, language: Language) -> Iterator[str]:
    yield _section("verdicts", found, language)
    if _few(found):
        yield _say("few", language, enough=ENOUGH_PROVIDERS)
    for name in ("raw", "refusals", "alpha"):
        yield from _figure(name, getattr(found, name), language)
    for one in found.pairs:
        a, b = one.reviewers
        table = one.counts
        yield _say(
            "both",
            language,
            a=a,
            b=b,
            accepted=table[ACCEPTED][ACCEPTED],
            refused=table[REFUSED][REFUSED],
            first=table[ACCEPTED][REFUSED],
            second=table[REFUSED][ACCEPTED],
        )
        yield from _lenient(one, language)


def _rungs(found: RungAgreement, language: Language) -> Iterator[str]:
    yield _section("rungs", found, language)
    if _few(found):
        yield _say("few", language, enough=ENOUGH_PROVIDERS)
    yield from _figure("ordinal", found.alpha, language)
    for one in found.pairs:
        a, b = one.reviewers
        same, near, far = _steps(one)
        yield _say("steps", language, a=a, b=b, same=same, near=near, far=far)
        yield from _figure("kappa", one.kappa, language)
        yield from _lenient(one, language)


def _section(name: str, found: VerdictAgreement | RungAgreement, language: Language) -> str:
    items, providers = str(found.items), str(found.providers)
    if language == "en":
        unit = "piece" if name == "verdicts" else "answer"
        items = _counted(found.items, unit)
        providers = _counted(found.providers, "provider")
    return _say(name, language, items=items, providers=providers)


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _few(found: VerdictAgreement | RungAgreement) -> bool:
    return 0 < found.providers < ENOUGH_PROVIDERS


def _steps(one: PairAgreement) -> tuple[int, int, int]:
    """How often both read the same rung, rungs one apart, and further apart."""
    steps = [0, 0, 0]
    for a, row in enumerate(one.counts):
        for b, count in enumerate(row):
            steps[min(abs(a - b), 2)] += count
    return steps[0], steps[1], steps[2]


def _lenient(one: PairAgreement, language: Language) -> Iterator[str]:
    """By how much one of the two is more lenient, that one first."""
    (a, b), found = one.reviewers, one.leniency
    if found is not None and found.value is not None and found.value < 0:
        a, b, found = b, a, found.turned
    label = _say("lenient", language, a=a, b=b)
    yield from _labelled(label, found, language, signed=True)


def _figure(name: str, found: Estimate | None, language: Language) -> Iterator[str]:
    yield from _labelled(_WORDS[name].say(language), found, language)


def _labelled(
    label: str, found: Estimate | None, language: Language, *, signed: bool = False
) -> Iterator[str]:
    if found is None:
        return
    if found.value is None:
        yield f"  {printable(label)}  {_WORDS['undefined'].say(language)}"
        return
    form = "+.2f" if signed else ".2f"
    shown = _plain(found.value, form)
    if found.low is not None and found.high is not None:
        shown += f" ({_plain(found.low, form)} … {_plain(found.high, form)})"
    yield f"  {printable(label)}  {shown}"


def _plain(value: float, form: str) -> str:
    """*value*; what is rounded to nothing has no sign."""
    shown = format(value, form)
    return "0.00" if float(shown) == 0 else shown.replace("-", "−")


def _differ(found: ReviewAgreement, language: Language) -> str:
    told = _say("differ", language, count=len(found.disagreements))
    if found.written is None:
        return told
    return told + _say("written", language, file=found.written, settled=found.settled)


def _say(name: str, language: Language, **fields: object) -> str:
    return printable(filled(_WORDS[name].say(language), fields))
