"""Capability assessment as code for Douyin e-commerce brand service providers.

A job of the command line is a function here: it takes a small frozen request and gives values and
findings back::

    from pathlib import Path
    from dpcap import ProviderRequest, ReportRequest, assess_provider, write_report

    scored = assess_provider(ProviderRequest(Path("examples/providers/lanxing")))
    print(scored.profile.overall.proved)
    write_report(scored, ReportRequest(formats=("html", "json")), Path("out"))

The steps of the road are functions too: `load_framework`, `load_assessment`, `score`, `plan`,
`render`. The names are fetched when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dpcap.analysis.query import QueryError as QueryError
    from dpcap.errors import DpcapError as DpcapError
    from dpcap.errors import InvalidInputError as InvalidInputError
    from dpcap.errors import UsageError as UsageError
    from dpcap.intake.folder import load_assessment as load_assessment
    from dpcap.intake.framework import load_framework as load_framework
    from dpcap.intake.lookup import find_framework as find_framework
    from dpcap.intake.records import load_records as load_records
    from dpcap.intake.schema import schema_of as schema_of
    from dpcap.report.formats import render as render
    from dpcap.scoring.outlook import appraise as appraise
    from dpcap.scoring.plan import plan as plan
    from dpcap.scoring.score import score as score
    from dpcap.version import __version__ as __version__
    from dpcap.workflow.assess import ScoredProvider as ScoredProvider
    from dpcap.workflow.assess import assess_provider as assess_provider
    from dpcap.workflow.batch import score_batch as score_batch
    from dpcap.workflow.batch_request import BatchObserver as BatchObserver
    from dpcap.workflow.batch_request import BatchRequest as BatchRequest
    from dpcap.workflow.batch_request import BatchResult as BatchResult
    from dpcap.workflow.bundle import BundleRequest as BundleRequest
    from dpcap.workflow.bundle import bundle_provider as bundle_provider
    from dpcap.workflow.compare import CompareRequest as CompareRequest
    from dpcap.workflow.compare import compare_providers as compare_providers
    from dpcap.workflow.compare import render_comparison as render_comparison
    from dpcap.workflow.configuration import Configuration as Configuration
    from dpcap.workflow.diff import DiffRequest as DiffRequest
    from dpcap.workflow.diff import diff_profiles as diff_profiles
    from dpcap.workflow.diff import render_profile_diff as render_profile_diff
    from dpcap.workflow.explain import explain_score as explain_score
    from dpcap.workflow.lint import LintRequest as LintRequest
    from dpcap.workflow.lint import lint_paths as lint_paths
    from dpcap.workflow.new_provider import NewProviderRequest as NewProviderRequest
    from dpcap.workflow.new_provider import new_provider as new_provider
    from dpcap.workflow.provider import ProviderRequest as ProviderRequest
    from dpcap.workflow.query import QueryRequest as QueryRequest
    from dpcap.workflow.query import list_queries as list_queries
    from dpcap.workflow.query import query_batches as query_batches
    from dpcap.workflow.report import ReportRequest as ReportRequest
    from dpcap.workflow.report import read_report as read_report
    from dpcap.workflow.report import render_format as render_format
    from dpcap.workflow.report import write_report as write_report
    from dpcap.workflow.stored_profiles import read_benchmark as read_benchmark
    from dpcap.workflow.stored_profiles import read_profile as read_profile
    from dpcap.workflow.todo import list_open_work as list_open_work

# The module of each name.
_HOMES = {
    "BatchObserver": "dpcap.workflow.batch_request",
    "BatchRequest": "dpcap.workflow.batch_request",
    "BatchResult": "dpcap.workflow.batch_request",
    "BundleRequest": "dpcap.workflow.bundle",
    "CompareRequest": "dpcap.workflow.compare",
    "Configuration": "dpcap.workflow.configuration",
    "DiffRequest": "dpcap.workflow.diff",
    "DpcapError": "dpcap.errors",
    "InvalidInputError": "dpcap.errors",
    "LintRequest": "dpcap.workflow.lint",
    "NewProviderRequest": "dpcap.workflow.new_provider",
    "ProviderRequest": "dpcap.workflow.provider",
    "QueryError": "dpcap.analysis.query",
    "QueryRequest": "dpcap.workflow.query",
    "ReportRequest": "dpcap.workflow.report",
    "ScoredProvider": "dpcap.workflow.assess",
    "UsageError": "dpcap.errors",
    "__version__": "dpcap.version",
    "appraise": "dpcap.scoring.outlook",
    "assess_provider": "dpcap.workflow.assess",
    "bundle_provider": "dpcap.workflow.bundle",
    "compare_providers": "dpcap.workflow.compare",
    "diff_profiles": "dpcap.workflow.diff",
    "explain_score": "dpcap.workflow.explain",
    "find_framework": "dpcap.intake.lookup",
    "lint_paths": "dpcap.workflow.lint",
    "list_open_work": "dpcap.workflow.todo",
    "list_queries": "dpcap.workflow.query",
    "load_assessment": "dpcap.intake.folder",
    "load_framework": "dpcap.intake.framework",
    "load_records": "dpcap.intake.records",
    "new_provider": "dpcap.workflow.new_provider",
    "plan": "dpcap.scoring.plan",
    "query_batches": "dpcap.workflow.query",
    "read_benchmark": "dpcap.workflow.stored_profiles",
    "read_profile": "dpcap.workflow.stored_profiles",
    "read_report": "dpcap.workflow.report",
    "render": "dpcap.report.formats",
    "render_comparison": "dpcap.workflow.compare",
    "render_format": "dpcap.workflow.report",
    "render_profile_diff": "dpcap.workflow.diff",
    "schema_of": "dpcap.intake.schema",
    "score": "dpcap.scoring.score",
    "score_batch": "dpcap.workflow.batch",
    "write_report": "dpcap.workflow.report",
}

__all__ = [
    "BatchObserver",
    "BatchRequest",
    "BatchResult",
    "BundleRequest",
    "CompareRequest",
    "Configuration",
    "DiffRequest",
    "DpcapError",
    "InvalidInputError",
    "LintRequest",
    "NewProviderRequest",
    "ProviderRequest",
    "QueryError",
    "QueryRequest",
    "ReportRequest",
    "ScoredProvider",
    "UsageError",
    "__version__",
    "appraise",
    "assess_provider",
    "bundle_provider",
    "compare_providers",
    "diff_profiles",
    "explain_score",
    "find_framework",
    "lint_paths",
    "list_open_work",
    "list_queries",
    "load_assessment",
    "load_framework",
    "load_records",
    "new_provider",
    "plan",
    "query_batches",
    "read_benchmark",
    "read_profile",
    "read_report",
    "render",
    "render_comparison",
    "render_format",
    "render_profile_diff",
    "schema_of",
    "score",
    "score_batch",
    "write_report",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
