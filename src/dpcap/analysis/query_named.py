"""The queries that ship: a file each, with its title and its headings in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dpcap.model.base import Language

_HEADER = re.compile(r"-- (title|columns)\.(zh|en): (.+)")


@dataclass(frozen=True)
class NamedQuery:
    """A query with a name: its SQL, and by language its title and the headings of its columns."""

    name: str
    sql: str
    titles: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]

    def title(self, language: Language) -> str:
        """What it answers."""
        return self.titles[language]


def named_queries(reports: Path) -> dict[str, NamedQuery]:
    """Every query in the folder *reports*, by name."""
    files = sorted((reports / "queries").glob("[!_]*.sql"))
    return {path.stem: _read(path) for path in files}


def _read(path: Path) -> NamedQuery:
    text = path.read_text("utf-8")
    heads = {(what, language): said for what, language, said in _HEADER.findall(text)}
    return NamedQuery(
        name=path.stem,
        sql=text,
        titles={language: heads["title", language] for language in ("zh", "en")},
        columns={
            language: tuple(heads["columns", language].split(", ")) for language in ("zh", "en")
        },
    )
