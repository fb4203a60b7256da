"""Answers as written to answers as scored: each held against its indicator's scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dpcap.intake.all_answers import OWN
from dpcap.intake.envelope import PERIOD, Envelopes, knows
from dpcap.intake.headings import unknown_indicator
from dpcap.intake.key_typos import holds_colon, swallowed, unknown_key
from dpcap.intake.listed_ids import ListedIds, sound_ids
from dpcap.intake.misplaced import is_piece
from dpcap.intake.model_errors import findings
from dpcap.intake.office import MARKS, figure_as_read, truth, unquoted
from dpcap.intake.scale_input import scale_input
from dpcap.intake.source import Document
from dpcap.intake.values import (
    COUNTS,
    UnknownOptionError,
    ValueProblem,
    WrongValueError,
    listed,
    offered,
    unit_of,
    wrong,
)
from dpcap.intake.yaml_values import Plain
from dpcap.model.assessment import PEER_FIELDS, Answer
from dpcap.model.base import as_id
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Rubric
from dpcap.model.two_languages import Params, TwoLanguages

_NOT_APPLICABLE = frozenset(
    ("不适用", "不涉及", "无此业务", "没有此业务", "n/a", "na", "n.a.", "not applicable", "/", "\\")
)
_UNKNOWN = frozenset(
    (
        *("不知道", "不清楚", "不详", "未知", "待定", "待补", "待填", "待确认", "暂无", "暂无数据"),
        *("unknown", "tbd", "todo", "?", "??", "???", "x", "xx", "无数据", "没有数据"),
    )
)
_SAY_NA = TwoLanguages(
    "“{word}”不是值。不适用请写 {{not_applicable: 原因}}，原因可选：{reasons}",
    "“{word}” is no value. For not applicable write {{not_applicable: REASON}}, one of: {reasons}",
)
_NO_NA = TwoLanguages(
    "这一题不能答“不适用”。{lowest}，不知道就写 {{unknown: true}}",
    "this one cannot be not applicable. {lowest}; if it is not known write {{unknown: true}}",
)
_LOWEST = TwoLanguages("没有做就选最低一级 0", "If it is not done choose the lowest rung, 0")
_AS_IT_IS = TwoLanguages("请按实际情况填", "Answer it as it is")
_SAY_UNKNOWN = TwoLanguages(
    "“{word}”不是值。不知道请写 {{unknown: true}}，或先不写这一题",
    "“{word}” is no value. If it is not known write {{unknown: true}}, or leave the question out",
)
_EITHER = TwoLanguages(
    "“{word}”看不出意思。不知道请写 {{unknown: true}}{or_na_zh}",
    "“{word}” can mean several things. If it is not known write {{unknown: true}}{or_na_en}",
)
_OR_NA = TwoLanguages(
    "；不适用请写 {{not_applicable: 原因}}，原因可选：{reasons}",
    "; if it is not applicable {{not_applicable: REASON}}, one of: {reasons}",
)


def no_value(raw: Plain, indicator: Indicator, framework: Framework) -> TwoLanguages | None:
    """What to say of *raw*, which *indicator* does not take, if it says that there is no value."""
    plain = unquoted(raw).lower() if isinstance(raw, str) else ""
    reasons = offered({one: framework.reasons[one] for one in indicator.not_applicable})
    if plain in _NOT_APPLICABLE:
        if indicator.not_applicable:
            return _filled(_SAY_NA, plain, reasons)
        lowest = _LOWEST if isinstance(indicator.scale, Rubric) else _AS_IT_IS
        return TwoLanguages(_NO_NA.zh.format(lowest=lowest.zh), _NO_NA.en.format(lowest=lowest.en))
    if plain in _UNKNOWN:
        return _filled(_SAY_UNKNOWN, plain, reasons)
    if plain not in MARKS:
        return None
    more = _filled(_OR_NA, plain, reasons) if indicator.not_applicable else TwoLanguages("", "")
    return _EITHER.fill({"word": plain, "or_na_zh": more.zh, "or_na_en": more.en})


def _filled(said: TwoLanguages, word: str, reasons: TwoLanguages) -> TwoLanguages:
    return TwoLanguages(
        said.zh.format(word=word, reasons=reasons.zh), said.en.format(word=word, reasons=reasons.en)
    )


_STATES = ("value", "unknown", "not_applicable")
_ORDERED = (*_STATES, "peer", "benchmark", "evidence", "note")
_OWN = frozenset(_ORDERED)
_ENVELOPE = "envelope"
_SHOWN = 60
_IN_BRACKETS = TwoLanguages(
    "它是证据编号：几项证据请放进方括号，写作 evidence: [e1, e2]",
    "It is a piece of evidence: put several into brackets, evidence: [e1, e2]",
)
_GROUP = re.compile(r"\d{3}(?:\.\d{1,9})?", re.ASCII)
_WHOLE = TwoLanguages(
    "数里的千分位逗号把它拆成了两半，请写 value: {whole}",
    "A comma of thousands made two of the figure: write value: {whole}",
)
_INSIDE = TwoLanguages(
    "人数、件数要放进 value：把 {keys} 写在 value: {{…}} 里，如 value: {{cases: 3, base: 1200}}",
    "Counts belong into the value: put {keys} inside value: {{…}}, such as"
    " value: {{cases: 3, base: 1200}}",
)
_NO_LIST = TwoLanguages(
    "这里是“键: 值”，不是列表，请去掉行首的短横线 -",
    "these are keys, no list: remove the dash at the beginning of the line",
)
_OUTERMOST = TwoLanguages(
    "它应写在文件最外层，不在 answers 下面：请去掉行首的空格",
    "It stands at the left margin, not under answers: remove the blanks before it",
)
_DEEPER = TwoLanguages(
    "它属于上面那一题：请在行首再加两个空格，移到题号下面",
    "It belongs to the indicator above: indent it by two blanks more, under its id",
)
_UNDER_EVIDENCE = TwoLanguages(
    "它像是一项证据：请移到 evidence: 下面",
    "It looks like a piece of evidence: move it under evidence:",
)

Entry = dict[str, Any]


@dataclass
class Answers:
    """Reads the answers of one file after another, and makes models of them all at the end.

    `evidence`: the pieces that may be named. `entries`: by indicator, ready for the model; `owner`:
    the file of each; `found`: what is wrong.
    """

    framework: Framework
    envelopes: Envelopes
    evidence: ListedIds
    entries: dict[str, Entry] = field(default_factory=dict)
    owner: dict[str, Document] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)

    def add(
        self, document: Document, written: Mapping[str, Plain], defaults: Mapping[str, str]
    ) -> None:
        """Takes in the answers of one file."""
        for node, raw in written.items():
            indicator = self.framework.by_id.get(node)
            if indicator is None:
                self._report(document, node, self._unknown(node, raw))
            elif node in self.owner:
                params: Params = {"name": node, "other": self.owner[node].shown}
                self._report(document, node, ValueProblem("DP319", "", params, at_key=True))
            elif raw is not None:
                self.owner[node] = document
                self._take(document, indicator, raw, defaults)

    def made(self) -> dict[str, Answer]:
        """The answers as models, all in one go; errors go to `found`."""
        try:
            return _adapter().validate_python(self.entries)
        except ValidationError as error:
            drop = frozenset((_ENVELOPE,))
            self.found.extend(findings(error, self.entries, self._document, ("answers",), drop))
            return {}

    def _document(self, path: tuple[Step, ...]) -> Document:
        return self.owner[str(path[0])]

    def _take(
        self, document: Document, indicator: Indicator, raw: Plain, defaults: Mapping[str, str]
    ) -> None:
        slip = swallowed(raw, self._keys) or self._listed(raw)
        if slip:
            self._report(document, indicator.id, wrong("DP302", "", slip))
            return
        written = raw if isinstance(raw, dict) else {"value": raw}
        given = {key: value for key, value in written.items() if value is not None}
        entry: Entry = {key: value for key, value in given.items() if key in _OWN}
        if "unknown" in entry and (said := truth(entry["unknown"])) is not None:
            entry["unknown"] = given["unknown"] = said
        for name in PEER_FIELDS:
            if isinstance(peer := entry.get(name), str):
                figure = figure_as_read(peer, unit_of(indicator.scale))
                entry[name] = peer if figure is None else figure
        envelope = self.envelopes.fitting(defaults, indicator)
        for complaint in (
            *self._strays(written),
            *_states(given),
            *self._fields(indicator, given, envelope),
            *self._reason(given),
            *self._value(indicator, entry),
        ):
            self._report(document, indicator.id, complaint)
        reason = given.get("not_applicable")
        if not isinstance(reason, str) or reason not in self.framework.reasons:
            entry.pop("not_applicable", None)
        named = given.get("evidence")
        if isinstance(named, list | str):
            pieces = listed(named)
            self._evidence(document, indicator.id, pieces)
            entry["evidence"] = sound_ids(pieces)
        if envelope:
            entry[_ENVELOPE] = envelope
        if indicator.per == "shop" and "value" in entry:
            self._per_shop(indicator)
        else:
            self.entries[indicator.id] = entry

    def _fields(
        self, indicator: Indicator, given: Mapping[str, Plain], envelope: dict[str, str]
    ) -> Iterator[ValueProblem]:
        """Puts the fields given into *envelope*."""
        for key, raw in given.items():
            if key in _OWN or not knows(self.framework, key):
                continue
            value = self.envelopes.read(key, raw, indicator)
            if isinstance(value, ValueProblem):
                yield value
            else:
                envelope[key] = value

    def _listed(self, raw: Plain) -> TwoLanguages | None:
        """What is wrong with *raw* if the keys of an answer stand in it as a list."""
        entries = raw if isinstance(raw, list) else ()
        keyed = any(isinstance(one, dict) and {*one} & _OWN for one in entries)
        return _NO_LIST if keyed else None

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        """The keys that an answer may have."""
        return (*_ORDERED, PERIOD, *self.framework.envelope)

    def _strays(self, written: Mapping[str, Plain]) -> Iterator[ValueProblem]:
        """Keys that nobody knows, whatever stands behind them: they may hold the value."""
        counts = [key for key in written if key in COUNTS]
        if counts:
            params = _said(counts[0], _INSIDE.fill({"keys": ", ".join(counts)}))
            yield ValueProblem("DP106", counts[0], params, at_key=True)
        for key, raw in written.items():
            if key not in _OWN and key not in counts and not knows(self.framework, key):
                said = partial(unknown_key, key, raw, self._keys)
                if raw is None and isinstance(written.get("evidence"), str):
                    said = partial(_said, key, _IN_BRACKETS)
                elif raw is None and type(written.get("value")) is int and _GROUP.fullmatch(key):
                    said = partial(_said, key, _WHOLE.fill({"whole": f"{written['value']}{key}"}))
                yield ValueProblem("DP106", key, said, at_key=True)

    def _unknown(self, node: str, raw: Plain) -> ValueProblem:
        """What is wrong with an id that no indicator bears."""
        if holds_colon(node):
            return ValueProblem("DP106", "", partial(unknown_key, node, raw), at_key=True)
        if node in _OWN and not isinstance(raw, dict):
            return ValueProblem("DP106", "", partial(_said, node, _DEEPER), at_key=True)
        if node in OWN:
            return ValueProblem("DP106", "", partial(_said, node, _OUTERMOST), at_key=True)
        if is_piece(raw):
            return ValueProblem("DP106", "", partial(_said, node, _UNDER_EVIDENCE), at_key=True)
        said = partial(unknown_indicator, self.framework, node)
        return ValueProblem("DP301", "", said, at_key=True)

    def _reason(self, given: Mapping[str, Plain]) -> Iterator[ValueProblem]:
        reason, reasons = given.get("not_applicable"), self.framework.reasons
        if isinstance(reason, str) and reason not in reasons:
            options = offered(reasons)
            params: Params = {"reason": reason[:_SHOWN]}
            params |= {"options_zh": options.zh, "options_en": options.en}
            yield ValueProblem("DP310", "not_applicable", params)

    def _value(self, indicator: Indicator, entry: Entry) -> Iterator[ValueProblem]:
        if "value" not in entry:
            return
        if complaint := read_into(entry, indicator):
            none = no_value(entry.pop("value"), indicator, self.framework)
            yield wrong("DP302", "value", none) if none else complaint

    def _evidence(self, document: Document, node: str, raw: list[Plain]) -> None:
        """Errors for evidence that is named but listed nowhere."""
        told: set[object] = set()
        for place, name in enumerate(map(as_id, raw)):
            if isinstance(name, str) and not self.evidence.lists(name) and name not in told:
                told.add(name)
                path = ("answers", node, "evidence", place)
                params = partial(self.evidence.hint, name)
                self.found.append(document.finding("DP307", path, params, node=node))

    def _per_shop(self, indicator: Indicator) -> None:
        path = ("answers", indicator.id, "value")
        params: Params = {"node": indicator.id}
        self.found.append(Finding(code="DP339", node=indicator.id, path=path, params=params))

    def _report(self, document: Document, node: str, complaint: ValueProblem) -> None:
        path = ("answers", node, complaint.key) if complaint.key else ("answers", node)
        self.found.append(
            document.finding(
                complaint.code, path, complaint.params, key=complaint.at_key, node=node
            )
        )


def _said(field: str, hint: TwoLanguages) -> Params:
    return {"field": field, "hint_zh": hint.zh, "hint_en": hint.en}


def _states(given: Mapping[str, Plain]) -> Iterator[ValueProblem]:
    said = [state for state in _STATES if state in given]
    if given.get("unknown") is False:
        said.remove("unknown")
    if len(said) > 1:
        yield ValueProblem("DP311", said[1], {"fields": ", ".join(said)}, at_key=True)


def read_into(entry: Entry, indicator: Indicator) -> ValueProblem | None:
    """Has the indicator's scale read the value of *entry*; says what is wrong with it."""
    try:
        entry["value"] = scale_input(indicator.scale).read(entry["value"])
    except WrongValueError as error:
        return wrong("DP302", "value", error.problem)
    except UnknownOptionError as error:
        return ValueProblem("DP303", "value", error.params)
    return None


@cache
def _adapter() -> TypeAdapter[dict[str, Answer]]:
    return TypeAdapter(dict[str, Answer])
