"""The files of a provider's folder, opened: which there are, and that none leads outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dpcap.errors import InvalidInputError
from dpcap.intake.source import Document, read_text, read_yaml
from dpcap.intake.table import Table, parse_table
from dpcap.model.finding import Finding

PROVIDER_FILE = "provider.yaml"
ANSWERS_FILE = "answers.yaml"
ANSWERS_DIR = "answers"
KPIS_FILE = "kpis.csv"

_YAML = (".yaml", ".yml")

Opened = TypeVar("Opened", Document, Table)


@dataclass(frozen=True)
class Files:
    """What could be opened; `answers` in the order of their names, `found` what went wrong.

    `unread`: an answer file is there that could not be opened.
    """

    provider: Document | None
    answers: tuple[Document, ...]
    unread: bool
    kpis: Table | None
    found: tuple[Finding, ...]


def open_folder(folder: Path) -> Files:
    """Every file of *folder* that dpcap reads."""
    found: list[Finding] = []
    provider = _opened(folder / PROVIDER_FILE, folder, read_yaml, found)
    paths = list(answer_files(folder)) or [folder / ANSWERS_FILE]
    opened = [_opened(path, folder, read_yaml, found) for path in paths]
    answers = tuple(document for document in opened if document)
    kpis = folder / KPIS_FILE
    table = _opened(kpis, folder, _read_table, found) if kpis.exists() else None
    return Files(provider, answers, len(answers) < len(paths), table, tuple(found))


def answer_files(folder: Path) -> Iterator[Path]:
    """The answer files of *folder*: `answers.yaml`, then those in `answers/` by name."""
    single, several = folder / ANSWERS_FILE, folder / ANSWERS_DIR
    if single.exists() or single.is_symlink():
        yield single
    if several.is_dir():
        yield from sorted(path for path in several.iterdir() if path.suffix in _YAML)


def _opened(
    path: Path, folder: Path, read: Callable[[Path], Opened], found: list[Finding]
) -> Opened | None:
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            params: dict[str, str | int | float] = {"path": path.relative_to(folder).as_posix()}
            found.append(
                Finding(code="DP112", file=path.as_posix(), line=1, column=1, params=params)
            )
            return None
        return read(path)
    except InvalidInputError as error:
        found.extend(error.findings)
    except (OSError, RuntimeError):  # a link that leads to itself
        found.append(Finding(code="DP112", file=path.as_posix(), params={"path": path.name}))
    return None


def _read_table(path: Path) -> Table:
    shown = path.as_posix()
    return parse_table(read_text(path, shown), shown)
