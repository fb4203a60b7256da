"""Pages of tables, printed or written: what `incentives` and `trend` share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dpcap.real_paths import real_path
from dpcap.report.registry import PageSetup
from dpcap.report.table_page_formats import as_file

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.report.registry import FormatRegistry


class TableTarget(NamedTuple):
    """Which formats are put out, and where: `beside` unless `out` says otherwise; - is stdout."""

    names: Sequence[str]
    out: Path | None
    beside: Path


def put_tables(
    registry: FormatRegistry[Callable[[Any, PageSetup], str | bytes]],
    command: str,
    found: object,
    language: Language,
    target: TableTarget,
) -> None:
    """Put *found* out in each format of *target* that *command* offers.

    Raises UsageError for an unknown format, for more than one to stdout, and where the results of a
    batch lie.
    """
    from dpcap.batch.output_dir import ROWS
    from dpcap.cli.render import only
    from dpcap.cli.screen import columns_of, in_colour, say_written
    from dpcap.cli.write import STDOUT, put_out
    from dpcap.errors import UsageError
    from dpcap.intake.atomic_write import write_atomically

    formats = [registry.find(command, name) for name in target.names]
    if target.out == STDOUT:
        only(target.names)
    root = target.out or target.beside
    if any(one.file for one in formats) and root != STDOUT and (root / ROWS).exists():
        raise UsageError(
            f"{root} holds the results of a batch: give another --out",
            f"{root} 里有批量评分的结果，请另给 --out",
        )
    setup = PageSetup(language, columns_of(root), target.out != STDOUT and in_colour())
    for one in formats:
        file, data = as_file(one, found, setup)
        if file is None or target.out == STDOUT:
            put_out(data if data.endswith(b"\n") or one.binary else data + b"\n")
        else:
            write_atomically(root / file, data, durable=False)
            say_written(root / file)


def beside(place: Path, suffix: str) -> Path:
    """Where what is made of the output folder *place* lies by default."""
    whole = place if place.name not in ("", "..") else real_path(place)
    return whole.with_name(f"{whole.name}-{suffix}")
