"""The outputs of a batch by the name of their format: each one function, one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dpcap.report.batch.harvest import Harvest, Sink


@dataclass(frozen=True)
class Output:
    """One output: the file it goes to in the output folder (None: standard output), its maker."""

    file: str | None
    begin: Callable[[Harvest], Sink]


def put_out(harvest: Harvest, names: Iterable[str], write: Callable[[str, bytes], None]) -> None:
    """All outputs in *names* in one walk over the rows; *write* gets each one's bytes in order."""
    sinks = [(name, OUTPUTS[name].begin(harvest)) for name in names]
    for outcome in harvest.outcomes() if sinks else ():
        for name, sink in sinks:
            if piece := sink.add(outcome):
                write(name, piece)
    for name, sink in sinks:
        for piece in sink.end():
            write(name, piece)


# Each maker is loaded only when it is asked for: Jinja, DuckDB and words are not free.


def _terminal(harvest: Harvest) -> Sink:
    from dpcap.report.batch.table import BatchTable  # noqa: PLC0415

    return BatchTable(harvest)


def _portfolio(harvest: Harvest) -> Sink:
    from dpcap.report.portfolio.page import Portfolio  # noqa: PLC0415

    return Portfolio(harvest)


def _summary(harvest: Harvest) -> Sink:
    from dpcap.report.batch.summary import Summary  # noqa: PLC0415

    return Summary(harvest)


def _csv(harvest: Harvest) -> Sink:
    from dpcap.report.batch.sheet import Sheet  # noqa: PLC0415

    return Sheet(harvest)


def _parquet(harvest: Harvest) -> Sink:
    from dpcap.report.batch.parquet import Parquet  # noqa: PLC0415

    return Parquet(harvest)


def _junit(harvest: Harvest) -> Sink:
    from dpcap.report.batch.junit import JUnit  # noqa: PLC0415

    return JUnit(harvest)


def _verdict(harvest: Harvest) -> Sink:
    from dpcap.report.batch.verdict import VerdictFile  # noqa: PLC0415

    return VerdictFile(harvest)


def _github(harvest: Harvest) -> Sink:
    from dpcap.report.batch.github import Annotations  # noqa: PLC0415

    return Annotations(harvest)


OUTPUTS: dict[str, Output] = {
    "terminal": Output(None, _terminal),
    "html": Output("portfolio.html", _portfolio),
    "summary": Output("summary.md", _summary),
    "csv": Output("results.csv", _csv),
    "parquet": Output("results.parquet", _parquet),
    "junit": Output("junit.xml", _junit),
    "verdict": Output("verdict.json", _verdict),
    "github": Output(None, _github),
}
