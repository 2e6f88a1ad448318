"""What is at stake: affairs, households' stakes in them, cases."""

from typing import Annotated, NamedTuple

import numpy as np

from sim.world.columns import Column
from sim.world.persons import MONTHS, NEVER

Array = np.ndarray
MAXIMUM_PRACTICES = 32


class Affairs(NamedTuple):
    """Public affairs by row, in the order in which they arose (§3, §6.3)."""

    eid: Annotated[
        Array, Column("i8", "-", 0, 2**63 - 1, "identity mixed from class, month and place", "事务编号", "institutions")
    ]
    number: Annotated[
        Array, Column("i8", "-", 0, 2**31, "number within the neighbourhood", "居民区内序号", "institutions")
    ]
    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居民区", "institutions", "neighbourhoods")
    ]
    klass: Annotated[Array, Column("i1", "-", 0, 6, "class", "类别", "institutions")]
    scope: Annotated[Array, Column("i1", "-", 0, 2, "scope", "范围", "institutions")]
    lane: Annotated[
        Array, Column("i4", "row", -1, 2**31, "lane, for scope lane", "里弄", "institutions", "lanes", fill=-1)
    ]
    estate: Annotated[
        Array,
        Column("i4", "row", -1, 2**31, "estate, for scope lane or estate", "小区", "institutions", "estates", fill=-1),
    ]
    is_rule: Annotated[
        Array, Column("?", "-", 0, 1, "a rule: consent and posting, no yuan", "属于公约规则", "institutions")
    ]
    team: Annotated[
        Array,
        Column("i4", "row", -1, 2**31, "team whose venue it is about", "相关团队", "institutions", "teams", fill=-1),
    ]
    severity: Annotated[Array, Column("f8", "share", 0, 1, "severity", "严重程度", "institutions")]
    growth: Annotated[Array, Column("f8", "/month", 0, 1, "growth of severity", "恶化速度", "institutions")]
    first_stake: Annotated[Array, Column("i8", "-", 0, 2**40, "first row of its stakes", "利益记录的起始行", "world")]
    n_stakes: Annotated[Array, Column("i4", "-", 0, 2**31, "rows of stakes kept", "利益记录的行数", "world")]
    n_affected: Annotated[Array, Column("i4", "-", 0, 2**31, "households affected", "受影响户数", "institutions")]
    consent_required: Annotated[
        Array, Column("?", "-", 0, 1, "needs households' consent", "需居民同意", "institutions")
    ]
    inside_dwellings: Annotated[Array, Column("?", "-", 0, 1, "works inside dwellings", "入户施工", "institutions")]
    one_square_metre: Annotated[
        Array, Column("?", "-", 0, 1, "renovation of shared kitchens", "一平方米改造", "institutions")
    ]
    has_quota: Annotated[
        Array, Column("?", "-", 0, 1, "needs no quota or has it", "已有指标或无需指标", "institutions", fill=1)
    ]
    labour_minutes: Annotated[Array, Column("i8", "min", 0, 2**40, "labour needed", "所需工时", "institutions")]
    labour_residents: Annotated[
        Array, Column("i8", "min", 0, 2**40, "labour done by residents", "居民已投工时", "institutions")
    ]
    labour_committee: Annotated[
        Array, Column("i8", "min", 0, 2**40, "labour done by the committee", "居委会已投工时", "institutions")
    ]
    committee_minutes: Annotated[
        Array, Column("i8", "min", 0, 2**40, "committee's time spent on it", "居委会花费时间", "institutions")
    ]
    cost_fen: Annotated[Array, Column("i8", "fen", 0, 2**50, "cost", "费用", "institutions")]
    paid_fen: Annotated[Array, Column("i8", "fen", 0, 2**50, "paid", "已付", "institutions")]
    gift_fen: Annotated[
        Array, Column("i8", "fen", 0, 2**50, "gifts bound to it, not yet spent", "专项资助余额", "institutions")
    ]
    upkeep_minutes: Annotated[Array, Column("i8", "min", 0, 2**40, "upkeep a month", "每月维护工时", "institutions")]
    upkeep_fen: Annotated[Array, Column("i8", "fen", 0, 2**50, "upkeep a year", "每年维护费用", "institutions")]
    upkeep_done: Annotated[
        Array, Column("i8", "min", 0, 2**40, "upkeep done this month", "本月已维护工时", "institutions", month=True)
    ]
    state: Annotated[Array, Column("i1", "-", 0, 8, "state", "状态", "institutions")]
    owner: Annotated[Array, Column("i1", "-", 0, 3, "kind of body that owns it", "承担主体类型", "institutions")]
    team_owner: Annotated[
        Array, Column("i4", "row", -1, 2**31, "owning team", "承担团队", "institutions", "teams", fill=-1)
    ]
    organization: Annotated[
        Array,
        Column("i4", "row", -1, 2**31, "owning organization", "承担组织", "institutions", "organizations", fill=-1),
    ]
    owned_since: Annotated[
        Array, Column("i4", "month", *MONTHS, "owned by residents since", "居民承担起始月", "institutions", fill=NEVER)
    ]
    onset: Annotated[Array, Column("i4", "month", *MONTHS, "onset", "发生月份", "institutions", fill=NEVER)]
    recognized: Annotated[Array, Column("i4", "month", *MONTHS, "recognised", "识别月份", "institutions", fill=NEVER)]
    recognized_by: Annotated[Array, Column("i1", "-", 0, 8, "who made it seen", "识别途径", "institutions")]
    heard: Annotated[Array, Column("i4", "month", *MONTHS, "first hearing", "听证月份", "institutions", fill=NEVER)]
    deliberated: Annotated[
        Array, Column("i4", "month", *MONTHS, "decided by vote", "协商决定月份", "institutions", fill=NEVER)
    ]
    committed: Annotated[Array, Column("i4", "month", *MONTHS, "committed", "承诺月份", "institutions", fill=NEVER)]
    executed: Annotated[Array, Column("i4", "month", *MONTHS, "executed", "执行月份", "institutions", fill=NEVER)]
    closed: Annotated[Array, Column("i4", "month", *MONTHS, "closed", "结束月份", "institutions", fill=NEVER)]
    attended: Annotated[
        Array, Column("i4", "month", *MONTHS, "last attended to", "最近处理月份", "institutions", fill=NEVER)
    ]
    unheeded: Annotated[
        Array,
        Column(
            "i4", "month", *MONTHS, "last month in which too few came", "最近应召不足月份", "institutions", fill=NEVER
        ),
    ]
    decision: Annotated[Array, Column("i1", "-", 0, 4, "how it was decided", "决策方式", "institutions")]
    judged: Annotated[
        Array, Column("i1", "-", 0, 2, "judgement: none, worth it, not worth it", "利益判断结果", "institutions")
    ]
    judged_month: Annotated[
        Array, Column("i4", "month", *MONTHS, "month of that judgement", "判断月份", "institutions", fill=NEVER)
    ]
    rounds: Annotated[Array, Column("i2", "-", 0, 99, "failed rounds of voting", "未通过轮数", "institutions")]
    agreements: Annotated[Array, Column("i1", "-", 0, 4, "written sub-agreements", "书面分项协议数", "institutions")]
    rumoured: Annotated[Array, Column("?", "-", 0, 1, "a rumour has gone round", "曾有谣言", "society")]
    posted: Annotated[Array, Column("?", "-", 0, 1, "pledges posted in public", "已张榜公布", "institutions")]
    complied_months: Annotated[
        Array, Column("i2", "months", 0, 9999, "months in a row of enough compliance", "连续遵守月数", "institutions")
    ]
    enforcement: Annotated[Array, Column("f8", "share", 0, 1, "enforcement of last month", "监督力度", "institutions")]
    unit: Annotated[
        Array,
        Column(
            "i4",
            "row",
            -1,
            2**31,
            "unit that accepted an exchange for it",
            "同意交换的单位",
            "institutions",
            "units",
            fill=-1,
        ),
    ]
    severity_closed: Annotated[
        Array, Column("f8", "share", 0, 1, "severity when closed", "结束时的严重程度", "institutions")
    ]
    gain_share: Annotated[
        Array, Column("f8", "share", 0, 1, "share of the affected that gained", "受益户比例", "institutions")
    ]
    seen_in_class: Annotated[
        Array, Column("f8", "share", 0, 1, "share complying when executed", "执行时遵守比例", "institutions")
    ]
    last_event: Annotated[Array, Column("i8", "-", -1, 2**62, "last event about it", "最近事件", "engine", fill=-1)]
    used: Annotated[
        Array,
        Column(
            "i4",
            "month",
            *MONTHS,
            "month in which each practice was last used for it",
            "各工作方法最近使用月份",
            "institutions",
            width=MAXIMUM_PRACTICES,
            fill=NEVER,
        ),
    ]


class Stakes(NamedTuple):
    """What each affected household has at stake in each affair that is kept: one block of rows an affair."""

    affair: Annotated[Array, Column("i4", "row", 0, 2**31, "affair", "事务", "institutions", "affairs")]
    household: Annotated[Array, Column("i4", "row", 0, 2**31, "household", "住户", "institutions", "households")]
    benefit: Annotated[Array, Column("f8", "100 yuan/month", -2, 3, "true benefit", "真实收益", "institutions")]
    belief_mean: Annotated[
        Array,
        Column(
            "f8",
            "100 yuan/month",
            -99,
            99,
            "believed benefit; in encroachments the share believed to be removed",
            "预期收益",
            "society",
        ),
    ]
    belief_precision: Annotated[
        Array, Column("f8", "-", 0, 1e9, "precision of the belief", "预期精度", "society", fill=3)
    ]
    disturbance: Annotated[Array, Column("f8", "100 yuan", 0, 2, "disturbance by the works", "施工干扰", "society")]
    loss: Annotated[
        Array, Column("f8", "100 yuan/month", 0, 1, "owner's loss in an encroachment", "拆除损失", "society")
    ]
    vote: Annotated[
        Array, Column("i1", "-", 0, 3, "this round's vote: none, yes, no, abstained", "本轮表决", "society")
    ]
    reached: Annotated[Array, Column("?", "-", 0, 1, "spoken to by a backbone", "骨干已走访", "society")]
    signed: Annotated[Array, Column("?", "-", 0, 1, "has signed or given its word", "已签承诺书", "society")]
    complied: Annotated[Array, Column("?", "-", 0, 1, "complied last month", "上月遵守", "society")]
    called: Annotated[
        Array,
        Column(
            "i4",
            "month",
            *MONTHS,
            "lane's last self-organised action on it",
            "里弄最近自发行动月份",
            "institutions",
            fill=NEVER,
        ),
    ]


class Cases(NamedTuple):
    """Complaints as cases: they relieve a household and leave the affair as it is."""

    household: Annotated[Array, Column("i4", "row", 0, 2**31, "household", "住户", "institutions", "households")]
    affair: Annotated[
        Array, Column("i4", "row", 0, 2**31, "affair complained of", "投诉事务", "institutions", "affairs")
    ]
    opened: Annotated[Array, Column("i4", "month", *MONTHS, "month of the complaint", "投诉月份", "institutions")]
    minutes: Annotated[
        Array, Column("i4", "min", 0, 2400, "committee time that answers it", "处理所需时间", "institutions")
    ]
    failed: Annotated[Array, Column("?", "-", 0, 1, "unanswered for too long", "逾期未答复", "institutions")]


class Contributions(NamedTuple):
    """Who gave hours to an open affair; forgotten when it closes."""

    affair: Annotated[Array, Column("i4", "row", 0, 2**31, "affair", "事务", "institutions", "affairs")]
    resident: Annotated[Array, Column("i4", "row", 0, 2**31, "person's row", "人员行", "institutions", "residents")]
    eid: Annotated[Array, Column("i8", "-", 0, 2**33, "the person's identity then", "人员编号", "institutions")]
