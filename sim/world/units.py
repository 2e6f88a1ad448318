"""Resident-area units and the contracts with them, as rows."""

from typing import Annotated, NamedTuple

import numpy as np

from sim.world.columns import Column
from sim.world.persons import MONTHS, NEVER, YEAR

Array = np.ndarray


class Units(NamedTuple):
    """Resident-area units (驻区单位) by row."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**33, "identity", "编号", "founding")]
    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居民区", "founding", "neighbourhoods")
    ]
    active: Annotated[Array, Column("?", "-", 0, 1, "still here", "仍在本居民区", "institutions", fill=1)]
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
    lent_since: Annotated[
        Array, Column("i4", "month", *MONTHS, "hall lent since", "出借场地起始月份", "institutions", fill=NEVER)
    ]


class Contracts(NamedTuple):
    """Yearly exchanges with units, and the duty that each creates."""

    eid: Annotated[Array, Column("i8", "-", 0, 2**31, "identity", "编号", "institutions")]
    neighbourhood: Annotated[
        Array, Column("i4", "row", 0, 2047, "neighbourhood", "所在居民区", "institutions", "neighbourhoods")
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
