"""Teams, organizations of residents and what they propose, as rows."""

from typing import Annotated, NamedTuple

import numpy as np

from sim.foundation.terms import Link
from sim.world.columns import Column
from sim.world.persons import MONTHS, NEVER

Array = np.ndarray


class Teams(NamedTuple):
    """Cultural-sports teams (文体团队) by row."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**31, "identity", "编号", "institutions")]
    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居民区", "institutions", "neighbourhoods")
    ]
    hobby: Annotated[Array, Column("i1", "-", 0, 7, "hobby", "爱好", "institutions")]
    active: Annotated[Array, Column("?", "-", 0, 1, "exists", "存续", "institutions")]
    founded: Annotated[Array, Column("i4", "month", *MONTHS, "founded", "成立月份", "institutions", fill=NEVER)]
    ended: Annotated[Array, Column("i4", "month", *MONTHS, "ended", "解散月份", "institutions", fill=NEVER)]
    has_venue: Annotated[Array, Column("?", "-", 0, 1, "has a venue slot", "有活动场地", "institutions")]
    rented_until: Annotated[
        Array,
        Column(
            "i4",
            "month",
            *MONTHS,
            "month in which its rented venue ends",
            "租用场地到期月份",
            "institutions",
            fill=NEVER,
        ),
    ]
    public_orientation: Annotated[
        Array, Column("f8", "share", 0, 1, "public orientation (私→公)", "公共取向", "institutions")
    ]
    n_members: Annotated[Array, Column("i4", "persons", 0, 2**31, "members", "成员数", "institutions")]
    last_event: Annotated[Array, Column("i8", "-", -1, 2**62, "last event about it", "最近事件", "engine", fill=-1)]


class Organizations(NamedTuple):
    """Patrols, self-governance groups, joint meetings of leaders and councils by row (§6.7)."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**31, "identity", "编号", "institutions")]
    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居民区", "institutions", "neighbourhoods")
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
    last_full: Annotated[
        Array,
        Column(
            "i4",
            "month",
            *MONTHS,
            "last month in which all seats of a council were filled, or one of its committees lapsed",
            "理事会最近满员或撤并月份",
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
        Array,
        Column("f8", "share", 0, 1, "skill in each link", "各环节能力", "institutions", width=len(Link), fill=0.1),
    ]
    committees: Annotated[
        Array, Column("i1", "-", 0, 9, "special committees (councils)", "专门委员会数", "institutions")
    ]
    last_event: Annotated[Array, Column("i8", "-", -1, 2**62, "last event about it", "最近事件", "engine", fill=-1)]


class Proposals(NamedTuple):
    """Invitations that phase 8 made, to be answered in phase 6 of the next month (§4)."""

    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居民区", "institutions", "neighbourhoods")
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
