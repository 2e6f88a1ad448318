"""The books of a neighbourhood, money and hours, as rows."""

from typing import Annotated, NamedTuple

import numpy as np

from sim.foundation.terms import Account, Activity, Actor
from sim.world.columns import Column

Array = np.ndarray


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
    returned_share: Annotated[
        Array,
        Column(
            "f8",
            "share",
            0,
            1,
            "share of the grant returned unspent since the last evaluation",
            "上次考核以来退回拨款比例",
            "institutions",
        ),
    ]
    own_income_before: Annotated[
        Array, Column("i8", "fen", 0, 2**55, "own income of the year before", "上年自有收入", "institutions")
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
