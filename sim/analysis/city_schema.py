"""The tables that sum up a city: a row a committee, a street, a district, a month.

Of a real street only its name, its district and its number of committees are real; every resident is synthetic, so
nothing in these tables is a finding about a street, and no table is sorted by an outcome.
"""

from sim.engine.outcome_params import COMPONENTS
from sim.results.columns import Column, Table
from sim.results.index_names import INDEX_MEANINGS, INDEX_ZH

INDICES = tuple(INDEX_ZH)
assert ("autonomy", *COMPONENTS) == INDICES
SUMS = {
    "affairs_arisen": ("affairs", "affairs that arose, seen or not", "发生的事务"),
    "affairs_resolved": ("affairs", "affairs resolved", "办结的事务"),
    "affairs_by_residents": ("affairs", "of these, decided and mostly done by residents", "其中由居民决定并主要出力"),
    "hours_street": ("hours", "committees' hours for street tasks", "居委会用于街道任务的工时"),
    "hours_residents": ("hours", "residents' hours of civic acts", "居民公共参与的工时"),
    "yuan_street": ("yuan", "income from the street office", "街道拨款"),
    "yuan_own": ("yuan", "income that is not the street's", "街道以外的收入"),
}
"""Columns that are sums over the months from 0 on: unit and meaning."""
ENDS = {
    "households_taking_part": ("households", "households that have done a civic act since month 0", "参与过的住户"),
    "groups_confirmed": ("groups", "confirmed self-governance groups in the last month", "末月已确认的自治小组"),
    "council": ("councils", "self-governance councils in the last month", "末月的自治理事会"),
    "practices_known": ("practices", "practices known in the last month", "末月已知的工作方法"),
}
"""Columns that are counts in the last month: unit and meaning."""


def _text(name: str, meaning: str, zh: str, nullable: bool = False, words: tuple[str, ...] = ()) -> Column:
    return Column(name, "text", "word" if words else "-", meaning, zh, nullable=nullable, words=words)


def _count(name: str, unit: str, meaning: str, zh: str, nullable: bool = False) -> Column:
    return Column(name, "int64", unit, meaning, zh, low=0, nullable=nullable)


def _share(name: str, meaning: str, zh: str) -> Column:
    return Column(name, "float64", "share", meaning, zh, 0, 1, nullable=True)


def _amount(name: str, unit: str, meaning: str, zh: str) -> Column:
    return Column(name, "float64", unit, meaning, zh, low=0, nullable=True)


RUN_ID = Column("run_id", "int64", "id", "run, counted from 0: one street each", "运行编号，一街道一次", low=0)
STREET = _text("street", "nine-digit code of the street", "街道的九位代码")
LAST = "mean over the last 24 months"
LAST_ZH = "最后 24 个月的均值"


def _indices(over: str, over_zh: str) -> tuple[Column, ...]:
    return tuple(
        _share(name, f"{INDEX_MEANINGS[name]}, {LAST}{over}", f"{zh}：{LAST_ZH}{over_zh}")
        for name, zh in INDEX_ZH.items()
    )


def _sums() -> tuple[Column, ...]:
    return tuple(
        _amount(name, unit, f"{meaning}, all months from 0 on", f"{zh}，第 0 月起合计")
        for name, (unit, meaning, zh) in SUMS.items()
    )


COMMITTEES = Table(
    "committees",
    "a residents' committee with its synthetic residents",
    "一个居委会及其合成居民",
    (
        RUN_ID,
        STREET,
        Column("neighbourhood", "int32", "id", "committee within its street, from 0", "街道内的居委会，从 0 起", low=0),
        *_indices("", ""),
        Column(
            "occurrence_month",
            "int32",
            "month",
            "first month with autonomy by the source's criteria; missing if never",
            "首次符合自治标准的月份；未发生则缺",
            nullable=True,
        ),
        Column("occurrence_at_end", "bool", "-", "whether it holds in the last month", "末月是否符合自治标准"),
        *_sums(),
        *(_count(name, unit, meaning, zh) for name, (unit, meaning, zh) in ENDS.items()),
    ),
    key=("run_id", "neighbourhood"),
)


def _many() -> tuple[Column, ...]:
    """Return what is said of several committees taken together."""
    return (
        *_indices(" and over committees", "，各居委会平均"),
        _share("autonomy_low", "tenth percentile of the committees' autonomy", "各居委会自治指数的第 10 百分位"),
        _share("autonomy_high", "ninetieth percentile of the committees' autonomy", "各居委会自治指数的第 90 百分位"),
        _count(
            "committees_with_occurrence",
            "committees",
            "committees in which autonomy occurred in some month",
            "曾出现自治的居委会",
            nullable=True,
        ),
        _count(
            "committees_with_groups",
            "committees",
            "committees with a confirmed group in the last month",
            "末月有已确认自治小组的居委会",
            nullable=True,
        ),
        _amount("resolved_per_100", "per 100", "affairs resolved per 100 arising", "每百件新事务的办结数"),
        *_sums(),
        *(_count(name, unit, meaning, zh, nullable=True) for name, (unit, meaning, zh) in ENDS.items()),
    )


STREETS = Table(
    "streets",
    "a street: name, district and number of committees are real, its residents are synthetic",
    "一个街道：名称、区和居委会数是真实的，居民是合成的",
    (
        RUN_ID,
        STREET,
        _text("name", "name of the street; its residents are synthetic", "街道名称（居民为合成）"),
        _text("district", "district", "区"),
        _count("committees", "committees", "residents' committees", "居委会数"),
        _count("households", "households", "synthetic households", "合成住户数"),
        _text("status", "whether its run came to its end", "运行是否完成", words=("done", "failed")),
        _text("part", "file with its committees' months; missing if the run failed", "逐月文件；失败则缺", True),
        *_many(),
    ),
    key=("run_id",),
)

DISTRICTS = Table(
    "districts",
    "a district: the committees of its streets that were played, with synthetic residents",
    "一个区：已模拟街道的居委会，居民是合成的",
    (
        _text("district_code", "six-digit code of the district", "区的六位代码"),
        _text("district", "district", "区"),
        _count("streets", "streets", "streets in this city's plan", "计划中的街道数"),
        _count("streets_failed", "streets", "of these, streets whose run failed", "其中运行失败的街道"),
        _count("committees", "committees", "residents' committees of streets that did not fail", "未失败街道的居委会"),
        _count("households", "households", "their synthetic households", "其合成住户数"),
        *_many(),
    ),
    key=("district_code",),
)


def _mean(name: str, unit: str, meaning: str, zh: str) -> Column:
    return _amount(name, unit, f"{meaning}, mean over committees", f"{zh}，各居委会平均")


TIMELINE = Table(
    "timeline",
    "a month of the whole city, burn-in included",
    "全市的一个月，含预热期",
    (
        Column("month", "int32", "month", "month, negative in the burn-in", "月份，预热期为负"),
        _count("committees", "committees", "residents' committees", "居委会数"),
        _share("autonomy_low", "tenth percentile of autonomy over committees", "各居委会自治指数的第 10 百分位"),
        _share("autonomy_median", "median of autonomy over committees", "各居委会自治指数的中位数"),
        _share("autonomy_high", "ninetieth percentile of autonomy over committees", "各居委会自治指数的第 90 百分位"),
        _share("occurrence_share", "share of committees with autonomy by the source's criteria", "符合自治标准的比例"),
        _share("groups_share", "share of committees with a confirmed self-governance group", "有已确认自治小组的比例"),
        _mean("hours_street", "hours", "committee's hours for street tasks", "居委会用于街道任务的工时"),
        _mean("hours_entrusted", "hours", "committee's hours for entrusted tasks", "居委会用于委托工作的工时"),
        _mean("hours_community", "hours", "committee's hours for the community", "居委会用于社区事务的工时"),
        _mean("hours_residents", "hours", "residents' hours of civic acts", "居民公共参与的工时"),
    ),
    key=("month",),
)
TABLES = {table.name: table for table in (COMMITTEES, STREETS, DISTRICTS, TIMELINE)}
