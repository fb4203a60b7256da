"""What the system refuses is told as what it is, on every system."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.system_errors import about, exit_code, mishap

FULL, REFUSED, IN_USE, FILE, FOLDER, NOWHERE, LONG, NAME, OTHER, PIPE = (
    f"DP{number}" for number in (145, 146, 147, 148, 149, 150, 151, 152, 153, 157)
)


def refusal(number: int, path: str | None = "out/a.csv", winerror: int | None = None) -> OSError:
    """The error as Python makes it; on Windows it bears the number of the system's own."""
    error = OSError(number, os.strerror(number), path)
    if winerror is not None:
        error.winerror = winerror  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("error", "code", "exits"),
    [
        (refusal(errno.ENOSPC), FULL, 4),
        (refusal(errno.EDQUOT), FULL, 4),
        (refusal(errno.EACCES), REFUSED, 4),
        (refusal(errno.EROFS), REFUSED, 4),
        (refusal(errno.EBUSY), IN_USE, 4),
        (refusal(errno.EISDIR), FOLDER, 2),
        (refusal(errno.ENOENT), NOWHERE, 2),
        (refusal(errno.ELOOP), NOWHERE, 2),
        (refusal(errno.ENAMETOOLONG), LONG, 2),
        (refusal(errno.EIO), OTHER, 4),
        (refusal(errno.EPIPE), PIPE, 4),
        (refusal(errno.ENOENT, None), OTHER, 4),
        (OSError("no number at all"), OTHER, 4),
        # Windows: a sheet that is open in Excel, a write-protected disk, a full one …
        (refusal(errno.EACCES, winerror=32), IN_USE, 4),
        (refusal(errno.EACCES, winerror=33), IN_USE, 4),
        (refusal(errno.EACCES, winerror=5), REFUSED, 4),
        (refusal(errno.EACCES, winerror=19), REFUSED, 4),
        (refusal(errno.ENOSPC, winerror=112), FULL, 4),
        # … a name that it does not take, and a path of more than 259 characters.
        (refusal(errno.EINVAL, "out/a?.csv", winerror=123), NAME, 2),
        (refusal(errno.ENOENT, "C:\\" + "x" * 260, winerror=3), LONG, 2),
        (refusal(errno.ENOENT, "C:\\" + "x" * 260, winerror=206), LONG, 2),
        (refusal(errno.ENOENT, "C:\\short", winerror=3), NOWHERE, 2),
    ],
)
def test_each_is_told_as_what_it_is(error: OSError, code: str, exits: int) -> None:
    found = mishap(error)
    assert (found.code, exit_code(found)) == (code, exits)
    for language in ("zh", "en"):
        said = found.message(language)  # type: ignore[arg-type]
        assert "?" not in said.replace("* ?", "").replace("a?.csv", "")
        assert "\n" not in said


def test_what_stands_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere" / "at-all")
    (tmp_path / "folder").mkdir()
    for place, code, named in [
        ("file/a/b.html", FILE, "file"),
        ("lost/b.html", NOWHERE, "lost"),
        ("lost", NOWHERE, "lost"),
        ("folder", FOLDER, "folder"),
        ("x" * 300, LONG, "x" * 300),
    ]:
        with pytest.raises(OSError) as caught:  # noqa: PT011 - which one is what is asked
            write_atomically(tmp_path / place, "text")
        found = mishap(caught.value)
        assert (found.code, found.file) == (code, str(tmp_path / named))


def test_a_file_that_stands_in_for_another_is_never_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise refusal(errno.ENOSPC, None)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError) as caught:  # noqa: PT011 - as above
        write_atomically(tmp_path / "a.html", "text")
    assert mishap(caught.value).file == str(tmp_path / "a.html")
    assert list(tmp_path.iterdir()) == []


def test_about_takes_the_place_of_two_names(tmp_path: Path) -> None:
    with pytest.raises(OSError) as caught, about("out/results.csv"):  # noqa: PT011 - as above
        (tmp_path / "a").replace(tmp_path / "b")
    assert mishap(caught.value).params["path_en"] == "out/results.csv"


def test_a_name_of_any_bytes_can_be_shown() -> None:
    found = mishap(refusal(errno.EACCES, "out/\udcd6\udcd0.csv"))
    assert found.message("zh").encode("utf-8")


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomically(pipe, "text")
        assert os.read(reader, 9) == b"text"
    finally:
        os.close(reader)
