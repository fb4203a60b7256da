"""The calendar of rules: which versions of which rules are in force, from when, by which source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.gates import presets, read_gates
from dpcap.model.base import Language
from dpcap.model.expression import ExpressionError, ExpressionValues, expression
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.gate import AppliesBy, Gate, Gates, RuleForce
from dpcap.model.measure_names import is_periodic, laid_out, read_names
from dpcap.model.rule_calendar import CalendarRule, GatesOnDay, RuleCalendar
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.extras import needing

_OTHER_FRAMEWORK = "DP708"


@dataclass(frozen=True)
class RulesRequest:
    """Which rules are looked at: the day, the gates (a preset or a file), the role, the framework.

    Without gates these are all presets that came with dpcap for the framework.
    """

    on: date
    gates: str | None = None
    role: str | None = None
    framework: Path | None = None


def rule_calendar(
    request: RulesRequest, configuration: Configuration | None = None
) -> RuleCalendar:
    """How each version of the rules that *request* asks about stands on its day.

    Raises InvalidInputError for the framework or the gates; UsageError: no such role, or none of
    our presets is for the framework.
    """
    framework = (configuration or Configuration()).framework(request.framework)
    if request.role is not None and request.role not in framework.roles:
        raise UsageError(
            f"no role {request.role}; there are {framework.roles_said('en')}",
            f"没有角色 {request.role}；可选 {framework.roles_said('zh')}",
        )
    found = tuple(_asked_for(request, framework))
    return RuleCalendar(
        on=request.on,
        role=request.role,
        gates=tuple(_on_day(gates, framework, request) for gates, _ in found),
        findings=tuple(finding for _, warnings in found for finding in warnings),
    )


def rule_days(calendar: RuleCalendar, language: Language) -> bytes:
    """The days of the rules in *calendar* as an iCalendar file, the same bytes each time.

    Those of rules that are off are left out. Raises UsageError: the library is not installed.
    """
    with needing("calendar", "--ics"):
        from dpcap.workflow.rule_days import calendar_of_rules  # noqa: PLC0415 - may be missing

        return calendar_of_rules(calendar, language)


def _asked_for(
    request: RulesRequest, framework: Framework
) -> Iterator[tuple[Gates, tuple[Finding, ...]]]:
    """The gates that are asked for, with the warnings about each. Raises as `rule_calendar`."""
    if request.gates is not None:
        yield read_gates(request.gates, framework)
        return
    ours = [found for name in presets() if (found := _preset(name, framework))]
    if not ours:
        raise UsageError(
            "none of our gates is for this framework: name yours with --gates FILE",
            "自带的门槛都不是给这套框架的：请用 --gates 指明门槛文件",
        )
    yield from ours


def _preset(name: str, framework: Framework) -> tuple[Gates, tuple[Finding, ...]] | None:
    """A preset of ours; None if it is for another framework."""
    try:
        return read_gates(name, framework)
    except InvalidInputError as error:
        if {one.code for one in error.findings} != {_OTHER_FRAMEWORK}:
            raise
        return None


def _on_day(gates: Gates, framework: Framework, request: RulesRequest) -> GatesOnDay:
    rules = (
        _row(gates.id, rule, version, _applies_by(gate, framework), request.on)
        for rule, gate in gates.rules.items()
        for version in gate.each
        if request.role is None or _is_for(version, request.role, framework)
    )
    return GatesOnDay(id=gates.id, title=gates.title, digest=gates.digest, rules=tuple(rules))


def _row(gates: str, rule: str, version: Gate, by: AppliesBy, on: date) -> CalendarRule:
    return CalendarRule(
        gates=gates,
        rule=rule,
        force=_force(version, on),
        suspended=version.severity == "off",
        from_=version.from_,
        until=version.until,
        warn_from=version.warn_from,
        applies_by=by,
        applies_to=version.applies_to,
        severity=version.severity,
        message=version.message,
        measure=version.measure,
        operator=version.operator,
        needed=version.needed,
        where=version.where,
        clause=version.clause,
        source=version.source,
    )


def _force(version: Gate, day: date) -> RuleForce:
    if version.holds_on(day):
        return "in_force"
    return "to_come" if version.from_ and version.from_ > day else "lapsed"


def _applies_by(gate: Gate, framework: Framework) -> AppliesBy:
    if gate.applies_by:
        return gate.applies_by
    known = (read_names(framework, expression(one.measure)).known for one in gate.each)
    periodic = any(is_periodic(framework, name) for names in known for name in names)
    return "period_end" if periodic else "day"


def _is_for(version: Gate, role: str, framework: Framework) -> bool:
    """Whether *version* may concern providers of *role*: by its list, or a `where` on roles."""
    if version.applies_to:
        return role in version.applies_to
    return version.where is None or _holds(version.where, role, framework)


def _holds(where: str, role: str, framework: Framework) -> bool:
    """Whether *where* may hold in *role*: what depends on more than the role may."""
    compiled = expression(where)
    names = read_names(framework, compiled).known
    if [name.name for name in names] != ["role"]:
        return True
    try:
        return compiled.value_in(ExpressionValues(laid_out([(names[0], role)]))) is not False
    except ExpressionError:
        return True
