"""The page that checks reports, in a real browser, opened from the disk."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

import pytest

from browsing import until
from dpcap.model.keyring import Keyring
from dpcap.model.profile import Profile
from dpcap.report.canonical import canonical
from dpcap.report.figures import score
from dpcap.report.formats import render
from dpcap.report.html import json_inside
from dpcap.report.paths import own_reports
from dpcap.verify.keys import fingerprint
from dpcap.verify.page import PageSettings
from dpcap.verify.signing import Signer, sealed
from dpcap.workflow.keys import PAGE, page_for
from locations import ROOT
from profiles import Wish, profile, shipped
from registers import CASES, REPLACED, WITHDRAWN, register, row, touched
from signed import (
    ISSUER,
    KEY,
    OTHER,
    SIGNED_ON,
    SIGNER,
    STRANGER,
    pem,
    public,
    read,
    signed,
    signed_pdf,
    subject,
    unsigned,
    written,
)

pytestmark = pytest.mark.browser

AXE = ROOT / ".cache" / "web" / "node_modules" / "axe-core" / "axe.min.js"
STILL_VALID, TOO_LATE = "2026-11-25T12:00:00", "2031-01-01T12:00:00"
HEADS = {
    "genuine": "✓ 真实",
    "expired": "真实，但已过有效期",
    "forged": "✕ 签名不符",
    "altered": "✕ 数据被改动",
    "notIssued": "数据真实，页面不是签发时的样子",
    "keyEnded": "✕ 签名日期不在密钥有效期内",
    "older": "出自更早的 dpcap",
    "otherKey": "✕ 不是这把钥匙签的",
    "unsigned": "没有签名",
    "needKey": "尚未核验",
    "unreadable": "✕ 读不出报告",
}


def lower() -> Profile:
    """Another profile of the same provider."""
    return profile(Wish(good=0.3, reviewed=0.4, shops=2))


@pytest.fixture
def tab(browser) -> Iterator[object]:
    """The page in Chinese, on a day on which the reports are valid; nothing may go wrong on it."""
    page = browser.new_page(locale="zh-CN")
    page.clock.set_fixed_time(STILL_VALID)
    wrong: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((own_reports() / PAGE).as_uri())
    yield page
    page.close()
    assert wrong == []
    assert [url for url in asked if not url.startswith("file:")] == []


def head(page, path: Path, key: str | None = None) -> str:
    """The verdict on the file at *path*."""
    if key is not None:
        page.fill("#pem", key)
        until(page, "document.getElementById('key-state').textContent")
    page.set_input_files("#report", path)
    until(
        page,
        "name => document.getElementById('h-result').textContent === name"
        " && document.getElementById('head').textContent",
        arg=path.name,
    )
    page.wait_for_timeout(50)
    return str(page.inner_text("#head"))


@pytest.mark.parametrize("form", ["html", "json"])
@pytest.mark.parametrize("audience", ["applicant", "brand"])
def test_genuine(tab, tmp_path, form, audience):
    path = written(tmp_path, signed(form, audience=audience), f"report.{form}")
    assert head(tab, path, pem(KEY)) == HEADS["genuine"]
    shown = tab.inner_text("#facts")
    made = subject()
    for word in (
        ISSUER,
        str(SIGNED_ON),
        fingerprint(public(KEY)),
        made.provider.name.zh,
        made.overall.level.proved.id,
        str(made.as_of),
        str(made.valid_until),
    ):
        assert word in shown


def test_a_fingerprint_is_a_key(tab, tmp_path):
    path = written(tmp_path, signed("html"))
    printed = fingerprint(public(KEY)).upper()
    spaced = " ".join(printed[at : at + 4] for at in range(0, 64, 4))
    assert head(tab, path, spaced) == HEADS["genuine"]


def test_it_may_be_made_out_to_an_issuer(browser, tmp_path):
    page = browser.new_page(locale="zh-CN")
    page.clock.set_fixed_time(STILL_VALID)
    page.goto(written(tmp_path, page_for(own_reports(), ring()), "verify.html").as_uri())
    page.wait_for_selector("#given-print:not(:empty)")
    assert page.inner_text("#given-print").split() == [one.fingerprint for one in ring().keys]
    assert not page.is_visible("#pem")
    assert head(page, written(tmp_path, signed("html"))) == HEADS["genuine"]
    for key, verdict in ((OTHER, "keyEnded"), (STRANGER, "otherKey")):
        by = signed("html", signer=Signer(key, ISSUER, SIGNED_ON))
        assert head(page, written(tmp_path, by, f"{verdict}.html")) == HEADS[verdict]
    page.close()


def ring(**life) -> Keyring:
    """The issuer's file of keys: one that signed, and one that did not."""
    own, other = ({"fingerprint": fingerprint(public(key))} for key in (KEY, OTHER))
    keys = [{**own, "key": public(KEY), **life}, {**other, "until": "2020-01-01"}]
    return Keyring.model_validate({"schema": "dpcap/keys/1", "keys": keys})


@pytest.mark.parametrize(
    ("life", "why"),
    [
        ({"from": "2026-12-01"}, "启用于 2026-12-01"),
        ({"until": "2026-11-23"}, "停用于 2026-11-23"),
        ({"revoked_on": "2026-11-24", "reason": "遗失"}, "自 2026-11-24 起吊销 (遗失)"),
    ],
)
def test_a_key_has_a_life(tab, tmp_path, life, why):
    path = written(tmp_path, signed("html"))
    held = ring(**life).model_dump_json(by_alias=True, exclude_none=True)
    assert head(tab, path, held) == HEADS["keyEnded"]
    assert why in tab.inner_text("#why")
    lives = {"from": str(SIGNED_ON), "until": str(SIGNED_ON), "revoked_on": "2026-11-25"}
    held = ring(**lives).model_dump_json(by_alias=True, exclude_none=True)
    assert head(tab, path, held) == HEADS["genuine"]


def test_expired(tab, tmp_path):
    tab.clock.set_fixed_time(TOO_LATE)
    assert head(tab, written(tmp_path, signed("html")), pem(KEY)) == HEADS["expired"]
    assert str(subject().valid_until) in tab.inner_text("#why")


def edits() -> dict[str, tuple[str, str, str]]:
    """What somebody might do to a signed page: what stands there, what instead, the verdict."""
    page = signed("html")
    proved = subject().overall.proved
    assert proved is not None
    found = re.search(rf'"proved":({str(proved)[:8]}\d*)', page)
    seal = re.search(r'"signature":"(..)', page)
    assert found
    assert seal
    swapped = "AA" if seal[1] != "AA" else "BB"
    return {
        "a number": (found[0], '"proved":99.5', "forged"),
        "the same number in other words": (found[0], found[0] + "0", "altered"),
        "a blank": ('{"audience":"brand"', '{ "audience":"brand"', "altered"),
        "who reads it": ('{"audience":"brand"', '{"audience":"other"', "forged"),
        "another spelling": ('"answers_digest"', '"\\u0061nswers_digest"', "altered"),
        "a title of the page": ("<title>", "<title>Best ", "notIssued"),
        "the end of the page": ("</html>", "<p>L5</p></html>", "notIssued"),
        "before the page": ("<!doctype html>", "<!doctype html> ", "notIssued"),
        "behind the page": ("</html>\n", "</html>\n\n", "notIssued"),
        "the digest of the page": ('"sha256":"', '"sha256":"0', "forged"),
        "the form of the page": ('"form":"html"', '"form":"json"', "forged"),
        "an older form": ("dpcap/statement/2", "dpcap/statement/1", "older"),
        "an older seal": ("dpcap/seal/2", "dpcap/seal/1", "older"),
        "a key twice": ('{"audience":"brand"', '{"audience":"x","audience":"brand"', "altered"),
        "the signature": (seal[0], f'"signature":"{swapped}', "forged"),
        "the issuer": (f'"issuer":"{ISSUER}"', '"issuer":"Somebody Else"', "forged"),
        "the day of the seal": (
            f'"on":"{SIGNED_ON}","page"',
            '"on":"2027-11-24","page"',
            "forged",
        ),
        "no seal": ('id="dpcap-seal"', 'id="dpcap-none"', "unsigned"),
        "no data": ('id="dpcap-report"', 'id="dpcap-none"', "unreadable"),
    }


@pytest.mark.parametrize("what", edits())
def test_edited(tab, tmp_path, what):
    old, new, verdict = edits()[what]
    page = signed("html")
    assert page.count(old) >= 1
    last = "seal" in what or "page" in what or what == "the issuer"
    at = page.rindex(old) if last else page.index(old)
    changed = page[:at] + new + page[at + len(old) :]
    assert head(tab, written(tmp_path, changed), pem(KEY)) == HEADS[verdict]


def test_edited_words_of_the_page_are_not_green_and_do_not_show_here(tab, tmp_path):
    page = signed("html")
    proved = score(subject().overall.proved)
    shown = f'class="big">{proved}<'
    assert shown in page
    changed = page.replace(shown, 'class="big">99.9<')
    assert head(tab, written(tmp_path, changed), pem(KEY)) == HEADS["notIssued"]
    assert "warn" in (tab.get_attribute("#verdict", "class") or "")
    assert proved in tab.inner_text("#facts")
    assert "99.9" not in tab.inner_text("#result")
    assert "以此处为准" in tab.inner_text("#note")


def test_other_keys_and_none(tab, tmp_path):
    path = written(tmp_path, signed("html"))
    assert head(tab, path) == HEADS["needKey"]
    assert head(tab, path, pem(OTHER)) == HEADS["otherKey"]
    assert head(tab, path, "no key at all") == HEADS["needKey"]
    assert "PEM" in tab.inner_text("#key-state")
    plain = written(tmp_path, unsigned("html"), "plain.html")
    assert head(tab, plain, pem(KEY)) == HEADS["unsigned"]
    assert head(tab, written(tmp_path, "%PDF-1.7", "strange.pdf")) == HEADS["unreadable"]
    strange = written(tmp_path, "no mail at all", "strange.eml")
    assert head(tab, strange) == HEADS["unreadable"]


def test_a_pdf(tab, tmp_path):
    """Read without any library: as issued, with more behind it, and written anew by others."""
    made = signed_pdf()
    path = tmp_path / "report.pdf"
    path.write_bytes(made)
    assert head(tab, path, pem(KEY)) == HEADS["genuine"]
    assert titles()[0] in tab.inner_text("#areas")
    for name, changed, verdict in (
        ("more", made + b"% more\n", "notIssued"),
        ("less", made[:-1], "notIssued"),
        ("other", made.replace(b"%PDF-1.7", b"%PDF-1.6"), "notIssued"),
        ("half", made[: made.index(b"startxref")], "unsigned"),
        ("cut", made[:2000], "unreadable"),
    ):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(changed)
        assert head(tab, path) == HEADS[verdict]


def titles() -> list[str]:
    return [area.title.zh for area in shipped().areas]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_areas_levels_and_roles_are_named_in_words(browser, tmp_path, language):
    page = browser.new_page(locale="zh-CN" if language == "zh" else "en-GB")
    page.clock.set_fixed_time(STILL_VALID)
    page.goto((own_reports() / PAGE).as_uri())
    head(page, written(tmp_path, signed("html")), pem(KEY))
    framework, made = shipped(), subject()
    shown = page.inner_text("#areas")
    assert [area.title.say(language) in shown for area in framework.areas] == [True] * 6
    assert framework.roles[made.role.id].title.say(language) in page.inner_text("#facts")
    level = next(one for one in framework.levels if one.id == made.overall.level.proved.id)
    assert f"{level.id} · {level.title.say(language)}" in page.inner_text("#facts")
    page.close()


def mailed(*files: tuple[bytes, str, str], words: str = "正文") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "报告"
    mail.set_content(words)
    mail.add_alternative("<p>a letter</p>", subtype="html")
    for content, kind, name in files:
        maintype, subtype = kind.split("/")
        mail.add_attachment(content, maintype, subtype, filename=name)
    return mail.as_bytes()


def opened(tab, folder: Path, content: bytes, name: str = "letter.eml") -> str:
    """The list of parts of the mail *content*, once it is shown."""
    path = folder / name
    path.write_bytes(content)
    tab.set_input_files("#report", path)
    until(
        tab,
        "name => document.getElementById('h-mail').textContent === name"
        " && document.getElementById('parts').children.length",
        arg=name,
    )
    tab.wait_for_timeout(100)
    return str(tab.inner_text("#parts"))


def test_a_mail(tab, tmp_path):
    tab.fill("#pem", pem(KEY))
    page = (signed("html").encode(), "text/html", "能力画像 report.html")
    parts = opened(tab, tmp_path, mailed(page, (b"\x89PNG", "image/png", "radar.png")))
    assert "能力画像 report.html" in parts
    assert "✓ 真实" in parts
    assert "radar.png\n不是报告" in parts
    assert "正文不受签名保护" in tab.inner_text("#mail")
    assert tab.is_hidden("#mail-wrong")
    assert tab.inner_text("#head") == HEADS["genuine"]


def test_a_mail_of_several_reports(tab, tmp_path):
    tab.fill("#pem", pem(KEY))
    same = [
        (signed(form).encode(), f"application/{form}", f"report.{form}")
        for form in ("html", "json")
    ]
    pdf = (signed_pdf(), "application/pdf", "report.pdf")
    parts = opened(tab, tmp_path, mailed(*same, pdf), "three.eml")
    assert parts.count("✓ 真实") == 3
    assert tab.is_hidden("#mail-wrong")
    tab.click("#parts li:nth-child(5) button")
    until(tab, "document.getElementById('h-result').textContent === 'report.pdf'")
    other = sealed(
        read(render(lower(), shipped(), format="json", audience="brand")),
        SIGNER,
        PageSettings(shipped()),
    )
    parts = opened(tab, tmp_path, mailed(same[0], (other, "application/json", "b.json")), "two.eml")
    assert parts.count("✓ 真实") == 2
    assert "不同的数字" in tab.inner_text("#mail-wrong")


def test_a_mail_with_what_only_looks_like_a_report(tab, tmp_path):
    tab.fill("#pem", pem(KEY))
    page = (signed("html").encode(), "text/html", "report.html")
    empty = (b"<h1>L5</h1>", "text/html", "report 2.html")
    parts = opened(tab, tmp_path, mailed(page, empty), "a.eml")
    assert "report 2.html\n形似报告" in parts
    assert "见下" in tab.inner_text("#mail-wrong")
    broken = mailed(page, (signed("json").encode(), "application/json", "report.json"))
    at = len(broken) - 2000
    broken = broken[:at] + b"!!!!" + broken[at + 4 :]
    assert "已损坏" in opened(tab, tmp_path, broken, "b.eml")
    none = opened(tab, tmp_path, mailed(empty), "c.eml")
    assert "形似报告" in none
    assert tab.is_hidden("#result")


def test_a_mail_of_very_many_parts_keeps_nobody_waiting(tab, tmp_path):
    part = b"--b\nContent-Type: text/plain\n\nx\n"
    heap = b"Content-Type: multipart/mixed; boundary=b\n\n" + part * 200_000 + b"--b--\n"
    path = tmp_path / "heap.eml"
    path.write_bytes(heap)
    assert head(tab, path) == HEADS["unreadable"]


def test_a_report_may_be_dropped(tab, tmp_path):
    tab.fill("#pem", pem(KEY))
    tab.evaluate(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.json"));
          const options = { dataTransfer: data, bubbles: true, cancelable: true };
          document.dispatchEvent(new DragEvent("drop", options));
        }""",
        signed("json"),
    )
    until(tab, "document.getElementById('head').textContent.startsWith('✓')")
    assert tab.inner_text("#head") == HEADS["genuine"]
    assert tab.inner_text("#h-result") == "dropped.json"


@pytest.fixture
def keyed(tab) -> object:
    """The page with the issuer's file of keys: one that counts, one that has ended."""
    tab.fill("#pem", ring().model_dump_json(by_alias=True, exclude_none=True))
    until(tab, "document.getElementById('key-state').textContent")
    return tab


@pytest.mark.parametrize("name", CASES)
def test_a_register_is_dropped_beside_the_report(keyed, tmp_path, name):
    """What it says is what `dpcap verify` says: see the cases."""
    case = CASES[name]
    listed = written(tmp_path, case.text(), "register.json")
    keyed.set_input_files("#report", [listed, written(tmp_path, signed("html"))])
    until(keyed, "document.getElementById('h-result').textContent === 'report.html'")
    until(
        keyed,
        "word => document.getElementById('head').textContent === word",
        arg=case.head,
    )
    assert case.words in keyed.inner_text("#facts")
    assert ISSUER in keyed.inner_text("#register-state")


def test_without_a_register_it_says_so(keyed, tmp_path):
    assert head(keyed, written(tmp_path, signed("html"))) == HEADS["genuine"]
    assert "是否已被撤回没有核对" in keyed.inner_text("#why")
    assert "未核对是否已撤回" in keyed.inner_text("#facts")
    assert "没有给出" in keyed.inner_text("#register-state")
    keyed.set_input_files("#registerfile", written(tmp_path, register(row()), "r.json"))
    until(keyed, "!document.getElementById('why').textContent.includes('没有核对')")
    assert keyed.inner_text("#head") == HEADS["genuine"]


@pytest.mark.parametrize("what", touched())
def test_a_touched_register_is_refused_and_nothing_is_valid(keyed, tmp_path, what):
    assert head(keyed, written(tmp_path, signed("html"))) == HEADS["genuine"]
    keyed.set_input_files("#registerfile", written(tmp_path, touched()[what], "r.json"))
    until(keyed, "document.getElementById('head').textContent === '真实，但是否仍有效不明'")
    assert "登记表" in keyed.inner_text("#register-state")
    assert "重新索取" in keyed.inner_text("#register-state")


def test_half_a_register_that_is_dropped_is_no_report(keyed, tmp_path):
    text = register(row(**WITHDRAWN))
    head(keyed, written(tmp_path, signed("html")))
    keyed.set_input_files("#report", written(tmp_path, text[: len(text) // 2], "register.json"))
    until(keyed, "document.getElementById('register-state').textContent.includes('读不了')")
    assert keyed.inner_text("#h-result") == "report.html"


def test_a_withdrawn_report_in_a_mail(keyed, tmp_path):
    keyed.set_input_files(
        "#registerfile", written(tmp_path, register(row(**WITHDRAWN), row("json")), "r.json")
    )
    files = [
        (signed(form).encode(), f"application/{form}", f"report.{form}")
        for form in ("html", "json")
    ]
    parts = opened(keyed, tmp_path, mailed(*files), "two.eml")
    assert "report.html\n✕ 真实，但已于 2026-11-24 撤回" in parts
    assert "report.json\n✓ 真实" in parts


def test_a_register_speaks_english(browser, tmp_path):
    page = browser.new_page(locale="en-GB")
    page.clock.set_fixed_time(STILL_VALID)
    page.goto((own_reports() / PAGE).as_uri())
    page.fill("#pem", pem(KEY))
    listed = written(tmp_path, register(row(**REPLACED)), "register.json")
    page.set_input_files("#report", [listed, written(tmp_path, signed("html", language="zh"))])
    until(
        page,
        "document.getElementById('head').textContent === 'Genuine, but superseded on 2026-11-24'",
    )
    said = "superseded · 2026-11-24; there is a later report; its seal is abababab"
    assert said in page.inner_text("#facts")
    page.close()


def test_hostile_words_stay_words(tab, tmp_path):
    own = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\u202e"
    path = written(tmp_path, signed("html", audience="applicant", own=own))
    assert head(tab, path, pem(KEY)) == HEADS["genuine"]
    assert tab.locator("#result img, #result script").count() == 0


def test_it_writes_json_as_we_do(tab):
    values = {
        "numbers": [
            0,
            -0.0,
            1e-7,
            5e-05,
            1e15,
            1e16,
            1.5e20,
            1e21,
            1e22,
            0.1,
            100.0,
            -2.5e-9,
            2**53,
        ],
        "words": 'a\u0000\u0007\b\t\n\f\r"\\/<>&\u007f\u2028\ufeff\ud7ff\U0001f600 中文',
        "é": {"\ufb33": 1, "\U0001f600": 2, "b": 3, "a": 4},
        "flags": [True, False, None, [], {}],
    }
    made = tab.evaluate("text => canonical(JSON.parse(text))", json.dumps(values))
    assert made == canonical(values)
    assert tab.evaluate("text => inside(text)", made) == json_inside(made)


def test_it_speaks_both_languages(browser, tmp_path):
    page = browser.new_page(locale="en-GB")
    page.clock.set_fixed_time(STILL_VALID)
    page.goto((own_reports() / PAGE).as_uri())
    path = written(tmp_path, signed("html", language="en"))
    assert head(page, path, pem(KEY)) == "✓ Genuine"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert not re.search("[一-鿿]", page.inner_text("main").replace(ISSUER, "").replace("示例", ""))
    page.click("#language")
    until(page, "document.getElementById('head').textContent === '✓ 真实'")
    words = page.evaluate("Object.values(WORDS).map(book => Object.keys(book))")
    assert words[0] == words[1]
    page.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways_and_all_can_use_it(browser, tmp_path, width, scheme):
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        locale="zh-CN",
        bypass_csp=True,
    )
    page.clock.set_fixed_time(STILL_VALID)
    page.goto((own_reports() / PAGE).as_uri())
    head(page, written(tmp_path, signed("html")), pem(KEY))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.add_script_tag(path=AXE)
    found = page.evaluate(
        "axe.run().then(done => done.violations.map(one => [one.id, one.nodes[0].html]))"
    )
    page.close()
    assert found == []


def test_in_english_nothing_scrolls_sideways_either(browser, tmp_path):
    page = browser.new_page(viewport={"width": 320, "height": 800}, locale="en-GB")
    page.clock.set_fixed_time(STILL_VALID)
    page.goto((own_reports() / PAGE).as_uri())
    page.fill("#pem", pem(KEY))
    listed = written(tmp_path, register(row(**WITHDRAWN)), "register.json")
    page.set_input_files("#report", [listed, written(tmp_path, signed("html"))])
    until(page, "document.getElementById('head').textContent.includes('withdrawn on')")
    until(page, "document.getElementById('facts').textContent.includes('a violation')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_only_its_own_script_and_style_may_run():
    page = (own_reports() / PAGE).read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    said = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        made = b64encode(sha256(inside.encode()).digest()).decode()
        assert said.pop(rule) == f"'sha256-{made}'"
    assert said == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|innerHTML|eval|localStorage)\b", page)
