"""Who lives here: persons, households, ties."""

from typing import Annotated, NamedTuple

import numpy as np

from sim.world.columns import NOTHING, Column

BERTHS = 5
"""Rows of persons a dwelling has; a household fills the first of them, in the order of identities."""

NEVER = -9999
NODE_OF_STAFF = 2**31
MONTHS = (-9999, 24000)
YEAR = 12

Array = np.ndarray


class Residents(NamedTuple):
    """Persons by row: five berths a dwelling, then the staff of institutions. Rows are never moved (§3)."""

    eid: Annotated[
        Array, Column("i8", "-", -1, 2**33, "identity; none is reused", "身份编号，不重复使用", "founding", fill=-1)
    ]
    kind: Annotated[Array, Column("i1", "-", 0, 4, "kind of node: vacant, resident, staff", "节点类型", "founding")]
    household: Annotated[
        Array, Column("i4", "row", -1, 2**31, "household", "所属住户", "founding", "households", fill=-1)
    ]
    lane: Annotated[Array, Column("i4", "row", -1, 2**31, "lane", "所在里弄", "founding", "lanes", fill=-1)]
    neighbourhood: Annotated[
        Array, Column("i4", "row", -1, 2047, "neighbourhood", "所在居民区", "founding", "neighbourhoods", fill=-1)
    ]
    age: Annotated[Array, Column("i2", "years of age", 0, 95, "age; nobody ages", "年龄（不增长）", "founding")]
    sex: Annotated[Array, Column("i1", "-", 0, 1, "0 male, 1 female", "性别：0 男，1 女", "founding")]
    adult: Annotated[Array, Column("?", "-", 0, 1, "18 or older", "成年", "founding")]
    employed: Annotated[Array, Column("?", "-", 0, 1, "in employment", "在业", "founding")]
    retired: Annotated[Array, Column("?", "-", 0, 1, "retired", "已退休", "founding")]
    local: Annotated[Array, Column("?", "-", 0, 1, "local household registration", "本地户籍", "founding")]
    party_member: Annotated[Array, Column("?", "-", 0, 1, "member of the party", "党员", "founding")]
    free_hours: Annotated[Array, Column("f8", "h/month", 2, 150, "free hours", "每月可支配时间", "founding", fill=2)]
    home: Annotated[Array, Column("f8", "share", 0, 1, "presence at home, for contacts", "在家程度", "founding")]
    hobby: Annotated[Array, Column("i1", "-", 0, 7, "hobby", "爱好", "founding")]
    hobby_intensity: Annotated[Array, Column("f8", "share", 0, 1, "intensity of the hobby", "爱好强度", "founding")]
    disposition: Annotated[Array, Column("f8", "share", 0, 1, "disposition to reciprocate", "互惠倾向", "founding")]
    threshold: Annotated[
        Array,
        Column("f8", "share", 0, 1, "threshold of peers, used in limits only", "从众阈值（仅极限检验用）", "founding"),
    ]
    law_literacy: Annotated[Array, Column("f8", "share", 0, 1, "knowledge of the law", "法律素养", "founding")]
    norm: Annotated[Array, Column("f8", "share", 0, 1, "reciprocity norm", "互惠规范", "society")]
    habit: Annotated[Array, Column("f8", "share", 0, 1, "habit of self-governance", "自治习惯", "society")]
    fatigue: Annotated[Array, Column("f8", "share", 0, 1, "fatigue", "疲劳", "society")]
    trust_success: Annotated[
        Array, Column("f8", "-", 0, 1e6, "good experiences with the committee", "与居委会交往的正面经历", "society")
    ]
    trust_failure: Annotated[
        Array, Column("f8", "-", 0, 1e6, "bad experiences with the committee", "与居委会交往的负面经历", "society")
    ]
    team: Annotated[Array, Column("i4", "row", -1, 2**31, "team", "文体团队", "institutions", "teams", fill=-1)]
    patrol: Annotated[
        Array, Column("i4", "row", -1, 2**31, "patrol", "巡逻队", "institutions", "organizations", fill=-1)
    ]
    group: Annotated[
        Array,
        Column("i4", "row", -1, 2**31, "self-governance group", "自治小组", "institutions", "organizations", fill=-1),
    ]
    council: Annotated[
        Array, Column("i4", "row", -1, 2**31, "council", "自治理事会", "institutions", "organizations", fill=-1)
    ]
    is_backbone: Annotated[Array, Column("?", "-", 0, 1, "backbone member", "骨干", "institutions")]
    is_building_head: Annotated[Array, Column("?", "-", 0, 1, "building head", "楼组长", "founding")]
    is_leader: Annotated[
        Array, Column("?", "-", 0, 1, "leads a group or sits on the council", "组长或理事", "institutions")
    ]
    last_act: Annotated[
        Array, Column("i4", "month", *MONTHS, "last civic act", "最近一次公共参与月份", "society", fill=NEVER)
    ]
    last_contact: Annotated[
        Array,
        Column("i4", "month", *MONTHS, "last contact with a neighbour", "最近一次邻里往来月份", "society", fill=NEVER),
    ]
    minutes_used: Annotated[
        Array, Column("i4", "min", 0, 9000, "minutes given this month", "本月付出的分钟数", "society", month=True)
    ]
    civic_minutes: Annotated[
        Array,
        Column("i4", "min", 0, 9000, "minutes of civic acts this month", "本月公共参与分钟数", "society", month=True),
    ]
    civic_acts: Annotated[
        Array, Column("i4", "-", 0, 1e6, "civic acts this month", "本月公共参与次数", "society", month=True)
    ]
    top_rung: Annotated[
        Array,
        Column("i1", "-", 0, 5, "highest rung of this month's civic acts", "本月参与最高层级", "society", month=True),
    ]
    owned_act: Annotated[
        Array,
        Column(
            "?",
            "-",
            0,
            1,
            "acted for an object that residents own or decide",
            "本月为自治对象行动",
            "society",
            month=True,
        ),
    ]
    favours_seen: Annotated[
        Array, Column("i4", "-", 0, 1e6, "favours seen this month", "本月所见互助次数", "society", month=True)
    ]
    favours_succeeded: Annotated[
        Array, Column("i4", "-", 0, 1e6, "of these returned or kept", "其中成功次数", "society", month=True)
    ]
    committee_success: Annotated[
        Array,
        Column(
            "i8",
            "2^-24",
            0,
            2**50,
            "this month's good experiences with the committee",
            "本月正面经历",
            "society",
            month=True,
        ),
    ]
    committee_failure: Annotated[
        Array,
        Column(
            "i8",
            "2^-24",
            0,
            2**50,
            "this month's bad experiences with the committee",
            "本月负面经历",
            "society",
            month=True,
        ),
    ]


class Households(NamedTuple):
    """Dwellings by row, each with the household that lives in it now."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**31, "identity of the household", "住户编号", "founding")]
    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居民区", "founding", "neighbourhoods")
    ]
    lane: Annotated[Array, Column("i4", "row", 0, 2**31, "lane", "里弄", "founding", "lanes")]
    estate: Annotated[Array, Column("i4", "row", 0, 2**31, "estate", "小区", "founding", "estates")]
    position: Annotated[
        Array, Column("i4", "-", 0, 2**31, "dwelling number within the lane", "里弄内门牌序号", "founding")
    ]
    kitchen: Annotated[
        Array,
        Column(
            "i4",
            "-",
            -1,
            2**31,
            "shared kitchen, numbered within the neighbourhood",
            "合用厨房编号",
            "founding",
            fill=-1,
        ),
    ]
    size: Annotated[Array, Column("i1", "persons", 1, 5, "members", "人口", "founding", fill=1)]
    tenure: Annotated[Array, Column("i1", "-", 0, 4, "tenure", "住房权属类型", "founding")]
    cars: Annotated[Array, Column("i1", "-", 0, 2, "cars", "汽车数", "founding")]
    local: Annotated[Array, Column("?", "-", 0, 1, "head is local", "户主为本地户籍", "founding")]
    representative: Annotated[
        Array, Column("i1", "-", 0, 4, "berth of the representative (户主)", "家庭代表在户内的位次", "founding")
    ]
    enclosure_threshold: Annotated[
        Array, Column("f8", "share", 0.2, 1, "threshold to enclose", "圈占阈值", "founding", fill=1)
    ]
    enclosed: Annotated[Array, Column("i1", "-", 0, 2, "parking spaces enclosed", "圈占车位数", "society")]
    encroachment: Annotated[Array, Column("?", "-", 0, 1, "has built on common space", "有违章搭建", "society")]
    arrived: Annotated[Array, Column("i4", "month", *MONTHS, "month of moving in", "入住月份", "founding", fill=NEVER)]


class Ties(NamedTuple):
    """Edges of the social-capital graph; `a` has the lower identity. Month columns are folded in by phase 11."""

    a: Annotated[Array, Column("i4", "row", 0, 2**31, "person of lower identity", "一端", "society", "residents")]
    b: Annotated[Array, Column("i4", "row", 0, 2**31, "person of higher identity", "另一端", "society", "residents")]
    strength: Annotated[Array, Column("f8", "share", 0, 1, "strength", "强度", "society")]
    success: Annotated[Array, Column("f8", "-", 0, 1e6, "favours returned, decayed", "互助成功（衰减）", "society")]
    failure: Annotated[
        Array, Column("f8", "-", 0, 1e6, "favours refused and quarrels, decayed", "失信与纠纷（衰减）", "society")
    ]
    prior: Annotated[
        Array, Column("f8", "share", 0, 1, "prior trust: the lane's, or the mean of two", "先验信任", "society")
    ]
    last_month: Annotated[Array, Column("i4", "month", *MONTHS, "last contact", "最近往来月份", "society", fill=NEVER)]
    channel: Annotated[Array, Column("i1", "-", 0, 7, "what formed it", "形成渠道", "society")]
    contact: Annotated[Array, Column("?", "-", 0, 1, "contact this month", "本月有往来", "society", month=True)]
    new_success: Annotated[
        Array, Column("i8", "2^-24", 0, 2**50, "this month's successes", "本月成功", "society", month=True)
    ]
    new_failure: Annotated[
        Array, Column("i8", "2^-24", 0, 2**50, "this month's failures", "本月失败", "society", month=True)
    ]


class TieIndex(NamedTuple):
    """Compressed sparse rows over `Ties`: person i's ties are entries start[i] … start[i+1]; derived, never hashed."""

    start: np.ndarray
    neighbour: np.ndarray
    edge: np.ndarray


__all__ = ["BERTHS", "MONTHS", "NEVER", "NODE_OF_STAFF", "NOTHING", "Households", "Residents", "TieIndex", "Ties"]
