"""The example providers scored, one more of the worst kind, and what reports are made from."""

from __future__ import annotations

from functools import lru_cache

from dpcap.intake.folder import load_assessment
from dpcap.intake.records import load_records
from dpcap.model.base import Language
from dpcap.model.profile import Profile
from dpcap.model.statement import Pages
from dpcap.report.context import PageContext
from dpcap.report.paths import own_reports
from dpcap.report.view import make_context
from dpcap.scoring.case import make_case
from dpcap.scoring.sensitivity import full_profile
from locations import PROVIDERS, REVIEWS
from profiles import Wish, profile, shipped

EXAMPLES = sorted(path.name for path in PROVIDERS.iterdir() if path.is_dir())
WORST = Wish(
    seed=7,
    good=0.5,
    answered=0.93,
    shops=12,
    reviewed=0.5,
    issuer="华东区品牌服务商生态管理与复核办公室（联合）",
    name="上海蓝杏兰芯数字科技文化传播（集团）股份有限公司华东品牌运营事业部",
    name_en="Shanghai Lanxing Lanxin Digital Technology and Culture Group Co., Ltd., East China",
    own="个护家清、母婴宠物与服饰内衣等多品类综合经营的服务商自己写下的一段很长很长的话",
)


@lru_cache(maxsize=4)
def example(name: str) -> Profile:
    if name == "worst":
        return profile(WORST)
    assessment = load_assessment(PROVIDERS / name, shipped())
    records = load_records(REVIEWS, assessment, shipped())
    return full_profile(make_case(shipped(), assessment, records=records))


def whole(name: str, language: Language, audience: str, pages: Pages = "full") -> PageContext:
    return make_context(example(name), shipped(), own_reports(), language, audience, pages=pages)
