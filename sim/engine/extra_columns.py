"""Columns of the result tables that the observers write beside those of the interface."""

from sim.foundation import terms
from sim.results.columns import Column


def _count(name: str, unit: str, meaning: str, zh: str) -> Column:
    return Column(name, "int32", unit, meaning, zh, low=0)


def _share(name: str, meaning: str, zh: str) -> Column:
    return Column(name, "float64", "share", meaning, zh, low=0.0, high=1.0)


def _amount(name: str, unit: str, meaning: str, zh: str) -> Column:
    return Column(name, "float64", unit, meaning, zh, low=0.0)


_BLOCKED = {
    "seen": ("because nobody has seen them as affairs", "尚未被识别"),
    "nobody_to_ask": ("because there is nobody to ask", "无人可请"),
    "consent": ("for want of consent", "未取得同意"),
    "labour": ("for want of labour", "缺少人手"),
    "money": ("for want of money", "缺少经费"),
    "compliance": ("until the rules are kept", "尚待遵守"),
}

MONTHS = (
    _share(
        "participation_breadth",
        "share of households with a civic act in 12 months (B)",
        "近 12 个月有公共参与的住户比例（B）",
    ),
    _share("participation_depth", "participants' mean top rung over five (D)", "参与者最高层级均值除以五（D）"),
    _share("participation_evenness", "evenness of hours of civic acts (E)", "公共参与工时的均匀度（E）"),
    *(
        _count(f"blocked_{name}", "affairs", f"affairs that waited this month {why}", f"本月因{zh}而停滞的事务")
        for name, (why, zh) in _BLOCKED.items()
    ),
    _count("blocked_hours", "affairs", "affairs for which the committee had no time left", "居委会无暇处理的事务"),
    _amount("overdue", "8 hours", "tasks and cases left undone in the month", "本月积压的任务与个案"),
    _amount("hours_idle", "hours", "community hours of the committee that found no use", "居委会未用的社区工时"),
    _share("contact_share", "adults with a contact with a neighbour in the month", "本月有邻里往来的成年人比例"),
    _share("no_contact_share", "adults without one in three months", "近三个月无邻里往来的成年人比例"),
    _share("neighbour_trust_share", "ties with trust of .5 or more", "信任不低于 0.5 的联系比例"),
    _share("committee_trust_mean", "adults' mean trust in the committee", "成年人对居委会的平均信任"),
    _share("habit_mean", "adults' mean habit of self-governance", "成年人的平均自治习惯"),
    _share("fatigue_mean", "adults' mean fatigue", "成年人的平均疲劳"),
    Column(
        "election_turnout", "float64", "share", "turnout, in months of an election", "选举月份的投票率", 0.0, 1.0, True
    ),
    _count("contracts_running", "contracts", "contracts with units that run", "履行中的单位合同数"),
    _amount("contracts_yuan_year", "yuan/year", "what they pay a year if all is kept", "合同约定的年付款额"),
    _count("contracts_large", "contracts", "of them large (outcomes.large_contract_yuan)", "其中大额合同"),
    _count("contracts_stable", "contracts", "of them stable (outcomes.stable_contract_months)", "其中稳定合同"),
    _amount("income_levies_yuan", "yuan", "levies on households in the month", "本月向住户分摊的费用"),
    _count("affairs_arisen", "affairs", "affairs that arose in the month, seen or not", "本月发生的事务"),
    _count("affairs_moot", "affairs", "affairs that ended of themselves in the month", "本月自行消失的事务"),
    _count(
        "disputes", "disputes", "quarrels between households that came to the committee", "本月诉至居委会的邻里纠纷"
    ),
    _count(
        "affairs_by_residents",
        "affairs",
        "affairs resolved in the month by residents' decision with most hours theirs",
        "本月由居民决定并主要出力办结的事务",
    ),
    _count("groups_dormant", "groups", "dormant self-governance groups", "休眠的自治小组"),
    _count("active_members", "persons", "members of bodies who acted in the last months", "近期活跃的组织成员"),
    _count(
        "households_taking_part",
        "households",
        "households that have done a civic act since month 0",
        "第 0 月以来参与过的住户数",
    ),
)

AFFAIRS = (
    Column(
        "first_recognized_month",
        "int32",
        "month",
        "month in which it was first recognised; missing if never",
        "首次被识别的月份；未识别则缺",
        nullable=True,
    ),
    Column(
        "decision",
        "text",
        "word",
        "how it was decided",
        "如何决定",
        words=tuple(member.word for member in terms.Decision),
    ),
    _share("severity", "severity at the end, or when it closed", "期末或办结时的严重程度"),
    _amount("hours_of_residents", "hours", "residents' work on it", "居民投入的工时"),
    _amount("hours_of_committee", "hours", "the committee's work on it", "居委会投入的工时"),
    _amount("cost_yuan", "yuan", "its cost", "费用"),
    Column(
        "gain_share",
        "float64",
        "share",
        "share of the affected that gained; missing if not resolved",
        "受益户比例；未办结则缺",
        0.0,
        1.0,
        nullable=True,
    ),
    Column("is_rule", "bool", "-", "a rule to be agreed upon", "属于公约规则"),
    Column("one_square_metre", "bool", "-", "a renovation of shared kitchens", "合用厨房改造"),
    Column(
        "organization",
        "int64",
        "id",
        "organization or team that owns it; missing if none",
        "承担的组织或团队；无则缺",
        low=0,
        nullable=True,
    ),
)

ORGANIZATIONS = (
    Column(
        "state",
        "text",
        "word",
        "standing at the end",
        "期末状态",
        words=tuple(member.word for member in terms.OrganizationState),
    ),
    _count("members", "persons", "members at the end", "期末成员数"),
    Column(
        "place",
        "int64",
        "id",
        "lane or estate that it is of; missing if none",
        "所辖里弄或小区；无则缺",
        low=0,
        nullable=True,
    ),
)

EXTRA_COLUMNS = {"months": MONTHS, "affairs": AFFAIRS, "organizations": ORGANIZATIONS}
