"""The declarations of the tables about people: ``groups``, and the snapshots ``residents`` and ``ties`` at the end."""

from sim.foundation import terms
from sim.results.columns import Column, Table

AGE_BANDS = ("0-17", "18-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80+")
AGE_BAND_STARTS = (0, 18, 30, 40, 50, 60, 70, 80)
ORIGINS = ("local", "migrant")
SEXES = ("female", "male")

_NEIGHBOURHOOD = Column("neighbourhood", "int32", "id", "neighbourhood, counted from 0", "居民区，从 0 起编号", low=0)
_TENURE = Column(
    "tenure",
    "text",
    "word",
    "right by which the household lives there",
    "住房权属",
    words=tuple(member.word for member in terms.Tenure),
)
_SEX = Column("sex", "text", "word", "sex", "性别", words=SEXES)


def _level(name: str, meaning: str, zh: str) -> Column:
    return Column(name, "float64", "share", meaning, zh, low=0.0, high=1.0)


def _flag(name: str, meaning: str, zh: str) -> Column:
    return Column(name, "bool", "-", meaning, zh)


def _id(name: str, meaning: str, zh: str, dtype: str = "int64") -> Column:
    return Column(name, dtype, "id", meaning, zh, low=0)


def _member_of(name: str, meaning: str, zh: str) -> Column:
    return Column(name, "int64", "id", meaning + "; missing if none", zh + "；无则缺", low=0, nullable=True)


def _tally(name: str, meaning: str, zh: str) -> Column:
    return Column(name, "float64", "episodes", meaning, zh, low=0.0)


GROUPS = Table(
    "groups",
    "residents of one neighbourhood, age band, tenure, origin and sex in a year",
    "某居民区某年某年龄段、权属、户籍与性别的居民",
    (
        _NEIGHBOURHOOD,
        Column(
            "year",
            "int32",
            "year",
            "year, 0 from month 0 on, negative in the burn-in",
            "年份，第 0 月起为 0，预热期为负",
        ),
        Column("age_band", "text", "word", "age band in years", "年龄段（岁）", words=AGE_BANDS),
        _TENURE,
        Column("origin", "text", "word", "local registration (hukou) or not", "是否本地户籍", words=ORIGINS),
        _SEX,
        Column("persons", "int32", "persons", "residents at the year's end", "年末人数", low=0),
        Column("acts", "int64", "acts", "civic acts in the year", "全年公共参与次数", low=0),
        Column("hours", "float64", "hours", "hours of civic acts in the year", "全年公共参与工时", low=0.0),
        Column(
            "realised_benefit_yuan",
            "float64",
            "yuan",
            "benefit realised from affairs in the year",
            "全年从事务中实得的收益",
        ),
        Column(
            "unresolved_burden",
            "float64",
            "burden",
            "burden of open affairs at the year's end",
            "年末未解决的负担",
            low=0.0,
        ),
    ),
    key=("neighbourhood", "year", "age_band", "tenure", "origin", "sex"),
)

RESIDENTS = Table(
    "residents",
    "a resident at the end of the run",
    "期末的一位居民",
    (
        _id("resident", "resident", "居民编号"),
        _id("household", "household", "住户编号"),
        _NEIGHBOURHOOD,
        _id("lane", "lane or building cluster", "里弄或楼组", "int32"),
        _id("estate", "estate", "小区", "int32"),
        Column(
            "housing",
            "text",
            "word",
            "housing of the lane",
            "里弄的住房类型",
            words=tuple(member.word for member in terms.Housing),
        ),
        Column("age", "int32", "years of age", "age", "年龄", low=0, high=120),
        _SEX,
        _flag("employed", "in employment", "在业"),
        _flag("retired", "retired", "退休"),
        _flag("local", "locally registered (hukou)", "本地户籍"),
        _flag("party_member", "party member", "党员"),
        Column(
            "free_hours",
            "float64",
            "hours/month",
            "hours free for civic acts",
            "可用于公共参与的空闲时间",
            low=0.0,
            high=150.0,
        ),
        Column("hobby", "int32", "id", "hobby, one of eight", "爱好，八种之一", low=0, high=7),
        _level("hobby_intensity", "intensity of the hobby", "爱好的强度"),
        _level("disposition", "disposition to reciprocate", "互惠倾向"),
        _level("reciprocity_norm", "norm of reciprocity", "互惠规范"),
        _level("habit", "habit of self-governance", "自治习惯"),
        _level("fatigue", "fatigue from taking part", "参与疲劳"),
        _level("law_literacy", "knowledge of law and rules", "法律素养"),
        _tally(
            "committee_trust_success", "good experience with the committee, decayed", "与居委会的良好经历（衰减计）"
        ),
        _tally("committee_trust_failure", "bad experience with the committee, decayed", "与居委会的不良经历（衰减计）"),
        _member_of("team", "cultural-sports team of which a member", "所属文体团队"),
        _member_of("patrol", "patrol of which a member", "所属巡逻队"),
        _member_of("group", "self-governance group of which a member", "所属自治小组"),
        _member_of("council", "council on which a seat is held", "所在自治理事会"),
        _flag("is_backbone", "backbone member", "骨干"),
        _flag("is_building_head", "building head", "楼组长"),
        Column(
            "last_act",
            "int32",
            "month",
            "month of the last civic act; missing if none",
            "最近一次参与的月份；无则缺",
            nullable=True,
        ),
        _TENURE,
        Column("cars", "int32", "cars", "cars of the household", "住户的车辆数", low=0, high=2),
    ),
    key=("resident",),
)

TIES = Table(
    "ties",
    "a tie at the end of the run",
    "期末的一条联系",
    (
        _id("resident_a", "one end, the lower identity", "一端，编号较小者"),
        _id("resident_b", "other end; from 2**31 on staff of committee, street or unit", "另一端；2**31 起为工作人员"),
        _level("strength", "strength", "强度"),
        _tally("success", "good episodes, decayed", "良好经历（衰减计）"),
        _tally("failure", "bad episodes, decayed", "不良经历（衰减计）"),
        Column("last_month", "int32", "month", "month of the last contact", "最近接触的月份"),
        Column(
            "channel",
            "text",
            "word",
            "what the tie was formed through",
            "联系的由来",
            words=tuple(member.word for member in terms.Channel),
        ),
    ),
    key=("resident_a", "resident_b"),
)
