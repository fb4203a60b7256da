"""A framework of one's own: made, shown to those who decide on it, released and compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dpcap.errors import UsageError
from dpcap.intake.framework import load_framework
from dpcap.intake.framework_starter import new_framework
from dpcap.intake.migrations import keep_release
from dpcap.intake.stored_framework import parse_framework
from dpcap.model.base import Language
from dpcap.model.framework import Framework
from dpcap.model.framework_changes import FrameworkChanges, framework_changes
from dpcap.model.migration import earlier_versions
from dpcap.report.questions.formats import render_questions
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.files import read_file


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


def diff_frameworks(before: str, after: str) -> FrameworkChanges:
    """What changed from *before* to *after*.

    Each is a framework's directory or a compiled one (`releases/<digest>.json`); *before* may also
    be the number of an earlier version that lies beside *after*. Raises InvalidInputError,
    UsageError.
    """
    new = _framework(after)
    old = next((one for one in earlier_versions(new) if one.version == before), None)
    return framework_changes(old or _framework(before), new)


def release_framework(directory: Path) -> tuple[Framework, Path]:
    """Keep the framework in *directory*, as it stands, among its releases; it, and the file.

    Raises InvalidInputError, OSError.
    """
    framework = load_framework(directory)
    return framework, keep_release(directory, framework)


def _framework(name: str) -> Framework:
    path = Path(name)
    if path.is_file():
        return parse_framework(read_file(path), path.as_posix())
    if not path.is_dir():
        raise UsageError(f"there is no framework {name}", f"没有框架 {name}")
    return load_framework(path)
