"""Around the scores: brands matched, incentives proposed, buyers heard, a plan followed, a course.

Run: python tools/demo_ecosystem.py OUT. The ten invented examples hand in for the five quarters of
`demo_year`, and what comes out is what all else is worked out from. Every command is shown with
what it says; pages are written in both languages and told at the end. Run again it begins anew.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from demo_ecosystem_files import CLIFF, PERIOD, PLAN, READINGS, SCHEME, SETTLED, briefs
from demo_stage import emptied
from demo_year import ADMITTED, CONDITIONAL, DAYS, LANGUAGES, LEDGER, MANAGER, Year, judged
from demo_year_folders import EXAMPLES
from demo_year_rules import RULES, SETTINGS
from dpcap.cli.language import TALK, say

FIRST, LAST = next(iter(DAYS)), PERIOD
LATER = "2028-02-28"
VOICE = "voice/huojia-shop"


class Ecosystem(Year):
    """The stage of the ecosystem: all that is written once in each language."""

    def each_language(self, *words: str, out: str, codes: tuple[int, ...] = (0,)) -> None:
        """`dpcap WORDS` as pages, in the folder *out* of each language."""
        for language in LANGUAGES:
            page = ("--format", "html", "--lang", language, "--out", f"{language}/{out}")
            self.dpcap(*words, *page, codes=codes)

    def each_page(self, *words: str, page: str) -> None:
        """What `dpcap WORDS` prints as a page, in the file *page* of each language."""
        for language in LANGUAGES:
            shown = ("--format", "html", "--lang", language)
            self.dpcap(*words, *shown, into=f"{language}/{page}.html")

    def batches(self) -> list[str]:
        """The outputs of the quarters, the first to the last."""
        return [f"{TALK}/{quarter}" for quarter in DAYS]


def quarters(stage: Ecosystem) -> None:
    """Five quarters: all hand in, are scored, and what it means is signed into the ledger."""
    stage.step("五个季度：交答卷、评分、记入台账", "Five quarters: handed in, scored, signed")
    stage.write(stage.home / "dpcap.toml", SETTINGS)
    stage.write(stage.home / "rules.yaml", RULES)
    for language in LANGUAGES:
        (stage.home / language).mkdir()
    stage.hand_in(FIRST)
    stage.score(DAYS[FIRST], FIRST, "--gates", "admission", quiet=True)
    for what, reason in (
        ("invited", say("实地走访", "visited")),
        ("admitted", say("达到准入标准", "the rules of admission are met")),
    ):
        stage.happened(DAYS[FIRST], FIRST, what, reason, *ADMITTED, *CONDITIONAL)
    for quarter in [one for one in DAYS if one != FIRST]:
        stage.hand_in(quarter)
        if quarter == LAST:
            settle(stage)
        if quarter >= "2027-Q3":
            stage.dpcap("review", "bind", "providers/huojia-shop")
        stage.score(DAYS[quarter], quarter, *judged(quarter), quiet=True)
        stage.standing(DAYS[quarter], quarter)


def settle(stage: Ecosystem) -> None:
    """The manager adds the figures of the quarter to its facts."""
    for provider, text in SETTLED.items():
        path = stage.reviews / f"{provider}.facts.yaml"
        stage.write(path, path.read_text("utf-8") + text)


def match(stage: Ecosystem) -> None:
    """Two brands look for a provider, and one room is asked for twice."""
    stage.step("优选匹配：两个品牌的需求书", "Match: the briefs of two brands")
    for name, text in briefs().items():
        stage.write(stage.home / "briefs" / name, text)
    stage.dpcap("lint", "briefs")
    asked = ("match", "briefs", f"{TALK}/{LAST}", "--on", DAYS[LAST])
    stage.dpcap(*asked, "--format", "terminal", "--lang", TALK)
    stage.each_language(*asked, out="match")


def incentives(stage: Ecosystem) -> None:
    """A scheme with a cliff is found out; the one that pays by brackets is proposed and signed."""
    stage.step("激励：先查方案，再算谁该拿多少", "Incentives: the scheme first, then the shares")
    stage.write(stage.home / "cliff.yaml", CLIFF)
    stage.dpcap("lint", "cliff.yaml", codes=(3,))
    stage.write(stage.home / "incentives.yaml", SCHEME)
    stage.dpcap("lint", "incentives.yaml")
    paid = ("--rules", "incentives.yaml", "--period", PERIOD, "--ledger", LEDGER)
    asked = ("incentives", f"{TALK}/{LAST}", *paid, "--on", LATER)
    stage.dpcap(*asked, "--format", "terminal", "--lang", TALK)
    stage.each_language(*asked, out="incentives")
    stage.dpcap(*asked, "--sign", "--by", MANAGER, "--out", "incentives-2027-Q4.json")


def voice(stage: Ecosystem) -> None:
    """Two waves of a survey; the mix of carriers alone turns the sign of what changed."""
    stage.step("全局NPS：两期调研，载体构成变了", "NPS: two waves, and another mix of carriers")
    shutil.copytree(EXAMPLES / VOICE, stage.home / VOICE)
    stage.dpcap("nps", VOICE, "--lang", TALK)
    stage.each_page("nps", VOICE, page="nps")


def plan(stage: Ecosystem) -> None:
    """A plan is drafted from what blocks the next level, written, checked and followed."""
    stage.step("北极星计划：起草、检查", "A north-star plan: drafted and checked")
    stage.dpcap("plan", "new", f"{TALK}/2027-Q1/lanxing", "--out", "draft.yaml", "--lang", TALK)
    stage.dpcap("plan", "lint", "draft.yaml", codes=(3,))
    stage.write(stage.home / "plan.yaml", PLAN)
    stage.dpcap("plan", "lint", "plan.yaml", "--strict")
    stage.step("跟踪四个季度", "Followed over four quarters")
    stage.write(stage.home / "readings.csv", READINGS)
    read = ("--readings", "readings.csv", "--on", LATER)
    asked = ("plan", "track", "plan.yaml", *stage.batches()[1:], *read)
    stage.dpcap(*asked, "--lang", TALK)
    stage.each_page(*asked, page="plan")


def trend(stage: Ecosystem) -> None:
    """How one provider and all of them went, and what of it was work."""
    stage.step("走势：岚星，和整体", "The course of Lanxing, and of all")
    asked = ("trend", *stage.batches(), "--ledger", LEDGER)
    one = ("--provider", "lanxing")
    stage.dpcap(*asked, *one, "--format", "terminal", "--lang", TALK)
    stage.each_language(*asked, *one, out="trend-lanxing")
    stage.each_language(*asked, out="trend")


PAGES = (
    ("match/match.html", "两个品牌的匹配", "what fits the two briefs"),
    ("incentives/incentives.html", "谁该拿多少", "who would get what"),
    ("nps.html", "全局NPS，两期对比", "two waves of NPS side by side"),
    ("plan.html", "北极星计划的进展", "how the plan goes"),
    ("trend-lanxing/trend.html", "岚星的走势", "the course of Lanxing"),
    ("trend/trend.html", "整体走势", "the course of all"),
)


def tell_pages(stage: Ecosystem, out: Path) -> None:
    """Which pages to open."""
    stage.step("打开看看（浏览器）", "Open these, in a browser")
    for language in LANGUAGES:
        for path, zh, en in PAGES:
            stage.show(f"{out / language / path}  {say(zh, en)}")


def main(out: Path) -> None:
    """From the folders to the pages."""
    stage = Ecosystem(emptied(out, LEDGER))
    stage.show(say("公司、店铺、人名和数字都是虚构的。", "Firms, people and figures are invented."))
    stage.show(say(f"以下命令都在 {out} 里运行。", f"Every command is run in {out}."))
    for part in (quarters, match, incentives, voice, plan, trend):
        part(stage)
    tell_pages(stage, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
