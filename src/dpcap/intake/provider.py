"""`provider.yaml`: who is assessed, and the facts asked once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from dpcap.errors import InvalidInputError
from dpcap.intake.all_answers import AllAnswers
from dpcap.intake.consent_days import turned_days
from dpcap.intake.envelope import PERIOD, wrong_period
from dpcap.intake.key_typos import holds_colon, swallowed, unknown_key
from dpcap.intake.listed_ids import ListedIds, sound_ids
from dpcap.intake.misplaced import without_misplaced
from dpcap.intake.model_errors import validate
from dpcap.intake.nearest import CHOOSE, IS_IT, did_you_mean, hint_params, nearest
from dpcap.intake.office import day_as_read, period_as_read, truth
from dpcap.intake.source import Document
from dpcap.intake.values import (
    UnknownOptionError,
    ValueProblem,
    WrongValueError,
    listed,
    offered,
    read_fact,
    wrong,
)
from dpcap.intake.yaml_values import Plain
from dpcap.model.assessment import Fact, Provider
from dpcap.model.base import as_id
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import Framework
from dpcap.model.two_languages import Params, TwoLanguages


def without_as_read(raw: Plain) -> Plain:
    """*raw* with its ids in order: shops in a list, or each with the list of its evidence."""
    if isinstance(raw, dict):
        return {_key(shop): _ids(pieces) for shop, pieces in raw.items()}
    return [_key(shop) for shop in listed(raw)] if isinstance(raw, list | str) else raw


def with_shops_named(fact: Plain) -> Plain:
    """A provider's *fact*, its `without` by shop also where it lists shops without evidence."""
    if isinstance(fact, dict) and isinstance(shops := fact.get("without"), list):
        return {**fact, "without": {str(shop): [] for shop in shops}}
    return fact


def _ids(raw: Plain) -> Plain:
    if raw is None:
        return []
    return sound_ids(listed(raw)) if isinstance(raw, list | str) else raw


def _key(shop: object) -> str:
    found = as_id(shop)
    return found if isinstance(found, str) else str(shop)


_KEYS = tuple(Fact.model_fields)
_OWN = frozenset(("schema", *Provider.model_fields)) - {"schema_"}
_SHOWN = 60
_NAME = TwoLanguages("请写作 name: {{zh: {name}}}", "write name: {{zh: {name}}}")
_LIST_IT = TwoLanguages("请先登记", "List it first")
_EMPTY_MEANS_ABSENT = ("contact", "categories", "shops", "clients", "facts")


def read_provider(
    document: Document, framework: Framework, sheets: AllAnswers, found: list[Finding]
) -> Provider | None:
    """The provider in *document*; errors go to *found*, and then there may be none.

    *sheets* says which evidence a fact may name.
    """
    data = without_misplaced(document, _OWN, framework.once(_homes), found)
    if isinstance(data, dict):
        for key in _EMPTY_MEANS_ABSENT:
            if key in data and data[key] is None:
                del data[key]
        if isinstance(data.get("facts"), dict):
            facts = read_facts(document, framework, found)
            data["facts"] = {name: with_shops_named(fact) for name, fact in facts.items()}
        data |= {key: _consents(data[key]) for key in ("shops", "clients") if key in data}
        data |= _head(document, data, framework, found)
    try:
        provider = validate(document, Provider, data)
    except InvalidInputError as error:
        found.extend(error.findings)
        return None
    found.extend(_checks(document, provider))
    found.extend(_unlisted(document, provider, sheets))
    found.extend(_periods(document, provider, sheets.day))
    return provider


def _homes(framework: Framework) -> dict[str, str]:
    """Under which key of `provider.yaml` what belongs."""
    contact = dict.fromkeys(("email", "phone"), "contact")
    return {**contact, **dict.fromkeys(framework.facts, "facts")}


def _consents(each: Plain) -> Plain:
    """*each* of several shops or clients with a plain yes or no as consent."""
    if not isinstance(each, list):
        return each
    return [_consent(one) if isinstance(one, dict) else one for one in each]


def _consent(one: dict[str, Plain]) -> dict[str, Plain]:
    said = truth(one.get("consent"))
    return one if said is None else {**one, "consent": said}


def _head(
    document: Document, data: Mapping[str, Plain], framework: Framework, found: list[Finding]
) -> dict[str, Plain]:
    """What stands for a role or a name in a form that is none; what is wrong goes to *found*."""
    instead: dict[str, Plain] = {}
    role, name = data.get("role"), data.get("name")
    if isinstance(role, str) and role not in framework.roles:
        found.append(document.finding("DP312", ("role",), _role(role, framework)))
        instead["role"] = next(iter(framework.roles))
    if isinstance(name, str) and name.strip():
        way = {"name": name.strip()[:_SHOWN]}
        params = {"field": "name", **_NAME.fill(way).params}
        found.append(document.finding("DP104", ("name",), params))
        instead["name"] = {"zh": "…"}
    return instead


def _role(role: str, framework: Framework) -> Params:
    """What a finding DP312 says of *role*."""
    titles = {one: role.title for one, role in framework.roles.items()}
    options = offered(titles)
    near = nearest(role, titles)
    hint = IS_IT.fill({"other": near}) if near else CHOOSE
    said = {"options_zh": options.zh, "options_en": options.en}
    return {"role": role[:_SHOWN], "hint_zh": hint.zh, "hint_en": hint.en, **said}


def read_facts(document: Document, framework: Framework, found: list[Finding]) -> dict[str, Plain]:
    """The facts as mappings, with values of their kinds; a fact that is wrong is left out."""
    written = document.data["facts"] if isinstance(document.data, dict) else None
    facts: dict[str, Plain] = {}
    for name, raw in written.items() if isinstance(written, dict) else ():
        if name not in framework.facts:
            found.append(_unknown(document, name, raw, framework))
            continue
        if raw is None:
            continue
        entry: dict[str, Plain] = dict(raw) if isinstance(raw, dict) else {"value": raw}
        if type(entry.get(PERIOD)) is int:  # a year; true is none
            entry[PERIOD] = str(entry[PERIOD])
        if isinstance(entry.get(PERIOD), str):
            entry[PERIOD] = period_as_read(str(entry[PERIOD]))
        if "on" in entry:
            entry["on"] = day_as_read(entry["on"])
        if isinstance(named := entry.get("evidence"), list | str):
            entry["evidence"] = sound_ids(listed(named))
        if entry.get("without") is not None:
            entry["without"] = without_as_read(entry["without"])
        complaint = _slip(raw) or _value(entry, name, framework)
        if complaint is None:
            facts[name] = {
                key: value for key, value in entry.items() if value is not None or key not in _KEYS
            }
        else:
            params = {"name": name, "node": name, **complaint.said}
            found.append(document.finding(complaint.code, ("facts", name, complaint.key), params))
    return facts


def _unknown(document: Document, name: str, raw: Plain, framework: Framework) -> Finding:
    """What is wrong with a name that no fact bears."""
    path = ("facts", name)
    if holds_colon(name):
        return document.finding("DP106", path, partial(unknown_key, name, raw), key=True)
    hint = hint_params(did_you_mean(name, framework.facts))
    return document.finding("DP313", path, {"name": name, **hint}, key=True)


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
        return ValueProblem("DP303", "value", error.params)
    entry["value"] = list(value) if isinstance(value, tuple) else value
    return None


def _checks(document: Document, provider: Provider) -> Iterator[Finding]:
    if not (provider.name.zh or provider.name.en):
        yield document.finding("DP323", ("name",))
    seen: set[str] = set()
    for place, shop in enumerate(provider.shops):
        if shop.id in seen:
            yield document.finding("DP315", ("shops", place, "id"), {"shop": shop.id})
        seen.add(shop.id)
        yield from turned_days(document, shop.consent, ("shops", place, "consent"))
    for place, client in enumerate(provider.clients):
        yield from turned_days(document, client.consent, ("clients", place, "consent"))


def _unlisted(document: Document, provider: Provider, sheets: AllAnswers) -> Iterator[Finding]:
    for name, fact in provider.facts.items():
        for path, piece in _named(name, fact):
            if not sheets.listed.lists(piece):
                params = partial(sheets.listed.hint, piece)
                yield document.finding("DP307", path, params, node=name)


def _named(name: str, fact: Fact) -> Iterator[tuple[tuple[Step, ...], str]]:
    """The pieces that *fact* names, each with its place."""
    for place, piece in enumerate(fact.evidence):
        yield ("facts", name, "evidence", place), piece
    for shop, pieces in fact.without.items():
        for place, piece in enumerate(pieces):
            yield ("facts", name, "without", shop, place), piece


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
    told = not isinstance(data, dict) or not isinstance(shops, list | None)
    ids = [as_id(shop.get("id")) for shop in each if isinstance(shop, dict)]
    known = frozenset(name for name in ids if isinstance(name, str))
    whole = document is not None and not told and len(ids) == len(each) and None not in ids
    return ListedIds("shop", known, whole=whole, else_=_LIST_IT, names=_names(each))


def _names(shops: list[Plain]) -> dict[str, str]:
    """The ids of *shops* by their names, as far as these are clear."""
    found: dict[str, set[str]] = {}
    for shop in shops:
        name, one = (
            (shop.get("name"), as_id(shop.get("id"))) if isinstance(shop, dict) else ("", "")
        )
        if isinstance(name, str) and isinstance(one, str) and name.strip():
            found.setdefault(name, set()).add(one)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}
