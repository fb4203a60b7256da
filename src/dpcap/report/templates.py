"""Jinja environments over our templates, or over somebody's own in front of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from pathlib import Path
from traceback import extract_tb
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

from dpcap.errors import SlipError
from dpcap.model.finding import Finding
from dpcap.real_paths import real_path
from dpcap.report import details_view, page_one_view
from dpcap.report.css import squeezed

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment, FileSystemLoader
    from jinja2.bccache import Bucket
    from jinja2.sandbox import SandboxedEnvironment

THEME = "theme.css"


def make_environment(
    reports: Path,
    templates: Path | None,
    *,
    autoescape: bool,
    finalize: Callable[[Any], Any] | None = None,
    shelf: str = "templates",
    views: tuple[ModuleType, ...] = (),
) -> SandboxedEnvironment:
    """A sandboxed environment; *templates* is looked in first, then the *shelf* in *reports*.

    *views* are modules whose views it is given, beside a report's.
    """
    from jinja2 import StrictUndefined  # noqa: PLC0415 - only pages need it

    folders = [folder for folder in (templates, reports / shelf) if folder is not None]
    return _sandbox(templates, (page_one_view, details_view, *views))(
        loader=_loader()(folders),
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

    class Cache(FileSystemBytecodeCache):
        def dump_bytecode(self, bucket: Bucket) -> None:
            with suppress(OSError):  # a full disk costs time, not the report
                super().dump_bytecode(bucket)

    try:
        return Cache()
    except (OSError, RuntimeError):
        return None


@lru_cache(maxsize=8)
def _sandbox(own: Path | None, views: tuple[ModuleType, ...]) -> type[SandboxedEnvironment]:
    """Jinja's sandbox with a short way to the fields of our own views.

    What goes wrong in a template below *own* is told as a slip. Our views are frozen and hold
    nothing but strings, numbers and each other, so the sandbox has nothing to guard there; asking
    it thousands of times a page would take most of the time.
    """
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    ours = frozenset(chain.from_iterable(map(_views_in, views)))

    class Sandbox(ImmutableSandboxedEnvironment):
        def handle_exception(self, source: str | None = None) -> NoReturn:
            try:
                super().handle_exception(source)
            except SlipError:
                raise
            except Exception as error:
                raise _slip(error, own) or error from error

        def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's own
            if type(obj) in ours and attribute in obj._fields:
                return getattr(obj, attribute)
            if type(obj) is dict and attribute in obj:
                return obj[attribute]
            return super().getattr(obj, attribute)

    return Sandbox


def _views_in(module: ModuleType) -> Iterator[type]:
    for kind in vars(module).values():
        if isinstance(kind, type) and issubclass(kind, tuple):
            yield kind


@lru_cache(maxsize=1)
def _loader() -> type[FileSystemLoader]:
    """Jinja's loader; a file that is no text is told as such."""
    from jinja2 import FileSystemLoader  # noqa: PLC0415

    class Loader(FileSystemLoader):
        def get_source(
            self, environment: Environment, template: str
        ) -> tuple[str, str, Callable[[], bool]]:
            try:
                return super().get_source(environment, template)
            except UnicodeDecodeError as error:
                first = next(Path(path, template) for path in self.searchpath)
                raise _no_text(error, first) from error

    return Loader


def _no_text(error: UnicodeDecodeError, path: Path) -> SlipError:
    line = error.object[: error.start].count(b"\n") + 1
    return SlipError(Finding(code="DP109", file=str(path), line=line))


def _slip(error: Exception, own: Path | None) -> SlipError | None:
    """*error* as a slip in somebody's *own* templates; None if it lies in ours."""
    place = _place(error, real_path(own)) if own is not None else None
    if place is None:
        return None
    file, line = place
    problem = f"{type(error).__name__}: {error}".splitlines()[0][:400]
    return SlipError(Finding(code="DP154", file=file, line=line, params={"problem": problem}))


def _place(error: Exception, own: Path) -> tuple[str, int] | None:
    """The file and the line below *own* at which *error* came about, as far in as is known."""
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415

    steps = [(one.filename, one.lineno or 1) for one in extract_tb(error.__traceback__)]
    if isinstance(error, TemplateSyntaxError) and error.filename is not None:
        steps.append((error.filename, error.lineno))
    inside = [one for one in steps if real_path(Path(one[0])).is_relative_to(own)]
    return inside[-1] if inside else None


@lru_cache(maxsize=8)
def read_style(reports: Path, templates: Path | None, name: str = THEME) -> str:
    """The style sheet *name* without comments and line ends; *templates* may bring its own."""
    own = templates / name if templates is not None else None
    path = own if own is not None and own.is_file() else reports / name
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _no_text(error, path) from error
    return squeezed(text).replace(": ", ":")
