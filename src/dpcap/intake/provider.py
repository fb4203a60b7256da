"""`provider.yaml`: who is assessed, and the facts asked once."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.errors import InvalidInputError
from dpcap.intake.build import Plain
from dpcap.intake.complaint import Complaint, wrong
from dpcap.intake.envelope import PERIOD
from dpcap.intake.problems import validate
from dpcap.intake.sheets import Sheets
from dpcap.intake.source import Document
from dpcap.intake.values import UnknownOptionError, WrongValueError, read_fact
from dpcap.model.assessment import Provider
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework

_EMPTY_MEANS_ABSENT = ("contact", "categories", "shops", "clients", "facts")


def read_provider(
    document: Document, framework: Framework, sheets: Sheets, found: list[Finding]
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
    return provider


def read_facts(document: Document, framework: Framework, found: list[Finding]) -> dict[str, Plain]:
    """The facts as mappings, with values of their kinds; a fact that is wrong is left out."""
    written = document.data["facts"] if isinstance(document.data, dict) else None
    facts: dict[str, Plain] = {}
    for name, raw in written.items() if isinstance(written, dict) else ():
        entry: dict[str, Plain] = dict(raw) if isinstance(raw, dict) else {"value": raw}
        if entry.get("value") is None and not isinstance(raw, dict):
            continue
        if name not in framework.facts:
            found.append(document.finding("DP313", ("facts", name), {"name": name}, key=True))
            continue
        if type(entry.get(PERIOD)) is int:  # a year; true is none
            entry[PERIOD] = str(entry[PERIOD])
        complaint = _value(entry, name, framework)
        if complaint is None:
            facts[name] = {key: value for key, value in entry.items() if value is not None}
        else:
            params = {"name": name, "node": name, **complaint.params}
            found.append(document.finding(complaint.code, ("facts", name, complaint.key), params))
    return facts


def _value(entry: dict[str, Plain], name: str, framework: Framework) -> Complaint | None:
    """Puts the value of the fact's kind into *entry*, or says what is wrong with it."""
    if entry.get("value") is None:
        return None
    try:
        value = read_fact(entry["value"], framework.facts[name])
    except WrongValueError as error:
        return wrong("DP314", "value", error.problem)
    except UnknownOptionError as error:
        return Complaint("DP303", "value", {"option": error.option, "options": error.options})
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


def _unlisted(document: Document, provider: Provider, sheets: Sheets) -> Iterator[Finding]:
    for name, fact in provider.facts.items():
        for place, piece in enumerate(fact.evidence):
            if not sheets.lists(piece):
                path = ("facts", name, "evidence", place)
                yield document.finding("DP307", path, {"evidence": piece}, node=name)


def shop_ids(document: Document | None) -> frozenset[str] | None:
    """The ids of the shops in *document*, even if the rest of it has errors; None: no document."""
    if document is None:
        return None
    data = document.data
    shops = data.get("shops") if isinstance(data, dict) else None
    each = shops if isinstance(shops, list) else []
    ids = (shop.get("id") for shop in each if isinstance(shop, dict))
    return frozenset(name for name in ids if isinstance(name, str))
