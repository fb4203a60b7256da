"""What authors and providers get wrong beyond what makes a file unreadable."""

from dpcap.intake.lint.folder import lint_folder
from dpcap.intake.lint.framework import RULES, lint_framework
from dpcap.intake.lint.gates import lint_gates
from dpcap.intake.lint.mail import lint_mail
from dpcap.intake.lint.paths import LintTarget, near_records, targets
from dpcap.intake.lint.plans import lint_plan, lint_plan_metrics
from dpcap.intake.lint.reviews import (
    is_review,
    lint_decisions,
    lint_judgements,
    lint_reconciliation,
    lint_reviews,
)
from dpcap.intake.lint.unnamed import unnamed_file

__all__ = [
    "RULES",
    "LintTarget",
    "is_review",
    "lint_decisions",
    "lint_folder",
    "lint_framework",
    "lint_gates",
    "lint_judgements",
    "lint_mail",
    "lint_plan",
    "lint_plan_metrics",
    "lint_reconciliation",
    "lint_reviews",
    "near_records",
    "targets",
    "unnamed_file",
]
