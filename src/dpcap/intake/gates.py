"""`gates.yaml`, a preset or an own one: the rules that profiles must meet, and their days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path, PurePath

from pydantic import ValidationError

from dpcap.errors import InvalidInputError
from dpcap.intake.finding_limit import refused
from dpcap.intake.gate_rules import Report, check_rules, place_of, places
from dpcap.intake.lookup import shipped
from dpcap.intake.model_errors import emptied, findings, keys_of, of_json, read_model
from dpcap.intake.source import Document, read_yaml
from dpcap.intake.yaml_values import Plain
from dpcap.model.expression import expression
from dpcap.model.finding import Finding, Step, has_errors
from dpcap.model.framework import Framework
from dpcap.model.gate import OPERATORS, Gate, Gates
from dpcap.model.measure import MeasureName
from dpcap.model.measure_names import is_date, is_periodic, read_names
from dpcap.model.period import span_of
from dpcap.model.two_languages import Params

_DAY = timedelta(1)
Versions = list[tuple[int | None, Gate]]


def check_dates(gates: Gates, framework: Framework, report: Report) -> Iterator[Finding]:
    """Findings about the dates of every rule and the roles that it is for.

    *framework* is the one that they are for, and their expressions compile.
    """
    for rule, gate in gates.rules.items():
        say = partial(_say, report, rule)
        versions = list(places(gate))
        for place, version in versions:
            yield from _alone(gate, place, version, framework, say)
        yield from _together(gate, versions, framework, say)
        yield from _day_told(gate, framework, say)


def _say(
    report: Report, rule: str, code: str, at: tuple[Step, ...], params: Params | None = None
) -> Finding:
    return report(code, ("rules", rule, *at), {"rule": rule, **(params or {})})


Say = partial[Finding]


def _alone(
    gate: Gate, place: int | None, version: Gate, framework: Framework, say: Say
) -> Iterator[Finding]:
    """What is wrong with the days and the roles of one version."""
    at = partial(place_of, gate, place)
    begins, ends, told = version.from_, version.until, version.warn_from
    if begins and ends and ends < begins:
        yield say("DP717", at("until"), {"begins": str(begins), "ends": str(ends)})
    if told and (begins is None or told > begins):
        yield say("DP720", at("warn_from"), {"told": str(told), "begins": str(begins or "–")})
    for n, role in enumerate(version.applies_to):
        if role not in framework.roles:
            options = ", ".join(framework.roles)
            yield say("DP722", (*at("applies_to"), n), {"name": role, "options": options})


def _together(gate: Gate, versions: Versions, framework: Framework, say: Say) -> Iterator[Finding]:
    """Days with two versions of a rule, and days between two versions that have none."""
    seen: set[tuple[str, int | None, int | None]] = set()
    for role in framework.roles:
        ours = [(n, one) for n, one in versions if not one.applies_to or role in one.applies_to]
        ours.sort(key=lambda each: (each[1].from_ or date.min, each[1].until or date.max))
        for (a, one), (b, other) in combinations(ours, 2):
            first, last = _shared(one, other)
            if first <= last and _is_new(seen, ("DP718", a, b)):
                days: Params = {"first": _shown(first), "last": _shown(last)}
                yield say("DP718", ("versions", b or 0), days)
        for (a, one), (b, other) in pairwise(ours):
            gap = (one.until + _DAY if one.until else None, other.from_)
            if gap[0] and gap[1] and gap[0] < gap[1] and _is_new(seen, ("DP719", a, b)):
                days = {"first": str(gap[0]), "last": str(gap[1] - _DAY)}
                yield say("DP719", place_of(gate, b, "from"), days)


def _shared(one: Gate, other: Gate) -> tuple[date, date]:
    """The first and the last day that two versions have in common; none: the last is earlier."""
    first = max(one.from_ or date.min, other.from_ or date.min)
    return first, min(one.until or date.max, other.until or date.max)


def _shown(day: date) -> str:
    return "…" if day in (date.min, date.max) else str(day)


def _is_new(
    seen: set[tuple[str, int | None, int | None]], one: tuple[str, int | None, int | None]
) -> bool:
    new = one not in seen
    seen.add(one)
    return new


def _day_told(gate: Gate, framework: Framework, say: Say) -> Iterator[Finding]:
    """By which day a dated rule is judged: it must be possible, and clear within a month."""
    if not gate.dated:
        return
    measured, others = _names(gate, framework)
    if gate.applies_by == "occurrence":
        if not any(is_date(framework, name) for name in (*measured, *others)):
            yield say("DP723", ("applies_by",))
    elif gate.applies_by is None and any(_of_period(framework, name) for name in measured):
        for place, version in places(gate):
            for key, day in (
                ("from", version.from_),
                ("until", version.until and version.until + _DAY),
            ):
                if day and day.day != 1:
                    yield say("DP721", place_of(gate, place, key), {"day": str(day)})
                    return


def _names(gate: Gate, framework: Framework) -> tuple[list[MeasureName], list[MeasureName]]:
    """The names that the versions of *gate* measure, and those in their conditions."""
    measures = {one.measure for one in gate.each}
    conditions = {one.where for one in gate.each if one.where}

    def read(sources: set[str]) -> list[MeasureName]:
        found = (read_names(framework, expression(one)).known for one in sorted(sources))
        return [name for known in found for name in known]

    return read(measures), read(conditions)


def _of_period(framework: Framework, name: MeasureName) -> bool:
    """Whether *name* is a figure of a period, or may be one."""
    is_number = name.kind == "fact" and framework.facts[name.fact].kind == "number"
    return is_number or is_periodic(framework, name)


GATES_DIR = "gates"
EXTENDS, RULES = "extends", "rules"
_SUFFIXES = (".yaml", ".yml")
_VERSIONS, _DATES = "versions", ("from", "until", "warn_from")
# The key of earlier versions for where a rule comes from; so many rules are named that have it.
_OLD, _NAMED = "origin", 5
# What gates never take over from those they extend.
_OWN = (("id",), (EXTENDS,))


@dataclass(frozen=True)
class GatesFile:
    """Gates as written: the file, the one it extends, and the two as one."""

    own: Document
    base: Document | None
    data: Plain

    def finding(self, code: str, path: tuple[Step, ...], params: Params | None = None) -> Finding:
        """A finding in the file in which *path* stands."""
        return self.document(path).finding(code, path, params)

    def document(self, path: tuple[Step, ...]) -> Document:
        """The file that *path* leads further in; one's own if both are alike."""
        if self.base is None or path[:1] in _OWN:
            return self.own
        files = (self.own, self.base)
        return max(files, key=lambda document: document.reach(path))


def load_gates(name_or_path: str | Path, framework: Framework) -> Gates:
    """The gates of a preset (`admission`) or of a file (`gates.yaml`), made for *framework*.

    Raises InvalidInputError with every error in them.
    """
    return read_gates(name_or_path, framework)[0]


def read_gates(name_or_path: str | Path, framework: Framework) -> tuple[Gates, tuple[Finding, ...]]:
    """The gates and the warnings about them. Parameters and errors as for `load_gates`."""
    _, gates, found = open_gates(name_or_path, framework)
    return gates, found


def open_gates(
    name_or_path: str | Path, framework: Framework
) -> tuple[GatesFile, Gates, tuple[Finding, ...]]:
    """What `read_gates` gives, and the file or files that they stand in. Raises alike."""
    written = _read(name_or_path)
    gates = _validated(written, framework)
    found = (*_settings(written, gates), *_wrong(written, gates, framework))
    if has_errors(found):
        raise refused(found)
    return written, gates, found


def parse_gates(raw: bytes, framework: Framework, shown: str) -> Gates:
    """Gates in the form that a bundle holds, checked like a file of one's own.

    *shown* names the file. Raises InvalidInputError with every error in them.
    """
    nowhere = Document(None, shown, lambda: None)
    written = GatesFile(nowhere, None, None)
    try:
        gates = Gates.model_validate_json(raw)
    except ValidationError as error:
        raise InvalidInputError(of_json(error, raw, nowhere)) from error
    found = tuple(_wrong(written, gates, framework))
    if has_errors(found):
        raise InvalidInputError(found)
    return gates


def presets() -> tuple[str, ...]:
    """The names of the presets that came with dpcap."""
    return tuple(sorted(path.stem for path in shipped(GATES_DIR).glob("*.yaml")))


def _is_name(text: str) -> bool:
    """Whether *text* names a preset: no file has neither a directory nor an ending."""
    return PurePath(text).name == text and PurePath(text).suffix not in _SUFFIXES


def _preset(name: str) -> Path | None:
    return shipped(GATES_DIR) / f"{name}.yaml" if name in presets() else None


def _read(name_or_path: str | Path) -> GatesFile:
    path = Path(name_or_path)
    if isinstance(name_or_path, str) and _is_name(name_or_path):
        preset = _preset(name_or_path)
        if preset is None:
            params: Params = {"name": name_or_path, "options": ", ".join(presets())}
            raise InvalidInputError([Finding(code="DP706", params=params)])
        path = preset
    own = read_yaml(path)
    base = _base(own, path.parent)
    return GatesFile(own, base, _joined(own.data, base.data if base else None))


def _base(own: Document, directory: Path) -> Document | None:
    """The file that *own* extends, if it does."""
    name = own.data.get(EXTENDS) if isinstance(own.data, dict) else None
    if not isinstance(name, str):
        return None
    path = _preset(name) if _is_name(name) else directory / name
    if path is None:
        params: Params = {"name": name, "options": ", ".join(presets())}
        raise InvalidInputError([own.finding("DP706", (EXTENDS,), params)])
    base = read_yaml(path)
    if isinstance(base.data, dict) and EXTENDS in base.data:
        raise InvalidInputError([own.finding("DP707", (EXTENDS,), {"name": name})])
    return base


def _joined(own: Plain, base: Plain) -> Plain:
    """*own* over *base*: key by key, and the rules rule by rule."""
    if not isinstance(own, dict) or not isinstance(base, dict):
        return own
    inherited = {key: value for key, value in base.items() if (key,) not in _OWN}
    return {**inherited, **own, RULES: _joined_rules(own.get(RULES, {}), base.get(RULES))}


def _joined_rules(own: Plain, base: Plain) -> Plain:
    if not isinstance(own, dict) or not isinstance(base, dict):
        return own
    return {**base, **{name: _adjusted(rule, base.get(name)) for name, rule in own.items()}}


def _adjusted(own: Plain, base: Plain) -> Plain:
    """A rule of the base with what its own says instead; another mark takes the place of its.

    A mark or days of one's own take the place of the base's versions, and versions that of its
    days.
    """
    if not isinstance(own, dict) or not isinstance(base, dict):
        return own
    gone: set[str] = set()
    if any(name in own for name in OPERATORS):
        gone.update((*OPERATORS, _VERSIONS))
    if any(name in own for name in _DATES):
        gone.add(_VERSIONS)
    if _VERSIONS in own:
        gone.update(_DATES)
    return {**{k: v for k, v in base.items() if k not in gone}, **own}


def _validated(written: GatesFile, framework: Framework) -> Gates:
    if written.own.data is None:
        raise refused([emptied(written.own, Gates)])
    if renamed := tuple(_renamed(written)):
        raise refused(renamed)
    try:
        return read_model(Gates, written.data, framework.languages)
    except ValidationError as error:
        known = keys_of(Gates)
        found = findings(error, written.data, written.document, known=known)
        raise refused(found) from error


def _renamed(written: GatesFile) -> Iterator[Finding]:
    """That `origin` is written otherwise now: once, at the first of the rules that have it."""
    rules = written.data.get(RULES) if isinstance(written.data, dict) else None
    if not isinstance(rules, dict):
        return
    old = [str(name) for name, rule in rules.items() if isinstance(rule, dict) and _OLD in rule]
    if old:
        named = ", ".join(old[:_NAMED]) + (" …" if len(old) > _NAMED else "")
        yield written.finding("DP715", (RULES, old[0], _OLD), {"rules": named})


def _settings(written: GatesFile, gates: Gates) -> Iterator[Finding]:
    """What a file may not say, because `dpcap.toml` does."""
    if "decide_set" in gates.model_fields_set:
        yield written.finding("DP848", ("decide_set",))


def _wrong(written: GatesFile, gates: Gates, framework: Framework) -> Iterator[Finding]:
    if gates.framework is not None and gates.framework != framework.id:
        params: Params = {"name": gates.framework, "framework": framework.id}
        yield written.finding("DP708", ("framework",), params)
        return
    if gates.period is not None and not _is_period(gates.period):
        yield written.finding("DP709", ("period",), {"value": gates.period})
    found = tuple(check_rules(gates, framework, written.finding))
    yield from found
    if not has_errors(found):
        yield from check_dates(gates, framework, written.finding)
    yield from _waivers(written, gates)


def _is_period(text: str) -> bool:
    try:
        return span_of(text) is not None
    except ValueError:
        return False


def _waivers(written: GatesFile, gates: Gates) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for place, waiver in enumerate(gates.waivers):
        params: Params = {"rule": waiver.rule, "provider": waiver.provider}
        if waiver.rule not in gates.rules:
            yield written.finding("DP710", ("waivers", place, "rule"), params)
        elif (waiver.provider, waiver.rule) in seen:
            yield written.finding("DP711", ("waivers", place, "rule"), params)
        seen.add((waiver.provider, waiver.rule))
