"""What is held of a shop, a brand and a provider is found, goes, and nothing else is touched."""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest
import yaml

from dpcap.delivery.outbox_removal import held_letters
from dpcap.errors import UsageError
from dpcap.model.retention import KeepingRule, Retention
from dpcap.workflow import forget as job
from dpcap.workflow.forget import ForgetPlan, ForgetRequest, HeldPlaces, apply_forget, plan_forget
from dpcap.workflow.forget_folder import CHAINED
from dpcap.workflow.retention_due import list_due
from dpcap.workflow.subject import ForgottenSubject
from forgotten import DAY, NAME, OTHER, PLATFORM, SECRETS, SHOP, contents, found_in, world

SCHEMA = "dpcap/retention/1"


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return world(tmp_path / "w")


def places(top: Path) -> HeldPlaces:
    return HeldPlaces(
        (top / "providers",),
        top / "reviews",
        top / "private",
        (top / "out",),
        (top / "outbox.db",),
    )


def planned(top: Path, retention: Retention | None = None, **who: str) -> ForgetPlan:
    subject = ForgottenSubject(**who)  # type: ignore[arg-type]
    return plan_forget(ForgetRequest(subject, places(top), DAY, retention))


@pytest.mark.parametrize("asked", [SHOP, PLATFORM])
def test_nothing_of_a_shop_is_left(top: Path, asked: str) -> None:
    assert len(found_in(top)) > 15
    before = contents(top)
    plan = planned(top, shop=asked)
    assert contents(top) == before
    apply_forget(plan)
    assert found_in(top) == set()
    assert planned(top, shop=asked).going == ()
    assert planned(top, shop=SHOP).items == ()


def test_what_is_others_stays_byte_for_byte(top: Path) -> None:
    before = contents(top)
    apply_forget(planned(top, shop=SHOP))
    after = contents(top)
    others = {name for name in before if "beta" in name or name.startswith("out/frameworks")}
    others |= {"providers/acme-sheets/b.xlsx", "reviews/acme.decision.yaml", "reviews/round.yaml"}
    others |= {"providers/acme/evidence/pic.png", "reviews/standing.jsonl"}
    assert {name: after.get(name) for name in others} == {name: before[name] for name in others}
    assert after["out/results.jsonl"] == b'{"provider":"beta"}\n'


def test_what_is_left_of_the_provider_still_fits_together(top: Path) -> None:
    apply_forget(planned(top, shop=SHOP))
    acme = top / "providers" / "acme"
    shared = acme / "evidence" / "shared.csv"
    assert shared.read_bytes() == f"店铺,金额\n{OTHER},8\n".encode("gb18030")
    answers = yaml.safe_load((acme / "answers.yaml").read_text("utf-8"))
    assert answers["evidence"]["e1"]["sha256"] == sha256(shared.read_bytes()).hexdigest()
    assert list(answers["evidence"]) == ["e1", "pic"]
    assert answers["answers"]["WRK-1.1"]["evidence"] == ["e1", "pic"]
    assert not (acme / "evidence" / "own.png").exists()
    provider = yaml.safe_load((acme / "provider.yaml").read_text("utf-8"))
    assert provider["shops"] == [{"id": "s1", "name": OTHER}]
    assert provider["facts"] == {"ships": {"value": False, "without": {"s1": ["e1"]}}}
    rows = list(csv.reader((acme / "kpis.csv").read_text("utf-8").splitlines()))
    assert [row[:4] for row in rows[1:]] == [["s1", "CAR-1.1", "8", "e1 pic"]]
    review = yaml.safe_load((top / "reviews" / "acme.yaml").read_text("utf-8"))
    assert list(review["indicators"]["CAR-1.1"]["saw"]["rows"]) == ["s1"]
    facts = yaml.safe_load((top / "reviews" / "acme.facts.yaml").read_text("utf-8"))
    assert [one["shop"] for one in facts["shops"]["bound"]] == ["s1"]


def test_a_run_that_was_broken_off_finds_the_rest(top: Path, tmp_path: Path) -> None:
    whole = copytree(top, tmp_path / "whole")
    plan = planned(whole, shop=SHOP)
    apply_forget(plan)
    steps = sum(not one.letters for one in plan.going)
    assert steps > 15
    for stop in range(steps):
        part = copytree(top, tmp_path / str(stop))
        broken = planned(part, shop=SHOP)
        apply_forget(ForgetPlan(broken.request, broken.going[:stop], ()))
        apply_forget(planned(part, shop=SHOP))
        assert found_in(part) == set(), stop
        assert contents(part) == contents(whole), stop


def test_an_error_in_the_middle_can_be_repeated(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = []

    def refuse(path: Path, content: bytes) -> None:
        if len(done) == 3:
            raise PermissionError(str(path))
        done.append(path)
        path.write_bytes(content)

    with monkeypatch.context() as patched:
        patched.setattr(job, "write_atomically", refuse)
        with pytest.raises(PermissionError):
            apply_forget(planned(top, shop=SHOP))
    assert found_in(top)
    apply_forget(planned(top, shop=SHOP))
    assert found_in(top) == set()


def test_all_of_a_provider_goes(top: Path) -> None:
    before = contents(top)
    plan = planned(top, provider="acme")
    apply_forget(plan)
    assert found_in(top, (*SECRETS, "acme", "某某acme有限公司")) == set()
    assert not (top / "providers" / "acme").exists()
    assert planned(top, provider="acme").items == ()
    after = contents(top)
    shared = {"reviews/round.yaml", "reviews/reconciliation.yaml", "reviews/standing.jsonl"}
    assert {name for name in after if after[name] != before[name]} == {*shared, "out/results.jsonl"}
    kept = yaml.safe_load((top / "reviews" / "round.yaml").read_text("utf-8"))
    assert list(kept["extensions"]) == ["beta"]
    assert [one.provider for one in held_letters(top / "outbox.db", lambda: None)] == ["beta"]


def test_a_brand_goes_from_the_clients_and_from_texts(top: Path) -> None:
    plan = planned(top, brand="白露")
    assert [one.path.name for one in plan.going] == ["provider.yaml"]
    apply_forget(plan)
    said = yaml.safe_load((top / "providers" / "acme" / "provider.yaml").read_text("utf-8"))
    assert said["clients"] == [{"name": "青鸾", "consent": True}]
    assert planned(top, brand="白露").items == ()


def test_the_letter_stays_known_and_loses_its_words(top: Path) -> None:
    (one,) = [o for o in held_letters(top / "outbox.db", lambda: None) if o.provider == "beta"]
    apply_forget(planned(top, shop=SHOP))
    assert list(held_letters(top / "outbox.db", lambda: None)) == [one]


def test_free_pages_of_an_outbox_are_cleared(top: Path) -> None:
    with closing(sqlite3.connect(top / "outbox.db", isolation_level=None)) as base:
        base.execute("PRAGMA secure_delete=OFF")
        for words in ("x" * 20_000 + NAME, "nothing of it"):
            base.execute("UPDATE messages SET content=? WHERE letter=1", (words.encode(),))
    assert "outbox.db" in found_in(top)
    apply_forget(planned(top, shop=SHOP))
    assert found_in(top) == set()
    assert planned(top, shop=SHOP).going == ()


def test_what_must_be_kept_is_told_and_kept(top: Path) -> None:
    rule = KeepingRule(days=365, required=True, reason="合同档案")
    retention = Retention(schema_=SCHEMA, kinds={"decisions": rule})
    plan = planned(top, retention, provider="acme")
    kept = [one for one in plan.items if one.action == "keep"]
    assert {(one.path.name, one.why) for one in kept} == {
        ("acme.decision.yaml", "合同档案"),
        ("standing.jsonl", "合同档案"),
    }
    assert kept[0].until == date(2027, 11, 25)
    apply_forget(plan)
    assert (top / "reviews" / "acme.decision.yaml").is_file()
    assert planned(top, retention, provider="acme").going == ()
    over = Retention(schema_=SCHEMA, kinds={"decisions": KeepingRule(days=0, required=True)})
    assert [one.path.name for one in planned(top, over, provider="acme").going][:1]


def test_what_lists_proof_that_must_be_kept_still_fits_it(top: Path) -> None:
    rule = KeepingRule(days=365, required=True, reason="合同档案")
    retention = Retention(schema_=SCHEMA, kinds={"evidence": rule})
    acme = top / "providers" / "acme"
    before = yaml.safe_load((acme / "answers.yaml").read_text("utf-8"))["evidence"]
    apply_forget(planned(top, retention, shop=SHOP))
    after = yaml.safe_load((acme / "answers.yaml").read_text("utf-8"))["evidence"]
    assert after == before
    for piece in after.values():
        assert sha256((acme / piece["file"]).read_bytes()).hexdigest() == piece["sha256"]
    assert SHOP not in (acme / "kpis.csv").read_text("utf-8")


def test_links_are_not_followed(top: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.txt").write_text(f"{NAME} {SHOP}", "utf-8")
    acme = top / "providers" / "acme"
    (acme / "evidence" / "link.txt").symlink_to(outside / "x.txt")
    (acme / "linked").symlink_to(outside)
    apply_forget(planned(top, shop=SHOP))
    assert NAME in (outside / "x.txt").read_text("utf-8")
    apply_forget(planned(top, provider="acme"))
    assert NAME in (outside / "x.txt").read_text("utf-8")
    assert not acme.exists()


def test_what_somebody_else_says_is_told_only(top: Path) -> None:
    note = top / "providers" / "beta" / "note.txt"
    note.write_text(f"像{NAME}", "utf-8")
    plan = planned(top, shop=SHOP)
    assert [(one.path, one.why) for one in plan.items if one.path == note] == [(note, "elsewhere")]
    apply_forget(plan)
    assert NAME in note.read_text("utf-8")
    assert planned(top, shop=SHOP).going == ()


def test_a_shop_of_two_providers_asks_whose(top: Path) -> None:
    with pytest.raises(UsageError, match="acme, beta"):
        planned(top, shop="s1")
    plan = planned(top, shop="s1", provider="beta")
    assert {one.provider for one in plan.going} == {"beta"}
    with pytest.raises(UsageError, match="no folder"):
        plan_forget(ForgetRequest(ForgottenSubject("acme"), HeldPlaces((top / "zzz",)), DAY))


def test_history_is_told_with_the_way_to_rewrite_it(top: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
        subprocess.run(["git", *who, *words], cwd=top, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "x")
    (history,) = planned(top, shop=SHOP).history
    assert len(history.commits) == 1
    assert "providers/acme/kpis.csv" in history.paths
    assert "--path providers/acme/evidence/own.png" in history.commands[0]
    assert f"regex:(?m)^.*{SHOP}.*$==>" in history.expressions
    (whole,) = planned(top, provider="acme").history
    assert "--path providers/acme " in whole.commands[0]
    apply_forget(planned(top, shop=SHOP))
    assert len(planned(top, shop=SHOP).history) == 1
    assert planned(top, shop="unheard").history == ()


def test_what_is_past_its_day_is_listed(top: Path) -> None:
    rules = Retention(
        schema_=SCHEMA,
        kinds={"evidence": KeepingRule(days=10), "decisions": KeepingRule(until=date(2026, 12, 1))},
    )
    before = contents(top)
    due = list_due(places(top), rules, date(2026, 11, 13))
    assert {one.kind for one in due} == {"evidence"}
    assert {one.until for one in due} == {date(2026, 11, 12)}
    assert list_due(places(top), rules, date(2026, 11, 12)) == ()
    later = list_due(places(top), rules, date(2026, 12, 2))
    assert {one.path.name for one in later if one.kind == "decisions"} == {"acme.decision.yaml"}
    assert contents(top) == before


def test_a_ledger_whose_rows_are_chained_stays_and_is_told(top: Path) -> None:
    ledger = top / "reviews" / "quarters.jsonl"
    rows = ({"schema": "dpcap/standing-row/1", "provider": one} for one in ("acme", "beta"))
    ledger.write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
    before = ledger.read_bytes()
    plan = planned(top, provider="acme")
    told = [(one.action, one.why) for one in plan.items if one.path == ledger]
    assert told == [("look", CHAINED)]
    apply_forget(plan)
    assert ledger.read_bytes() == before
