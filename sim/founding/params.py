"""Every number of the founding (model.md §5): who lives where, in what homes, tied to whom, with which units."""

# ruff: noqa: RUF009 - `parameter` returns a dataclass field, not a value

from dataclasses import dataclass
from typing import Any

from sim.foundation.checks import check_order, check_sums
from sim.foundation.parameters import parameter
from sim.foundation.schedules import check_params
from sim.foundation.terms import Housing, Tenure


def share(
    default: float, source: str, label: str, zh: str, low: float = 0, high: float = 1, varies: bool = False
) -> Any:
    """Declare a probability or share."""
    return parameter(default, low, high, "share", source, label, zh, varies=varies)


def by_housing(values: tuple, low: float, high: float, unit: str, source: str, label: str, zh: str) -> Any:
    """Declare one number for each housing type."""
    words = [housing.word for housing in Housing]
    return parameter(dict(zip(words, values, strict=True)), low, high, unit, source, label, zh)


def by_tenure(label: str, zh: str, **shares: float) -> Any:
    """Declare the share of each tenure in one housing type; tenures not named have none."""
    values = {tenure.word: shares.get(tenure.word, 0.0) for tenure in Tenure}
    return parameter(values, 0, 1, "share", "assumption", label, zh)


@dataclass
class Params:
    """Parameters of the group ``founding``.

    Raises
    ------
    InputRefused
        If a value is out of range, shares do not sum to 1, or a lower bound lies above its upper bound.
    """

    # lanes, housing, homes
    reference_households: int = parameter(
        1600,
        1,
        100000,
        "households",
        "households_per_juweihui_central (1,700, unverified; rounded)",
        "Households for which numbers per neighbourhood hold",
        "各项总数所对应的户数",
    )
    households_per_lane: float = parameter(
        80.0, 1, 100000, "households", "assumption", "Households a lane", "每个里弄户数"
    )
    lanes_max: int = parameter(60, 1, 1000, "lanes", "assumption", "Most lanes", "里弄数上限")
    housing_shares: dict = by_housing(
        (0.4, 0.4, 0.2), 0, 1, "share", "assumption", "Lanes by housing", "各住房类型里弄比例"
    )
    housing_variation: float = parameter(
        0.5, 0, 2, "sd of log", "assumption", "Variation of housing between neighbourhoods", "居民区之间住房结构差异"
    )
    p_shared_kitchen: dict = by_housing(
        (0.7, 0.1, 0.0),
        0,
        1,
        "share",
        "C085; shares an assumption",
        "Households sharing a kitchen",
        "合用厨房户比例",
    )
    kitchen_households_low: int = parameter(
        2, 2, 20, "households", "C085; number an assumption", "Fewest households a kitchen", "合用厨房最少户数"
    )
    kitchen_households_high: int = parameter(
        5, 2, 20, "households", "C085; number an assumption", "Most households a kitchen", "合用厨房最多户数"
    )
    tenure_old_lane: dict = by_tenure(
        "Tenure in old lanes", "老式里弄住房权属构成", public_rental=0.6, private=0.1, tenant=0.3
    )
    tenure_new_village: dict = by_tenure(
        "Tenure in new villages", "新村住房权属构成", after_sale_public=0.65, public_rental=0.1, tenant=0.25
    )
    tenure_commodity: dict = by_tenure("Tenure in commodity housing", "商品房住房权属构成", owner=0.75, tenant=0.25)
    crowded_persons: int = parameter(
        3,
        1,
        5,
        "persons",
        "C046; number an assumption",
        "Persons that crowd a home with a shared kitchen",
        "拥挤户人口",
    )
    p_encroachment: float = share(
        0.35, "C046; share an assumption", "Crowded households with an encroachment", "拥挤户违章搭建比例"
    )

    # households and persons
    household_size_shares: list = parameter(
        [0.22, 0.32, 0.28, 0.12, 0.06],
        0,
        1,
        "share",
        "assumption (mean 2.48; Shanghai's 2.32 in calibration_facts is unverified)",
        "Households of 1 … 5 persons",
        "一至五人户比例",
    )
    p_local: dict = by_housing(
        (0.55, 0.65, 0.50),
        0,
        1,
        "share",
        "shanghai_migrant_share (.421 of residents); by housing an assumption",
        "Households with a local head",
        "本地户籍户比例",
    )
    head_age_mean: float = parameter(52.0, 18, 95, "years of age", "assumption", "Mean age of heads", "户主平均年龄")
    head_age_sd: float = parameter(15.0, 0, 40, "years of age", "assumption", "Spread of heads' age", "户主年龄标准差")
    other_age_mean: float = parameter(
        46.0, 1, 95, "years of age", "assumption", "Mean age of others", "其他成员平均年龄"
    )
    other_age_sd: float = parameter(
        20.0, 0, 40, "years of age", "assumption", "Spread of others' age", "其他成员年龄标准差"
    )
    p_female: float = share(0.5, "assumption", "Women", "女性比例")
    retirement_age_women_early: int = parameter(
        50,
        40,
        95,
        "years of age",
        "statutory retirement ages before 2025",
        "Women's early retirement",
        "女工人退休年龄",
    )
    retirement_age_women_late: int = parameter(
        55, 40, 95, "years of age", "statutory retirement ages before 2025", "Women's late retirement", "女干部退休年龄"
    )
    p_retires_early: float = share(0.5, "assumption", "Women who retire early", "女性按工人退休的比例")
    retirement_age_men: int = parameter(
        60, 40, 95, "years of age", "statutory retirement ages before 2025", "Men's retirement", "男性退休年龄"
    )
    employment_age: int = parameter(22, 15, 40, "years of age", "assumption", "Youngest in employment", "最低就业年龄")
    p_employed: float = share(0.85, "assumption", "Employed of working age", "劳动年龄就业率")
    p_party_member: float = share(0.10, "assumption", "Party members among adults", "成年人党员比例")
    p_party_member_older: float = share(
        0.10, "assumption", "Further party members among older adults", "年长者党员比例增量"
    )
    party_older_age: int = parameter(
        55, 18, 95, "years of age", "assumption", "Age above which more are party members", "党员比例较高的年龄"
    )
    free_hours_least: float = parameter(2.0, 2, 150, "h/month", "assumption", "Least free time", "可支配时间下限")
    free_hours_most: float = parameter(150.0, 2, 150, "h/month", "assumption", "Most free time", "可支配时间上限")
    free_hours_employed: float = parameter(
        6.0, 0, 60, "h/month", "assumption", "Scale of free time, employed", "在业者可支配时间尺度"
    )
    free_hours_retired: float = parameter(
        18.0, 0, 60, "h/month", "assumption", "Scale of free time, retired", "退休者可支配时间尺度"
    )
    free_hours_other: float = parameter(
        12.0, 0, 60, "h/month", "assumption", "Scale of free time, others", "其他人可支配时间尺度"
    )
    home_retired: float = share(0.5, "assumption", "Presence at home, retired", "退休者在家程度")
    home_employed: float = share(0.2, "assumption", "Presence at home, employed", "在业者在家程度")
    home_other: float = share(0.4, "assumption", "Presence at home, others", "其他人在家程度")
    law_literacy_high: float = share(0.4, "assumption", "Highest knowledge of the law", "法律素养上限")
    enclosure_threshold_low: float = share(
        0.2, "C065; range an assumption", "Lowest threshold to enclose", "圈占阈值下限", low=0.2
    )

    # cars and moves
    cars_per_household: dict = by_housing(
        (0.10, 0.22, 0.35), 0, 1, "cars", "C064; numbers an assumption", "Cars a household", "户均汽车数"
    )
    p_car_purchase_per_month: float = share(
        0.0012, "C064; number an assumption", "Households that buy a car in a month", "每月购车户比例", varies=True
    )
    spaces_share: float = share(
        0.60,
        "C064; derived: shortage passes .4 early",
        "Night spaces for expected cars",
        "夜间车位占预期汽车比例",
    )
    spaces_month: int = parameter(
        24, 0, 1200, "month", "assumption", "Month of the expected cars", "预期汽车数所在月份"
    )
    p_move_local_per_month: float = share(
        0.003, "C123; number an assumption", "Local households that move in a month", "本地户每月迁出比例", varies=True
    )
    p_move_other_per_month: float = share(
        0.012, "C123; number an assumption", "Other households that move in a month", "外来户每月迁出比例", varies=True
    )

    # ties and trust
    ties_lane: float = parameter(
        3.0, 0, 20, "ties/adult", "C033; number an assumption", "Ties within the lane", "里弄内联系数"
    )
    ties_anywhere: float = parameter(
        0.6, 0, 20, "ties/adult", "C033; number an assumption", "Ties anywhere", "居民区内不限里弄的联系数"
    )
    tie_distance: float = parameter(
        8.0, 0.5, 1000, "dwellings", "assumption", "Distance scale of lane ties", "里弄内联系距离尺度"
    )
    tie_strength: float = share(0.4, "assumption", "Strength of ties at founding", "初始联系强度", low=0.03)
    prior_trust_low: float = share(
        0.46, "generalised_trust_wvs6 and asianbarometer3 (.43–.64)", "Lowest prior trust of a lane", "里弄先验信任下限"
    )
    prior_trust_high: float = share(0.64, "generalised_trust_wvs7", "Highest prior trust of a lane", "里弄先验信任上限")

    # teams, patrol, backbones
    teams_mean: float = parameter(
        3.0, 0, 50, "teams", "C036; number an assumption", "Mean number of teams", "文体团队平均数"
    )
    teams_most: int = parameter(6, 0, 100, "teams", "assumption", "Most teams", "文体团队数上限")
    team_members_low: int = parameter(8, 2, 100, "persons", "assumption", "Fewest members of a team", "团队最少人数")
    team_members_high: int = parameter(20, 2, 100, "persons", "assumption", "Most members of a team", "团队最多人数")
    p_team_venue: float = share(0.5, "assumption", "Teams with a venue slot", "有活动场地的团队比例")
    team_public_orientation: float = share(
        0.1, "C038; number an assumption", "Public orientation of a team", "团队初始公共取向"
    )
    p_patrol: float = share(0.7, "C037; share an assumption", "Neighbourhoods with a patrol", "有巡逻队的居民区比例")
    patrol_members_low: int = parameter(
        10, 3, 200, "persons", "C037; number an assumption", "Fewest members of a patrol", "巡逻队最少人数"
    )
    patrol_members_high: int = parameter(
        30, 3, 200, "persons", "C037; number an assumption", "Most members of a patrol", "巡逻队最多人数"
    )
    backbone_share: float = share(0.10, "C041; share an assumption", "Members who are backbones", "成员中骨干比例")

    # units
    units_low: int = parameter(4, 0, 50, "units", "assumption", "Fewest resident-area units", "驻区单位最少数")
    units_high: int = parameter(8, 0, 50, "units", "assumption", "Most resident-area units", "驻区单位最多数")
    employees_log_mean: float = parameter(
        4.5, 0, 10, "log persons", "assumption", "Employees, mean of the logarithm", "职工数对数均值"
    )
    employees_log_sd: float = parameter(
        1.0, 0, 2, "log persons", "assumption", "Employees, spread of the logarithm", "职工数对数标准差"
    )
    p_daytime_need: float = share(
        0.08, "C007, C068; share derived from T3", "Units that need parking by day", "白天需停车的单位比例"
    )
    daytime_need_low: float = parameter(
        60.0,
        0,
        2000,
        "spaces",
        "C009; derived (117 spaces: 350,000 yuan)",
        "Least daytime need",
        "白天停车需求下限",
    )
    daytime_need_high: float = parameter(
        170.0,
        0,
        2000,
        "spaces",
        "C009; derived (117 spaces: 350,000 yuan)",
        "Greatest daytime need",
        "白天停车需求上限",
    )
    outside_cost_low_yuan: float = parameter(
        200.0, 0, 5000, "yuan/space/month", "assumption", "Cheapest parking elsewhere", "外租车位费用下限"
    )
    outside_cost_high_yuan: float = parameter(
        400.0, 0, 5000, "yuan/space/month", "assumption", "Dearest parking elsewhere", "外租车位费用上限"
    )
    p_hall: float = share(0.5, "C050; share an assumption", "Units with an idle hall", "有闲置场地的单位比例")
    hall_hours_high: float = parameter(
        60.0, 0, 700, "h/month", "C050; number an assumption", "Most idle hall hours", "闲置场地时间上限"
    )
    gift_budget_median_yuan: float = parameter(
        1500.0,
        0,
        1e6,
        "yuan/year",
        "C006; derived (about 10,000 yuan from 4-8 units)",
        "Median gift budget",
        "资助预算中位数",
    )
    gift_budget_log_sd: float = parameter(
        0.6, 0, 2, "log yuan", "C007; number an assumption", "Spread of gift budgets", "资助预算对数标准差"
    )

    # committee
    skill_low: float = share(0.2, "C023; range an assumption", "Lowest skill of a chair", "主任能力下限")
    skill_high: float = share(0.6, "C023; range an assumption", "Highest skill of a chair", "主任能力上限")
    p_tradition: float = share(0.3, "C044; share an assumption", "Traditions of lane games", "有里弄运动会传统的比例")

    def __post_init__(self) -> None:
        check_params(self, "founding")
        self.check_together()

    def check_together(self) -> None:
        """Refuse shares that do not sum to 1, and a lower bound above its upper bound."""
        check_sums(self, "founding", SUM_TO_ONE)
        check_order(self, "founding", ORDERED)


SUM_TO_ONE = ("household_size_shares", "housing_shares", "tenure_old_lane", "tenure_new_village", "tenure_commodity")
ORDERED = (
    ("kitchen_households_low", "kitchen_households_high"),
    ("retirement_age_women_early", "retirement_age_women_late"),
    ("free_hours_least", "free_hours_most"),
    ("prior_trust_low", "prior_trust_high"),
    ("team_members_low", "team_members_high"),
    ("patrol_members_low", "patrol_members_high"),
    ("units_low", "units_high"),
    ("daytime_need_low", "daytime_need_high"),
    ("outside_cost_low_yuan", "outside_cost_high_yuan"),
    ("skill_low", "skill_high"),
)
