"""A year on the ten invented examples: four quarters, from admission to a withdrawal.

Run: python tools/demo_year.py OUT. Every command is shown with what it says; pages are written in
both languages and told at the end. What is handed in each quarter stands in `demo_year_folders`,
the manager's rules in `demo_year_rules`. All days are fixed, so every run says the same, but for
the keys and what they sign. Run again it begins anew.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from demo_stage import Stage, emptied
from demo_year_folders import APPEALED, QUARTERS, apply, hand_in
from demo_year_rules import RULES, SETTINGS, mail_text
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
INVITED, ANNOUNCED, IN_FORCE = "2027-01-20", "2027-03-01", "2027-04-01"
FILED, ANSWERED = "2027-08-28", "2027-08-30"
REMOVED, CHECKED, TOO_LATE = "2028-03-02", "2028-03-03", "2028-04-10"
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

    def proposed(self, day: str, out: str, name: str = "standing") -> None:
        """The page *name* of what is proposed, in each language, before it is signed."""
        for language in LANGUAGES:
            (self.home / language / out).mkdir(parents=True, exist_ok=True)
            page = ("--format", "html", "--lang", language, "--on", day)
            into = f"{language}/{out}/{name}.html"
            self.dpcap("standing", f"{TALK}/{out}", *page, into=into)

    def standing(self, day: str, out: str, *words: str) -> None:
        """What a batch means for standing, signed on *day*."""
        self.dpcap("standing", f"{TALK}/{out}", "--sign", "--by", MANAGER, "--on", day, *words)

    def happened(self, day: str, out: str, what: str, reason: str, *providers: str) -> None:
        """*what* happened to *providers*, recorded by hand."""
        for one in providers:
            self.standing(day, out, "--provider", one, "--as", what, "--reason", reason)

    def row(self, provider: str, event: str) -> str:
        """The number of the last row on *provider* and *event*, as the ledger has it."""
        lines = (self.home / LEDGER).read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        fitting = [one for one in rows if (one["provider"], one["event"]) == (provider, event)]
        return str(fitting[-1]["row"])

    def letters(self, day: str, out: str) -> None:
        """The letters on what was signed, as a dry run in each language."""
        for language in LANGUAGES:
            written = ("--mail", "mail.yaml", "--lang", language, "--on", day)
            self.dpcap("send", f"{language}/{out}", "--standing", *written)

    def sign(self, day: str, out: str, *providers: str) -> None:
        """Seal the reports of *providers* in both languages, and list all seals given so far."""
        reports = [
            f"{language}/{out}/{one}/report.html" for language in LANGUAGES for one in providers
        ]
        key = ("--key", KEY, "--issuer", ISSUER, "--passphrase-env", WORDS, "--on", day)
        self.dpcap("sign", *reports, *key)
        self.register(day, *reports)

    def register(self, day: str, *words: str) -> None:
        """The register of *day*, good for four weeks."""
        key = ("--key", KEY, "--issuer", ISSUER, "--passphrase-env", WORDS)
        self.dpcap("register", *words, *key, "--days", "28", "--on", day)

    def verify(self, day: str, report: str, code: int) -> None:
        """Whether a report still counts, as whoever has it sees on *day*."""
        known = ("--key", "keys/dpcap-keys.json", "--register", REGISTER, "--on", day)
        self.dpcap("verify", report, *known, codes=(code,))


# ── before the year ───────────────────────────────────────────────────────────────────────────────


def begin(stage: Year) -> None:
    """Settings, rules and keys."""
    stage.step("经理写好设置，生成签名钥匙", "Settings, and keys to sign with")
    stage.write(stage.home / "dpcap.toml", SETTINGS)
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
    stage.step("记入台账：邀约，准入", "Into the ledger: invited, then admitted")
    stage.score(day, out, *gates, quiet=True)
    visited = say("实地走访", "visited")
    stage.happened(INVITED, out, "invited", visited, *ADMITTED, *CONDITIONAL)
    stage.standing(day, out)
    stage.happened(day, out, "admitted", say("附条件准入", "on conditions"), *CONDITIONAL)
    stage.step("出页面，给报告签名，发登记表", "Pages; reports are signed and registered")
    stage.pages(day, out, *gates)
    stage.sign(day, out, *ADMITTED)
    stage.verify(ANNOUNCED, f"{TALK}/{out}/yuanhang-media/report.html", 0)


# ── the four quarters ─────────────────────────────────────────────────────────────────────────────


def announce(stage: Year) -> None:
    """In the first quarter: a rule of the second is announced, and who would fail by it."""
    stage.step(
        "一季度：预告二季度的规则，商家数从10家提到12家",
        "Q1: the rules of Q2 are announced, 12 merchants instead of 10",
    )
    stage.write(stage.home / "rules.yaml", RULES)
    stage.dpcap("rules", "--gates", "rules.yaml", "--on", ANNOUNCED, "--role", "belt_coach")
    stage.step("试算：新规则会影响谁；提醒信只写不寄", "Whom it would hit; letters as a dry run")
    out = "2026-Q4-review"
    old = ("--gates", "review", "--period", "2026-Q4", "--reports", "none")
    stage.pages(ANNOUNCED, out, *old)
    for language in LANGUAGES:
        new = ("--gates", "rules.yaml", "--on", IN_FORCE, "--max-crossing", "1")
        to = ("--letters", "letters", "--lang", language, "--out", f"{language}/whatif")
        stage.dpcap("whatif", f"{language}/{out}", *new, *to)


def first(stage: Year) -> None:
    """All five meet the rules of the first quarter."""
    out = "2027-Q1"
    review(stage, out, "一季度考核：按一季度的规则", "The review of Q1, by the rules of Q1")
    go_on(stage, DAYS[out], out, *ADMITTED, *CONDITIONAL)


def second(stage: Year) -> None:
    """The new rule ends pingfan's certification, and its appeal is upheld."""
    out = "2027-Q2"
    review(stage, out, "二季度考核：新规则已施行", "The review of Q2: the new rule is in force")
    end(stage, out, "pingfan-belt", say("有发货的商家不足12家", "fewer than 12 merchants"))
    appeal(stage, out, "pingfan-belt")
    go_on(stage, ANSWERED, out, *ADMITTED, *CONDITIONAL)


def appeal(stage: Year, out: str, provider: str) -> None:
    """*provider* shows that the figure was too low, and somebody else agrees."""
    row = stage.row(provider, "assessment_ended")
    stage.step("平帆申诉：漏算了商家", "Pingfan appeals: merchants were left out")
    ground = say("漏算2家以关联主体名义发货的商家", "two merchants of an affiliate were left out")
    proof = say("平台结算单", "the platform's bill")
    said = ("--ground", ground, "--described", proof, "--letter-on", DAYS[out], "--on", FILED)
    stage.dpcap("appeal", "file", provider, "--standing", row, *said, "--ledger", LEDGER)
    stage.dpcap("appeal", "list", "--on", FILED, "--lang", TALK)
    stage.step("另一人复查：申诉成立", "Somebody else looks into it: pingfan is right")
    why = say("结算单核对无误", "the bill was checked")
    answered = ("--as", "granted", "--by", OTHER, "--reason", why, "--on", ANSWERED)
    drafted = ("--ledger", LEDGER, "--results", f"{TALK}/{out}", "--drafts", "letters")
    stage.dpcap("appeal", "answer", provider, "a1", *answered, *drafted)
    stage.step("更正数字，重新评分，记入台账", "The figure is corrected, scored and signed")
    stage.tell(APPEALED.zh, APPEALED.en)
    apply(stage.home, APPEALED, QUARTERS[out])
    stage.score(ANSWERED, out, *judged(out), quiet=True)
    stage.proposed(ANSWERED, out, "standing-appeal")
    stage.standing(ANSWERED, out)


def third(stage: Year) -> None:
    """Qiushi misses the quarter; lanxing falls below its line, and is watched."""
    out, going = "2027-Q3", ("lanxing", "yuanhang-media")
    review(stage, out, "三季度考核", "The review of Q3")
    end(stage, out, "qiushi-live", say("高价值品牌不足2个", "fewer than two high-value brands"))
    go_on(stage, DAYS[out], out, *going, *CONDITIONAL)
    stage.step("签名、登记：秋石的报告已撤回", "Signed and registered: qiushi's are withdrawn")
    stage.sign(DAYS[out], out, *going)


def fourth(stage: Year) -> None:
    """One tier rises, one falls; yuanhang is removed for a violation, its seals with it."""
    out = "2027-Q4"
    review(stage, out, "四季度考核", "The review of Q4")
    go_on(stage, DAYS[out], out, "lanxing", "yuanhang-media", *CONDITIONAL)
    stage.sign(DAYS[out], out, "lanxing")
    remove(stage, out, "yuanhang-media")


def remove(stage: Year, out: str, provider: str) -> None:
    """*provider* has broken the rules: its certification ends, and no report of its counts."""
    stage.step("远杭刷单被查实：违规清退，撤回报告", "Yuanhang faked orders: removed, withdrawn")
    stage.happened(REMOVED, out, "removed_for_violation", say("刷单", "faked orders"), provider)
    stage.letters(REMOVED, out)
    withdrawn = ("--withdraw", provider, "--reason", "violation", "--by", MANAGER)
    stage.register(REMOVED, *withdrawn)
    stage.step("拿到报告的品牌一核就知道", "Whoever holds a report can see it")
    stage.verify(CHECKED, f"{TALK}/2027-Q3/{provider}/report.html", 1)
    stage.verify(CHECKED, f"{TALK}/{out}/lanxing/report.html", 0)
    stage.step("登记表过期以后，一律不算有效", "Once the register is old, nothing is called valid")
    stage.verify(TOO_LATE, f"{TALK}/{out}/lanxing/report.html", 1)


def review(stage: Year, out: str, zh: str, en: str) -> None:
    """All hand in and are held against the rules of that quarter; the ledger goes on."""
    stage.hand_in(out)
    if out >= "2027-Q3":
        stage.dpcap("review", "bind", "providers/huojia-shop")
    stage.step(zh, en)
    stage.score(DAYS[out], out, *judged(out))
    stage.proposed(DAYS[out], out)
    stage.standing(DAYS[out], out)


def end(stage: Year, out: str, provider: str, why: str) -> None:
    """The head ends the work with *provider*, which is told."""
    stage.step("终止合作", "One ends")
    stage.decide(DAYS[out], out, "decline", why, provider)


def go_on(stage: Year, day: str, out: str, *providers: str) -> None:
    """The head decides who goes on; all pages and letters of the quarter are written."""
    stage.step("作结论；出页面，写信", "Decided; pages and letters are written")
    stage.decide(day, out, "admit", say("本季度达标", "the quarter was met"), *providers)
    stage.pages(day, out, *judged(out))
    stage.letters(day, out)


def judged(quarter: str) -> tuple[str, ...]:
    """By which rules *quarter* is judged."""
    return ("--gates", "rules.yaml", "--period", quarter)


# ── all of it ─────────────────────────────────────────────────────────────────────────────────────

PAGES = (
    ("{0}/2026-Q4/portfolio.html", "准入", "admission"),
    ("{0}/whatif/whatif.html", "新规则试算", "what the new rules would change"),
    ("letters/pingfan-belt.{0}.txt", "提醒信草稿", "the draft of a letter on it"),
    ("{0}/2027-Q1/portfolio.html", "一季度，有规则预告", "Q1, with the rule to come"),
    ("{0}/2027-Q2/portfolio.html", "二季度", "Q2"),
    (
        "{0}/2027-Q2/standing.html",
        "二季度的资格与牌级：平帆考核清退",
        "standing in Q2: pingfan ends",
    ),
    ("{0}/2027-Q2/standing-appeal.html", "申诉之后", "the same after the appeal"),
    (
        "{0}/2027-Q3/standing.html",
        "三季度：秋石清退，岚星观察",
        "Q3: qiushi ends, lanxing watched",
    ),
    ("{0}/2027-Q4/standing.html", "四季度：货佳升，岚星降", "Q4: huojia rises, lanxing falls"),
    ("{0}/2027-Q4/lanxing/report.html", "岚星的报告", "Lanxing's report"),
    ("{0}/2027-Q3/yuanhang-media/report.html", "已撤回的报告", "a report that was withdrawn"),
)
PAGE_OF_KEYS = "keys/dpcap-key.verify.html"


def tell_pages(stage: Year, out: Path) -> None:
    """Which pages to open."""
    stage.step("打开看看（浏览器）", "Open these, in a browser")
    for language in LANGUAGES:
        for path, zh, en in PAGES:
            stage.show(f"{out / path.format(language)}  {say(zh, en)}")
    stage.tell(
        f"打开 {out / PAGE_OF_KEYS}，把那份已撤回的报告和 {out / REGISTER} 一起拖进去",
        f"open {out / PAGE_OF_KEYS}, and drop the withdrawn report on it with {out / REGISTER}",
    )


def main(out: Path) -> None:
    """From the settings to the withdrawal."""
    stage = Year(emptied(out, LEDGER))
    os.environ.setdefault(WORDS, "invented words of the demo")
    stage.show(say("公司、店铺、人名和数字都是虚构的。", "Firms, people and figures are invented."))
    stage.show(say(f"以下命令都在 {out} 里运行。", f"Every command is run in {out}."))
    for part in (begin, admit, announce, first, second, third, fourth):
        part(stage)
    tell_pages(stage, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
