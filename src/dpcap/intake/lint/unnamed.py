"""Files that do not say what they are: empty, cut, or with a slip in the line that says it."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import get_args

from dpcap.intake.decision import ENDING as DECISION_ENDING
from dpcap.intake.file_names import readable
from dpcap.intake.reviews_layout import APPEAL_ENDING, FACTS_ENDING
from dpcap.intake.schema import SchemaKind, schema_name_of
from dpcap.intake.source import Document, read_yaml
from dpcap.intake.yaml_values import Plain
from dpcap.model.finding import Finding
from dpcap.model.two_languages import Params, TwoLanguages

_KEY = "schema"
_KINDS: tuple[SchemaKind, ...] = get_args(SchemaKind)
# What a file is by its name.
_BY_ENDING: dict[str, SchemaKind] = {
    FACTS_ENDING: "facts",
    DECISION_ENDING: "decision",
    APPEAL_ENDING: "appeal",
}
_BY_NAME: dict[str, SchemaKind] = {
    **{one: one for one in _KINDS},
    "wave": "voice-wave",
    "metrics": "plan-metrics",
}
_EMPTY = TwoLanguages(
    "文件是空的（注释不算）。请用备份恢复，或重写，第一行写明种类，如 {schema}",
    "it is empty, comments aside. Bring back an earlier copy, or write it anew; the first line says"
    " its kind, such as {schema}",
)
_NO_KEYS = TwoLanguages(
    "里面不是“键: 值”。请核对是不是放错了文件；是的话第一行写明种类，如 {schema}",
    "it holds no keys with values. Check whether it is the right file; its first line says its"
    " kind, such as {schema}",
)
_NO_SCHEMA = TwoLanguages(
    "不知道它是哪一种文件。请在第一行写明，如 {schema}",
    "it does not say what kind of file it is. Say so in the first line, such as {schema}",
)
_MISSPELT = TwoLanguages(
    "{key} 应写作 schema，全小写，顶格。请写作 {schema}",
    "{key} must be schema, in small letters at the left margin: write {schema}",
)
_WIDE = TwoLanguages(
    "行首有全角或特殊空格，请删去，写作 {schema}",
    "a blank that is no ordinary one stands before it: remove it and write {schema}",
)
_NO_KIND = TwoLanguages(
    "没有“{written}”这种文件。请写作 {schema}",
    "there is no kind of file called {written}: write {schema}",
)


def unnamed_file(path: Path) -> Finding:
    """What is wrong with the YAML file at *path*, which does not say what it is.

    Raises InvalidInputError if it cannot be read.
    """
    document = read_yaml(path)
    data, likely = document.data, f"schema: {schema_name_of(_by_name(path.name))}"
    if not isinstance(data, dict):
        said = _EMPTY if data is None else _NO_KEYS
        return _told(document, (), said.fill({"schema": likely}))
    key = next((one for one in data if one.strip().casefold() == _KEY), None)
    if key is None:
        return _told(document, (), _NO_SCHEMA.fill({"schema": likely}))
    near = f"schema: {schema_name_of(_near(data[key]) or _by_name(path.name))}"
    if key.strip() == _KEY != key:
        return _told(document, (key,), _WIDE.fill({"schema": near}))
    if key != _KEY or _near(data[key], like=1) is not None:
        return _told(document, (key,), _MISSPELT.fill({"key": key.strip(), "schema": near}))
    return _told(document, (key,), _NO_KIND.fill({"written": str(data[key]), "schema": near}))


def _told(document: Document, path: tuple[str, ...], said: TwoLanguages) -> Finding:
    name = readable(document.shown.rpartition("/")[2])
    params: Params = {"name": name, **said.params}
    return document.finding("DP134", path, params, key=True)


def _near(written: Plain, like: float = 0.6) -> SchemaKind | None:
    """Which kind *written*, the value of a schema line, was meant to be."""
    word = str(written).partition("/")[2].partition("/")[0].casefold()
    found = get_close_matches(word[:40], _KINDS, 1, like)
    return found[0] if found else None  # type: ignore[return-value]


def _by_name(name: str) -> SchemaKind:
    """What a file *name* is likely to be: a review, if nothing is known."""
    plain = name.casefold()
    ending = next((one for one in _BY_ENDING if plain.endswith(one)), None)
    if ending is not None:
        return _BY_ENDING[ending]
    return _BY_NAME.get(plain.partition(".")[0], "review")
