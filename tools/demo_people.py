"""Six people of an invented firm fill in their sheets; one firm, from `new` to the decision.

Run: python tools/demo_people.py OUT. What each would type is shown, and what comes out. The firm,
its shops and all figures are invented; what its people know is what an example of ours says.
LibreOffice saves the sheets, as somebody's spreadsheet would. Run again it begins anew.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from demo_people_firm import (
    DECIDED,
    DISPUTED,
    DUE,
    EXAMPLE,
    FILLED,
    FIRM,
    MANAGER,
    MAPPING,
    OWNER,
    REVIEWED,
    REVIEWER,
    SEED,
    SHOP_NAMES,
    SIGNED,
    all_known,
    conditions,
    dated,
    facts_text,
    of_owner,
    provider_text,
    rulings_text,
    write_export,
)
from demo_people_sheets import office, retyped, saved_again, typed_in
from demo_stage import Stage, emptied
from dpcap.cli.language import TALK, say


class Firm(Stage):
    """The stage of one firm: its folder, and the sheets beside it."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.folder = home / "providers" / FIRM
        self.sheets = home / "providers" / f"{FIRM}-{say('填写', 'sheets')}"


# ── the steps ─────────────────────────────────────────────────────────────────────────────────────


def begin(stage: Firm) -> None:
    """The folder, six sheets, and what the owner writes about the firm."""
    stage.step(
        "老板建文件夹，给六个人各发一份表和一个证据文件夹",
        "The owner makes the folder, and six people get a sheet and a folder for evidence each",
    )
    rows = "".join(f"{shop},{name}\n" for shop, name in SHOP_NAMES.items())
    stage.write(stage.home / "shops.csv", f"id,name\n{rows}")
    made = ("new", f"providers/{FIRM}", "--role", "shop_mall", "--set", "role", "--sheets")
    stage.dpcap(*made, "--shops", "shops.csv", "--due", FILLED, "--lang", TALK)
    stage.write(stage.folder / "provider.yaml", provider_text())
    dated(stage.folder / "answers.yaml")


def whole_for_owner(stage: Firm) -> Path:
    """The owner wants to see all questions: instead of the own sheet, one with everything."""
    stage.step("老板想看全部题目，自己那份换成整卷", "The owner wants to see all: one whole sheet")
    (own,) = stage.sheets.glob(f"*/{FIRM}-owner.xlsx")
    whole = own.with_name(f"{FIRM}-all.xlsx")
    own.unlink()
    shown = whole.relative_to(stage.home).as_posix()
    stage.dpcap("sheet", f"providers/{FIRM}", "--lang", TALK, "--out", shown)
    return whole


def fill_in(stage: Firm, whole: Path, program: str) -> None:
    """Six people type, in LibreOffice; the owner and the head of the shops differ on an answer."""
    stage.step(
        "六个人各填各的；有一题，老板和店铺负责人填得不一样",
        "Six people fill in; on one question the owner and the shop lead differ",
    )
    known = all_known()
    paths = sorted(stage.sheets.glob("*/*.xlsx"))
    for path in paths:
        mine = of_owner(known) if path == whole else known
        for file in sorted(typed_in(path, mine, OWNER if path == whole else "")):
            shutil.copy(EXAMPLE / file, next(one for one in path.parent.iterdir() if one.is_dir()))
    retyped(whole, DISPUTED, 2)
    saved_again(program, paths)
    for path in paths:
        shown = path.relative_to(stage.home).as_posix()
        stage.tell(f"用 LibreOffice 填好、存盘：{shown}", f"filled in with LibreOffice: {shown}")


def read_back(stage: Firm) -> None:
    """All sheets read at once, and what is in conflict."""
    stage.step("表收齐，一次读入，证据一起收", "All sheets are back: read at once, evidence too")
    sheets = stage.sheets.relative_to(stage.home).as_posix()
    filled = ("fill", f"providers/{FIRM}", f"{sheets}/*/*.xlsx", "--evidence", sheets)
    stage.dpcap(*filled, "--on", FILLED)
    stage.step("看哪一题说法不同", "What is in conflict")
    stage.dpcap("resolve", f"providers/{FIRM}")


def take_export(stage: Firm) -> None:
    """An export of a back-end beside the figures that were typed."""
    stage.step(
        "店铺负责人导出后台数据，不再手抄（映射只做一次：dpcap import --learn）",
        "The shop lead takes figures from an export (mapped once: dpcap import --learn)",
    )
    stage.write(stage.home / "mappings" / "luopan-carrier.yaml", MAPPING)
    write_export(stage.home / "载体成交-10月.csv")
    export = ("import", f"providers/{FIRM}", "载体成交-10月.csv", "--period", "2026-10")
    stage.dpcap(*export, "--on", FILLED, "--yes")


def settle_and_sign(stage: Firm) -> None:
    """The conflict is settled, then the owner signs."""
    stage.step("两人对过，以店铺负责人为准", "They talk: what the shop lead says is right")
    who = ("--take", "shop", "--by", OWNER, "--on", SIGNED)
    stage.dpcap("resolve", f"providers/{FIRM}", DISPUTED, *who)
    stage.step("老板签交", "The owner signs off")
    stage.dpcap("submit", f"providers/{FIRM}", "--by", OWNER, "--on", SIGNED)


def review(stage: Firm) -> None:
    """A reviewer rules on the pieces on which something hangs; each ruling is bound."""
    stage.step("复核人看要紧的证据", "A reviewer looks at what matters")
    stage.write(stage.reviews / f"{FIRM}.facts.yaml", facts_text())
    walk = ("review", "walk", f"providers/{FIRM}", "--reviews", "reviews", "--by", REVIEWER)
    stage.dpcap(*walk, "--seed", SEED, "--gates", "admission", "--on", REVIEWED, "--list")
    stage.step("写下裁定，绑定到所看的文件", "Rulings, bound to the files that were seen")
    stage.write(stage.reviews / f"{FIRM}.yaml", rulings_text(stage.folder))
    stage.dpcap("review", "bind", f"providers/{FIRM}", "--reviews", "reviews")


def decide(stage: Firm) -> None:
    """The gates propose, a person decides."""
    stage.step("经理评分，对照准入规则", "The manager scores, and holds it against the rules")
    judged = ("--gates", "admission", "--reviews", "reviews", "--on", DECIDED, "--lang", TALK)
    stage.dpcap("batch", "providers", *judged, "--out", "out", codes=(0, 1))
    stage.step(
        "规则建议不予准入；经理给一个月补齐，有条件准入",
        "The rules propose to decline; the manager gives a month, and admits with conditions",
    )
    asked = (word for one in conditions() for word in ("--condition", f"{one}@{DUE}"))
    why = say("经营与履约过硬，红线项限期补齐", "Sound work; what is critical is to follow in time")
    decided = ("decide", "out", "--reviews", "reviews", "--provider", FIRM, "--on", DECIDED)
    stage.dpcap(*decided, "--as", "conditional", *asked, "--reason", why, "--by", MANAGER)


# ── all of it ─────────────────────────────────────────────────────────────────────────────────────


def needed_office() -> str:
    """The program of LibreOffice. Exits with what is missing and the way out."""
    program = office()
    if program is None:
        raise SystemExit(
            say(
                "没有找到 LibreOffice（soffice 命令），六份表要由它存盘。Debian、Ubuntu 上运行 "
                "apt-get install libreoffice-calc；其他系统到 libreoffice.org 下载安装，把 soffice "
                "所在的文件夹加进 PATH，再运行一次。想自己填表，照 docs/sheet.zh-CN.md 做，"
                "用 Excel、WPS 都可以，不需要它。",
                "LibreOffice (the command soffice) is not there; it is to save the six sheets. On "
                "Debian and Ubuntu: apt-get install libreoffice-calc. Elsewhere install it from "
                "libreoffice.org, put the folder of soffice on PATH and run this again. To fill in "
                "sheets yourself follow docs/sheet.md, in any spreadsheet; that does not need it.",
            )
        )
    return program


def main(out: Path) -> None:
    """From the new folder to the decision."""
    program = needed_office()
    stage = Firm(emptied(out, "shops.csv"))
    print(
        say("公司、店铺、人名和数字都是虚构的。", "Firm, shops, people and figures are invented.")
    )
    print(say(f"以下命令都在 {out} 里运行。", f"Every command is run in {out}."))
    begin(stage)
    whole = whole_for_owner(stage)
    fill_in(stage, whole, program)
    read_back(stage)
    take_export(stage)
    settle_and_sign(stage)
    review(stage)
    decide(stage)
    report = out / "out" / FIRM / "report.html"
    decision = out / "reviews" / f"{FIRM}.decision.yaml"
    print(say(f"\n报告（用浏览器打开）：{report}", f"\nThe report, for a browser: {report}"))
    print(say(f"结论：{decision}", f"The decision: {decision}"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
