"""What all waves and brands say: all that any output needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.nps import ContestedAnswer, TwoValues, WaveComparison, WaveSummary
from dpcap.model.voice import MerchantsFile, ReadWave, VoiceAnswer


@dataclass(frozen=True)
class HeldWave:
    """A wave that was read, with the answers that count; `by_manager`: the manager holds it."""

    read: ReadWave
    answers: tuple[VoiceAnswer, ...]
    by_manager: bool


@dataclass(frozen=True)
class NpsReport:
    """What all waves come to, the earliest first, and what brands say.

    `provider`: whose folder it is, if it is one's. `framework`: in whose words it is told. `held`
    are the waves as they were read, `merchants` the files of brands with whether the manager holds
    them.
    """

    provider: str | None
    framework: Framework
    waves: tuple[WaveSummary, ...]
    comparisons: tuple[WaveComparison, ...]
    contested: tuple[ContestedAnswer, ...]
    values: TwoValues
    merchants: tuple[tuple[MerchantsFile, bool], ...]
    held: Mapping[str, HeldWave]
    findings: tuple[Finding, ...]
