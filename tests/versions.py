"""The small framework in two versions, the migration between them, and folders of the first."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import small_framework as small
from dpcap.intake.framework import load_framework
from dpcap.intake.migrations import keep_release
from dpcap.model.framework import Framework

OLD, NEW = "2026.1.0", "2026.2.0"
BEFORE, AFTER = f"small {OLD}", f"small {NEW}"


def _old_areas() -> list[dict[str, Any]]:
    """The small framework with two yes-or-no questions more, to be merged, and one to retire."""
    areas = copy.deepcopy(list(small.AREAS))
    yes = areas[0]["dimensions"][0]["indicators"][1]
    more = [{**copy.deepcopy(yes), "id": f"WRK-2.{n}"} for n in (3, 4, 5)]
    for one in more:
        one["title"] = small.text(f"题{one['id']}", f"Item {one['id']}")
        one["question"] = small.text(f"{one['id']}做了吗？", f"Is {one['id']} done?")
    areas[0]["dimensions"][1]["indicators"] += more
    areas[0]["dimensions"][1]["indicators"][1].pop("when")
    return areas


def _old_head() -> dict[str, Any]:
    return {**copy.deepcopy(small.HEAD), "version": OLD}


def _new_areas() -> list[dict[str, Any]]:
    """The next version.

    WRK-1.1 is renamed WRK-1.9; WRK-1.2 split into 1.2 (carries) and 1.5; WRK-1.3 has other boxes;
    WRK-2.1 other options; WRK-2.2 is asked anew; WRK-2.3 and 2.4 are merged into 2.6; WRK-2.5
    retires; FIG-1.1 is renamed FIG-1.9; FIG-1.2 is in per cent.
    """
    areas = _old_areas()
    first, second = areas[0]["dimensions"]
    rubric, yes, boxes = first["indicators"]
    rubric["id"] = "WRK-1.9"
    boxes["scale"]["options"][0]["id"] = "aa"
    boxes["not_applicable"] = ["closed"]
    first["indicators"] = [rubric, yes, {**copy.deepcopy(yes), "id": "WRK-1.5"}, boxes]
    choice, asked, one, *_ = second["indicators"]
    choice["scale"]["options"][0]["id"] = "w"
    asked["question"] = small.text("现在问的是另一回事", "Now this is about something else")
    merged = {**copy.deepcopy(one), "id": "WRK-2.6", "scale": copy.deepcopy(small.RUBRIC)}
    second["indicators"] = [choice, asked, merged]
    figures = areas[1]["dimensions"][0]["indicators"]
    figures[0]["id"] = "FIG-1.9"
    scale = figures[1]["scale"]
    scale |= {"unit": small.text("%", "%"), "plausible": [0, 100]}
    scale["score"] = {"by": "points", "points": [[0, 0], [5, 100]], "anchor": "illustrative"}
    return areas


def _new_head() -> dict[str, Any]:
    head = {**copy.deepcopy(small.HEAD), "version": NEW}
    caps = {"declared": 40, "capture": 80, "export": 100, "public_link": 100}
    head["method"]["proof_caps"] = caps
    head["proof_titles"]["capture"] = head["proof_titles"].pop("screenshot")
    head["reasons"].pop("in_house")
    fact = {"title": small.text("自己做", "Own work"), "kind": "boolean", "group": "team"}
    people = head["facts"].pop("headcount")
    head["facts"] |= {"does_it": fact, "staff": people, "founded": {**people}}
    return head


def migration(digest: str) -> dict[str, Any]:
    """The migration file, as its author would write it."""
    rows = [((True, True), 5), ((True, False), 3), ((False, True), 2), ((False, False), 0)]
    return {
        "schema": "dpcap/migration/1",
        "from": OLD,
        "to": NEW,
        "digest": digest,
        "renamed": {"WRK-1.1": "WRK-1.9", "FIG-1.1": "FIG-1.9"},
        "split": {"WRK-1.2": {"heirs": ["WRK-1.2", "WRK-1.5"], "carries": "WRK-1.2"}},
        "merged": {
            "WRK-2.6": {
                "of": ["WRK-2.3", "WRK-2.4"],
                "table": [{"given": list(given), "value": value} for given, value in rows],
            }
        },
        "options": {
            "WRK-1.3": {"a": "aa", "b": "b", "c": "c"},
            "WRK-2.1": {"x": "w", "y": "y", "z": None},
        },
        "rescaled": {"FIG-1.2": {"factor": "0.1", "unit": small.text("%", "%")}},
        "kinds": {"screenshot": "capture"},
        "facts": {"staff": {"fact": "headcount"}, "does_it": {"reasons": {"in_house": False}}},
        "retired": {"WRK-2.5": small.text("问不出差别", "It tells nobody apart")},
        "asked_anew": {"WRK-2.2": small.text("问的内容变了", "it asks for something else")},
    }


def _write(directory: Path, head: dict[str, Any], areas: list[dict[str, Any]]) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    for name, data in (("framework", head), *((area["id"], area) for area in areas)):
        (directory / f"{name}.yaml").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return directory


def write_old(directory: Path) -> Path:
    """The first version in *directory*."""
    return _write(directory, _old_head(), _old_areas())


def write_new(directory: Path, **changed: Any) -> Path:
    """The next version in *directory*, with the migration (parts of it *changed*)."""
    _write(directory, _new_head(), _new_areas())
    old = load_framework(write_old(directory / "first"))
    keep_release(directory, old)
    data = {**migration(old.digest), **changed}
    (directory / "migrations").mkdir(exist_ok=True)
    (directory / "migrations" / f"{OLD}-{NEW}.yaml").write_text(
        json.dumps(data, ensure_ascii=False), "utf-8"
    )
    return directory


def both(directory: Path) -> tuple[Framework, Framework]:
    """The first version and the next one, which has it in its history."""
    return load_framework(write_old(directory / "old")), load_framework(
        write_new(directory / "new")
    )


PROVIDER = """schema: dpcap/provider/1
id: {id}   # the short name
name: {{zh: 蓝星, en: Blue Star}}
role: full
language: zh
shops:
  - {{id: s1, name: 旗舰店, consent: true}}
  - {{id: s2, name: 专卖店, consent: false}}
facts:
  headcount: 12   # with trainees
  track: brand
"""

ANSWERS = """# filled in by hand
schema: dpcap/answers/1
framework: small 2026.1.0
assessed_on: 2026-11-20
evidence:
  e1: {{kind: screenshot, file: e1.png, captured_on: 2026-11-01, sha256: {sha}}}   # the till
answers:
  # the first one
  WRK-1.1: {{value: {rung}, evidence: [e1]}}   # seen on site
  WRK-1.2: {{value: true, evidence: [e1], note: 每天都做}}
  WRK-1.3: {boxes}
  WRK-2.1: {{value: {choice}}}
  WRK-2.2: 4
  WRK-2.3: true
  WRK-2.4: {{value: {second}, evidence: [e1]}}
  WRK-2.5: true
  FIG-1.2: {{value: {figure}, period: 2026-10, basis: paid, evidence: [e1]}}
"""
KPIS = """shop,indicator,value,peer,period,basis,evidence,note
s1,FIG-1.1,1.35,1,2026-10,paid,e1,
s2,FIG-1.1,1.1,1,2026-10,paid,,新店
"""


def write_folder(
    directory: Path,
    *,
    rung: int = 4,
    boxes: str = "[a, b]",
    choice: str = "y",
    second: str = "false",
    figure: str = "14.7",
) -> Path:
    """A folder of the first version; its id is its name."""
    from hashlib import sha256

    directory.mkdir(parents=True, exist_ok=True)
    proof = b"a picture of the till, taken on the first of November"
    (directory / "e1.png").write_bytes(proof)
    (directory / "provider.yaml").write_text(PROVIDER.format(id=directory.name), "utf-8")
    said = {"rung": rung, "boxes": boxes, "choice": choice, "second": second, "figure": figure}
    text = ANSWERS.format(sha=sha256(proof).hexdigest(), **said)
    (directory / "answers.yaml").write_text(text, "utf-8")
    (directory / "kpis.csv").write_text(KPIS, "utf-8")
    return directory
