"""`provider.yaml`: who is assessed, and the facts asked once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from dpcap.errors import InvalidInputError
from dpcap.intake.all_answers import AllAnswers
from dpcap.intake.envelope import PERIOD, wrong_period
from dpcap.intake.key_typos import holds_colon, swallowed, unknown_key
from dpcap.intake.listed_ids import ListedIds, sound_ids
from dpcap.intake.model_errors import validate
from dpcap.intake.source import Document
from dpcap.intake.values import UnknownOptionError, ValueProblem, WrongValueError, read_fact, wrong
from dpcap.intake.wording import TwoLanguages
from dpcap.intake.yaml_values import Plain
from dpcap.model.assessment import Fact, Provider
from dpcap.model.base import as_id
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework

_KEYS = tuple(Fact.model_fields)
_LIST_IT = TwoLanguages("请先登记", "List it first")
_EMPTY_MEANS_ABSENT = ("contact", "categories", "shops", "clients", "facts")


def read_provider(
    document: Document, framework: Framework, sheets: AllAnswers, found: list[Finding]
) -> Provider | None:
    """The provider in *document*; errors go to *found*, and then there may be none.

    *sheets* says which evidence a fact may name.
    """
    data = dict(document.data) if isinstance(document.data, dict) else document.data
    if isinstance(data, dict):
        for key in _EMPTY_MEANS_ABSENT:
            if key in data and data[key] is None:
                del data[key]
        if isinstance(data.get("facts"), dict):
            data["facts"] = read_facts(document, framework, found)
    try:
        provider = validate(document, Provider, data)
    except InvalidInputError as error:
        found.extend(error.findings)
        return None
    found.extend(_checks(document, provider, framework))
    found.extend(_unlisted(document, provider, sheets))
    found.extend(_periods(document, provider, sheets.day))
    return provider


def read_facts(document: Document, framework: Framework, found: list[Finding]) -> dict[str, Plain]:
    """The facts as mappings, with values of their kinds; a fact that is wrong is left out."""
    written = document.data["facts"] if isinstance(document.data, dict) else None
    facts: dict[str, Plain] = {}
    for name, raw in written.items() if isinstance(written, dict) else ():
        if name not in framework.facts:
            found.append(_unknown(document, name, raw))
            continue
        if raw is None:
            continue
        entry: dict[str, Plain] = dict(raw) if isinstance(raw, dict) else {"value": raw}
        if type(entry.get(PERIOD)) is int:  # a year; true is none
            entry[PERIOD] = str(entry[PERIOD])
        if isinstance(named := entry.get("evidence"), list):
            entry["evidence"] = sound_ids(named)
        complaint = _slip(raw) or _value(entry, name, framework)
        if complaint is None:
            facts[name] = {
                key: value for key, value in entry.items() if value is not None or key not in _KEYS
            }
        else:
            params = {"name": name, "node": name, **complaint.said}
            found.append(document.finding(complaint.code, ("facts", name, complaint.key), params))
    return facts


def _unknown(document: Document, name: str, raw: Plain) -> Finding:
    """What is wrong with a name that no fact bears."""
    path = ("facts", name)
    if holds_colon(name):
        return document.finding("DP106", path, partial(unknown_key, name, raw), key=True)
    return document.finding("DP313", path, {"name": name}, key=True)


def _slip(raw: Plain) -> ValueProblem | None:
    slip = swallowed(raw, _KEYS)
    return wrong("DP314", "value", slip) if slip else None


def _value(entry: dict[str, Plain], name: str, framework: Framework) -> ValueProblem | None:
    """Puts the value of the fact's kind into *entry*, or says what is wrong with it."""
    if entry.get("value") is None:
        return None
    try:
        value = read_fact(entry["value"], framework.facts[name])
    except WrongValueError as error:
        return wrong("DP314", "value", error.problem)
    except UnknownOptionError as error:
        return ValueProblem("DP303", "value", {"option": error.option, "options": error.options})
    entry["value"] = list(value) if isinstance(value, tuple) else value
    return None


def _checks(document: Document, provider: Provider, framework: Framework) -> Iterator[Finding]:
    if provider.role not in framework.roles:
        options = ", ".join(framework.roles)
        yield document.finding("DP312", ("role",), {"role": provider.role, "options": options})
    if not (provider.name.zh or provider.name.en):
        yield document.finding("DP323", ("name",))
    seen: set[str] = set()
    for place, shop in enumerate(provider.shops):
        if shop.id in seen:
            yield document.finding("DP315", ("shops", place, "id"), {"shop": shop.id})
        seen.add(shop.id)


def _unlisted(document: Document, provider: Provider, sheets: AllAnswers) -> Iterator[Finding]:
    for name, fact in provider.facts.items():
        for place, piece in enumerate(fact.evidence):
            if not sheets.listed.lists(piece):
                path = ("facts", name, "evidence", place)
                params = partial(sheets.listed.hint, piece)
                yield document.finding("DP307", path, params, node=name)


def _periods(document: Document, provider: Provider, day: date | None) -> Iterator[Finding]:
    for name, fact in provider.facts.items():
        complaint = wrong_period(fact.period, day) if fact.period is not None else None
        if complaint is not None:
            path = ("facts", name, complaint.key)
            yield document.finding(complaint.code, path, complaint.params, node=name)


def shops_in(document: Document | None) -> ListedIds:
    """The ids of the shops in *document* (None: it cannot be read), also where it has errors."""
    data = document.data if document else None
    shops = data.get("shops") if isinstance(data, dict) else None
    each = shops if isinstance(shops, list) else []
    ids = [as_id(shop.get("id")) for shop in each if isinstance(shop, dict)]
    known = frozenset(name for name in ids if isinstance(name, str))
    whole = document is not None and len(ids) == len(each) and None not in ids
    return ListedIds("shop", known, whole=whole, else_=_LIST_IT)
