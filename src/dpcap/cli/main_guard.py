"""Where the command line ends: every exception becomes a message on stderr and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dpcap.cli.language import TALK, say
from dpcap.cli.process import close_stdout, open_streams, stopping, travel_light
from dpcap.errors import (
    ClosedPipeError,
    DpcapError,
    InvalidInputError,
    SlipError,
    UsageError,
)

if TYPE_CHECKING:
    from dpcap.model.finding import Finding

FAULT, INTERRUPTED, TERMINATED = 70, 130, 143


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the app and exit. Codes: 0 done, 2 usage, 3 invalid input, 70 a fault in dpcap."""
    travel_light()
    open_streams()
    from dpcap.cli.app import COMPLETING, asked_for, make_app

    if COMPLETING in os.environ:
        from dpcap.cli.completion import keep_help_whole

        keep_help_whole()
    words = sys.argv[1:] if arguments is None else list(arguments)
    with stopping() as stopped:
        try:
            sys.exit(make_app(asked_for(words))(words, standalone_mode=False) or 0)
        except SystemExit as left:
            sys.exit(_code(left, stopped))
        except KeyboardInterrupt:
            sys.exit(TERMINATED if stopped else INTERRUPTED)
        except Exception as error:
            if os.environ.get("DPCAP_DEBUG") and not _is_answer(error):
                raise
            sys.exit(_told(error))
        finally:
            # The process ends here: nothing is worth looking through once more. DuckDB alone
            # complains if what it made is not let go.
            if "duckdb" not in sys.modules:
                gc.freeze()


def _code(left: SystemExit, stopped: Sequence[int]) -> int | str | None:
    """The exit code; where the system asked to stop, another than that of Ctrl-C."""
    # How Typer leaves standard output when its own help was not taken.
    if type(sys.stdout).__name__ == "PacifyFlushWrapper":
        return _told(ClosedPipeError())
    return TERMINATED if stopped and left.code == INTERRUPTED else left.code


def _is_answer(error: Exception) -> bool:
    """Whether *error* was raised to tell the user something."""
    from typer.exceptions import Abort, TyperException

    return isinstance(error, DpcapError | TyperException | Abort)


def _told(error: Exception) -> int:
    """Say what *error* means; the exit code."""
    if _is_answer(error) and not isinstance(error, DpcapError):
        return _misused(error)
    if isinstance(error, InvalidInputError):
        _list(error.findings)
    elif isinstance(error, SlipError):
        _list([error.finding])
    elif isinstance(error, ClosedPipeError):
        _say_closed()
    elif isinstance(error, DpcapError):
        said = error.message(TALK) if isinstance(error, UsageError) else str(error)
        print(f"dpcap: {said}", file=sys.stderr)
    elif isinstance(error, OSError):
        return _mishap(error)
    elif isinstance(error, ImportError):
        return _missing(error)
    else:
        _say_fault(error)
        return FAULT
    return error.exit_code


def _misused(error: Exception) -> int:
    """Say what is wrong with the call, or that a question was left unanswered; the exit code."""
    from typer.exceptions import TyperException

    from dpcap.cli.usage_errors import show

    if isinstance(error, TyperException):
        return show(error)
    print(say("已中止。", "Aborted!"), file=sys.stderr)
    return INTERRUPTED


def _mishap(error: OSError) -> int:
    """Say what the system would not do; the exit code."""
    from dpcap.intake.system_errors import exit_code, mishap

    finding = mishap(error)
    _list([finding])
    return exit_code(finding)


def _missing(error: ImportError) -> int:
    """Say how to get a library that is not there; a part of dpcap is a fault of ours."""
    from dpcap.workflow.extras import missing

    told = missing(error)
    if told is None:
        _say_fault(error)
        return FAULT
    print(f"dpcap: {told.message(TALK)}", file=sys.stderr)
    return told.exit_code


def _say_closed() -> None:
    from dpcap.model.finding import Finding

    close_stdout()
    _list([Finding(code="DP157", file="stdout")])


def _say_fault(error: Exception) -> None:
    what = f"{type(error).__name__}: {error}"
    text = say(
        f"dpcap 自身出错：{what}。加 --debug 看全文。",
        f"a fault in dpcap: {what}. --debug shows the trace.",
    )
    print(text, file=sys.stderr)


def _list(findings: Sequence[Finding]) -> None:
    from dpcap.cli.findings import line_of

    for finding in findings:
        print(line_of(finding, TALK), file=sys.stderr)
