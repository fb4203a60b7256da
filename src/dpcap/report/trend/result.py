"""The course of a provider or a portfolio: all that any output needs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from dpcap.model.base import Text
from dpcap.model.framework import Framework
from dpcap.model.trend import TrendOverview


class TrendResult(NamedTuple):
    """The courses, the framework in whose words they are told, and the folder of the last day.

    `tiers`: what each tier is called; none without a ledger.
    """

    overview: TrendOverview
    framework: Framework
    last: Path
    tiers: Mapping[str, Text] = MappingProxyType({})
