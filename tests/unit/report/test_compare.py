"""Side by side: differences first, no winner, nothing a brand may not read, every doubt said."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from string import Formatter

import pytest

from dpcap.errors import UsageError
from dpcap.model.base import LANGUAGES, Language
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.report.compare.compared_profiles import (
    LETTERS,
    ComparedProfiles,
    ComparedProvider,
    doubts,
    sides_of,
)
from dpcap.report.compare.formats import COMPARE_FORMATS, ComparisonAssets, render_compare
from dpcap.report.compare.gaps import area_gaps, dimension_gaps, fact_gaps
from dpcap.report.compare.view import compare_view
from dpcap.report.paths import own_reports
from dpcap.report.words import load_words
from dpcap.text_width import width
from locations import ROOT
from profiles import Wish, profile, shipped

HAN = re.compile("[\u3400-\u9fff]")
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}|`[x](http://evil.example)\x1b[31m\u202e</bdi>\"'>@you"


def named(name: str, made: Profile) -> Profile:
    provider = made.provider.model_copy(update={"id": name})
    return made.model_copy(update={"provider": provider})


PLAIN = Wish()


@lru_cache(maxsize=16)
def drawn(name: str, wish: Wish = PLAIN) -> Profile:
    return named(name, profile(replace(wish, name=f"示例{name}", name_en=f"Example {name}")))


GOOD = drawn("good", Wish(good=0.85, seed=2))
WEAK = drawn("weak", Wish(good=0.3, proof=0.3, seed=3))


def compared_profiles(
    *profiles: Profile, language: Language = "zh", other: Framework | None = None
) -> ComparedProfiles:
    frameworks = [shipped()] * (len(profiles) - 1) + [other or shipped()]
    entrants = [ComparedProvider(*pair) for pair in zip(profiles, frameworks, strict=True)]
    return sides_of(entrants, own_reports(), language)


def codes(found: ComparedProfiles) -> list[str]:
    return [finding.code for finding in doubts(found)]


def another() -> tuple[Profile, Framework]:
    """The weak one by a framework that differs in one weight."""
    areas = shipped().areas
    role = shipped().roles["full_service"]
    roles = {**shipped().roles, "full_service": role.model_copy(update={"targets": {}})}
    made = Framework.model_validate(
        {**shipped().model_dump(by_alias=True), "version": "other", "roles": roles, "areas": areas}
    )
    ref = WEAK.framework.model_copy(update={"version": "other", "digest": made.digest})
    return WEAK.model_copy(update={"framework": ref}), made


def test_rows_stand_in_order_of_spread():
    found = compared_profiles(GOOD, WEAK, drawn("third", Wish(seed=9)))
    for gaps in (area_gaps(found), dimension_gaps(found), fact_gaps(found)):
        apart = [gap.apart for gap in gaps]
        known = [one for one in apart if one is not None]
        assert known == sorted(known, reverse=True)
        assert apart[: len(known)] == known
    for gap in area_gaps(found):
        shown = [int(node.proved * 10 + 1e-6) for node in gap.nodes]
        assert gap.apart == pytest.approx((max(shown) - min(shown)) / 10)


def test_no_order_but_the_one_given():
    """Turning the providers round turns the columns round and changes nothing else."""
    one, other = (compare_view(compared_profiles(*order)) for order in ((GOOD, WEAK), (WEAK, GOOD)))
    assert [column.name for column in one.columns] == [c.name for c in other.columns][::-1]
    for table, turned in zip(one.tables, other.tables, strict=True):
        assert [row.title for row in table.rows] == [row.title for row in turned.rows]
        assert [row.cells for row in table.rows] == [row.cells[::-1] for row in turned.rows]
    assert one.talks == other.talks[::-1]


@pytest.mark.parametrize("fmt", list(COMPARE_FORMATS.offered("compare")))
def test_there_is_no_winner(fmt):
    text = render_compare(compared_profiles(GOOD, WEAK), fmt).lower()
    for word in ("最佳", "第一名", "推荐", "胜出", "best", "winner", "rank"):
        assert word not in text.replace("没有“总分第一”", "").replace("最好", "")


def test_claimed_never_stands_without_proved():
    found = compare_view(compared_profiles(GOOD, WEAK))
    for column in found.columns:
        assert column.proved
        assert column.proved_label.startswith("实证分")
    for table in found.tables:
        assert all(cell.text for row in table.rows for cell in row.cells if cell.claimed)


def test_alike_in_everything_gives_no_warning():
    assert codes(compared_profiles(GOOD, drawn("twin", Wish(good=0.85, seed=2)))) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"as_of": date(2026, 12, 1)}, "DP835"),
        ({"asked": "core"}, "DP834"),
        ({"engine_version": "0.0.1"}, "DP838"),
        ({"role": GOOD.role.model_copy(update={"id": "media"})}, "DP833"),
        ({"review": GOOD.review.model_copy(update={"reviewed": 1})}, "DP837"),
    ],
)
def test_each_doubt_is_said(change, code):
    other = named("other", GOOD).model_copy(update=change)
    assert codes(compared_profiles(GOOD, other)) == [code]
    page = compare_view(compared_profiles(GOOD, other, language="en"))
    (said,) = page.warnings
    assert "A " in said
    assert "B " in said


def test_a_different_period_is_said():
    other = named("other", profile(Wish(good=0.85, seed=2)))
    moved = json.loads(other.model_dump_json().replace('"period":"2026-10"', '"period":"2026-11"'))
    found = compared_profiles(GOOD, Profile.model_validate(moved))
    assert codes(found) == ["DP836"]
    assert "2026-11" in compare_view(found).warnings[0]


def test_an_ungraded_provider_is_said():
    assert "DP840" in codes(compared_profiles(GOOD, drawn("open", Wish(answered=0.3))))


def test_the_same_provider_twice_points_to_diff():
    assert codes(compared_profiles(GOOD, GOOD)) == ["DP832"]
    assert "dpcap diff" in compare_view(compared_profiles(GOOD, GOOD)).warnings[0]


def test_two_rulers_are_not_compared():
    other, framework = another()
    found = compared_profiles(GOOD, other, other=framework)
    assert codes(found)[0] == "DP831"
    assert all(gap.apart is None for gap in (*area_gaps(found), *dimension_gaps(found)))
    page = compare_view(found)
    assert "不能相比" in page.warnings[0]
    assert {row.apart for table in page.tables[:2] for row in table.rows} == {"—"}
    assert [gap.id for gap in area_gaps(found)] == [area.id for area in GOOD.areas]
    assert json.loads(render_compare(found, "json"))["comparable"] is False


def test_what_is_missing_is_said_to_be():
    bare = GOOD.provider.model_copy(update={"id": "bare", "facts": {}})
    found = compare_view(compared_profiles(GOOD, GOOD.model_copy(update={"provider": bare})))
    facts = found.tables[2]
    missing = [row for row in facts.rows if row.cells[0].known and not row.cells[1].known]
    assert missing
    assert {row.cells[1].text for row in missing} == {"未提供"}
    assert all("2 家中 1 家提供" in row.apart for row in missing)


def test_figures_on_other_terms_are_marked():
    fact = GOOD.provider.facts["shipped_gmv_wan"]
    providers = (
        GOOD.provider.model_copy(
            update={
                "id": f"of-{period.lower()}",
                "facts": {"shipped_gmv_wan": fact.model_copy(update={"period": period})},
            }
        )
        for period in ("2025-Q1", "2026-Q3")
    )
    found = compared_profiles(
        *(GOOD.model_copy(update={"provider": provider}) for provider in providers)
    )
    assert [gap.unlike for gap in fact_gaps(found) if "shipped_gmv_wan" in gap.line.show] == [True]
    assert [gap.unlike for gap in fact_gaps(found)].count(True) == 1


@pytest.mark.parametrize("fmt", list(COMPARE_FORMATS.offered("compare")))
def test_a_brand_reads_only_what_a_brand_may(fmt):
    secret = Wish(own="秘密的话", reviewed=0.5)
    shown = render_compare(compared_profiles(drawn("secret", secret), GOOD), fmt)
    contact = ("someone@example.com", "13800000000", "evidence/")
    for word in (*contact, "for reviewers"):
        assert word not in shown
    # Consented shops, reviewers and the words a brand reads on the report are all that is left.
    assert "秘密的话 C2" not in shown
    assert "秘密的话 S2" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_stay_words(language):
    wish = Wish(own=HOSTILE, reviewed=0.4, issuer=HOSTILE, seed=4)
    made = named("hostile", profile(replace(wish, name=HOSTILE, name_en=HOSTILE)))
    moved = made.model_dump_json().replace('"2026-10"', json.dumps(HOSTILE))
    found = compared_profiles(Profile.model_validate_json(moved), GOOD, language=language)
    html = render_compare(found, "html")
    assert "<script" not in html
    assert "{{ 7*7 }}" in html
    markdown = render_compare(found, "md")
    assert not re.search(r"(?<!\\)<script|(?<!\\)\[x\]\(http|@you|http://", markdown)
    terminal = render_compare(found, "terminal")
    for text in (html, markdown, terminal):
        assert not set(text) & set("\x1b\u202e\ue000\ue001")
    widths = {
        line.count("|") - line.count("\\|") for line in markdown.splitlines() if line[:1] == "|"
    }
    assert widths == {5}


@pytest.mark.parametrize("fmt", ["md", "terminal"])
def test_english_pages_hold_no_chinese_of_ours(fmt):
    wish = Wish(own="own words", name="Lanxing")
    found = [named(name, profile(replace(wish, seed=seed))) for name, seed in (("a", 1), ("b", 2))]
    assert HAN.search(render_compare(compared_profiles(*found, language="en"), fmt)) is None


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("count", [2, 3, 4, 5])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_the_terminal(columns, count, language):
    profiles = [drawn(f"p{n}", Wish(seed=n, good=n / 6)) for n in range(1, count + 1)]
    assets = ComparisonAssets(own_reports(), columns=columns)
    text = render_compare(compared_profiles(*profiles, language=language), "terminal", assets)
    assert max(map(width, text.splitlines())) <= columns


def test_json_holds_the_unrounded_scores():
    made = json.loads(render_compare(compared_profiles(GOOD, WEAK), "json"))
    assert [one["letter"] for one in made["providers"]] == list(LETTERS[:2])
    assert made["providers"][1]["proved"] == WEAK.overall.proved
    areas = {area.id: area.proved for area in GOOD.areas}
    assert {gap["id"]: gap["proved"][0] for gap in made["areas"]} == areas


def test_two_to_five():
    for count in (0, 1, 6):
        with pytest.raises(UsageError):
            sides_of([ComparedProvider(GOOD, shipped())] * count, own_reports(), "zh")
    with pytest.raises(UsageError):
        render_compare(compared_profiles(GOOD, WEAK), "pdf")


def test_the_words_are_the_same_in_both_languages_and_all_used():
    zh, en = (load_words(own_reports(), language, "compare").flat for language in LANGUAGES)
    assert list(zh) == list(en)

    def fields(words: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(words) if name}

    assert [key for key in zh if fields(zh[key]) != fields(en[key])] == []
    assert [key for key in en if HAN.search(en[key])] == []
    files = [
        *(own_reports() / "templates" / "compare").iterdir(),
        *(ROOT / "src/dpcap/report/compare").glob("*.py"),
    ]
    text = "\n".join(file.read_text("utf-8") for file in files)
    named_keys = set(re.findall(r"[\"']([a-z_]+\.[a-z_]+)[\"']", text))
    named_keys |= set(re.findall(r"\bt\.([a-z_.]+)", text))
    families = ("talk.", "terms.", "review.", "areas.", "dimensions.", "facts.")
    assert [key for key in zh if key not in named_keys and not key.startswith(families)] == []
