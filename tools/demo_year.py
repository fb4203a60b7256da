"""A year on the ten invented examples: four quarters, from admission to a withdrawal.

Run: python tools/demo_year.py OUT. Every command is shown with what it says; pages are written in
both languages and told at the end. What is handed in each quarter stands in `demo_year_folders`,
the manager's rules in `demo_year_rules`. All days are fixed, so every run says the same, but for
the keys and what they sign. Run again it begins anew.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from demo_stage import Stage, emptied
from demo_year_folders import APPEALED, hand_in
from demo_year_rules import PROPOSAL, RULES, SETTINGS, mail_text

from dpcap.cli.language import TALK, say

LANGUAGES = ("zh", "en")
LEDGER, REGISTER, KEY = "standing.jsonl", "register.json", "keys/dpcap-key.pem"
MANAGER, HEAD, OTHER = (
    say("示例·生态经理甲", "Example manager A"),
    say("示例·审批丙", "Example head C"),
    say("示例·复查丁", "Example second look D"),
)
ISSUER = say("示例品牌集团生态部", "Example Group partner team")
ADMITTED = ("lanxing", "qiushi-live", "yuanhang-media")
CONDITIONAL = ("huojia-shop", "pingfan-belt")
# Each quarter is looked at eight weeks after it.
DAYS = {
    "2026-Q4": "2027-02-25",
    "2027-Q1": "2027-05-27",
    "2027-Q2": "2027-08-26",
    "2027-Q3": "2027-11-25",
    "2027-Q4": "2028-02-24",
}
WORDS = "DPCAP_DEMO_WORDS"


class Year(Stage):
    """The stage of a year: the manager's directory, with pages in a folder for each language."""

    def hand_in(self, quarter: str) -> None:
        """All ten hand in for *quarter*."""
        self.step(f"{quarter}：十家交答卷", f"{quarter}: all ten hand in")
        for zh, en in hand_in(self.home, quarter):
            self.tell(zh, en)

    def score(self, day: str, out: str, *words: str, quiet: bool = False) -> None:
        """Score all providers on *day*, and show what comes out."""
        shown = ("--format", "jsonl" if quiet else "terminal", "--lang", TALK)
        self._batch(day, out, TALK, *words, "--reports", "none", *shown)

    def pages(self, day: str, out: str, *words: str) -> None:
        """The pages of a batch, with what was decided and signed since, in each language."""
        for language in LANGUAGES:
            self._batch(day, out, language, *words, "--format", "html", "--lang", language)

    def _batch(self, day: str, out: str, language: str, *words: str) -> None:
        to = ("--on", day, "--out", f"{language}/{out}")
        self.dpcap("batch", "providers", *words, *to, codes=(0, 1))

    def decide(
        self, day: str, out: str, kind: str, reason: str, *providers: str, condition: str = ""
    ) -> None:
        """The head decides *kind* on *providers*."""
        named = [word for one in providers for word in ("--provider", one)]
        asked = ["--condition", condition] if condition else []
        said = ("--as", kind, *asked, "--reason", reason, "--by", HEAD, "--on", day)
        self.dpcap("decide", f"{TALK}/{out}", *named, *said)

    def standing(self, day: str, out: str, *words: str, by: str = MANAGER) -> None:
        """What a batch means for standing, signed on *day*."""
        signed = ("--ledger", LEDGER, "--sign", "--by", by, "--on", day)
        self.dpcap("standing", f"{TALK}/{out}", *signed, *words)

    def happened(self, day: str, out: str, what: str, reason: str, *providers: str) -> None:
        """*what* happened to *providers*, recorded by hand."""
        for one in providers:
            self.standing(day, out, "--provider", one, "--as", what, "--reason", reason)

    def sign(self, day: str, out: str, *providers: str) -> None:
        """Seal the reports of *providers* in both languages, and list all seals given so far."""
        reports = [
            f"{language}/{out}/{one}/report.html" for language in LANGUAGES for one in providers
        ]
        key = ("--key", KEY, "--issuer", ISSUER, "--passphrase-env", WORDS, "--on", day)
        self.dpcap("sign", *reports, *key)
        self.register(day, *reports)

    def register(self, day: str, *words: str) -> None:
        """The register of *day*, good for fourteen weeks."""
        key = ("--key", KEY, "--issuer", ISSUER, "--passphrase-env", WORDS)
        self.dpcap("register", *words, *key, "--out", REGISTER, "--days", "98", "--on", day)

    def verify(self, day: str, report: str, code: int) -> None:
        """Whether a report still counts, as whoever has it sees on *day*."""
        known = ("--key", "keys/dpcap-keys.json", "--register", REGISTER, "--on", day)
        self.dpcap("verify", report, *known, codes=(code,))


# ── before the year ───────────────────────────────────────────────────────────────────────────────


def begin(stage: Year) -> None:
    """Settings, rules and keys."""
    stage.step("经理写好设置与规则，生成签名钥匙", "Settings, rules, and keys to sign with")
    stage.write(stage.home / "dpcap.toml", SETTINGS)
    stage.write(stage.home / "rules.yaml", RULES)
    stage.write(stage.home / "mail.yaml", mail_text())
    life = ("--from", "2027-01-01", "--until", "2028-12-31")
    stage.dpcap("keygen", "keys", "--passphrase-env", WORDS, *life)


def admit(stage: Year) -> None:
    """Five of the ten are admitted, two of them on conditions."""
    out, gates = "2026-Q4", ("--gates", "admission")
    day = DAYS[out]
    stage.hand_in(out)
    stage.step("评分，对照准入规则", "Scored, and held against the rules of admission")
    stage.score(day, out, *gates)
    stage.step("作结论：三家准入，两家附条件", "Decided: three are admitted, two on conditions")
    stage.decide(day, out, "admit", say("门槛全部达到", "every rule is met"), *ADMITTED)
    why = say("经营扎实，红线项限期补齐", "sound work; what is critical is to follow in time")
    asked = say("补上逐条复审发布内容的记录", "Records of review before publishing")
    stage.decide(day, out, "conditional", why, *CONDITIONAL, condition=f"{asked}@2027-04-30")
    stage.score(day, out, *gates, quiet=True)
    stage.step("记入台账：邀约，准入", "Into the ledger: invited, then admitted")
    visited = say("实地走访", "visited")
    stage.happened("2027-01-20", out, "invited", visited, *ADMITTED, *CONDITIONAL)
    stage.standing(day, out)
    stage.happened(day, out, "admitted", say("附条件准入", "on conditions"), *CONDITIONAL)
    stage.step("出页面，给报告签名，发登记表", "Pages; reports are signed and registered")
    stage.pages(day, out, *gates)
    stage.sign(day, out, *ADMITTED)
    stage.verify("2027-03-01", f"{TALK}/{out}/yuanhang-media/report.html", 0)


def announce(stage: Year) -> None:
    """In the first quarter: what new rules would do, then that they come."""
    stage.step(
        "一季度：二季度起商家数要从10家提到12家，先看会影响谁",
        "Q1: from Q2 on 12 merchants are to be asked, not 10. Whom would that hit?",
    )
    stage.write(stage.home / "proposal.yaml", PROPOSAL)
    stage.score("2027-03-01", "2026-Q4-review", *judged("2026-Q4"))
    stage.pages("2027-03-01", "2026-Q4-review", *judged("2026-Q4"), "--reports", "none")
    for language in LANGUAGES:
        out = ("--out", f"{language}/whatif", "--lang", language)
        new = ("--gates", "proposal.yaml", "--max-crossing", "1")
        stage.dpcap("whatif", f"{language}/2026-Q4-review", *new, *out)
    stage.step("公布规则日历", "The calendar of the rules is published")
    stage.dpcap("rules", "--gates", "rules.yaml", "--on", "2027-03-01", "--role", "belt_coach")


# ── the four quarters ─────────────────────────────────────────────────────────────────────────────


def first(stage: Year) -> None:
    """All five meet the rules of the first quarter."""
    out = "2027-Q1"
    review(stage, out, "一季度考核：按一季度的规则", "The review of Q1, by the rules of Q1")
    go_on(stage, out, *ADMITTED, *CONDITIONAL)


def second(stage: Year) -> None:
    """The new rule ends pingfan's certification, and its appeal is upheld."""
    out = "2027-Q2"
    review(stage, out, "二季度考核：新规则已生效", "The review of Q2: the new rule is in force")
    end(stage, out, say("商家数不足", "too few merchants"), "pingfan-belt")
    appeal(stage, out)
    go_on(stage, out, *ADMITTED, *CONDITIONAL)


def appeal(stage: Year, out: str) -> None:
    """Pingfan shows that two more merchants shipped."""
    stage.step("平帆申诉，复查成立", "Pingfan appeals, and is right")
    stage.tell(APPEALED.zh, APPEALED.en)


def third(stage: Year) -> None:
    """Qiushi misses the quarter; lanxing falls below its line, and is watched."""
    out = "2027-Q3"
    review(stage, out, "三季度考核", "The review of Q3")
    end(stage, out, say("高价值品牌不足", "too few high-value brands"), "qiushi-live")
    going = ("lanxing", "yuanhang-media")
    go_on(stage, out, *going, *CONDITIONAL)
    stage.step("给报告签名，登记：秋石的已撤回", "Signed and registered: qiushi's are withdrawn")
    stage.sign(DAYS[out], out, *going)


def fourth(stage: Year) -> None:
    """One tier rises, one falls; yuanhang is removed for a violation, its seals with it."""
    out = "2027-Q4"
    review(stage, out, "四季度考核", "The review of Q4")
    go_on(stage, out, "lanxing", *CONDITIONAL)
    remove(stage, out, "yuanhang-media")


def remove(stage: Year, out: str, provider: str) -> None:
    """*provider* has broken the rules: its certification ends, and no report of its counts."""
    stage.step(
        "远杭刷单被查实：违规清退，撤回报告", "Yuanhang faked orders: removed, seals withdrawn"
    )
    day, why = "2028-03-02", say("刷单被查实", "faked orders")
    stage.happened(day, out, "removed_for_violation", why, provider)
    stage.register(day, "--withdraw", provider, "--reason", "violation", "--by", MANAGER)
    stage.step("拿到报告的品牌一核就知道", "Whoever holds a report can see it")
    stage.verify("2028-03-03", f"{TALK}/2027-Q3/{provider}/report.html", 1)
    stage.verify("2028-03-03", f"{TALK}/2027-Q3/lanxing/report.html", 1)


def review(stage: Year, out: str, zh: str, en: str) -> None:
    """All hand in and are held against the rules of that quarter; the ledger goes on."""
    stage.hand_in(out)
    if out >= "2027-Q3":
        stage.dpcap("review", "bind", "providers/huojia-shop", "--reviews", "reviews")
    stage.step(zh, en)
    stage.score(DAYS[out], out, *judged(out))
    stage.standing(DAYS[out], out)


def end(stage: Year, out: str, why: str, provider: str) -> None:
    """The head ends the work with *provider*."""
    stage.decide(DAYS[out], out, "decline", why, provider)


def go_on(stage: Year, out: str, *providers: str) -> None:
    """The head decides who goes on; all pages of the quarter are written."""
    stage.step("其余继续合作；出页面", "The others go on; pages are written")
    stage.decide(DAYS[out], out, "admit", say("本季度达标", "the quarter was met"), *providers)
    stage.pages(DAYS[out], out, *judged(out))
    for language in LANGUAGES:
        page = ("--format", "html", "--lang", language, "--on", DAYS[out])
        asked = ("standing", f"{language}/{out}", "--ledger", LEDGER, *page)
        stage.dpcap(*asked, into=f"{language}/{out}/standing.html")


def judged(quarter: str) -> tuple[str, ...]:
    """By which rules *quarter* is judged."""
    return ("--gates", "rules.yaml", "--period", quarter)


def main(out: Path) -> None:
    """From the rules to the withdrawal."""
    stage = Year(emptied(out, LEDGER))
    os.environ.setdefault(WORDS, "invented words of the demo")
    stage.show(say("公司、店铺、人名和数字都是虚构的。", "Firms, people and figures are invented."))
    stage.show(say(f"以下命令都在 {out} 里运行。", f"Every command is run in {out}."))
    begin(stage)
    admit(stage)
    announce(stage)
    for quarter in (first, second, third, fourth):
        quarter(stage)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
