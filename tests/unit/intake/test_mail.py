"""Reading mail.yaml: what it says, and what is wrong with it, all at once and in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.lint import lint_mail, targets
from dpcap.intake.mail import load_mail
from dpcap.intake.schema import schema_of
from dpcap.model.finding import Finding
from dpcap.model.mail import MailSettings
from locations import ROOT

EXAMPLE = ROOT / "examples" / "mail.yaml"
SOUND = EXAMPLE.read_text(encoding="utf-8")


def findings(tmp_path: Path, text: str) -> tuple[Finding, ...]:
    path = tmp_path / "mail.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_mail(path)
    return caught.value.findings


def codes(tmp_path: Path, old: str, new: str) -> list[str]:
    assert old in SOUND
    return [finding.code for finding in findings(tmp_path, SOUND.replace(old, new))]


def test_the_example_is_sound() -> None:
    mail = load_mail(EXAMPLE)
    assert [rule.template for rule in mail.letters] == [
        "reminder",
        "admitted",
        "conditional",
        "declined",
        "reassess",
    ]
    assert mail.smtp is not None
    assert mail.smtp.password is not None
    assert mail.smtp.password.env == "DPCAP_SMTP_PASSWORD"
    assert lint_mail(EXAMPLE) == ()
    assert [(one.kind, one.path) for one in targets(EXAMPLE)] == [("mail", EXAMPLE)]


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = (
        SOUND.replace("partners@yunzhan.example.com\n", "partners\n", 1)
        .replace("mailto:unsubscribe@", "http://")
        .replace("decision == 'admit'\"", "desision == 'admit'\"")
        .replace("decision == 'decline'", "decision ==")
        .replace("decision == 'reassess'", "overdue + 1.0")
        .replace("host: smtp.", "host: https://smtp.")
    )
    found = [(one.code, one.line) for one in findings(tmp_path, text)]
    assert found == [
        ("DP431", 9),
        ("DP439", 12),
        ("DP104", 35),
        ("DP433", 16),
        ("DP432", 18),
        ("DP434", 19),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "someone@bücher.example.com",
        "someone@云栈.example.cn",
        "müller@example.com",
        "a+b@example.cn",
    ],
)
def test_internationalised_addresses_work(tmp_path: Path, address: str) -> None:
    path = tmp_path / "mail.yaml"
    path.write_text(SOUND.replace("review-desk@yunzhan.example.com", address), "utf-8")
    assert load_mail(path).reply_to == address


@pytest.mark.parametrize(
    "address",
    [
        "a b@example.com",
        "a@b@example.com",
        "Lin <lin@example.com>",
        "lin@localhost",
        "lin@",
        "@a.cn",
    ],
)
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    assert codes(
        tmp_path, "reply_to: review-desk@yunzhan.example.com", f"reply_to: '{address}'"
    ) == ["DP431"]


@pytest.mark.parametrize("entry", ["@example.com", "lin@example.com", "@云栈.example.cn"])
def test_do_not_mail_takes_addresses_and_domains(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "mail.yaml"
    path.write_text(SOUND.replace('"@closed.example.cn"', f'"{entry}"'), "utf-8")
    assert load_mail(path).do_not_mail == (entry,)


@pytest.mark.parametrize(
    "secret",
    [
        "smtp_password: hunter2",
        "token: hunter2",
        "api-key: hunter2",
        "ClientSecret: hunter2",
        "口令: hunter2",
        "relay: {credentials: hunter2}",
        "relay: https://me:hunter2@mail.example.com",
        "relay: Bearer hunter2hunter2",
        "relay: [-----BEGIN PRIVATE KEY----- hunter2]",
    ],
)
def test_secrets_are_errors_and_never_quoted(tmp_path: Path, secret: str) -> None:
    found = findings(tmp_path, f"{SOUND}{secret}\n")
    assert "DP437" in {one.code for one in found}
    assert all("hunter2" not in one.message("zh") + one.message("en") for one in found)


@pytest.mark.parametrize(
    "password",
    [
        "hunter2",
        "12345",
        "{env: 'hunter2!'}",
        "{value: hunter2}",
        "{command: [/bin/echo, hunter2]}",
        "{command: [printf, hunter2]}",
    ],
)
def test_a_password_is_named_never_written(tmp_path: Path, password: str) -> None:
    found = findings(tmp_path, SOUND.replace("{env: DPCAP_SMTP_PASSWORD}", password))
    assert [one.code for one in found] == ["DP437"]
    assert "hunter2" not in found[0].message("zh") + found[0].message("en")
    assert found[0].line == 39


@pytest.mark.parametrize(
    "password", ["{keyring: dpcap}", "{command: [pass, show, smtp]}", "{env: SMTP_PASSWORD}"]
)
def test_sources_of_a_password(tmp_path: Path, password: str) -> None:
    path = tmp_path / "mail.yaml"
    path.write_text(SOUND.replace("{env: DPCAP_SMTP_PASSWORD}", password), "utf-8")
    assert load_mail(path).smtp is not None


@pytest.mark.parametrize("char", ["\\r\\nBcc: a@example.com", "\\n", "\\t", "\\u2028", "\\u200b"])
def test_no_field_can_end_or_hide_in_a_header(tmp_path: Path, char: str) -> None:
    for old, new in (
        ("zh: 云栈品牌服务商生态组,", f'zh: "云{char}栈",'),
        ("occasion: 2026-Q4", f'occasion: "2026{char}Q4"'),
        ("  zh: 云栈品牌服务商生态组 敬上", f'  zh: "云{char}栈"'),
        ("user: partners@yunzhan.example.com", f'user: "a{char}b"'),
    ):
        assert codes(tmp_path, old, new) == ["DP438"]


@pytest.mark.parametrize(
    "when",
    [
        "true",
        "graded",
        "decision != 'decline'",
        "decision == 'admit' || track == 'belt'",
        "level in ['L4', 'L5']",
        "proved >= 80.0",
    ],
)
def test_a_letter_never_tells_of_another_decision(tmp_path: Path, when: str) -> None:
    old = "{template: admitted, when: \"decision == 'admit'\"}"
    assert codes(tmp_path, old, f'{{template: admitted, when: "{when}"}}') == ["DP430"]


@pytest.mark.parametrize(
    "when",
    [
        "decision == 'admit' && (track == 'belt' || role in ['full_service', 'brand_live'])",
        "decision == 'admit' && current && graded && proved > 60.0 && level != ''",
        "decision == 'admit' && language == 'zh' && days < 30.0",
        "!(decision in ['decline', 'reassess', 'conditional', ''])",
    ],
)
def test_rules_may_ask_for_more(tmp_path: Path, when: str) -> None:
    path = tmp_path / "mail.yaml"
    path.write_text(SOUND.replace("decision == 'admit'\"", f'{when}"'), "utf-8")
    assert load_mail(path).letters[1].when == when


def test_the_unknown_name_is_told_what_comes_near(tmp_path: Path) -> None:
    text = SOUND.replace("decision == 'admit'", "decison == 'admit'")
    (found,) = findings(tmp_path, text)
    assert found.message("en").endswith("Choose from decision.")
    assert found.place.endswith("mail.yaml:16:32")


def test_the_schema_has_every_key() -> None:
    schema = schema_of("mail")
    written = {field.alias or name for name, field in MailSettings.model_fields.items()}
    assert set(schema["properties"]) == written
    assert schema["additionalProperties"] is False
