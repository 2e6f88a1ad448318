"""Institutions as rows: units, contracts, teams, organizations, committees, repertoire, street offices, accounts."""

from typing import Annotated, NamedTuple

import numpy as np

from sim.foundation.terms import Account, Activity, Actor
from sim.world.columns import Column
from sim.world.persons import MONTHS, NEVER

Array = np.ndarray
N_LINKS = 5
N_CLASSES = 7
YEAR = 12


class Units(NamedTuple):
    """Resident-area units (驻区单位) by row."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**33, "identity", "编号", "founding")]
    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居委会辖区", "founding", "neighbourhoods")
    ]
    active: Annotated[Array, Column("?", "-", 0, 1, "still here", "仍在本区", "institutions", fill=1)]
    employees: Annotated[Array, Column("i4", "persons", 0, 2**31, "employees", "职工数", "founding")]
    daytime_need: Annotated[Array, Column("i4", "spaces", 0, 9999, "daytime parking need", "白天停车需求", "founding")]
    outside_cost: Annotated[
        Array, Column("f8", "yuan/space/month", 0, 9999, "cost of parking elsewhere", "外租车位费用", "founding")
    ]
    hall_hours: Annotated[Array, Column("f8", "h/month", 0, 999, "idle hall hours", "闲置场地时间", "founding")]
    gift_budget_fen: Annotated[Array, Column("i8", "fen", 0, 2**50, "gift budget a year", "每年资助预算", "founding")]
    gift_month: Annotated[
        Array, Column("i1", "month", 0, 11, "month of the year in which it gives", "资助月份", "founding")
    ]
    given_fen: Annotated[Array, Column("i8", "fen", 0, 2**50, "given this year", "本年已资助", "institutions")]
    link_success: Annotated[
        Array, Column("f8", "-", 0, 1e6, "good experiences with the committee", "合作正面经历", "institutions", fill=1)
    ]
    link_failure: Annotated[
        Array, Column("f8", "-", 0, 1e6, "bad experiences with the committee", "合作负面经历", "institutions", fill=1)
    ]
    lent_to: Annotated[
        Array,
        Column("i4", "row", -1, 2**31, "team that uses its hall", "借用场地的团队", "institutions", "teams", fill=-1),
    ]


class Contracts(NamedTuple):
    """Yearly exchanges with units, and the duty that each creates."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**31, "identity", "编号", "institutions")]
    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居委会辖区", "institutions", "neighbourhoods")
    ]
    unit: Annotated[Array, Column("i4", "row", 0, 2**31, "unit", "单位", "institutions", "units")]
    estate: Annotated[Array, Column("i4", "row", 0, 2**31, "estate", "小区", "institutions", "estates")]
    affair: Annotated[
        Array, Column("i4", "row", 0, 2**31, "affair that it settles", "相关事务", "institutions", "affairs")
    ]
    spaces: Annotated[Array, Column("i4", "spaces", 0, 9999, "spaces let by day", "错时出租车位", "institutions")]
    fee_fen: Annotated[Array, Column("i8", "fen/space/month", 0, 2**40, "fee", "车位费", "institutions")]
    duty_minutes: Annotated[Array, Column("i8", "min/month", 0, 2**31, "duty", "值勤时间需求", "institutions")]
    done_minutes: Annotated[
        Array, Column("i8", "min", 0, 2**31, "duty done this month", "本月已值勤时间", "institutions", month=True)
    ]
    available: Annotated[
        Array, Column("f8", "share", 0, 1, "availability of the spaces last month", "车位可用率", "institutions")
    ]
    organization: Annotated[
        Array,
        Column(
            "i4",
            "row",
            -1,
            2**31,
            "organization that owns the duty",
            "承担值勤的组织",
            "institutions",
            "organizations",
            fill=-1,
        ),
    ]
    started: Annotated[Array, Column("i4", "month", *MONTHS, "started", "开始月份", "institutions", fill=NEVER)]
    ended: Annotated[Array, Column("i4", "month", *MONTHS, "ended", "终止月份", "institutions", fill=NEVER)]
    pays: Annotated[Array, Column("?", "-", 0, 1, "pays every year (not one-off)", "按年支付", "institutions", fill=1)]
    kept: Annotated[
        Array,
        Column(
            "?",
            "-",
            0,
            1,
            "available enough, by month of the contract's year",
            "各月是否达标",
            "institutions",
            width=YEAR,
        ),
    ]


class Teams(NamedTuple):
    """Cultural-sports teams (文体团队) by row."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**31, "identity", "编号", "institutions")]
    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居委会辖区", "institutions", "neighbourhoods")
    ]
    hobby: Annotated[Array, Column("i1", "-", 0, 7, "hobby", "爱好", "institutions")]
    active: Annotated[Array, Column("?", "-", 0, 1, "exists", "存续", "institutions")]
    founded: Annotated[Array, Column("i4", "month", *MONTHS, "founded", "成立月份", "institutions", fill=NEVER)]
    ended: Annotated[Array, Column("i4", "month", *MONTHS, "ended", "解散月份", "institutions", fill=NEVER)]
    has_venue: Annotated[Array, Column("?", "-", 0, 1, "has a venue slot", "有活动场地", "institutions")]
    public_orientation: Annotated[
        Array, Column("f8", "share", 0, 1, "public orientation (私→公)", "公共取向", "institutions")
    ]
    n_members: Annotated[Array, Column("i4", "persons", 0, 2**31, "members", "成员数", "institutions")]
    last_event: Annotated[Array, Column("i8", "-", -1, 2**62, "last event about it", "最近事件", "engine", fill=-1)]


class Organizations(NamedTuple):
    """Patrols, self-governance groups, joint meetings of leaders and councils by row (§6.7)."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**31, "identity", "编号", "institutions")]
    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居委会辖区", "institutions", "neighbourhoods")
    ]
    kind: Annotated[Array, Column("i1", "-", 0, 3, "kind", "类型", "institutions")]
    lane: Annotated[
        Array, Column("i4", "row", -1, 2**31, "territory, if a lane", "所辖里弄", "institutions", "lanes", fill=-1)
    ]
    estate: Annotated[
        Array, Column("i4", "row", -1, 2**31, "territory, if an estate", "所辖小区", "institutions", "estates", fill=-1)
    ]
    state: Annotated[Array, Column("i1", "-", 0, 4, "standing", "状态", "institutions")]
    founded: Annotated[Array, Column("i4", "month", *MONTHS, "founded", "成立月份", "institutions", fill=NEVER)]
    confirmed: Annotated[Array, Column("i4", "month", *MONTHS, "confirmed", "确认月份", "institutions", fill=NEVER)]
    ended: Annotated[Array, Column("i4", "month", *MONTHS, "ended", "解散月份", "institutions", fill=NEVER)]
    n_members: Annotated[Array, Column("i4", "persons", 0, 2**31, "members", "成员数", "institutions")]
    n_active: Annotated[
        Array,
        Column("i4", "persons", 0, 2**31, "members who acted within 3 months", "近三月活跃成员数", "institutions"),
    ]
    members_max: Annotated[Array, Column("i4", "persons", 0, 2**31, "largest membership", "最多成员数", "institutions")]
    last_object: Annotated[
        Array,
        Column(
            "i4",
            "month",
            *MONTHS,
            "last month with an owned affair or duty",
            "最近有自治对象月份",
            "institutions",
            fill=NEVER,
        ),
    ]
    last_enough: Annotated[
        Array,
        Column(
            "i4",
            "month",
            *MONTHS,
            "last month with enough active members",
            "最近活跃成员达标月份",
            "institutions",
            fill=NEVER,
        ),
    ]
    last_decided: Annotated[
        Array,
        Column("i4", "month", *MONTHS, "last decision or delivery", "最近决策或交付月份", "institutions", fill=NEVER),
    ]
    joint_episodes: Annotated[
        Array,
        Column("i4", "-", 0, 2**31, "episodes done jointly with the committee", "与居委会共同办理次数", "institutions"),
    ]
    line_fen: Annotated[Array, Column("i8", "fen", 0, 2**50, "left on its budget line", "经费额度余额", "institutions")]
    skill: Annotated[
        Array, Column("f8", "share", 0, 1, "skill in each link", "各环节能力", "institutions", width=N_LINKS, fill=0.1)
    ]
    committees: Annotated[
        Array, Column("i1", "-", 0, 9, "special committees (councils)", "专门委员会数", "institutions")
    ]
    last_event: Annotated[Array, Column("i8", "-", -1, 2**62, "last event about it", "最近事件", "engine", fill=-1)]


class Committees(NamedTuple):
    """Residents' committees (居委会) by row, one a neighbourhood, in the same order."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**33, "identity", "编号", "founding")]
    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居委会辖区", "founding", "neighbourhoods")
    ]
    staff: Annotated[Array, Column("i1", "persons", 1, 20, "staff", "工作人员数", "founding", fill=7)]
    chair_since: Annotated[
        Array, Column("i4", "month", *MONTHS, "chair since", "现任主任任职起始月", "institutions", fill=NEVER)
    ]
    skill: Annotated[
        Array,
        Column("f8", "share", 0, 1, "the chair's skill in each link", "主任各环节能力", "institutions", width=N_LINKS),
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
            "audits since the last evaluation that found symbolic handling",
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
        Column("i8", "min", 0, 2**40, "entrusted tasks this month", "本月委托任务用时", "institutions", month=True),
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
        Column("f8", "share", 0, 1, "performance by class", "各类事务绩效", "institutions", width=N_CLASSES, fill=0.25),
    ]
    aspiration: Annotated[
        Array,
        Column(
            "f8", "share", 0, 1, "aspiration by class", "各类事务期望水平", "institutions", width=N_CLASSES, fill=0.5
        ),
    ]
    mean_credit: Annotated[
        Array,
        Column("f8", "-", -1, 1, "running mean of credit by class", "各类收益均值", "institutions", width=N_CLASSES),
    ]
    chain_succeeded: Annotated[Array, Column("?", "-", 0, 1, "a chain has succeeded", "议题链曾成功", "institutions")]
    teams_helped: Annotated[
        Array, Column("?", "-", 0, 1, "an affair succeeded with teams", "曾借助团队成功", "institutions")
    ]
    last_public_life: Annotated[
        Array, Column("i4", "month", *MONTHS, "last public life", "最近公共活动月份", "institutions", fill=NEVER)
    ]
    signed_share: Annotated[
        Array, Column("f8", "share", 0, 1, "preparedness: share signed for works", "改造签约率", "institutions")
    ]
    delivered: Annotated[Array, Column("i4", "-", 0, 2**31, "works delivered", "已完成民生工程数", "institutions")]
    last_event: Annotated[Array, Column("i8", "-", -1, 2**62, "last event about it", "最近事件", "engine", fill=-1)]


class Repertoire(NamedTuple):
    """What a committee knows: row = (committee * practices + practice) * classes + class."""

    known: Annotated[Array, Column("?", "-", 0, 1, "known for this class", "已掌握", "institutions")]
    conscious: Annotated[Array, Column("?", "-", 0, 1, "codified, known for all classes", "已自觉", "institutions")]
    value: Annotated[Array, Column("f8", "-", -1, 2, "value", "价值评估", "institutions", fill=0.1)]
    successes: Annotated[Array, Column("f8", "-", 0, 1e6, "successes, decayed", "成功次数(衰减)", "institutions")]
    last_used: Annotated[Array, Column("i4", "month", *MONTHS, "last used", "最近使用月份", "institutions", fill=NEVER)]
    discovered: Annotated[Array, Column("i4", "month", *MONTHS, "discovered", "发现月份", "institutions", fill=NEVER)]
    event: Annotated[Array, Column("i8", "-", -1, 2**62, "event of its discovery", "发现事件", "engine", fill=-1)]


class StreetOffices(NamedTuple):
    """Street offices (街道办事处) by row."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**33, "identity", "编号", "founding")]
    evaluated: Annotated[
        Array, Column("i4", "month", *MONTHS, "last evaluation", "最近考核月份", "institutions", fill=NEVER)
    ]


class Accounts(NamedTuple):
    """Balances by neighbourhood: cash on the debit side, funds on the credit side, in fen."""

    balance: Annotated[
        Array,
        Column("i8", "fen", 0, 2**55, "balance of each account", "各账户余额", "institutions", width=len(Account)),
    ]
    paid_street_year: Annotated[
        Array, Column("i8", "fen", 0, 2**55, "street money received this year", "本年街道拨款", "institutions")
    ]
    pending_fen: Annotated[
        Array,
        Column(
            "i8",
            "fen",
            0,
            2**55,
            "unit money that waits for approval, by months left",
            "待批准的单位资金",
            "institutions",
            width=7,
        ),
    ]
    own_income_year: Annotated[
        Array, Column("i8", "fen", 0, 2**55, "own income this year", "本年自有收入", "institutions")
    ]


class Hours(NamedTuple):
    """Minutes of this month by neighbourhood, actor and activity (actor * activities + activity)."""

    minutes: Annotated[
        Array,
        Column(
            "i8",
            "min",
            0,
            2**50,
            "minutes by actor and activity",
            "各主体各活动用时",
            "institutions",
            width=len(Actor) * len(Activity),
            month=True,
        ),
    ]


class Proposals(NamedTuple):
    """Invitations that phase 8 made, to be answered in phase 6 of the next month (§4)."""

    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居委会辖区", "institutions", "neighbourhoods")
    ]
    act: Annotated[Array, Column("i1", "-", 0, 17, "what is proposed", "提议内容", "institutions")]
    asker: Annotated[
        Array, Column("i4", "row", -1, 2**31, "person who asks", "发起人", "institutions", "residents", fill=-1)
    ]
    asked: Annotated[
        Array, Column("i4", "row", -1, 2**31, "person asked, if one", "受邀人", "institutions", "residents", fill=-1)
    ]
    team: Annotated[Array, Column("i4", "row", -1, 2**31, "team to join", "团队", "institutions", "teams", fill=-1)]
    lane: Annotated[
        Array, Column("i4", "row", -1, 2**31, "lane of the group", "里弄", "institutions", "lanes", fill=-1)
    ]
    estate: Annotated[
        Array, Column("i4", "row", -1, 2**31, "estate of the group", "小区", "institutions", "estates", fill=-1)
    ]
    affair: Annotated[
        Array, Column("i4", "row", -1, 2**31, "its first object", "首个自治事务", "institutions", "affairs", fill=-1)
    ]
    contract: Annotated[
        Array,
        Column(
            "i4", "row", -1, 2**31, "contract whose duty it takes", "相关合同", "institutions", "contracts", fill=-1
        ),
    ]
    organization: Annotated[
        Array,
        Column(
            "i4",
            "row",
            -1,
            2**31,
            "council or group that refills",
            "补员组织",
            "institutions",
            "organizations",
            fill=-1,
        ),
    ]
    by_committee: Annotated[Array, Column("?", "-", 0, 1, "made by the committee", "由居委会发起", "institutions")]
    event: Annotated[Array, Column("i8", "-", -1, 2**62, "event that caused it", "原因事件", "engine", fill=-1)]
