"""Comparing reviewers by the function: what counts, what does not, what is left to settle."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import dpcap.workflow.agree as workflow
from dpcap.errors import InvalidInputError, UsageError
from dpcap.workflow.agree import AgreeRequest, ReviewAgreement, review_agreement
from folders import TINY
from judged import LI, WANG, judged, put_judgements, put_round


def compared(*places: Path, reconcile: Path | None = None) -> ReviewAgreement:
    return review_agreement(AgreeRequest(places, reconcile, TINY))


def codes(*places: Path) -> list[str]:
    with pytest.raises(InvalidInputError) as caught:
        compared(*places)
    return [one.code for one in caught.value.findings]


def test_a_round_of_twelve(tmp_path: Path) -> None:
    put_round(tmp_path, 12)
    found = compared(tmp_path)
    assert (found.reviewers, found.files, found.judged) == ((LI, WANG), 24, 72)
    assert found.left_out == (0, 0, 0)
    assert (found.verdicts.providers, found.verdicts.items) == (12, 36)
    # They differ on three pieces of 36; both refuse six.
    assert found.verdicts.raw is not None
    assert found.verdicts.raw.value == pytest.approx(33 / 36, abs=1e-4)
    assert found.verdicts.refusals is not None
    assert found.verdicts.refusals.value == pytest.approx(12 / 15, abs=1e-4)
    assert found.verdicts.pairs[0].counts == ((6, 0), (3, 27))
    lenient = found.verdicts.pairs[0].leniency
    assert lenient is not None
    assert lenient.value == pytest.approx(3 / 36, abs=1e-4)
    assert found.rungs.items == 12
    assert found.resampled == (1000, 20261)
    assert compared(tmp_path) == found


def test_only_what_both_judged_blind_of_the_drawn_part(tmp_path: Path) -> None:
    pieces = {
        "e1": judged("acme", "e1"),
        "e2": judged("acme", "e2", drawn=False),
        "e3": judged("acme", "e3"),
    }
    put_judgements(tmp_path, "acme", LI, pieces)
    put_judgements(tmp_path, "acme", WANG, {name: pieces[name] for name in ("e1", "e2")})
    put_judgements(tmp_path, "other", LI, pieces)
    put_judgements(tmp_path, "other", WANG, pieces, blind=False)
    found = compared(tmp_path)
    assert found.verdicts.items == 1
    # Of other, Li is alone with two; of acme, with e3.
    assert found.left_out == (3, 3, 3)
    assert found.judged == 11


def test_another_seed_or_other_bytes_are_other_pieces(tmp_path: Path) -> None:
    put_judgements(tmp_path, "acme", LI, {"e1": judged("acme", "e1")})
    put_judgements(tmp_path, "acme", WANG, {"e1": judged("acme", "e1")}, seed="another")
    put_judgements(tmp_path, "other", LI, {"e1": judged("other", "e1")})
    put_judgements(tmp_path, "other", WANG, {"e1": judged("other", "exchanged")})
    assert compared(tmp_path).verdicts.items == 0
    # The same bytes under another id are the same piece.
    put_judgements(tmp_path, "other", WANG, {"e7": judged("other", "e1")})
    assert compared(tmp_path).verdicts.items == 1


def test_each_reviewer_may_keep_a_directory(tmp_path: Path) -> None:
    put_judgements(tmp_path / "a", "acme", LI, {"e1": judged("acme", "e1")})
    theirs = put_judgements(tmp_path / "b", "acme", WANG, {"e1": judged("acme", "e1")})
    found = compared(tmp_path / "a", theirs, tmp_path / "b")
    assert (found.files, found.verdicts.items) == (2, 1)
    put_judgements(tmp_path / "b", "acme", LI, {"e1": judged("acme", "e1")})
    assert codes(tmp_path / "a", tmp_path / "b") == ["DP477"]


def test_every_wrong_file_is_told(tmp_path: Path) -> None:
    silent = judged("acme", "e1", "refuse")
    del silent["reason"]
    put_judgements(
        tmp_path, "acme", LI, {"e1": silent, "e2": judged("acme", "e2", saw={"kind": "contract"})}
    )
    put_judgements(tmp_path, "acme", WANG, {"e1": judged("acme", "e1")}, seed=None)
    other = put_judgements(tmp_path, "other", LI, {})
    other.rename(tmp_path / f"other.judgements.{WANG}.yaml")
    rungs = {"WRK-1.1": 3, "WRK-1.2": 1, "WRK-9.9": 1}
    put_judgements(tmp_path, "third", LI, {"e1": judged("third", "e1", rungs=rungs)})
    assert sorted(codes(tmp_path)) == [
        "DP402",
        "DP470",
        "DP471",
        "DP472",
        "DP473",
        "DP474",
        "DP475",
    ]


def test_rungs_of_another_edition_are_not_held_against_this_one(tmp_path: Path) -> None:
    pieces = {"e1": judged("acme", "e1", rungs={"WRK-9.9": 7})}
    put_judgements(tmp_path, "acme", LI, pieces, framework="tiny 0")
    put_judgements(tmp_path, "acme", WANG, pieces, framework="tiny 0")
    assert compared(tmp_path).rungs.items == 1


def test_disagreements_are_written_with_both_reasons_and_what_is_settled_stays(
    tmp_path: Path,
) -> None:
    put_round(tmp_path, 5)
    file = tmp_path / "reconciliation.yaml"
    found = compared(tmp_path, reconcile=file)
    assert len(found.disagreements) == 4
    first = yaml.safe_load(file.read_text("utf-8"))["disagreements"]
    assert [(one["provider"], one["piece"], one.get("node")) for one in first] == [
        ("p00", "e1", "WRK-1.1"),
        ("p00", "e3", None),
        ("p04", "e1", "WRK-1.1"),
        ("p04", "e3", None),
    ]
    assert first[1]["opinions"] == [
        {"reviewer": LI, "said": "accept"},
        {"reviewer": WANG, "said": "refuse", "reason": "看不出是谁签的"},
    ]
    text = file.read_text("utf-8")
    done = text.replace(
        "    settled:\n    because:\n    by:\n    on:\n",
        "    settled: 1\n    because: 一起看过\n    by: 张\n    on: 2026-11-28\n",
        1,
    )
    file.write_text(done, "utf-8")
    assert compared(tmp_path, reconcile=file).settled == 1
    assert file.read_text("utf-8") == done
    # Somebody changes their mind: what is open goes, what is settled stays.
    for path in tmp_path.glob("*.王敏.yaml"):
        path.unlink()
    for path in tmp_path.glob(f"*.{WANG}.yaml"):
        path.unlink()
    assert compared(tmp_path, reconcile=file).settled == 1
    assert len(yaml.safe_load(file.read_text("utf-8"))["disagreements"]) == 1


def test_a_file_that_is_half_settled_is_refused_and_kept(tmp_path: Path) -> None:
    put_round(tmp_path, 1)
    file = tmp_path / "reconciliation.yaml"
    compared(tmp_path, reconcile=file)
    text = file.read_text("utf-8").replace("settled:\n", "settled: accept\n", 1)
    file.write_text(text, "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        compared(tmp_path, reconcile=file)
    assert sorted(one.code for one in caught.value.findings) == ["DP105"] * 3 + ["DP476"]
    assert file.read_text("utf-8") == text


def test_nowhere_and_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no"):
        compared(tmp_path / "mistyped")
    with pytest.raises(UsageError, match="no judgements in"):
        compared(tmp_path)
    put_round(tmp_path, 1)
    with pytest.raises(UsageError, match="there is no folder"):
        compared(tmp_path, reconcile=tmp_path / "no" / "file.yaml")


def test_without_numpy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_round(tmp_path, 10)
    monkeypatch.setitem(__import__("sys").modules, "dpcap.analysis.bootstrap", None)
    found = compared(tmp_path)
    assert (found.lacks_numpy, found.resampled) == (True, None)
    assert found.verdicts.alpha is not None
    assert found.verdicts.alpha.low is None
    assert workflow.INTERVALS_EXTRA == "agreement"


def test_rungs_that_were_read_count_before_the_piece_is_ruled_on(tmp_path: Path) -> None:
    read = judged("acme", "e1", "open", rungs={"WRK-1.1": 0})
    put_judgements(tmp_path, "acme", LI, {"e1": read})
    put_judgements(tmp_path, "acme", WANG, {"e1": judged("acme", "e1", rungs={"WRK-1.1": 2})})
    found = compared(tmp_path)
    assert (found.verdicts.items, found.rungs.items) == (0, 1)
    assert [one.node for one in found.disagreements] == ["WRK-1.1"]
    assert [one.said for one in found.disagreements[0].opinions] == [0, 2]
