"""A number of a person is cut out of any text in any disguise, to the character; no figure is.

`phonenumbers` says what is a number and how it is written around the world.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat as Form
from phonenumbers import PhoneNumberType as Kind

from dpcap.intake.folder import load_assessment
from dpcap.model.base import LANGUAGES
from dpcap.model.profile import Profile
from dpcap.report.formats import render
from dpcap.report.plain_reading import read_as
from dpcap.report.redact_text import RedactionMask, without
from dpcap.scoring.sensitivity import appraise
from locations import PROVIDERS
from profiles import shipped

MASK = RedactionMask(numbers=True, names=())
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f\u202e\u2066\u180e"
WIDE = str.maketrans("0123456789-./() +", "０１２３４５６７８９－．／（）　＋")
GROUPINGS = ((3, 4, 4), (3, 8), (5, 6), (7, 4), (3, 3, 5), (4, 4, 3), (4, 3, 4), (1,) * 11)
GAPS = (*"-/ ", "\n", "\u00a0", "\u3000", "—", "－", "‑", " - ", "·", ".")


def masked(text: str) -> str:
    return without(text, MASK)


@st.composite
def disguises(draw: st.DrawFn, number: str) -> str:
    """*number* in wide letters, perhaps, and with what is not seen between its characters."""
    shown = number.translate(WIDE) if draw(st.booleans()) else number
    spots = draw(st.lists(st.integers(1, len(shown) - 1), max_size=4))
    for spot in sorted(spots, reverse=True):
        shown = shown[:spot] + draw(st.sampled_from(UNSEEN)) + shown[spot:]
    return shown


@cache
def _valid(number: str) -> bool:
    return phonenumbers.is_valid_number(phonenumbers.parse(number, "CN"))


mobiles = (
    st.tuples(st.sampled_from("3456789"), st.text("0123456789", min_size=9, max_size=9))
    .map(lambda parts: f"1{parts[0]}{parts[1]}")
    .filter(_valid)
    # Two years in a row are no number: see `test_other_figures_stay`.
    .filter(lambda number: number[3:5] not in {"19", "20"} and number[7:9] not in {"19", "20"})
)


@st.composite
def parted(draw: st.DrawFn) -> str:
    """A mobile number, with the code of China or not, in groups and disguise."""
    digits, rest = draw(mobiles), []
    for size in draw(st.sampled_from(GROUPINGS)):
        rest.append(digits[:size])
        digits = digits[size:]
    gap = draw(st.sampled_from(GAPS))
    code = draw(st.sampled_from(("", "+86 ", "+86", "86-", "(+86)", "0086 ")))
    if len(rest) > 3 or (gap == "." and len(rest) == 2 and len(rest[0]) != 3):
        code = gap = ""  # whole: with decimals it might be a figure
    return draw(disguises(code + gap.join(rest)))


days = st.dates(date(2000, 1, 1), date(2049, 12, 31))
figures = st.one_of(
    days.map(str),
    st.tuples(days, st.integers(0, 400)).map(
        lambda span: f"{span[0]}/{span[0] + timedelta(span[1])}"
    ),
    days.map(lambda day: f"{day:%Y/%m/%d}至{day:%Y.%m.%d}"),
    days.map(lambda day: f"{day:%Y年%m月%d日}"),
    days.map(lambda day: f"{day:%Y-%m}"),
    st.builds(lambda day, n: f"{day:%Y}-Q{n}", days, st.integers(1, 4)),
    st.integers(0, 10**13).map(lambda n: f"{n:,} 元"),
    st.integers(0, 10**13).map(lambda n: f"{n}元"),
    st.floats(0, 1e9).map(lambda n: f"{n:,.2f}万元"),
    st.floats(0, 100).map(lambda n: f"{n:.3f}%"),
    st.floats(-1e5, 1e5).map(lambda n: f"{n:+,.1f}"),
    st.integers(0, 10**10 - 1).filter(lambda n: not str(n).startswith(("400", "800"))).map(str),
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.tuples(st.sampled_from(("TRA", "LIV", "VID")), st.integers(1, 9), st.integers(1, 9)).map(
        lambda one: f"{one[0]}-{one[1]}.{one[2]}"
    ),
    st.integers(0, 99).map(lambda n: f"e-gmv{n}"),
    st.integers(0, 10**7 - 1).map(lambda n: f"91330106MA{n:07d}X"),
    st.integers(10**18, 10**19).map(str),
    st.tuples(st.integers(1, 99), st.integers(1, 99)).map(lambda ages: f"{ages[0]}-{ages[1]}岁"),
)
words = st.sampled_from(("成交", "，占", "；周期 ", "、同期", "。退款率", "，见 "))
sentences = st.lists(st.tuples(words, figures), min_size=1, max_size=5).map(
    lambda parts: "".join(word + figure for word, figure in parts)
)


@given(sentences)
def test_figures_stay(said):
    assert masked(said) == said


@given(sentences, parted().flatmap(st.just), sentences)
def test_a_mobile_number_goes_in_any_disguise(before, number, after):
    assert masked(f"{before}，电话{number}{after}") == f"{before}，电话×××{after}"


@given(st.lists(st.tuples(words, parted()), min_size=1, max_size=3))
def test_the_oracle_finds_none_in_what_is_left(parts):
    left = read_as(masked("".join(word + number for word, number in parts)))
    assert list(phonenumbers.PhoneNumberMatcher(left, "CN")) == []


def around_the_world() -> list[str]:
    """A number of every country and kind, as its people write it for others."""
    kinds = (Kind.MOBILE, Kind.FIXED_LINE, Kind.TOLL_FREE)
    every = [
        phonenumbers.example_number_for_type(region, kind)
        for region in sorted(phonenumbers.SUPPORTED_REGIONS)
        for kind in kinds
    ]
    # Solid, shorter ones look like a growth: +24740123.
    return [
        phonenumbers.format_number(number, form)
        for number in every
        if number is not None
        for form in (Form.INTERNATIONAL, Form.E164)
        if form == Form.INTERNATIONAL
        or len(phonenumbers.format_number(number, form)) > len("+123456789")
    ]


def test_numbers_of_every_country_go():
    numbers = around_the_world()
    assert len(numbers) > 1000
    assert [one for one in numbers if masked(f"电话{one}。") != "电话×××。"] == []


def test_lines_of_china_go_as_the_oracle_writes_them():
    for kind in (Kind.MOBILE, Kind.FIXED_LINE, Kind.TOLL_FREE):
        number = phonenumbers.example_number_for_type("CN", kind)
        for form in (Form.NATIONAL, Form.INTERNATIONAL, Form.E164):
            shown = phonenumbers.format_number(number, form)
            assert masked(f"电话{shown}。") == "电话×××。"


EXAMPLES = sorted(path for path in PROVIDERS.iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_every_figure_of_the_examples_stays(folder):
    """All that the folder says and all that its pages show; only mail addresses go."""
    said = [
        path.read_text("utf-8") for path in folder.rglob("*") if path.suffix in {".yaml", ".csv"}
    ]
    profile = profile_of(folder)
    pages = [
        render(profile, shipped(), format="md", language=language, audience="reviewer")
        for language in LANGUAGES
    ]
    lines = [line for text in (*said, *pages) for line in text.splitlines() if "@" not in line]
    assert len(lines) > 300
    assert [line for line in lines if masked(line) != line] == []


def profile_of(folder: Path) -> Profile:
    return appraise(shipped(), load_assessment(folder, shipped()))
