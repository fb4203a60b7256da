"""What keeps a provider out where a what-if looks at tiers: also what keeps a sister firm out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from dpcap.errors import InvalidInputError
from dpcap.workflow.whatif_tiers import TierReader
from standings import Book, file_of

BELONGS = """schema: dpcap/standing/1
affiliates:
  - {members: [acme, beta], reason: 同一实控人, source: 企业公示系统, on: 2026-01-10}
"""


@pytest.fixture
def top(tmp_path: Path) -> Path:
    book = Book()
    book.hand("acme", "invited", date(2026, 1, 2))
    book.hand("beta", "invited", date(2026, 1, 2))
    book.hand("beta", "admitted", date(2026, 1, 5))
    book.hand("beta", "removed_for_violation", date(2026, 6, 1))
    (tmp_path / "standing.jsonl").write_bytes(file_of(book.rows))
    return tmp_path


def kept_out(top: Path, on: date = date(2026, 12, 1)) -> str | None:
    """Whose ending keeps acme out on the day *on*."""
    stored = SimpleNamespace(
        row=SimpleNamespace(provider="acme", decision=None, gates=()),
        profile=SimpleNamespace(
            provider=SimpleNamespace(id="acme", registration_number=None), as_of=on
        ),
    )
    reader = TierReader.of(top / "standing.jsonl", None, top, None, on)
    bar = reader.reading(stored).bar  # type: ignore[arg-type]
    return bar.provider if bar else None


def test_firms_that_count_as_one_share_what_keeps_one_out(top: Path) -> None:
    assert kept_out(top) is None
    (top / "standing.yaml").write_text(BELONGS, "utf-8")
    assert kept_out(top) == "beta"
    assert kept_out(top, date(2029, 1, 1)) is None


def test_records_that_cannot_be_read_are_told(top: Path) -> None:
    (top / "standing.yaml").write_text(BELONGS.replace("reason", "zzz"), "utf-8")
    with pytest.raises(InvalidInputError):
        kept_out(top)
