"""The rules of `mail.yaml`: each is true or false of any provider, and fits what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import islice, product

from dpcap.intake.checks.expressions import syntax, texts_sized
from dpcap.intake.samples import OTHER, numbers, strings
from dpcap.intake.source import Document
from dpcap.model.expression import CelValue, Expression, ExpressionError, expression
from dpcap.model.finding import Finding
from dpcap.model.mail import TELLS, LetterRule, MailSettings
from dpcap.model.mail_facts import ENDS, KNOWN, NAMES

_DECISION = "decision"
_MOST = 4000
Sample = dict[str, CelValue]


def check_letters(document: Document, mail: MailSettings) -> Iterator[Finding]:
    """Findings about the `when` of every letter, and about letters that would tell a wrong one."""
    for place, rule in enumerate(mail.letters):
        yield from _check(document, rule, ("letters", place))


def _check(document: Document, rule: LetterRule, spot: tuple[str, int]) -> Iterator[Finding]:
    path = (*spot, "when")
    try:
        compiled = expression(rule.when)
    except ValueError as error:
        yield document.finding("DP432", path, syntax(error).params)
        return
    unknown = [name for name in compiled.names if name not in NAMES]
    for name in unknown:
        near = get_close_matches(name, NAMES, n=3, cutoff=0.7) or NAMES
        yield document.finding("DP433", path, {"name": name, "options": ", ".join(near)})
    if unknown:
        return
    texts = list(texts_sized(rule.when, lambda name: _values(name, rule.when)))
    for params in texts:
        yield document.finding("DP245", path, params)
    if not texts:
        yield from _tried(document, rule, compiled, path)


def _tried(
    document: Document, rule: LetterRule, compiled: Expression, path: tuple[str | int, ...]
) -> Iterator[Finding]:
    """The first sample over which *rule* is undecided, or its letter contradicts the decision."""
    told = TELLS.get(rule.template)
    for sample in _samples(compiled):
        try:
            holds = compiled.holds(sample)
        except ExpressionError:
            yield document.finding("DP434", path, {"sample": _shown(sample)})
            return
        if holds and told is not None and sample[_DECISION] != told:
            params = {"template": rule.template, "decision": told, "sample": _shown(sample)}
            yield document.finding("DP430", path, params)
            return


def _samples(compiled: Expression) -> Iterator[Sample]:
    names = list(dict.fromkeys((*compiled.names, _DECISION)))
    values = [_values(name, compiled.source) for name in names]
    for combination in islice(product(*values), _MOST):
        yield dict(zip(names, combination, strict=True))


def _values(name: str, source: str) -> Sequence[CelValue]:
    if name in ENDS:
        return numbers(source, ENDS[name])
    return KNOWN.get(name) or (*dict.fromkeys(strings(source)), OTHER, "")


def _shown(sample: Sample) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in sample.items())
