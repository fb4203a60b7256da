"""Change the code in small ways and see whether the tests notice: `make mutants`.

`tests/mutants.toml` names rooms: modules, and the tests that should notice a change in them. First
each room's tests run once as they are, to learn which of them reach which line and how long each
takes. Then a fixed sample of mutants is drawn, and each runs against the tests that reach its line,
the fastest first, in a child of its own that has the changed module instead of the real one. No
file is changed. What no test noticed is printed, unless `tests/mutants_explained.toml` says why no
test could.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from mutants_made import Mutant, drawn
from mutants_run import Learned, Running, learn, preload, start

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ROOT / "tests" / "mutants.toml"
EXPLAINED = ROOT / "tests" / "mutants_explained.toml"
CACHE = ROOT / ".cache" / "mutants"


def main() -> int:
    """Run what the command line asks for; 1 if a mutant survived without a reason."""
    asked = _arguments()
    plan = tomllib.loads(ROOMS.read_text("utf-8"))
    rooms = {name: room for name, room in plan["rooms"].items() if name in (asked.room or [name])}
    share = (asked.sample or plan["sample"]) // len(rooms)
    os.chdir(ROOT)
    preload()
    known = learn(rooms, CACHE, asked.jobs, again=not asked.keep)
    survivors = []
    for name, room in rooms.items():
        mutants = drawn(room["packages"], _elsewhere(plan, name), plan["seed"], share)
        if asked.mutant:
            mutants = [one for one in mutants if one.id.startswith(tuple(asked.mutant))]
        limits = (plan["cpu_seconds"], float("inf") if asked.all else plan["tests_seconds"])
        survivors += _tried(name, mutants, known[name], asked.jobs, limits)
    return _told(survivors)


def _elsewhere(plan: dict[str, Any], room: str) -> list[str]:
    """What the other rooms name: a room with a whole package leaves them the modules they name."""
    others = (other for name, other in plan["rooms"].items() if name != room)
    return [package for other in others for package in other["packages"]]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, help="how many mutants, instead of the plan's")
    parser.add_argument("--room", action="append", help="only this room")
    parser.add_argument("--mutant", action="append", help="only mutants whose id begins so")
    parser.add_argument("--all", action="store_true", help="every test that reaches a mutant")
    parser.add_argument("--keep", action="store_true", help="what was learned of the tests before")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def _tried(
    room: str, mutants: Sequence[Mutant], learned: Learned, jobs: int, limits: tuple[int, float]
) -> list[Mutant]:
    """The mutants that no test noticed."""
    begun, survived, running = time.monotonic(), [], dict[int, Running]()
    waiting = iter(mutants)
    while True:
        for mutant in _few(waiting, jobs - len(running)):
            child = start(mutant, learned.reaching(mutant, limits[1]), limits[0])
            running[child.pid] = child
        if not running:
            break
        pid, status = os.wait()
        done = running.pop(pid)
        noticed = done.noticed(status)
        if not noticed:
            survived.append(done.mutant)
        print(f"{room}: {'noticed ' if noticed else 'SURVIVED'} {done.mutant}", flush=True)
    took = time.monotonic() - begun
    print(f"{room}: {len(mutants) - len(survived)} of {len(mutants)} noticed in {took:.0f} s")
    return survived


def _few(waiting: Iterator[Mutant], count: int) -> Iterator[Mutant]:
    for _, one in zip(range(count), waiting, strict=False):
        yield one


def _told(survivors: Sequence[Mutant]) -> int:
    """Print the survivors that nobody explained; 1 if there are any."""
    known = tomllib.loads(EXPLAINED.read_text("utf-8"))["mutant"] if EXPLAINED.exists() else []
    explained = {
        (one["module"], one["function"], one["change"], one.get("nth", 1)) for one in known
    }
    open_ = [one for one in survivors if one.key not in explained]
    print(f"{len(survivors)} survived, {len(survivors) - len(open_)} of them explained")
    for one in open_:
        print(one.as_toml())
    return 1 if open_ else 0


if __name__ == "__main__":
    sys.exit(main())
