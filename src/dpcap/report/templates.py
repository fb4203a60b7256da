"""Jinja environments over our templates, or over somebody's own in front of ours."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpcap.report import shapes, shapes_details
from dpcap.report.css import squeezed
from dpcap.report.letter import shapes as letter_shapes
from dpcap.report.portfolio import shapes as portfolio_shapes

if TYPE_CHECKING:
    from jinja2 import BytecodeCache
    from jinja2.sandbox import SandboxedEnvironment

THEME = "theme.css"
VIEWS = frozenset(
    kind
    for module in (shapes, shapes_details, portfolio_shapes, letter_shapes)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, tuple)
)


def make_environment(
    reports: Path,
    templates: Path | None,
    *,
    autoescape: bool,
    finalize: Callable[[Any], Any] | None = None,
    shelf: str = "templates",
) -> SandboxedEnvironment:
    """A sandboxed environment; *templates* is looked in first, then the *shelf* in *reports*."""
    from jinja2 import FileSystemLoader, StrictUndefined  # noqa: PLC0415 - only pages need it

    folders = [folder for folder in (templates, reports / shelf) if folder is not None]
    return _sandbox()(
        loader=FileSystemLoader(folders),
        autoescape=autoescape,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_compiled(),
    )


@lru_cache(maxsize=1)
def _compiled() -> BytecodeCache | None:
    """Jinja's own cache of compiled templates, private to the user; None where it finds no place.

    What is kept is told apart by the template's content, so it never goes stale; compiling anew
    would take most of the time of a report.
    """
    from jinja2 import FileSystemBytecodeCache  # noqa: PLC0415

    try:
        return FileSystemBytecodeCache()
    except (OSError, RuntimeError):
        return None


@lru_cache(maxsize=1)
def _sandbox() -> type[SandboxedEnvironment]:
    """Jinja's sandbox with a short way to the fields of our own views.

    Those are frozen and hold nothing but strings, numbers and each other, so the sandbox has
    nothing to guard there; asking it thousands of times a page would take most of the time.
    """
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    class Sandbox(ImmutableSandboxedEnvironment):
        def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's own
            if type(obj) in VIEWS and attribute in obj._fields:
                return getattr(obj, attribute)
            if type(obj) is dict and attribute in obj:
                return obj[attribute]
            return super().getattr(obj, attribute)

    return Sandbox


@lru_cache(maxsize=8)
def read_style(reports: Path, templates: Path | None, name: str = THEME) -> str:
    """The style sheet *name* without comments and line ends; *templates* may bring its own."""
    own = templates / name if templates is not None else None
    path = own if own is not None and own.is_file() else reports / name
    return squeezed(path.read_text(encoding="utf-8")).replace(": ", ":")
