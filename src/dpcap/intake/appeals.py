"""`<reviews>/<provider id>.appeal.yaml`: what a provider contests, read and written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.finding_limit import refused
from dpcap.intake.layout import schema_lines
from dpcap.intake.model_errors import validate
from dpcap.intake.reviews_layout import APPEAL_ENDING
from dpcap.intake.source import Document, parse_yaml, read_text, read_yaml, text_of
from dpcap.intake.yaml_edit import put
from dpcap.intake.yaml_inline import eol_of, flow
from dpcap.intake.yaml_values import Plain
from dpcap.model.appeal import Appeal, Appeals
from dpcap.model.finding import Finding


class OpenedAppeals(NamedTuple):
    """Sound appeals, and the file that they were read from."""

    appeals: Appeals
    document: Document

    def finding(self, code: str, name: str, key: str, **params: str | int) -> Finding:
        """A finding at the *key* of the appeal *name*, or at the appeal if it has no such key."""
        path = ("appeals", name)
        given = {"name": name, **params}
        data = self.document.data
        every = data.get("appeals") if isinstance(data, dict) else None
        one = every.get(name) if isinstance(every, dict) else None
        if isinstance(one, dict) and key in one:
            return self.document.finding(code, (*path, key), dict(given))
        return self.document.finding(code, path, dict(given), key=True)


def appeal_file(reviews: Path, provider_id: str) -> Path:
    """Where the appeals of *provider_id* lie in the directory *reviews*."""
    return reviews / f"{provider_id}{APPEAL_ENDING}"


def load_appeals(reviews: Path, provider_id: str) -> Appeals | None:
    """The appeals of *provider_id* in the directory *reviews*, or None if there are none.

    Raises InvalidInputError. Nothing in a provider's folder is ever read as an appeal.
    """
    path = appeal_file(reviews, provider_id)
    return open_appeals(path).appeals if path.is_file() else None


def open_appeals(path: Path) -> OpenedAppeals:
    """The appeals in the file at *path*. Raises InvalidInputError."""
    return _checked(read_yaml(path), path.name.removesuffix(APPEAL_ENDING))


def parse_appeals(raw: bytes, shown: str, provider_id: str) -> Appeals:
    """The appeals of *provider_id* in a file's bytes; *shown* names it. Raises as above."""
    return _checked(parse_yaml(text_of(raw, shown), shown), provider_id).appeals


def write_appeal(path: Path, provider: str, name: str, appeal: Appeal, schemas: str | None) -> None:
    """Put *appeal* as *name* of *provider* into the file at *path*; all else stays as it is.

    *schemas*: where the JSON Schemas lie for editors, for a new file. Raises InvalidInputError if
    the file is not sound or would not be, UsageError if it cannot be changed, OSError.
    """
    if path.is_file():
        text = read_text(path, path.as_posix())
    else:
        head = ("schema: dpcap/appeal/1", f"provider: {provider}", "")
        text = "\n".join((*schema_lines("appeal", schemas), *head))
    value: dict[str, Plain] = appeal.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    text = _with(text, name, value)
    parse_appeals(text.encode(), path.as_posix(), provider)
    write_atomically(path, text)


def _with(text: str, name: str, value: dict[str, Plain]) -> str:
    """*text* with the appeal *name*: a key a line where it is new, else what changed of it."""
    data = parse_yaml(text, "").data
    every = data.get("appeals") if isinstance(data, dict) else None
    before = every.get(name) if isinstance(every, dict) else None
    if isinstance(before, dict):
        for key, one in value.items():
            text = put(text, ("appeals", name, key), one)
        return text
    block = _below(text, name, value, head=every is None)
    try:
        made = parse_yaml(block, "").data
    except InvalidInputError:
        made = None
    wanted = {**(every if isinstance(every, dict) else {}), name: value}
    if isinstance(made, dict) and isinstance(data, dict) and made == {**data, "appeals": wanted}:
        return block
    return put(text, ("appeals", name), value)


def _below(text: str, name: str, value: dict[str, Plain], *, head: bool) -> str:
    """*text* with the appeal *name* as its last lines."""
    lines = [f"  {flow(name)}:", *(f"    {key}: {flow(one)}" for key, one in value.items())]
    eol = eol_of(text)
    return text.rstrip("\r\n") + eol + eol.join(["appeals:", *lines] if head else lines) + eol


def _checked(document: Document, provider_id: str) -> OpenedAppeals:
    appeals = validate(document, Appeals)
    if found := list(_wrong(document, appeals, provider_id)):
        raise refused(found)
    return OpenedAppeals(appeals, document)


def _wrong(document: Document, appeals: Appeals, provider_id: str) -> Iterator[Finding]:
    if appeals.provider != provider_id:
        params = {"name": appeals.provider, "provider": provider_id}
        yield document.finding("DP401", ("provider",), params)
