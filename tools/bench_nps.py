"""What reading the answers of two waves, 10,000 rows in all, costs with everything on the page."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))
from bench_run import DPCAP, ROOT, report, run

ROWS, ROUNDS = 10_000, 5
_HEADER = "buyer,mark,date,channel,consent,carrier,product,logistics,service,content,tags"
_WAVES = {"q2": "2026-05", "q3": "2026-08"}


def _wave(folder: Path, month: str, count: int) -> None:
    chance = random.Random(7)  # noqa: S311 - rows to count
    folder.mkdir()
    head = f"schema: dpcap/voice-wave/1\nheld_by: platform\nfrom: {month}-01\nuntil: {month}-31\n"
    (folder / "wave.yaml").write_text(head, encoding="utf-8")
    lines = [_HEADER]
    for n in range(count):
        marks = ",".join(str(chance.randint(0, 10)) for _ in range(4))
        carrier, tags = chance.choice(("live", "card", "search")), chance.choice(("", "慢、差"))
        day = f"{month}-{n % 31 + 1:02d}"
        lines.append(
            f"{month}b{n}x,{chance.randint(0, 10)},{day},feige,是,{carrier},{marks},{tags}"
        )
    (folder / "answers.csv").write_text("\n".join(lines), encoding="utf-8")


def voices() -> None:
    """`dpcap nps` of 10,000 rows as a page."""
    with TemporaryDirectory() as directory:
        top = Path(directory) / "voice"
        top.mkdir()
        for name, month in _WAVES.items():
            _wave(top / name, month, ROWS // len(_WAVES))
        command = [*DPCAP, "nps", str(top), "--format", "html"]
        command += ["--framework", str(ROOT / "questionnaires")]
        cost = median(run(command, directory).cpu for _ in range(ROUNDS))
    report(f"dpcap nps of {ROWS:,} rows (CPU)", cost, 2, "s")


if __name__ == "__main__":
    voices()
