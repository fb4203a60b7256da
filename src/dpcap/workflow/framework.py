"""A framework of one's own: made, and shown to those who decide on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dpcap.errors import UsageError
from dpcap.intake.framework_starter import new_framework
from dpcap.model.base import Language
from dpcap.report.questions.formats import render_questions
from dpcap.workflow.configuration import Configuration


@dataclass(frozen=True)
class ShowFrameworkRequest:
    """Which questions are shown, and how; None: not said.

    `role`: those that it asks; None: all, with the weights of every role. `framework`: its
    directory; None: the configuration's. `templates`: a directory of one's own before ours.
    """

    format: str = "html"
    role: str | None = None
    framework: Path | None = None
    language: Language | None = None
    spoken: Language = "zh"
    templates: Path | None = None


def start_framework(directory: Path) -> tuple[Path, ...]:
    """Make *directory* with a small framework that lints clean. Raises UsageError, OSError."""
    return new_framework(directory)


def show_framework(
    request: ShowFrameworkRequest, configuration: Configuration | None = None
) -> str:
    """A page of all questions with their effective weights.

    Raises UsageError for a role or a format that there is not, InvalidInputError for the framework.
    """
    here = configuration or Configuration()
    framework, role = here.framework(request.framework), request.role
    if role is not None and role not in framework.roles:
        raise UsageError(
            f"no role {role}; there are {framework.roles_said('en')}",
            f"没有角色 {role}；有：{framework.roles_said('zh')}",
        )
    language = here.language(request.language) or request.spoken
    return render_questions(
        framework, request.format, language, role=role, templates=request.templates
    )
