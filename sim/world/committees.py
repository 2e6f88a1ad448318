"""Residents' committees, what they know, and the street offices above them, as rows."""

from typing import Annotated, NamedTuple

import numpy as np

from sim.foundation.terms import AffairClass, Link
from sim.world.columns import Column
from sim.world.persons import MONTHS, NEVER, YEAR

Array = np.ndarray


class Committees(NamedTuple):
    """Residents' committees (居委会) by row, one a neighbourhood, in the same order."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**33, "identity", "编号", "founding")]
    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居民区", "founding", "neighbourhoods")
    ]
    staff: Annotated[Array, Column("i1", "persons", 1, 20, "staff", "工作人员数", "founding", fill=7)]
    chair_since: Annotated[
        Array, Column("i4", "month", *MONTHS, "chair since", "现任主任任职起始月", "institutions", fill=NEVER)
    ]
    skill: Annotated[
        Array,
        Column(
            "f8", "share", 0, 1, "the chair's skill in each link", "主任各环节能力", "institutions", width=len(Link)
        ),
    ]
    symbolic_share: Annotated[
        Array, Column("f8", "share", 0, 0.5, "share of tasks handled symbolically", "选择性应付比例", "institutions")
    ]
    score: Annotated[
        Array, Column("f8", "-", -20, 5, "last quarterly score", "最近季度考核得分", "institutions", fill=1)
    ]
    audits_failed: Annotated[
        Array,
        Column(
            "i4",
            "-",
            0,
            999,
            "audits of this month that found symbolic handling",
            "抽查不合格次数",
            "institutions",
        ),
    ]
    complaints_up: Annotated[
        Array,
        Column("f8", "-", 0, 1e6, "unanswered complaints since the last evaluation", "未答复投诉数", "institutions"),
    ]
    complaints_all: Annotated[
        Array, Column("f8", "-", 0, 1e6, "complaints since the last evaluation", "投诉总数", "institutions")
    ]
    declined: Annotated[
        Array, Column("f8", "share", 0, 0.5, "share of entrusted work declined", "婉拒委托工作比例", "institutions")
    ]
    decline_cost: Annotated[
        Array,
        Column("f8", "-", 0, 9, "score lost by declining since the last evaluation", "婉拒导致的扣分", "institutions"),
    ]
    load_factor: Annotated[
        Array, Column("f8", "-", 0, 9, "factor on tasks from shocks", "任务冲击系数", "institutions", fill=1)
    ]
    overdue: Annotated[
        Array,
        Column(
            "f8",
            "-",
            0,
            1e6,
            "tasks and cases left undone this month, in units of 8 hours",
            "本月积压量",
            "institutions",
        ),
    ]
    overdue_before: Annotated[
        Array, Column("f8", "-", 0, 1e6, "the same of the month before", "上月积压量", "institutions")
    ]
    minutes_street: Annotated[
        Array, Column("i8", "min", 0, 2**40, "street tasks this month", "本月街道任务用时", "institutions", month=True)
    ]
    minutes_entrusted: Annotated[
        Array,
        Column("i8", "min", 0, 2**40, "entrusted tasks this month", "本月委托工作用时", "institutions", month=True),
    ]
    minutes_left: Annotated[
        Array,
        Column(
            "i8",
            "min",
            0,
            2**40,
            "community time not yet spent this month",
            "本月剩余社区工作时间",
            "institutions",
            month=True,
        ),
    ]
    community_year: Annotated[
        Array,
        Column(
            "i8",
            "min",
            0,
            2**40,
            "community time of the last 12 months",
            "近12月社区工作用时",
            "institutions",
            width=YEAR,
        ),
    ]
    residents_year: Annotated[
        Array,
        Column(
            "i8",
            "min",
            0,
            2**40,
            "residents' community time of the last 12 months",
            "近12月居民用时",
            "institutions",
            width=YEAR,
        ),
    ]
    running_year_fen: Annotated[
        Array,
        Column(
            "i8", "fen", 0, 2**50, "running costs of the last 12 months", "近12月运行费用", "institutions", width=YEAR
        ),
    ]
    performance: Annotated[
        Array,
        Column(
            "f8",
            "share",
            0,
            1,
            "performance by class",
            "各类事务绩效",
            "institutions",
            width=len(AffairClass),
            fill=0.25,
        ),
    ]
    aspiration: Annotated[
        Array,
        Column(
            "f8",
            "share",
            0,
            1,
            "aspiration by class",
            "各类事务期望水平",
            "institutions",
            width=len(AffairClass),
            fill=0.5,
        ),
    ]
    mean_credit: Annotated[
        Array,
        Column(
            "f8", "-", -1, 1, "running mean of credit by class", "各类记分均值", "institutions", width=len(AffairClass)
        ),
    ]
    chain_succeeded: Annotated[Array, Column("?", "-", 0, 1, "a chain has succeeded", "议题链曾成功", "institutions")]
    teams_helped: Annotated[
        Array, Column("?", "-", 0, 1, "an affair succeeded with teams", "曾借助团队成功", "institutions")
    ]
    last_public_life: Annotated[
        Array, Column("i4", "month", *MONTHS, "last public life", "最近公共活动月份", "institutions", fill=NEVER)
    ]
    signed_share: Annotated[
        Array, Column("f8", "share", 0, 1, "preparedness: share signed for works", "改造签字率", "institutions")
    ]
    delivered: Annotated[Array, Column("i4", "-", 0, 2**31, "works delivered", "已完成民生工程数", "institutions")]
    last_event: Annotated[Array, Column("i8", "-", -1, 2**62, "last event about it", "最近事件", "engine", fill=-1)]


class Repertoire(NamedTuple):
    """What a committee knows: row = (committee * practices + practice) * classes + class."""

    known: Annotated[Array, Column("?", "-", 0, 1, "known for this class", "已掌握", "institutions")]
    conscious: Annotated[Array, Column("?", "-", 0, 1, "codified, known for all classes", "已自觉", "institutions")]
    value: Annotated[Array, Column("f8", "-", -1, 2, "value", "价值评估", "institutions", fill=0.1)]
    successes: Annotated[Array, Column("f8", "-", 0, 1e6, "successes, decayed", "成功次数（衰减）", "institutions")]
    last_used: Annotated[Array, Column("i4", "month", *MONTHS, "last used", "最近使用月份", "institutions", fill=NEVER)]
    discovered: Annotated[Array, Column("i4", "month", *MONTHS, "discovered", "发现月份", "institutions", fill=NEVER)]
    event: Annotated[Array, Column("i8", "-", -1, 2**62, "event of its discovery", "发现事件", "engine", fill=-1)]


class StreetOffices(NamedTuple):
    """Street offices (街道办事处) by row."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**33, "identity", "编号", "founding")]
    evaluated: Annotated[
        Array, Column("i4", "month", *MONTHS, "last evaluation", "最近考核月份", "institutions", fill=NEVER)
    ]
