"""Output folders of batches, and in each the rows of the providers that a job is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from dpcap.batch.output_dir import ROWS
from dpcap.batch.outputs import outcomes_in
from dpcap.errors import UsageError
from dpcap.model.outcome import Outcome
from dpcap.model.two_languages import TwoLanguages
from dpcap.workflow.configuration import Configuration


def select_rows(
    outs: Sequence[Path], providers: Sequence[str] = ()
) -> list[tuple[Path, list[Outcome]]]:
    """Each of *outs*, and in it the rows of *providers* (none: all).

    Raises UsageError: no results, no such provider, one that stands in two of the folders.
    """
    selected = [_in(place, providers) for place in outs]
    seen = Counter(row.provider for _, rows in selected for row in rows if row.provider)
    if unknown := [one for one in providers if one not in seen]:
        raise _no_provider(", ".join(unknown), outs)
    if twice := [one for one, count in seen.items() if count > 1]:
        names = ", ".join(twice)
        raise UsageError(
            f"{names} stands twice; give one folder",
            f"{names} 在几个输出目录里都有，请只给一个",
        )
    return selected


def reviews_needed(option: Path | None, configuration: Configuration, why: TwoLanguages) -> Path:
    """The directory of reviews in force; *why* it is needed. Raises UsageError without one."""
    reviews = configuration.reviews(option)
    if reviews is None:
        raise UsageError(
            f"say with --reviews or dpcap.toml where reviews lie: {why.en}",
            f"须以 --reviews 或 dpcap.toml 指明复核目录：{why.zh}",
        )
    return reviews


def _in(place: Path, providers: Sequence[str]) -> tuple[Path, list[Outcome]]:
    """The output folder that *place* is, or is a provider's in, and the rows selected."""
    alone = not (place / ROWS).is_file() and (place.parent / ROWS).is_file()
    out, wanted = (place.parent, (place.name,)) if alone else (place, providers)
    rows = [row for row in _read(out) if not wanted or row.provider in wanted]
    if alone and not rows:
        raise _no_provider(place.name, [out])
    return out, rows


def _read(out: Path) -> list[Outcome]:
    """All rows in *out*. Raises UsageError where there are none, or one is broken."""
    rows: list[Outcome] = []
    try:
        for row in outcomes_in(out / ROWS):
            rows.append(row)  # noqa: PERF402 - how many were sound says where the broken one is
    except OSError as error:
        raise UsageError(
            f"{out} holds no {ROWS} that can be read: give an output folder of dpcap batch",
            f"{out} 里没有可读的 {ROWS}：请给出 dpcap batch 的输出目录",
        ) from error
    except ValueError as error:
        line = len(rows) + 1
        raise UsageError(
            f"{out / ROWS}:{line} is broken, or the file was not written to its end: run dpcap"
            f" batch again with --out {out}",
            f"{out / ROWS}:{line} 这一行坏了，或者文件没有写完："
            f"请重新运行 dpcap batch，--out 仍给 {out}",
        ) from error
    return rows


def _no_provider(names: str, outs: Sequence[Path]) -> UsageError:
    places = ", ".join(map(str, outs))
    return UsageError(f"there is no provider {names} in {places}", f"{places} 里没有服务商 {names}")
