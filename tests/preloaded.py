"""dpcap in a child of a process that has loaded it: what a start costs is paid once, not each time.

Half of what a command takes is loading modules. One process per worker of pytest and language of
dpcap's messages loads them all and forks for each call: the child has its own directory,
environment, streams, signals and exit code, and ends as the interpreter ends. Shared with the
process are the modules and the seed of hashes, so calls that hang on what a start does, or on how
an interpreter is set up, start one of their own.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

# Only these may differ from what the process was started with.
OWN = ("DPCAP_", "POST_WORD", "WORDS", "XDG_CACHE_HOME")


def run(
    words: Sequence[str], *, cwd: Path, env: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """`dpcap WORDS` in *cwd* with *env*; standard input is empty. It may be called from threads."""
    asked = json.dumps({"words": [*words], "cwd": str(cwd), "env": {**env}}).encode()
    with (
        TemporaryFile() as out,
        TemporaryFile() as err,
        socket.socket(socket.AF_UNIX) as line,
    ):
        line.connect(_started(env["DPCAP_LANG"]))
        socket.send_fds(line, [len(asked).to_bytes(4, "big")], [out.fileno(), err.fileno()])
        line.sendall(asked)
        code = int(_read(line, 4).decode())
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(
            ["dpcap", *words], code, out.read().decode(), err.read().decode()
        )


@cache
def _started(language: str) -> str:
    """Where this worker's process of *language* listens; it ends when this one does."""
    folder = TemporaryDirectory(prefix="dpcap-tests-")
    address = f"{folder.name}/dpcap"
    program = [sys.executable, str(Path(__file__)), address]
    env = {**os.environ, "PYTHONUTF8": "1", "DPCAP_LANG": language}
    process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    _KEPT.append((folder, process))
    return address


# What ends when it is let go.
_KEPT: list[tuple[TemporaryDirectory[str], subprocess.Popen[bytes]]] = []


def _read(line: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        part = line.recv(size - len(found))
        if not part:
            raise EOFError(found)
        found += part
    return found


def _load() -> None:
    """All of dpcap, before anything is asked."""
    from dpcap.cli.process import travel_light

    travel_light()
    import dpcap

    for module in pkgutil.walk_packages(dpcap.__path__, "dpcap."):
        if module.name != "dpcap.__main__":
            importlib.import_module(module.name)


def _serve(address: str) -> list[str]:
    """Fork for each call. Returns, in the child, the words of the call."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen(64)
        os.write(1, b"ready\n")
        _end_with_the_parent(door)
        while True:
            line, _ = door.accept()
            if os.fork() == 0:
                door.close()
                return _child(line)
            line.close()
            _reap()


def _end_with_the_parent(door: socket.socket) -> None:
    """Wait in a process of its own until standard input closes, and end the one that listens."""
    listening = os.getpid()
    if os.fork():
        return
    door.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while os.read(0, 1024):
        pass
    with suppress(ProcessLookupError):
        os.kill(listening, signal.SIGKILL)
    os._exit(0)


def _reap() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _child(line: socket.socket) -> list[str]:
    """Fork once more: one process runs the command, the other waits for it and tells its code."""
    size, streams, _, _ = socket.recv_fds(line, 4, 2)
    asked = json.loads(_read(line, int.from_bytes(size, "big")))
    running = os.fork()
    if running:
        for stream in streams:
            os.close(stream)
        code = os.waitstatus_to_exitcode(os.waitpid(running, 0)[1])
        line.sendall(f"{code:4}".encode())
        os._exit(0)
    line.close()
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, stream in enumerate((nothing, *streams)):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    return [str(word) for word in asked["words"]]


if __name__ == "__main__":
    _load()
    sys.argv[1:] = _serve(sys.argv[1])
    sys.argv[0] = "dpcap"
    from dpcap.cli.main_guard import run as run_command

    run_command()
