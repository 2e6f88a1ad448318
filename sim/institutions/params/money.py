"""Numbers of money, contracts and resident-area units (§6.5, §6.8)."""

from dataclasses import dataclass

from sim.foundation.checks import check_sums
from sim.foundation.parameters import parameter


@dataclass
class Money:
    """Grants, donations, gifts, running costs (§6.5)."""

    grant_yuan_per_year: float = parameter(70000, 0, 1e6, "yuan/year", "C004", "street grant", "街道拨款", varies=True)
    earmarks: list = parameter(
        [0.35, 0.15, 0.25, 0.10, 0.15],
        0,
        1,
        "share",
        "C010; shares an assumption",
        "office, party, aid, visits, culture-sports",
        "专款比例：办公、党建、帮困、走访、文体",
    )
    routine_culture_share: float = parameter(
        0.5, 0, 1, "share", "assumption", "culture-sports money spent on routine", "文体经费中的常规支出"
    )
    earmark_hours_per_1000_yuan: float = parameter(
        20, 0, 100, "h/year", "C059; 15-25", "staff hours that 1,000 yuan of earmark oblige", "每千元专款附带工时"
    )
    reference_grant_yuan: float = parameter(
        70000, 0, 1e6, "yuan/year", "C004", "grant whose work is part of the 60 %", "包含在六成工作内的拨款"
    )
    donations_yuan_per_year: float = parameter(10000, 0, 1e6, "yuan/year", "C005", "donations", "居民捐助", varies=True)
    donations_sd: float = parameter(0.2, 0, 1, "share", "assumption", "spread of monthly donations", "捐助波动")
    free_share: float = parameter(
        0.3,
        0.1,
        0.6,
        "share",
        "assumption",
        "share of donations and gifts that is free",
        "捐助与资助中可自由支配的比例",
    )
    bound_spent_per_month: float = parameter(
        0.1, 0, 1, "/month", "assumption", "purpose-bound money spent on aid", "专项资助每月支出率"
    )
    opening_free_yuan: float = parameter(2000, 0, 1e6, "yuan", "assumption", "free cash at the start", "期初自由资金")
    flow_above_yuan: float = parameter(
        20000, 0, 1e7, "yuan", "assumption", "free cash above this flows on", "自由资金转出门槛"
    )
    flow_months: float = parameter(
        8, 1, 120, "months", "assumption", "months within which rich free cash flows on", "转出期限"
    )
    flow_to_lines: float = parameter(
        0.5, 0, 1, "share", "assumption", "rich events money that flows on to lines", "活动资金转入组织额度比例"
    )
    events_kept: float = parameter(
        0.5, 0, 1, "share", "assumption", "limit's part that events money keeps", "活动资金保留比例"
    )
    line_from_free: float = parameter(
        0.5, 0, 1, "share", "assumption", "free cash that a yearly line takes at most", "年度额度占自由资金上限"
    )
    grant_offset: float = parameter(
        0, 0, 1, "share", "assumption", "own income taken off the next grant", "自有收入抵扣拨款比例", varies=True
    )
    approval_months: int = parameter(
        0, 0, 6, "months", "assumption", "months before a unit's money may be used", "单位资金使用审批月数"
    )
    group_running_yuan: float = parameter(
        200, 0, 10000, "yuan/month", "assumption", "running cost of a group", "自治小组运行费"
    )
    council_running_yuan: float = parameter(
        300, 0, 10000, "yuan/month", "assumption", "running cost of a council", "理事会运行费"
    )
    venue_rent_yuan: float = parameter(300, 0, 10000, "yuan/month", "assumption", "rent of a venue slot", "场地租用费")
    gift_ask_base: float = parameter(
        0.2, 0, 1, "share", "assumption", "a unit asked gives, at least", "请求资助基础成功率"
    )
    gift_ask_link: float = parameter(
        0.5, 0, 1, "share", "assumption", "a unit asked gives, more by its linking trust", "对居委会的信任对资助的作用"
    )
    outing_yuan_per_head: list = parameter(
        [100, 150], 0, 1000, "yuan/person", "assumption", "outing, from and to", "郊游人均费用"
    )
    wedding_yuan_per_head: float = parameter(
        60, 0, 1000, "yuan/person", "assumption", "golden wedding", "金婚活动人均费用"
    )
    festival_yuan_per_head: float = parameter(20, 0, 1000, "yuan/person", "assumption", "festival", "节庆人均费用")
    games_yuan: list = parameter([5000, 15000], 0, 1e5, "yuan", "assumption", "games, from and to", "运动会费用范围")

    def check_together(self) -> None:
        """Refuse earmarks that do not sum to 1: more would hand out more than the grant."""
        check_sums(self, "money", ["earmarks"])


@dataclass
class Contracts:
    """Exchange with units and what it obliges (§6.5)."""

    fee_yuan: float = parameter(
        250,
        100,
        400,
        "yuan/space/month",
        "C009; derived",
        "fee of a space by day",
        "错时停车费",
        tier="key",
        varies=True,
    )
    spaces_factor: float = parameter(2, 1, 4, "-", "C016, C017", "spaces after one-way traffic", "单行后车位倍数")
    cars_staying: float = parameter(
        0.45, 0, 1, "share", "C068; number an assumption", "cars that stay by day", "白天留置车辆比例"
    )
    base_available: float = parameter(
        0.25, 0, 1, "share", "C071; number an assumption", "availability without enforcement", "无人值勤时可用率"
    )
    full_pay_at: float = parameter(
        0.8,
        0.1,
        1,
        "share",
        "C068; number an assumption",
        "availability at which the unit pays in full",
        "全额付费可用率",
    )
    kept_at: float = parameter(
        0.7, 0, 1, "share", "C062; number an assumption", "availability that keeps the contract", "合同达标可用率"
    )
    kept_months: int = parameter(
        7, 1, 12, "months", "C062; number an assumption", "months of the year that must be kept", "全年达标月数"
    )
    kept_recent: int = parameter(
        4, 1, 6, "months", "C062; number an assumption", "or months of the last six that must be kept", "近六月达标月数"
    )
    duty_hours: list = parameter(
        [60, 150], 0, 1000, "h/month", "C071", "duty that a contract creates, from and to", "合同值勤时间范围"
    )
    offer_link: float = parameter(
        0.5,
        0,
        1,
        "share",
        "C062; number an assumption",
        "weight of linking trust in an offer",
        "对居委会的信任对签约的作用",
    )
    offer_support: float = parameter(
        0.3, 0, 1, "share", "C039; number an assumption", "weight of car households' support", "车主支持对签约的作用"
    )
    carless_spread: float = parameter(
        0.3,
        0,
        2,
        "100 yuan/month",
        "C039; number an assumption",
        "spread of a carless household's benefit",
        "无车户收益离散度",
    )
    volunteers_share: float = parameter(
        0.25,
        0,
        1,
        "share",
        "C071; number an assumption",
        "duty that volunteers give without an own organization",
        "无组织志愿者可承担比例",
    )
    asked_to_park_duty: int = parameter(
        20,
        0,
        500,
        "persons",
        "C071; number an assumption",
        "car owners asked for a shift each month",
        "每月邀请值勤的车主人数",
    )
    expected_acceptance: float = parameter(
        0.4, 0.05, 1, "share", "assumption", "acceptance that a leader reckons with", "预计应召率"
    )
    enforcement: str = parameter(
        "residents", 0, 0, "-", "C071", "who enforces a contract", "执行主体", choices=("residents", "staff", "none")
    )
    yearly: bool = parameter(True, 0, 1, "-", "C019", "the unit pays every year, not once", "按年付费")
    one_off_years: float = parameter(
        1,
        0,
        30,
        "years",
        "C019; number an assumption",
        "years of the fee that are given at once where it is not yearly",
        "一次性资助相当于几年费用",
    )

    group_again_months: int = parameter(
        6,
        1,
        60,
        "months",
        "C071; number an assumption",
        "a group for the duty is proposed again after",
        "再次倡议成立小组间隔",
    )
    recent_months: int = parameter(
        6,
        1,
        12,
        "months",
        "C071; number an assumption",
        "last months of a year that can save a contract",
        "续约看重的近期月数",
    )


@dataclass
class Units:
    """Units' budgets and their change (§6.8)."""

    budget_shock: float = parameter(0.01, 0, 1, "/month", "assumption", "a unit's budget is drawn anew", "预算冲击概率")
    delivered_success: float = parameter(
        1, 0, 10, "-", "assumption", "good experience of a delivered favour", "互惠兑现的正面经历"
    )
    hall_hours_per_team: float = parameter(
        8, 1, 100, "h/month", "assumption", "hall hours that a team needs", "团队所需场地时间"
    )
