"""Capability assessment as code for Douyin e-commerce brand service providers.

The road as functions::

    from pathlib import Path
    from dpcap import load_assessment, load_framework, plan, render, score

    framework = load_framework(Path("questionnaires"))
    assessment = load_assessment(Path("examples/providers/lanxing"), framework)
    profile = score(framework, assessment)
    page = render(profile, framework, format="md", language="en")
    moves = plan(framework, assessment)

The names are fetched when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dpcap.errors import DpcapError as DpcapError
    from dpcap.errors import InvalidInputError as InvalidInputError
    from dpcap.errors import UsageError as UsageError
    from dpcap.intake.folder import load_assessment as load_assessment
    from dpcap.intake.framework import load_framework as load_framework
    from dpcap.intake.lookup import find_framework as find_framework
    from dpcap.intake.records import load_records as load_records
    from dpcap.report.formats import render as render
    from dpcap.scoring.improvements import plan as plan
    from dpcap.scoring.score import score as score
    from dpcap.scoring.sensitivity import appraise as appraise

__version__ = "0.1.0"

_HOMES = {
    "DpcapError": "dpcap.errors",
    "InvalidInputError": "dpcap.errors",
    "UsageError": "dpcap.errors",
    "appraise": "dpcap.scoring.sensitivity",
    "find_framework": "dpcap.intake.lookup",
    "load_assessment": "dpcap.intake.folder",
    "load_framework": "dpcap.intake.framework",
    "load_records": "dpcap.intake.records",
    "plan": "dpcap.scoring.improvements",
    "render": "dpcap.report.formats",
    "score": "dpcap.scoring.score",
}

__all__ = [
    "DpcapError",
    "InvalidInputError",
    "UsageError",
    "__version__",
    "appraise",
    "find_framework",
    "load_assessment",
    "load_framework",
    "load_records",
    "plan",
    "render",
    "score",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
