"""Where what was rendered goes."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dpcap.cli.language import say
from dpcap.intake.system_errors import about

STDOUT = Path("-")


def print_out(text: str) -> None:
    """*text* on stdout, as `to_stdout` has it."""
    data = text if text.endswith("\n") else text + "\n"
    put_out(data.encode())


def put_out(data: bytes) -> None:
    """*data* on stdout, as `to_stdout` has it."""
    with to_stdout() as write:
        write(data)


@contextmanager
def to_stdout() -> Iterator[Callable[[bytes], object]]:
    """What takes bytes for stdout; whether all were taken shows at the end. Raises OSError.

    Files and other programs get the bytes as they are. A console that knows no UTF-8 gets its own
    encoding, a `?` for what that lacks.
    """
    with about("stdout"):
        sys.stdout.flush()
        yield _on_console if _knows_no_utf8() else sys.stdout.buffer.write
        sys.stdout.flush()


def _on_console(data: bytes) -> object:
    return sys.stdout.write(data.decode("utf-8", "replace"))


def _knows_no_utf8() -> bool:
    return sys.stdout.isatty() and codecs.lookup(sys.stdout.encoding).name != "utf-8"


def placed(name: str, out: Path | None, endings: tuple[str, ...]) -> Path:
    """Where a file called *name* goes: *out* if that ends in one of *endings*, else into it."""
    if out is not None and out.suffix.lower() in endings:
        return out
    return (out or Path()) / name


def write_asked(path: Path, data: bytes, questions: int, figures: int) -> None:
    """Write what is to be filled in, and say where it is and how much it asks."""
    from dpcap.intake.atomic_write import write_atomically

    write_atomically(path, data)
    print(path)
    told = say(
        f"{path.name}：{questions} 题，店铺数据 {figures} 格",
        f"{path.name}: {questions} questions, {figures} figures of shops",
    )
    print(told, file=sys.stderr)


def write_calendar(path: Path, calendar: bytes) -> None:
    """Write the file that --ics names, and say so."""
    from dpcap.intake.atomic_write import write_atomically

    write_atomically(path, calendar)
    print(say(f"已写入 {path}", f"wrote {path}"), file=sys.stderr)
