"""A framework together with the files it came from, so that a finding can name its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dpcap.intake.source import Document
from dpcap.intake.wording import Params
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import Area, Dimension, Framework
from dpcap.model.indicator import Indicator


@dataclass(frozen=True)
class Location:
    """Where one indicator stands."""

    document: Document
    path: tuple[Step, ...]
    area: Area
    dimension: Dimension
    indicator: Indicator

    def finding(
        self, code: str, path: tuple[Step, ...], params: Params | None = None, *, key: bool = False
    ) -> Finding:
        """A finding about the indicator, at *path* inside it."""
        whole = (*self.path, *path)
        return self.document.finding(code, whole, params, key=key, node=self.indicator.id)


@dataclass(frozen=True)
class SourceMap:
    """A framework, its `framework.yaml` as `head`, and the file of each of its areas."""

    framework: Framework
    head: Document
    areas: tuple[Document, ...]

    @cached_property
    def spots(self) -> tuple[Location, ...]:
        """Every indicator with its place, in the order asked."""
        return tuple(self._walk())

    def _walk(self) -> Iterator[Location]:
        for document, area in zip(self.areas, self.framework.areas, strict=True):
            for d, dimension in enumerate(area.dimensions):
                for i, indicator in enumerate(dimension.indicators):
                    path: tuple[Step, ...] = ("dimensions", d, "indicators", i)
                    yield Location(document, path, area, dimension, indicator)


def node_ids(framework: Framework) -> frozenset[str]:
    """The ids of all areas, dimensions and indicators."""
    return frozenset(node.id for walked in framework.walk() for node in walked)
