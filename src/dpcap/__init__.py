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
    from dpcap.scoring.outlook import appraise as appraise
    from dpcap.scoring.plan import plan as plan
    from dpcap.scoring.score import score as score
    from dpcap.version import __version__ as __version__
    from dpcap.workflow.configuration import Configuration as Configuration
    from dpcap.workflow.lint import LintRequest as LintRequest
    from dpcap.workflow.lint import lint_paths as lint_paths

# The module of each name.
_HOMES = {
    "Configuration": "dpcap.workflow.configuration",
    "DpcapError": "dpcap.errors",
    "InvalidInputError": "dpcap.errors",
    "LintRequest": "dpcap.workflow.lint",
    "UsageError": "dpcap.errors",
    "__version__": "dpcap.version",
    "appraise": "dpcap.scoring.outlook",
    "find_framework": "dpcap.intake.lookup",
    "lint_paths": "dpcap.workflow.lint",
    "load_assessment": "dpcap.intake.folder",
    "load_framework": "dpcap.intake.framework",
    "load_records": "dpcap.intake.records",
    "plan": "dpcap.scoring.plan",
    "render": "dpcap.report.formats",
    "score": "dpcap.scoring.score",
}

__all__ = [
    "Configuration",
    "DpcapError",
    "InvalidInputError",
    "LintRequest",
    "UsageError",
    "__version__",
    "appraise",
    "find_framework",
    "lint_paths",
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
