"""Two providers with reviews, outputs and an outbox, one shop seeded all over; what is found of it.

What is seeded: the shop's id, the platform's id, its name, and a figure that no other shop has.
"""

from __future__ import annotations

import io
import zipfile
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook

from dpcap.delivery.outbox import opened
from outbox_letters import NOON, noon, outgoing, put

SHOP, PLATFORM, NAME, FIGURE = "qingluan7", "35998877", "青鸾示例旗舰店", "87654.25"
SECRETS = (SHOP, PLATFORM, NAME, FIGURE)
OTHER = "一店"
DAY = NOON.date()


def world(top: Path) -> Path:
    """The places at *top*: providers, private, reviews, out, and outbox.db."""
    _provider(top / "providers" / "acme", "acme", seeded=True)
    _provider(top / "providers" / "beta", "beta", seeded=False)
    _private(top / "private" / "acme")
    _reviews(top / "reviews")
    _out(top / "out")
    letters = [outgoing(one, words=_words(one)) for one in ("acme", "beta")]
    with opened(top / "outbox.db", noon, lambda: None) as box:
        put(box, letters)
    return top


def _words(provider: str) -> str:
    return f"{NAME} {SHOP} {FIGURE}" if provider == "acme" else "hello"


def _provider(folder: Path, name: str, *, seeded: bool) -> None:
    its = [{"id": SHOP, "name": NAME, "consent": True}] if seeded else []
    client = [{"name": "青鸾", "consent": True}, {"name": "白露", "consent": True}]
    facts: dict[str, Any] = {"ships": {"value": False, "without": {"s1": ["e1"]}}}
    if seeded:
        facts["ships"]["without"][SHOP] = ["e1"]
        facts["links"] = {"value": f"https://example.com/{SHOP}"}
    _dump(
        folder / "provider.yaml",
        {
            "schema": "dpcap/provider/1",
            "id": name,
            "name": {"zh": f"某某{name}有限公司"},
            "role": "maker",
            "shops": [*its, {"id": "s1", "name": OTHER}],
            "clients": client if seeded else [],
            "facts": facts,
        },
        tail=f"# {NAME} 的编号是 {SHOP}\n" if seeded else "",
    )
    rows = [f"{SHOP},CAR-1.1,{FIGURE},e1 own,\n"] if seeded else []
    note = f"比{NAME}高" if seeded else "-"
    rows.append(f"s1,CAR-1.1,8,e1 pic,{note}\n")
    head = "shop,indicator,value,evidence,note\n"
    (folder / "kpis.csv").write_text(head + "".join(rows), "utf-8")
    if seeded:
        head = "node,shop,field,base,value,who,on,sheet,generation\n"
        each = ((SHOP, FIGURE), ("s1", "8"))
        claims = [f"CAR-1.1,{one},value,,{value},x,2026-11-01,a,1\n" for one, value in each]
        (folder / "filled.csv").write_text(head + "".join(claims), "utf-8")
        open_ = [
            {"node": "CAR-1.1", "shop": one, "field": "value", "values": [{"value": value}]}
            for one, value in each
        ]
        whole = {"schema": "dpcap/conflicts/1", "conflicts": open_}
        _dump(folder / "conflicts.yaml", whole)
        sheets = folder.with_name(f"{folder.name}-sheets")
        sheets.mkdir(parents=True)
        (sheets / "a.xlsx").write_bytes(workbook([SHOP, NAME, FIGURE]))
        (sheets / "b.xlsx").write_bytes(workbook([OTHER]))
    _evidence(folder, seeded=seeded)


def _evidence(folder: Path, *, seeded: bool) -> None:
    line = f"{NAME},{FIGURE}\n" if seeded else ""
    files = {"e1": ("shared.csv", f"店铺,金额\n{line}{OTHER},8\n".encode("gb18030"))}
    files["pic"] = ("pic.png", b"\x89PNG of all")
    if seeded:
        files["own"] = ("own.png", b"\x89PNG of one " + FIGURE.encode())
        files["memo"] = ("memo.txt", f"{NAME} 的备忘 {FIGURE}".encode("utf-16"))
        files["book"] = ("book.xlsx", workbook([PLATFORM, FIGURE]))
    said = {}
    for name, (file, content) in files.items():
        (folder / "evidence").mkdir(exist_ok=True, parents=True)
        (folder / "evidence" / file).write_bytes(content)
        said[name] = {
            "file": f"evidence/{file}",
            "kind": "own_document",
            "captured_on": "2026-11-02",
            "sha256": sha256(content).hexdigest(),
        }
    answers = {
        "WRK-1.1": {
            "value": 2,
            "evidence": [one for one in files if one != "own"],
            "note": f"见{NAME}" if seeded else "-",
        },
        "WRK-1.2": True,
    }
    whole = {"schema": "dpcap/answers/1", "assessed_on": "2026-11-20"}
    _dump(folder / "answers.yaml", {**whole, "evidence": said, "answers": answers})


def _private(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "roster.csv").write_text(f"店铺,人\n{SHOP},张三\ns1,李四\n", "utf-8")


def _reviews(folder: Path) -> None:
    ruled = {"ruling": "verified", "by": "李强", "on": "2026-11-26", "reason": f"到{NAME}看过"}
    seen = {"rows": {SHOP: {"value": float(FIGURE)}, "s1": {"value": 8}}}
    review = {"schema": "dpcap/review/2", "provider": "acme"}
    _dump(folder / "acme.yaml", {**review, "indicators": {"CAR-1.1": {**ruled, "saw": seen}}})
    bound = [
        {"platform_id": PLATFORM, "shop": SHOP, "name": NAME, "gmv_wan": float(FIGURE)},
        {"platform_id": "1", "shop": "s1", "name": OTHER},
    ]
    shops = {"source": "后台", "on": "2026-11-16", "bound": bound}
    _dump(
        folder / "acme.facts.yaml", {"schema": "dpcap/facts/1", "provider": "acme", "shops": shops}
    )
    decided = {"schema": "dpcap/decision/1", "provider": "acme", "on": "2026-11-25", "by": "王"}
    _dump(folder / "acme.decision.yaml", {**decided, "reason": "够了"})
    _dump(folder / "beta.yaml", {**review, "provider": "beta", "remarks": []})
    extended = {one: {"due_on": "2026-11-30", "reason": "节假日"} for one in ("acme", "beta")}
    _dump(folder / "round.yaml", {"schema": "dpcap/round/1", "id": "q4", "extensions": extended})
    settled = [{"provider": one, "piece": "e1"} for one in ("acme", "beta")]
    whole = {"schema": "dpcap/reconciliation/1", "disagreements": settled}
    _dump(folder / "reconciliation.yaml", whole)
    lines = '{"provider":"acme","state":"admitted"}\n{"provider":"beta","state":"admitted"}\n'
    (folder / "standing.jsonl").write_text(lines, "utf-8")


def _out(folder: Path) -> None:
    files = {
        "acme/profile.json": f'{{"shops":["{SHOP}","{NAME}"],"value":{FIGURE}}}',
        "acme/report.html": "<p>&#38738;</p>",
        "beta/profile.json": "{}",
        "results.jsonl": f'{{"provider":"acme","shop":"{SHOP}"}}\n{{"provider":"beta"}}\n',
        "portfolio.html": f"acme beta {FIGURE}",
        "results.parquet": f"PAR1{FIGURE}PAR1",
        "frameworks/x.json": "{}",
        ".dpcap/outputs.json": f'{{"seen":"{SHOP}"}}',
        "mail/2026-Q4/acme.txt": f"{NAME}",
        "mail/2026-Q4/beta.txt": "hello",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def workbook(cells: list[str]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(cells)
    book.save(out)
    return out.getvalue()


def _dump(path: Path, data: dict[str, Any], tail: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    path.write_text(text + tail, "utf-8")


def found_in(top: Path, secrets: tuple[str, ...] = SECRETS) -> set[str]:
    """Where one of *secrets* still is below *top*: names, bytes, parts of archives, messages."""
    forms = [
        one.encode(code, "replace") for one in secrets for code in ("utf-8", "utf-16-le", "gb18030")
    ]
    return {
        path.relative_to(top).as_posix()
        for path in top.rglob("*")
        if any(one in path.name for one in secrets)
        or (path.is_file() and _holds(path.read_bytes(), forms))
    }


def _holds(raw: bytes, forms: list[bytes]) -> bool:
    parts = [raw]
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    if raw.startswith(b"Subject"):
        parts.append(message_from_bytes(raw).get_payload(decode=True))  # type: ignore[arg-type]
    return any(form in part for part in parts for form in forms)


def contents(top: Path) -> dict[str, bytes]:
    """Every file below *top*, but for the outbox."""
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file() and not path.name.startswith("outbox")
    }
