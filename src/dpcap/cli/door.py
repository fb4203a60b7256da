"""The one door: every exception becomes a message on stderr and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from dpcap.cli.language import TALK, say
from dpcap.errors import DpcapError, InvalidInputError, MissingError, UsageError

FAULT = 70


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the app and exit. Codes: 0 done, 2 usage, 3 invalid input, 70 a fault in dpcap."""
    _travel_light()
    from dpcap.cli.app import asked_for, make_app

    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        make_app(asked_for(words))(words)
    except InvalidInputError as error:
        _list(error)
        sys.exit(error.exit_code)
    except MissingError as error:
        print(f"dpcap: {error.finding.message(TALK)}", file=sys.stderr)
        sys.exit(error.exit_code)
    except DpcapError as error:
        print(f"dpcap: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader went away; point stdout elsewhere so that closing it does not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except ImportError as error:
        _say_missing(error)
    except Exception as error:  # noqa: BLE001 - whatever is left is a fault of ours
        _say_fault(error)
    finally:
        # The process ends here: nothing is worth looking through once more. DuckDB alone
        # complains if what it made is not let go.
        if "duckdb" not in sys.modules:
            gc.freeze()


def _say_missing(error: ImportError) -> NoReturn:
    """A library is not there: say how to get it, and exit. A part of dpcap is a fault of ours."""
    from dpcap.cli.extras import missing

    told = missing(error)
    if told is None:
        _say_fault(error)
    print(f"dpcap: {told}", file=sys.stderr)
    sys.exit(UsageError.exit_code)


def _say_fault(error: Exception) -> NoReturn:
    """Say that dpcap itself is wrong, and exit; with --debug the trace is shown."""
    if os.environ.get("DPCAP_DEBUG"):
        raise error
    what = f"{type(error).__name__}: {error}"
    text = say(
        f"dpcap 自身出错：{what}。加 --debug 看全文。",
        f"a fault in dpcap: {what}. --debug shows the trace.",
    )
    print(text, file=sys.stderr)
    sys.exit(FAULT)


def _travel_light() -> None:
    """Leave out what a process of a second does not need: half the time of a small command."""
    # Plug-ins of other packages have no business in a score, and looking for them takes long.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A framework is tens of thousands of objects without a cycle; searching them finds nothing.
    gc.set_threshold(200_000, 50, 50)


def _list(error: InvalidInputError) -> None:
    from dpcap.cli.findings import line_of

    for finding in error.findings:
        print(line_of(finding, TALK), file=sys.stderr)
