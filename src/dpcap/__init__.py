"""Capability assessment as code for Douyin e-commerce brand service providers.

A job of the command line is a function here: it takes a small frozen request and gives values and
findings back::

    from pathlib import Path
    from dpcap import ProviderRequest, ReportRequest, assess_provider, write_report

    scored = assess_provider(ProviderRequest(Path("examples/providers/lanxing")))
    print(scored.profile.overall.proved)
    write_report(scored, ReportRequest(formats=("html", "json")), Path("out"))

The steps of the road are functions too: `load_framework`, `load_assessment`, `score`, `list_moves`,
`render`. The names are fetched when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dpcap.analysis.query import QueryError as QueryError
    from dpcap.delivery.send_policy import SendPermissions as SendPermissions
    from dpcap.errors import DpcapError as DpcapError
    from dpcap.errors import InvalidInputError as InvalidInputError
    from dpcap.errors import UsageError as UsageError
    from dpcap.intake.folder import load_assessment as load_assessment
    from dpcap.intake.framework import load_framework as load_framework
    from dpcap.intake.lookup import find_framework as find_framework
    from dpcap.intake.records import load_records as load_records
    from dpcap.intake.retention import read_retention as read_retention
    from dpcap.intake.schema import schema_of as schema_of
    from dpcap.model.appeal import AppealPoint as AppealPoint
    from dpcap.model.decision import DecisionCondition as DecisionCondition
    from dpcap.model.framework_changes import FrameworkChanges as FrameworkChanges
    from dpcap.report.formats import render as render
    from dpcap.report.incentives.overview import IncentiveOverview as IncentiveOverview
    from dpcap.report.nps.result import NpsReport as NpsReport
    from dpcap.report.plan.tracked_plan import TrackedPlan as TrackedPlan
    from dpcap.report.standing.overview import StandingOverview as StandingOverview
    from dpcap.report.trend.result import TrendResult as TrendResult
    from dpcap.scoring.improvements import list_moves as list_moves
    from dpcap.scoring.score import score as score
    from dpcap.scoring.sensitivity import appraise as appraise
    from dpcap.version import __version__ as __version__
    from dpcap.workflow.agree import AgreeRequest as AgreeRequest
    from dpcap.workflow.agree import review_agreement as review_agreement
    from dpcap.workflow.appeal_answer import AnsweredAppeal as AnsweredAppeal
    from dpcap.workflow.appeal_answer import AppealAnswer as AppealAnswer
    from dpcap.workflow.appeal_answer import LetterPlace as LetterPlace
    from dpcap.workflow.appeal_answer import answer_appeal as answer_appeal
    from dpcap.workflow.appeal_desk import AppealRequest as AppealRequest
    from dpcap.workflow.appeal_desk import AppealsOverview as AppealsOverview
    from dpcap.workflow.appeal_desk import list_appeals as list_appeals
    from dpcap.workflow.appeal_filing import FiledAppeal as FiledAppeal
    from dpcap.workflow.appeal_filing import WrittenAppeal as WrittenAppeal
    from dpcap.workflow.appeal_filing import file_appeal as file_appeal
    from dpcap.workflow.appeal_filing import proof_of as proof_of
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
    from dpcap.workflow.decide import DecideRequest as DecideRequest
    from dpcap.workflow.decide import TakenDecision as TakenDecision
    from dpcap.workflow.decide import decide_provider as decide_provider
    from dpcap.workflow.delivery_channel import SendingObserver as SendingObserver
    from dpcap.workflow.demo import Demo as Demo
    from dpcap.workflow.demo import copy_demo as copy_demo
    from dpcap.workflow.diff import DiffRequest as DiffRequest
    from dpcap.workflow.diff import diff_profiles as diff_profiles
    from dpcap.workflow.diff import render_profile_diff as render_profile_diff
    from dpcap.workflow.explain import explain_score as explain_score
    from dpcap.workflow.fill import FillRequest as FillRequest
    from dpcap.workflow.fill import fill_folder as fill_folder
    from dpcap.workflow.forget import ForgetPlan as ForgetPlan
    from dpcap.workflow.forget import ForgetRequest as ForgetRequest
    from dpcap.workflow.forget import HeldPlaces as HeldPlaces
    from dpcap.workflow.forget import apply_forget as apply_forget
    from dpcap.workflow.forget import plan_forget as plan_forget
    from dpcap.workflow.form import write_form as write_form
    from dpcap.workflow.framework import ShowFrameworkRequest as ShowFrameworkRequest
    from dpcap.workflow.framework import diff_frameworks as diff_frameworks
    from dpcap.workflow.framework import release_framework as release_framework
    from dpcap.workflow.framework import show_framework as show_framework
    from dpcap.workflow.framework import start_framework as start_framework
    from dpcap.workflow.held_item import HeldItem as HeldItem
    from dpcap.workflow.import_export import ImportPlan as ImportPlan
    from dpcap.workflow.import_export import ImportRequest as ImportRequest
    from dpcap.workflow.import_export import plan_import as plan_import
    from dpcap.workflow.import_write import write_import as write_import
    from dpcap.workflow.incentives import IncentiveRequest as IncentiveRequest
    from dpcap.workflow.incentives import propose_incentives as propose_incentives
    from dpcap.workflow.incentives import render_incentives as render_incentives
    from dpcap.workflow.incentives import sign_incentives as sign_incentives
    from dpcap.workflow.keys import make_keys as make_keys
    from dpcap.workflow.keys import revoke_key as revoke_key
    from dpcap.workflow.lint import LintRequest as LintRequest
    from dpcap.workflow.lint import lint_paths as lint_paths
    from dpcap.workflow.match import Match as Match
    from dpcap.workflow.match import MatchRequest as MatchRequest
    from dpcap.workflow.match import match_profiles as match_profiles
    from dpcap.workflow.match import render_match as render_match
    from dpcap.workflow.migrate import MigratedFolder as MigratedFolder
    from dpcap.workflow.migrate import MigrateRequest as MigrateRequest
    from dpcap.workflow.migrate import migrate_folders as migrate_folders
    from dpcap.workflow.new_provider import NewProviderRequest as NewProviderRequest
    from dpcap.workflow.new_provider import NewProvidersRequest as NewProvidersRequest
    from dpcap.workflow.new_provider import new_provider as new_provider
    from dpcap.workflow.new_provider import new_providers as new_providers
    from dpcap.workflow.new_provider import new_with_sheets as new_with_sheets
    from dpcap.workflow.new_provider import read_shops as read_shops
    from dpcap.workflow.nps import NpsRequest as NpsRequest
    from dpcap.workflow.nps import nps_report as nps_report
    from dpcap.workflow.nps import render_nps as render_nps
    from dpcap.workflow.nps_write import NpsAnswers as NpsAnswers
    from dpcap.workflow.nps_write import plan_nps_answers as plan_nps_answers
    from dpcap.workflow.nps_write import write_nps_answers as write_nps_answers
    from dpcap.workflow.outbox import OutboxRequest as OutboxRequest
    from dpcap.workflow.outbox import RetryRequest as RetryRequest
    from dpcap.workflow.outbox import list_letters as list_letters
    from dpcap.workflow.outbox import retry_letter as retry_letter
    from dpcap.workflow.plan_draft import PlanDraftRequest as PlanDraftRequest
    from dpcap.workflow.plan_draft import draft_plan as draft_plan
    from dpcap.workflow.plan_track import PlanTrackRequest as PlanTrackRequest
    from dpcap.workflow.plan_track import check_plan as check_plan
    from dpcap.workflow.plan_track import render_plan as render_plan
    from dpcap.workflow.plan_track import track_plan as track_plan
    from dpcap.workflow.provider import ProviderRequest as ProviderRequest
    from dpcap.workflow.query import QueryRequest as QueryRequest
    from dpcap.workflow.query import list_queries as list_queries
    from dpcap.workflow.query import query_batches as query_batches
    from dpcap.workflow.register import RegisterRequest as RegisterRequest
    from dpcap.workflow.register import write_register as write_register
    from dpcap.workflow.report import ReportRequest as ReportRequest
    from dpcap.workflow.report import read_report as read_report
    from dpcap.workflow.report import render_format as render_format
    from dpcap.workflow.report import write_report as write_report
    from dpcap.workflow.report_sources import SourcesRequest as SourcesRequest
    from dpcap.workflow.resolve import ResolveRequest as ResolveRequest
    from dpcap.workflow.resolve import list_conflicts as list_conflicts
    from dpcap.workflow.resolve import resolve_conflict as resolve_conflict
    from dpcap.workflow.retention_due import list_due as list_due
    from dpcap.workflow.review import bind_rulings as bind_rulings
    from dpcap.workflow.review_walk import ReviewWalk as ReviewWalk
    from dpcap.workflow.review_walk import WalkRequest as WalkRequest
    from dpcap.workflow.review_walk import plan_walk as plan_walk
    from dpcap.workflow.rules import RulesRequest as RulesRequest
    from dpcap.workflow.rules import rule_calendar as rule_calendar
    from dpcap.workflow.rules import rule_days as rule_days
    from dpcap.workflow.send import SendRequest as SendRequest
    from dpcap.workflow.send import plan_letters as plan_letters
    from dpcap.workflow.send import send_letters as send_letters
    from dpcap.workflow.sheet import SheetRequest as SheetRequest
    from dpcap.workflow.sheet import write_sheet as write_sheet
    from dpcap.workflow.sheet import write_sheets as write_sheets
    from dpcap.workflow.sign import SignRequest as SignRequest
    from dpcap.workflow.sign import sign_reports as sign_reports
    from dpcap.workflow.standing import HandEntry as HandEntry
    from dpcap.workflow.standing import StandingRequest as StandingRequest
    from dpcap.workflow.standing import correct_standing as correct_standing
    from dpcap.workflow.standing import provider_standing as provider_standing
    from dpcap.workflow.standing import record_standing as record_standing
    from dpcap.workflow.standing import render_standing as render_standing
    from dpcap.workflow.standing import sign_standing as sign_standing
    from dpcap.workflow.status import StatusRequest as StatusRequest
    from dpcap.workflow.status import round_calendar as round_calendar
    from dpcap.workflow.status import round_status as round_status
    from dpcap.workflow.stored_profiles import read_benchmark as read_benchmark
    from dpcap.workflow.stored_profiles import read_profile as read_profile
    from dpcap.workflow.subject import ForgottenSubject as ForgottenSubject
    from dpcap.workflow.submit import SubmitRequest as SubmitRequest
    from dpcap.workflow.submit import SubmittedFolder as SubmittedFolder
    from dpcap.workflow.submit import submit_folder as submit_folder
    from dpcap.workflow.take_evidence import EvidenceRequest as EvidenceRequest
    from dpcap.workflow.take_evidence import TakenEvidence as TakenEvidence
    from dpcap.workflow.take_evidence import take_evidence as take_evidence
    from dpcap.workflow.todo import list_open_work as list_open_work
    from dpcap.workflow.trend import TrendRequest as TrendRequest
    from dpcap.workflow.trend import provider_trend as provider_trend
    from dpcap.workflow.trend import render_trend as render_trend
    from dpcap.workflow.verify import VerifyRequest as VerifyRequest
    from dpcap.workflow.verify import verify_report as verify_report
    from dpcap.workflow.walk_recorder import WalkRecorder as WalkRecorder
    from dpcap.workflow.weights import FrameworkWeights as FrameworkWeights
    from dpcap.workflow.weights import WeightsRequest as WeightsRequest
    from dpcap.workflow.weights import weigh_framework as weigh_framework
    from dpcap.workflow.whatif import WhatIfRequest as WhatIfRequest
    from dpcap.workflow.whatif import render_what_if as render_what_if
    from dpcap.workflow.whatif import what_if as what_if
    from dpcap.workflow.whatif import write_what_if as write_what_if
    from dpcap.workflow.whatif_letters import draft_ahead_letters as draft_ahead_letters


__all__ = [
    "AgreeRequest",
    "AnsweredAppeal",
    "AppealAnswer",
    "AppealPoint",
    "AppealRequest",
    "AppealsOverview",
    "BatchObserver",
    "BatchRequest",
    "BatchResult",
    "BundleRequest",
    "CompareRequest",
    "Configuration",
    "DecideRequest",
    "DecisionCondition",
    "Demo",
    "DiffRequest",
    "DpcapError",
    "EvidenceRequest",
    "FiledAppeal",
    "FillRequest",
    "ForgetPlan",
    "ForgetRequest",
    "ForgottenSubject",
    "FrameworkChanges",
    "FrameworkWeights",
    "HandEntry",
    "HeldItem",
    "HeldPlaces",
    "ImportPlan",
    "ImportRequest",
    "IncentiveOverview",
    "IncentiveRequest",
    "InvalidInputError",
    "LetterPlace",
    "LintRequest",
    "Match",
    "MatchRequest",
    "MigrateRequest",
    "MigratedFolder",
    "NewProviderRequest",
    "NewProvidersRequest",
    "NpsAnswers",
    "NpsReport",
    "NpsRequest",
    "OutboxRequest",
    "PlanDraftRequest",
    "PlanTrackRequest",
    "ProviderRequest",
    "QueryError",
    "QueryRequest",
    "RegisterRequest",
    "ReportRequest",
    "ResolveRequest",
    "RetryRequest",
    "ReviewWalk",
    "RulesRequest",
    "ScoredProvider",
    "SendPermissions",
    "SendRequest",
    "SendingObserver",
    "SheetRequest",
    "ShowFrameworkRequest",
    "SignRequest",
    "SourcesRequest",
    "StandingOverview",
    "StandingRequest",
    "StatusRequest",
    "SubmitRequest",
    "SubmittedFolder",
    "TakenDecision",
    "TakenEvidence",
    "TrackedPlan",
    "TrendRequest",
    "TrendResult",
    "UsageError",
    "VerifyRequest",
    "WalkRecorder",
    "WalkRequest",
    "WeightsRequest",
    "WhatIfRequest",
    "WrittenAppeal",
    "__version__",
    "answer_appeal",
    "apply_forget",
    "appraise",
    "assess_provider",
    "bind_rulings",
    "bundle_provider",
    "check_plan",
    "compare_providers",
    "copy_demo",
    "correct_standing",
    "decide_provider",
    "diff_frameworks",
    "diff_profiles",
    "draft_ahead_letters",
    "draft_plan",
    "explain_score",
    "file_appeal",
    "fill_folder",
    "find_framework",
    "lint_paths",
    "list_appeals",
    "list_conflicts",
    "list_due",
    "list_letters",
    "list_moves",
    "list_open_work",
    "list_queries",
    "load_assessment",
    "load_framework",
    "load_records",
    "make_keys",
    "match_profiles",
    "migrate_folders",
    "new_provider",
    "new_providers",
    "new_with_sheets",
    "nps_report",
    "plan_forget",
    "plan_import",
    "plan_letters",
    "plan_nps_answers",
    "plan_walk",
    "proof_of",
    "propose_incentives",
    "provider_standing",
    "provider_trend",
    "query_batches",
    "read_benchmark",
    "read_profile",
    "read_report",
    "read_retention",
    "read_shops",
    "record_standing",
    "release_framework",
    "render",
    "render_comparison",
    "render_format",
    "render_incentives",
    "render_match",
    "render_nps",
    "render_plan",
    "render_profile_diff",
    "render_standing",
    "render_trend",
    "render_what_if",
    "resolve_conflict",
    "retry_letter",
    "review_agreement",
    "revoke_key",
    "round_calendar",
    "round_status",
    "rule_calendar",
    "rule_days",
    "schema_of",
    "score",
    "score_batch",
    "send_letters",
    "show_framework",
    "sign_incentives",
    "sign_reports",
    "sign_standing",
    "start_framework",
    "submit_folder",
    "take_evidence",
    "track_plan",
    "verify_report",
    "weigh_framework",
    "what_if",
    "write_form",
    "write_import",
    "write_nps_answers",
    "write_register",
    "write_report",
    "write_sheet",
    "write_sheets",
    "write_what_if",
]


def __getattr__(name: str) -> object:
    from dpcap.public_names import HOMES  # noqa: PLC0415 - importing the package loads nothing

    home = HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
