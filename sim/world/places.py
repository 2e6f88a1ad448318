"""Where: lanes, estates, neighbourhoods, and who lives in each."""

from typing import Annotated, NamedTuple

import numpy as np

from sim.world.columns import Column
from sim.world.persons import MONTHS, NEVER

Array = np.ndarray


class Lanes(NamedTuple):
    """Lanes (里弄) or building clusters by row, about 80 households each."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**31, "identity: neighbourhood * 2**20 + number", "编号", "founding")]
    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居民区", "founding", "neighbourhoods")
    ]
    estate: Annotated[Array, Column("i4", "row", 0, 2**31, "estate", "小区", "founding", "estates")]
    housing: Annotated[Array, Column("i1", "-", 0, 2, "housing", "住房类型", "founding")]
    n_households: Annotated[Array, Column("i4", "-", 0, 2**31, "dwellings", "户数", "founding")]
    prior_trust: Annotated[
        Array, Column("f8", "share", 0, 1, "prior trust between strangers of the lane", "先验信任", "founding")
    ]
    disputes: Annotated[
        Array,
        Column(
            "i4",
            "-",
            0,
            1e6,
            "disputes over common space since the last recognised encroachment",
            "公共空间纠纷数",
            "society",
        ),
    ]
    last_action: Annotated[
        Array,
        Column(
            "i4", "month", *MONTHS, "last self-organised action", "最近一次自发行动月份", "institutions", fill=NEVER
        ),
    ]


class Estates(NamedTuple):
    """Estates (小区) by row: the lanes of one housing type, with their parking."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**31, "identity: neighbourhood * 2**20 + number", "编号", "founding")]
    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居民区", "founding", "neighbourhoods")
    ]
    housing: Annotated[Array, Column("i1", "-", 0, 2, "housing", "住房类型", "founding")]
    n_households: Annotated[Array, Column("i4", "-", 0, 2**31, "dwellings", "户数", "founding")]
    spaces: Annotated[Array, Column("i4", "-", 0, 2**20, "night parking spaces", "夜间车位", "founding")]
    shortage: Annotated[Array, Column("f8", "share", 0, 1, "share of unserved cars", "车位短缺率", "society")]
    enclosed_share: Annotated[
        Array, Column("f8", "share", 0, 1, "share of the spaces that are enclosed", "圈占车位比例", "society")
    ]
    paralysed: Annotated[Array, Column("?", "-", 0, 1, "traffic is paralysed by enclosures", "交通瘫痪", "society")]
    widened: Annotated[
        Array, Column("?", "-", 0, 1, "road widened, one-way traffic", "已拓宽并单向行驶", "institutions")
    ]


class Neighbourhoods(NamedTuple):
    """Neighbourhoods by row: the area of one residents' committee."""

    eid: Annotated[Array, Column("i8", "-", 0, 2047, "neighbourhood index", "居民区序号", "founding")]
    street: Annotated[Array, Column("i4", "row", 0, 2047, "street office", "街道办事处", "founding", "street_offices")]
    tradition: Annotated[Array, Column("?", "-", 0, 1, "has a tradition of lane games", "有里弄运动会传统", "founding")]
    manager_effort: Annotated[
        Array, Column("f8", "share", 0, 1, "effort of the estate manager", "物业管理尽责程度", "institutions", fill=1)
    ]
    next_birth_slot: Annotated[
        Array, Column("i8", "-", 0, 2**20, "next free identity of a person", "下一个人员编号", "founding")
    ]
    next_household_slot: Annotated[
        Array, Column("i8", "-", 0, 2**20, "next free identity of a household", "下一个住户编号", "founding")
    ]
    next_affair: Annotated[
        Array, Column("i8", "-", 0, 2**31, "affairs that have arisen", "已发生事务数", "institutions")
    ]
    next_body: Annotated[
        Array,
        Column("i8", "-", 0, 2**20, "next free identity of a team or organization", "下一个组织编号", "institutions"),
    ]
    next_event: Annotated[Array, Column("i8", "-", 0, 2**31, "events that have happened", "已发生事件数", "engine")]
    donations_factor: Annotated[Array, Column("f8", "-", 0, 10, "factor on donations", "捐助系数", "engine", fill=1)]


class Places(NamedTuple):
    """Dwellings by lane, estate and neighbourhood as compressed rows; derived, never hashed.

    Dwellings of lane l are ``lane_households[lane_start[l]:lane_start[l + 1]]``, in order of their position.
    """

    lane_start: np.ndarray
    lane_households: np.ndarray
    estate_start: np.ndarray
    estate_households: np.ndarray
    neighbourhood_start: np.ndarray
    neighbourhood_households: np.ndarray
