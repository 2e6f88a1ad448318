"""The declaration of ``months``: a row is a neighbourhood in a month, the burn-in included."""

from sim.results.columns import Column, Table


def _share(name: str, meaning: str, zh: str, high: float = 1.0) -> Column:
    return Column(name, "float64", "share", meaning, zh, low=0.0, high=high)


def _amount(name: str, unit: str, meaning: str, zh: str) -> Column:
    return Column(name, "float64", unit, meaning, zh, low=0.0)


def _count(name: str, unit: str, meaning: str, zh: str) -> Column:
    return Column(name, "int32", unit, meaning, zh, low=0)


OUTCOMES = (
    _share(
        "autonomy",
        "autonomy index over the last 12 months, (Σ weight · √component)² of the six components that follow (§8)",
        "近 12 个月的自治指数：其后六个分项的 (Σ 权重·√分量)²（§8）",
    ),
    _share("resident_resolved", "burden resolved by residents' work and decision", "由居民出力并决定而办结的负担比例"),
    _share(
        "output_legitimacy",
        "burden resolved with a gain for two thirds of the affected",
        "使三分之二受影响户得益的办结负担比例",
    ),
    _share("participation", "breadth, depth and evenness of civic acts", "参与的广度、深度与均衡"),
    _share("financial_independence", "weight, spread and steadiness of own income", "自有收入的比重、分散与稳定"),
    _share(
        "organizational_density",
        "active members and households with a body that acts",
        "活跃成员，以及有活动组织覆盖的住户",
    ),
    _share("initiative", "burden that residents themselves put on the agenda", "由居民自己提上议程的负担比例"),
    Column(
        "occurrence",
        "bool",
        "-",
        "whether the source's three criteria of autonomy hold over the last 24 months",
        "近 24 个月是否符合原文的三条自治标准",
    ),
)

SOCIAL_CAPITAL = (
    _share("trust_mean", "mean trust over ties between residents", "居民联系的平均信任"),
    _share("reciprocity_mean", "mean norm of reciprocity of residents", "居民互惠规范均值"),
    _amount("ties_mean_degree", "ties", "mean number of ties of a resident", "居民平均联系数"),
    _share("bridging_share", "share of ties that bridge", "桥接型联系的比例"),
)

TIME = (
    _amount("hours_street", "hours", "committee's hours for street tasks in the month", "居委会本月用于街道任务的工时"),
    _amount(
        "hours_entrusted", "hours", "committee's hours for entrusted tasks in the month", "居委会本月用于委托工作的工时"
    ),
    _amount(
        "hours_community", "hours", "committee's hours for the community in the month", "居委会本月用于社区事务的工时"
    ),
    _amount("hours_residents", "hours", "residents' hours of civic acts in the month", "居民本月公共参与的工时"),
    _share("symbolic_share", "share of tasks handled symbolically", "选择性应付的比例", high=0.5),
    Column("score", "float64", "score", "last quarterly evaluation by the street office", "街道最近一次季度考核得分"),
)

MONEY = (
    _amount("income_street_yuan", "yuan", "income from the street office in the month", "本月街道拨款"),
    _amount("income_donations_yuan", "yuan", "residents' donations in the month", "本月居民捐助"),
    _amount("income_gifts_yuan", "yuan", "gifts of resident-area units in the month", "本月驻区单位资助"),
    _amount("income_exchange_yuan", "yuan", "income from exchange in the month", "本月资源交换收入"),
    _amount("cash_yuan", "yuan", "cash at the month's end", "月末现金"),
)

AFFAIRS_AND_BODIES = (
    _count("cases", "cases", "complaints open at the month's end", "月末未了结的投诉"),
    _count("affairs_latent", "affairs", "latent affairs at the month's end", "月末潜在事务"),
    _count("affairs_open", "affairs", "recognised affairs not yet closed at the month's end", "月末已识别未结的事务"),
    _count("affairs_resolved", "affairs", "affairs resolved in the month", "本月办结的事务"),
    _count("affairs_lapsed", "affairs", "affairs lapsed in the month", "本月搁置的事务"),
    _count("teams", "teams", "cultural-sports teams at the month's end", "月末文体团队数"),
    _count("team_members", "persons", "their members", "文体团队成员数"),
    _count("groups_confirmed", "groups", "confirmed self-governance groups at the month's end", "月末已确认的自治小组"),
    _count("groups_informal", "groups", "self-governance groups without confirmation", "未经确认的自治小组"),
    _count("council", "councils", "self-governance councils at the month's end", "月末自治理事会数"),
    _count("patrol_members", "persons", "members of the red-armband patrol", "红袖章巡逻队成员数"),
    _share("enclosed_share", "share of parking spaces that are enclosed", "被圈占的车位比例"),
    _count("practices_known", "practices", "practices known in at least one class of affairs", "已知的工作方法"),
    _count("practices_conscious", "practices", "practices known consciously", "已成自觉的工作方法"),
)

MONTHS = Table(
    "months",
    "a neighbourhood in a month, burn-in included",
    "一个居民区的一个月，含预热期",
    (
        Column("month", "int32", "month", "month, negative in the burn-in", "月份，预热期为负"),
        Column("neighbourhood", "int32", "id", "neighbourhood, counted from 0", "居民区，从 0 起编号", low=0),
        *OUTCOMES,
        *SOCIAL_CAPITAL,
        *TIME,
        *MONEY,
        *AFFAIRS_AND_BODIES,
    ),
    key=("month", "neighbourhood"),
)
