"""The manager's records as a bundle holds them, checked like the files that they came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from dpcap.errors import InvalidInputError
from dpcap.intake.model_errors import of_json
from dpcap.intake.records import facts_in
from dpcap.intake.review import bound, review_in
from dpcap.intake.source import Document
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords


def parse_records(raw: bytes, shown: str, provider: str, framework: Framework) -> ManagerRecords:
    """The records on *provider* in the JSON *raw*; *shown* names its file.

    Raises InvalidInputError with every finding of the part that is not sound.
    """
    try:
        records = ManagerRecords.model_validate_json(raw)
    except ValidationError as error:
        raise InvalidInputError(of_json(error, raw, _document(None, shown))) from error
    if records.review is not None:
        bound(*review_in(_part(records, "review", shown), provider, framework))
    if records.facts is not None:
        facts_in(_part(records, "facts", shown), provider, framework)
    found = [*_wrong_peers(records, framework, shown), *_wrong_brands(records, framework, shown)]
    if found:
        raise InvalidInputError(found)
    return records


def _wrong_peers(records: ManagerRecords, framework: Framework, shown: str) -> Iterator[Finding]:
    """Figures for an indicator, or under a field of the envelope, that the framework has not."""
    for peer in records.peers:
        for name in sorted({peer.indicator} - framework.by_id.keys()):
            yield Finding(code="DP402", file=shown, node=name, params={"node": name})
        for name in sorted(peer.envelope.keys() - framework.envelope.keys()):
            yield Finding(code="DP106", file=shown, params={"field": name})


def _wrong_brands(records: ManagerRecords, framework: Framework, shown: str) -> Iterator[Finding]:
    """Indicators that brands speak of and the framework has not."""
    said = records.merchants.said.merchants if records.merchants else {}
    for contract, one in said.items():
        for node in sorted({*one.about} - framework.by_id.keys()):
            yield Finding(code="DP563", file=shown, params={"contract": contract, "node": node})


def _part(records: ManagerRecords, name: str, shown: str) -> Document:
    """One part of *records* as if it had a file of its own."""
    data = records.model_dump(mode="json", by_alias=True, exclude_defaults=True)[name]
    return _document(data, f"{shown}/{name}")


def _document(data: Any, shown: str) -> Document:  # noqa: ANN401 - whatever JSON holds
    return Document(data, shown, lambda: None)
