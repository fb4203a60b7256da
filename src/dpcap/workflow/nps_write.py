"""A wave becomes the answer to the question about NPS, with the proof that its holder allows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dpcap.errors import UsageError
from dpcap.intake import edit
from dpcap.intake.export_evidence import free_id, keep, kind_of_import
from dpcap.intake.values import listed
from dpcap.intake.yaml_values import Plain
from dpcap.lock import held, lock_for
from dpcap.model.assessment import Assessment, NpsCounts
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.framework import DECLARED, Framework
from dpcap.model.indicator import Indicator
from dpcap.model.period import EXPECTED, last_period, span_of
from dpcap.model.scale import Nps
from dpcap.model.two_languages import TwoLanguages
from dpcap.model.voice import SurveyHolder, VoiceAnswer
from dpcap.report.nps.result import HeldWave, NpsReport
from dpcap.scoring.normalise import NPS_MINIMUM
from dpcap.scoring.nps import nps_counts
from dpcap.scoring.voice_waves import by_days
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.nps import NpsRequest
from dpcap.workflow.provider import ProviderRequest, read_answers

_OWN, _BRAND = "own_document", "brand_confirmed"
_YEAR = 366
_STATES = ("unknown", "not_applicable")
_MOST_NAMED = 10
_HELD: dict[SurveyHolder, TwoLanguages] = {
    "platform": TwoLanguages("平台", "the platform"),
    "brand": TwoLanguages("品牌", "the brand"),
    "provider": TwoLanguages("服务商自己", "the provider itself"),
}
_NOTE = TwoLanguages(
    "买家调研 {wave}（{first} 至 {last}），{held}持有，{pulled}由 dpcap nps 汇总，计入 {count} 份。"
    "原文件：{files}",
    "Buyer survey {wave} ({first} to {last}), held by {held}, {pulled}summed up by dpcap nps,"
    " {count} answers counted. Files: {files}",
)
_PULLED = TwoLanguages("管理方取数，", "pulled by the manager, ")


@dataclass(frozen=True)
class PlannedAnswer:
    """What would be written for one question; `claimed`: what the folder says today ("": nothing).

    `kind`: the evidence that the wave is; `findings`: what is to be told before it is written.
    """

    node: str
    wave: str
    counts: NpsCounts
    period: str
    kind: str
    claimed: str
    note: str
    content: bytes
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class NpsAnswers:
    """All that one wave would write into the folder that was read as `assessment`."""

    request: NpsRequest
    framework: Framework
    assessment: Assessment
    on: date
    planned: tuple[PlannedAnswer, ...]
    root: Path | None


def plan_nps_answers(
    request: NpsRequest,
    report: NpsReport,
    on: date,
    wave: str | None = None,
    configuration: Configuration | None = None,
) -> NpsAnswers:
    """What the *wave* (None: the last outside promotions) would write; nothing is written.

    Raises UsageError: no such wave, one of a promotion, one with fewer than 30 answers, days that
    fit no period; InvalidInputError for the folder.
    """
    here = configuration or Configuration()
    asked = ProviderRequest(
        request.folder, evidence_root=request.evidence_root, framework=request.framework
    )
    if report.provider is None:
        raise UsageError(
            "answers are written into a provider's folder: name that one",
            "答案要写进服务商文件夹，请指明那个文件夹",
        )
    framework, assessment = read_answers(asked, here)
    if on > assessment.assessed_on:
        raise UsageError(
            f"the evidence is of {on}, the answers are of {assessment.assessed_on}: set assessed_on"
            " to that day, or give an earlier one with --on",
            f"证据日是 {on}，答卷的评估日是 {assessment.assessed_on}："
            "请改 assessed_on，或用 --on 写明更早的日期",
        )
    chosen = _chosen(report, wave)
    planned = tuple(
        _planned(request.folder, framework, assessment, one, chosen)
        for _, _, one in framework.walk()
        if isinstance(one.scale, Nps) and one.per == "provider"
    )
    if not planned:
        raise UsageError("the framework asks for no NPS", "这套框架没有 NPS 题")
    root = here.evidence_root(request.evidence_root)
    return NpsAnswers(request, framework, assessment, on, planned, root)


def write_nps_answers(answers: NpsAnswers) -> tuple[Path, ...]:
    """Write what is planned, with its evidence; returns the files changed.

    Raises OSError, InvalidInputError and UsageError where a file cannot be changed.
    """
    with held(lock_for(answers.request.folder), lambda: None):
        return tuple(dict.fromkeys(_written(answers)))


def _chosen(report: NpsReport, wave: str | None) -> HeldWave:
    """The wave that is written. Raises UsageError if it cannot be."""
    waves = {name: one.read.wave for name, one in report.held.items()}
    plain = [name for name in by_days(waves) if not waves[name].promo]
    names = ", ".join(plain) or "–"
    if wave is None and not plain:
        raise UsageError("there is no wave outside promotions", "没有大促以外的调研期")
    name = wave if wave is not None else plain[-1]
    if name not in plain:
        raise UsageError(
            f"no wave {name} that can be written; there are: {names}",
            f"没有可写入的调研期 {name}，可选：{names}",
        )
    found = report.held[name]
    if len(found.answers) < NPS_MINIMUM:
        raise UsageError(
            f"{name}: {len(found.answers)} answers count, at least {NPS_MINIMUM} are needed",
            f"{name} 只有 {len(found.answers)} 份计入，至少要 {NPS_MINIMUM} 份",
        )
    return found


def _planned(
    folder: Path,
    framework: Framework,
    assessment: Assessment,
    indicator: Indicator,
    chosen: HeldWave,
) -> PlannedAnswer:
    kind = kind_of_survey(framework, chosen.read.wave.held_by)
    language = assessment.provider.language
    return PlannedAnswer(
        node=indicator.id,
        wave=chosen.read.id,
        counts=nps_counts(one.mark for one in chosen.answers),
        period=_period(indicator, chosen, assessment.assessed_on),
        kind=kind,
        claimed=_claimed(folder, indicator.id),
        note=_note(chosen, language),
        content=survey_csv(chosen.answers),
        findings=tuple(_not_taken(framework, indicator, kind, language)),
    )


def kind_of_survey(framework: Framework, held_by: SurveyHolder) -> str:
    """The kind of evidence that a wave is: what it proves depends on who held it.

    The provider's own survey is an own document, a brand's one that the brand is to confirm, and
    the platform's an export, which counts as less until a reviewer accepts it. Where the
    *framework* knows no such kind it is what counts least.
    """
    caps = framework.method.proof_caps
    if held_by == "platform":
        return kind_of_import(framework)
    wanted = _OWN if held_by == "provider" else _BRAND
    if wanted in caps:
        return wanted
    least = min(
        (one for one in caps if one != DECLARED), key=lambda one: caps[one], default=DECLARED
    )
    return _OWN if _OWN in caps else least


def survey_csv(answers: Iterable[VoiceAnswer]) -> bytes:
    """The answers as CSV, sorted: day, mark, channel and carrier, and nothing of who gave them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["day", "mark", "channel", "carrier"])
    writer.writerows(sorted((str(one.day), one.mark, one.channel, one.carrier) for one in answers))
    return out.getvalue().encode()


def _period(indicator: Indicator, chosen: HeldWave, assessed_on: date) -> str:
    """The period of the question that holds all days of the wave. Raises UsageError."""
    assert isinstance(indicator.scale, Nps)  # noqa: S101 - only such are planned
    wave, kind = chosen.read.wave, indicator.scale.period
    for days in range(1, _YEAR + 1):
        period = last_period(kind, wave.until + timedelta(days=days))
        span = span_of(period)
        if span.first <= wave.from_ and wave.until <= span.last:
            if span.last >= assessed_on:
                raise UsageError(
                    f"{period} is not over on {assessed_on}, the day of the answers",
                    f"到评估日 {assessed_on}，{period} 还没结束",
                )
            return period
    raise UsageError(
        f"{chosen.read.id} ({wave.from_} to {wave.until}) lies in no single period of the kind that"
        f" {indicator.id} asks for: {EXPECTED[kind].en}",
        f"{chosen.read.id}（{wave.from_} 至 {wave.until}）不在同一个统计期内，{indicator.id} 要的是"
        f"{EXPECTED[kind].zh}",
    )


def _claimed(folder: Path, node: str) -> str:
    value = edit.answer_as_written(folder, node).get("value")
    if isinstance(value, dict):
        return ", ".join(f"{key} {count}" for key, count in value.items())
    return "" if value is None else str(value)[:100]


def _note(chosen: HeldWave, language: Language) -> str:
    read = chosen.read
    files = "; ".join(f"{name} (SHA-256 {digest})" for name, digest in read.files[:_MOST_NAMED])
    said = {
        "wave": read.id,
        "first": str(read.wave.from_),
        "last": str(read.wave.until),
        "held": _HELD[read.wave.held_by].say(language),
        "pulled": _PULLED.say(language) if chosen.by_manager else "",
        "count": len(chosen.answers),
        "files": files,
    }
    return (_NOTE.zh if language == "zh" else _NOTE.en).format_map(said)[:2000]


def _not_taken(
    framework: Framework, indicator: Indicator, kind: str, language: Language
) -> Iterator[Finding]:
    taken = indicator.proof.kinds if indicator.proof else ()
    needs = framework.until_confirmed.get(kind)
    counted = {kind, *(needs.lesser if needs else ())}
    if indicator.proof and taken and not counted & set(taken):
        title = framework.proof_titles.get(kind)
        shown = title.say(language) if title else kind
        params: dict[str, str | int | float] = {"node": indicator.id, "kind": shown}
        yield Finding(code="DP564", node=indicator.id, params=params)


def _written(answers: NpsAnswers) -> Iterator[Path]:
    folder, provider = answers.request.folder, answers.assessment.provider.id
    first = answers.planned[0]
    entry = keep(
        folder,
        f"nps {first.wave}",
        first.content,
        kind=first.kind,
        day=answers.on,
        note=first.note,
        root=answers.root / provider if answers.root else None,
    )
    pieces = answers.assessment.evidence
    same = [one.id for one in pieces.values() if one.sha256 == entry["sha256"]]
    piece = same[0] if same else free_id(pieces)
    area = answers.framework.parents[first.node][0].id
    if not same:
        yield edit.save_evidence(folder, area, piece, entry)
    for one in answers.planned:
        yield _write_answer(folder, answers.framework, one, piece)


def _write_answer(folder: Path, framework: Framework, one: PlannedAnswer, piece: str) -> Path:
    old = edit.answer_as_written(folder, one.node)
    entry = {key: value for key, value in old.items() if key not in _STATES}
    named = entry.get("evidence")
    before = listed(named) if isinstance(named, str | list) else []
    evidence: list[Plain] = [*dict.fromkeys([*map(str, before), piece])]
    value: dict[str, Plain] = dict(one.counts.model_dump())
    rest = {key: said for key, said in entry.items() if key not in ("value", "evidence", "period")}
    entry = {"value": value, **rest, "period": one.period, "evidence": evidence}
    return edit.save_answer(folder, framework.parents[one.node][0].id, one.node, entry)
