"""The outputs of a batch as a whole, and how they are made in one walk over its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.model.outcome import Outcome
    from dpcap.report.batch_result import BatchOutcomes, OutputSink


# Where an output goes: what takes its bytes in order. Left with an error, it keeps none of them.
Place = AbstractContextManager[Callable[[bytes], object]]


Begin = Callable[["BatchOutcomes"], "OutputSink"]


class _Making:
    """One output under way. What goes wrong with it stops it, and nothing else."""

    def __init__(self, name: str, begin: Begin, batch_result: BatchOutcomes, place: Place) -> None:
        self.name = name
        self.error: Exception | None = None
        self._stack = ExitStack()
        with self._alone():
            self._write = self._stack.enter_context(place)
            self._sink = begin(batch_result)

    def add(self, outcome: Outcome) -> None:
        """Take the next row in."""
        if self.error is None:
            with self._alone():
                if piece := self._sink.add(outcome):
                    self._write(piece)

    def end(self) -> None:
        """Put out what is left after the last row."""
        if self.error is None:
            with self._alone():
                for piece in self._sink.end():
                    self._write(piece)
                self._stack.close()

    def fail(self, error: Exception) -> None:
        """Stop, because of *error*."""
        with self._alone():
            raise error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            self.error = self.error or error
            with suppress(Exception):
                self._stack.__exit__(type(error), error, error.__traceback__)


def put_out(
    batch_result: BatchOutcomes, names: Iterable[str], place: Callable[[str], Place]
) -> dict[str, Exception]:
    """All outputs in *names* in one walk over the rows, each into its *place*.

    Those that came to nothing, with what went wrong: each fails alone. Raises UsageError for an
    unknown one, before any is begun.
    """
    begin = {name: BATCH_FORMATS.find("batch", name).renderer for name in names}
    making = [_Making(name, begin[name], batch_result, place(name)) for name in begin]
    try:
        for outcome in batch_result.outcomes() if making else ():
            for one in making:
                one.add(outcome)
    except Exception as error:  # noqa: BLE001 - the rows cannot be read
        for one in making:
            one.fail(error)
    for one in making:
        one.end()
    return {one.name: one.error for one in making if one.error is not None}


# Each maker is loaded only when it is asked for: Jinja, DuckDB and words are not free.


def _terminal(batch_result: BatchOutcomes) -> OutputSink:
    from dpcap.report.batch.table import BatchTable  # noqa: PLC0415

    return BatchTable(batch_result)


def _portfolio(batch_result: BatchOutcomes) -> OutputSink:
    from dpcap.report.portfolio.page import PortfolioPage  # noqa: PLC0415

    return PortfolioPage(batch_result)


def _summary(batch_result: BatchOutcomes) -> OutputSink:
    from dpcap.report.batch.summary import Summary  # noqa: PLC0415

    return Summary(batch_result)


def _csv(batch_result: BatchOutcomes) -> OutputSink:
    from dpcap.report.batch.results_csv import ResultsCsv  # noqa: PLC0415

    return ResultsCsv(batch_result)


def _parquet(batch_result: BatchOutcomes) -> OutputSink:
    from dpcap.report.batch.parquet import Parquet  # noqa: PLC0415

    return Parquet(batch_result)


def _junit(batch_result: BatchOutcomes) -> OutputSink:
    from dpcap.report.batch.junit import JUnit  # noqa: PLC0415

    return JUnit(batch_result)


def _verdict(batch_result: BatchOutcomes) -> OutputSink:
    from dpcap.report.batch.verdict import VerdictFile  # noqa: PLC0415

    return VerdictFile(batch_result)


def _github(batch_result: BatchOutcomes) -> OutputSink:
    from dpcap.report.batch.github import Annotations  # noqa: PLC0415

    return Annotations(batch_result)


# The rows are written one by one as they come: the run itself makes `jsonl`.
BATCH_FORMATS: FormatRegistry[Begin] = FormatRegistry(
    OutputFormat("terminal", _terminal, ("batch",), default_of=("batch",)),
    OutputFormat("summary", _summary, ("batch",), default_of=("batch",), file="summary.md"),
    OutputFormat("jsonl", None, ("batch",), default_of=("batch",), file="results.jsonl"),
    OutputFormat("csv", _csv, ("batch",), default_of=("batch",), file="results.csv"),
    OutputFormat(
        "parquet",
        _parquet,
        ("batch",),
        default_of=("batch",),
        file="results.parquet",
        extra="analytics",
    ),
    OutputFormat("junit", _junit, ("batch",), default_of=("batch",), file="junit.xml"),
    OutputFormat("github", _github, ("batch",)),
    OutputFormat("verdict", _verdict, ("batch",), default_of=("batch",), file="verdict.json"),
    OutputFormat("html", _portfolio, ("batch",), default_of=("batch",), file="portfolio.html"),
)
